"""Who may see a case and say whose it is, who is told where the owner has left, and what is over is left alone."""

from dataclasses import replace

import pytest

from desk import commands as c
from desk.cases import commands as k
from desk.cases import notices as n
from desk.cases.batch import CaseBatch
from desk.cases.complaints.notices import CaseCall, Point
from desk.cases.kinds import CaseKind, Class
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.repairs import commands as w
from desk.cases.state import CaseState
from desk.commands import Given, OfCase, OfRoom, Origin
from desk.content import Content
from desk.events import Clock
from desk.floor import Floor
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.people import Role
from desk.rules import Rules
from desk.state import Conversation
from desk.turn import Decision
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import KNOWLEDGE, LIN, MEI, TEN, WANG, ZHAO

IN_ROOM = Origin(chat_id=-100, message_id=1)
QIAN = replace(WANG, role=Role.WORKER)


def burst(kind: FormKind = FormKind.REPAIR, *, emergency: bool = False) -> Filing:
    answers = {Field.WHAT: Answer(text="A pipe has burst"), Field.PLACE: Answer(text="3-502")}
    form = Form(chat_id=MEI.chat_id, kind=kind, began_at=TEN, answers=answers, emergency=emergency)
    return Filing(form=form, at=TEN)


def batch(filing: Filing) -> CaseBatch:
    floor = Floor(knowledge=KNOWLEDGE, rules=Rules(), agents={one.user_id: one for one in (LIN, QIAN, ZHAO)})
    made = CaseBatch(now=TEN, rules=Rules(), floor=floor, locale="zh", follow=lambda _, __: None)
    made.file(filing, MEI.chat_id, "en")
    return made


def ask(made: CaseBatch, command: c.Command, subject: c.Subject) -> list[object]:
    """Return what whoever asked is told."""
    made.loose.clear()
    made.ask(Given(command=command, subject=subject), None)
    return [letter.notice for letter in made.loose]


def test_a_worker_sees_no_case_by_its_number_but_their_own() -> None:
    made = batch(burst())
    show = k.ShowByNumber(agent=QIAN.user_id, origin=IN_ROOM, number=next(iter(made.by_number)))
    assert ask(made, show, OfRoom()) == [CaseTold(outcome=CaseOutcome.NOT_YOUR_CASE)]
    ask(made, k.Assign(agent=LIN.user_id, origin=IN_ROOM, to=QIAN.number), OfCase(1))
    assert [type(one) for one in ask(made, show, OfRoom())] == [n.CaseShown]


def test_a_worker_is_listed_their_own_cases_only() -> None:
    made = batch(burst())
    listed = [case for case in (made.case(1),) if case is not None]
    made.listed = listed
    assert ask(made, k.ShowCases(agent=QIAN.user_id, origin=IN_ROOM), OfRoom()) == [n.CaseList(cases=())]
    made.listed = [replace(one, worker=QIAN.user_id) for one in listed]
    (shown,) = ask(made, k.ShowCases(agent=QIAN.user_id, origin=IN_ROOM), OfRoom())
    assert isinstance(shown, n.CaseList)
    assert [one.case for one in shown.cases] == [1]


@pytest.mark.parametrize(
    "command",
    [
        k.Assign(agent=QIAN.user_id, origin=ROOM),
        k.Classify(agent=QIAN.user_id, origin=ROOM, klass=Class.ORDINARY),
        k.Reopen(agent=QIAN.user_id, origin=ROOM),
    ],
)
def test_a_worker_says_neither_whose_a_case_is_nor_how_grave_nor_that_it_begins_again(command: k.CaseCommand) -> None:
    play = CaseScript(CaseKind.COMPLAINT, agents=(LIN, QIAN, ZHAO)).filed(what="The lift is slow")
    before = play.play(k.Assign(agent=LIN.user_id, origin=ROOM)).case
    assert play.play(command).case == before
    play.told(CaseTold, outcome=CaseOutcome.OFFICE_ONLY)


def test_where_the_owner_has_left_the_lead_is_told_and_nobody_else() -> None:
    play = CaseScript(CaseKind.COMPLAINT).filed(what="The lift is slow").play(k.Assign(agent=LIN.user_id, origin=ROOM))
    play.floor.agents = {**play.floor.agents, LIN.user_id: replace(LIN, removed=True)}
    play.wait(hours=20).strike()
    play.told(n.CaseDueSoon, clock=Clock.COMPLAINT_REPLY, agent=ZHAO.user_id)
    play.until(Clock.COMPLAINT_REPLY)
    rung = [one.agent for one in play.says if isinstance(one, n.CaseRing)]
    assert (rung, play.ledger[0].agent) == ([ZHAO.user_id], LIN.user_id)
    play.play(k.Urge(customer=MEI.chat_id))
    play.told(CaseCall, point=Point.URGED, agent=ZHAO.user_id)


def test_an_emergency_that_was_dropped_before_anybody_had_it_in_hand_hinders_no_later_form() -> None:
    made = batch(burst(emergency=True))
    ask(made, w.DropRepair(agent=LIN.user_id, origin=IN_ROOM, words="It was the neighbour's"), OfCase(1))
    dropped = made.case(1)
    assert dropped is not None
    assert (dropped.state, dropped.emergency_at) == (CaseState.CLOSED, TEN)
    served = Conversation(customer=MEI.chat_id, locale="en", owner=LIN.user_id)
    content = Content(chat_id=MEI.chat_id, message_id=9, sent_at=TEN, text="Yes")
    made.follow_talk(served, c.Say(customer=MEI, content=content), Decision(served, filings=(burst(),)))
    filed = made.case(2)
    assert filed is not None
    assert filed.number == "BX-20261123-0002"

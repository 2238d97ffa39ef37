"""Who may see a case and say whose it is, who is told where the owner has left, and what is over is left alone."""

from dataclasses import replace

import pytest

from desk import commands as c
from desk.cases import commands as k
from desk.cases import notices as n
from desk.cases.batch import CaseBatch
from desk.cases.complaints.commands import Conclude
from desk.cases.complaints.notices import CaseCall, Point
from desk.cases.kinds import CaseKind, Class, Refusal, Scope
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.repairs import commands as w
from desk.cases.repairs.notices import WorkerChanges
from desk.cases.repairs.work_notices import DispatchWanted
from desk.cases.state import CaseState
from desk.commands import Given, OfCase, OfRoom, Origin
from desk.content import Content
from desk.events import Clock
from desk.floor import Floor
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.notices import Audience
from desk.people import Agent, Role
from desk.rules import Rules
from desk.state import Conversation
from desk.turn import Decision
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import CHEN, KNOWLEDGE, LIN, MEI, TEN, WANG, ZHAO

IN_ROOM = Origin(chat_id=-100, message_id=1)
QIAN = replace(WANG, role=Role.WORKER)
QIAN_TOO = replace(QIAN, user_id=21, number="21")


def burst(kind: FormKind = FormKind.REPAIR, *, emergency: bool = False) -> Filing:
    answers = {Field.WHAT: Answer(text="A pipe has burst"), Field.PLACE: Answer(text="3-502")}
    form = Form(chat_id=MEI.chat_id, kind=kind, began_at=TEN, answers=answers, emergency=emergency)
    return Filing(form=form, at=TEN)


def batch(filing: Filing) -> CaseBatch:
    floor = Floor(knowledge=KNOWLEDGE, rules=Rules(), agents={one.user_id: one for one in (LIN, QIAN, ZHAO, CHEN)})
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
    ask(made, w.DecideScope(agent=LIN.user_id, origin=IN_ROOM, scope=Scope.FREE), OfCase(1))
    ask(made, w.DispatchTo(agent=LIN.user_id, origin=IN_ROOM, to=QIAN.number), OfCase(1))
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


def test_an_editor_reads_no_case_and_lists_none() -> None:
    made = batch(burst())
    number = next(iter(made.by_number))
    made.listed = [case for case in (made.case(1),) if case is not None]
    for command in (
        k.ShowByNumber(agent=CHEN.user_id, origin=IN_ROOM, number=number),
        k.ShowCases(agent=CHEN.user_id, origin=IN_ROOM),
        k.OnCase(agent=CHEN.user_id, origin=IN_ROOM, number=number, asked=k.WhyCase(agent=CHEN.user_id, origin=ROOM)),
    ):
        assert ask(made, command, OfRoom()) == [CaseTold(outcome=CaseOutcome.OFFICE_ONLY)]


@pytest.mark.parametrize(
    "command",
    [
        k.Assign(agent=CHEN.user_id, origin=ROOM),
        w.DecideScope(agent=CHEN.user_id, origin=ROOM, scope=Scope.FREE),
        w.DropRepair(agent=CHEN.user_id, origin=ROOM, words="Not ours"),
        k.FollowUp(agent=CHEN.user_id, origin=ROOM, words="Called"),
    ],
)
def test_an_editor_decides_nothing_about_a_case(command: k.CaseCommand) -> None:
    made = batch(burst())
    before = made.case(1)
    assert ask(made, command, OfCase(1)) == [CaseTold(outcome=CaseOutcome.OFFICE_ONLY)]
    assert made.case(1) == before


def test_an_editor_who_has_an_emergency_in_hand_does_not_have_the_case() -> None:
    made = batch(burst(emergency=True))
    made.handle(1, w.NoteEmergencyTaken(agent=CHEN.user_id))
    found = made.case(1)
    assert found is not None
    assert (found.emergency_at, found.handler) == (None, None)


def test_whoever_reads_why_a_clock_runs_must_have_to_do_with_the_case() -> None:
    made = batch(burst())
    why = k.WhyCase(agent=QIAN.user_id, origin=IN_ROOM)
    assert ask(made, why, OfCase(1)) == [CaseTold(outcome=CaseOutcome.NOT_YOUR_CASE)]


def taken_by_lin() -> CaseScript:
    play = CaseScript(CaseKind.COMPLAINT, agents=(LIN, WANG, QIAN_TOO, ZHAO, CHEN)).filed(what="The lift is slow")
    return play.play(k.Assign(agent=LIN.user_id, origin=ROOM))


@pytest.mark.parametrize("to", [WANG.number, None])
def test_what_somebody_has_taken_no_colleague_gives_away(to: str | None) -> None:
    play = taken_by_lin()
    before = play.case
    assert play.play(k.Assign(agent=WANG.user_id, origin=ROOM, to=to)).case == before
    play.told(CaseTold, outcome=CaseOutcome.HANDLER_ONLY, number=LIN.number)


def test_whoever_has_a_case_gives_it_on_and_is_told_nothing_more() -> None:
    play = taken_by_lin().play(k.Assign(agent=LIN.user_id, origin=ROOM, to=WANG.number))
    play.told(n.CaseYours, agent=WANG.user_id)
    assert play.silent_about(n.CaseTakenAway)
    assert play.case.owner == LIN.user_id


def test_from_whom_a_lead_takes_a_case_they_hear_whose_it_is_and_until_when_they_answer_for_it() -> None:
    play = taken_by_lin().play(k.Assign(agent=ZHAO.user_id, origin=ROOM, to=WANG.number))
    told = play.told(n.CaseTakenAway, agent=LIN.user_id)
    assert (told.to, told.by, told.answers) == (WANG.number, ZHAO.number, True)
    play = taken_by_lin().play(k.Assign(agent=ZHAO.user_id, origin=ROOM))
    told = play.told(n.CaseTakenAway, agent=LIN.user_id)
    assert (told.to, told.answers) == (ZHAO.number, False)


def test_what_somebody_had_who_works_here_no_longer_any_agent_takes() -> None:
    play = taken_by_lin()
    play.floor.agents = {**play.floor.agents, LIN.user_id: replace(LIN, removed=True)}
    play.play(k.Assign(agent=WANG.user_id, origin=ROOM))
    assert (play.case.handler, play.silent_about(n.CaseTakenAway)) == (WANG.user_id, True)


@pytest.mark.parametrize("to", [QIAN_TOO, CHEN])
def test_a_case_is_given_to_agents_and_leads_only(to: Agent) -> None:
    play = taken_by_lin()
    before = play.case
    assert play.play(k.Assign(agent=LIN.user_id, origin=ROOM, to=to.number)).case == before
    play.told(CaseTold, outcome=CaseOutcome.NOT_IN_THE_OFFICE, number=to.number)


def test_the_customer_hears_that_what_was_over_is_taken_up_again() -> None:
    play = CaseScript(CaseKind.GRIEVANCE).filed(what="The guard was rude")
    play.play(k.Assign(agent=LIN.user_id, origin=ROOM))
    play.play(k.Inform(agent=LIN.user_id, origin=ROOM, words="We are sorry"))
    play.play(Conclude(agent=LIN.user_id, origin=ROOM, words="We have apologised"))
    assert play.case.state is CaseState.CLOSED
    play.play(k.Reopen(agent=LIN.user_id, origin=ROOM))
    told = play.told(n.CaseTakenUp)
    assert (told.number, told.kind, told.audience) == (play.case.number, CaseKind.GRIEVANCE, Audience.CUSTOMER)


def test_of_whoever_is_removed_the_lead_has_the_case_at_once() -> None:
    play = removed(taken_by_lin(), LIN)
    assert (play.case.handler, play.case.taken, play.case.owner) == (ZHAO.user_id, True, ZHAO.user_id)
    play.told(n.CaseYours, agent=ZHAO.user_id, by=LIN.number)


def test_of_a_worker_who_is_removed_the_work_looks_for_another() -> None:
    play = CaseScript(CaseKind.REPAIR, agents=(LIN, QIAN, ZHAO)).filed(what="The tap drips", place="3-502")
    play.play(w.DecideScope(agent=LIN.user_id, origin=ROOM, scope=Scope.FREE))
    play.play(w.DispatchTo(agent=LIN.user_id, origin=ROOM, to=QIAN.number))
    play.play(w.AcceptWork(agent=QIAN.user_id, origin=ROOM))
    removed(play, QIAN)
    assert (play.case.state, play.case.worker, play.case.handler) == (CaseState.ORDERED, None, LIN.user_id)
    play.told(DispatchWanted, agent=ZHAO.user_id, why=Refusal.LEFT)
    play.told(WorkerChanges)


def test_what_is_over_is_nobodys_to_hand_over() -> None:
    play = CaseScript(CaseKind.GRIEVANCE).filed(what="The guard was rude")
    play.play(k.Assign(agent=LIN.user_id, origin=ROOM))
    play.play(k.Inform(agent=LIN.user_id, origin=ROOM, words="We are sorry"))
    play.play(Conclude(agent=LIN.user_id, origin=ROOM, words="We have apologised"))
    before = play.case
    assert before.state is CaseState.CLOSED
    assert removed(play, LIN).case == before


def removed(play: CaseScript, agent: Agent) -> CaseScript:
    """Take somebody off the staff."""
    play.floor.agents = {**play.floor.agents, agent.user_id: replace(agent, removed=True)}
    return play.play(c.OwnerLeft(agent=agent.user_id, departure=c.Departure.REMOVED))


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

"""A grievance turned into a complaint, and slips, as a batch handles them."""

from dataclasses import replace

from desk import commands as c
from desk.cases import commands as k
from desk.cases.batch import CaseBatch
from desk.cases.complaints import commands as kc
from desk.cases.complaints.notices import VerdictWanted
from desk.cases.kinds import CaseKind
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.state import CaseState
from desk.commands import Given, OfCase, Origin
from desk.floor import Floor
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.people import Role
from desk.rules import Rules
from tests.kit.cast import KNOWLEDGE, LIN, MEI, PENG, TEN, WANG, ZHAO

IN_ROOM = Origin(chat_id=-100, message_id=1)
PRESSED = Origin(chat_id=MEI.chat_id, message_id=2, press_id="p")


def batch(kind: FormKind = FormKind.GRIEVANCE) -> CaseBatch:
    agents = {one.user_id: one for one in (LIN, replace(WANG, role=Role.WORKER), ZHAO)}
    floor = Floor(knowledge=KNOWLEDGE, rules=Rules(), agents=agents)
    made = CaseBatch(
        now=TEN,
        rules=Rules(),
        floor=floor,
        locale="zh",
        follow=lambda subject, command: made.ask(Given(command=command, subject=subject), None),
    )
    form = Form(chat_id=MEI.chat_id, kind=kind, began_at=TEN, answers={Field.WHAT: Answer(text="The lift is slow")})
    made.file(Filing(form=form, at=TEN), MEI.chat_id, "en")
    return made


def ask(made: CaseBatch, command: c.Command, case: int = 1) -> CaseBatch:
    made.ask(Given(command=command, subject=OfCase(case)), None)
    return made


def test_a_turned_grievance_is_filed_as_a_complaint_of_the_number_it_was_told() -> None:
    made = ask(batch(), kc.TurnIntoComplaint(agent=LIN.user_id, origin=IN_ROOM))
    grievance, complaint = made.case(1), made.case(2)
    assert grievance is not None
    assert complaint is not None
    assert (grievance.state, grievance.turned_into) == (CaseState.CLOSED, complaint.number)
    assert (complaint.kind, complaint.number, complaint.turned_from) == (CaseKind.COMPLAINT, "TS-20261123-0001", 1)
    assert [change.after.id for change in made.changes()] == [1, 2]


def test_the_next_complaint_counts_on() -> None:
    made = ask(batch(), kc.TurnIntoComplaint(agent=LIN.user_id, origin=IN_ROOM))
    form = Form(chat_id=PENG.chat_id, kind=FormKind.COMPLAINT, began_at=TEN, answers={Field.WHAT: Answer(text="Noise")})
    made.file(Filing(form=form, at=TEN), PENG.chat_id, "zh")
    assert "TS-20261123-0002" in made.by_number


def test_a_worker_who_was_asked_by_a_slip_may_return_it() -> None:
    made = ask(batch(FormKind.COMPLAINT), k.Assign(agent=LIN.user_id, origin=IN_ROOM))
    note = kc.ReturnSlip(agent=WANG.user_id, origin=IN_ROOM, words="Mended")
    ask(made, note)
    assert [letter.notice for letter in made.loose] == [CaseTold(outcome=CaseOutcome.NOT_YOUR_CASE)]
    ask(made, kc.SendSlip(agent=LIN.user_id, origin=IN_ROOM, to=WANG.number, words="Please look"))
    ask(made, note)
    case = made.case(1)
    assert case is not None
    assert case.slips[0].returned_at == TEN


def test_a_stranger_cannot_agree_for_the_customer() -> None:
    made = ask(batch(FormKind.COMPLAINT), k.Assign(agent=LIN.user_id, origin=IN_ROOM))
    ask(made, kc.ReportRemedy(agent=LIN.user_id, origin=IN_ROOM))
    ask(made, kc.AnswerRemedy(customer=PENG.chat_id, origin=PRESSED, remedy=1, agreed=True))
    case = made.case(1)
    assert case is not None
    assert case.state is CaseState.DONE
    assert [letter.notice for letter in made.loose] == [CaseTold(outcome=CaseOutcome.NOT_YOUR_CASE)]
    ask(made, kc.AnswerRemedy(customer=MEI.chat_id, origin=PRESSED, remedy=1, agreed=True))
    assert made.case(1) != case


def test_what_has_buttons_of_its_own_is_said_below_what_was_pressed_and_the_press_is_answered_besides() -> None:
    made = ask(batch(FormKind.COMPLAINT), k.Assign(agent=LIN.user_id, origin=IN_ROOM))
    pressed = replace(IN_ROOM, press_id="p")
    ask(made, kc.AskVerdict(agent=LIN.user_id, origin=pressed, justified=True))
    (change,) = made.changes()
    choice, answer = change.letters[-2:]
    assert (type(choice.notice), choice.origin) == (VerdictWanted, IN_ROOM)
    assert (answer.notice, answer.origin) == (CaseTold(outcome=CaseOutcome.SHOWN), pressed)


def test_a_complaint_that_is_none_any_more_is_told_so() -> None:
    made = ask(batch(FormKind.COMPLAINT), kc.CloseCase(agent=LIN.user_id, origin=IN_ROOM), case=99)
    assert [letter.notice for letter in made.loose] == [CaseTold(outcome=CaseOutcome.NO_SUCH_CASE)]

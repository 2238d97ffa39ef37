"""What a customer writes while a case waits for them, and in which order their cases are at hand."""

from desk import commands as c
from desk.cases import commands as k
from desk.cases.batch import CaseBatch
from desk.cases.complaints.commands import AskCustomer
from desk.cases.kinds import CaseKind, Waits
from desk.cases.state import Case
from desk.commands import Given, OfCase
from desk.content import Content, Kind
from desk.events import BotAnswered, BotReplied, CustomerWrote, Event
from desk.floor import Floor
from desk.forms.form import Answer, Field, Filing, Form, FormKind
from desk.rules import Rules
from desk.state import Conversation
from desk.turn import Decision
from tests.kit.case_script import ROOM
from tests.kit.cast import KNOWLEDGE, LIN, MEI, TEN


def at_hand() -> CaseBatch:
    floor = Floor(knowledge=KNOWLEDGE, rules=Rules(), agents={LIN.user_id: LIN})
    return CaseBatch(now=TEN, rules=Rules(), floor=floor, locale="zh", follow=lambda _, __: None)


def test_the_cases_of_a_customer_are_at_hand_latest_first_however_they_were_brought() -> None:
    floor = Floor(knowledge=KNOWLEDGE, rules=Rules())
    made = CaseBatch(now=TEN, rules=Rules(), floor=floor, locale="zh", follow=lambda _, __: None)
    cases = [Case(id=number, customer=MEI.chat_id, kind=CaseKind.REPAIR, number=f"BX-{number}") for number in (1, 2, 3)]
    made.bring(cases[1:2])
    made.bring((cases[2], cases[1], cases[0]))
    assert [one.id for one in floor.cases[MEI.chat_id]] == [3, 2, 1]


def wait_for_her(words: str, *news: Event, courtesy: bool = False) -> Waits | None:
    """Return what a complaint that waits for Mei still waits for when she has written, and the bot has done this."""
    made = at_hand()
    answers = {Field.WHAT: Answer(text="The cleaners broke my vase")}
    form = Form(chat_id=MEI.chat_id, kind=FormKind.COMPLAINT, began_at=TEN, answers=answers)
    made.file(Filing(form=form, at=TEN), MEI.chat_id, "en")
    asked = AskCustomer(agent=LIN.user_id, origin=ROOM, words="A photo, please")
    for command in (k.Assign(agent=LIN.user_id, origin=ROOM), asked):
        made.ask(Given(command=command, subject=OfCase(1)), None)
    talk = Conversation(customer=MEI.chat_id, locale="en")
    content = Content(chat_id=MEI.chat_id, message_id=9, sent_at=TEN, text=words)
    wrote = CustomerWrote(at=TEN, message=9, kind=Kind.TEXT, locale="en", courtesy=courtesy)
    made.follow_talk(talk, c.Say(customer=MEI, content=content), Decision(talk, news=(wrote, *news)))
    waiting = made.case(1)
    assert waiting is not None
    return waiting.waits


def test_only_what_is_for_people_ends_the_waiting_for_a_customer() -> None:
    answered = BotAnswered(at=TEN, entry_id="fee", confidence=1.0)
    assert wait_for_her("It is the blue one") is None
    assert wait_for_her("Thank you", courtesy=True) is Waits.CUSTOMER
    assert wait_for_her("What does it cost?", answered) is Waits.CUSTOMER
    assert wait_for_her("Hello", BotReplied(at=TEN)) is Waits.CUSTOMER

"""Several texts of one customer that were heard together are one turn."""

from desk.breath import in_one_breath
from desk.commands import Choose, Given, OfCustomer, Say
from desk.content import Content, Kind
from desk.conversation import decide
from desk.events import BotAnswered, CustomerWrote, Event, HandedOff, Opened, Reason, Thought, WaitTold
from desk.floor import Floor
from desk.people import Customer
from desk.rules import Rules
from desk.state import Conversation
from tests.kit.cast import FEE, HOURS, KNOWLEDGE, LIN, MEI, PENG, TEN
from tests.kit.lines import in_chat


def said(text: str, message: int, who: Customer = MEI, kind: Kind = Kind.TEXT) -> Given:
    content = Content(chat_id=who.chat_id, message_id=message, sent_at=TEN, text=text, kind=kind)
    return Given(command=Say(customer=who, content=content), subject=OfCustomer(who.chat_id), update_id=message)


def heard(*texts: str) -> list[Event]:
    """What comes of Mei's texts, heard in one batch."""
    given = in_one_breath([said(text, message) for message, text in enumerate(texts, 1)])
    floor = Floor(knowledge=KNOWLEDGE, agents={LIN.user_id: LIN})
    conversation, news = Conversation(customer=MEI.chat_id), []
    for one in given:
        decision = decide(conversation, one.command, TEN, Rules(), floor)
        conversation = decision.after
        news += [event for event in decision.news if not isinstance(event, Opened | CustomerWrote | WaitTold)]
    return news


def kinds(*texts: str) -> list[type[Event]]:
    return [type(event) for event in heard(*texts)]


def test_a_greeting_a_question_and_thanks_sent_one_by_one_are_answered_once() -> None:
    (answered,) = heard("Hello!", FEE.question, "Thanks")
    thought = Thought(message=2, entry_id="fee", confidence=1.0, direct=True, exact=True)
    assert answered == BotAnswered(at=TEN, entry_id="fee", confidence=1.0, thought=thought)


def test_two_questions_sent_one_by_one_are_both_answered() -> None:
    found = heard(FEE.question, HOURS.question)
    assert [event.entry_id for event in found if isinstance(event, BotAnswered)] == ["fee", "hours"]


def test_anger_anywhere_in_a_breath_goes_to_people() -> None:
    (handed,) = heard("You are useless idiots", "hello?", FEE.question)
    assert handed == HandedOff(at=TEN, reason=Reason.ANGER, line="B", ticket=1, level=1)


def test_one_message_alone_is_answered_as_ever() -> None:
    assert kinds(FEE.question) == [BotAnswered]


def test_a_photo_or_a_press_in_between_parts_a_breath_and_others_do_not() -> None:
    press = Given(command=Choose(entry_id="fee", customer=MEI, origin=in_chat()), subject=OfCustomer(MEI.chat_id))
    given = [
        said("a", 1),
        said("x", 2, PENG),
        said("b", 3),
        press,
        said("c", 4),
        said("", 5, kind=Kind.PHOTO),
        said("d", 6),
    ]
    joined = in_one_breath(given)
    goes_on = [one.update_id for one in joined if isinstance(one.command, Say) and one.command.goes_on]
    earlier = {
        one.update_id: [content.message_id for content in one.command.earlier]
        for one in joined
        if isinstance(one.command, Say) and one.command.earlier
    }
    assert (goes_on, earlier) == ([1], {3: [1]})

"""Whoever wrote a secret hears why it is hidden: once, kindly or plainly, and nobody else does."""

from dataclasses import replace

from desk import commands as c
from desk import events as e
from desk.batch import Batch
from desk.commands import Given, Inbox, OfCustomer, OfTopic
from desk.content import Content, Kind
from desk.customers.notices import SecretMasked, SecretMaskedHere
from desk.evolution import fold
from desk.notices import Deliver, Mirror, Notice
from desk.ports import Letter, Loaded
from desk.rules import Rules
from desk.secrets import MASK, SecretKind
from desk.state import Conversation
from tests.kit.cast import KNOWLEDGE, LIN, MEI, PENG, STAFF, STAFF_ROOM, TEN
from tests.kit.lines import in_topic

CARD = (SecretKind.CARD,)
TOPIC = OfTopic(STAFF_ROOM, 5)
HIDDEN = f"my card is {MASK}"


def batch(found: Conversation | None = None) -> Batch:
    held: dict[c.Subject, Conversation | None] = {OfCustomer(MEI.chat_id): found, TOPIC: found}
    return Batch(
        now=TEN,
        rules=Rules(),
        knowledge=KNOWLEDGE,
        locale="zh",
        loaded=Loaded(conversations=held, customers={MEI.chat_id: MEI, PENG.chat_id: PENG}),
        agents={agent.user_id: agent for agent in STAFF},
    )


def served() -> Conversation:
    news = [e.Opened(at=TEN), e.HandedOff(at=TEN, reason=e.Reason.ASKED), e.Taken(at=TEN, agent=LIN.user_id)]
    return replace(fold(MEI.chat_id, news), id=1, locale="en")


def says(kind: Kind = Kind.TEXT) -> Given:
    content = Content(chat_id=MEI.chat_id, message_id=7, sent_at=TEN, text=HIDDEN, kind=kind)
    return Given(command=c.Say(customer=MEI, content=content), subject=OfCustomer(MEI.chat_id), secrets=CARD)


def replies(agent: int = LIN.user_id, kind: Kind = Kind.TEXT) -> Given:
    content = Content(chat_id=STAFF_ROOM, message_id=50, sent_at=TEN, text=HIDDEN, kind=kind)
    command = c.Reply(agent=agent, origin=in_topic(), content=content)
    return Given(command=command, subject=TOPIC, secrets=CARD)


def told(here: Batch) -> list[Letter]:
    return [one for one in here.loose if isinstance(one.notice, SecretMasked | SecretMaskedHere)]


def relayed(here: Batch) -> list[Notice]:
    (change,) = here.changes()
    return [one.notice for one in change.letters if isinstance(one.notice, Mirror | Deliver)]


def test_the_inbox_says_with_every_command_what_was_hidden_in_its_words() -> None:
    inbox = Inbox(update_id=3, secrets=CARD)
    inbox.give(OfCustomer(MEI.chat_id), c.Unblock())
    assert inbox.given == [Given(command=c.Unblock(), subject=OfCustomer(MEI.chat_id), update_id=3, secrets=CARD)]


def test_a_customer_is_told_once_in_their_language() -> None:
    here = batch(served())
    here.handle(says())
    assert told(here) == [Letter(notice=SecretMasked(kinds=CARD), locale="en", customer=MEI.chat_id)]


def test_a_customers_edit_is_told_in_the_language_of_the_talk() -> None:
    here = batch(served())
    content = Content(chat_id=MEI.chat_id, message_id=7, sent_at=TEN, text=HIDDEN)
    here.handle(Given(command=c.Correct(content=content), subject=OfCustomer(MEI.chat_id), secrets=CARD))
    assert told(here) == [Letter(notice=SecretMasked(kinds=CARD), locale="en", customer=MEI.chat_id)]


def test_an_agent_is_told_where_it_was_written() -> None:
    here = batch(served())
    here.handle(replies())
    assert told(here) == [Letter(notice=SecretMaskedHere(kinds=CARD), locale="zh", origin=in_topic())]


def test_a_stranger_in_the_room_and_talk_in_nobodys_topic_are_not_told() -> None:
    here = batch(served())
    here.handle(replies(agent=555))
    assert told(here) == []
    nobodys = batch()
    nobodys.handle(replies())
    assert told(nobodys) == []


def test_nobody_is_told_where_nothing_was_hidden() -> None:
    here = batch(served())
    here.handle(replace(says(), secrets=()))
    assert told(here) == []


def test_a_picture_goes_on_with_the_words_that_are_left_and_any_other_as_it_is() -> None:
    here = batch(served())
    here.handle(says(Kind.PHOTO))
    here.handle(replies(kind=Kind.PHOTO))
    assert [one.text for one in relayed(here) if isinstance(one, Mirror | Deliver)] == [HIDDEN, HIDDEN]
    plain = batch(served())
    command = says(Kind.PHOTO).command
    assert isinstance(command, c.Say)
    plain.handle(
        Given(
            command=replace(command, content=replace(command.content, text="my tap")), subject=OfCustomer(MEI.chat_id)
        )
    )
    assert [one.text for one in relayed(plain) if isinstance(one, Mirror)] == [""]

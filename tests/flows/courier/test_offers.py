"""Offers on their way: to the topic and to the agent's own chat, reworded when over, never to anybody's harm."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.acts import Person
from bot.sandbox.words import Words
from desk import commands as c
from desk.commands import Given, OfCustomer, OfNumber, Origin
from desk.desk import Desk
from desk.library.live import LiveLibrary
from desk.people import Agent
from desk.ports import DutyChange
from desk.rules import Rules
from tests.flows.courier.posts import LIN, MEI, ROOM, Post
from tests.kit.cast import KNOWLEDGE

WANG = 900012
AGENT, AGENT_12 = Agent(user_id=LIN, number="07"), Agent(user_id=WANG, number="12")


async def test_an_offer_is_said_in_the_topic_and_in_the_agents_own_chat_with_both_answers(post: Post) -> None:
    Person.at(post.world, LIN).write(Words(text="/start"))
    await _asks_for_a_person(post)
    (in_topic,) = _offers(post, ROOM)
    (in_private,) = _offers(post, LIN)
    assert "A001" in in_topic["text"]
    assert in_topic["entities"][0]["url"] == f"tg://user?id={LIN}"
    for message in (in_topic, in_private):
        (row,) = message["reply_markup"]["inline_keyboard"]
        assert [button["callback_data"] for button in row] == ["1t:1:1", "1os:1:1"]


async def test_every_copy_of_an_offer_says_how_it_ended_and_has_no_buttons_any_more(post: Post) -> None:
    Person.at(post.world, LIN).write(Words(text="/start"))
    await _asks_for_a_person(post)
    take = c.Take(agent=LIN, origin=Origin(chat_id=ROOM, message_id=1, thread_id=5))
    assert await post.desk.handle([Given(command=take, subject=OfNumber(1))]) == []
    await post.empty()
    assert (_offers(post, ROOM), _offers(post, LIN)) == ([], [])
    for chat in (ROOM, LIN):
        (over,) = [text for text in _texts(post, chat) if "taken by" in text]
        assert over.startswith("✅ A001: taken by 07")


async def test_a_colleague_who_was_asked_to_take_over_finds_no_buttons_once_it_is_settled(post: Post) -> None:
    Person.at(post.world, WANG).write(Words(text="/start"))
    await _asks_for_a_person(post)
    await _employ(post, AGENT_12)
    there = Origin(chat_id=ROOM, message_id=1, thread_id=5)
    await _happens(post, c.Take(agent=LIN, origin=there))
    await _happens(post, c.Transfer(agent=LIN, origin=there, to="12"))
    assert (len(_asked(post, ROOM)), len(_asked(post, WANG))) == (1, 1)
    await _happens(post, c.AnswerTransfer(agent=WANG, origin=there, taken=False, epoch=2, lease=2))
    assert (_asked(post, ROOM), _asked(post, WANG)) == ([], [])
    for chat in (ROOM, WANG):
        assert any("A001: 12 does not take it this time" in text for text in _texts(post, chat))


async def test_what_everybody_may_take_has_no_button_any_more_once_somebody_took_it(post: Post) -> None:
    await _asks_for_a_person(post)
    post.desk = Desk(post.database, LiveLibrary(KNOWLEDGE), Rules(), now=lambda: _in_3_minutes(post), locale="en")
    await _happens(post, c.Strike())
    (open_to_all,) = _to_all(post)
    assert "so now anybody may" in open_to_all["text"]
    await _happens(post, c.Take(agent=LIN, origin=Origin(chat_id=ROOM, message_id=1, thread_id=5)))
    assert _to_all(post) == []
    after = post.world.chat(ROOM, None).messages[open_to_all["message_id"]]
    assert after["text"].startswith("✅ A001: taken by 07")


async def test_an_agent_who_never_opened_a_chat_with_us_misses_nothing_and_nobody_is_troubled(post: Post) -> None:
    await _asks_for_a_person(post)
    take = c.Take(agent=LIN, origin=Origin(chat_id=ROOM, message_id=1, thread_id=5))
    assert await post.desk.handle([Given(command=take, subject=OfNumber(1))]) == []
    await post.empty()
    assert (post.unreachable, post.trouble()) == ([], None)
    assert not any("could not be handled" in text or "put aside" in text for _, text in post.room())
    assert await post.database.dead_letters.count() == 0


async def test_an_offer_that_is_over_before_it_could_be_said_is_not_said(post: Post) -> None:
    post.demote(can=())
    await _employ(post)
    person = c.AskForPerson(customer=MEI, origin=Origin(chat_id=MEI.chat_id, message_id=1, press_id="p"))
    take = c.Take(agent=LIN, origin=Origin(chat_id=ROOM, message_id=1, thread_id=5))
    assert await post.desk.handle([Given(command=person, subject=OfCustomer(MEI.chat_id))]) == []
    assert await post.desk.handle([Given(command=take, subject=OfNumber(1))]) == []
    post.promote()
    await post.empty()
    assert not any("A001" in text and "Kept for you" in text for _, text in post.room())


def _in_3_minutes(post: Post) -> datetime:
    return post.clock.now() + timedelta(minutes=3)


async def _employ(post: Post, who: Agent = AGENT) -> None:
    async with post.database.begin() as unit:
        agent = replace(who, on_duty_since=post.clock.now())
        await unit.record_duty([DutyChange(agent=agent, admitted=True, at=post.clock.now())])


async def _happens(post: Post, command: c.Command) -> None:
    assert await post.desk.handle([Given(command=command, subject=OfNumber(1))]) == []
    await post.empty()


async def _asks_for_a_person(post: Post) -> None:
    await _employ(post)
    person = c.AskForPerson(customer=MEI, origin=Origin(chat_id=MEI.chat_id, message_id=1, press_id="p"))
    await post.happens(MEI, person)
    await post.empty()


def _messages(post: Post, chat: int) -> list[dict[str, Any]]:
    known = post.world.chat(chat, None)
    return [message for _, message in sorted(known.messages.items()) if message["from"]["is_bot"]]


def _offers(post: Post, chat: int) -> list[dict[str, Any]]:
    return [message for message in _messages(post, chat) if "1os:" in str(message.get("reply_markup"))]


def _asked(post: Post, chat: int) -> list[dict[str, Any]]:
    return [message for message in _messages(post, chat) if "I take it" in str(message.get("reply_markup"))]


def _to_all(post: Post) -> list[dict[str, Any]]:
    """Return what asks everybody in General, below no topic."""
    everybody = [message for message in _messages(post, ROOM) if "message_thread_id" not in message]
    return [message for message in everybody if "1t:" in str(message.get("reply_markup"))]


def _texts(post: Post, chat: int) -> list[str]:
    return [message.get("text", "") for message in _messages(post, chat)]

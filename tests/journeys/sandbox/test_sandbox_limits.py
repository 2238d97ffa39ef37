from typing import Any

import pytest

from bot.sandbox.world import World, default_cast
from tests.journeys.sandbox.players import LIN, MEI, ROOM, StandingClock, Telegram


@pytest.fixture
def world(clock: StandingClock) -> World:
    world = World(clock)
    default_cast(world)
    return world


async def sent(telegram: Telegram, times: int, **params: Any) -> tuple[int, int | None]:
    """How many of so many messages went through, and how long the first refused one must wait."""
    answers = [await telegram.call("sendMessage", **params, text=f"x{n}") for n in range(times)]
    waits = [answer["parameters"]["retry_after"] for answer in answers if not answer["ok"]]
    return sum(answer["ok"] for answer in answers), waits[0] if waits else None


async def test_a_group_takes_twenty_a_minute(telegram: Telegram, clock: StandingClock) -> None:
    assert await sent(telegram, 30, chat_id=ROOM) == (20, 3)
    clock.push(3)
    assert await sent(telegram, 2, chat_id=ROOM) == (1, 3)
    clock.push(60)
    assert await sent(telegram, 30, chat_id=ROOM) == (20, 3)
    assert (await telegram.see("stats"))["limited"] == {"group": 21}


async def test_edits_and_topics_share_the_groups_budget_and_a_forum_is_one_group(telegram: Telegram) -> None:
    thread_id = await telegram.topic()
    message = await telegram.done("sendMessage", chat_id=ROOM, message_thread_id=thread_id, text="x")
    place = {"chat_id": ROOM, "message_id": message["message_id"]}
    for n in range(18):
        await telegram.done("editMessageText", **place, text=f"{n}")
    assert (await telegram.call("editMessageText", **place, text="x"))["error_code"] == 429
    assert (await telegram.call("createForumTopic", chat_id=ROOM, name="x"))["error_code"] == 429
    assert (await telegram.call("sendMessage", chat_id=ROOM, text="x"))["error_code"] == 429


async def test_a_private_chat_takes_one_a_second_after_a_short_burst(telegram: Telegram, clock: StandingClock) -> None:
    await telegram.greeted()
    assert await sent(telegram, 6, chat_id=MEI) == (3, 1)
    clock.push(1)
    assert await sent(telegram, 2, chat_id=MEI) == (1, 1)


async def test_a_bot_takes_thirty_a_second_over_all_chats(telegram: Telegram, clock: StandingClock) -> None:
    await telegram.people("bulk", count=40, users=40, first_user=50_000)
    outcomes = [await telegram.call("sendMessage", chat_id=50_000 + n, text="x") for n in range(40)]
    assert sum(outcome["ok"] for outcome in outcomes) == 30
    clock.push(1)
    assert (await telegram.call("sendMessage", chat_id=50_039, text="x"))["ok"]


async def test_an_album_is_as_many_messages_as_it_holds(telegram: Telegram) -> None:
    photo = (await telegram.people("write", LIN, chat=ROOM, kind="photo"))["message"]["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": photo}] * 10
    for _ in range(2):
        await telegram.done("sendMediaGroup", chat_id=ROOM, media=media)
    assert (await telegram.call("sendMessage", chat_id=ROOM, text="x"))["error_code"] == 429


async def test_what_is_refused_for_another_reason_costs_nothing(telegram: Telegram) -> None:
    for _ in range(30):
        await telegram.refused("sendMessage", chat_id=ROOM, text="")
    assert await sent(telegram, 21, chat_id=ROOM) == (20, 3)


async def test_the_pace_divides_every_interval(telegram: Telegram, clock: StandingClock) -> None:
    assert await telegram.people("limits", pace=100) == {"on": True, "pace": 100}
    assert (await sent(telegram, 30, chat_id=ROOM))[0] == 20
    clock.push(0.03)
    assert (await sent(telegram, 2, chat_id=ROOM))[0] == 1


async def test_limits_can_be_switched_off(telegram: Telegram) -> None:
    await telegram.people("limits", on=False)
    assert await sent(telegram, 50, chat_id=ROOM) == (50, None)


async def test_is_typing_has_a_budget_of_its_own(telegram: Telegram) -> None:
    for _ in range(20):
        await telegram.done("sendChatAction", chat_id=ROOM, action="typing")
    assert (await telegram.call("sendChatAction", chat_id=ROOM, action="typing"))["error_code"] == 429
    assert (await telegram.call("sendMessage", chat_id=ROOM, text="x"))["ok"]

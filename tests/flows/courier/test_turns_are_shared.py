"""Turns under Telegram's limits, taken by many processes that speak for one bot."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import pytest

from bot.pace import OwnPace, SharedPace
from bot.pacing import GROUP, WHOLE_BOT, Pacer
from tests.kit.cast import MEI, STAFF_ROOM, at
from tests.kit.databases import Server, opened, postgres

__all__ = ["postgres"]

SECOND = timedelta(seconds=1)


class Hands:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.moment = at()

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def three(postgres: Server, clock: Hands) -> AsyncGenerator[list[SharedPace]]:
    """Return the turns of three processes."""
    address = await postgres.emptied()
    async with AsyncExitStack() as stack:
        databases = [await stack.enter_async_context(opened(address)) for _ in range(3)]
        yield [SharedPace(Pacer(), one.paces, clock) for one in databases]


async def taken(paces: list[SharedPace], chat_id: int, tries: int) -> int:
    """Return how many of so many tries got a turn, each process trying as often, all at once."""
    waits = await asyncio.gather(*(pace.take(chat_id) for pace in paces for _ in range(tries)))
    return sum(not wait for wait in waits)


async def test_three_processes_together_say_as_much_in_a_group_as_one_alone(
    three: list[SharedPace], clock: Hands
) -> None:
    alone = OwnPace(Pacer(), clock)
    for _ in range(40):
        said, may = await taken(three, STAFF_ROOM, 6), 0
        while not await alone.take(STAFF_ROOM):
            may += 1
        assert said == may
        clock.moment += 2 * SECOND


async def test_three_processes_together_say_no_more_than_one_bot_may(three: list[SharedPace]) -> None:
    waits = await asyncio.gather(*(pace.take(5000 + number) for number in range(20) for pace in three))
    assert sum(not wait for wait in waits) == WHOLE_BOT.burst


async def test_who_is_told_how_long_to_wait_gets_a_turn_then(three: list[SharedPace], clock: Hands) -> None:
    while not (wait := await three[0].take(MEI.chat_id)):
        pass
    clock.moment += wait - timedelta(microseconds=1)
    assert await three[1].take(MEI.chat_id)
    clock.moment += timedelta(microseconds=1)
    assert not await three[2].take(MEI.chat_id)


async def test_when_telegram_asks_one_for_quiet_all_are_quiet(three: list[SharedPace], clock: Hands) -> None:
    await three[0].rest(MEI.chat_id, clock.now() + 40 * SECOND)
    assert [await pace.take(MEI.chat_id) for pace in three] == [40 * SECOND] * 3
    assert not await three[1].take(MEI.chat_id + 1)


async def test_a_process_that_begins_later_knows_what_was_said_before(
    three: list[SharedPace], postgres: Server, clock: Hands
) -> None:
    await taken(three, STAFF_ROOM, 10)
    address = postgres._address("desk")  # the one the others work on
    async with opened(address) as late:
        assert await SharedPace(Pacer(), late.paces, clock).take(STAFF_ROOM)


async def test_meters_that_know_nothing_any_more_are_forgotten(
    three: list[SharedPace], postgres: Server, clock: Hands
) -> None:
    await three[0].take(MEI.chat_id)
    await three[0].take(STAFF_ROOM)
    clock.moment += 10 * SECOND
    async with opened(postgres._address("desk")) as database:
        await database.tidy(clock.now())
        async with database.paces.held([MEI.chat_id, STAFF_ROOM]) as known:
            assert set(known) == {0, STAFF_ROOM}


async def test_the_turns_of_one_process_are_the_same_alone(clock: Hands) -> None:
    alone = OwnPace(Pacer(), clock)
    waits = [await alone.take(STAFF_ROOM) for _ in range(GROUP.burst + 1)]
    assert [bool(wait) for wait in waits] == [False] * GROUP.burst + [True]
    await alone.rest(None, clock.now() + 90 * SECOND)
    assert await alone.take(MEI.chat_id) == 90 * SECOND

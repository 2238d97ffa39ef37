"""Turns under Telegram's limits, taken by many processes that speak for one bot."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import pytest

from bot.gate import NotYet
from bot.pace import OwnPace, SharedPace
from bot.pacing import GROUP, WHOLE_BOT, Pacer
from bot.shown import RESTS, Shown
from handlers.spoken import Spoken
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


async def rests(cards: Shown, number: int) -> bool:
    """Tell whether a card has to be left as it is."""
    try:
        await cards.rested(number)
    except NotYet:
        return True
    return False


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


async def test_a_card_that_one_has_shown_is_left_as_it_is_by_all_and_a_case_of_its_number_is_not(
    three: list[SharedPace], clock: Hands
) -> None:
    cards = [Shown(pace, clock, "conversation") for pace in three]
    cases = [Shown(pace, clock, "case") for pace in three]
    await cards[0].note(7, 70, Spoken("7"))
    clock.moment += RESTS - timedelta(microseconds=1)
    assert [await rests(one, 7) for one in (*cards, *cases)] == [True] * 3 + [False] * 3
    assert not await rests(cards[1], 8)
    clock.moment += timedelta(microseconds=1)
    await cards[2].rested(7)


async def test_a_card_rests_for_a_process_whose_clock_is_a_little_behind(three: list[SharedPace], clock: Hands) -> None:
    behind = Hands()
    behind.moment = clock.now() - timedelta(seconds=0.3)
    await Shown(three[0], clock, "case").note(7, 70, Spoken("7"))
    assert await rests(Shown(three[1], behind, "case"), 7)


async def test_a_clock_that_is_set_back_leaves_no_card_as_it_is_for_an_hour(
    three: list[SharedPace], clock: Hands
) -> None:
    alone = OwnPace(Pacer(), clock)
    cards = [Shown(pace, clock, "conversation") for pace in (three[0], alone)]
    for one in cards:
        await one.note(7, 70, Spoken("7"))
    clock.moment -= timedelta(hours=1)
    assert [await rests(one, 7) for one in cards] == [False] * 2


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
    await three[0].card_shown("case", 7, clock.now())
    clock.moment += 10 * SECOND
    async with opened(postgres._address("desk")) as database:
        await database.tidy(clock.now())
        async with database.paces.held([MEI.chat_id, STAFF_ROOM]) as known:
            assert set(known) == {0, STAFF_ROOM}
        assert await three[1].card_rests("case", 7) is None


async def test_the_turns_of_one_process_are_the_same_alone(clock: Hands) -> None:
    alone = OwnPace(Pacer(), clock)
    waits = [await alone.take(STAFF_ROOM) for _ in range(GROUP.burst + 1)]
    assert [bool(wait) for wait in waits] == [False] * GROUP.burst + [True]
    await alone.rest(None, clock.now() + 90 * SECOND)
    assert await alone.take(MEI.chat_id) == 90 * SECOND

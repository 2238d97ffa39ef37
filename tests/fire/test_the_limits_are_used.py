"""F5: the limits of Telegram are used to the full and never overstepped, and whoever is asked to be quiet is.

The sandbox counts with token buckets, as Telegram does; the line between takes its time, never the same twice.
"""

import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same line every time
from typing import Any

import pytest

from bot.pacing import GROUP, WHOLE_BOT
from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.sorting_office import Office, office
from tests.fire.square import MONDAY
from tests.flows.courier.posts import ROOM
from tests.simulation.virtual import VirtualClock, run_virtually

_SECOND = timedelta(seconds=1)


def _played(customers: int, play: Callable[[Office], Awaitable[Any]], seed: int = 5) -> Any:
    line = Random(seed)  # noqa: S311 - seeded, and not to be kept secret

    def jitter() -> float:
        held_up = line.uniform(0, 2) if line.random() < 0.02 else 0.0
        return line.uniform(0.02, 0.25) + held_up

    with tempfile.TemporaryDirectory() as folder:

        async def run(clock: VirtualClock) -> Any:
            async with office(clock, Path(folder), jitter, customers=customers) as opened:
                await opened.passes(10)
                return await play(opened)

        return run_virtually(MONDAY, run)


def _rate(begun: list[datetime]) -> float:
    """Return how many calls there were in a second, while there was always another to be made."""
    return (len(begun) - 1) / (max(begun) - min(begun)).total_seconds()


def _per_10_000(office: Office) -> float:
    return sum(office.world.limits.refused.values()) * 10_000 / len(office.calls)


@pytest.mark.fire
def test_thirty_a_second_are_said_to_private_chats_and_none_too_many(tally: Tally, *, long: bool) -> None:
    async def play(office: Office) -> Figures:
        each = 100 if long else 8
        await office.to_customers(each)
        while office.courier.sent < 200 * each:
            await office.passes(0.5)
        said = [call.begun for call in office.calls]
        await office.empty()
        return Figures(
            scenario="F5 whole bot, 30 a second",
            lost=sum(set(texts) != set(office.arrived(chat)) for chat, texts in office.expected.items()),
            out_of_order=office.out_of_order(),
            provoked_429=_per_10_000(office),
            rate_used=_rate(said) / WHOLE_BOT.count,
        )

    tally(_played(200, play))


@pytest.mark.fire
def test_twenty_a_minute_are_said_to_the_group_and_none_too_many(tally: Tally, *, long: bool) -> None:
    async def play(office: Office) -> Figures:
        each = 500 if long else 12
        await office.to_the_room(each)
        await office.empty()
        said = [call.begun for call in office.calls if call.chat_id == ROOM]
        read = office.arrived(ROOM)
        of_each = {one.chat_id: [text for text in read if f"of {one.chat_id} " in text] for one in office.customers}
        return Figures(
            scenario="F5 the group, 20 a minute",
            lost=sum(set(texts) != set(of_each[chat]) for chat, texts in office.expected.items()),
            out_of_order=sum(texts != of_each[chat] for chat, texts in office.expected.items()),
            provoked_429=_per_10_000(office),
            rate_used=_rate(said) * 60 / GROUP.count,
        )

    tally(_played(20, play))


@pytest.mark.fire
@pytest.mark.parametrize("whole_bot", [False, True])
def test_who_is_asked_to_be_quiet_is_and_keeps_the_order(tally: Tally, *, whole_bot: bool, long: bool) -> None:
    async def play(office: Office) -> Figures:
        sentence = "Too Many Requests: global flood, retry after 7" if whole_bot else "Too Many Requests: retry after 7"
        office.world.faults.switch_on(kind="error", code=429, retry_after=7, description=sentence, chance=0.02)
        await office.to_customers(40 if long else 5)
        await office.empty()
        assert any(call.retry_after for call in office.calls)
        return Figures(
            scenario=f"F5 told to be quiet, {'the whole bot' if whole_bot else 'one chat'}",
            lost=sum(set(texts) != set(office.arrived(chat)) for chat, texts in office.expected.items()),
            out_of_order=office.out_of_order(),
            provoked_429=float(_not_quiet(office)),
        )

    tally(_played(100, play))


def _not_quiet(office: Office) -> int:
    """Return how many calls began although the bot had heard that it must be quiet there."""
    loud = 0
    for asked in office.calls:
        if asked.retry_after is not None:
            until = asked.ended + asked.retry_after * _SECOND
            loud += sum(
                asked.ended < call.begun < until and (asked.whole_bot or call.chat_id == asked.chat_id)
                for call in office.calls
            )
    return loud


def test_a_courier_at_its_limit_takes_no_more_letters_than_it_may_say() -> None:
    async def play(office: Office) -> int:
        await office.to_customers(5)
        await office.empty()
        assert office.courier.sent >= 300
        return office.courier.put_off

    assert _played(60, play) < 60

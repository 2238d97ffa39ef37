"""Loops that fail are started again: later and later when they are at fault, each second when the database is."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.tasks import Tasks
from desk.errors import StorageDown


class Counting:
    """A clock whose waits are over at once, and remembered."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 11, 23, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.mark.parametrize(
    ("error", "waits"),
    [(StorageDown("gone"), [1.0] * 6), (ValueError("wrong"), [1.0, 2.0, 5.0, 10.0, 30.0, 30.0])],
)
async def test_a_loop_that_fails_is_started_again(error: Exception, waits: list[float]) -> None:
    clock, left = Counting(), [error] * 6
    tasks = Tasks(clock)
    told: list[dict[str, str]] = []

    async def loop(_: asyncio.Event) -> None:
        told.append(dict(tasks.failing))
        if left:
            raise left.pop()

    await tasks.run(asyncio.Event(), {"courier": loop})
    assert (clock.waits, left, tasks.failing) == (waits, [], {})
    assert told == [{}] * 7, "what is started again is taken for well"

"""The one clock of the program: what time it is, and how to wait for a moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What every part that knows time is given."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds of this clock."""
        ...


class WallClock:
    """The machine's time, which a sandbox may speed up (`rate` seconds pass in one)."""

    def __init__(self, rate: float = 1.0) -> None:
        self._rate = rate
        self._anchor = self._base = time.time()  # noqa: TID251 - this is the one home of the one clock
        self._changed = asyncio.Event()

    @property
    def rate(self) -> float:
        """How many of our seconds pass in one second of the machine."""
        return self._rate

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return datetime.fromtimestamp(self._seconds(), UTC)

    def speed_up(self, rate: float) -> None:
        """Let time pass `rate` times as fast from now on; those who sleep learn of it at once."""
        self._base, self._anchor = self._seconds(), time.time()  # noqa: TID251 - the one home
        self._rate = rate
        self._changed.set()
        self._changed = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds of this clock; a machine whose time is set meanwhile makes it no longer or shorter."""
        passes = asyncio.get_running_loop().time
        left = seconds
        while left > 0:
            rate, begun = self._rate, passes()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), left / rate)
            left -= (passes() - begun) * rate

    def _seconds(self) -> float:
        return self._base + (time.time() - self._anchor) * self._rate  # noqa: TID251 - the one home


async def wait_until(
    clock: Clock, at: datetime | None, *, or_event: asyncio.Event, longest: timedelta = timedelta(minutes=1)
) -> None:
    """Wait for a moment or an event, whichever is first, and at most `longest` (clocks of machines are set)."""
    span = longest if at is None else min(at - clock.now(), longest)
    if span <= timedelta(0) or or_event.is_set():
        return
    await first(lambda: clock.sleep(span.total_seconds()), or_event.wait)


async def first(*waits: Callable[[], Awaitable[object]]) -> None:
    """Return when the first of these has come; the others are given up."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_run(wait)) for wait in waits]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()


async def _run(wait: Callable[[], Awaitable[object]]) -> None:
    await wait()

"""Time that never passes by itself: when nothing is left to be done now, it is the next moment at once.

The loop keeps the time of the machine, and half a simulated day is one second of it, for a month is to pass in a
minute: what the program does by the machine's time (a look for another process' changes, a long poll) it does as
often as on a sandbox that runs that fast. The clock keeps the time the desk lives in.

Sleeps of a quarter of a minute to a minute are heartbeats: whoever sleeps so long looks whether there is something to
do. They end when something comes due in the database; once they are over, with the next commit, for what it brings may
be due already; and at the latest with the hour. All other sleeps end at their own microsecond. Without this most of a
simulated month would be heartbeats.

Time stands at whole microseconds of the desk only. The loop calls whatever falls due within the resolution of its
clock, which for the machine's is dozens of such microseconds: two who sleep again because they were called too early
would take turns at it, and time would never go on. So the resolution here is far less than one of them.
"""

import asyncio
import heapq
import math
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar, TypeVarTuple

from bot.clock import WallClock

Given = TypeVarTuple("Given")
Made = TypeVar("Made")

RATE = 43_200
"""Seconds of the desk in one of the machine."""
_HEARTBEATS = (15.0, 60.0)
_MICROSECOND = timedelta(microseconds=1)
_MICROS = RATE * 1e6  # of the desk, in one second of the machine
_SAME = 0.1  # microseconds: moments of the loop are written in floating point
_ABOUT = 1000  # microseconds: spans are written in floating point


class StoodStill(RuntimeError):  # noqa: N818 - reads as the sentence it is
    """Nobody has anything to do, ever: somebody waits for what will not come."""


class _NoWaiting(selectors.DefaultSelector):
    """Lets the loop jump where another would wait; nothing outside this process ever has news for it."""

    jump: Callable[[float], None]

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise StoodStill("nothing will ever happen any more")
        if timeout > 0:
            self.jump(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in which nothing takes time but sleeping; what others do in threads happens in place."""

    def __init__(self) -> None:
        selector = _NoWaiting()
        selector.jump = self._jump
        self.micros = 0
        self.clock: VirtualClock | None = None
        super().__init__(selector)
        self._clock_resolution = _SAME / _MICROS  # asyncio's own name for how early a timer may be called

    def time(self) -> float:
        """Return the seconds of the machine since the loop was made; `micros` are the desk's microseconds since."""
        return self.micros / _MICROS

    def run_in_executor(
        self,
        executor: Executor | None,  # noqa: ARG002 - the loop's
        func: Callable[[*Given], Made],
        *args: *Given,
    ) -> asyncio.Future[Made]:
        """Do at once what was meant for a thread."""
        done: asyncio.Future[Made] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
            done.set_exception(error)
        return done

    def _jump(self, span: float) -> None:
        until = math.ceil((self.time() + span) * _MICROS - _SAME / 2)
        self.micros = until if self.clock is None else self.clock.wake_for_what_is_due(until)


class VirtualClock(WallClock):
    """The clock of the desk and of everybody around it; `due_after` names the next moment something comes due."""

    def __init__(self, loop: VirtualLoop, begins: datetime) -> None:
        super().__init__(rate=RATE)
        self._loop = loop
        self._begins = begins
        self._asleep: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self.due_after: Callable[[datetime], datetime | None] = lambda _: None
        loop.clock = self

    def now(self) -> datetime:
        """Return the moment, to the microsecond."""
        return self._begins + self._loop.micros * _MICROSECOND

    async def sleep(self, seconds: float) -> None:
        """Wait until so many seconds have passed; a heartbeat waits for something to do."""
        until = self._loop.micros + round(seconds * 1e6)
        if _HEARTBEATS[0] <= seconds <= _HEARTBEATS[1]:
            await self._doze(until)
        elif until > self._loop.micros:
            woken = self._loop.create_future()
            timer = self._loop.call_at(until / _MICROS, _wake, woken)
            try:
                await woken
            finally:
                timer.cancel()

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        """Have something done at a moment."""
        self._loop.call_at(self._micros(moment) / _MICROS, act)

    def wake_for_what_is_due(self, until: int) -> int:
        """Return how far time may jump: not beyond what comes due, for which those who doze are woken."""
        if not self._asleep:
            return until
        due = self.due_after(self.now())
        if due is None or self._micros(due) > until:
            return until
        self.beat(self._micros(due) + _ABOUT)
        return max(self._micros(due), self._loop.micros)

    def beat(self, micros: int | None = None) -> None:
        """Wake those whose heartbeat is over by now, or by a moment."""
        by = self._loop.micros if micros is None else micros
        while self._asleep and self._asleep[0][0] <= by:
            _wake(heapq.heappop(self._asleep)[2])

    async def _doze(self, until: int) -> None:
        woken: asyncio.Future[None] = self._loop.create_future()
        heapq.heappush(self._asleep, (until, next(self._numbers), woken))
        await woken

    def _seconds(self) -> float:
        return self.now().timestamp()

    def _micros(self, moment: datetime) -> int:
        return (moment - self._begins) // _MICROSECOND


def _wake(sleeper: "asyncio.Future[None]") -> None:
    if not sleeper.done():
        sleeper.set_result(None)


def run_virtually(begins: datetime, play: Callable[[VirtualClock], Any]) -> Any:
    """Run a coroutine on a loop of its own, in time of its own; return what it returns."""
    loop = VirtualLoop()
    try:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            return runner.run(play(VirtualClock(loop, begins)))
    finally:
        with suppress(RuntimeError):
            loop.close()

"""Time that never passes by itself: when nothing is left to be done now, it is the next moment at once.

The loop keeps the time of the machine, and half a simulated day is one second of it, for a month is to pass in a
minute: what the program does by the machine's time (a look for another process' changes, a long poll) it does as
often as on a sandbox that runs that fast. The clock keeps the time the desk lives in.

Sleeps of a quarter of a minute to a minute are heartbeats: whoever sleeps so long looks whether there is something to
do. They end when something comes due in the database, and at the latest with the hour; all other sleeps end at
their own microsecond. Without this most of a simulated month would be heartbeats.
"""

import asyncio
import heapq
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
_SAME = 1e-12  # seconds of the machine, far less than a microsecond of the desk
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
        self._now = 0.0
        self.clock: VirtualClock | None = None
        super().__init__(selector)

    def time(self) -> float:
        """Return the seconds of the machine since the loop was made."""
        return self._now

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
        until = self._now + span
        if self.clock is not None:
            until = self.clock.wake_for_what_is_due(self._now, until)
        self._now = until


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
        return self._begins + self._micros(self._loop.time()) * _MICROSECOND

    async def sleep(self, seconds: float) -> None:
        """Wait until so many seconds have passed; a heartbeat waits for something to do."""
        until = self._micros(self._loop.time()) + round(seconds * 1e6)
        if _HEARTBEATS[0] <= seconds <= _HEARTBEATS[1]:
            await self._doze(until)
            return
        while self._micros(self._loop.time()) < until:
            woken = self._loop.create_future()
            timer = self._loop.call_at(self._machine(until), _wake, woken)
            try:
                await woken
            finally:
                timer.cancel()

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        """Have something done at a moment."""
        self._loop.call_at(self._machine((moment - self._begins) // _MICROSECOND), act)

    def wake_for_what_is_due(self, now: float, until: float) -> float:
        """Return how far time may jump: not beyond what comes due, for which those who doze are woken."""
        if not self._asleep:
            return until
        due = self.due_after(self.now())
        if due is None:
            return until
        at = max(self._machine((due - self._begins) // _MICROSECOND), now)
        if at > until + _SAME:
            return until
        self.beat((due - self._begins) // _MICROSECOND + _ABOUT)
        return at

    def beat(self, micros: int | None = None) -> None:
        """Wake those whose heartbeat is over by now, or by a moment."""
        by = self._micros(self._loop.time()) if micros is None else micros
        while self._asleep and self._asleep[0][0] <= by:
            _wake(heapq.heappop(self._asleep)[2])

    async def _doze(self, until: int) -> None:
        woken: asyncio.Future[None] = self._loop.create_future()
        heapq.heappush(self._asleep, (until, next(self._numbers), woken))
        await woken

    def _seconds(self) -> float:
        return self.now().timestamp()

    def _micros(self, machine: float) -> int:
        return int(machine * RATE * 1e6 + 1e-3)

    def _machine(self, micros: int) -> float:
        return micros / (RATE * 1e6)


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

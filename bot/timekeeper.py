"""The timekeeper reminds: it sleeps to the next due moment and gives the desk the clocks that may have come due.

It is told by every commit what comes due by it, and begins only when the updates that waited at Telegram
are read, so that an answer given in time is never a false breach. A canary clock strikes every minute: when it is
late, so is everything else, and health says so.
"""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from bot.clock import Clock, first
from bot.portions import Portion
from desk.commands import Dispatch, Given, OfAgent, OfCase, OfNumber, OfRoom, Strike, Subject
from desk.desk import Desk
from desk.errors import StorageDown
from desk.ports import Agenda

log = logging.getLogger(__name__)

CANARY = timedelta(minutes=1)
_BATCH = 200
_AT_ONCE = 0.25  # seconds of the machine that who writes meanwhile may wait for a batch
_PUSH = timedelta(minutes=1)
_IN_OTHER_HANDS = timedelta(milliseconds=100)  # until what another process has taken is asked after again


class Timekeeper:
    """What makes every clock strike, once, at its time."""

    def __init__(self, desk: Desk, agenda: Agenda, clock: Clock, *, heard: asyncio.Event) -> None:
        self._desk = desk
        self._agenda = agenda
        self._clock = clock
        self._heard = heard
        self._woken = asyncio.Event()
        self._due_at: datetime | None = None
        self.canary_due_at: datetime | None = None
        self.struck = 0
        self._portion = Portion(_BATCH, _AT_ONCE)

    def expect(self, at: datetime) -> None:
        """Look again by this moment at the latest: a clock was started or moved."""
        if self._due_at is None or at < self._due_at:
            self._due_at = at
            self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Remind until asked to stop."""
        await first(self._heard.wait, stop.wait)
        await self._look_around()
        while not stop.is_set():
            await self._strike_due(stop)
            await self._sing()
            await self._rest(stop)

    async def _rest(self, stop: asyncio.Event) -> None:
        """Wait for the next due moment, which every commit may bring nearer; look for one at least once a minute."""
        while not stop.is_set():
            self._woken.clear()
            until = min(filter(None, (self._due_at, self.canary_due_at)))
            seconds = min(until - self._clock.now(), CANARY).total_seconds()
            if seconds > 0:
                await first(lambda span=seconds: self._clock.sleep(span), self._woken.wait, stop.wait)  # type: ignore[misc]
            if not self._woken.is_set():
                return

    async def _look_around(self) -> None:
        """Look at room, staff and queue once at the start: the rota may be another one, somebody may have waited."""
        with suppress(StorageDown):
            given = [Given(command=one, subject=OfRoom()) for one in (Strike(), Dispatch())]
            for failure in await self._desk.handle(given):
                log.error("the room could not be looked at", extra={"error": type(failure.error).__name__})

    async def _strike_due(self, stop: asyncio.Event) -> None:
        if not self._is_due():
            await self._look_ahead()
        while self._is_due() and not stop.is_set():
            struck = await self._strike()
            await self._look_ahead()
            if not struck and self._is_due():
                self._due_at = self._clock.now() + _IN_OTHER_HANDS
                return

    def _is_due(self) -> bool:
        return self._due_at is not None and self._due_at <= self._clock.now()

    async def _look_ahead(self) -> None:
        """Ask for the next due moment; what is committed meanwhile may be nearer."""
        self._due_at = None
        found = await self._agenda.next_due_at()
        if found is not None:
            self.expect(found)

    async def _strike(self) -> int:
        """Strike what is due and in no other process' hands; return how much that was."""
        passes = asyncio.get_running_loop().time
        subjects, begun = await self._agenda.due(self._clock.now(), self._portion.size), passes()
        failures = await self._desk.handle([Given(command=Strike(), subject=subject) for subject in subjects])
        self._portion.took(len(subjects), passes() - begun)
        self.struck += len(subjects)
        for failure in failures:
            about = {"subject": _named(failure.subject), "error": type(failure.error).__name__}
            log.error("a clock could not strike", extra=about)
        failed = [failure.subject for failure in failures if failure.subject is not None]
        if failed:  # a bad row must not stop the clocks behind it
            await self._agenda.push_on(failed, self._clock.now() + _PUSH)
        return len(subjects)

    async def _sing(self) -> None:
        now = self._clock.now()
        if self.canary_due_at is not None and self.canary_due_at > now:
            return  # it cannot be due earlier than we saw
        due_at = self.canary_due_at or await self._agenda.canary(now)
        if due_at is None or due_at <= now:
            due_at = now + CANARY
            await self._agenda.canary(now, due_at)
        self.canary_due_at = due_at


def _named(subject: Subject | None) -> str:
    """Return what a clock is about: its kind and number."""
    match subject:
        case OfCase(case_id=number):
            return f"case {number}"
        case OfNumber(conversation_id=number):
            return f"conversation {number}"
        case OfAgent(user_id=number):
            return f"agent {number}"
        case OfRoom():
            return "room"
        case _:
            return "unknown"

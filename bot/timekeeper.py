"""The timekeeper reminds: it sleeps to the next due moment and gives the desk the clocks that may have come due.

It is woken by every commit that may have moved a clock, and begins only when the updates that waited at Telegram
are read, so that an answer given in time is never a false breach. A canary clock strikes every minute: when it is
late, so is everything else, and health says so.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.clock import Clock, first, wait_until
from desk.commands import Given, OfNumber, Strike
from desk.desk import Desk
from desk.ports import Agenda

log = logging.getLogger(__name__)

CANARY = timedelta(minutes=1)
_BATCH = 200
_PUSH = timedelta(minutes=1)


class Timekeeper:
    """What makes every clock strike, once, at its time."""

    def __init__(self, desk: Desk, agenda: Agenda, clock: Clock, *, heard: asyncio.Event) -> None:
        self._desk = desk
        self._agenda = agenda
        self._clock = clock
        self._heard = heard
        self._woken = asyncio.Event()
        self.canary_due_at: datetime | None = None
        self.struck = 0

    def wake(self) -> None:
        """Look again: a clock may have been started or moved."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Remind until asked to stop."""
        await first(self._heard.wait, stop.wait)
        while not stop.is_set():
            self._woken.clear()
            await self._strike_due()
            await self._sing()
            due_at = await self._agenda.next_due_at()
            until = min(filter(None, (due_at, self.canary_due_at)))
            await first(lambda until=until: wait_until(self._clock, until, or_event=self._woken), stop.wait)  # type: ignore[misc]

    async def _strike_due(self) -> None:
        while numbers := await self._agenda.due(self._clock.now(), _BATCH):
            given = [Given(command=Strike(), subject=OfNumber(number)) for number in numbers]
            failures = await self._desk.handle(given)
            self.struck += len(numbers)
            for failure in failures:
                log.error("a clock could not strike", extra={"error": type(failure.error).__name__})
            if failures:  # a bad row must not stop the clocks behind it
                await self._agenda.push_on(numbers, self._clock.now() + _PUSH)

    async def _sing(self) -> None:
        now = self._clock.now()
        if self.canary_due_at is not None and self.canary_due_at > now:
            return  # every commit wakes us, and it cannot be due earlier than we saw
        due_at = await self._agenda.canary(now)
        if due_at is None or due_at <= now:
            due_at = now + CANARY
            await self._agenda.canary(now, due_at)
        self.canary_due_at = due_at

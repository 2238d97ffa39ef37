"""Breaches that were nobody's fault here: our program did not run, or its database or Telegram was out of reach.

How long we were down is told by the canary, which sings every minute; it stays silent until all that came due
meanwhile has struck, so that a start cut short measures the same outage again.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from bot.clock import Clock, first
from bot.timekeeper import CANARY
from desk.commands import ExcuseAll, Given, OfRoom
from desk.desk import Desk
from desk.errors import StorageDown
from desk.events import Excuse
from desk.ports import Agenda

log = logging.getLogger(__name__)

OUTAGE = timedelta(minutes=2)
"""A start that takes no longer excuses nothing."""
TROUBLE = timedelta(seconds=30)
"""Trouble with Telegram or the database that lasts no longer excuses nothing."""
_LOOK = 5.0
_RETRY = 5.0


class Outages:
    """What tells the desk of stretches in which nobody could be on time.

    `excuses` are what promises broken just now are excused by: each kind of trouble has a stretch of its own.
    """

    def __init__(self, desk: Desk, agenda: Agenda, clock: Clock, *, excuses: Callable[[], Collection[Excuse]]) -> None:
        self._desk = desk
        self._agenda = agenda
        self._clock = clock
        self._excuses = excuses
        self._since: dict[Excuse, datetime] = {}
        self._woken = asyncio.Event()
        self._stop = asyncio.Event()

    async def look_back(self) -> None:
        """Excuse what came due while we were down; to be called before any clock strikes."""
        now = self._clock.now()
        due_at = await self._agenda.canary(now)
        since = None if due_at is None else due_at - CANARY
        if since is not None and now - since > OUTAGE:
            log.warning("the desk was down", extra={"since": since.isoformat(), "until": now.isoformat()})
            await self._excuse(since, now, Excuse.OUTAGE)

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until asked to stop: who has trouble wakes us, and it is reported when it is over."""
        self._stop = stop
        while not stop.is_set():
            self._woken.clear()
            await self.look()
            if self._since:
                await first(lambda: self._clock.sleep(_LOOK), stop.wait)
            else:
                await first(self._woken.wait, stop.wait)

    def wake(self) -> None:
        """Look again: there may be trouble."""
        self._woken.set()

    async def look(self) -> None:
        """Look once."""
        now, lasts = self._clock.now(), self._excuses()
        over = {why: since for why, since in self._since.items() if why not in lasts}
        self._since = {why: self._since.get(why, now) for why in lasts}
        for why, since in over.items():
            if now - since > TROUBLE:
                await self._excuse(since, now, why)

    async def _excuse(self, since: datetime, until: datetime, why: Excuse) -> None:
        command = ExcuseAll(since=since, until=until, why=why)
        while True:
            try:
                failures = await self._desk.handle([Given(command=command, subject=OfRoom())])
            except StorageDown:
                await first(lambda: self._clock.sleep(_RETRY), self._stop.wait)
                if self._stop.is_set():  # how long we were away is seen at the next start
                    return
                continue
            for failure in failures:
                log.error("breaches could not be excused", extra={"error": type(failure.error).__name__})
            return

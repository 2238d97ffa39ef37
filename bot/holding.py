"""Whether this process is still the one that works on the database; one that is not must stop at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.clock import Clock, first
from desk.errors import StorageDown

log = logging.getLogger(__name__)

_ASKS_EVERY = timedelta(seconds=20)


class LockLost(Exception):  # noqa: N818 - reads as the sentence it is
    """The lock on the database was lost, so that another process may be working on it."""


class Holding:
    """Asks whether the lock is held, and stops the program when it is not: whoever started it starts it anew."""

    def __init__(self, held: Callable[[], Awaitable[bool]], clock: Clock) -> None:
        self._held = held
        self._clock = clock
        self.trouble: str | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look until asked to stop, or until there is a reason to ask everybody."""
        while not stop.is_set():
            await first(lambda: self._clock.sleep(_ASKS_EVERY.total_seconds()), stop.wait)
            if not stop.is_set() and not await self._is_ours():
                self.trouble = "the lock on the database was lost; stopping, to be started anew"
                log.error("the lock on the database was lost: stopping, to be started anew")
                stop.set()

    def insist(self) -> None:
        """Say that the program did not stop because it was asked to.

        Raises:
            LockLost: it stopped because another may be working on the database.
        """
        if self.trouble is not None:
            raise LockLost(f"{self.trouble}.")

    async def _is_ours(self) -> bool:
        try:
            return await self._held()
        except StorageDown:  # the session that held it is gone
            return False

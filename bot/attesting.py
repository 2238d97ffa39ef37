"""The head of the audit goes into the log at every start and once a day, so that it is noted outside the database.

Whoever cuts off the end of the chain, or writes all of it anew, is found out by a head that was noted before
(`python -m bot audit verify --head HASH`).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.clock import Clock, first
from desk.audit.chain import Head

log = logging.getLogger(__name__)

_EVERY = 86400.0


class Attesting:
    """The loop that notes the head."""

    def __init__(self, head: Callable[[], Awaitable[Head]], clock: Clock) -> None:
        self._head = head
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Note it until asked to stop."""
        while not stop.is_set():
            head = await self._head()
            log.info("the audit stands", extra={"records": head.number, "head": head.digest})
            await first(lambda: self._clock.sleep(_EVERY), stop.wait)

"""The processes that work on one database: we say that we are here, hear what the others tell, and tell them."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from bot.clock import first
from desk.errors import StorageDown
from storage.presence import Presence, Seat

log = logging.getLogger(__name__)

BEAT = 1.0
"""Seconds of the machine between two signs of life."""
_MISSED = ("room", "crew", "rules", "library")
"""What may have been told while we were not there to hear it."""
_GATHERS = 0.02  # seconds of the machine


class Company:
    """Keeps our place among the processes, and carries what is told; `beats` are called once a second."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self._there = True
        self._outgoing: dict[str, None] = {}
        self._woken = asyncio.Event()
        self._heard: dict[str, list[Callable[[str], None]]] = {}
        self.beats: list[Callable[[], None]] = []
        self.trouble: str | None = None
        presence.heard.append(self._hear)

    def on(self, kind: str, call: Callable[[str], None]) -> None:
        """Call this with the rest of what is told, whenever it begins with this word."""
        self._heard.setdefault(kind, []).append(call)

    def tell(self, what: str) -> None:
        """Let the others know, soon."""
        self._outgoing[what] = None
        self._woken.set()

    def keeps_house(self) -> bool:
        """Tell whether we do what only one process does."""
        return self._presence.holds(Seat.KEEPING)

    def fetches(self) -> bool:
        """Tell whether we are the one that fetches updates."""
        return self._presence.holds(Seat.POLLING)

    def place(self) -> int:
        """Return the number we go by among the processes; another one, once we had to arrive anew."""
        return self._presence.number

    def speaks(self) -> bool:
        """Tell whether we may say something: who was silent may have been given up, and another speaks instead."""
        return asyncio.get_running_loop().time() < self._presence.speaks_until

    async def run(self, stop: asyncio.Event) -> None:
        """Be here until asked to stop."""
        looked_at = float("-inf")
        while not stop.is_set():
            now = asyncio.get_running_loop().time()
            if now - looked_at >= BEAT:
                looked_at = now
                await self._beat()
            await self._pass_on()
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT):
                    await first(self._woken.wait, stop.wait)
            if not stop.is_set():
                await asyncio.sleep(_GATHERS)  # noqa: TID251 - of the machine: what is told together travels together
        await self._pass_on()

    async def _beat(self) -> None:
        try:
            if not self._there:
                await self._presence.arrive()
                self._there = True
                for what in _MISSED:
                    self._hear(what)
            await self._presence.look()
        except StorageDown as error:
            self._there = False
            self.trouble = f"not among the processes of this desk: {error}"
            log.warning("lost the place among the processes of this desk", extra={"why": str(error)})
        else:
            self.trouble = None
        for beat in self.beats:
            beat()

    async def _pass_on(self) -> None:
        self._woken.clear()
        if not self._there:
            return
        told, self._outgoing = self._outgoing, {}
        try:
            await self._presence.tell(*told)
        except StorageDown:
            self._there = False
            self._outgoing = {**told, **self._outgoing}

    def _hear(self, what: str) -> None:
        kind, _, rest = what.partition(" ")
        for call in self._heard.get(kind, ()):
            call(rest)

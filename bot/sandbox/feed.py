"""What happened, one after another, for the page and for tests that wait."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from bot.sandbox.wire import Json

KEPT = 20_000


class Feed:
    """The last events, each with a sequence number; reading waits, in seconds of the machine."""

    def __init__(self) -> None:
        self.seq = 0
        self._events: deque[Json] = deque(maxlen=KEPT)
        self._readers: set[asyncio.Future[None]] = set()

    def note(self, kind: str, **what: object) -> None:
        """Write down that something happened."""
        self.seq += 1
        self._events.append({"seq": self.seq, "kind": kind, **what})
        for reader in self._readers:
            if not reader.done():
                reader.set_result(None)

    def since(self, seq: int, limit: int = 1000) -> list[Json]:
        """Return the events after a number, the oldest first."""
        first = self.seq - len(self._events)
        start = max(seq - first, 0)
        return [self._events[index] for index in range(start, min(start + limit, len(self._events)))]

    async def wait(self, seq: int, seconds: float) -> list[Json]:
        """Return the events after a number as soon as there is one, or none after so many seconds."""
        if seq >= self.seq:
            await self.until(lambda: self.seq > seq, seconds)
        return self.since(seq)

    async def until(self, come: Callable[[], bool], seconds: float) -> None:
        """Wait until something is so, looking after each event, or so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not come():
                    await self._next()

    async def _next(self) -> None:
        reader: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._readers.add(reader)
        try:
            await reader
        finally:
            self._readers.discard(reader)

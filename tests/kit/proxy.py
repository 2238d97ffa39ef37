"""A door before something that listens: it can be shut, frozen, or swallow what is answered; and it shares out.

A connection goes to the first of the targets that takes it, beginning with another one each time.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from enum import Enum
from itertools import count
from pathlib import Path

_AT_ONCE = 65536
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Door(Enum):
    """How a door stands."""

    OPEN = "everything passes"
    SHUT = "whoever comes is turned away, and whoever was there is cut off"
    FROZEN = "whoever comes is let in, and hears nothing; nothing passes either way"
    SWALLOWING = "what is asked passes, and no answer comes back"


class Proxy:
    """A port on loopback before one target or several, each a port on loopback or a Unix socket."""

    def __init__(self, targets: Sequence[int | Path]) -> None:
        self._targets = targets
        self._turn = count()
        self._stands = Door.OPEN
        self._changed = asyncio.Event()
        self._open: set[asyncio.StreamWriter] = set()
        self._empty = asyncio.Event()
        self._empty.set()
        self.port = 0
        self.came = 0

    def stand(self, door: Door) -> None:
        """Change how it stands; what was frozen passes late, what was swallowed never."""
        self._stands = door
        self._changed.set()
        self._changed = asyncio.Event()
        if door is Door.SHUT:
            self.cut()

    def cut(self) -> None:
        """Cut every connection there is, as a reset does."""
        for writer in self._open:
            writer.transport.abort()

    async def emptied(self) -> None:
        """Cut every connection, and wait until it is gone."""
        self.stand(Door.SHUT)
        await self._empty.wait()

    async def serve(self, caller: asyncio.StreamReader, answering: asyncio.StreamWriter) -> None:
        """Carry what passes between a caller and a target."""
        self.came += 1
        self._open.add(answering)
        self._empty.clear()
        try:
            found = None if self._stands is Door.SHUT else await self._reach()
            if found is None:
                answering.transport.abort()
                return
            target, asking = found
            self._open.add(asking)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._carry(caller, asking, answers=False))
                    both.create_task(self._carry(target, answering, answers=True))
            finally:
                self._open.discard(asking)
                asking.transport.abort()
        finally:
            self._open.discard(answering)
            answering.transport.abort()
            if not self._open:
                self._empty.set()

    async def _reach(self) -> Streams | None:
        first = next(self._turn)
        for place in range(len(self._targets)):
            target = self._targets[(first + place) % len(self._targets)]
            with suppress(OSError):
                if isinstance(target, Path):
                    return await asyncio.open_unix_connection(str(target))
                return await asyncio.open_connection("127.0.0.1", target)
        return None

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, answers: bool) -> None:
        with suppress(OSError):
            while data := await source.read(_AT_ONCE):
                while self._stands is Door.FROZEN:
                    await self._changed.wait()
                if self._stands is Door.SWALLOWING and answers:
                    continue
                sink.write(data)
                await sink.drain()
        if self._stands in {Door.OPEN, Door.SHUT}:  # who cannot be heard cannot be heard to go, either
            sink.transport.abort()


@asynccontextmanager
async def proxy(*targets: int | Path) -> AsyncGenerator[Proxy]:
    """Have a door before these."""
    door = Proxy(targets)
    server = await asyncio.start_server(door.serve, "127.0.0.1", 0)
    door.port = server.sockets[0].getsockname()[1]
    try:
        yield door
    finally:
        server.close()
        await door.emptied()

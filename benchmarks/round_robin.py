"""One address before many processes: a TCP proxy that gives each new connection to the next of them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

_CHUNK = 1 << 16


class RoundRobin:
    """The proxy; `ports` are those of the processes behind it."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.connections = 0
        self._open: set[asyncio.StreamWriter] = set()

    def behind(self, ports: list[int]) -> None:
        """Have these processes behind the address from now on; what is open is closed, so that all get their share."""
        self.ports = list(ports)
        for writer in self._open:
            writer.close()

    async def welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what one connection says and hears."""
        port = self.ports[self.connections % len(self.ports)]
        self.connections += 1
        with suppress(OSError):
            there, back = await asyncio.open_connection("127.0.0.1", port)
            both = {writer, back}
            self._open |= both
            try:
                await asyncio.gather(_pour(reader, back), _pour(there, writer))
            finally:
                self._open -= both
        writer.close()


@asynccontextmanager
async def round_robin(port: int) -> AsyncGenerator[RoundRobin]:
    """Listen on a port, and pass on."""
    proxy = RoundRobin()
    server = await asyncio.start_server(proxy.welcome, "127.0.0.1", port)
    try:
        yield proxy
    finally:
        server.close()
        proxy.behind([])


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while said := await source.read(_CHUNK):
            into.write(said)
            await into.drain()
    into.close()

"""SQLite that answers in place and not from a thread, and the fuse that ends a life at any one of its steps.

A thread would bring the machine's own chance into a simulation that is to be the same every time, and costs more than
most statements. The statements are the same, compiled and sent by the same library, and so is the file. Now and then
a statement lets others go first, as one on a thread always does.
"""

import asyncio
import sqlite3
import types
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event

from storage import connections


class Fuse:
    """What ends a life: lit, it burns down with every step towards the database or Telegram."""

    def __init__(self) -> None:
        self.blown = asyncio.Event()
        self._left: int | None = None

    def light(self, steps: int) -> None:
        """Let this life have so many steps more."""
        self._left = steps

    def step(self) -> None:
        """Take a step; the one that is too many is not taken, nor any after it.

        Raises:
            CancelledError: this life is over.
        """
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                self.blown.set()
        if self.blown.is_set():
            raise asyncio.CancelledError


class Drive:
    """Where the connections of a life are made, and cut off together.

    `gives_way` is asked before each statement, `committed` called after each commit.
    """

    def __init__(self, gives_way: Callable[[], bool], committed: Callable[[], None]) -> None:
        self.fuse = Fuse()
        self.committed = committed
        self._gives_way = gives_way
        self._made: list[sqlite3.Connection] = []

    def engine(self, url: URL, **given: Any) -> "_Engine":
        """Make an engine as `create_async_engine` does."""
        del given["pool_size"]  # whoever would have to wait for a connection would keep everybody waiting
        made = create_engine(url.set(drivername="sqlite"), **{**given, "max_overflow": -1})
        event.listen(made, "connect", lambda connection, _: self._made.append(connection))
        return _Engine(made, self)

    async def step(self) -> None:
        """Take a step towards the database."""
        if self._gives_way():
            await _others_first()
        self.fuse.step()

    def cut(self) -> None:
        """Take the file away from a life that is over: what it had not committed has not happened."""
        for connection in self._made:
            with suppress(sqlite3.ProgrammingError):  # it was closed already
                connection.rollback()  # a cursor that nobody has read to its end keeps a closed file locked
            connection.close()


class _Connection:
    """A connection whose statements are awaited, and are done at once."""

    def __init__(self, connection: Connection, drive: Drive) -> None:
        self._connection = connection
        self._drive = drive
        self.dialect = connection.dialect
        self.sync_connection = connection

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        await self._drive.step()
        done = self._connection.execute(statement, parameters)
        self._drive.fuse.step()
        return done

    @asynccontextmanager
    async def stream(self, statement: Any) -> AsyncGenerator["_Stream"]:
        """Ask for rows that are taken a few at a time."""
        yield _Stream(await self.execute(statement))

    async def run_sync(self, act: Callable[..., Any], *given: Any) -> Any:
        await self._drive.step()
        return act(self._connection, *given)


class _Stream:
    """Rows that are awaited, and are all there."""

    def __init__(self, found: Any) -> None:
        self._found = found

    async def partitions(self, size: int) -> AsyncGenerator[Any]:
        for rows in self._found.partitions(size):
            yield rows


class _Engine:
    """An engine whose connections are awaited, and are there at once."""

    def __init__(self, sync_engine: Any, drive: Drive) -> None:
        self.sync_engine = sync_engine
        self._drive = drive

    @asynccontextmanager
    async def connect(self) -> AsyncGenerator[_Connection]:
        """Open a connection to read."""
        await self._drive.step()
        connection = self.sync_engine.connect()
        try:
            yield _Connection(connection, self._drive)
        finally:
            if not self._drive.fuse.blown.is_set():
                connection.close()

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[_Connection]:
        """Open a transaction; a life may end before its commit, or before it has heard of it."""
        async with self.connect() as opened:
            transaction = opened._connection.begin()
            try:
                yield opened
                await self._drive.step()
            except BaseException:
                if not self._drive.fuse.blown.is_set():  # who is dead rolls nothing back
                    transaction.rollback()
                raise
            transaction.commit()
            self._drive.committed()
            self._drive.fuse.step()

    async def dispose(self) -> None:
        """Let every connection go."""
        if not self._drive.fuse.blown.is_set():
            self.sync_engine.dispose()


@contextmanager
def sqlite_in_place(current: Callable[[], Drive]) -> Iterator[None]:
    """Let every engine made meanwhile be one of the current drive."""
    storage: Any = connections
    made, quickened = storage.create_async_engine, storage.go_once
    storage.create_async_engine = lambda url, **given: current().engine(url, **given)
    storage.go_once = lambda _: None  # there is no thread to go to
    try:
        yield
    finally:
        storage.create_async_engine, storage.go_once = made, quickened


@types.coroutine
def _others_first() -> Generator[None]:
    yield

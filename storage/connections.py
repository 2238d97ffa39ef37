"""How we are connected: one writer at a time on SQLite, many on PostgreSQL, readers beside them.

SQLite lets one connection write. Ours is guarded by a lock that is fair, so that whoever asks first writes first,
and takes the write lock at once (`BEGIN IMMEDIATE`), so that nothing read inside can be out of date when we write.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from desk.audit.deed import DESK
from desk.errors import Conflict, StorageDown
from storage.cursor import go_once
from storage.errors import BadAddress
from storage.pairs import look_up_pairs

_BUSY = 5.0  # seconds another process may hold the write lock before we say the database is down
_READERS = 4
_CONNECTIONS = 10
_ANSWERS_WITHIN = 20.0  # seconds; one that is half open is found out by nothing else
_STOPPED = 10  # seconds a transaction may wait for our next command while others wait for its locks
_PATIENT = 120  # the same, of a transaction that decides about a whole library
DOER = "doer"
"""The option of a connection that tells who does what it writes, where no person is named."""

_UNIQUE = {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505"}
_LOST_RACES = {"40001", "40P01"}  # serialization failure, deadlock: PostgreSQL asks to try again
# connection, read-only, stopped in a transaction, login, name, resources, shutdown, disk
_GONE = ("08", "25006", "25P03", "28", "3D", "53", "57", "58")


class Connections:
    """The engines of one database, and transactions on them.

    `processes` are the numbers this process has gone by among those that work on the database, the last one now:
    on SQLite, where it is alone, always 0. Those in `told` are called with what other processes should know of what
    was committed; they must not raise.
    """

    def __init__(
        self, url: URL, *, busy: float = _BUSY, doer: str = DESK, answers_within: float | None = _ANSWERS_WITHIN
    ) -> None:
        self.url = url
        self.processes = [0]
        self.told: list[Callable[[str], None]] = []
        self.sqlite = url.get_backend_name() == "sqlite"
        self._turn: Any = asyncio.Lock() if self.sqlite else nullcontext()
        if self.sqlite:
            self.writer = _sqlite(url, busy, size=1, doer=doer)
            self.reader = _sqlite(url, busy, size=_READERS, query_only=True)
        else:
            self.writer = _postgresql(url, doer, answers_within)
            # A reader needs no transaction, and so no round trips to begin and end one.
            self.reader = self.writer.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncConnection]:
        """Open a transaction: committed at the end of the block, rolled back if it raises."""
        async with self._turn:
            with plainly():
                async with self.writer.begin() as connection:
                    yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncConnection]:
        """Open a connection to read what was committed."""
        with plainly():
            async with self.reader.connect() as connection:
                yield connection

    def tell(self, what: str) -> None:
        """Pass on what was committed."""
        for tell in self.told:
            tell(what)

    async def close(self) -> None:
        """Let every connection go."""
        await self.reader.dispose()
        await self.writer.dispose()


@contextmanager
def plainly() -> Generator[None]:
    """Say in the desk's own terms what a database refused; anything else is a mistake of ours and stays as it is.

    Raises:
        Conflict: somebody else was faster.
        StorageDown: it is locked, full, read-only or gone.
    """
    try:
        yield
    except DBAPIError as error:
        code = _code(error)
        if code in _UNIQUE or code in _LOST_RACES:
            raise Conflict("somebody else was faster") from error
        if error.connection_invalidated or _is_down(error, code):
            raise StorageDown(str(error.orig)) from error
        raise
    except (PoolExhausted, OSError) as error:
        raise StorageDown(str(error)) from error


async def patiently(connection: AsyncConnection) -> None:
    """Let a transaction be silent for as long as it takes to decide about a whole library."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_BE_PATIENT)


def address(url: str) -> URL:
    """Return a database's address.

    Raises:
        BadAddress: it names no database we can use.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # whose text may be a part of the password
        raise BadAddress("cannot be read") from None
    if parsed.drivername not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
        raise BadAddress(f"begins with {parsed.drivername!r}")
    if parsed.drivername.startswith("sqlite") and parsed.database in {None, "", ":memory:"}:
        raise BadAddress("names no file")
    try:
        _patience(parsed)
    except ValueError as error:
        raise BadAddress("has a command_timeout that is no number of seconds") from error
    return parsed


def make_file(url: URL) -> Path:
    """Make an SQLite file where there is none, and its folder, and return it.

    Its owner alone may read it, and what SQLite puts beside it: it holds what everybody wrote. One that is there stays
    as it is.

    Raises:
        StorageDown: it cannot be made there.
    """
    file = Path(url.database or "")
    with plainly():
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    return file


def _sqlite(url: URL, busy: float, *, size: int, query_only: bool = False, doer: str = DESK) -> AsyncEngine:
    engine = create_async_engine(
        url,
        connect_args={"timeout": busy},
        pool_size=size,
        max_overflow=0,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",  # a reader needs no BEGIN and no ROLLBACK; the writer says them itself
        skip_autocommit_rollback=query_only,
        execution_options={DOER: doer},
        hide_parameters=True,  # they are what people wrote
    )

    go_once(engine)
    look_up_pairs(engine)

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _: object) -> None:  # pyright: ignore[reportUnusedFunction] - the event calls it
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"query_only={query_only:d}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    if not query_only:
        dialect: Any = engine.sync_engine.dialect
        dialect.do_begin = _begin  # no event: an engine with one is asked about all of them, several at every statement

    return engine


def _begin(connection: Any) -> None:
    """Take the write lock at once."""
    cursor = connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.close()


def _postgresql(url: URL, doer: str, answers_within: float | None) -> AsyncEngine:
    """Connect to a server that has to answer in time; the address may say in which (`?command_timeout=5`).

    The server parts with a process that was stopped inside a transaction, for others wait for its locks.
    """
    within = _patience(url) or answers_within
    engine = create_async_engine(
        url,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        execution_options={DOER: doer},
        hide_parameters=True,  # they are what people wrote
        connect_args={
            "timeout": within or _ANSWERS_WITHIN,
            "command_timeout": within,
            "server_settings": {"idle_in_transaction_session_timeout": f"{_STOPPED}s"},
        },
    )

    @event.listens_for(engine.sync_engine, "handle_error")
    def let_go(context: Any) -> None:  # pyright: ignore[reportUnusedFunction] - the event calls it
        if isinstance(context.original_exception, TimeoutError):  # asked to roll back, it would not answer either
            context.is_disconnect = True

    return engine


def _patience(url: URL) -> float | None:
    told = url.query.get("command_timeout")
    return float(told) if isinstance(told, str) else None


def _code(error: DBAPIError) -> str | None:
    """The name SQLite, the number SQL has for it."""
    cause: Any = error.orig
    while cause is not None:
        code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
        if code is not None:
            return str(code)
        cause = cause.__cause__
    return None


def _is_down(error: DBAPIError, code: str | None) -> bool:
    if isinstance(error, IntegrityError):
        return False
    if code is None:
        return isinstance(error, InterfaceError | OperationalError)
    if code.startswith("SQLITE_"):
        return code != "SQLITE_ERROR"  # that one is a mistake in our SQL
    return code.startswith(_GONE)


_BE_PATIENT = select(func.set_config("idle_in_transaction_session_timeout", f"{_PATIENT}s", True))  # noqa: FBT003 - SQL's

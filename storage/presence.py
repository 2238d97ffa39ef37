"""Who works on a database: one process on an SQLite file, as many as there are on PostgreSQL.

On PostgreSQL every process keeps one session of its own. The session holds a lock that says it is there and dies with
it, listens to what the others tell, and holds the seats that only one process may have: who fetches updates from
Telegram, who keeps house. What a process that is gone was doing is taken over by the others.

A process that was stopped keeps its session and its locks. So it says once a second that it is there, and one that has
not said so for `STALE` is shown the door: its session is ended, and its letters are taken back. It may speak for us
only while `speaks_until` has not come, which is sooner than that.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import StorageDown
from storage.connections import Connections, plainly

STALE = 15.0
"""Seconds of the machine after which a process that says nothing is taken for gone."""

BEGINS = 60.0
"""Seconds of the machine a process may take from its arrival to the first time it says that it is there."""

_SPEAKS = 10.0
_ANSWERS_WITHIN = 5.0
_ASKS_AGAIN = 0.1
_CHANNEL = "desk"
PRESENT = 0x0F_D0_0D
_SEATS = 0x0F_D0_0E
_BEGINNING = 0x0F_D0_0F


class Seat(Enum):
    """What only one process does at a time."""

    POLLING = 1
    KEEPING = 2


Heard = Callable[[str], None]
"""What is called with what another process has told; it must not raise."""


class Presence(Protocol):
    """Our place among the processes that work on a database."""

    heard: list[Heard]
    number: int
    """What we go by now."""
    speaks_until: float
    """Until when, by the loop's clock, we may say something on the strength of having been here."""

    async def arrive(self) -> bool:
        """Begin to work here, and tell whether that is allowed.

        Raises:
            StorageDown: the database does not answer.
        """
        ...

    async def look(self) -> bool:
        """Say that we are here, take free seats, and tell whether somebody is gone; at least once a second.

        Raises:
            StorageDown: the database does not answer, or has parted with us: `arrive` again.
        """
        ...

    def holds(self, seat: Seat) -> bool:
        """Tell whether a seat is ours."""
        ...

    async def tell(self, *things: str) -> None:
        """Let the others know."""
        ...

    def one_at_a_time(self) -> AbstractAsyncContextManager[None]:
        """Do what is in the block while no other process does such a thing, as at its start."""
        ...

    async def others(self) -> int:
        """Return how many processes work here beside us."""
        ...

    async def leave(self) -> None:
        """Work here no longer."""
        ...


class Alone:
    """The only process on an SQLite file, by the lock beside it: it has every seat, and nobody to tell anything."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.lock")
        self._held: int | None = None
        self.number = 0
        self.heard: list[Heard] = []
        self.speaks_until = float("inf")

    async def arrive(self) -> bool:
        """Take the lock if it is free, and tell whether it is ours."""
        if self._held is None:
            self._held = await asyncio.to_thread(self._take)
        return self._held is not None

    async def look(self) -> bool:
        """See that nobody is gone, for there is nobody."""
        return False

    def holds(self, seat: Seat) -> bool:  # noqa: ARG002 - the port's
        """Tell whether we are the one."""
        return self._held is not None

    async def tell(self, *things: str) -> None:
        """Tell nobody."""

    @asynccontextmanager
    async def one_at_a_time(self) -> AsyncGenerator[None]:
        """Do what is in the block; nobody else is there."""
        yield

    async def others(self) -> int:
        """Return whether somebody else holds the lock."""
        if self._held is not None:
            return 0
        taken = await asyncio.to_thread(self._take)
        if taken is None:
            return 1
        os.close(taken)
        return 0

    async def leave(self) -> None:
        """Let the next one have it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _take(self) -> int | None:
        opened = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(opened)
            return None
        return opened


class AmongMany:
    """One of the processes on a PostgreSQL, by a session of its own."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._session: AsyncConnection | None = None
        self._asking = asyncio.Lock()
        self._seats: set[Seat] = set()
        self.number = 0
        self.heard: list[Heard] = []
        self.speaks_until = float("-inf")

    async def arrive(self) -> bool:
        """Open a session and register; everybody may."""
        await self._part()
        begun = _loop_time()
        with plainly():
            session = self._session = await self._connections.writer.connect()
            session = await session.execution_options(isolation_level="AUTOCOMMIT")
            name = f"{os.uname().nodename}:{os.getpid()}"
            me = (await session.execute(_ARRIVE, {"name": name, "kind": PRESENT, "begins": BEGINS})).scalar_one()
            raw: Any = (await session.get_raw_connection()).driver_connection
            await raw.add_listener(_CHANNEL, self._hear)
        self.number = me
        self._connections.processes.append(me)
        self.speaks_until = begun + _SPEAKS
        return True

    async def look(self) -> bool:
        """Say that we are here, take free seats, and part with those that are gone."""
        begun = _loop_time()
        if not (await self._ask(_SEEN, {"me": self.number})).rowcount:
            await self._part()
            raise StorageDown("this process was silent so long that the others took it for gone")
        self.speaks_until = begun + _SPEAKS
        gone = [one for one in (await self._ask(_OTHERS, self._asked())).all() if one.silent or not one.present]
        for one in gone:
            if one.present:
                await self._ask(_PART_WITH, {"session": one.session})
            await self._ask(_FORGET, {"number": one.id})
        for seat in Seat:
            if seat not in self._seats:
                taken = await self._ask(_SIT, {"kind": _SEATS, "number": seat.value})
                if taken.scalar_one():
                    self._seats.add(seat)
        return bool(gone)

    def _asked(self) -> dict[str, Any]:
        return {"kind": PRESENT, "me": self.number, "stale": STALE}

    def holds(self, seat: Seat) -> bool:
        """Tell whether a seat is ours, as far as we can know."""
        return seat in self._seats and _loop_time() < self.speaks_until

    async def tell(self, *things: str) -> None:
        """Let the others know."""
        for thing in things:
            await self._ask(_TELL, {"channel": _CHANNEL, "what": f"{self.number} {thing}"})

    @asynccontextmanager
    async def one_at_a_time(self) -> AsyncGenerator[None]:
        """Do what is in the block while no other process does such a thing."""
        while True:
            if (await self._ask(_TRY, {"lock": _BEGINNING})).scalar_one():
                break
            await asyncio.sleep(_ASKS_AGAIN)  # noqa: TID251 - of the machine
        try:
            yield
        finally:
            with suppress(StorageDown):
                await self._ask(_FREE, {"lock": _BEGINNING})

    async def others(self) -> int:
        """Return how many processes say that they are here, but for us."""
        with plainly():
            async with self._connections.reader.connect() as connection:
                return sum(one.present for one in (await connection.execute(_OTHERS, self._asked())).all())

    async def leave(self) -> None:
        """Let our seats go, and what we hold be taken over at once."""
        if self._session is not None:
            with suppress(StorageDown, SQLAlchemyError, OSError, TimeoutError):
                await self._ask(_FORGET, {"number": self.number})
                raw: Any = (await self._session.get_raw_connection()).driver_connection
                await raw.close(timeout=_ANSWERS_WITHIN)
        await self._part()

    async def _ask(self, statement: Any, values: dict[str, Any]) -> Any:
        """Ask in our session; what is asked at once is asked one after another."""
        async with self._asking:
            return await self._execute(statement, values)

    async def _execute(self, statement: Any, values: dict[str, Any]) -> Any:
        if self._session is None:
            raise StorageDown("there is no session")
        try:
            with plainly():
                async with asyncio.timeout(_ANSWERS_WITHIN):
                    return await self._session.execute(statement, values)
        except (StorageDown, TimeoutError) as error:
            await self._part()
            raise StorageDown(str(error) or "the server does not answer") from error

    async def _part(self) -> None:
        """Our session is gone or to be given up, and with it whatever was ours by it."""
        session, self._session = self._session, None
        self._seats.clear()
        self.speaks_until = float("-inf")
        if session is not None:
            with suppress(SQLAlchemyError, OSError):
                await session.invalidate()  # a session that lives on in the pool would keep its locks
                await session.close()

    def _hear(self, _connection: object, _pid: int, _channel: str, payload: str) -> None:
        by, _, what = payload.partition(" ")
        if by != str(self.number):
            for hear in self.heard:
                hear(what)


def presence(connections: Connections) -> Alone | AmongMany:
    """Return our place on a database."""
    if connections.sqlite:
        return Alone(Path(connections.url.database or ""))
    return AmongMany(connections)


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


_ARRIVE = text(
    "INSERT INTO processes (name, session, seen_at) VALUES"
    " (:name, pg_backend_pid(), clock_timestamp() + make_interval(secs => :begins))"
    " RETURNING id, pg_advisory_lock(:kind, CAST(id AS integer))"
)
_SEEN = text("UPDATE processes SET seen_at = clock_timestamp() WHERE id = :me")
_OTHERS = text(
    "SELECT p.id, p.session, p.seen_at < clock_timestamp() - make_interval(secs => :stale) AS silent,"
    " EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.pid = p.session"
    " AND l.classid = CAST(:kind AS oid) AND l.objid = CAST(p.id AS oid)) AS present"
    " FROM processes p WHERE p.id <> :me"
)
_PART_WITH = text("SELECT pg_terminate_backend(:session)")
_FORGET = text("DELETE FROM processes WHERE id = :number")
_TRY = text("SELECT pg_try_advisory_lock(:lock)")
_FREE = text("SELECT pg_advisory_unlock(:lock)")
_SIT = text("SELECT pg_try_advisory_lock(:kind, :number)")
_TELL = text("SELECT pg_notify(:channel, :what)")

"""Only one process may listen to Telegram: a lock that dies with whoever holds it."""

import asyncio
import fcntl
import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.connections import Connections, plainly

_POLLING = 0x0F_D0_0C
_ANSWERS_WITHIN = 5.0  # seconds
_IS_HELD = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = :lock AND pid = pg_backend_pid()"
)


class FilePoller:
    """The lock beside an SQLite file."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.lock")
        self._held: int | None = None

    async def acquire(self) -> bool:
        """Take the lock if it is free, and tell whether it is ours."""
        if self._held is None:
            self._held = await asyncio.to_thread(self._take)
        return self._held is not None

    async def held(self) -> bool:
        """Tell whether the lock is still ours; a file is let go by nobody but us."""
        return self._held is not None

    async def release(self) -> None:
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


class SessionPoller:
    """The lock a PostgreSQL session holds, on a connection of its own."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._held: AsyncConnection | None = None

    async def acquire(self) -> bool:
        """Take the lock if it is free, and tell whether it is ours."""
        if self._held is None:
            with plainly():
                self._held = await self._take()
        return self._held is not None

    async def held(self) -> bool:
        """Tell whether the lock is still ours: it is gone with its connection, and another may have taken it."""
        if self._held is None:
            return False
        with suppress(SQLAlchemyError, OSError):  # a server that does not answer in time has let us go, or will
            async with asyncio.timeout(_ANSWERS_WITHIN):
                if (await self._held.execute(_IS_HELD, {"lock": _POLLING})).scalar_one():
                    return True
        lost, self._held = self._held, None
        with suppress(SQLAlchemyError, OSError):
            await lost.invalidate()
            await lost.close()
        return False

    async def release(self) -> None:
        """Let the next one have it."""
        if self._held is not None:
            held, self._held = self._held, None
            with suppress(SQLAlchemyError, OSError):  # a connection that is gone holds no lock
                await held.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _POLLING})
            await held.close()

    async def _take(self) -> AsyncConnection | None:
        connection = await self._connections.writer.connect()
        connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        found = await connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _POLLING})
        if found.scalar_one():
            return connection
        await connection.close()
        return None

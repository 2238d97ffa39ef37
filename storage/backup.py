"""All facts of a database, as they were at one moment, written to a file while the desk runs.

One read transaction sees them all: on SQLite in WAL mode and on PostgreSQL at REPEATABLE READ it holds up no writer.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, column, inspect, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import StorageDown
from storage import migrations
from storage.backup_file import Backup, Writer, new_file
from storage.connections import Connections, address
from storage.errors import NewerDatabase, NotMigrated
from storage.tables import metadata

PASSING = frozenset({"paces", "processes"})
"""Tables of what processes know of each other for a moment: no facts, and of no use to others."""

_AT_ONCE = 1000  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A table as the database has it: its columns with their kinds, and its key."""

    name: str
    columns: dict[str, Any]
    key: tuple[str, ...]

    @property
    def clause(self) -> Any:
        """Return it as statements name it."""
        return table(self.name, *(column(name, kind) for name, kind in self.columns.items()))


async def back_up(url: str, path: Path, now: datetime) -> Backup:
    """Write everything a database holds into a new file, and return what was written.

    Raises:
        BadAddress: the address names no database we can use.
        BadBackup: the path is taken, or no file can be made there.
        CannotKeep: the disk is full or failed; no file is left.
        NewerDatabase: a later version of the program has been here.
        NotMigrated: there are no tables.
        StorageDown: the database does not answer, or there is none.
    """
    connections = Connections(address(url))
    _refuse_nothing(connections)
    try:
        with new_file(path) as file:
            async with _snapshot(connections) as connection:
                await _write(connection, file, now)
    finally:
        await connections.close()
    assert file.written is not None  # noqa: S101 - the block has ended well
    return file.written


def _refuse_nothing(connections: Connections) -> None:
    """SQLite would make a file where there is none."""
    if connections.sqlite and not Path(connections.url.database or "").is_file():
        raise StorageDown(f"there is no database {connections.url.database}: look at DESK_DATABASE_URL and the folder")


@asynccontextmanager
async def _snapshot(connections: Connections) -> AsyncGenerator[AsyncConnection]:
    """Open a connection that sees the database as it is at its first question, however long it asks."""
    async with connections.reading() as connection:
        if not connections.sqlite:
            await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection
            return
        await connection.exec_driver_sql("BEGIN")
        try:
            yield connection
        finally:
            await connection.exec_driver_sql("ROLLBACK")


async def _write(connection: AsyncConnection, file: Writer, now: datetime) -> None:
    revision = await connection.run_sync(migrations.revision_on)
    if revision is None:
        raise NotMigrated(revision, migrations.NEWEST)
    if revision > migrations.NEWEST:
        raise NewerDatabase(revision)
    file.begin(revision=revision, made_at=now, kind=connection.dialect.name)
    for kept in await connection.run_sync(tables_on):
        if kept.name in PASSING:
            continue
        file.table(kept.name, tuple(kept.columns))
        ordered = select(kept.clause).order_by(*(kept.clause.c[name] for name in kept.key))
        async with connection.stream(ordered) as found:
            async for rows in found.partitions(_AT_ONCE):
                file.rows(rows)
    file.end()


def tables_on(connection: Connection) -> tuple[Kept, ...]:
    """Return our tables that a database has, at whichever revision, each after those it refers to."""
    look = inspect(connection)
    there = set(look.get_table_names())
    return tuple(
        Kept(
            name=one.name,
            columns={found["name"]: found["type"] for found in look.get_columns(one.name)},
            key=tuple(look.get_pk_constraint(one.name)["constrained_columns"]),
        )
        for one in metadata.sorted_tables
        if one.name in there
    )

"""A backup put back: into a database of either kind that is empty or may be emptied, in one transaction.

The tables are made anew as they were at the backup's revision, filled, and brought to ours by the same steps that any
database is. Whatever goes wrong, the database is what it was.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Date, DateTime, MetaData, Table, delete, exists, func, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import DropTable

from storage import letters, migrations
from storage.backup import PASSING, Kept, tables_on
from storage.backup_file import Backup, Rows, batches, day, examine, moment
from storage.connections import Connections, address, make_file, plainly
from storage.errors import BadBackup, InUse, NewerDatabase
from storage.presence import PRESENT, Alone
from storage.tables import SENDING, UNSENT, outbox

_LOOKS = 25
_PAUSE = 0.2  # seconds
_NO_FACTS = PASSING | {"bindings"}
"""What a database may hold before a desk has ever worked on it."""

_DESK_RUNS = "a desk runs on this database; stop it, then restore."


async def restore(url: str, path: Path, *, replace: bool) -> Backup:
    """Fill a database from a backup, and return what was in that.

    What was not sent when the backup was made may have been sent since, and is marked so.

    Raises:
        BadAddress: the address names no database we can use.
        BadBackup: the file is no whole backup, or of a later version of the program.
        InUse: a desk runs on the database, or it holds facts and `replace` was not said.
        NewerDatabase: a later version of the program has been here.
        StorageDown: the database does not answer.
    """
    connections = Connections(address(url), answers_within=None)
    backup = examine(path)
    if backup.revision > migrations.NEWEST:
        raise BadBackup(
            f"{path} is at revision {backup.revision}, this program at {migrations.NEWEST}: take a newer one."
        )
    try:
        async with _alone(connections), connections.writing() as connection:
            await _make_room(connection, replace=replace)
            await connection.run_sync(migrations.upgrade, backup.revision)
            await _fill(connection, path)
            await connection.run_sync(migrations.upgrade)
            await _doubt_letters(connection)
    finally:
        await connections.close()
    return backup


@asynccontextmanager
async def _alone(connections: Connections) -> AsyncGenerator[None]:
    """Refuse while a desk runs; one that starts meanwhile waits for the lock beside the file, or for our tables."""
    if not connections.sqlite:
        await _refuse_company(connections)
        yield
        return
    us = await _beside(make_file(connections.url))
    try:
        yield
    finally:
        await us.leave()


async def _beside(file: Path) -> Alone:
    with plainly():
        us = Alone(file)
        if not await us.arrive():
            raise InUse(_DESK_RUNS)
    return us


async def _refuse_company(connections: Connections) -> None:
    """Refuse a server where our user has other sessions on this database; those that are ending are waited for."""
    async with connections.reading() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")  # within a transaction the answer stays
        for _ in range(_LOOKS):
            if not (await connection.execute(_OTHERS, {"present": PRESENT})).scalar_one():
                return
            await connection.execute(text("SELECT pg_sleep(:span)"), {"span": _PAUSE})
    raise InUse(_DESK_RUNS)


async def _make_room(connection: AsyncConnection, *, replace: bool) -> None:
    revision = await connection.run_sync(migrations.revision_on)
    if revision is not None and revision > migrations.NEWEST:
        raise NewerDatabase(revision)
    there = await connection.run_sync(tables_on)
    for kept in there:
        if not replace and kept.name not in _NO_FACTS and await _has_rows(connection, kept):
            raise InUse("the database holds facts already; name an empty one, or say --replace to lose them.")
    for kept in reversed(there):
        await connection.execute(DropTable(Table(kept.name, MetaData())))
    await connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")


async def _has_rows(connection: AsyncConnection, kept: Kept) -> bool:
    found: bool = (await connection.execute(select(exists().select_from(kept.clause)))).scalar_one()
    return found


async def _fill(connection: AsyncConnection, path: Path) -> None:
    there = {kept.name: kept for kept in await connection.run_sync(tables_on)}
    for seeded in reversed(there.values()):
        if await _has_rows(connection, seeded):
            await connection.execute(delete(seeded.clause))  # what a migration begins with is in the backup as it was
    for batch in batches(path):
        kept = there.get(batch.table)
        if kept is None or set(kept.columns) != set(batch.columns):
            raise BadBackup(f"{path} has another table {batch.table} than this program; restore it by its own version.")
        try:
            await connection.execute(insert(kept.clause), _read(kept, batch))
        except (DataError, IntegrityError) as error:
            raise BadBackup(f"{path}: a row of {batch.table} does not fit into this database.") from error
    if connection.dialect.name == "postgresql":
        for kept in there.values():
            await _count_on(connection, kept)


def _read(kept: Kept, batch: Rows) -> list[dict[str, Any]]:
    """Return rows as the database at hand has them."""
    turned = {name: _TURNS[kind] for name, of in kept.columns.items() for kind in _TURNS if isinstance(of, kind)}
    rows = [dict(zip(batch.columns, row, strict=True)) for row in batch.rows]
    for name, turn in turned.items():
        for row in rows:
            row[name] = turn(row[name])
    return rows


async def _count_on(connection: AsyncConnection, kept: Kept) -> None:
    """Let PostgreSQL number the next row after the last; SQLite does so by itself."""
    (key, *more) = kept.key
    counted = None if more else (await connection.execute(_SEQUENCE, {"table": kept.name, "key": key})).scalar_one()
    if counted is not None:
        of = kept.clause
        last = select(func.coalesce(func.max(of.c[key]), 0) + 1).scalar_subquery()
        await connection.execute(select(func.setval(counted, last, False)))  # noqa: FBT003 - its third word


async def _doubt_letters(connection: AsyncConnection) -> None:
    """A desk may have sent since what was not sent then: such a copy says so."""
    await connection.execute(update(outbox).where(UNSENT).values(maybe_sent=True, claimed_by=None))
    taken_back = update(outbox).where(SENDING).values(status="behind", not_before=None).returning(outbox.c.lane)
    await letters.move_up(connection, (await connection.execute(taken_back)).scalars().all())


_TURNS: dict[type[Any], Any] = {DateTime: moment, Date: day}
"""Kinds of columns whose values are not what stands in the file; SQLite has moments as they stand there."""

_OTHERS = text(
    "SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid()) + (SELECT count(*) FROM pg_locks l "
    "JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.locktype = 'advisory' "
    "AND l.classid = :present)"  # a desk of another user's
)
_SEQUENCE = text("SELECT pg_get_serial_sequence(:table, :key)")

"""A backup put back: into a database of either kind that is empty or may be emptied, in one transaction.

The tables are made anew as they were at the backup's revision, filled, and brought to ours by the same steps that any
database is. Whatever goes wrong, the database is what it was.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Date, DateTime, exists, func, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import letters, migrations
from storage.backup import Kept, tables_on
from storage.backup_file import Backup, Rows, batches, day, examine, moment
from storage.connections import Connections, address, plainly
from storage.errors import BadBackup, InUse, NewerDatabase
from storage.poller import FilePoller, SessionPoller
from storage.tables import SENDING, UNSENT, outbox

_LOOKS = 25
_PAUSE = 0.2  # seconds
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
    connections = Connections(address(url))
    backup = examine(path)
    if backup.revision > migrations.NEWEST:
        raise BadBackup(
            f"{path} is at revision {backup.revision}, this program at {migrations.NEWEST}: take a newer one."
        )
    try:
        poller = await _alone(connections)
        try:
            async with connections.writing() as connection:
                await _make_room(connection, replace=replace)
                await connection.run_sync(migrations.upgrade, backup.revision)
                await _fill(connection, path)
                await connection.run_sync(migrations.upgrade)
                await _doubt_letters(connection)
        finally:
            await poller.release()
    finally:
        await connections.close()
    return backup


async def _alone(connections: Connections) -> FilePoller | SessionPoller:
    """Take the lock of a running desk, so that none runs and none begins."""
    poller: FilePoller | SessionPoller
    if connections.sqlite:
        file = Path(connections.url.database or "")
        with plainly():
            file.parent.mkdir(parents=True, exist_ok=True)
            poller = FilePoller(file)
            got = await poller.acquire()
    else:
        await _refuse_company(connections)
        poller = SessionPoller(connections)
        got = await poller.acquire()
    if not got:
        raise InUse(_DESK_RUNS)
    return poller


async def _refuse_company(connections: Connections) -> None:
    """Refuse a server where our user has other sessions on this database; those that are ending are waited for."""
    async with connections.reading() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")  # within a transaction the answer stays
        for _ in range(_LOOKS):
            if not (await connection.execute(_OTHERS)).scalar_one():
                return
            await connection.execute(text("SELECT pg_sleep(:span)"), {"span": _PAUSE})
    raise InUse(_DESK_RUNS)


async def _make_room(connection: AsyncConnection, *, replace: bool) -> None:
    revision = await connection.run_sync(migrations.revision_on)
    if revision is not None and revision > migrations.NEWEST:
        raise NewerDatabase(revision)
    there = await connection.run_sync(tables_on)
    for kept in there:
        if not replace and (await connection.execute(select(exists().select_from(kept.clause)))).scalar_one():
            raise InUse("the database holds facts already; name an empty one, or say --replace to lose them.")
    for kept in reversed(there):
        await connection.exec_driver_sql(f"DROP TABLE {kept.name}")  # a name of ours
    await connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")


async def _fill(connection: AsyncConnection, path: Path) -> None:
    there = {kept.name: kept for kept in await connection.run_sync(tables_on)}
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
    await connection.execute(update(outbox).where(UNSENT).values(maybe_sent=True))
    taken_back = update(outbox).where(SENDING).values(status="behind", not_before=None).returning(outbox.c.lane)
    await letters.move_up(connection, (await connection.execute(taken_back)).scalars().all())


_TURNS: dict[type[Any], Any] = {DateTime: moment, Date: day}
"""Kinds of columns whose values are not what stands in the file; SQLite has moments as they stand there."""

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
_SEQUENCE = text("SELECT pg_get_serial_sequence(:table, :key)")

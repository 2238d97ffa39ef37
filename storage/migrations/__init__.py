"""How the tables came to be, step by step, and how a database is brought to the newest step."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, inspect, select, text

from storage.connections import Connections, address, make_file, plainly
from storage.errors import InUse, NewerDatabase, NotMigrated
from storage.presence import Alone, Seat, presence
from storage.tables import bindings

NEWEST = "0009"
"""The revision this program needs; a test holds it to the versions on disk."""
READABLE_FROM = "0007"
"""The oldest program that can go on working on tables of the newest revision, while it is replaced by this one.

A revision that only adds what older programs need not know leaves this as it is.
"""
_READABLE_FROM = "readable_from"


async def migrate(url: str) -> str:
    """Bring a database to the newest revision and return it.

    Raises:
        BadAddress: the address names no database we can use.
        InUse: another process works on the SQLite file, whose tables have to change.
        NewerDatabase: a later version of the program has been here.
        StorageDown: it does not answer.
    """
    connections = Connections(address(url), answers_within=None)  # a big table takes its time
    place = presence(connections)
    try:
        if isinstance(place, Alone):
            await migrate_file(connections, place)
        elif await revision(connections) != NEWEST:
            await _migrate_through(connections)
    finally:
        await connections.close()
    return NEWEST


async def migrate_file(connections: Connections, place: Alone) -> None:
    """Bring an SQLite file to the newest revision; while its tables change, nobody else works on it."""
    make_file(connections.url)
    found = await revision(connections)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise NewerDatabase(found)
    ours = place.holds(Seat.KEEPING)
    with plainly():
        if not await place.arrive():
            raise InUse(
                f"the database is at revision {found or 'none'}, the program needs {NEWEST}, "
                "and another process works on it: stop the desk first"
            )
    try:
        await _migrate_through(connections)
    finally:
        if not ours:
            await place.leave()


async def _migrate_through(connections: Connections) -> None:
    async with connections.writing() as connection:
        await connection.run_sync(upgrade)


async def require_newest(connections: Connections) -> None:
    """Refuse a database of another revision than ours."""
    found = await revision(connections)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:  # revisions are numbers with leading zeros
        if await _readable_from(connections) <= NEWEST:
            return
        raise NewerDatabase(found)
    raise NotMigrated(found, NEWEST)


async def _readable_from(connections: Connections) -> str:
    """Return the revision whose program can still work here, as the newer program has left word."""
    async with connections.reading() as connection:
        known = await connection.execute(select(bindings.c.value).where(bindings.c.key == _READABLE_FROM))
        return str(known.scalar_one_or_none() or "9999")


async def revision(connections: Connections) -> str | None:
    """Return a database's revision, or None if it is empty."""
    async with connections.reading() as connection:  # who asks need not wait for a backup that is being put back
        return await connection.run_sync(revision_on)


def revision_on(connection: Connection) -> str | None:
    """Return the revision of the database a connection leads to, or None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Make the steps up to a revision that are still to be made, within the transaction that is open.

    Raises:
        NewerDatabase: a later version of the program has been here.
    """
    from alembic import command  # noqa: PLC0415 - a database that needs nothing shall not wait for alembic
    from alembic.config import Config  # noqa: PLC0415 - the same
    from alembic.util.exc import CommandError  # noqa: PLC0415 - the same

    found = revision_on(connection)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    try:
        command.upgrade(config, to)
        if to == "head":
            connection.execute(delete(bindings).where(bindings.c.key == _READABLE_FROM))
            connection.execute(insert(bindings).values(key=_READABLE_FROM, value=READABLE_FROM))
    except CommandError as error:
        if "Can't locate revision" in str(error):
            raise NewerDatabase(found or to) from error
        raise

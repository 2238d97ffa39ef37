"""How the tables came to be, step by step, and how a database is brought to the newest step."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from storage.connections import Connections, address, plainly
from storage.errors import NewerDatabase, NotMigrated

NEWEST = "0009"
"""The revision this program needs; a test holds it to the versions on disk."""


async def migrate(url: str) -> str:
    """Bring a database to the newest revision and return it.

    Raises:
        BadAddress: the address names no database we can use.
        NewerDatabase: a later version of the program has been here.
        StorageDown: it does not answer.
    """
    connections = Connections(address(url))
    try:
        await migrate_through(connections)
    finally:
        await connections.close()
    return NEWEST


async def migrate_through(connections: Connections) -> None:
    """Bring a database to the newest revision."""
    if connections.sqlite:
        with plainly():
            Path(connections.url.database or "").parent.mkdir(parents=True, exist_ok=True)
    if await revision(connections) == NEWEST:
        return
    async with connections.writing() as connection:
        await connection.run_sync(_upgrade)


async def require_newest(connections: Connections) -> None:
    """Refuse a database of another revision than ours."""
    found = await revision(connections)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:  # revisions are numbers with leading zeros
        raise NewerDatabase(found)
    raise NotMigrated(found, NEWEST)


async def revision(connections: Connections) -> str | None:
    """Return a database's revision, or None if it is empty."""
    async with connections.writing() as connection:
        return await connection.run_sync(_revision)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - a database that needs nothing shall not wait for alembic
    from alembic.config import Config  # noqa: PLC0415 - the same
    from alembic.util.exc import CommandError  # noqa: PLC0415 - the same

    found = _revision(connection)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        if found is not None and "Can't locate revision" in str(error):
            raise NewerDatabase(found) from error
        raise

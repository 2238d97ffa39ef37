"""The one statement our two databases spell alike and SQLAlchemy keeps apart: insert, or else."""

from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def upsert(connection: AsyncConnection, table: Table) -> Any:
    """Return an INSERT that knows ON CONFLICT, for the database at hand."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def once(connection: AsyncConnection, table: Table) -> Any:
    """Return an INSERT that leaves out rows that are there already, and returns the keys of those that were not."""
    return _once(connection.dialect.name, table)


def replacing(connection: AsyncConnection, table: Table, *, key: tuple[str, ...], replaced: tuple[str, ...]) -> Any:
    """Return an INSERT that puts these columns in the place of what a row with the same key has."""
    return _replacing(connection.dialect.name, table, key, replaced)


@cache  # to build one takes longer than to run it
def _replacing(dialect: str, table: Table, key: tuple[str, ...], replaced: tuple[str, ...]) -> Any:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    return insert.on_conflict_do_update(
        index_elements=list(key), set_={name: insert.excluded[name] for name in replaced}
    )


@cache
def _once(dialect: str, table: Table) -> Any:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    return insert.on_conflict_do_nothing().returning(*table.primary_key)

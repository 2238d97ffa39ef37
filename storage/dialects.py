"""The one statement our two databases spell alike and SQLAlchemy keeps apart: insert, or else."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def upsert(connection: AsyncConnection, table: Table) -> Any:
    """Return an INSERT that knows ON CONFLICT, for the database at hand."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)

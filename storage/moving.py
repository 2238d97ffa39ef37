"""The statements that move conversations on: each to its new row, if it is still where it was."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Update,
    bindparam,
    case,
    column,
    func,
    insert,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from storage.tables import conversations


async def move(connection: AsyncConnection, rows: list[dict[str, Any]]) -> int:
    """Write conversations anew in one statement and return how many were still at their `old_version`."""
    return await _write(connection, rows, _MOVE)


async def look(connection: AsyncConnection, rows: list[dict[str, Any]]) -> int:
    """Write when conversations that have not moved are looked at again, and their rank; return as `move` does."""
    return await _write(connection, rows, _LOOK)


async def _write(connection: AsyncConnection, rows: list[dict[str, Any]], how: "_Write") -> int:
    if not rows:
        return 0
    if connection.dialect.name == "postgresql":  # one statement for all, for it counts no rows of many
        columns = {f"new_{name}": [row[name] for row in rows] for name in how.types}
        return len((await connection.execute(how.many, columns)).all())
    named = [{f"new_{name}": value for name, value in row.items()} for row in rows]
    return (await connection.execute(how.each, named)).rowcount


async def begin(connection: AsyncConnection, rows: list[dict[str, Any]]) -> list[int]:
    """Write new conversations, whose rows name the customer too, and return their numbers in order."""
    fresh = [{name: value for name, value in row.items() if name not in _ASKED} for row in rows]
    return list((await connection.execute(_INSERT, fresh)).scalars())


_COLUMNS = (
    "state",
    "owner",
    "epoch",
    "version",
    "level",
    "line",
    "locale",
    "rank",
    "waiting_since",
    "queued_at",
    "owner_since",
    "facts",
)
_ASKED: Mapping[str, TypeEngine[Any]] = {"old_id": BigInteger(), "old_version": Integer(), "keeps_due": Boolean()}

_INSERT = insert(conversations).returning(conversations.c.id, sort_by_parameter_order=True)


class _Write:
    """The statements that write some columns and the deadline: `each` row by itself, and as `many` as there are."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.types = {**_ASKED, **{name: conversations.c[name].type for name in (*columns, "due_at")}}
        new = (
            func.unnest(*(bindparam(f"new_{name}", type_=ARRAY(kind)) for name, kind in self.types.items()))
            .table_valued(*(column(name, kind) for name, kind in self.types.items()), name="new")
            .render_derived()
        )
        self.each = _update(columns, {name: bindparam(f"new_{name}", type_=kind) for name, kind in self.types.items()})
        self.many = _update(columns, {name: new.c[name] for name in self.types}).returning(conversations.c.id)


def _update(columns: Sequence[str], new: Mapping[str, ColumnElement[Any]]) -> Update:
    return (
        update(conversations)
        .where(conversations.c.id == new["old_id"], conversations.c.version == new["old_version"])
        .values({name: new[name] for name in columns})
        .values(due_at=case((new["keeps_due"], conversations.c.due_at), else_=new["due_at"]))
    )


_MOVE = _Write(_COLUMNS)
_LOOK = _Write(["rank"])

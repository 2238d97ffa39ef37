"""How much each entry is used, counted from the events of all conversations.

One pass over the events: none of them is looked at closely but the few that name an entry, and those are counted by
the database, so that no more comes here than there are entries and choices offered. It takes about a second for a
million events, and is asked beside the desk's work, never within it.
"""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, case, cast, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events import BotAnswered, BotSuggested, EntrySent
from desk.library.events import EntryImported, EntryPublished, EntryRestored, EntryRetired
from faq.upkeep.usage import Usage, Use
from storage.columns import AnyRow
from storage.shelves import SUBJECT
from storage.tables import events

_AT_ONCE = 1000


async def read(connection: AsyncConnection, since: datetime) -> Usage:
    """Return what entries have done from a moment on, when they last did, and since when they are in force."""
    if connection.dialect.name == "postgresql":  # where rows that come bit by bit need a transaction
        await connection.execution_options(isolation_level="READ COMMITTED")
    body = _body(connection)
    uses: dict[str, Use] = {}
    async for row in _rows(connection, _uses(body, since)):
        for entry_id in _named(row):
            uses[entry_id] = _with(uses.get(entry_id, Use()), row)
    return Usage(uses=uses, in_force_since=await _in_force_since(connection, body))


async def _in_force_since(connection: AsyncConnection, body: ColumnElement[Any]) -> dict[str, datetime]:
    """What is restored comes back only where it was in force before."""
    since: dict[str, datetime] = {}
    published: set[str] = set()
    async for row in _rows(connection, _turns(body)):
        if row.type == EntryRetired.__name__:
            since.pop(row.entry_id, None)
        elif row.type != EntryRestored.__name__ or row.entry_id in published:
            published.add(row.entry_id)
            since.setdefault(row.entry_id, row.at)
    return since


def _named(row: AnyRow) -> Iterator[str]:
    if row.entry_id is not None:
        yield row.entry_id
    else:
        yield from json.loads(row.entry_ids)


def _with(use: Use, row: AnyRow) -> Use:
    """What a customer picked of a choice is answered without a thought."""
    answered = row.type == BotAnswered.__name__
    return Use(
        answered=use.answered + (row.times if answered and not row.unthought else 0),
        picked=use.picked + (row.times if answered and row.unthought else 0),
        offered=use.offered + (row.times if row.type == BotSuggested.__name__ else 0),
        sent=use.sent + (row.times if row.type == EntrySent.__name__ else 0),
        last_at=max(row.last_at, use.last_at or row.last_at),
    )


async def _rows(connection: AsyncConnection, query: Select[*tuple[Any, ...]]) -> AsyncIterator[AnyRow]:
    """Yield rows a thousand at a time, so that whoever else waits has a turn."""
    async with connection.stream(query) as found:
        async for rows in found.partitions(_AT_ONCE):
            for row in rows:
                yield row


def _body(connection: AsyncConnection) -> ColumnElement[Any]:
    """The events' bodies as JSON: PostgreSQL must be told, SQLite reads any text so."""
    return cast(_e.body, JSON) if connection.dialect.name == "postgresql" else type_coerce(_e.body, JSON)


def _uses(body: ColumnElement[Any], since: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            _e.type,
            body["entry_id"].as_string().label("entry_id"),
            body["entry_ids"].as_string().label("entry_ids"),
            body["thought"].as_string().is_(None).label("unthought"),
            func.sum(case((_e.at >= since, 1), else_=0)).label("times"),
            func.max(_e.at).label("last_at"),
        )
        .where(_e.type.in_([kind.__name__ for kind in (BotAnswered, BotSuggested, EntrySent)]))
        .group_by("type", "entry_id", "entry_ids", "unthought")
    )


def _turns(body: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    kinds = (EntryPublished, EntryImported, EntryRestored, EntryRetired)
    return (
        select(_e.type, _e.at, body["entry_id"].as_string().label("entry_id"))
        .where(_e.subject == SUBJECT, _e.type.in_([kind.__name__ for kind in kinds]))
        .order_by(_e.seq)
    )


_e = events.c

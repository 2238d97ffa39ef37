"""What is erased by rule when it has been kept long enough: words only; what happened stays, and so do the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, literal_column, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.customers.file import CustomerFile
from desk.rules import Retention
from storage import codec
from storage.connections import Connections
from storage.customer_file import FILE_COLUMNS, file_of
from storage.person import KEPT_BODIES
from storage.tables import customer_files, dead_letters, forms, messages, outbox, revisions

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of rows of a table that are old enough: `blank` columns without words, or nothing (None)."""

    table: Table
    old: ColumnElement[bool]
    blank: Mapping[str, Any] | None


class SqlRetention:
    """The words of one database, and how long they are kept."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def erase_old(self, now: datetime, retention: Retention) -> Mapping[str, int]:
        """Erase what has been kept for as long as the rules say; return how much, by where it stood.

        Some rows at a time, so that nobody waits for it.
        """
        erased = {name: await self._erase(rest) for name, rest in _rests(now, retention).items()}
        erased["customer notes"] = await self._erase_notes(now, retention.notes)
        return erased

    async def _erase(self, rest: _Rest) -> int:
        key = tuple(rest.table.primary_key.columns)
        erased = 0
        while True:
            async with self._connections.reading() as connection:
                found = (await connection.execute(select(*key).where(rest.old).limit(_AT_ONCE))).all()
            if not found:
                return erased
            these = tuple_(*key).in_([tuple(row) for row in found])
            gone = delete(rest.table) if rest.blank is None else update(rest.table).values(dict(rest.blank))
            async with self._connections.writing() as connection:
                await connection.execute(gone.where(these))
            erased += len(found)

    async def _erase_notes(self, now: datetime, days: int) -> int:
        """The note of a file goes as the notes in its topic do; from one that is being written, the next time."""
        before = _before(now, days)
        if before is None:
            return 0
        async with self._connections.reading() as connection:
            files = map(file_of, (await connection.execute(_FILE)).all())
            old = [file.chat_id for file in files if _is_old(file, before)]
        erased = 0
        for first in range(0, len(old), _AT_ONCE):
            async with self._connections.writing() as connection:
                erased += await _erase_notes_of(connection, old[first : first + _AT_ONCE], before)
        return erased


async def _erase_notes_of(connection: AsyncConnection, chats: Sequence[int], before: datetime) -> int:
    """Erase what is still old, from files that nobody else writes meanwhile."""
    c = customer_files.c
    free = _FILE.where(c.chat_id.in_(chats)).with_for_update(skip_locked=True)
    files = [file for file in map(file_of, (await connection.execute(free)).all()) if _is_old(file, before)]
    for file in files:
        facts = codec.encode(replace(file, note="", noted_at=None))
        await connection.execute(update(customer_files).where(c.chat_id == file.chat_id).values(facts=facts))
    return len(files)


def _is_old(file: CustomerFile, before: datetime) -> bool:
    return bool(file.note) and file.noted_at is not None and file.noted_at < before


def _rests(now: datetime, retention: Retention) -> Mapping[str, _Rest]:
    rests: dict[str, _Rest] = {}
    is_note = messages.c.author == literal_column("'note'")
    worded = or_(messages.c.text != "", messages.c.file_id.is_not(None))
    wordless = {"text": "", "file_id": None}
    o, d = outbox.c, dead_letters.c
    if (before := _before(now, retention.messages)) is not None:
        sent = (o.settled_at < before) & o.type.not_in(KEPT_BODIES) & or_(o.text.is_not(None), o.body != "{}")
        rests["messages"] = _Rest(messages, (messages.c.sent_at < before) & ~is_note & worded, wordless)
        rests["revisions"] = _Rest(revisions, revisions.c.replaced_at < before, None)
        rests["letters"] = _Rest(outbox, sent, {"text": None, "body": "{}", "error": None})
    if (before := _before(now, retention.notes)) is not None:
        rests["notes"] = _Rest(messages, (messages.c.sent_at < before) & is_note & worded, wordless)
    if (before := _before(now, retention.dead_letters)) is not None:
        rests["dead letters"] = _Rest(dead_letters, func.coalesce(d.put_aside_at, d.at) < before, None)
    if (before := _before(now, retention.forms)) is not None:
        rests["forms"] = _Rest(forms, forms.c.kept_at < before, None)
    return rests


def _before(now: datetime, days: int) -> datetime | None:
    """Return the moment before which it is old; None: it is kept for ever."""
    return now - timedelta(days=days) if days else None


_FILE = select(*FILE_COLUMNS)

"""The library as the librarian and whoever starts the program read it: what is committed, outside a transaction."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, select

from desk.library.shelf import Standing
from faq import Entry
from faq.matching.remembered import Measured
from faq.upkeep.golden import Golden
from faq.upkeep.usage import Usage
from storage import codec, shelves, uses
from storage.connections import Connections
from storage.dialects import replacing
from storage.tables import DRAFTED, LIVE, bindings, entries, entry_versions, golden


class SqlLibrarian:
    """A `Librarian` on one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def revision(self) -> int:
        """Return how many events the library has had; cheap."""
        async with self._connections.reading() as connection:
            return await shelves.revision(connection)

    async def published(self) -> tuple[int, tuple[Entry, ...]]:
        """Return the revision and all entries customers are answered from; read in a thread where they are many.

        The revision is asked first: what is committed in between is taken for not known, and read again.
        """
        async with self._connections.reading() as connection:
            revision = await shelves.revision(connection)
            bodies = (await connection.execute(_PUBLISHED)).scalars().all()
        return revision, await asyncio.to_thread(_decode, bodies)

    async def entry_ids(self) -> frozenset[str]:
        """Return the ids of all entries there ever were."""
        async with self._connections.reading() as connection:
            return frozenset((await connection.execute(select(_e.entry_id))).scalars())

    async def drafts(self, standing: Standing) -> Sequence[tuple[int, Entry]]:
        """Return the drafts that have come so far, each with its number, the longest unchanged first."""
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_DRAFTS, {"standing": standing.value})).all()
        return [(row.number, codec.decode(Entry, row.body)) for row in rows]

    async def golden(self) -> tuple[Golden, ...]:
        """Return the golden set."""
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_GOLDEN)).all()
        return tuple(Golden(row.question, row.entry_id, row.source) for row in rows)

    async def usage(self, since: datetime) -> Usage:
        """Return what entries have done from a moment on; it reads every event there is."""
        async with self._connections.reading() as connection:
            return await uses.read(connection, since)

    async def measured(self) -> Measured | None:
        """Return the thresholds that were remembered last."""
        async with self._connections.reading() as connection:
            known = (await connection.execute(_MEASURED)).scalar_one_or_none()
        return None if known is None else codec.decode(Measured, known)

    async def remember(self, measured: Measured) -> None:
        """Keep the thresholds of the library in force, so that no start must find them out again."""
        async with self._connections.writing() as connection:
            row = {"key": _THRESHOLDS, "value": codec.encode(measured)}
            await connection.execute(replacing(connection, bindings, key=("key",), replaced=("value",)), [row])


def _decode(bodies: Sequence[str]) -> tuple[Entry, ...]:
    return tuple(codec.decode(Entry, body) for body in bodies)


_THRESHOLDS = "thresholds"
_MEASURED = select(bindings.c.value).where(bindings.c.key == _THRESHOLDS)
_e = entries.c
_v = entry_versions.c
_PUBLISHED = (
    select(_v.body)
    .join(entries, and_(_v.entry_id == _e.entry_id, _v.number == _e.published))
    .where(LIVE)
    .order_by(_e.entry_id)
)
_DRAFTS = (
    select(_v.number, _v.body)
    .join(entries, and_(_v.entry_id == _e.entry_id, _v.number == _e.draft))
    .where(DRAFTED, _e.retired_at.is_(None), _e.standing == bindparam("standing"))
    .order_by(_e.changed_at, _e.entry_id)
)
_GOLDEN = select(golden.c.question, golden.c.entry_id, golden.c.source).order_by(golden.c.key)

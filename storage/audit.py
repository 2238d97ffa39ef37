"""The audit as rows: written in the transaction of what it records, read page by page from the first record on."""

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit.chain import ORIGIN, Flaw, Head, Record, Verification, chained
from desk.audit.deed import DESK, Deed
from storage.connections import DOER, Connections
from storage.dialects import upsert
from storage.tables import audit, audit_head

_PAGE = 1000
_THE_HEAD = 1


async def append(connection: AsyncConnection, deeds: Sequence[Deed]) -> None:
    """Add deeds to the chain; whoever else wants to waits until this transaction is over, so that no number is lost."""
    if not deeds:
        return
    await connection.execute(
        upsert(connection, audit_head).values(id=_THE_HEAD, number=0, digest=ORIGIN).on_conflict_do_nothing()
    )
    row = (await connection.execute(_HEAD.with_for_update())).one()
    records = chained(Head(row.number, row.digest), deeds, _doer(connection))
    rows = [{"number": one.number, "body": one.body, "digest": one.digest} for one in records]
    await connection.execute(insert(audit), rows)
    await connection.execute(_MOVE, {"new_number": records[-1].number, "new_digest": records[-1].digest})


def _doer(connection: AsyncConnection) -> str:
    """Return who answers for what is written here and names nobody."""
    begun = connection.sync_connection
    doer: str = begun.get_execution_options().get(DOER, DESK) if begun is not None else DESK
    return doer


class SqlAudit:
    """The chain of one database, for who reads it."""

    def __init__(self, connections: Connections, *, page: int = _PAGE) -> None:
        self._connections = connections
        self._page = page

    async def head(self) -> Head:
        """Return the newest record's number and digest, as they are kept beside the records."""
        async with self._connections.reading() as connection:
            row = (await connection.execute(_HEAD)).one_or_none()
        return Head() if row is None else Head(row.number, row.digest)

    async def records(self, after: int | None = None) -> AsyncGenerator[Record]:
        """Yield the records in their order, those that are added meanwhile too; only those after a number, if given."""
        while True:
            query = _RECORDS.limit(self._page)
            if after is not None:
                query = query.where(audit.c.number > after)
            async with self._connections.reading() as connection:
                rows = (await connection.execute(query)).all()
            for row in rows:
                yield Record(row.number, row.body, row.digest)
            if not rows:
                return
            after = rows[-1].number

    async def verified(self, noted: str | None = None) -> tuple[Verification, Flaw | None]:
        """Read the whole chain; return how far it is whole, and the first thing that is wrong with it, if anything is.

        `noted` is a head that was written down elsewhere.
        """
        reading, counted = Verification(noted), await self.head()
        while True:
            async for record in self.records(after=reading.head.number or None):
                flaw = reading.take(record)
                if flaw is not None:
                    return reading, flaw
            newer = await self.head() if reading.head.number > counted.number else counted
            if newer == counted:
                return reading, reading.end(counted)
            counted = newer  # something was added meanwhile


_HEAD = select(audit_head.c.number, audit_head.c.digest).where(audit_head.c.id == _THE_HEAD)
_RECORDS = select(audit).order_by(audit.c.number)
_MOVE: Any = (
    update(audit_head)
    .where(audit_head.c.id == _THE_HEAD)
    .values(number=bindparam("new_number"), digest=bindparam("new_digest"))
)

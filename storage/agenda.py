"""The index of clocks that may have come due.

A conversation's next moment is a column of its own row, written with it at no further cost; what has no row of its
own stands in the table `agenda`. Neither is ever believed: the facts decide.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from storage.connections import Connections
from storage.dialects import upsert
from storage.tables import agenda, conversations

_CANARY = "canary"
_c = conversations.c


class SqlAgenda:
    """An `Agenda` on one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._looked_at: datetime | None = None

    async def next_due_at(self) -> datetime | None:
        """Return the earliest moment a conversation may have something due (the canary is asked for by itself)."""
        async with self._connections.reading() as connection:
            soonest: datetime | None = (await connection.execute(_NEXT)).scalar_one_or_none()
            return soonest

    async def due(self, now: datetime, most: int) -> Sequence[int]:
        """Return the numbers of the conversations that may have something due, soonest first."""
        self._looked_at = now
        async with self._connections.reading() as connection:
            return (await connection.execute(_DUE.where(_c.due_at <= now).limit(most))).scalars().all()

    async def push_on(self, numbers: Collection[int], until: datetime) -> None:
        """Look at these again only then; rows moved meanwhile (due after we last looked) stay as they are."""
        seen = self._looked_at or until
        move = update(conversations).where(_c.id.in_(sorted(numbers)), _c.due_at <= seen).values(due_at=until)
        async with self._connections.writing() as connection:
            await connection.execute(move)

    async def canary(self, now: datetime, due_at: datetime | None = None) -> datetime | None:  # noqa: ARG002 - the port's
        """Return when the canary is due; given `due_at`, set it anew."""
        if due_at is None:
            async with self._connections.reading() as connection:
                found = await connection.execute(select(agenda.c.due_at).where(agenda.c.subject == _CANARY))
                return found.scalar_one_or_none()
        async with self._connections.writing() as connection:
            insert = upsert(connection, agenda).values(subject=_CANARY, due_at=due_at)
            await connection.execute(insert.on_conflict_do_update(index_elements=["subject"], set_={"due_at": due_at}))
        return due_at


_NEXT = select(func.min(_c.due_at)).where(_c.due_at.is_not(None))
_DUE = select(_c.id).where(_c.due_at.is_not(None)).order_by(_c.due_at, _c.id)

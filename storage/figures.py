"""How much there is of what: counts and ages for those who watch over the desk, never a person's words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import UNSENT, WAITING, conversations, dead_letters, outbox, staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Customers who wait and how long the first of them does, letters unsent, dead letters, agents on duty."""

    waiting: int
    oldest_wait: timedelta
    letters: int
    dead_letters: int
    on_duty: int


async def read(connection: AsyncConnection, now: datetime) -> Figures:
    """Return the figures of this moment, in one statement."""
    row = (await connection.execute(_FIGURES)).one()
    oldest = max(now - row.since, timedelta()) if row.since is not None else timedelta()
    return Figures(
        waiting=row.waiting, oldest_wait=oldest, letters=row.letters, dead_letters=row.dead, on_duty=row.on_duty
    )


_waiting = select(func.count()).select_from(conversations).where(WAITING)
_since = select(func.min(conversations.c.waiting_since)).where(WAITING)
_letters = select(func.count()).select_from(outbox).where(UNSENT)
_dead = select(func.count()).select_from(dead_letters).where(dead_letters.c.put_aside_at.is_not(None))
_on_duty = select(func.count()).select_from(staff).where(staff.c.on_duty_since.is_not(None))
_FIGURES = select(
    _waiting.scalar_subquery().label("waiting"),
    _since.scalar_subquery().label("since"),
    _letters.scalar_subquery().label("letters"),
    _dead.scalar_subquery().label("dead"),
    _on_duty.scalar_subquery().label("on_duty"),
)

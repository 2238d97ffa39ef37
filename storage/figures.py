"""How much there is of what: counts and ages for those who watch over the desk, never a person's words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Moment, Span
from storage.tables import UNSENT, WAITING, conversations, dead_letters, outbox, overruns, staff, strikes

LATELY = timedelta(minutes=5)
"""Of strikes so far back it is told how late they were."""

AN_HOUR = timedelta(hours=1)
"""Promises broken since then are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How much there is of each.

    Customers who wait and how long the first of them does; letters unsent and how old the first of them is; dead
    letters; agents on duty; how late the latest of the clocks was that struck lately; promises broken lately.
    """

    waiting: int
    oldest_wait: timedelta
    letters: int
    oldest_letter: timedelta
    dead_letters: int
    on_duty: int
    latest_strike: timedelta
    broken: int


async def read(connection: AsyncConnection, now: datetime) -> Figures:
    """Return the figures of this moment, in one statement."""
    row = (await connection.execute(_FIGURES, {"lately": now - LATELY, "an_hour_ago": now - AN_HOUR})).one()
    return Figures(
        waiting=row.waiting,
        oldest_wait=_age(row.since, now),
        letters=row.letters,
        oldest_letter=_age(row.posted_at, now),
        dead_letters=row.dead,
        on_duty=row.on_duty,
        latest_strike=max(row.latest or timedelta(), timedelta()),
        broken=row.broken,
    )


def _age(since: datetime | None, now: datetime) -> timedelta:
    return max(now - since, timedelta()) if since is not None else timedelta()


_waiting = select(func.count()).select_from(conversations).where(WAITING)
_since = select(func.min(conversations.c.waiting_since)).where(WAITING)
_letters = select(func.count()).select_from(outbox).where(UNSENT)
_dead = select(func.count()).select_from(dead_letters).where(dead_letters.c.put_aside_at.is_not(None))
_on_duty = select(func.count()).select_from(staff).where(staff.c.on_duty_since.is_not(None))
_posted_at = select(func.min(outbox.c.posted_at)).where(UNSENT)
_late = type_coerce(func.max(strikes.c.at - strikes.c.due), Span())
_latest = select(_late).where(strikes.c.at > bindparam("lately", type_=Moment))
_broken = (
    select(func.count())
    .select_from(overruns)
    .where(overruns.c.due > bindparam("an_hour_ago", type_=Moment), overruns.c.excuse.is_(None))
)
_FIGURES = select(
    _waiting.scalar_subquery().label("waiting"),
    _since.scalar_subquery().label("since"),
    _letters.scalar_subquery().label("letters"),
    _dead.scalar_subquery().label("dead"),
    _on_duty.scalar_subquery().label("on_duty"),
    _posted_at.scalar_subquery().label("posted_at"),
    _latest.scalar_subquery().label("latest"),
    _broken.scalar_subquery().label("broken"),
)

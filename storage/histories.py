"""What has happened, read again: the history of a subject in its order."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events import Event
from storage import codec
from storage.tables import events

_e = events.c


async def of(connection: AsyncConnection, subject: str) -> Sequence[Event]:
    """Return the history of a subject; of one that nothing is known about, nothing."""
    rows = await connection.execute(_HISTORY.where(_e.subject == subject))
    return [codec.event(row.type, row.body) for row in rows]


async def of_all(connection: AsyncConnection, subjects: Sequence[str]) -> Mapping[str, Sequence[Event]]:
    """Return the histories of some subjects."""
    rows = await connection.execute(_HISTORY.where(_e.subject.in_(subjects)))
    found: dict[str, list[Event]] = {subject: [] for subject in subjects}
    for row in rows:
        found[row.subject].append(codec.event(row.type, row.body))
    return found


async def subjects_between(connection: AsyncConnection, since: datetime, until: datetime) -> Sequence[str]:
    """Return the conversations and cases to which something happened from one moment until just before another."""
    lived = or_(*(_e.subject.startswith(kind, autoescape=True) for kind in _LIVED))
    happened = select(_e.subject).where(lived, _e.at >= since, _e.at < until).distinct()
    return sorted((await connection.execute(happened)).scalars(), key=_place)


def _place(subject: str) -> tuple[str, int]:
    kind, _, number = subject.partition(":")
    return kind, int(number)


_LIVED = ("conversation:", "case:")
_HISTORY = select(_e.subject, _e.type, _e.body).order_by(_e.subject, _e.seq)

"""What has happened: the one place where facts are written, and where histories are read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit.facts import deed_of
from desk.events import Event
from storage import audit, codec
from storage.subjects import CASES, CONVERSATIONS
from storage.tables import events, overruns

_e = events.c


@dataclass(frozen=True, slots=True)
class Fact:
    """An event on its way into the history of a subject; `customer` is whom a conversation or case is about."""

    subject: str
    seq: int
    event: Event
    customer: int | None = None


def facts(subject: str, news: Iterable[Event], *, first: int, customer: int | None = None) -> list[Fact]:
    """Return the facts of one subject, counted from `first` on."""
    return [Fact(subject, seq, event, customer) for seq, event in enumerate(news, start=first)]


async def keep(connection: AsyncConnection, happened: Sequence[Fact]) -> None:
    """Write facts, and in the audit those that somebody must answer for."""
    if not happened:
        return
    rows = [
        {
            "subject": one.subject,
            "seq": one.seq,
            "type": type(one.event).__name__,
            "at": one.event.at,
            "body": codec.encode(one.event),
        }
        for one in happened
    ]
    await connection.execute(_EVENTS, rows)
    deeds = [deed_of(one.subject, one.event, one.customer) for one in happened]
    await audit.append(connection, [deed for deed in deeds if deed is not None])


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
    """Return the conversations and cases to which something happened from one moment until just before another.

    That somebody's promise ran out happened then, too, though it may have been noticed days later.
    """
    lived = or_(*(_e.subject.startswith(kind, autoescape=True) for kind in _LIVED))
    happened = select(_e.subject).where(lived, _e.at >= since, _e.at < until)
    ran_out = select(overruns.c.subject).where(overruns.c.due >= since, overruns.c.due < until)
    return sorted((await connection.execute(happened.union(ran_out))).scalars(), key=_place)


def _place(subject: str) -> tuple[str, int]:
    kind, _, number = subject.partition(":")
    return kind, int(number)


_EVENTS = insert(events)
_LIVED = (CONVERSATIONS, CASES)
_HISTORY = select(_e.subject, _e.type, _e.body).order_by(_e.subject, _e.seq)

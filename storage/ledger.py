"""The ledger of overruns as rows: written with the events it follows from, read for lists, appeals and the replay."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.clocks.ledger import Appeal, Key, Line, Posting, posted
from desk.events import Clock, Excuse
from desk.state import Conversation
from storage import codec
from storage.columns import AnyRow
from storage.dialects import replacing
from storage.subjects import is_conversation, number_in
from storage.tables import conversations, overruns

_o = overruns.c
_KEPT = ("due", "tier", "points", "agent", "overrun", "met_at", "excuse", "appeal")


async def keep(connection: AsyncConnection, postings: Sequence[tuple[str, Posting]]) -> None:
    """Raise, settle, mark and withdraw lines: each posting with the subject it is about, in order."""
    if not postings:
        return
    before = await of_subjects(connection, {subject for subject, _ in postings})
    after: dict[tuple[str, Key], Line | None] = {}
    for subject, posting in postings:
        key = (subject, posting.key)
        line = after[key] if key in after else before.get(subject, {}).get(posting.key)
        after[key] = posted(line, posting)
    rows = [_row(subject, line) for (subject, _), line in sorted(after.items(), key=_place) if line is not None]
    if rows:
        save = replacing(connection, overruns, key=("subject", "clock", "occurrence"), replaced=_KEPT)
        await connection.execute(save, rows)
    gone = [(subject, clock.value, number) for (subject, (clock, number)), line in after.items() if line is None]
    if gone:
        await connection.execute(delete(overruns).where(tuple_(_o.subject, _o.clock, _o.occurrence).in_(gone)))


async def of_subjects(connection: AsyncConnection, subjects: Collection[str]) -> Mapping[str, Mapping[Key, Line]]:
    """Return the lines of some subjects."""
    rows = await connection.execute(_OF_SUBJECTS, {"subjects": sorted(subjects)})
    found: dict[str, dict[Key, Line]] = {}
    for row in rows:
        line = line_of(row)
        found.setdefault(row.subject, {})[line.key] = line
    return found


async def between(connection: AsyncConnection, since: datetime, until: datetime) -> Sequence[tuple[str, Line]]:
    """Return the lines of what was due from one moment until just before another, with their subjects, in order."""
    order = (_o.due, _o.subject, _o.clock, _o.occurrence)
    rows = await connection.execute(select(overruns).where(_o.due >= since, _o.due < until).order_by(*order))
    return [(row.subject, line_of(row)) for row in rows]


async def unexcused(
    connection: AsyncConnection, since: datetime, until: datetime, about: Callable[[str], bool]
) -> Mapping[int, Sequence[Line]]:
    """Return what was due between two moments and nothing excuses yet, of one kind of subjects, by their numbers."""
    due_then = (_o.due >= since, _o.due <= until, _o.excuse.is_(None))
    found: dict[int, list[Line]] = {}
    for row in await connection.execute(select(overruns).where(*due_then).order_by(_o.subject, _o.due)):
        if about(row.subject):
            found.setdefault(number_in(row.subject), []).append(line_of(row))
    return found


async def broken(
    connection: AsyncConnection, since: datetime, until: datetime
) -> Sequence[tuple[Conversation, Sequence[Line]]]:
    """Return the conversations of which something was due between two moments that nothing excuses yet, locked."""
    found = await unexcused(connection, since, until, is_conversation)
    c = conversations.c
    whose = select(c.id, c.facts).where(c.id.in_(sorted(found))).order_by(c.id).with_for_update(key_share=True)
    rows = await connection.execute(whose)
    return [(codec.conversation(row.id, row.facts), found[row.id]) for row in rows]


def _place(item: tuple[tuple[str, Key], Line | None]) -> tuple[str, str, int]:
    (subject, (clock, occurrence)), _ = item
    return subject, clock.value, occurrence


def _row(subject: str, line: Line) -> dict[str, Any]:
    return {
        "subject": subject,
        "clock": line.clock.value,
        "occurrence": line.occurrence,
        "due": line.due,
        "tier": line.tier,
        "points": line.points,
        "agent": line.agent,
        "overrun": None if line.overrun is None else line.overrun // timedelta(seconds=1),
        "met_at": line.met_at,
        "excuse": line.excuse and line.excuse.value,
        "appeal": line.appeal and line.appeal.value,
    }


def line_of(row: AnyRow) -> Line:
    """Return the line a row holds."""
    return Line(
        clock=Clock(row.clock),
        occurrence=row.occurrence,
        due=row.due,
        tier=row.tier,
        points=row.points,
        agent=row.agent,
        overrun=None if row.overrun is None else timedelta(seconds=row.overrun),
        met_at=row.met_at,
        excuse=None if row.excuse is None else Excuse(row.excuse),
        appeal=None if row.appeal is None else Appeal(row.appeal),
    )


_OF_SUBJECTS = select(overruns).where(_o.subject.in_(bindparam("subjects", expanding=True)))

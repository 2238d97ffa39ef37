"""What was learned, as it is read and decided upon: labelled outcomes, questions asked in vain, the board of gaps."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.learning.autonomy import Autonomy, Outcome, fold_autonomy
from desk.learning.gap_board import Decided, GapLine, Heard, InVain, Verdict
from desk.learning.labels import Source, Vain
from desk.library.events import (
    AutonomyChanged,
    AutonomyDoubted,
    AutonomyReturned,
    GapDecision,
    GapsTold,
)
from storage import codec
from storage.columns import AnyRow
from storage.connections import Connections
from storage.lessons import part_of
from storage.tables import events, gap_decisions, gap_questions, gaps, labels, messages


class SqlLearning:
    """A `LearningReader` on one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def heard(self) -> Heard:
        """Return how far the storage has come; cheap."""
        async with self._connections.reading() as connection:
            row = (await connection.execute(_HEARD)).one()
        return Heard(labelled=row.labelled, asked=row.asked, answered=row.answered or 0)

    async def decided(self, most: int) -> Sequence[Decided]:
        """Return labelled outcomes with the words of their questions, the newest first."""
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_DECIDED.limit(most))).all()
        return await asyncio.to_thread(_all_decided, rows)

    async def in_vain(self, since: datetime, most: int) -> Sequence[InVain]:
        """Return questions asked in vain, the newest first."""
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_IN_VAIN.where(_q.at > since).limit(most))).all()
        return [InVain(at=row.at, how=Vain(row.how), text=row.text, answer=row.answer) for row in rows]

    async def verdicts(self) -> dict[str, Verdict]:
        """Return what was decided about gaps, by key."""
        async with self._connections.reading() as connection:
            return await verdicts(connection)

    async def board(self) -> Sequence[GapLine]:
        """Return the board as it was last put up."""
        async with self._connections.reading() as connection:
            return await board(connection)

    async def outcomes(self, most: int) -> Sequence[Outcome]:
        """Return labelled outcomes of sure answers, the newest first."""
        async with self._connections.reading() as connection:
            return await outcomes(connection, most)

    async def autonomy(self) -> Autonomy:
        """Return how the library stands, from its history."""
        async with self._connections.reading() as connection:
            return await autonomy(connection)


async def autonomy(connection: AsyncConnection) -> Autonomy:
    """Return how the library stands, from its history."""
    rows = (await connection.execute(_AUTONOMY)).all()
    return fold_autonomy(codec.event(row.type, row.body) for row in rows)


async def board(connection: AsyncConnection) -> list[GapLine]:
    """Return what waits to be decided, the heaviest first."""
    bodies = (await connection.execute(_BOARD)).scalars()
    return [codec.decode(GapLine, body) for body in bodies]


async def verdicts(connection: AsyncConnection) -> dict[str, Verdict]:
    """Return what was decided, by key."""
    return {row.key: _verdict(row) for row in (await connection.execute(select(gap_decisions))).all()}


async def outcomes(connection: AsyncConnection, most: int) -> list[Outcome]:
    """Return labelled outcomes of what the library was sure of, the newest first."""
    rows = (await connection.execute(_OUTCOMES.limit(most))).all()
    return [Outcome(at=row.at, entry_id=row.entry_id, right=row.was_right) for row in rows]


async def gaps_told(connection: AsyncConnection) -> date | None:
    """Return the Monday of the last week whose gaps were told."""
    row = (await connection.execute(_TOLD)).one_or_none()
    told = codec.event(row.type, row.body) if row is not None else None
    return told.monday if isinstance(told, GapsTold) else None


async def put_up(connection: AsyncConnection, lines: Sequence[GapLine]) -> None:
    """Put these lines in the place of all that were on the board."""
    await connection.execute(delete(gaps))
    rows = [{"key": line.key, "place": place, "body": codec.encode(line)} for place, line in enumerate(lines)]
    if rows:
        await connection.execute(insert(gaps), rows)


async def rule(connection: AsyncConnection, decided: Iterable[Verdict]) -> None:
    """Keep what was decided, take its lines off the board, and let it tell on the outcomes it was made of."""
    for one in decided:
        await connection.execute(delete(gap_decisions).where(gap_decisions.c.key == one.key))
        await connection.execute(insert(gap_decisions), [_row(one)])
        await connection.execute(delete(gaps).where(gaps.c.key == one.key))
        if one.places:
            refused = one.decision is GapDecision.REFUSED
            await connection.execute(_REFUSED if refused else _CONFIRMED, {"places": sorted(one.places)})


def _row(one: Verdict) -> dict[str, Any]:
    return {
        "key": one.key,
        "decision": one.decision.value,
        "entry_id": one.entry_id,
        "by": one.by,
        "at": one.at,
        "text": one.text,
    }


def _verdict(row: AnyRow) -> Verdict:
    return Verdict(
        key=row.key,
        decision=GapDecision(row.decision),
        entry_id=row.entry_id,
        by=row.by,
        at=row.at,
        text=row.text,
    )


def _all_decided(rows: Sequence[AnyRow]) -> list[Decided]:
    return [
        Decided(
            place=(row.chat_id, row.message_id, row.part),
            at=row.at,
            text=part_of(row.text, row.part),
            thought=row.entry_id,
            unasked=row.entry_id is None and row.confidence == 0,
            leans=row.leans,
            source=Source(row.source),
            correct=row.correct,
        )
        for row in rows
    ]


_l = labels.c
_q = gap_questions.c
_HEARD = select(
    select(func.max(_l.at)).scalar_subquery().label("labelled"),
    select(func.max(_q.at)).scalar_subquery().label("asked"),
    select(func.sum(func.length(_q.answer))).scalar_subquery().label("answered"),
)
_DECIDED = (
    select(labels, messages.c.text)
    .join(
        messages,
        (messages.c.chat_id == _l.chat_id) & (messages.c.message_id == _l.message_id),
    )
    .where(messages.c.text != "")
    .order_by(_l.at.desc(), _l.chat_id, _l.message_id, _l.part)
)
_IN_VAIN = (
    select(_q.at, _q.how, _q.text, _q.answer)
    .where(_q.text != "")  # whose writer wished it erased
    .order_by(_q.at.desc(), _q.chat_id, _q.message_id, _q.part)
)
_OUTCOMES = (
    select(_l.at, _l.entry_id, _l.was_right)
    .where(_l.direct, ~_l.exact, _l.entry_id.is_not(None))
    .order_by(_l.at.desc(), _l.chat_id, _l.message_id, _l.part)
)
_BOARD = select(gaps.c.body).order_by(gaps.c.place)
_OF_AUTONOMY = [kind.__name__ for kind in (AutonomyChanged, AutonomyReturned, AutonomyDoubted)]
_AUTONOMY = (
    select(events.c.type, events.c.body)
    .where(events.c.subject == "library", events.c.type.in_(_OF_AUTONOMY))
    .order_by(events.c.seq)
)
_TOLD = (
    select(events.c.type, events.c.body)
    .where(events.c.subject == "library", events.c.type == GapsTold.__name__)
    .order_by(events.c.seq.desc())
    .limit(1)
)
_there = tuple_(_l.chat_id, _l.message_id, _l.part).in_(bindparam("places", expanding=True))
_CONFIRMED = update(labels).where(_there).values(source=Source.EDITOR.value)
_REFUSED = (
    update(labels)
    .where(_there)
    .values(
        source=Source.EDITOR.value,
        correct=None,
        was_right=case((_l.entry_id.is_(None), literal(value=True)), else_=literal(value=False)),
    )
)

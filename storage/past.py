"""What was recorded, read for those who ask: `why`, `replay`, `ledger`. Nothing here writes."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.cases.life import CASE
from desk.cases.state import Case
from desk.clocks.ledger import Line
from desk.clocks.lives import TALK, AnyLife
from desk.clocks.replay import Recorded, Strike
from desk.events import Clock
from storage import codec, histories, ledger
from storage.columns import AnyRow
from storage.connections import Connections
from storage.subjects import CASES, CONVERSATIONS, of_case, of_conversation
from storage.tables import cases, conversations, staff, strikes

_AT_ONCE = 20  # customers wait while these are read


class SqlPast:
    """The record of one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def recorded(self, conversation_id: int) -> Recorded | None:
        """Return what is kept of a conversation, or None if there never was one of this number."""
        found = await self._recorded([of_conversation(conversation_id)])
        return found[0] if found else None

    async def recorded_case(self, number: str) -> Recorded | None:
        """Return what is kept of a case, or None if there never was one of this number."""
        async with self._connections.reading() as connection:
            found = (await connection.execute(select(cases.c.id).where(cases.c.number == number))).scalar_one_or_none()
        recorded = await self._recorded([of_case(found)]) if found is not None else []
        return recorded[0] if recorded else None

    async def recorded_between(self, since: datetime, until: datetime) -> AsyncIterator[Recorded]:
        """Yield what is kept of each conversation and each case to which something happened in a period."""
        async with self._connections.reading() as connection:
            subjects = await histories.subjects_between(connection, since, until)
        for some in _batched(subjects):
            for one in await self._recorded(some):
                yield one

    async def ledger(self, since: datetime, until: datetime) -> Sequence[tuple[str, Line]]:
        """Return the lines of what was due in a period, in order, each with what it is about: "1042", or a case's."""
        async with self._connections.reading() as connection:
            found = await ledger.between(connection, since, until)
            numbers = {row.id: row.number for row in await connection.execute(_NUMBERS)}
        return [(_named(subject, numbers), line) for subject, line in found]

    async def numbers(self) -> Mapping[int, str]:
        """Return the numbers agents are known by, by user id."""
        async with self._connections.reading() as connection:
            rows = await connection.execute(select(staff.c.user_id, staff.c.number))
            return {row.user_id: row.number for row in rows}

    async def _recorded(self, subjects: Sequence[str]) -> list[Recorded]:
        async with self._connections.reading() as connection:
            stands: dict[str, tuple[AnyLife, object]] = {}
            for row in await _rows(connection, conversations, subjects):
                stands[of_conversation(row.id)] = (TALK, codec.conversation(row.id, row.facts))
            for row in await _rows(connection, cases, subjects):
                stands[of_case(row.id)] = (CASE, codec.decode(Case, row.facts))
            past = await histories.of_all(connection, subjects)
            lines = await ledger.of_subjects(connection, subjects)
            struck: dict[str, set[Strike]] = {}
            for row in await connection.execute(select(strikes).where(strikes.c.subject.in_(subjects))):
                strike = (Clock(row.clock), row.occurrence, row.tier, row.due)
                struck.setdefault(row.subject, set()).add(strike)
        return [
            Recorded(
                life=stands[subject][0],
                stands=stands[subject][1],
                history=past[subject],
                strikes=frozenset(struck.get(subject, ())),
                ledger=lines.get(subject, {}),
            )
            for subject in subjects
            if subject in stands
        ]


async def _rows(connection: AsyncConnection, table: Table, subjects: Sequence[str]) -> Sequence[AnyRow]:
    kind = _KINDS[table.name]
    numbers = [int(subject.removeprefix(kind)) for subject in subjects if subject.startswith(kind)]
    found = select(table.c.id, table.c.facts).where(table.c.id.in_(numbers))
    return (await connection.execute(found)).all() if numbers else []


def _named(subject: str, numbers: Mapping[int, str]) -> str:
    kind, _, number = subject.partition(":")
    return numbers.get(int(number), number) if kind == "case" else number


_KINDS = {"conversations": CONVERSATIONS, "cases": CASES}
_NUMBERS = select(cases.c.id, cases.c.number)


def _batched(subjects: Sequence[str]) -> list[Sequence[str]]:
    return [subjects[at : at + _AT_ONCE] for at in range(0, len(subjects), _AT_ONCE)]

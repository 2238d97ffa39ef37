"""What was recorded, read for those who ask: `why`, `replay`, `ledger`. Nothing here writes."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from desk.clocks.ledger import Line
from desk.clocks.replay import Recorded, Strike
from desk.events import Clock
from storage import codec, histories, ledger
from storage.connections import Connections
from storage.recording import subject_of
from storage.tables import conversations, staff, strikes

_AT_ONCE = 200


class SqlPast:
    """The record of one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def recorded(self, conversation_id: int) -> Recorded | None:
        """Return what is kept of a conversation, or None if there never was one of this number."""
        found = await self._recorded([subject_of(conversation_id)])
        return found[0] if found else None

    async def recorded_between(self, since: datetime, until: datetime) -> AsyncIterator[Recorded]:
        """Yield what is kept of each conversation in which something happened in a period."""
        async with self._connections.reading() as connection:
            subjects = await histories.subjects_between(connection, since, until)
        for some in _batched(subjects):
            for one in await self._recorded(some):
                yield one

    async def ledger(self, since: datetime, until: datetime) -> Sequence[tuple[int, Line]]:
        """Return the lines of what was due in a period, each with the number of its conversation, in order."""
        async with self._connections.reading() as connection:
            found = await ledger.between(connection, since, until)
        return [(ledger.number_of(subject), line) for subject, line in found]

    async def numbers(self) -> Mapping[int, str]:
        """Return the numbers agents are known by, by user id."""
        async with self._connections.reading() as connection:
            rows = await connection.execute(select(staff.c.user_id, staff.c.number))
            return {row.user_id: row.number for row in rows}

    async def _recorded(self, subjects: Sequence[str]) -> list[Recorded]:
        numbers = [ledger.number_of(subject) for subject in subjects]
        c = conversations.c
        async with self._connections.reading() as connection:
            rows = (await connection.execute(select(c.id, c.facts).where(c.id.in_(numbers)).order_by(c.id))).all()
            past = await histories.of_all(connection, subjects)
            lines = await ledger.of_subjects(connection, subjects)
            struck: dict[str, set[Strike]] = {}
            for row in await connection.execute(select(strikes).where(strikes.c.subject.in_(subjects))):
                strike = (Clock(row.clock), row.occurrence, row.tier, row.due)
                struck.setdefault(row.subject, set()).add(strike)
        return [
            Recorded(
                conversation=codec.conversation(row.id, row.facts),
                history=past[subject_of(row.id)],
                strikes=frozenset(struck.get(subject_of(row.id), ())),
                ledger=lines.get(subject_of(row.id), {}),
            )
            for row in rows
        ]


def _batched(subjects: Sequence[str]) -> list[Sequence[str]]:
    return [subjects[at : at + _AT_ONCE] for at in range(0, len(subjects), _AT_ONCE)]

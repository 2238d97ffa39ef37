"""The index of clocks that may have come due.

The next moment of a conversation, of a member of staff and of the room is a column of its own row, written with it at
no further cost; what has no row of its own stands in the table `agenda`. None is ever believed: the facts decide.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    union_all,
    update,
)

from desk.commands import OfAgent, OfCase, OfNumber, OfRoom, Subject
from storage.columns import AnyRow, Moment
from storage.connections import Connections
from storage.dialects import replacing
from storage.tables import agenda, cases, conversations, rooms, staff

_CANARY = "canary"
_TAKEN_FOR = timedelta(seconds=2)
_c = conversations.c


class SqlAgenda:
    """An `Agenda` on one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._looked_at: datetime | None = None

    async def next_due_at(self) -> datetime | None:
        """Return the earliest moment anything may be due (the canary is asked for by itself)."""
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_NEXT)).scalars()
            return min((at for at in rows if at is not None), default=None)

    async def due(self, now: datetime, most: int) -> Sequence[Subject]:
        """Return whom something may be due for, soonest first; none of them is returned to another process at once."""
        self._looked_at = now
        if not self._connections.sqlite:
            return await self._take(now, most)
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_DUE, {"now": now, "most": most})).all()
        return [_subject(row.kind, row.number) for row in sorted(rows, key=_soonness)[:most]]

    async def _take(self, now: datetime, most: int) -> Sequence[Subject]:
        """Put what is due off for a moment: who decides writes when it is due next, and who is killed leaves it due."""
        self._looked_at = until = now + _TAKEN_FOR
        async with self._connections.writing() as connection:
            taken = {"now": now, "most": most, "until": until}
            rows = [row for take in _TAKE for row in (await connection.execute(take, taken)).all()]
        return [_subject(row.kind, row.number) for row in sorted(rows, key=_soonness)]

    async def push_on(self, subjects: Collection[Subject], until: datetime) -> None:
        """Look at these again only then; rows moved meanwhile (due after we last looked) stay as they are."""
        seen = self._looked_at or until
        numbers = sorted(one.conversation_id for one in subjects if isinstance(one, OfNumber))
        of_cases = sorted(one.case_id for one in subjects if isinstance(one, OfCase))
        people = sorted(one.user_id for one in subjects if isinstance(one, OfAgent))
        async with self._connections.writing() as connection:
            for table, which in (
                (conversations, _c.id.in_(numbers)),
                (staff, staff.c.user_id.in_(people)),
                (cases, cases.c.id.in_(of_cases)),
                (rooms, literal(any(isinstance(one, OfRoom) for one in subjects))),
            ):
                await connection.execute(update(table).where(which, table.c.due_at <= seen).values(due_at=until))

    async def canary(self, now: datetime, due_at: datetime | None = None) -> datetime | None:  # noqa: ARG002 - the port's
        """Return when the canary is due; given `due_at`, set it anew."""
        if due_at is None:
            async with self._connections.reading() as connection:
                return (await connection.execute(_SINGS)).scalar_one_or_none()
        async with self._connections.writing() as connection:
            save = replacing(connection, agenda, key=("subject",), replaced=("due_at",))
            await connection.execute(save, [{"subject": _CANARY, "due_at": due_at}])
        return due_at


def _subject(kind: str, number: int) -> Subject:
    match kind:
        case "conversation":
            return OfNumber(number)
        case "agent":
            return OfAgent(number)
        case "case":
            return OfCase(number)
        case _:
            return OfRoom()


def _soonness(row: AnyRow) -> tuple[datetime, int]:
    return row.due_at, row.number


def _due(kind: str, due_at: Any, number: Any) -> Select[Any, Any, str]:
    """Find what is due of one kind, soonest first."""
    found = select(due_at.label("due_at"), number.label("number"), literal_column(f"'{kind}'", String()).label("kind"))
    return found.where(due_at.is_not(None), due_at <= bindparam("now", type_=Moment))


def _taking(kind: str, table: Table, number: Any) -> Any:
    """Take what is due of one kind, soonest first, but for what another process is taking."""
    most = bindparam("most", type_=Integer())
    due = _due(kind, table.c.due_at, number).order_by(table.c.due_at, number).limit(most)
    found = due.with_for_update(skip_locked=True, key_share=True).cte("found")
    until = bindparam("until", type_=Moment)
    taken = update(table).where(number == found.c.number).values(due_at=until)
    return taken.returning(found.c.due_at, found.c.number, found.c.kind)


_TAKE = (
    _taking("conversation", conversations, _c.id),
    _taking("case", cases, cases.c.id),
    _taking("agent", staff, staff.c.user_id),
    _taking("room", rooms, rooms.c.id),
)
_NEXT = union_all(
    select(func.min(_c.due_at).label("due_at")).where(_c.due_at.is_not(None)),
    select(func.min(staff.c.due_at)),
    select(func.min(rooms.c.due_at)),
    select(func.min(cases.c.due_at)).where(cases.c.due_at.is_not(None)),
)
_soonest = (
    _due("conversation", _c.due_at, _c.id)
    .order_by(_c.due_at, _c.id)
    .limit(bindparam("most", type_=Integer()))
    .subquery()
)
_soonest_cases = (
    _due("case", cases.c.due_at, cases.c.id)
    .order_by(cases.c.due_at, cases.c.id)
    .limit(bindparam("most", type_=Integer()))
    .subquery()
)
_DUE = union_all(
    select(_soonest),
    select(_soonest_cases),
    _due("agent", staff.c.due_at, staff.c.user_id),
    _due("room", rooms.c.due_at, literal_column("0", BigInteger())),
)
_SINGS = select(agenda.c.due_at).where(agenda.c.subject == _CANARY)

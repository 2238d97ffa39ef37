"""One transaction of the desk: what it reads is locked, what it writes is written together or not at all."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, delete, func, literal_column, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.commands import Subject
from desk.people import Agent, Customer, Role
from desk.ports import Change, DutyChange, Letter, Loaded
from desk.queue import Queue, in_order, place_of
from desk.state import Conversation
from storage import codec, finding, room
from storage import letters as mail
from storage.columns import Moment
from storage.dialects import upsert
from storage.recording import Record
from storage.shelves import SqlLibraryWork
from storage.tables import SERVED, WAITING, WAS_SERVED, conversations, handled_updates, people, staff

_REMEMBERED = timedelta(days=3)  # Telegram keeps what was not confirmed for one
_QUEUE_SHOWN = 1000
_RECENT = 20


class SqlUnitOfWork(SqlLibraryWork):
    """A `UnitOfWork` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self._customers: dict[int, Customer] = {}
        self._at: datetime | None = None

    async def unseen(self, update_ids: Collection[int], at: datetime) -> set[int]:
        """Record these updates as handled and return those that were not handled before."""
        self._at = at
        if not update_ids:
            return set()
        insert = upsert(self._connection, handled_updates).on_conflict_do_nothing()
        rows = [{"update_id": number, "at": at} for number in sorted(update_ids)]
        found = await self._connection.execute(insert.returning(handled_updates.c.update_id), rows)
        return set(found.scalars())

    async def load(self, subjects: Collection[Subject]) -> Loaded:
        """Return the conversations these are about, locked until the end of the transaction."""
        loaded = await finding.load(self._connection, subjects)
        self._customers.update(loaded.customers)
        return loaded

    async def staff(self) -> dict[int, Agent]:
        """Return everyone who works here by user id."""
        rows = (await self._connection.execute(_STAFF)).all()
        return {row.user_id: agent(row) for row in rows}

    async def loads(self, agents: Collection[int]) -> dict[int, int]:
        """Return how many conversations each of these holds; who holds none is left out."""
        rows = await self._connection.execute(_LOADS, {"agents": sorted(agents)})
        return {row.owner: row.held for row in rows}

    async def queue(self) -> tuple[Queue, tuple[timedelta, ...]]:
        """Return the first thousand who wait, and how long the last twenty who were served had waited."""
        rows = (await self._connection.execute(_QUEUE)).all()
        waiting = [place_of(row.level, row.since, row.customer) for row in rows if row.until is None]
        waits = [row.until - row.since for row in rows if row.until is not None]
        return in_order(waiting), tuple(waits)

    async def waiting(self, most: int) -> tuple[int, Sequence[tuple[Conversation, Customer]]]:
        """Return how many wait, and the first of them with their names."""
        count = (await self._connection.execute(_HOW_MANY_WAIT)).scalar_one()
        rows = (await self._connection.execute(FIRST_IN_QUEUE.limit(most))).all()
        return count, [(codec.conversation(row.id, row.facts), finding.named(row)) for row in rows]

    async def owned_by(self, agent: int) -> Sequence[Conversation]:
        """Return the conversations an agent holds, locked until the end of the transaction."""
        rows = (await self._connection.execute(_HELD.where(conversations.c.owner == agent))).all()
        return [codec.conversation(row.id, row.facts) for row in rows]

    async def record(self, changes: Sequence[Change]) -> None:
        """Write conversations, events, messages, letters and agenda, each kind in one go.

        Raises:
            Conflict: a conversation is not at the version that was loaded, or a second open one appeared.
        """
        await Record(self._connection, changes, known=self._customers, at=self._at).write()

    async def record_duty(self, changes: Sequence[DutyChange]) -> None:
        """Write who is on duty."""
        insert = upsert(self._connection, staff)
        save = insert.on_conflict_do_update(
            index_elements=[staff.c.user_id],
            set_={name: insert.excluded[name] for name in ("number", "role", "on_duty_since")},
        )
        rows = [
            {
                "user_id": change.agent.user_id,
                "number": change.agent.number,
                "role": change.agent.role.value,
                "on_duty_since": change.agent.on_duty_since,
            }
            for change in changes
        ]
        if rows:
            await self._connection.execute(save, rows)

    async def bind_room(self, chat_id: int) -> None:
        """Make this group the staff room."""
        await room.bind(self._connection, chat_id)

    async def post(self, letters: Sequence[Letter]) -> None:
        """Put letters that belong to no conversation into the outbox."""
        await mail.put(self._connection, [mail.row(letter, self._at) for letter in letters])

    async def forget_updates(self, now: datetime) -> None:
        """Forget updates so old that Telegram cannot bring them again."""
        await self._connection.execute(delete(handled_updates).where(handled_updates.c.at < now - _REMEMBERED))


def agent(row: Any) -> Agent:
    """Return the member of staff a row holds."""
    return Agent(user_id=row.user_id, number=row.number, role=Role(row.role), on_duty_since=row.on_duty_since)


_c = conversations.c
_STAFF = select(staff)
_LOADS = (
    select(_c.owner, func.count().label("held"))
    .where(_c.owner.in_(bindparam("agents", expanding=True)), SERVED)
    .group_by(_c.owner)
)

_waiting = (
    select(_c.level, _c.waiting_since.label("since"), _c.customer, null().cast(Moment).label("until"))
    .where(WAITING)
    .order_by(_c.level.desc(), _c.waiting_since, _c.customer)
    .limit(_QUEUE_SHOWN)
    .subquery()
)
_served = (
    select(
        literal_column("0", Integer).label("level"),
        _c.queued_at.label("since"),
        _c.customer,
        _c.owner_since.label("until"),
    )
    .where(WAS_SERVED, _c.queued_at <= _c.owner_since)
    .order_by(_c.owner_since.desc())
    .limit(_RECENT)
    .subquery()
)
_QUEUE = union_all(select(_waiting), select(_served))
_HOW_MANY_WAIT = select(func.count()).select_from(conversations).where(WAITING)
FIRST_IN_QUEUE = (
    select(*finding.NAMED, _c.id, _c.facts)
    .join(people, people.c.chat_id == _c.customer)
    .where(WAITING)
    .order_by(_c.level.desc(), _c.waiting_since, _c.customer)
)
_HELD = (
    select(_c.id, _c.facts)
    .where(_c.state.in_([literal_column("'OFFERED'"), literal_column("'ACTIVE'"), literal_column("'HOLD'")]))
    .order_by(_c.id)
    .with_for_update(key_share=True)
)

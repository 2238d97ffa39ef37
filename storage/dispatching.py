"""What the dispatcher reads: who has what in hand, and the first who wait, each in one statement."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, or_, select, true, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events import Hold
from desk.people import Agent, Customer
from desk.ports import Loads, Waiting
from desk.queue import Place
from desk.queue.dispatch import Reach
from desk.state import Conversation
from storage import codec, duty, finding
from storage.tables import ASIDE, OFFERED, SERVED, WAITING, conversations, people, staff

_Placed = tuple[Place, tuple[Conversation, Customer]]


class SqlOfferingWork:
    """The part of a `UnitOfWork` that is about offers; whoever reads the staff tells it."""

    _connection: AsyncConnection

    def __init__(self) -> None:
        self._staff: dict[int, Agent] = {}
        self._offers: dict[int, int] = {}

    async def staff(self) -> dict[int, Agent]:
        """Return everyone who works here, or ever did, by user id."""
        rows = (await self._connection.execute(_STAFF)).all()
        self._staff = {row.user_id: duty.agent(row) for row in rows}
        self._offers = {row.user_id: row.offer for row in rows if row.offer is not None}
        return dict(self._staff)

    async def waiting(self, most: int) -> Waiting:
        """Return how many wait, the first of them, and as many who were promised an answer, with their names."""
        queued, offered, later = [await self._named(state, most) for state in (WAITING, OFFERED, ASIDE)]
        first = sorted((*queued, *offered), key=_place)[:most]
        return Waiting(
            count=(await self._connection.execute(_HOW_MANY)).scalar_one(),
            first=[one for _, one in first],
            later=[one for _, one in later if one[0].hold is Hold.CALLBACK],
        )

    async def _named(self, state: ColumnElement[bool], most: int) -> list[_Placed]:
        wanted = _NAMED.where(state, _c.rank.is_not(None)).order_by(_c.rank, _c.customer).limit(most)
        rows = (await self._connection.execute(wanted)).all()
        found = [(row, codec.conversation(row.id, row.facts)) for row in rows]
        return [(Place(row.rank, row.customer, one.line), (one, finding.named(row))) for row, one in found]

    def offers(self) -> Mapping[int, int]:
        """Return which conversation each agent is offered, as it was when the staff were read."""
        return self._offers

    async def hold(self, agents: Collection[int]) -> dict[int, Agent]:
        """Return these members of staff as they are; nobody else counts or fills their hands until the end.

        SQLite has one writer, so that nothing can have changed since the staff were read.
        """
        if self._connection.dialect.name != "postgresql":
            return {user_id: self._staff[user_id] for user_id in agents if user_id in self._staff}
        rows = (await self._connection.execute(_HOLD, {"agents": sorted(agents)})).all()
        return {row.user_id: duty.agent(row) for row in rows}

    async def loads(self, agents: Collection[int]) -> Loads:
        """Return what these agents have in hand, without what this transaction has not written yet."""
        rows = (await self._connection.execute(_LOADS, {"agents": sorted(agents)})).all()
        held: dict[int, int] = {}
        for row in rows:
            held[row.owner] = held.get(row.owner, 0) + row.held
        return Loads(held=held, offered=frozenset(row.owner for row in rows if row.offered))

    async def first_waiting(self, most: int, within: Collection[Reach]) -> Sequence[Conversation]:
        """Return the first who wait and can be served within one of these reaches, in order, locked until the end."""
        wanted = _FIRST.where(or_(*(_within(reach) for reach in sorted(within, key=_key)))).limit(most)
        rows = (await self._connection.execute(wanted)).all()
        return [codec.conversation(row.id, row.facts) for row in rows]


def _within(reach: Reach) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if reach.lacks:
        conditions.append(_c.line.not_in(sorted(reach.lacks)))
    if reach.languages:
        conditions.append(_c.locale.in_(sorted(reach.languages)))
    return and_(*conditions)


def _place(placed: _Placed) -> Place:
    return placed[0]


def _key(reach: Reach) -> tuple[list[str], list[str]]:
    return sorted(reach.lacks), sorted(reach.languages)


_c = conversations.c
_STAFF = select(*duty.READ, _c.id.label("offer")).join_from(
    staff, conversations, (_c.owner == staff.c.user_id) & OFFERED, isouter=True
)
_HOLD = (
    select(*duty.READ)
    .where(staff.c.user_id.in_(bindparam("agents", expanding=True)))
    .order_by(staff.c.user_id)
    .with_for_update()
)


def _held(state: ColumnElement[bool], *, offered: bool) -> Any:
    mine = _c.owner.in_(bindparam("agents", expanding=True))
    return (
        select(_c.owner, func.count().label("held"), literal(offered).label("offered"))
        .where(mine, state)
        .group_by(_c.owner)
    )


_LOADS = union_all(_held(SERVED, offered=False), _held(OFFERED, offered=True))
_HOW_MANY = select(
    select(func.count()).select_from(conversations).where(WAITING, _c.rank.is_not(None)).scalar_subquery()
    + select(func.count()).select_from(conversations).where(OFFERED).scalar_subquery()
)
_NAMED = select(*finding.NAMED, _c.id, _c.customer, _c.facts, _c.rank).join_from(
    conversations, people, people.c.chat_id == _c.customer
)
_FIRST = (
    select(_c.id, _c.facts)
    .where(WAITING, _c.rank.is_not(None))
    .order_by(_c.rank, _c.customer)
    .with_for_update(key_share=True, skip_locked=True)
)

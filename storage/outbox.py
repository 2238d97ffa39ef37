"""The letters waiting to be sent, each handed to one courier at a time, and taken back from those that are gone."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    String,
    bindparam,
    exists,
    literal_column,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.ports import CardFacts, CaseFacts, Delivery, Letter, Posted, Said
from storage import card, case_facts, letters, settling
from storage.columns import AnyRow
from storage.notices import notice
from storage.offers_said import OffersSaid
from storage.room import Room
from storage.tables import PUT_OFF, READY, SENDING, UNSENT, conversations, outbox, processes

_ALONG = 20  # how many of a lane's letters may come along with its first, so that a burst can be joined


class SqlOutbox(OffersSaid, Room):
    """An `Outbox` on one database."""

    async def claim(self, now: datetime, most: int, *, busy: Collection[str]) -> Sequence[Posted]:
        """Mark letters as being sent and return them: by priority, in order within a lane, none of a busy lane."""
        posted, _ = await self.exchange((), now, most, busy=busy)
        return posted

    async def settle(self, deliveries: Sequence[Delivery]) -> None:
        """Record how tries ended, with the copies made and the letters that follow, in one transaction."""
        if not deliveries:
            return
        async with self._connections.writing() as connection:
            await settling.settle(connection, deliveries, self._connections.processes)

    async def exchange(
        self, deliveries: Sequence[Delivery], now: datetime, most: int, *, busy: Collection[str]
    ) -> tuple[Sequence[Posted], datetime | None]:
        """Settle and claim in one transaction; return the letters, and when one that was put off may be tried."""
        async with self._connections.writing() as connection:
            if deliveries:
                await settling.settle(connection, deliveries, self._connections.processes)
            if most > 0:
                return await _claim(connection, now, most, busy, self._connections.processes[-1])
            return [], (await connection.execute(_NEXT)).scalar_one_or_none()

    async def recover(self, now: datetime) -> int:  # noqa: ARG002 - the port's
        """Take back what we or a courier that is gone were sending, marked `maybe_sent`; return how many."""
        return await self._take_back(self._ours() | _OF_NOBODY, maybe_sent=True)

    async def inherit(self) -> int:
        """Take back what couriers that are gone were sending, marked `maybe_sent`; return how many."""
        async with self._connections.reading() as connection:
            if (await connection.execute(_INHERITED)).first() is None:
                return 0
        return await self._take_back(_OF_NOBODY, maybe_sent=True)

    async def reclaim(self, held: Collection[str]) -> int:
        """Take back what a commit nobody heard of has claimed: all but the lanes held; none of it was sent."""
        return await self._take_back(self._ours() & _o.lane.not_in(sorted(held)), maybe_sent=False)

    def _ours(self) -> ColumnElement[bool]:
        return _o.claimed_by.in_(self._connections.processes)

    async def _take_back(self, which: ColumnElement[bool], *, maybe_sent: bool) -> int:
        async with self._connections.writing() as connection:
            lanes = (await connection.execute(select(_o.lane).where(SENDING, which))).scalars().all()
            await letters.hold(connection, set(lanes))
            back = update(outbox).where(SENDING, which, _o.lane.in_(sorted(set(lanes))))
            back = back.values(status="behind", not_before=None, claimed_by=None, maybe_sent=_o.maybe_sent | maybe_sent)
            taken = await connection.execute(back)
            await letters.move_up(connection, lanes)
            return taken.rowcount

    async def next_at(self, now: datetime) -> datetime | None:  # noqa: ARG002 - the port's
        """Return when the next letter that was put off may be tried."""
        async with self._connections.reading() as connection:
            return (await connection.execute(_NEXT)).scalar_one_or_none()

    async def case_facts(self, case_id: int) -> CaseFacts | None:
        """Return what is needed to say something about a case now."""
        async with self._connections.reading() as connection:
            return await case_facts.facts(connection, case_id)

    async def case_card_shown(self, case_id: int, message_id: int, chat_id: int) -> None:
        """Remember which message is a case's card, and in which room."""
        async with self._connections.writing() as connection:
            await case_facts.card_shown(connection, case_id, message_id, chat_id)

    async def card(self, conversation_id: int) -> CardFacts | None:
        """Return what the card of a conversation shows now."""
        async with self._connections.reading() as connection:
            return await card.facts(connection, conversation_id)

    async def past(self, conversation_id: int, most: int) -> Sequence[Said]:
        """Return the last lines of a conversation, oldest first."""
        async with self._connections.reading() as connection:
            return await card.lines(connection, conversation_id, most)


async def _claim(
    connection: AsyncConnection, now: datetime, most: int, busy: Collection[str], process: int
) -> tuple[Sequence[Posted], datetime | None]:
    """Claim letters; return them, and when one that was put off may be tried."""
    look = _LOOK[connection.dialect.name == "postgresql"]
    seen = {"most": most + len(busy)}
    rows = (await connection.execute(look, seen)).all()
    if rows[0].not_before is not None and rows[0].not_before <= now:
        await connection.execute(_WAKE, {"now": now})
        rows = (await connection.execute(look, seen)).all()
    chosen = _chosen(rows[1:], now, most, frozenset(busy))
    free = await letters.hold_free(connection, set(chosen.values()))
    wanted = {"chosen": sorted(number for number, lane in chosen.items() if lane in free), "process": process}
    if not wanted["chosen"]:
        return [], rows[0].not_before
    claimed = {row.id: row for row in (await connection.execute(_CLAIM, wanted)).all()}
    posted: list[Posted] = []
    unread: list[Delivery] = []
    for row in (claimed[number] for number in chosen if number in claimed):
        try:
            posted.append(_posted(row))
        except (KeyError, ValueError) as error:  # whose words stand in the error, so that its name must do
            unread.append(Delivery(id=row.id, at=now, error=f"unreadable: {type(error).__name__}", dropped=True))
    if unread:  # one such letter must not keep all others back
        await settling.settle(connection, unread, [process])
    return posted, rows[0].not_before


def _chosen(rows: Sequence[AnyRow], now: datetime, most: int, busy: frozenset[str]) -> dict[int, str]:
    """Return the letters to be claimed, each with its lane: the first of each lane, and those that come along with it.

    The most urgent lanes go first. Where a burst can be joined into one message, those behind the first go before
    other lanes.
    """
    lanes: dict[str, list[AnyRow]] = {}
    for row in sorted((row for row in rows if row.lane not in busy), key=_urgency):
        lanes.setdefault(row.lane, []).append(row)
    first: list[tuple[int, str]] = []
    along: list[tuple[int, str]] = []
    for lane, found in islice(lanes.items(), most):
        numbers = [(number, lane) for number in _not_held(found, now)]
        cut = len(numbers) if letters.joins(lane) else 1
        first += numbers[:cut]
        along += numbers[cut:]
    return dict((first + along)[:most])


def _not_held(found: Iterable[AnyRow], now: datetime) -> list[int]:
    """Return a lane's letters up to the one that is put off."""
    numbers: list[int] = []
    for row in found:
        if row.not_before is not None and row.not_before > now:
            break
        numbers.append(row.id)
    return numbers


def _urgency(row: AnyRow) -> tuple[int, int, int]:
    return row.priority, row.head, row.id


def _posted(row: AnyRow) -> Posted:
    letter = Letter(
        notice=notice(row.type, row.body),
        locale=row.locale,
        customer=row.customer,
        origin=letters.origin(row.origin),
        key=row.key,
        guard=row.guard,
    )
    return Posted(
        id=row.id,
        lane=row.lane,
        letter=letter,
        posted_at=row.posted_at,
        conversation_id=row.conversation_id,
        epoch=row.epoch,
        tries=row.tries,
        maybe_sent=row.maybe_sent,
    )


_o = outbox.c
_other = outbox.alias("other")
_is_first = ~exists().where(_other.c.lane == _o.lane, _other.c.settled_at.is_(None), _other.c.id < _o.id)
_lane_is_free = ~exists().where(_other.c.lane == _o.lane, _other.c.status == literal_column("'sending'"))
_WAKE = (
    update(outbox)
    .where(PUT_OFF, _o.not_before <= bindparam("now", type_=_o.not_before.type), _is_first)
    .values(status="ready", not_before=None)
)
_CLAIM = (
    update(outbox)
    .where(_o.id.in_(bindparam("chosen", expanding=True)), UNSENT, _lane_is_free)
    .values(status="sending", claimed_by=bindparam("process", type_=_o.claimed_by.type))
    .returning(
        _o.id,
        _o.lane,
        _o.type,
        _o.body,
        _o.locale,
        _o.customer,
        _o.origin,
        _o.key,
        _o.guard,
        _o.posted_at,
        _o.conversation_id,
        _o.tries,
        _o.maybe_sent,
        select(conversations.c.epoch).where(conversations.c.id == _o.conversation_id).scalar_subquery().label("epoch"),
    )
)
_OF_NOBODY = _o.claimed_by.is_(None) | _o.claimed_by.not_in(select(processes.c.id))
_INHERITED = select(_o.id).where(SENDING, _OF_NOBODY).limit(1)
_NEXT = select(_o.not_before).where(PUT_OFF, _is_first).order_by(_o.not_before).limit(1)


def _look(*, lateral: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Find when one that was put off may be tried, in the first row, and the first letters of the lanes that can move.

    SQLite knows no LATERAL, PostgreSQL is quick only with it.
    """
    head = (
        select(_o.id, _o.lane, _o.priority)
        .where(READY, _lane_is_free)
        .order_by(_o.priority, _o.id)
        .limit(bindparam("most", type_=Integer()))
        .with_for_update(skip_locked=True)  # SQLite, with one writer, says nothing of it
        .subquery("head")
    )
    other = outbox.alias("within")
    within = (
        select(*((other.c.id, other.c.not_before) if lateral else (other.c.id,)))
        .where(other.c.lane == head.c.lane, other.c.settled_at.is_(None))
        .order_by(other.c.id)
        .limit(_ALONG)
        .correlate(head)
    )
    found: Any = within.lateral("found") if lateral else outbox.alias("found")
    ready = select(head.c.id.label("head"), head.c.lane, head.c.priority, found.c.id, found.c.not_before).select_from(
        head.join(found, true() if lateral else found.c.id.in_(within.scalar_subquery()))
    )
    nothing = literal_column("0", Integer())
    put_off = select(
        nothing.label("head"),
        literal_column("''", String()).label("lane"),
        nothing.label("priority"),
        nothing.label("id"),
        _NEXT.scalar_subquery().label("not_before"),
    )
    return union_all(put_off, ready)


_LOOK = {True: _look(lateral=True), False: _look(lateral=False)}

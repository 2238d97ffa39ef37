"""The staff rooms and their topics, the customers they belong to, and which message is a copy of which."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, bindparam, cast, delete, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.content import Kind
from desk.people import Customer
from desk.ports import Topic
from desk.secrets import MASK
from storage import finding, linking
from storage.columns import AnyRow
from storage.connections import Connections
from storage.dialects import once
from storage.tables import (
    OPEN,
    UNSENT,
    bindings,
    cases,
    conversations,
    copies,
    customer_files,
    messages,
    outbox,
    people,
    topics,
)

_REMEMBERED = 10_000  # topics


class Room:
    """The part of an `Outbox` that knows where things stand.

    Rooms and topics are asked for with almost every letter and seldom change: what was read is remembered until
    this process changes it, or another tells that it has. A topic remembered too long is found gone, and asked for.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._rooms: Mapping[str, int] | None = None
        self._topics: dict[int, Topic] = {}
        self._changes = 0

    async def copies_of(self, messages: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Return, for (chat, message), the counterpart on the other side: the copy, or the original of a copy.

        Of a joined burst's many originals it is the last.
        """
        if not messages:
            return {}
        keys = sorted(messages)
        async with self._connections.reading() as connection:
            originals = await connection.execute(_ORIGINALS, {"keys": keys})
            found = {(row[0], row[1]): (row[2], row[3]) for row in originals.all()}
            made = await connection.execute(_COPIES, {"keys": keys})
            return {**found, **{(row[0], row[1]): (row[2], row[3]) for row in made.all()}}

    async def topics_of(self, customers: Collection[int]) -> Mapping[int, Topic]:
        """Return the topics these customers have in the room where they are; one in another counts for nothing."""
        known = {customer: self._topics[customer] for customer in customers if customer in self._topics}
        asked = sorted(set(customers) - known.keys())
        if not asked:
            return known
        changes = self._changes
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_TOPICS_OF, {"customers": asked})).all()
        found = {row.customer: _topic(row) for row in rows}
        if changes == self._changes:  # nothing has changed while we read
            self._topics = {**self._topics, **found} if len(self._topics) < _REMEMBERED else found
        return {**known, **found}

    async def topic_in(self, customer: int, team: str) -> Topic | None:
        """Return the topic a customer has in the room that a team has now."""
        rooms = await self.rooms()
        room = rooms.get(team, rooms.get(""))
        async with self._connections.reading() as connection:
            row = (await connection.execute(_TOPIC_IN, {"whose": customer, "room": room})).one_or_none()
        return _topic(row) if row is not None else None

    async def customer(self, chat_id: int) -> Customer | None:
        """Return a customer by private chat, called as their file says."""
        async with self._connections.reading() as connection:
            row = (await connection.execute(_CUSTOMER, {"chat": chat_id})).one_or_none()
        return replace(finding.named(row), called=row.called or "") if row is not None else None

    async def hidden_words(self, messages: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[Kind, str]]:
        """Return, for (chat, message), the kind and the words of those in which a secret was masked."""
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_HIDDEN, {"keys": sorted(messages)})).all()
        return {(row.chat_id, row.message_id): (Kind(row.kind), row.text) for row in rows}

    async def bind_topic(self, customer: int, topic: Topic) -> Topic:
        """Record a customer's topic in a room; if somebody was faster, return theirs.

        A topic just made is nobody else's: who is still written down for it has an older room in mind.
        """
        mine = {"whose": customer, "room": topic.chat_id}
        try:
            async with self._connections.writing() as connection:
                row = (await connection.execute(_TOPIC_IN, mine)).one_or_none()
                if row is None:
                    others = (_t.chat_id == topic.chat_id) & (_t.thread_id == topic.thread_id)
                    await connection.execute(delete(topics).where(others, _t.customer != customer))
                    here = {"customer": customer, "chat_id": topic.chat_id, "thread_id": topic.thread_id}
                    await connection.execute(once(connection, topics), [{**here, "closed": False}])
                    row = (await connection.execute(_TOPIC_IN, mine)).one_or_none()
        finally:
            self._forget(customer, topic)
        return topic if row is None else _topic(row)

    async def topic_closed(self, customer: int, topic: Topic, *, closed: bool) -> None:
        """Remember that we closed a topic, or opened it again."""
        try:
            async with self._connections.writing() as connection:
                await connection.execute(update(topics).where(_is(customer, topic)).values(closed=closed))
        finally:
            self._forget(customer, topic)

    async def forget_topic(self, customer: int, topic: Topic) -> None:
        """The topic is gone: the next letter makes a new one, and the open conversation a new card."""
        try:
            async with self._connections.writing() as connection:
                forgotten = await connection.execute(delete(topics).where(_is(customer, topic)))
                if forgotten.rowcount:
                    anew = update(conversations).where(
                        conversations.c.customer == customer, conversations.c.card_chat == topic.chat_id, OPEN
                    )
                    await connection.execute(anew.values(card_message=None))
        finally:
            self._forget(customer, topic)

    async def card_shown(self, conversation_id: int, message_id: int, chat_id: int) -> None:
        """Remember which message is a conversation's card, and in which room."""
        async with self._connections.writing() as connection:
            shown = {"this": conversation_id, "shown_as": message_id, "shown_in": chat_id}
            await connection.execute(_SHOWN, shown)

    async def moved(self, old_chat: int, new_chat: int) -> None:
        """Follow a group that became a supergroup: topics, cards, copies, letters and the binding."""
        try:
            async with self._connections.writing() as connection:
                for column in _CHATS:
                    moved = update(column.table).where(column == old_chat).values({column.name: new_chat})
                    await connection.execute(moved)
                await linking.follow(connection, old_chat, new_chat)
                await _readdress(connection, old_chat, new_chat)
        finally:
            self._tell()

    async def rooms(self) -> Mapping[str, int]:
        """Return the groups that are staff rooms, by team; "" is the main room."""
        if self._rooms is not None:
            return self._rooms
        changes = self._changes
        async with self._connections.reading() as connection:
            found = await linking.rooms(connection)
        if changes == self._changes and found:
            self._rooms = found
        return found

    async def staff_room(self) -> int | None:
        """Return the main staff room, if one is bound."""
        return (await self.rooms()).get("")

    async def room_of(self, customer: int | None) -> int | None:
        """Return the room a customer is in: their team's, or the main one, which is also that of nobody."""
        rooms = await self.rooms()
        if customer is None or not rooms.keys() - {""}:
            return rooms.get("")
        async with self._connections.reading() as connection:
            team = (await connection.execute(_TEAM, {"whose": customer})).scalar_one_or_none()
        return rooms.get(team or "", rooms.get(""))

    def forget_room(self) -> None:
        """Ask anew which groups there are and where everybody's topic stands: it may be another."""
        self._rooms, self._topics = None, {}
        self._changes += 1

    def _tell(self) -> None:
        self.forget_room()
        self._connections.tell("room")

    def _forget(self, customer: int, topic: Topic) -> None:
        kept = {
            who: stands for who, stands in self._topics.items() if who != customer and _spot(stands) != _spot(topic)
        }
        self._topics = kept
        self._changes += 1

    async def bind_room(self, chat_id: int, at: datetime, *, team: str = "") -> None:
        """Make this group, or what it has become, a team's staff room or the main one, as the operator has set."""
        try:
            async with self._connections.writing() as connection:
                await linking.bind(connection, chat_id, at, team=team)
        finally:
            self._tell()


def _topic(row: AnyRow) -> Topic:
    return Topic(chat_id=row.chat_id, thread_id=row.thread_id, closed=row.closed)


def _spot(topic: Topic) -> tuple[int, int]:
    return topic.chat_id, topic.thread_id


def _is(customer: int, topic: Topic) -> ColumnElement[bool]:
    return (_t.customer == customer) & (_t.chat_id == topic.chat_id) & (_t.thread_id == topic.thread_id)


async def _readdress(connection: AsyncConnection, old_chat: int, new_chat: int) -> None:
    """Unsent letters that answer or pass on something from the old group look for it in the new one."""
    rows = (await connection.execute(_ADDRESSED)).all()
    moved: list[dict[str, Any]] = []
    for row in rows:
        body: dict[str, Any] = json.loads(row.body)
        origin: dict[str, Any] | None = json.loads(row.origin or "null")
        if old_chat not in (body.get("from_chat"), (origin or {}).get("chat_id")):
            continue
        if body.get("from_chat") == old_chat:
            body["from_chat"] = new_chat
        if origin is not None and origin["chat_id"] == old_chat:
            origin["chat_id"] = new_chat
        moved.append(
            {
                "this": row.id,
                "new_lane": row.lane.replace(f"o{old_chat}:", f"o{new_chat}:"),
                "new_body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
                "new_origin": json.dumps(origin, ensure_ascii=False) if origin is not None else None,
            }
        )
    if moved:
        await connection.execute(_READDRESS, moved)


_p = people.c
_t = topics.c
_k = copies.c
_CHATS = (_t.chat_id, conversations.c.card_chat, cases.c.card_chat, _k.from_chat, _k.to_chat, messages.c.chat_id)
_TOPIC = select(_t.customer, _t.chat_id, _t.thread_id, _t.closed)
_bound = select(cast(bindings.c.value, BigInteger))
_main = _bound.where(bindings.c.key == linking.MAIN).scalar_subquery()
_own = _bound.where(bindings.c.key == linking.OF_TEAM + _p.team).correlate(people).scalar_subquery()
_TOPICS_OF = _TOPIC.join_from(topics, people, _p.chat_id == _t.customer, isouter=True).where(
    _t.chat_id == func.coalesce(_own, _main, _t.chat_id), _t.customer.in_(bindparam("customers", expanding=True))
)
_TOPIC_IN = _TOPIC.where(_t.customer == bindparam("whose"), _t.chat_id == bindparam("room"))
_TEAM = select(_p.team).where(_p.chat_id == bindparam("whose"))
_CUSTOMER = (
    select(*finding.NAMED, customer_files.c.called)
    .join_from(people, customer_files, customer_files.c.chat_id == _p.chat_id, isouter=True)
    .where(_p.chat_id == bindparam("chat"))
)
_SHOWN = (
    update(conversations)
    .where(conversations.c.id == bindparam("this"))
    .values(card_message=bindparam("shown_as"), card_chat=bindparam("shown_in"))
)
_keys: BindParameter[Any] = bindparam("keys", expanding=True)
_HIDDEN = select(messages.c.chat_id, messages.c.message_id, messages.c.kind, messages.c.text).where(
    tuple_(messages.c.chat_id, messages.c.message_id).in_(_keys), messages.c.text.contains(MASK)
)
_ORIGINALS = (
    select(_k.to_chat, _k.to_message, _k.from_chat, _k.from_message)
    .where(tuple_(_k.to_chat, _k.to_message).in_(_keys))
    .order_by(_k.from_message)
)
_COPIES = select(_k.from_chat, _k.from_message, _k.to_chat, _k.to_message).where(
    tuple_(_k.from_chat, _k.from_message).in_(_keys)
)
_ADDRESSED = select(outbox.c.id, outbox.c.lane, outbox.c.body, outbox.c.origin).where(UNSENT)
_READDRESS = (
    update(outbox)
    .where(outbox.c.id == bindparam("this"))
    .values(lane=bindparam("new_lane"), body=bindparam("new_body"), origin=bindparam("new_origin"))
)

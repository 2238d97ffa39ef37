"""The staff room and its topics, the customers they belong to, and which message is a copy of which."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, BindParameter, bindparam, cast, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.audit.deed import Action, Deed, user
from desk.content import Kind
from desk.people import Customer
from desk.ports import Topic
from desk.secrets import MASK
from storage import audit, finding
from storage.connections import Connections
from storage.dialects import upsert
from storage.tables import OPEN, UNSENT, bindings, conversations, copies, customer_files, messages, outbox, people

_ROOM = "staff_room"
_REMEMBERED = 10_000  # topics
_MOVED = "moved:"  # and the id a group had before


class Room:
    """The part of an `Outbox` that knows where things stand.

    Room and topics are asked for with almost every letter and seldom change: what was read is remembered until
    this process changes it, or another tells that it has. A topic remembered too long is found gone, and asked for.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._room: int | None = None
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
        """Return the topics these customers have in the staff room; one in another group counts for nothing."""
        known = {customer: self._topics[customer] for customer in customers if customer in self._topics}
        asked = sorted(set(customers) - known.keys())
        if not asked:
            return known
        changes = self._changes
        async with self._connections.reading() as connection:
            rows = (await connection.execute(_TOPICS_OF, {"customers": asked})).all()
        found = {row.chat_id: Topic(chat_id=row.topic_chat, thread_id=row.topic_thread) for row in rows}
        if changes == self._changes:  # nothing has changed while we read
            self._topics = {**self._topics, **found} if len(self._topics) < _REMEMBERED else found
        return {**known, **found}

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
        """Record a customer's topic; if somebody was faster, return theirs.

        A topic just made is nobody else's: who is still written down for it has an older room in mind.
        """
        try:
            return await self._bind_topic(customer, topic)
        finally:
            self._forget(customer, topic)

    async def _bind_topic(self, customer: int, topic: Topic) -> Topic:
        async with self._connections.writing() as connection:
            here = {"topic_chat": topic.chat_id, "topic_thread": topic.thread_id}
            others = (_p.topic_chat == topic.chat_id) & (_p.topic_thread == topic.thread_id) & (_p.chat_id != customer)
            mine = (_p.chat_id == customer) & (_p.topic_thread.is_(None) | ~_IN_ROOM)
            bound = await connection.execute(
                update(people).where(mine & ~select(_p.chat_id).where(others).correlate(None).exists()).values(here)
            )
            if not bound.rowcount and not await self._has_topic(connection, customer):
                await connection.execute(update(people).where(others).values(topic_chat=None, topic_thread=None))
                await connection.execute(update(people).where(mine).values(here))
            row = (await connection.execute(_TOPICS.where(_IN_ROOM, _p.chat_id == customer))).one_or_none()
        return topic if row is None else Topic(chat_id=row.topic_chat, thread_id=row.topic_thread)

    async def forget_topic(self, customer: int, topic: Topic) -> None:
        """The topic is gone: the next letter makes a new one, and the open conversation a new card."""
        try:
            async with self._connections.writing() as connection:
                forgotten = await connection.execute(
                    update(people)
                    .where(_p.chat_id == customer, _p.topic_chat == topic.chat_id, _p.topic_thread == topic.thread_id)
                    .values(topic_chat=None, topic_thread=None)
                )
                if forgotten.rowcount:
                    anew = update(conversations).where(conversations.c.customer == customer, OPEN)
                    await connection.execute(anew.values(card_message=None))
        finally:
            self._forget(customer, topic)

    async def card_shown(self, conversation_id: int, message_id: int) -> None:
        """Remember which message is a conversation's card."""
        async with self._connections.writing() as connection:
            await connection.execute(_SHOWN, {"this": conversation_id, "shown_as": message_id})

    async def moved(self, old_chat: int, new_chat: int) -> None:
        """Follow a group that became a supergroup: topics, copies, letters and the binding."""
        try:
            async with self._connections.writing() as connection:
                for column in (_p.topic_chat, _k.from_chat, _k.to_chat, messages.c.chat_id):
                    moved = update(column.table).where(column == old_chat).values({column.name: new_chat})
                    await connection.execute(moved)
                bound = update(bindings).where(bindings.c.key == _ROOM, bindings.c.value == str(old_chat))
                await connection.execute(bound.values(value=str(new_chat)))
                await _write(connection, f"{_MOVED}{old_chat}", new_chat)
                await _readdress(connection, old_chat, new_chat)
        finally:
            self._tell()

    async def staff_room(self) -> int | None:
        """Return the bound staff group, if one is."""
        if self._room is not None:
            return self._room
        changes = self._changes
        async with self._connections.reading() as connection:
            found = await _read(connection, _ROOM)
        if changes == self._changes:
            self._room = found
        return found

    def forget_room(self) -> None:
        """Ask anew which group it is and where everybody's topic stands: it may be another."""
        self._room, self._topics = None, {}
        self._changes += 1

    def _tell(self) -> None:
        self.forget_room()
        self._connections.tell("room")

    def _forget(self, customer: int, topic: Topic) -> None:
        kept = {who: stands for who, stands in self._topics.items() if who != customer and stands != topic}
        self._topics = kept
        self._changes += 1

    async def bind_room(self, chat_id: int, at: datetime) -> None:
        """Make this group, or what it has become, the staff room, as the operator has set it."""
        try:
            async with self._connections.writing() as connection:
                await bind(connection, chat_id, at)
        finally:
            self._tell()

    async def _has_topic(self, connection: AsyncConnection, customer: int) -> bool:
        return (await connection.execute(_TOPICS.where(_IN_ROOM, _p.chat_id == customer))).one_or_none() is not None


async def bind(connection: AsyncConnection, chat_id: int, at: datetime, by: int | None = None) -> None:
    """Make this group, or what it has become, the staff room; what stands in another is left behind there."""
    room = await _now(connection, chat_id)
    before = await _read(connection, _ROOM)
    if before == room:
        return
    await _write(connection, _ROOM, room)
    who = user(by) if by is not None else None
    await audit.append(connection, [Deed(at=at, action=Action.ROOM_BOUND, subjects=(f"chat:{room}",), actor=who)])
    elsewhere = update(people).where(_p.topic_chat != room)
    await connection.execute(elsewhere.values(topic_chat=None, topic_thread=None))
    if before is not None:
        await connection.execute(update(conversations).where(OPEN).values(card_message=None))


async def _now(connection: AsyncConnection, chat_id: int) -> int:
    """Return the id a group has now; who names it may not have heard that it moved."""
    heard_of = {chat_id}
    while (moved_to := await _read(connection, f"{_MOVED}{chat_id}")) is not None and moved_to not in heard_of:
        heard_of.add(moved_to)
        chat_id = moved_to
    return chat_id


async def _read(connection: AsyncConnection, key: str) -> int | None:
    value = (await connection.execute(_READ, {"named": key})).scalar_one_or_none()
    return int(value) if value is not None else None


async def _write(connection: AsyncConnection, key: str, chat_id: int) -> None:
    insert = upsert(connection, bindings).values(key=key, value=str(chat_id))
    await connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"value": str(chat_id)}))


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
_k = copies.c
_TOPICS = select(_p.chat_id, _p.topic_chat, _p.topic_thread).where(_p.topic_thread.is_not(None))
_bound = select(cast(bindings.c.value, BigInteger)).where(bindings.c.key == _ROOM).scalar_subquery()
_IN_ROOM = _p.topic_chat == func.coalesce(_bound, _p.topic_chat)
_TOPICS_OF = _TOPICS.where(_IN_ROOM, _p.chat_id.in_(bindparam("customers", expanding=True)))
_CUSTOMER = (
    select(*finding.NAMED, customer_files.c.called)
    .join_from(people, customer_files, customer_files.c.chat_id == _p.chat_id, isouter=True)
    .where(_p.chat_id == bindparam("chat"))
)
_READ = select(bindings.c.value).where(bindings.c.key == bindparam("named"))
_SHOWN = update(conversations).where(conversations.c.id == bindparam("this")).values(card_message=bindparam("shown_as"))
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

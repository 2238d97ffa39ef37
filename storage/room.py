"""The staff room and its topics, the customers they belong to, and which message is a copy of which."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import BigInteger, bindparam, cast, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.people import Customer
from desk.ports import Topic
from storage import finding
from storage.connections import Connections
from storage.dialects import upsert
from storage.tables import OPEN, UNSENT, bindings, conversations, copies, messages, outbox, people

_ROOM = "staff_room"
_MOVED = "moved:"  # and the id a group had before


class Room:
    """The part of an `Outbox` that knows where things stand."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def copies_of(self, messages: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Return, for (chat, message), the counterpart on the other side: the copy, or the original of a copy.

        Of a joined burst's many originals it is the last.
        """
        if not messages:
            return {}
        keys = sorted(messages)
        to = select(_k.from_chat, _k.from_message, _k.to_chat, _k.to_message)
        back = select(_k.to_chat, _k.to_message, _k.from_chat, _k.from_message).order_by(_k.from_message)
        async with self._connections.reading() as connection:
            originals = await connection.execute(back.where(tuple_(_k.to_chat, _k.to_message).in_(keys)))
            found = {(row[0], row[1]): (row[2], row[3]) for row in originals.all()}
            made = await connection.execute(to.where(tuple_(_k.from_chat, _k.from_message).in_(keys)))
            return {**found, **{(row[0], row[1]): (row[2], row[3]) for row in made.all()}}

    async def topics_of(self, customers: Collection[int]) -> Mapping[int, Topic]:
        """Return the topics these customers have in the staff room; one in another group counts for nothing."""
        if not customers:
            return {}
        wanted = _TOPICS.where(_IN_ROOM, _p.chat_id.in_(sorted(customers)))
        async with self._connections.reading() as connection:
            rows = (await connection.execute(wanted)).all()
        return {row.chat_id: Topic(chat_id=row.topic_chat, thread_id=row.topic_thread) for row in rows}

    async def customer(self, chat_id: int) -> Customer | None:
        """Return a customer by private chat."""
        async with self._connections.reading() as connection:
            row = (await connection.execute(select(*finding.NAMED).where(_p.chat_id == chat_id))).one_or_none()
        return finding.named(row) if row is not None else None

    async def bind_topic(self, customer: int, topic: Topic) -> Topic:
        """Record a customer's topic; if somebody was faster, return theirs.

        A topic just made is nobody else's: who is still written down for it has an older room in mind.
        """
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
        async with self._connections.writing() as connection:
            forgotten = await connection.execute(
                update(people)
                .where(_p.chat_id == customer, _p.topic_chat == topic.chat_id, _p.topic_thread == topic.thread_id)
                .values(topic_chat=None, topic_thread=None)
            )
            if forgotten.rowcount:
                anew = update(conversations).where(conversations.c.customer == customer, OPEN)
                await connection.execute(anew.values(card_message=None))

    async def card_shown(self, conversation_id: int, message_id: int) -> None:
        """Remember which message is a conversation's card."""
        async with self._connections.writing() as connection:
            await connection.execute(
                update(conversations).where(conversations.c.id == conversation_id).values(card_message=message_id)
            )

    async def moved(self, old_chat: int, new_chat: int) -> None:
        """Follow a group that became a supergroup: topics, copies, letters and the binding."""
        async with self._connections.writing() as connection:
            for column in (_p.topic_chat, _k.from_chat, _k.to_chat, messages.c.chat_id):
                await connection.execute(update(column.table).where(column == old_chat).values({column.name: new_chat}))
            bound = update(bindings).where(bindings.c.key == _ROOM, bindings.c.value == str(old_chat))
            await connection.execute(bound.values(value=str(new_chat)))
            await _write(connection, f"{_MOVED}{old_chat}", new_chat)
            await _readdress(connection, old_chat, new_chat)

    async def staff_room(self) -> int | None:
        """Return the bound staff group, if one is."""
        async with self._connections.reading() as connection:
            return await _read(connection, _ROOM)

    async def bind_room(self, chat_id: int) -> None:
        """Make this group, or what it has become, the staff room."""
        async with self._connections.writing() as connection:
            await bind(connection, chat_id)

    async def _has_topic(self, connection: AsyncConnection, customer: int) -> bool:
        return (await connection.execute(_TOPICS.where(_IN_ROOM, _p.chat_id == customer))).one_or_none() is not None


async def bind(connection: AsyncConnection, chat_id: int) -> None:
    """Make this group, or what it has become, the staff room; what stands in another is left behind there."""
    room = await _now(connection, chat_id)
    before = await _read(connection, _ROOM)
    if before == room:
        return
    await _write(connection, _ROOM, room)
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
    value = (await connection.execute(select(bindings.c.value).where(bindings.c.key == key))).scalar_one_or_none()
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
_ADDRESSED = select(outbox.c.id, outbox.c.lane, outbox.c.body, outbox.c.origin).where(UNSENT)
_READDRESS = (
    update(outbox)
    .where(outbox.c.id == bindparam("this"))
    .values(lane=bindparam("new_lane"), body=bindparam("new_body"), origin=bindparam("new_origin"))
)

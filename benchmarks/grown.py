"""A database that has been in use: one conversation is lived through the real door, and then had very often.

Copies have people, events, messages, counterparts, sent letters and handled updates of their own, all of them different
rows with different keys, as years would leave them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, String, Table, cast, func, insert, literal, null, select, text, true
from sqlalchemy import case as when
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from benchmarks.stage import ROOM, NotPlayed, clock
from benchmarks.strikes import AGENTS, RULES, admit, opened, serve
from desk.commands import Given, OfCustomer, OfMessage, OfTopic, Origin, React, Reply, Say
from desk.content import Content
from desk.desk import Desk
from desk.library.live import LiveLibrary
from desk.people import Customer
from desk.ports import Copied, Delivery, Posted, Topic
from faq import KnowledgeBase
from storage.engine import Database
from storage.tables import conversations, copies, events, handled_updates, messages, outbox, people, topics

FIRST = 8_000_000_000
"""The first of the customers who have conversations."""

SERVED = 200
"""How many of them are being served now."""

_PATTERN = 7_000_000_001
_STRIDE = 10_000
_FIRST_ID = 10
_BEGUN = 3  # events: opened, handed off, taken
_LANES = 500
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Past:
    """What a database has seen: events in a conversation, and conversations that are closed beside those served."""

    events: int
    former: int = 0


async def grow(url: str, past: Past) -> None:
    """Have a database in which this has happened."""
    async with opened(url) as database:
        await admit(database)
        await _live(database, past.events - _BEGUN)
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await _met(connection, max(SERVED, past.former // 5))
        if past.former:
            await _had(connection, past.former, among=past.former // 5, after=0, closed=True)
        await _had(connection, SERVED, among=SERVED, after=past.former, closed=False)
        if engine.dialect.name == "postgresql":
            await connection.execute(_COUNT_ON)
    await _rest(engine)
    await engine.dispose()


def desk_of(database: Database) -> Desk:
    """Return a desk whose clocks stand still for a day."""
    return Desk(database, LiveLibrary(KnowledgeBase([])), RULES, now=clock.now, locale="zh")


def said(customer: int, number: int, words: str) -> Given:
    """A customer's message, the update of the same number."""
    content = Content(chat_id=customer, message_id=number, sent_at=clock.now(), text=words)
    who = Customer(chat_id=customer, name=f"Customer {customer}")
    return Given(command=Say(customer=who, content=content), subject=OfCustomer(customer), update_id=number)


def replied(customer: int, number: int, words: str) -> Given:
    """The answer of whoever serves a customer, written in the topic."""
    content = Content(chat_id=ROOM, message_id=number, sent_at=clock.now(), text=words)
    origin = Origin(chat_id=ROOM, message_id=number, thread_id=customer)
    command = Reply(agent=1 + _PATTERN % AGENTS, origin=origin, content=content)
    return Given(command=command, subject=OfTopic(ROOM, customer), update_id=number)


def reacted(number: int, message: int) -> Given:
    """The emoji an agent put to a message of the room."""
    command = React(chat_id=ROOM, message_id=message, emoji="👍", agent=1 + _PATTERN % AGENTS)
    return Given(command=command, subject=OfMessage(ROOM, message), update_id=number)


async def carry(database: Database) -> int:
    """Claim and settle as the courier does, and return how many letters there were."""
    carried = 0
    posted, _ = await database.outbox.exchange((), clock.now(), _LANES, busy=())
    while posted:
        carried += len(posted)
        ended = [_delivered(one) for one in posted]
        posted, _ = await database.outbox.exchange(ended, clock.now(), _LANES, busy=())
    return carried


def _delivered(posted: Posted) -> Delivery:
    notice: Any = posted.letter.notice
    customer = posted.letter.customer or 0
    source, message = getattr(notice, "from_chat", None), getattr(notice, "message", None)
    made: tuple[Copied, ...] = ()
    to = customer if source == ROOM else ROOM
    if source is not None and message is not None:
        made = (Copied(from_chat=source, from_message=message, to_chat=to, to_message=_STRIDE // 2 + posted.id),)
    return Delivery(id=posted.id, at=clock.now(), chat_id=to, message_id=posted.id, text="", copies=made)


async def _live(database: Database, count: int) -> None:
    """Let the pattern be written to and answered, so many messages in all."""
    desk = desk_of(database)
    await serve(database, [clock.now() - timedelta(minutes=1)], first=_PATTERN)
    await database.outbox.bind_topic(_PATTERN, Topic(chat_id=ROOM, thread_id=_PATTERN))
    whole = [
        said(_PATTERN, n, f"the tap leaks, drop {n}") if n % 2 else replied(_PATTERN, n, f"drop {n}, noted")
        for n in range(1, count + 1)
    ]
    for begin in range(0, count, _AT_ONCE):
        if failures := await desk.handle(whole[begin : begin + _AT_ONCE]):
            raise NotPlayed(f"the pattern: {failures[0].error!r}")
    await carry(database)


async def _met(connection: AsyncConnection, count: int) -> None:
    """Know so many customers more, each with a topic."""
    n = _numbers(count)
    customer = n + literal(FIRST - 1)
    await _insert(connection, people, {"chat_id": customer}, people.c.chat_id == _PATTERN, n)
    bound: dict[str, Any] = {"customer": customer, "chat_id": literal(ROOM), "thread_id": customer}
    await _insert(connection, topics, bound, topics.c.customer == _PATTERN, n)


async def _had(connection: AsyncConnection, count: int, *, among: int, after: int, closed: bool) -> None:
    """Let so many conversations like the pattern have been had by the first customers, after so many others."""
    n = _numbers(count)
    customer = literal(FIRST) + (n - 1) % literal(among)
    number = n + literal(after)
    shift = number * literal(_STRIDE)
    this = number + literal(_FIRST_ID)

    def named(column: Any) -> Any:
        return func.replace(column, str(_PATTERN), cast(customer, String))

    def chat(column: Any) -> Any:
        return when((column == _PATTERN, customer), else_=column)

    c, m, k, o, u = conversations.c, messages.c, copies.c, outbox.c, handled_updates.c
    numbered = literal('"id":') + cast(this, String) + literal(",")
    facts = func.replace(named(c.facts), literal('"id":') + cast(c.id, String) + literal(","), numbered)
    ended: dict[str, Any] = {"state": literal("CLOSED"), "due_at": null()} if closed else {}
    whole = {"id": this, "customer": customer, "facts": facts, **ended}
    if closed:
        whole["facts"] = func.replace(facts, '"state":"ACTIVE"', '"state":"CLOSED"')
    await _insert(connection, conversations, whole, c.customer == _PATTERN, n)
    subject = literal("conversation:") + cast(this, String)
    of_pattern = select(literal("conversation:") + cast(c.id, String)).where(c.customer == _PATTERN).scalar_subquery()
    await _insert(connection, events, {"subject": subject}, events.c.subject == of_pattern, n)
    its = select(c.id).where(c.customer == _PATTERN).scalar_subquery()
    written = {"chat_id": chat(m.chat_id), "message_id": m.message_id + shift, "conversation_id": this}
    await _insert(connection, messages, written, m.conversation_id == its, n)
    made = {
        "from_chat": chat(k.from_chat), "from_message": k.from_message + shift,
        "to_chat": chat(k.to_chat), "to_message": k.to_message + shift,
    }  # fmt: skip
    await _insert(connection, copies, made, k.from_message < _STRIDE, n)
    sent = {
        "lane": named(o.lane), "customer": customer, "conversation_id": this, "body": named(o.body),
        "message_id": o.message_id + shift,
    }  # fmt: skip
    await _insert(connection, outbox, sent, o.conversation_id == its, n, leave_out=("id",))
    await _insert(connection, handled_updates, {"update_id": u.update_id + shift}, u.update_id < _STRIDE, n)


def _numbers(count: int) -> Any:
    """Return a column that counts from 1."""
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    return numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < count)).c.n


async def _insert(
    connection: AsyncConnection,
    table: Table,
    new: dict[str, Any],
    which: Any,
    n: Any,
    leave_out: Sequence[str] = (),
) -> None:
    """Write rows of a table once more for every number, with other values in some columns."""
    kept: list[Column[Any]] = [column for column in table.c if column.name not in leave_out]
    rows = select(*(new.get(column.name, column) for column in kept)).select_from(table).join(n.table, true())
    await connection.execute(insert(table).from_select([column.name for column in kept], rows.where(which)))


async def _rest(engine: AsyncEngine) -> None:
    """Let the server look at what it has, as it would by itself within a minute, and have all of it on the disk."""
    tasks = ("VACUUM (ANALYZE)", "CHECKPOINT") if engine.dialect.name == "postgresql" else _WRITTEN
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for task in tasks:
            await connection.execute(text(task))


_WRITTEN = ("PRAGMA wal_checkpoint(TRUNCATE)",)
_COUNT_ON = text("SELECT setval(pg_get_serial_sequence('conversations', 'id'), (SELECT max(id) FROM conversations))")

"""Which conversations a batch is about: subjects in, locked rows out."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select, tuple_, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.commands import OfCustomer, OfMessage, OfNumber, OfTopic, Subject
from desk.customers.file import CustomerClass
from desk.people import Customer
from desk.ports import Loaded
from desk.state import Conversation
from storage import codec
from storage.columns import AnyRow
from storage.tables import cases, conversations, copies, customer_files, forms, messages, people, topics

NAMED = (people.c.chat_id, people.c.name, people.c.username, people.c.locale)
"""What a customer is made of; the first columns of every row that has one."""


async def load(connection: AsyncConnection, subjects: Collection[Subject]) -> Loaded:
    """Return the conversations these are about, locked until the end of the transaction.

    One statement; others before it for messages and topics of a staff room, one for who never had a conversation.
    """
    of_topics = await _customers_of({s for s in subjects if isinstance(s, OfTopic)}, connection)
    of_messages = await _numbers_of({s for s in subjects if isinstance(s, OfMessage)}, connection)
    rows = await _locked(subjects, set(of_messages.values()), set(of_topics.values()), connection)
    latest = {row.chat_id: row for row in rows if row.latest}
    numbers = {row.id: row for row in rows}
    decoded = {row.id: codec.conversation(row.id, row.facts) for row in rows}
    loaded: dict[Subject, Conversation | None] = {}
    for subject in subjects:
        match subject:
            case OfCustomer():
                row = latest.get(subject.chat_id)
            case OfTopic():
                row = latest.get(of_topics.get(subject, 0))
            case OfMessage():
                row = numbers.get(of_messages.get(subject, 0))
            case OfNumber():
                row = numbers.get(subject.conversation_id)
            case _:
                row = None
        loaded[subject] = decoded[row.id] if row is not None else None
    customers = {row.chat_id: named(row) for row in rows}
    strangers = {s.chat_id for s in subjects if isinstance(s, OfCustomer)} - customers.keys()
    return Loaded(
        conversations=loaded,
        customers={**customers, **await _named(strangers, connection)},
        barred=frozenset(row.chat_id for row in rows if row.barred_at is not None),
        cared_for=frozenset(row.chat_id for row in rows if row.care),
        classes={row.chat_id: CustomerClass(row.klass) for row in rows if row.klass is not None},
        forms=frozenset(row.chat_id for row in rows if row.has_form),
        cases=frozenset(row.chat_id for row in rows if row.has_case),
    )


def named(row: AnyRow) -> Customer:
    """Return the customer a row begins with."""
    return Customer(chat_id=row[0], name=row[1], username=row[2], locale=row[3])


async def _locked(
    subjects: Iterable[Subject], numbers: set[int], customers: set[int], connection: AsyncConnection
) -> list[AnyRow]:
    customers = customers | {s.chat_id for s in subjects if isinstance(s, OfCustomer)}
    numbers = numbers | {s.conversation_id for s in subjects if isinstance(s, OfNumber)}
    given = {"customers": sorted(customers), "numbers": sorted(numbers)}
    wanted = {name: keys for name, keys in given.items() if keys}
    if not wanted:
        return []
    return list((await connection.execute(_found(tuple(wanted)), wanted)).all())


async def _numbers_of(subjects: Collection[OfMessage], connection: AsyncConnection) -> Mapping[Subject, int]:
    """Find the conversation of a message we kept, or of the one it is a copy of."""
    if not subjects:
        return {}
    keys = sorted((s.chat_id, s.message_id) for s in subjects)
    rows = (await connection.execute(_OF_MESSAGES, {"keys": keys})).all()
    return {OfMessage(chat, message): number for chat, message, number in rows}


async def _customers_of(subjects: Collection[OfTopic], connection: AsyncConnection) -> Mapping[Subject, int]:
    """Find the customers whose topics these are, in whichever room."""
    if not subjects:
        return {}
    keys = sorted((s.chat_id, s.thread_id) for s in subjects)
    rows = (await connection.execute(_OF_TOPICS, {"keys": keys})).all()
    return {OfTopic(chat, thread): customer for chat, thread, customer in rows}


async def _named(customers: set[int], connection: AsyncConnection) -> dict[int, Customer]:
    if not customers:
        return {}
    rows = await connection.execute(_NAMED, {"customers": sorted(customers)})
    return {row.chat_id: named(row) for row in rows.all()}


_newer = conversations.alias("newer")
_IS_LATEST = (
    ~select(_newer.c.id)
    .where(_newer.c.customer == conversations.c.customer, _newer.c.id > conversations.c.id)
    .correlate(conversations)
    .exists()
)
_KLASS = (
    select(customer_files.c.klass)
    .where(customer_files.c.chat_id == people.c.chat_id)
    .correlate(people)
    .scalar_subquery()
)
_HAS_FORM = select(forms.c.chat_id).where(forms.c.chat_id == people.c.chat_id).correlate(people).exists()
_HAS_CASE = select(cases.c.id).where(cases.c.customer == people.c.chat_id).correlate(people).exists()
_FOUND = (
    select(
        *NAMED,
        people.c.barred_at,
        people.c.care,
        _KLASS.label("klass"),
        conversations.c.id,
        conversations.c.facts,
        _IS_LATEST.label("latest"),
        _HAS_FORM.label("has_form"),
        _HAS_CASE.label("has_case"),
    )
    .join(people, people.c.chat_id == conversations.c.customer)
    .order_by(conversations.c.id)
    .with_for_update(of=conversations, key_share=True)  # SQLite, with one writer, needs no such lock and says none
)
_NAMED = select(*NAMED).where(people.c.chat_id.in_(bindparam("customers", expanding=True)))
_keys: BindParameter[Any] = bindparam("keys", expanding=True)
_OF_MESSAGES = union_all(
    select(messages.c.chat_id, messages.c.message_id, messages.c.conversation_id).where(
        tuple_(messages.c.chat_id, messages.c.message_id).in_(_keys)
    ),
    select(copies.c.to_chat, copies.c.to_message, messages.c.conversation_id)
    .join(messages, (messages.c.chat_id == copies.c.from_chat) & (messages.c.message_id == copies.c.from_message))
    .where(tuple_(copies.c.to_chat, copies.c.to_message).in_(_keys)),
)
_OF_TOPICS = select(topics.c.chat_id, topics.c.thread_id, topics.c.customer).where(
    tuple_(topics.c.chat_id, topics.c.thread_id).in_(_keys)
)
_WANTED: Mapping[str, Select[Any]] = {
    "customers": select(func.max(conversations.c.id))
    .where(conversations.c.customer.in_(bindparam("customers", expanding=True)))
    .group_by(conversations.c.customer),
    "numbers": select(conversations.c.id).where(conversations.c.id.in_(bindparam("numbers", expanding=True))),
}


@cache
def _found(ways: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """Find the conversations meant in some of the ways to mean one."""
    wanted = [_WANTED[way] for way in ways]
    return _FOUND.where(conversations.c.id.in_(wanted[0] if len(wanted) == 1 else union_all(*wanted)))

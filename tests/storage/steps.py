"""Steps the stories of storage are told in: conversations that begin and go on, letters, and what came of them."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from desk.commands import OfCustomer
from desk.content import Content
from desk.events import CustomerWrote, Event, HandedOff, Opened, Reason, Taken
from desk.evolution import evolve
from desk.notices import HelpText, Notice
from desk.people import Agent, Customer
from desk.ports import Change, DutyChange, Letter, Posted, UnitOfWork, Written
from desk.queue import rank_of
from desk.rules import Rules
from desk.state import Conversation
from storage.engine import Database
from tests.kit.cast import LIN, MEI, at


def step(before: Conversation, *news: Event, **more: Any) -> Change:
    """Return the change some events make."""
    after = before
    for event in news:
        after = evolve(after, event)
    return Change(before=before, after=after, news=news, **{"rank": rank_of(after, Rules()), **more})


def begun(customer: Customer = MEI, when: datetime | None = None, **more: Any) -> Change:
    """Return the change a customer's first message makes."""
    moment = when or at()
    opened = (Opened(at=moment), CustomerWrote(at=moment, message=5, locale="en"))
    return step(Conversation(customer=customer.chat_id, locale="en"), *opened, customer=customer, **more)


def queued(customer: Customer = MEI, when: datetime | None = None, **more: Any) -> Change:
    """Return the change of a customer who asks for a person at once."""
    moment = when or at()
    fresh = Conversation(customer=customer.chat_id, locale="en")
    news = (Opened(at=moment), HandedOff(at=moment, reason=Reason.ASKED))
    return step(fresh, *news, customer=customer, **more)


def taken(customer: Customer = MEI, agent: Agent = LIN, when: datetime | None = None, **more: Any) -> Change:
    """Return the change of a customer who asks for a person and is served at once."""
    moment = when or at()
    fresh = Conversation(customer=customer.chat_id, locale="en")
    news = (
        Opened(at=moment),
        HandedOff(at=moment, reason=Reason.ASKED),
        Taken(at=moment, agent=agent.user_id),
    )
    return step(fresh, *news, customer=customer, **more)


def wrote(message: int, text: str, when: datetime | None = None, **more: Any) -> Written:
    """Return a message of Mei's to be kept."""
    content = Content(chat_id=MEI.chat_id, message_id=message, sent_at=when or at(), text=text)
    return Written(content=content, author="customer", **more)


def letter(notice: Notice | None = None, customer: Customer | None = MEI, **more: Any) -> Letter:
    """Return a letter to somebody, of whichever words."""
    whom = customer.chat_id if customer is not None else None
    return Letter(notice=notice or HelpText(), locale="en", customer=whom, **more)


async def record(database: Database, *changes: Change) -> None:
    """Write changes in a transaction of their own."""
    async with database.begin() as unit:
        await unit.record(changes)


async def post(database: Database, *letters: Letter) -> None:
    """Put letters into the outbox in a transaction of their own."""
    async with database.begin() as unit:
        await unit.post(letters)


async def employ(database: Database, *agents: Agent) -> None:
    """Let people work here."""
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=agent, admitted=True, at=at()) for agent in agents])


async def fail(database: Database, write: Callable[[UnitOfWork], Awaitable[object]]) -> None:
    """Write something in a transaction that then goes wrong."""
    with suppress(ZeroDivisionError):
        async with database.begin() as unit:
            await write(unit)
            raise ZeroDivisionError


async def conversation_of(database: Database, customer: Customer = MEI) -> Conversation:
    """Return a customer's latest conversation."""
    async with database.begin() as unit:
        found = (await unit.load([OfCustomer(customer.chat_id)])).conversations[OfCustomer(customer.chat_id)]
    assert found is not None
    return found


async def claim(
    database: Database, when: datetime | None = None, *, most: int = 100, busy: Collection[str] = ()
) -> Sequence[Posted]:
    """Take letters as the courier does."""
    return await database.outbox.claim(when or at(), most, busy=busy)


async def rows(database: Database, table: Table) -> list[dict[str, Any]]:
    """Return everything a table holds, in the order of its key."""
    async with database._connections.reading() as connection:
        found = await connection.execute(select(table).order_by(*table.primary_key))
        return [dict(row._mapping) for row in found.all()]

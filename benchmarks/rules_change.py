"""What a change of the rules costs while many clocks run: how long until every one is looked at, and who waits for it.

`python -m benchmarks.rules_change [--clocks 10000]` changes the rules file of a desk in this process. Meanwhile
customers write through the same door, one after another.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure, quantile, reached, table
from benchmarks.stage import clock, patiently
from benchmarks.strikes import opened
from bot.rulekeeping import RuleKeeper, open_rules
from bot.settings import Settings
from bot.timekeeper import Timekeeper
from desk import events as e
from desk.clocks import soonest
from desk.commands import Given, OfCustomer, Say
from desk.content import Content
from desk.desk import Desk
from desk.evolution import fold
from desk.library.live import LiveLibrary
from desk.people import Customer
from desk.ports import Change
from desk.rules import Rules
from desk.rules.live_rules import LiveRules
from desk.state import Conversation
from faq import KnowledgeBase
from storage.engine import Database

_WRITES_EVERY = 0.02
_BEFORE = 5.0
_CHUNK = 500
_OTHERS = 1_000_000
_SLOW = 'accept = "P1D"\nfirst_reply = "P1D"\nwait_comfort = "P1D"\nwait_explain = "P2D"\n'


async def figures(clocks: int) -> list[Figure]:
    """Measure once on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        return await _measured(Path(folder), clocks)


async def _measured(folder: Path, clocks: int) -> list[Figure]:
    file = folder / "rules.toml"
    file.write_text(_SLOW, encoding="utf-8")
    settings = Settings.model_validate({"rules": file, "bot_token": None})
    async with opened(f"sqlite+aiosqlite:///{folder / 'desk.sqlite3'}") as database:
        live = await open_rules(database, settings, clock)
        await _wait(database, live.now, clocks)
        desk = Desk(database, LiveLibrary(KnowledgeBase([])), live, now=clock.now, locale="zh")
        keeper = RuleKeeper(settings, database, live, clock)
        return await _changed(database, desk, live, keeper, file, clocks)


async def _changed(
    database: Database, desk: Desk, live: LiveRules, keeper: RuleKeeper, file: Path, clocks: int
) -> list[Figure]:
    heard, stop = asyncio.Event(), asyncio.Event()
    heard.set()
    timekeeper = Timekeeper(desk, database.agenda, clock, heard=heard)
    database.moved.append(timekeeper.expect)
    calm: list[float] = []
    busy: list[float] = []
    spans = calm
    async with asyncio.TaskGroup() as group:
        group.create_task(timekeeper.run(stop))
        group.create_task(_write(desk, stop, lambda: spans))
        await clock.sleep(_BEFORE)
        before = timekeeper.struck
        file.write_text(_SLOW + "misses = 3\n", encoding="utf-8")  # noqa: ASYNC240 - a few bytes
        spans = busy
        began = time.perf_counter()
        while live.now.version == 1:
            await keeper.look()
        exchanged = time.perf_counter() - began
        done = await patiently(lambda: _looked(timekeeper, before + clocks), 120)
        took = time.perf_counter() - began
        stop.set()
    what = f"{clocks:,} running clocks, rules changed"
    return [
        reached(f"{what}: in force after", 1000 * exchanged, unit=" ms"),
        reached(f"{what}: all looked at again after", took if done else float("nan"), unit=" s", at_most=30),
        reached("  a message through the door meanwhile, p99", 1000 * quantile(busy, 0.99), unit=" ms"),
        reached("  the longest", 1000 * max(busy), unit=" ms"),
        reached("  the same before, p99", 1000 * quantile(calm, 0.99), unit=" ms"),
    ]


async def _wait(database: Database, rules: Rules, count: int) -> None:
    """Have so many customers wait, whose promises are all of tomorrow."""
    now = clock.now()
    for begin in range(1, count + 1, _CHUNK):
        changes = [_waiting(n, now - timedelta(seconds=n % 3600), rules) for n in range(begin, begin + _CHUNK)]
        async with database.begin() as unit:
            await unit.record(changes)


def _waiting(customer: int, at: datetime, rules: Rules) -> Change:
    news = (e.Opened(at=at), e.HandedOff(at=at, reason=e.Reason.ASKED))
    after = fold(customer, news)
    return Change(
        before=Conversation(customer=customer),
        after=after,
        news=news,
        customer=Customer(chat_id=customer, name=f"Customer {customer}"),
        next_due_at=soonest(after, rules),
        rank=at,
    )


async def _looked(timekeeper: Timekeeper, enough: int) -> bool:
    return timekeeper.struck >= enough


async def _write(desk: Desk, stop: asyncio.Event, spans: Callable[[], list[float]]) -> None:
    """Let customers write, one after another, and take the time of each."""
    number = 0
    while not stop.is_set():
        number += 1
        customer = Customer(chat_id=_OTHERS + number, name="Mei")
        content = Content(chat_id=customer.chat_id, message_id=1, sent_at=clock.now(), text="您好")
        began = time.perf_counter()
        await desk.handle(
            [Given(command=Say(customer=customer, content=content), subject=OfCustomer(customer.chat_id))]
        )
        spans().append(time.perf_counter() - began)
        await clock.sleep(_WRITES_EVERY)


def main() -> int:
    """Print the table; 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules_change", description=__doc__)
    parser.add_argument("--clocks", type=int, default=10_000)
    found = asyncio.run(figures(parser.parse_args().clocks))
    sys.stdout.write(table(found) + "\n")
    return int(any(figure.met is False for figure in found))


if __name__ == "__main__":
    sys.exit(main())

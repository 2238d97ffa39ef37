"""Three processes on one PostgreSQL: one is stopped where it stands and goes on later; all are replaced under load.

A stopped process keeps its sessions, its locks and its seat until the others take it for gone. What it does when it
wakes up it does too late, and that must do no harm.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.clock import WallClock
from desk.events import Breached, Clock
from storage import codec
from storage.presence import STALE
from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.forms import LONG
from tests.kit.crowds import Place, at_work
from tests.kit.databases import Server, postgres
from tests.kit.desks import LIN, ROOM, WANG, Desk, Sandbox, sandbox
from tests.kit.mirrors import in_order, mirrored, quiet, said_unmarked
from tests.kit.watching import on_duty

__all__ = ["postgres"]

pytestmark = pytest.mark.fire

CUSTOMERS = 6
FIRST = 70000
PACE = 1000
EVERY = 0.2  # seconds between two lines
ACCEPT = 8  # seconds
PATIENCE = 1200 if LONG else 180  # seconds for a talk; in the long form fifteen processes are replaced in it
TOO_LATE = 10.0
"""Seconds beyond `STALE` after which the others have not taken over."""

FETCHER = """
SELECT p.name FROM processes p JOIN pg_locks l ON l.pid = p.session
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1036302 AND l.objid = 1
"""
TEXTS = "SELECT text FROM messages WHERE author = 'customer' AND text LIKE '消息 %'"
HEARD = "SELECT subject FROM events WHERE type = 'CustomerWrote'"
LATE = "SELECT subject, body FROM events WHERE type = 'Breached'"
STRUCK = "SELECT subject FROM strikes WHERE clock = 'accept' AND tier = 1"
TAKEN = "SELECT subject FROM events WHERE type = 'Taken'"
UNSENT = "SELECT id FROM outbox WHERE settled_at IS NULL"


class Talk:
    """Customers who write one numbered line after another, and somebody who notes when each stands in the room."""

    def __init__(self, play: Sandbox) -> None:
        self._play = play
        self._clock = WallClock()
        self._over = asyncio.Event()
        self.written: dict[str, float] = {}
        self.shown: dict[str, float] = {}

    async def write(self) -> None:
        """Write until it is over."""
        while not self._over.is_set():
            number = len(self.written)
            line = f"消息 {number:04}"
            self.written[line] = now()
            await self._play.do("write", as_=FIRST + number % CUSTOMERS, text=line)
            await self._clock.sleep(EVERY)

    async def watch(self) -> None:
        """Note what is said in the room until all that was written stands there."""
        seq = (await self._play.see("feed"))["seq"]
        while not self._over.is_set() or len(self.shown) < len(self.written):
            seen = await self._play.see("feed", since=seq, wait=1, kind="message", chat=ROOM)
            seq = seen["seq"]
            messages = [event["message"] for event in seen["events"]]
            for line in (line for lines in mirrored({"messages": messages}).values() for line in lines):
                self.shown.setdefault(line, now())

    def end(self) -> None:
        """Let nobody write any more."""
        self._over.set()

    def longest(self, since: float = float("-inf")) -> float:
        """Return the longest time a line written since then took to stand in the room."""
        return max(self.shown[line] - at for line, at in self.written.items() if at >= since)

    def first_after(self, moment: float) -> float:
        """Return how long after a moment the first line written after it stood in the room."""
        return min(self.shown[line] for line, at in self.written.items() if at >= moment) - moment


def now() -> float:
    """Return the moment on the machine's clock that never jumps."""
    return asyncio.get_running_loop().time()


@asynccontextmanager
async def talking(play: Sandbox) -> AsyncGenerator[Talk]:
    """Have customers who write during the block; at its end, wait until all they wrote stands in the room."""
    talk = Talk(play)
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        group.create_task(talk.watch())
        group.create_task(talk.write())
        try:
            yield talk
        finally:
            talk.end()


async def fetcher(place: Place, desks: list[Desk]) -> Desk:
    """Return the process that has the seat of who fetches updates."""
    (row,) = await place.rows(FETCHER)
    return next(one for one in desks if row.name.endswith(f":{one.process.pid}"))


async def counted(scenario: str, place: Place, play: Sandbox, talk: Talk, recovery: float) -> Figures:
    """Hold what stands in the room against what was written, and the database against both."""
    room = await play.room()
    sent = Counter(line for lines in mirrored(room).values() for line in lines)
    kept = [row.text for row in await place.rows(TEXTS)]
    heard = await place.rows(HEARD)
    unmarked = sum(count - 1 for count in said_unmarked(room).values())
    struck = Counter(row.subject for row in await place.rows(STRUCK))
    told = [(row.subject, codec.event("Breached", row.body)) for row in await place.rows(LATE)]
    late = Counter(
        who for who, what in told if isinstance(what, Breached) and what.clock is Clock.ACCEPT and what.tier == 1
    )
    taken = Counter(row.subject for row in await place.rows(TAKEN))
    assert await place.rows(UNSENT) == [], "letters are left"
    return Figures(
        scenario=scenario,
        lost=len(set(talk.written) - sent.keys()) + len(set(talk.written) - set(kept)),
        doubled=unmarked + len(kept) - len(set(kept)) + len(heard) - len(talk.written) - CUSTOMERS,
        repeated=sum(count - 1 for count in sent.values()),
        out_of_order=sum(not in_order(lines) for lines in mirrored(room).values()),
        missed=CUSTOMERS - len(struck & late),
        fired_twice=sum(count - 1 for count in (struck | late).values()),
        two_owners=sum(count > 1 for count in taken.values()),
        recovery=recovery,
    )


@pytest.fixture
def three(postgres: Server) -> Place:
    """Return a new database for three processes."""
    return Place(asyncio.run(postgres.migrated()), 3)


def desks_of(place: Place, folder: Path, play: Sandbox) -> list[Desk]:
    """Return three desks that strike soon when nobody takes a customer."""
    rules = folder / "rules.toml"
    rules.write_text(f"accept = {ACCEPT}\ncapacity = 50\n", encoding="utf-8")
    return place.desks(folder, play.url, DESK_PACE=str(PACE), DESK_RULES=str(rules))


async def test_a_process_that_is_stopped_and_goes_on_does_no_harm(
    tmp_path: Path, three: Place, tally: Tally, *, long: bool
) -> None:
    clock = WallClock()
    async with sandbox(pace=PACE) as play:
        desks = desks_of(three, tmp_path, play)
        async with at_work(desks, play):
            await on_duty(play, LIN)
            await play.do("bulk", count=CUSTOMERS, users=CUSTOMERS, first_user=FIRST, text="转人工")
            await play.until(lambda _: True, kind="topic", chat=ROOM)
            async with talking(play) as talk:
                await clock.sleep(2)
                victim = await fetcher(three, desks)
                os.kill(victim.process.pid, signal.SIGSTOP)
                stopped = now()
                try:
                    await both_take(play)
                    await clock.sleep(30 if long else 20)
                finally:
                    os.kill(victim.process.pid, signal.SIGCONT)
                goes_on = now()
                await victim.ready(play.session)
                await clock.sleep(3)
            await quiet(play, clock, topics=CUSTOMERS)
            recovery = talk.first_after(stopped)
            figures = await counted("one of three is stopped and goes on", three, play, talk, recovery)
            print(f"after it went on, a line took {talk.longest(goes_on):.2f} s at most")  # noqa: T201 - a figure
            tally(figures)
            assert recovery < STALE + TOO_LATE


async def both_take(play: Sandbox) -> None:
    """Let two agents take every customer, in the same moment."""
    await on_duty(play, WANG)
    for topic in (await play.room())["topics"]:
        for agent in (LIN, WANG):
            await play.do("write", as_=agent, chat=ROOM, thread=topic["message_thread_id"], text="/take")


async def test_three_processes_are_replaced_one_after_another_while_customers_write(
    tmp_path: Path, three: Place, tally: Tally, *, long: bool
) -> None:
    clock = WallClock()
    async with sandbox(pace=PACE) as play:
        desks = desks_of(three, tmp_path, play)
        async with at_work(desks, play):
            await play.do("bulk", count=CUSTOMERS, users=CUSTOMERS, first_user=FIRST, text="转人工")
            await play.until(lambda _: True, kind="topic", chat=ROOM)
            async with talking(play) as talk:
                for one in desks * (5 if long else 1):
                    await clock.sleep(1)
                    assert await asyncio.to_thread(one.stop) == 0
                    one.start()
                    await one.ready(play.session)
                await clock.sleep(1)
            await quiet(play, clock, topics=CUSTOMERS)
            tally(await counted("three are replaced one by one", three, play, talk, talk.longest()))

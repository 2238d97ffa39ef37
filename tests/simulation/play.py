"""A stretch of days of the whole desk, by one seed: played, checked every hour and in the end, and told in figures."""

import gc
import tempfile
import time
from asyncio import TaskGroup
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same days every time
from typing import Any

from bot.places import EXAMPLE_LIBRARY, rules_of
from bot.playing import STAFF_ROOM as ROOM
from bot.playing import ZHAO
from faq.files.reading import read
from tests.simulation.agents import Agent, Board
from tests.simulation.customers import Customer
from tests.simulation.invariants import EVERY_HOUR, IN_THE_END
from tests.simulation.life import Lives
from tests.simulation.record import Invariant, Record
from tests.simulation.town import Town
from tests.simulation.virtual import VirtualClock, run_virtually
from tests.simulation.weather import Weather, plan_weather

MONDAY = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)
"""Midnight in Shanghai, where the people live."""
_BUSY = (1, 1, 0, 0, 0, 1, 2, 5, 10, 12, 11, 9, 7, 8, 9, 9, 8, 8, 7, 7, 6, 5, 3, 2)
"""How many come in each hour of a day, in proportion."""
_FIRST_CUSTOMER, _FIRST_AGENT = 5_000_000, 900_100
_DAY = 86400.0
_ADMITTED = 60.0


class Broken(AssertionError):  # noqa: N818 - reads as the sentence it is
    """An invariant does not hold; says which, when, and for which seed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much of everything; `gives_way` is how often a statement lets other tasks go first."""

    seed: int = 1
    agents: int = 20
    conversations: int = 3000
    days: float = 30
    storms_a_day: float = 3
    crashes: int = 5
    gives_way: float = 0.2
    rules: Path | None = None
    hours: Path | None = None
    rota: Path | None = None
    library: Path = EXAMPLE_LIBRARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came of it."""

    conversations: int
    by_bot_alone: int
    handed_off: int
    taken: int
    resolved: int
    reopened: int
    breaches: int
    struck: int
    latest_strike: float
    updates: int
    letters_sent: int
    letters_dropped: int
    doubled: int
    crashes: int
    storms: int
    updates_repeated: int
    checks: int
    wall: float

    def lines(self) -> Iterable[tuple[str, str]]:
        """Return a name and a figure for each."""
        for name, figure in asdict(self).items():
            yield name.replace("_", " "), f"{figure:.1f}" if isinstance(figure, float) else str(figure)


def play(plan: Plan, folder: Path) -> Figures:
    """Play a plan; the same plan is the same every time.

    Raises:
        Broken: an invariant did not hold.
    """
    try:
        figures: Figures = run_virtually(MONDAY, lambda clock: _Play(plan, folder, clock).run())
    except* Broken as broken:
        raise broken.exceptions[0] from None
    return figures


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Have a folder, in memory where there is such a place: no life ends by losing the machine's power."""
    shared = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    place = shared if shared.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="frontdesk-days-", dir=place) as folder:
        yield Path(folder)


class _Play:
    def __init__(self, plan: Plan, folder: Path, clock: VirtualClock) -> None:
        self._began = time.perf_counter()
        self._plan = plan
        self._clock = clock
        self._chance = Random(plan.seed)  # noqa: S311 - seeded, and not to be kept secret
        self._town = Town(clock, self._chance)
        self._lives = Lives(
            self._town,
            folder,
            Random(plan.seed + 1),  # noqa: S311 - as above
            gives_way=plan.gives_way,
            files={"rules": plan.rules, "hours": plan.hours, "rota": plan.rota, "faq": plan.library},
        )
        self._record: Record | None = None
        self._checks = 0

    async def run(self) -> Figures:
        weather = self._plan_it()
        async with TaskGroup() as group:
            group.create_task(self._lives.go_on())
            watching = group.create_task(self._town.watch())
            await self._by_the_hour()
            await self._calm_down()
            self._lives.stop()
            watching.cancel()
        record = self._recorded()
        self._check(record, IN_THE_END)
        figures = self._figures(record, weather)
        record.close()
        return figures

    def _plan_it(self) -> Weather:
        plan, chance = self._plan, self._chance
        questions = [asked for entry in read(plan.library) for asked in (entry.question, *entry.variants)]
        for n in range(plan.conversations):
            customer = Customer(self._town, _FIRST_CUSTOMER + n, questions)
            self._town.later(_arrival(chance, plan.days), customer.comes)
        board = Board()
        for n in range(plan.agents):
            agent = Agent(self._town, _FIRST_AGENT + n, board)
            self._town.later(_ADMITTED, partial(self._town.write, ZHAO, f"/admit {agent.id} 客服", chat=ROOM))
            for day in range(int(plan.days + 0.999)):
                if chance.random() < 0.75:
                    agent.works(day * _DAY + chance.uniform(7.5, 14) * 3600, 8)
        storms = plan.storms_a_day
        return plan_weather(
            self._town, self._lives, Random(plan.seed + 2), days=plan.days, storms_a_day=storms, crashes=plan.crashes  # noqa: S311 - as above
        )  # fmt: skip

    async def _by_the_hour(self) -> None:
        await self._clock.sleep(10)  # the first life makes its tables
        self._recorded()
        end = self._clock.now() + timedelta(days=self._plan.days)
        while (left := (end - self._clock.now()).total_seconds()) > 0:
            await self._clock.sleep(min(3600.0, left))
            self._check(self._recorded(), EVERY_HOUR)
            self._clock.beat()
            if self._checks == 1:
                gc.collect()
                gc.freeze()

    async def _calm_down(self) -> None:
        """Let nobody do anything new, and wait until all that was begun has ended."""
        self._town.asleep = True
        self._town.world.faults.switch_off()
        record = self._recorded()
        for _ in range(2000):
            if not self._town.world.bot().updates.waiting and not record.count(_UNSENT):
                return
            await self._clock.sleep(65)
            self._clock.beat()

    def _recorded(self) -> Record:
        if self._record is None:
            lives = self._lives
            record = Record(lives.database, self._town, rules_of(lives.settings), lives.begun_at)
            self._clock.due_after = lambda now: record.due_after(now, lives.commits)
            self._record = record
        return self._record

    def _check(self, record: Record, invariants: Iterable[Invariant]) -> None:
        self._checks += 1
        record.look()
        for invariant in invariants:
            try:
                invariant(record)
            except AssertionError as error:
                at = self._clock.now()
                raise Broken(f"{invariant.__name__} at {at:%d %H:%M}, seed {self._plan.seed}: {error}") from error

    def _figures(self, record: Record, weather: Weather) -> Figures:
        counted: dict[str, Any] = {name: record.count(query) for name, query in _COUNTED.items()}
        return Figures(
            **counted,
            latest_strike=record.count(_LATEST) / 1e6,
            updates=self._town.world.bot().updates.next_id - 500_000_001,
            crashes=self._lives.ended_early,
            storms=weather.storms,
            updates_repeated=weather.repeated,
            checks=self._checks,
            wall=time.perf_counter() - self._began,
        )


def _arrival(chance: Random, days: float) -> float:
    day = chance.randrange(int(days)) if days >= 1 else 0
    return day * _DAY + (chance.choices(range(24), _BUSY)[0] + chance.random()) * 3600


_LATEST = "SELECT max(at - due) FROM strikes"
_UNSENT = "SELECT count(*) FROM outbox WHERE settled_at IS NULL"
_BY_TYPE = "SELECT count(*) FROM events WHERE type = "
_COUNTED = {
    "conversations": "SELECT count(*) FROM conversations",
    "by_bot_alone": "SELECT count(*) FROM conversations WHERE epoch = 0",
    "handed_off": f"{_BY_TYPE}'HandedOff'",
    "taken": f"{_BY_TYPE}'Taken'",
    "resolved": f"{_BY_TYPE}'Resolved'",
    "reopened": "SELECT count(*) FROM events WHERE type IN ('Reopened', 'Resumed')",
    "breaches": f"{_BY_TYPE}'Breached'",
    "struck": "SELECT count(*) FROM strikes",
    "letters_sent": "SELECT count(*) FROM outbox WHERE status = 'sent'",
    "letters_dropped": "SELECT count(*) FROM outbox WHERE status = 'dropped'",
    "doubled": "SELECT count(*) FROM outbox WHERE status = 'sent' AND maybe_sent",
}

"""A whole desk under fire in virtual time: customers who are served by one clerk, and what each of them got to see.

Nothing is waited for: an hour of a group's budget takes as long as the machine needs to count it.
"""

import itertools
import tempfile
from asyncio import TaskGroup
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same run every time
from typing import Any

from bot.places import rules_of
from bot.sandbox.people import User
from handlers.words import words_of
from tests.kit.desks import LIN, ROOM, ZHAO
from tests.simulation.invariants import IN_THE_END
from tests.simulation.life import Lives
from tests.simulation.line import Latency
from tests.simulation.record import Record
from tests.simulation.town import Message, Town, button, said
from tests.simulation.virtual import VirtualClock, run_virtually

MONDAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
LIBRARY = Path(__file__).parent.parent / "simulation" / "library.yaml"
FIRST = 5_000_000
TAKE = "接单"
_AT_A_TIME = 5  # customers who come together
RULES = "capacity = 100000\n"
REPEATS = tuple(words_of(locale)("mark.repeat") for locale in ("zh", "en"))
"""What stands above whatever may be said twice."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot as somebody saw it: what it says, and when."""

    at: datetime
    text: str
    message: Message


class Visitor:
    """A customer with a matter for people, who remembers what is said."""

    def __init__(self, town: Town, number: int) -> None:
        self.town = town
        self.id = number
        self.name = f"客户{number % 100000:05}"
        self.thread: int | None = None
        self.served = False
        self.wrote: list[str] = []
        self.seen: list[Seen] = []
        town.join(User(number, self.name, language_code="zh-hans"), self)

    def sees(self, message: Message) -> None:
        """Remember what is said."""
        self.seen.append(Seen(self.town.clock.now(), said(message), message))

    def hears(self, press: Message) -> None:
        """A press was answered; that is enough."""

    def writes(self, text: str) -> None:
        """Write to the bot."""
        self.wrote.append(text)
        self.town.write(self.id, text)


class Clerk:
    """The one who serves everybody: takes whatever can be taken, and remembers what stands in each topic."""

    def __init__(self, town: Town, visitors: Mapping[str, Visitor]) -> None:
        self.town = town
        self.visitors = visitors
        self.takes = True
        self.seen: list[Seen] = []
        self.cards: dict[int, Message] = {}
        self.presses: list[Message] = []
        town.join(User(LIN, "林", language_code="zh-hans"), self, staff=True)

    def sees(self, message: Message) -> None:
        """Remember what is said; take who can be taken."""
        thread = message.get("message_thread_id")
        created = message.get("forum_topic_created")
        if created is not None and thread is not None:
            for name, visitor in self.visitors.items():
                if name in created["name"]:
                    visitor.thread = thread
        if button(message, TAKE) is not None and thread is not None:
            self.cards[message["message_id"]] = message
            if self.takes:
                self.town.later(1, lambda: self.town.press(LIN, message, TAKE))
        self.seen.append(Seen(self.town.clock.now(), said(message), message))

    def hears(self, press: Message) -> None:
        """Remember what a press was answered."""
        self.presses.append(press)

    def in_topic(self, thread: int | None) -> list[Seen]:
        """Return what stands in a topic, edits left out."""
        return [one for one in self.seen if one.message.get("message_thread_id") == thread and not is_edit(one)]

    def answers(self, visitor: Visitor, text: str) -> None:
        """Write in somebody's topic."""
        self.town.write(LIN, text, chat=ROOM, thread=visitor.thread)


@dataclass
class Square:
    """Everything there is in one run; `bad` are the invariants that did not hold in the end."""

    clock: VirtualClock
    town: Town
    lives: Lives
    chance: Random
    visitors: list[Visitor] = field(default_factory=list[Visitor])
    by_name: dict[str, Visitor] = field(default_factory=dict[str, Visitor])
    begin: Callable[[], object] = lambda: None
    _record: Record | None = None
    _clerk: Clerk | None = None

    @property
    def clerk(self) -> Clerk:
        """Who serves."""
        if self._clerk is None:
            self._clerk = Clerk(self.town, self.by_name)
        return self._clerk

    @property
    def record(self) -> Record:
        """The database as it stands."""
        if self._record is None:
            lives = self.lives
            record = Record(lives.database, self.town, rules_of(lives.settings), lives.begun_at)
            self.clock.due_after = lambda now: record.due_after(now, lives.commits)
            self._record = record
        return self._record

    def visitor(self) -> Visitor:
        """Let one more customer live here."""
        one = Visitor(self.town, FIRST + len(self.visitors))
        self.visitors.append(one)
        self.by_name[one.name] = one
        return one

    async def passes(self, seconds: float, step: float = 10.0) -> None:
        """Let time pass; whoever only looks now and then looks after each step."""
        end = self.clock.now() + timedelta(seconds=seconds)
        while (left := (end - self.clock.now()).total_seconds()) > 0:
            await self.clock.sleep(min(left, step))
            self.clock.beat()

    async def until(self, so: Callable[[], bool], *, within: float) -> None:
        """Wait until something is so; it is a failure if it is not within so many seconds."""
        end = self.clock.now() + timedelta(seconds=within)
        while not so():
            assert self.clock.now() < end, f"what was waited for did not happen within {within} s"
            await self.passes(0.5)

    async def on_duty(self, *agents: int) -> None:
        """Let people come on duty whom the lead has taken on."""
        for one in agents:
            self.town.write(ZHAO, f"/admit {one} 客服", chat=ROOM)
        await self.quiet()
        for one in agents:
            self.town.write(one, "/on", chat=ROOM)

    async def served(self, count: int) -> list[Visitor]:
        """Return so many new customers, each with a conversation that the clerk has in hand."""
        clerk = self.clerk
        if not clerk.seen:
            await self.on_duty(LIN)
        new = [self.visitor() for _ in range(count)]
        for some in range(0, count, _AT_A_TIME):
            for one in new[some : some + _AT_A_TIME]:
                one.writes("转人工")
            come = self.in_hand() + len(new[some : some + _AT_A_TIME])
            await self.until(lambda come=come: self.in_hand() >= come, within=1200)  # type: ignore[misc]
        await self.quiet()
        return new

    def in_hand(self) -> int:
        """Return how many conversations somebody has in hand."""
        return self.record.count("SELECT count(*) FROM conversations WHERE state = 'ACTIVE'")

    def unsent(self) -> int:
        """Return how many letters have not ended."""
        return self.record.count("SELECT count(*) FROM outbox WHERE settled_at IS NULL")

    async def quiet(self, within: float = 7200) -> None:
        """Wait until all updates are read and every letter has ended."""
        await self.until(lambda: not self.town.world.bot().updates.waiting and not self.unsent(), within=within)

    def check(self, *but: Callable[[Record], None]) -> None:
        """Fail with the first invariant of the simulation that does not hold, those left out that a run breaks."""
        self.record.look()
        for invariant in IN_THE_END:
            if invariant not in but:
                invariant(self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of numbered texts on their way: each should stand there once, and in order."""

    lost: int = 0
    doubled: int = 0
    repeated: int = 0
    out_of_order: int = 0


def told(sent: Sequence[str], seen: Iterable[Seen]) -> Told:
    """Compare what was written with what is read on the other side, joined bursts taken apart."""
    shown = [one for one in seen if not is_edit(one)]
    marks = {one.message["message_id"] for one in shown if one.text.strip() in REPEATS}
    lines = [(line, one) for one in shown for line in one.text.splitlines()]
    wanted = set(sent)
    first: dict[str, int] = {}
    doubled = repeated = 0
    for place, (line, one) in enumerate(lines):
        if line not in wanted:
            continue
        if line in first:
            marked = any(mark in one.text for mark in REPEATS) or _answered(one.message) in marks
            repeated += marked
            doubled += not marked
        first.setdefault(line, place)
    places = [first[text] for text in sent if text in first]
    return Told(
        lost=len(wanted) - len(first),
        doubled=doubled,
        repeated=repeated,
        out_of_order=sum(one > other for one, other in itertools.pairwise(places)),
    )


def _answered(message: Message) -> int | None:
    answered: int | None = message.get("reply_to_message", {}).get("message_id")
    return answered


def is_edit(seen: Seen) -> bool:
    """Tell whether this is a message that was there already, changed."""
    return "edit_date" in seen.message


Scenario = Callable[[Square], Awaitable[Any]]


def under_fire(
    scenario: Scenario,
    *,
    seed: int = 1,
    begins: datetime = MONDAY,
    latency: Latency | None = None,
    gives_way: float = 0.0,
    rules: str = RULES,
    hours: str | None = None,
    before: Scenario | None = None,
) -> Any:
    """Play a scenario with a desk of its own; return what it returns.

    With something to be done `before`, the scenario itself says when the first life begins (`Square.begin`).
    """
    with _folder() as folder:
        files: dict[str, Path | None] = {"faq": LIBRARY, "rules": _file(folder, "rules", rules)}
        if hours is not None:
            files["hours"] = _file(folder, "hours", hours)

        async def play(clock: VirtualClock) -> Any:
            chance = Random(seed)  # noqa: S311 - seeded, and not to be kept secret
            town = Town(clock, chance)
            lives = Lives(
                town,
                folder,
                Random(seed + 1),  # noqa: S311 - as above
                gives_way=gives_way,
                files=files,
                latency=latency,
            )
            async with _alive(Square(clock, town, lives, chance), before) as square:
                return await scenario(square)

        return run_virtually(begins, play)


@asynccontextmanager
async def _alive(square: Square, before: Scenario | None) -> AsyncGenerator[Square]:
    async with TaskGroup() as group:
        square.begin = lambda: group.create_task(square.lives.go_on())
        watching = group.create_task(square.town.watch())
        if before is not None:
            await before(square)
        else:
            square.begin()
            await square.clock.sleep(10)  # the first life makes its tables
        assert square.record is not None
        try:
            yield square
        finally:
            square.town.asleep = True
            square.lives.stop()
            watching.cancel()
    square.record.close()


@contextmanager
def _folder() -> Iterator[Path]:
    shared = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(prefix="frontdesk-fire-", dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path

"""A process among others: it says that it is there, passes on what was committed, and knows when it may not speak."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from bot import company
from bot.clock import WallClock
from bot.company import Company
from bot.tasks import Tasks
from desk.errors import StorageDown
from storage.presence import Heard, Seat


class Others:
    """A place among processes that answers as it is told to."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.number = 1
        self.speaks_until = float("inf")
        self.told: list[str] = []
        self.looked = 0
        self.arrived = 0
        self.fails: list[str] = []

    async def arrive(self) -> bool:
        self.arrived += 1
        self._answer("arrive")
        self.number += 1
        return True

    async def look(self) -> bool:
        self.looked += 1
        self._answer("look")
        return False

    def holds(self, seat: Seat) -> bool:
        return seat is Seat.KEEPING

    async def tell(self, *things: str) -> None:
        self._answer("tell")
        self.told += things

    def one_at_a_time(self) -> object:
        raise AssertionError("nobody begins here")

    async def others(self) -> int:
        return 2

    async def leave(self) -> None:
        raise AssertionError("nobody leaves here")

    def _answer(self, step: str) -> None:
        if self.fails and self.fails[0] == step:
            self.fails.pop(0)
            raise StorageDown("the server does not answer")


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company, "BEAT", 0.01)


@asynccontextmanager
async def together(others: Others) -> AsyncGenerator[Company]:
    """Let a process be there until the end of the block."""
    one, stop = Company(others), asyncio.Event()  # type: ignore[arg-type]
    async with asyncio.TaskGroup() as group:
        group.create_task(Tasks(WallClock()).run(stop, {"company": one.run}))
        yield one
        stop.set()


async def until(fits: object) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(10):
        while not fits():  # type: ignore[operator]
            await WallClock().sleep(0.005)


async def test_what_is_told_twice_before_it_is_on_its_way_is_told_once() -> None:
    others = Others()
    async with together(others) as one:
        for what in ("letters", "room", "letters"):
            one.tell(what)
        await until(lambda: len(others.told) == 2)
    assert others.told == ["letters", "room"]


async def test_what_others_tell_reaches_who_waits_for_it_and_nobody_else() -> None:
    others, heard = Others(), list[str]()
    one = Company(others)  # type: ignore[arg-type]
    one.on("due", heard.append)
    for hear in others.heard:
        hear("due 2026-11-22T10:00:00+00:00")
        hear("letters")
    assert heard == ["2026-11-22T10:00:00+00:00"]


async def test_who_has_lost_the_place_says_so_and_arrives_anew() -> None:
    others = Others()
    others.fails = ["look", "arrive"]
    troubles = set[str | None]()
    async with together(others) as one:
        one.beats.append(lambda: troubles.add(one.trouble))
        await until(lambda: others.arrived == 2 and others.looked >= 3)
        await until(lambda: one.trouble is None)
    assert troubles == {"not among the processes of this desk: the server does not answer", None}


async def test_a_word_that_could_not_be_told_makes_us_arrive_anew_and_is_told_then() -> None:
    others = Others()
    others.fails = ["tell"]
    async with together(others) as one:
        one.tell("letters")
        await until(lambda: others.arrived == 1)
        assert one.place() == 2
        await until(lambda: others.told == ["letters"])


async def test_who_has_arrived_anew_takes_it_that_everything_has_changed() -> None:
    others, heard = Others(), list[str]()
    others.fails = ["look"]
    async with together(others) as one:
        for kind in ("room", "crew", "rules", "library"):
            one.on(kind, lambda _, kind=kind: heard.append(kind))  # type: ignore[misc]
        await until(lambda: others.arrived == 1 and others.looked >= 2)
    assert sorted(heard) == ["crew", "library", "room", "rules"]


async def test_the_last_words_are_told_before_we_go() -> None:
    others, stop = Others(), asyncio.Event()
    one = Company(others)  # type: ignore[arg-type]
    one.tell("room")
    stop.set()
    await one.run(stop)
    assert others.told == ["room"]


async def test_who_was_silent_too_long_may_not_speak() -> None:
    others = Others()
    one = Company(others)  # type: ignore[arg-type]
    assert one.speaks()
    others.speaks_until = asyncio.get_running_loop().time() - 1
    assert not one.speaks()
    assert (one.keeps_house(), one.fetches()) == (True, False)

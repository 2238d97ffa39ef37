"""A desk killed anywhere: nothing is lost or doubled in silence, every clock strikes once, no number is missing."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same instants every time

import pytest

from tests.fire.conftest import Tally
from tests.fire.day import Day
from tests.fire.forms import LONG, seeds
from tests.fire.house import PACE, House, house
from tests.fire.injecting import Injection, why_not
from tests.fire.past import past_of
from tests.kit.desks import sandbox

pytestmark = pytest.mark.fire

KILLS = 6
RESTARTS = 20 if LONG else 3
LIVES = 8  # in one day
PATIENCE = 20.0  # seconds until a call that never comes is given up
CALLS = {
    "sqlite": {"fdatasync": 70, "pwrite64": 300, "sendto": 120},
    "postgresql": {"sendto": 400, "recvfrom": 400},
}
"""The calls to die at, and the last of each that the long form tries."""
SAMPLE = {"fdatasync": (3, 5), "pwrite64": (23,), "sendto": (11,), "recvfrom": (33,)}


_STEPS = range(1, 25) if LONG else (9, 12)
HEARING = {
    "sqlite": [Injection("fdatasync", number) for number in ((1, 2, 3) if LONG else (1,))],
    "postgresql": [Injection("sendto", number) for number in _STEPS],
}
"""The calls to die at while one message is heard: before its commit, after it, and before it is confirmed."""


@dataclass(frozen=True, slots=True)
class Way:
    """How updates come to how many processes."""

    name: str
    processes: int
    called: bool

    def __str__(self) -> str:
        return self.name


POLLING, WEBHOOK = Way("polling", 1, called=False), Way("webhook", 1, called=True)
WAYS = (POLLING, WEBHOOK)
LONG_ONLY = {("sqlite", WEBHOOK), ("postgresql", POLLING)}


def points(kind: str) -> list[list[Injection]]:
    """Return the calls to die at, in days of several lives each."""
    of_kind = CALLS[kind]
    if not LONG:
        return [[Injection(call, number) for call in of_kind for number in SAMPLE[call]]]
    every = [Injection(call, number) for call in of_kind for number in range(1, 1 + of_kind[call])]
    return [every[begin : begin + LIVES] for begin in range(0, len(every), LIVES)]


@asynccontextmanager
async def a_day(
    scenario: str, folder: Path, address: str, tally: Tally, *, processes: int = 1, called: bool = False
) -> AsyncGenerator[tuple[House, Day]]:
    """Let people live through a day meanwhile; in the end nothing may be missing."""
    async with (
        sandbox(pace=PACE) as play,
        house(folder, play, address, processes=processes, called=called) as desk,
        past_of(address) as past,
    ):
        day = Day(play)
        for place in range(processes):
            desk.start(place)
        await desk.ready()
        await day.begin()
        desk.begun[:] = desk.begun[-1:]
        async with asyncio.TaskGroup() as both:
            both.create_task(day.go_on())
            yield desk, day
            await desk.ready()
        await day.rest(past)
        spans = await day.recoveries(desk.begun)
        tally(await day.figures(scenario, past, kills=desk.kills or None, recovery=max(spans, default=None)))


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("seed", seeds(short=1, long=20))
async def test_killed_at_random_instants(address: str, tmp_path: Path, tally: Tally, seed: int, way: Way) -> None:
    kind, chance = _kind(address), Random(seed)  # noqa: S311 - seeded, see above
    if (kind, way) in LONG_ONLY and not LONG:
        pytest.skip("only in the long form")
    scenario = f"F1 killed at any instant, {kind}, {way.name}"
    async with a_day(scenario, tmp_path, address, tally, processes=way.processes, called=way.called) as (desk, day):
        for _ in range(KILLS):
            await desk.clock.sleep(chance.uniform(0, 0.5))
            place = chance.randrange(way.processes)
            desk.kill(place)
            await day.probe()
            desk.start(place)
            if chance.random() < 0.5:  # half of the kills hit a desk that is still starting
                await desk.ready()


@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
@pytest.mark.parametrize("place", range(max(len(points(kind)) for kind in CALLS)))
async def test_killed_at_system_calls(address: str, tmp_path: Path, tally: Tally, place: int) -> None:
    kind = _kind(address)
    if place >= len(points(kind)):
        pytest.skip("every point was played")
    deaths: Sequence[Injection] = points(kind)[place]
    async with a_day(f"F1 killed at system calls, {kind}", tmp_path, address, tally) as (desk, day):
        desk.kill()
        died: list[bool] = []
        for one in deaths:
            await day.probe()
            died.append(await desk.die_at(one, seconds=PATIENCE))
        died += [await desk.die_of(one, day.probe, seconds=PATIENCE) for one in HEARING[kind]]
        desk.kills = sum(died)  # who never came to the call was killed for that, somewhere
        await day.probe()
        desk.start()


async def test_asked_to_stop_again_and_again(address: str, tmp_path: Path, tally: Tally) -> None:
    async with a_day(f"F2 stopped under load, {_kind(address)}", tmp_path, address, tally) as (desk, day):
        for _ in range(RESTARTS):
            await day.probe()
            assert await desk.end() == 0
            desk.start()
            await desk.ready()


def _kind(address: str) -> str:
    return address.partition("+")[0]

"""A desk killed anywhere: nothing is lost, nothing doubled in silence, every clock strikes once, no number is missing."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same instants every time

import pytest

from tests.fire.conftest import Tally
from tests.fire.day import Day
from tests.fire.forms import seeds
from tests.fire.house import PACE, House, house
from tests.fire.past import past_of
from tests.kit.desks import sandbox

pytestmark = pytest.mark.fire


@pytest.mark.parametrize("seed", seeds(short=1, long=20))
async def test_killed_at_random_instants(address: str, tmp_path: Path, tally: Tally, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - seeded, see above
    async with sandbox(pace=PACE) as play, house(tmp_path, play, address) as desk, past_of(address) as past:
        day = Day(play)
        desk.start()
        await desk.ready()
        await day.begin()
        async with asyncio.TaskGroup() as both:
            living = both.create_task(day.go_on())
            for _ in range(8):
                await desk.clock.sleep(chance.uniform(0, 0.8))
                desk.kill()
                desk.start()
                await day.probe()
            await living
        await desk.ready()
        await day.rest(past)
        spans = await day.recoveries(desk.begun)
        figures = await day.figures("x", past, kills=desk.kills, recovery=max(spans))
    tally(figures)

"""The one clock on a machine whose time is set."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import WallClock


@pytest.mark.parametrize("hours", [-1, 1])
async def test_whoever_sleeps_while_the_time_is_set_sleeps_no_longer_and_no_shorter(hours: int) -> None:
    clock, time = WallClock(), asyncio.get_running_loop().time
    begun = time()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(clock.sleep(0.2))
        before = clock.now()
        await WallClock().sleep(0.05)
        clock._base += hours * 3600
        assert abs(clock.now() - before - timedelta(hours=hours)) < timedelta(seconds=9)
    assert 0.15 < time() - begun < 9


async def test_whoever_sleeps_while_time_is_sped_up_wakes_sooner() -> None:
    clock = WallClock()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(clock.sleep(3600))
        await WallClock().sleep(0.01)
        clock.speed_up(100_000)

from collections.abc import AsyncGenerator

import aiohttp
import pytest

from bot.sandbox.server import Server, serve
from bot.sandbox.world import World, default_cast
from tests.journeys.sandbox.players import StandingClock, Telegram


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def world(clock: StandingClock) -> World:
    world = World(clock, limits=False)
    default_cast(world)
    return world


@pytest.fixture
async def server(world: World) -> AsyncGenerator[Server]:
    async with serve(world, "127.0.0.1", 0) as server:
        yield server


@pytest.fixture
async def telegram(server: Server) -> AsyncGenerator[Telegram]:
    async with aiohttp.ClientSession() as session:
        yield Telegram(session, server.url)

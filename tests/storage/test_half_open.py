"""A PostgreSQL that is still connected but answers no more: down in time, and well again when it answers."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from desk.errors import StorageDown
from storage import connections
from storage.engine import Database
from storage.errors import BadAddress
from tests.kit.databases import Server, opened
from tests.kit.proxy import Door, Proxy, proxy
from tests.storage.steps import begun, conversation_of, record

PATIENCE = 10  # seconds; nothing here may take as long


@pytest.fixture
async def door(postgres: Server) -> AsyncGenerator[Proxy]:
    async with proxy(postgres.socket) as door:
        yield door


@pytest.fixture
async def behind(postgres: Server, door: Proxy) -> AsyncGenerator[Database]:
    """Return a database behind a door, which has to answer within half a second."""
    await postgres.emptied()
    address = f"postgresql+asyncpg://postgres@127.0.0.1:{door.port}/desk?command_timeout=0.5"
    async with opened(address) as found:
        yield found


@pytest.mark.parametrize("stands", [Door.FROZEN, Door.SWALLOWING])
async def test_a_server_that_answers_no_more_is_down_within_the_time_it_is_given(
    behind: Database, door: Proxy, stands: Door
) -> None:
    await record(behind, begun())
    door.stand(stands)
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(StorageDown):
            await conversation_of(behind)
        with pytest.raises(StorageDown):
            await behind.ping()
    door.stand(Door.OPEN)
    async with asyncio.timeout(PATIENCE):
        assert (await conversation_of(behind)).version == 2


async def test_a_server_that_turns_everybody_away_is_down_and_comes_back(behind: Database, door: Proxy) -> None:
    door.stand(Door.SHUT)
    with pytest.raises(StorageDown):
        await behind.ping()
    door.stand(Door.OPEN)
    await behind.ping()


def test_a_patience_that_is_no_number_is_refused() -> None:
    with pytest.raises(BadAddress, match="command_timeout"):
        connections.address("postgresql+asyncpg://host/desk?command_timeout=soon")

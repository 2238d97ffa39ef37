"""The whole program in this process: desk, storage, intake, courier and timekeeper, against a sandbox of its own.

Where the flows are played by three processes, three whole programs run side by side, each with its own port.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.clock import WallClock
from bot.sandbox.server import serve
from bot.sandbox.world import World, default_cast
from bot.settings import Settings
from bot.wiring import program
from tests.kit.crowds import Place
from tests.kit.desks import ROOM, TOKEN, ZHAO, Sandbox, free_port
from tests.kit.tested_on import place_in


@dataclass(slots=True)
class Whole:
    """A running desk and the sandbox around it."""

    play: Sandbox
    port: int
    clock: WallClock
    place: Place

    async def rows(self, query: str, **values: Any) -> Sequence[Any]:
        """Return what a query finds in the database now, also after the desk has stopped."""
        return await self.place.rows(query, **values)

    async def ask(self, path: str) -> tuple[int, str]:
        """Ask the desk's own HTTP server; where there are several processes, the first one's."""
        async with self.play.session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.text()

    async def settled(self) -> None:
        """Wait until every letter is sent and recorded: which message is a copy of which is known from then on."""
        while "desk_outbox_length 0.0" not in (await self.ask("/metrics"))[1]:
            await self.clock.sleep(0.02 * self.clock.rate)


def settings_for(folder: Path, api: str, **more: Any) -> Settings:
    """Return settings for a desk in this process, these before what the environment says."""
    given: dict[str, Any] = {
        "bot_token": TOKEN,
        "telegram_api": api,
        "staff_chat_id": ROOM,
        "leads": str(ZHAO),
        "database_url": f"sqlite+aiosqlite:///{folder / 'desk.sqlite3'}",
        "http_port": free_port(),
        "pace": 1000,
        "log_level": "ERROR",
    }
    return Settings.model_validate({**given, **more})


@asynccontextmanager
async def town(clock: WallClock) -> AsyncGenerator[Sandbox]:
    """Have a sandbox in this process."""
    world = World(clock, pace=1000)
    default_cast(world)
    async with serve(world, "127.0.0.1", 0) as server, ClientSession() as session:
        yield Sandbox(session, server.url)


@asynccontextmanager
async def desk_in(
    play: Sandbox, folder: Path, clock: WallClock, *, place: Place | None = None, **more: Any
) -> AsyncGenerator[Whole]:
    """Have a desk that runs in a sandbox, and is stopped in the end; in the folder's place, if none is named."""
    place = place or await place_in(folder)
    settings = settings_for(folder, play.url, **{"database_url": place.address, **more})
    more_of_it = [settings.model_copy(update={"http_port": free_port()}) for _ in range(1, place.many)]
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        for each in (settings, *more_of_it):
            await stack.enter_async_context(_running(each, clock, stop))
        try:
            yield Whole(play, settings.http_port, clock, place)
        finally:
            stop.set()


@asynccontextmanager
async def _running(settings: Settings, clock: WallClock, stop: asyncio.Event) -> AsyncGenerator[None]:
    async with program(settings, clock, stop) as loops, asyncio.TaskGroup() as group:
        group.create_task(loops())
        try:
            yield
        finally:
            stop.set()


@asynccontextmanager
async def whole(folder: Path, **more: Any) -> AsyncGenerator[Whole]:
    """Have a desk and a sandbox of its own."""
    clock = WallClock()
    async with town(clock) as play, desk_in(play, folder, clock, **more) as desk:
        yield desk

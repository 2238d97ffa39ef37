"""The whole program in this process: desk, storage, intake, courier and timekeeper, against a sandbox of its own."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.clock import WallClock
from bot.sandbox.server import serve
from bot.sandbox.world import World, default_cast
from bot.settings import Settings
from bot.wiring import program
from tests.kit.desks import ROOM, TOKEN, ZHAO, Sandbox, free_port


@dataclass(slots=True)
class Whole:
    """A running desk and the sandbox around it."""

    play: Sandbox
    port: int
    clock: WallClock

    async def ask(self, path: str) -> tuple[int, str]:
        """Ask the desk's own HTTP server."""
        async with self.play.session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.text()

    async def settled(self) -> None:
        """Wait until every letter is sent and recorded: which message is a copy of which is known from then on."""
        while "desk_outbox_length 0.0" not in (await self.ask("/metrics"))[1]:
            await self.clock.sleep(0.02)


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
async def desk_in(play: Sandbox, folder: Path, clock: WallClock, **more: Any) -> AsyncGenerator[Whole]:
    """Have a desk that runs in a sandbox, and is stopped in the end."""
    settings = settings_for(folder, play.url, **more)
    stop = asyncio.Event()
    async with program(settings, clock, stop) as loops, asyncio.TaskGroup() as group:
        group.create_task(loops())
        try:
            yield Whole(play, settings.http_port, clock)
        finally:
            stop.set()


@asynccontextmanager
async def whole(folder: Path, **more: Any) -> AsyncGenerator[Whole]:
    """Have a desk and a sandbox of its own."""
    clock = WallClock()
    async with town(clock) as play, desk_in(play, folder, clock, **more) as desk:
        yield desk

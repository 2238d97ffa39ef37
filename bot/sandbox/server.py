"""The sandbox over HTTP: the Bot API as Telegram serves it, the control of people and faults, and the page.

    async with serve(world, "127.0.0.1", 8081) as server:
        ...  # server.url is where a bot finds it

`page_routes` gives the page and its control alone, to be shown by another program's HTTP server.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.botapi import BotApi
from bot.sandbox.page import page_routes
from bot.sandbox.views import Board
from bot.sandbox.webhook import Courier
from bot.sandbox.world import World

BODY_LIMIT = 64 * 1024 * 1024

__all__ = ["Server", "page_routes", "serve"]


@dataclass(frozen=True)
class Server:
    """A running sandbox."""

    url: str
    port: int


@asynccontextmanager
async def serve(world: World, host: str, port: int, board: Board | None = None) -> AsyncGenerator[Server]:
    """Serve a world until the block ends; port 0 takes any that is free."""
    app = web.Application(client_max_size=BODY_LIMIT)
    app.add_routes([*BotApi(world).routes(), *page_routes(world, board)])
    # A poller that was killed must not go on holding the updates: handlers end with their connection.
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    failure: Exception | None = None
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        bound = runner.addresses[0][1]
        async with asyncio.TaskGroup() as group:
            couriers = [group.create_task(Courier(world, bot).run()) for bot in world.bots.values()]
            try:
                yield Server(f"http://{host}:{bound}", bound)
            except Exception as error:  # noqa: BLE001 - raised again below, not wrapped into the group's own
                failure = error
            finally:
                for courier in couriers:
                    courier.cancel()
        if failure is not None:
            raise failure
    finally:
        await runner.cleanup()

"""The sandbox beside the desk: a Bot API server of our own, its people, and a page to play on."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from bot import logs
from bot.board import Board
from bot.clock import WallClock
from bot.sandbox.server import page_routes, serve
from bot.sandbox.world import World, default_cast
from bot.settings import BadSettings, Settings
from desk.people import Agent, Role
from desk.rules.live_rules import LiveRules
from desk.shifts.duty import enrolled
from storage.engine import Database

TOKEN = "100000:SANDBOX"  # noqa: S105 - it opens nothing but our own sandbox
STAFF_ROOM = -1001234567890
LIN, WANG, ZHAO, CHEN = 900007, 900012, 900001, 900021


class Playground:
    """A world for the bot that has no token: people who write, a staff room, and a clock that can run fast."""

    def __init__(self, settings: Settings, clock: WallClock) -> None:
        self._clock = clock
        self._board: Board | None = None
        self._files = tempfile.TemporaryDirectory(prefix="frontdesk-")
        self.world = World(clock, pace=settings.pace)
        default_cast(self.world)
        self.settings = settings.model_copy(
            update={
                "bot_token": SecretStr(TOKEN),
                "telegram_api": f"http://127.0.0.1:{settings.sandbox_port}",
                "database_url": settings.database_url
                or SecretStr(f"sqlite+aiosqlite:///{Path(self._files.name) / 'desk.sqlite3'}"),
                "staff_chat_id": STAFF_ROOM,
                "leads": (ZHAO,),
            }
        )

    @asynccontextmanager
    async def open(self, database: Database, rules: LiveRules) -> AsyncGenerator[None]:
        """Serve the world, with Lin on duty, so that the first customer meets somebody."""
        self._board = Board(database, rules, self._clock)
        now = self._clock.now()
        people = (
            Agent(user_id=LIN, number="07", on_duty_since=now),
            Agent(user_id=WANG, number="12"),
            Agent(user_id=ZHAO, number="01", role=Role.LEAD),
            Agent(user_id=CHEN, number="21", role=Role.EDITOR),
        )
        async with database.begin() as unit:
            known = await unit.staff()
            await unit.record_duty([enrolled(agent, now) for agent in people if agent.user_id not in known])
        async with AsyncExitStack() as stack:
            await _serve(stack, self.world, self.settings, self._board)
            yield

    def clear_away(self) -> None:
        """Leave nothing behind."""
        self._files.cleanup()

    def page(self) -> list[web.RouteDef]:
        """Return the page, to be shown by the desk's own HTTP server."""
        return page_routes(self.world, self._board)

    def welcome(self) -> None:
        """Tell the newcomer where to look."""
        host, port = self.settings.http_host, self.settings.http_port
        sys.stdout.write(f"\n  沙盒已就绪 · The sandbox is ready: http://{host}:{port}\n\n")
        sys.stdout.flush()


async def run_sandbox(settings: Settings) -> int:
    """Run the Bot API server and its page alone, until asked to stop."""
    logs.begin(settings.log_level)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    world = World(WallClock(), pace=settings.pace)
    default_cast(world)
    try:
        async with AsyncExitStack() as stack:
            url = await _serve(stack, world, settings, None)
            sys.stdout.write(f"the sandbox's Bot API and page: {url} (token {TOKEN})\n")
            sys.stdout.flush()
            await stop.wait()
    except BadSettings as error:
        sys.stderr.write(f"frontdesk: {error}\n")
        return 2
    return 0


async def _serve(stack: AsyncExitStack, world: World, settings: Settings, board: Board | None) -> str:
    try:
        server = await stack.enter_async_context(serve(world, "127.0.0.1", settings.sandbox_port, board))
    except OSError:
        raise BadSettings(
            f"port {settings.sandbox_port} is in use by another program; stop it, or set DESK_SANDBOX_PORT."
        ) from None
    return server.url

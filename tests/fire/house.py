"""One desk as its operator runs it: a process or several on one database, kept running, killed and started again."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from aiohttp import ClientError

from bot.clock import WallClock
from tests.fire.injecting import Injection, inject, strike
from tests.kit.desks import Desk, Sandbox
from tests.kit.proxy import proxy

PACE = 1000
"""How much faster than Telegram allows letters go, on both sides: pacing is not what is looked at here."""
RULES = """
accept = 2
capacity = 50
"""
LIBRARY = Path(__file__).parents[1] / "simulation" / "library.yaml"
_PATIENCE = 60.0  # seconds


@dataclass(slots=True)
class House:
    """The processes of a desk; `begun` is when each life began, by the sandbox's clock."""

    play: Sandbox
    clock: WallClock
    desks: list[Desk]
    begun: list[datetime] = field(default_factory=list[datetime])
    kills: int = 0

    def start(self, place: int = 0) -> None:
        """Start a process."""
        self.begun.append(self.clock.now())
        self.desks[place].start()

    def kill(self, place: int = 0) -> None:
        """Kill a process where it stands."""
        if self.desks[place].process.is_alive():
            self.desks[place].kill()
        self.kills += 1

    async def end(self, place: int = 0) -> int | None:
        """Ask a process to stop, and return its exit code."""
        process = self.desks[place].process
        os.kill(process.pid, signal.SIGTERM)
        await asyncio.to_thread(process.join, 20)
        code: int | None = process.exitcode
        return code

    async def ready(self) -> None:
        """Wait until every process is well, starting again what has ended by itself."""
        for place in range(len(self.desks)):
            await self.until(place, well=True)

    async def until(self, place: int = 0, *, well: bool, seconds: float = _PATIENCE) -> float:
        """Wait until a process says that it is well, or is not, and return the seconds that took."""
        since = self.clock.now()
        while (spent := (self.clock.now() - since).total_seconds()) < seconds:
            if not self.desks[place].process.is_alive():
                self.start(place)
            if await self._is_well(place) == well:
                return spent
            await self.clock.sleep(0.02)
        raise AssertionError(f"after {seconds:.0f} s: {await self.told(place)}")

    async def told(self, place: int = 0) -> str:
        """Return what a process says about itself."""
        try:
            async with self.play.session.get(f"http://127.0.0.1:{self.desks[place].port}/readyz") as answer:
                return await answer.text()
        except (ClientError, TimeoutError) as error:
            return type(error).__name__

    async def die_at(self, injection: Injection, seconds: float, place: int = 0) -> bool:
        """Start a process that is struck at a system call; kill it after a while if that call never came.

        Returns:
            Whether it died of the call.
        """
        desk = self.desks[place]
        desk.waits = True
        self.start(place)
        desk.waits = False
        async with inject(injection, desk.process.pid):
            return await self._dies(seconds, place)

    async def die_of(self, injection: Injection, deed: Callable[[], Awaitable[object]], seconds: float) -> bool:
        """Start a process that is struck at a system call after it is well and something was done; see `die_at`."""
        self.start()
        await self.ready()
        async with strike(injection, self.desks[0].process.pid):
            await deed()
            return await self._dies(seconds, 0)

    async def _dies(self, seconds: float, place: int) -> bool:
        desk, since = self.desks[place], self.clock.now()
        while desk.process.is_alive() and (self.clock.now() - since).total_seconds() < seconds:
            await self.clock.sleep(0.02)
        died = not desk.process.is_alive()
        self.kill(place)
        return died

    async def _is_well(self, place: int) -> bool:
        with suppress(ClientError, TimeoutError):
            async with self.play.session.get(f"http://127.0.0.1:{self.desks[place].port}/readyz") as answer:
                return answer.status == 200
        return False


@asynccontextmanager
async def house(
    folder: Path, play: Sandbox, address: str, *, processes: int = 1, called: bool = False, **settings: str
) -> AsyncGenerator[House]:
    """Have a desk whose processes are not started yet; in the end those that run are stopped.

    It fetches its updates, or is called: then behind one address, however many processes there are.
    """
    rules = folder / "rules.toml"
    rules.write_text(RULES)
    common = {
        "DESK_PACE": str(PACE), "DESK_DATABASE_URL": address, "DESK_RULES": str(rules), "DESK_FAQ": str(LIBRARY),
        **settings,
    }  # fmt: skip
    desks = [Desk(folder, play.url, dict(common)) for _ in range(processes)]
    async with proxy(*(one.port for one in desks)) as door:
        if called:
            for one in desks:
                one.settings = {**one.settings, **_called(door.port)}
        running = House(play, WallClock(), desks)
        try:
            yield running
        finally:
            for one in desks:
                if one.process is not None and one.process.is_alive():
                    one.kill()


def _called(port: int) -> Mapping[str, str]:
    return {"DESK_WEBHOOK_URL": f"http://127.0.0.1:{port}", "DESK_WEBHOOK_SECRET": "secret-of-the-sandbox"}

"""The real program as processes: the sandbox's server that outlives them, and desks that are started and killed.

The desk's libraries take seconds to import, so its processes are forked from one server that has imported them; each
is a whole process with the whole program in it, and dies by a real SIGKILL.
"""

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

TOKEN = "100000:SANDBOX"
ROOM = -1001234567890
LIN, WANG, ZHAO, CHEN, STRANGER = 900007, 900012, 900001, 900021, 900099
MEI, TOM = 1001, 1002

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["bot.wiring", "alembic.command", "alembic.config"])


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Sandbox:
    """A running sandbox, as the people in it use it."""

    session: ClientSession
    url: str

    async def see(self, view: str, **query: Any) -> dict[str, Any]:
        """Look at something."""
        async with self.session.get(f"{self.url}/control/{view}", params=query) as answer:
            seen: dict[str, Any] = await answer.json()
            assert answer.status == 200, seen
            return seen

    async def do(self, deed: str, **wish: Any) -> dict[str, Any]:
        """Do something; `as_` is who does it."""
        body = {name.rstrip("_"): value for name, value in wish.items()}
        async with self.session.post(f"{self.url}/control/{deed}", json=body) as answer:
            done: dict[str, Any] = await answer.json()
            assert answer.status == 200, done
            return done

    async def until(self, fits: Any, *, since: int = 0, seconds: float = 30, **query: Any) -> dict[str, Any]:
        """Return the first event that fits; those before `since` do not count."""
        seq, left = since, seconds
        while left > 0:
            seen = await self.see("feed", since=seq, wait=min(left, 5), **query)
            for event in seen["events"]:
                if fits(event):
                    found: dict[str, Any] = event
                    return found
            left -= 5 if seen["seq"] == seq else 0
            seq = seen["seq"]
        raise AssertionError("what was waited for did not happen; the room shows: " + str(await self.room()))

    async def room(self) -> dict[str, Any]:
        """Return the staff room as its members see it."""
        state = await self.see("state", messages=10000)
        return next(group for group in state["groups"] if group["id"] == ROOM)

    async def chat(self, customer: int) -> list[dict[str, Any]]:
        """Return a customer's private chat with the bot."""
        state = await self.see("state", messages=10000)
        return next((chat["messages"] for chat in state["privates"] if chat["id"] == customer), [])


@asynccontextmanager
async def sandbox(*, pace: float = 1.0) -> AsyncGenerator[Sandbox]:
    """Start a sandbox in its own process, which keeps its people and its queue while desks come and go."""
    port = free_port()
    environment = {"DESK_SANDBOX_PORT": str(port), "DESK_PACE": str(pace)}
    process = _forks.Process(target=_run, args=(environment, "sandbox"), daemon=True)
    process.start()
    url = f"http://127.0.0.1:{port}"
    try:
        async with ClientSession(timeout=ClientTimeout(total=60)) as session:
            await _answers(session, f"{url}/control/now")
            yield Sandbox(session, url)
    finally:
        process.terminate()
        process.join(10)


@dataclass(slots=True)
class Desk:
    """One desk: its database outlives its processes."""

    folder: Path
    api: str
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    port: int = field(default_factory=free_port)
    process: Any = None
    waits: bool = False
    """Whether its processes wait, stopped, for a SIGCONT before they begin, so that somebody can watch them."""

    @property
    def database(self) -> Path:
        """Return the file of a desk on SQLite."""
        return self.folder / "desk.sqlite3"

    def start(self) -> None:
        """Start a process of it."""
        environment = {
            "DESK_BOT_TOKEN": TOKEN,
            "DESK_TELEGRAM_API": self.api,
            "DESK_STAFF_CHAT_ID": str(ROOM),
            "DESK_LEADS": str(ZHAO),
            "DESK_DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
            "DESK_HTTP_PORT": str(self.port),
            "DESK_LOG_LEVEL": "ERROR",
            **self.settings,
        }
        self.process = _forks.Process(target=_run, args=(environment, "run", self.waits), daemon=True)
        self.process.start()

    async def ready(self, session: ClientSession) -> None:
        """Wait until it says that it is well."""
        await _answers(session, f"http://127.0.0.1:{self.port}/readyz")

    def kill(self) -> None:
        """Kill it where it stands."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(10)

    def stop(self) -> int | None:
        """Ask it to stop; return its exit code."""
        os.kill(self.process.pid, signal.SIGTERM)
        self.process.join(20)
        code: int | None = self.process.exitcode
        return code


@asynccontextmanager
async def desk(folder: Path, play: Sandbox, **settings: str) -> AsyncGenerator[Desk]:
    """Have a desk that is ready, and stopped in the end."""
    one = Desk(folder, play.url, settings)
    one.start()
    try:
        await one.ready(play.session)
        yield one
    finally:
        if one.process.is_alive():
            one.stop()


def forked(act: Callable[..., None], *given: object) -> tuple[Any, Any]:
    """Do something in a process of its own: return the process, and the queue that is given to it last."""
    told = _forks.Queue()
    process = _forks.Process(target=act, args=(*given, told), daemon=True)
    process.start()
    return process, told


def _run(environment: dict[str, str], command: str, waits: bool = False) -> None:  # noqa: FBT001, FBT002 - given by place
    os.environ.update(environment)
    if waits:
        os.kill(os.getpid(), signal.SIGSTOP)
    if command == "sandbox":
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    from bot.__main__ import main  # noqa: PLC0415 - in the forked process

    sys.exit(main([command]))


async def _answers(session: ClientSession, url: str, tries: int = 1200) -> None:
    """Ask until the answer is 200."""
    from bot.clock import WallClock  # noqa: PLC0415 - keeps the kit light for who only reads it

    clock, said = WallClock(), "nobody answers"
    for _ in range(tries):
        try:
            async with session.get(url) as answer:
                if answer.status == 200:
                    return
                said = await answer.text()
        except ClientError:
            said = "nobody answers"
        await clock.sleep(0.05)
    raise AssertionError(f"{url} is not well: {said}")

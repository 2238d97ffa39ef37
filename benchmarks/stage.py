"""A stage to measure on: a sandbox and a bot before it, each a process of its own, speaking HTTP on loopback.

Telegram's limits are lifted on both sides (`DESK_PACE`), and the sandbox keeps no log of calls unless asked, so that
what is measured is the bot.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.clock import WallClock

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "100000:SANDBOX"
ROOM = -1001234567890
LIN, ZHAO = 900007, 900001
CUSTOMERS = 50
FIRST_CUSTOMER = 50_000
PACE = "1000000"
RULES = """\
capacity = 1000000
accept = 86400
wait_comfort = 86400
wait_explain = 172800
first_reply = 86400
next_reply = 86400
"""
_QUIET = 1.0

clock = WallClock()


class NotPlayed(Exception):  # noqa: N818 - reads as the sentence it is
    """What a measurement waits for did not happen; the message ends with the bot's last words."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used so far: CPU in seconds, memory in MiB."""

    cpu: float
    rss: float


@dataclass(slots=True)
class Stage:
    """One sandbox and its bot."""

    name: str
    folder: Path
    url: str
    http_port: int
    session: ClientSession
    command: Sequence[str]
    environment: Mapping[str, str]
    house: subprocess.Popen[bytes]
    player: subprocess.Popen[bytes] | None = None
    extras: dict[str, Any] = field(default_factory=dict[str, Any])

    def start(self) -> None:
        """Start the bot."""
        self.player = started(self.command, self.environment, self.folder, "bot")

    def stop(self) -> None:
        """Stop the bot, as an operator would."""
        if self.player is not None:
            end(self.player)
            self.player = None

    def usage(self) -> Usage:
        """Return what the bot has used."""
        return usage_of(self.player) if self.player is not None else Usage(0, 0)

    def house_cpu(self) -> float:
        """Return the seconds of CPU the sandbox has used."""
        return usage_of(self.house).cpu

    async def see(self, view: str, **query: Any) -> dict[str, Any]:
        """Look at something in the sandbox."""
        async with self.session.get(f"{self.url}/control/{view}", params=query) as answer:
            answer.raise_for_status()
            seen: dict[str, Any] = await answer.json()
            return seen

    async def do(self, deed: str, **wish: Any) -> dict[str, Any]:
        """Do something in the sandbox; `as_` is who does it."""
        body = {name.rstrip("_"): value for name, value in wish.items()}
        async with self.session.post(f"{self.url}/control/{deed}", json=body) as answer:
            done: dict[str, Any] = await answer.json()
            if answer.status != 200:
                raise NotPlayed(f"{deed}: {done}")
            return done

    async def calls(self, method: str = "sendMessage") -> int:
        """Return how often the bot has called a method."""
        count: int = (await self.see("stats"))["calls"].get(method, 0)
        return count

    async def all_calls(self) -> int:
        """Return how many calls there were of any kind."""
        return sum((await self.see("stats"))["calls"].values())

    async def until_called(self, times: int, method: str = "sendMessage", seconds: float = 60) -> None:
        """Wait until a method has been called so often.

        Raises:
            NotPlayed: it was not, in all that time.
        """

        async def enough() -> bool:
            return await self.calls(method) >= times

        if not await patiently(enough, seconds):
            seen = await self.calls(method)
            raise NotPlayed(f"{self.name}: {seen} of {times} {method} after {seconds:g} s\n{self.last_words()}")

    async def until_quiet(self, seconds: float = 60) -> None:
        """Wait until the bot has said nothing for a second."""
        last = (await self.all_calls(), time.perf_counter())

        async def quiet() -> bool:
            nonlocal last
            count = await self.all_calls()
            if count != last[0]:
                last = (count, time.perf_counter())
            return time.perf_counter() - last[1] >= _QUIET

        await patiently(quiet, seconds)

    def last_words(self) -> str:
        """Return the end of what the bot has written to its error stream."""
        written = self.folder / "bot.log"
        return written.read_text(errors="replace")[-2000:] if written.exists() else ""


@asynccontextmanager
async def stage(name: str, folder: Path, command: Sequence[str], **settings: str) -> AsyncGenerator[Stage]:
    """Set up a sandbox; the bot is started by who wants it, and both are gone in the end."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    port, http_port = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    place = {"url": url, "token": TOKEN, "room": str(ROOM), "folder": str(folder)}
    set_ = {name: value.format(**place) for name, value in settings.items()}
    house = started(["bot", "sandbox"], _environment(DESK_SANDBOX_PORT=str(port), DESK_PACE=PACE), folder, "sandbox")
    try:
        async with ClientSession(timeout=ClientTimeout(total=120)) as session:
            made = Stage(
                name, folder, url, http_port, session, [part.format(**place) for part in command],
                _environment(DESK_HTTP_PORT=str(http_port), **set_), house,
            )  # fmt: skip
            await answers(session, f"{url}/control/now")
            await made.do("log", on=False)
            await made.do("limits", on=False)
            try:
                yield made
            finally:
                made.stop()
    finally:
        end(house)


def desk_stage(folder: Path, *, name: str = "desk", **settings: str) -> Any:
    """Set up the stage of the desk itself: the program as operators start it, with some settings of its own."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    rules = folder.parent / "rules.toml"
    rules.write_text(RULES, encoding="utf-8")
    usual = {
        "DESK_BOT_TOKEN": "{token}", "DESK_TELEGRAM_API": "{url}", "DESK_STAFF_CHAT_ID": "{room}",
        "DESK_LEADS": str(ZHAO), "DESK_DATABASE_URL": "sqlite+aiosqlite:///{folder}/desk.sqlite3", "DESK_PACE": PACE,
        "DESK_RULES": str(rules), "DESK_LOG_LEVEL": "WARNING",
    }  # fmt: skip
    return stage(name, folder, ["bot"], **{**usual, **settings})


def bare_stage(folder: Path) -> Any:
    """Set up the stage of the bare bot."""
    return stage("bare", folder, ["benchmarks.bare", "{url}", "{token}", "{room}"])


def usual_stage(folder: Path) -> Any:
    """Set up the stage of the usual bot."""
    return stage("usual", folder, ["benchmarks.usual", "{url}", "{token}", "{room}", "{folder}/usual.sqlite3"])


async def settle_in(played: Stage) -> None:
    """Start a bot and let it meet every customer; the desk hands each of them to an agent, who answers."""
    played.start()
    if played.name == "desk":
        await to_people(played)
    elif played.name == "usual":  # two first messages of one customer at once would trip it
        for n in range(CUSTOMERS):
            await played.do("bulk", count=1, users=1, first_user=FIRST_CUSTOMER + n)
            await played.until_called(n + 1)
    await warm_up(played)


async def warm_up(played: Stage, count: int = 2 * CUSTOMERS) -> None:
    """Let a bot pass on some messages that count for nothing."""
    before = await played.calls()
    await played.do("bulk", count=count, users=CUSTOMERS, first_user=FIRST_CUSTOMER)
    await played.until_called(before + count)
    await played.until_quiet()


async def to_people(played: Stage) -> None:
    """Let the desk hand every customer to an agent, who answers."""
    await answers(played.session, f"http://127.0.0.1:{played.http_port}/readyz", words=played.last_words)
    await played.do("write", as_=LIN, chat=ROOM, text="/on")
    await played.until_called(1)
    await played.do("bulk", count=CUSTOMERS, users=CUSTOMERS, first_user=FIRST_CUSTOMER, text="人工")
    await played.until_called(CUSTOMERS, "createForumTopic")
    await played.until_quiet()
    rooms = (await played.see("state", messages=0))["groups"]
    topics = next(group["topics"] for group in rooms if group["id"] == ROOM)
    for topic in topics:
        await played.do("write", as_=LIN, chat=ROOM, thread=topic["message_thread_id"], text="您好，请说。")
    await played.until_called(CUSTOMERS, "copyMessage")
    await played.until_quiet()


async def patiently(come: Callable[[], Awaitable[bool]], seconds: float, every: float = 0.02) -> bool:
    """Ask again and again whether something has come, for so long."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        if await come():
            return True
        await clock.sleep(every)
    return await come()


async def answers(session: ClientSession, url: str, seconds: float = 60, *, words: Callable[[], str] = str) -> None:
    """Wait until an address answers well.

    Raises:
        NotPlayed: it did not.
    """

    async def well() -> bool:
        try:
            async with session.get(url) as answer:
                return answer.status == 200
        except ClientError:
            return False

    if not await patiently(well, seconds, every=0.05):
        raise NotPlayed(f"nobody answers at {url}\n{words()}")


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(**settings: str) -> dict[str, str]:
    """Return an environment in which only these settings of the desk are set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DESK_")}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


def started(command: Sequence[str], environment: Mapping[str, str], folder: Path, name: str) -> subprocess.Popen[bytes]:
    """Start a module of ours; what it says goes into a file of its name."""
    with (folder / f"{name}.log").open("ab") as words:  # away from the checkout, so that no .env is read
        return subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, "-m", *command], env=environment, cwd=folder, stdout=words, stderr=words
        )


def usage_of(process: subprocess.Popen[bytes]) -> Usage:
    """Return what a process has used."""
    watched = psutil.Process(process.pid)
    times = watched.cpu_times()
    return Usage(times.user + times.system, watched.memory_info().rss / 2**20)


def end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process, as an operator would."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)

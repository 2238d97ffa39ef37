"""How many messages a second pass through one, two and three processes on one PostgreSQL, and who used the cores.

Telegram calls one address, and a proxy of ours shares its connections out; what is behind it is the real program.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from subprocess import Popen

import psutil
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks import latency, strikes
from benchmarks.figures import Figure, compared, plain, quantile, reached, spread
from benchmarks.round_robin import RoundRobin, round_robin
from benchmarks.stage import (
    CUSTOMERS,
    FIRST_CUSTOMER,
    Stage,
    answers,
    bare_stage,
    clock,
    desk_stage,
    end,
    free_port,
    started,
    to_people,
    usage_of,
    warm_up,
)
from storage import migrations

PROCESSES = (1, 2, 3)
_SQLITE, _BARE = "SQLite", "bare"
_SECRET = "of-the-benchmark"
_GIVEN_UP = 15.0
_BEGINS_WITHIN = 180.0
_LATE = 500.0  # milliseconds: on an idle machine only the beat of a second can have found it


@dataclass(slots=True)
class Many:
    """A desk whose processes come and go behind one address."""

    played: Stage
    proxy: RoundRobin
    ports: list[int]
    database: str | None = None
    more: list[Popen[bytes]] = field(default_factory=list[Popen[bytes]])

    async def become(self, count: int) -> None:
        """Have so many processes, all of them ready."""
        while len(self.more) + 1 > count:
            self.proxy.behind(self.ports[: len(self.more)])
            end(self.more.pop())
        while len(self.more) + 1 < count:
            port = self.ports[len(self.more) + 1]
            environment = {**self.played.environment, "DESK_HTTP_PORT": str(port)}
            self.more.append(started(self.played.command, environment, self.played.folder, "bot"))
        for port in self.ports[:count]:
            ready = f"http://127.0.0.1:{port}/readyz"
            await answers(self.played.session, ready, seconds=_BEGINS_WITHIN, words=self.played.last_words)
        self.proxy.behind(self.ports[:count])

    def cpu(self) -> float:
        """Return the seconds of CPU all of them have used."""
        return self.played.usage().cpu + sum(usage_of(one).cpu for one in self.more)


@dataclass(frozen=True, slots=True)
class Round:
    """One flood: messages a second, milliseconds of CPU for each, cores each part kept busy, and what went wrong."""

    rate: float
    cpu: float
    cores: Mapping[str, float]
    lost: int
    twice: int


async def figures(folder: Path, *, rounds: int, count: int, singles: int) -> list[Figure]:
    """Flood one, two and three processes by turns, the bare bot and one process on SQLite between them."""
    found: dict[str, list[Round]] = defaultdict(list)
    spans: dict[str, list[float]] = {}
    await asyncio.to_thread(folder.mkdir)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(strikes.postgres(folder / "postgres"))
        postmaster = psutil.Process(int((folder / "postgres" / "postmaster.pid").read_text().split("\n")[0]))
        bare: Stage = await stack.enter_async_context(bare_stage(folder / "bare"))
        url = await strikes.new_database(server, "scale")
        await migrations.migrate(url)
        desk = await stack.enter_async_context(_many(folder / "many", url))
        alone = await stack.enter_async_context(_many(folder / "alone", None))
        bare.start()
        for many in (desk, alone):
            many.played.start()
        for many in (desk, alone):
            await many.become(1)
            await to_people(many.played)
        for played in (bare, desk.played, alone.played):
            await warm_up(played)
        before = await _told_by(url)
        for n in range(rounds):
            found[_BARE].append(await _flood(bare, None, postmaster, count))
            found[_SQLITE].append(await _flood(alone.played, alone, postmaster, count))
            for processes in PROCESSES if n % 2 == 0 else PROCESSES[::-1]:
                await desk.become(processes)
                await warm_up(desk.played)
                found[_named(processes)].append(await _flood(desk.played, desk, postmaster, count))
        after = await _told_by(url)
        for processes in (PROCESSES[0], PROCESSES[-1]):
            await desk.become(processes)
            spans[_named(processes)] = await _spans(desk.played, singles)
        spans[_SQLITE] = await _spans(alone.played, singles)
        messages = len(PROCESSES) * rounds * (count + 2 * CUSTOMERS)
    refused = {name: after[name] - before[name] for name in after}
    return [*_rates(found), *_cores(found), *_wrong(found, refused, messages), *_latencies(spans)]


@asynccontextmanager
async def _many(folder: Path, database: str | None) -> AsyncGenerator[Many]:
    """Set up a desk behind a proxy, on PostgreSQL or on a file of its own; nothing runs yet."""
    address = free_port()
    settings = {"DESK_WEBHOOK_URL": f"http://127.0.0.1:{address}", "DESK_WEBHOOK_SECRET": _SECRET}
    if database is not None:
        settings["DESK_DATABASE_URL"] = database
    async with round_robin(address) as proxy, desk_stage(folder, name=folder.name, **settings) as played:
        many = Many(played, proxy, [played.http_port, *(free_port() for _ in PROCESSES[1:])], database)
        try:
            yield many
        finally:
            for one in many.more:
                end(one)


async def _flood(played: Stage, many: Many | None, postmaster: psutil.Process, count: int) -> Round:
    """Let everyone write at once, and see when the last message has come through and what each part has used."""
    sent, used, began = await played.calls(), _used(played, many, postmaster), time.perf_counter()
    await played.do("bulk", count=count, users=CUSTOMERS, first_user=FIRST_CUSTOMER)
    begun = last = time.perf_counter()
    through, then = 0, used
    while through < count and time.perf_counter() - last < _GIVEN_UP:
        await clock.sleep(0.05)
        now = await played.calls() - sent
        if now > through:
            through, last, then = now, time.perf_counter(), _used(played, many, postmaster)
    await played.until_quiet()
    whole = _used(played, many, postmaster)["bot"] - used["bot"]
    cores = {part: (then[part] - used[part]) / (last - began) for part in used}
    twice = await played.calls() - sent - count
    came = max(through, 1)
    return Round(came / (last - begun), 1000 * whole / came, cores, max(-twice, 0), max(twice, 0))


def _used(played: Stage, many: Many | None, postmaster: psutil.Process) -> dict[str, float]:
    """Return the seconds of CPU each part has used, and the whole machine."""
    machine = psutil.cpu_times()
    return {
        "bot": many.cpu() if many is not None else played.usage().cpu,
        "sandbox": played.house_cpu(),
        "PostgreSQL": server_cpu(postmaster),
        "proxy": time.process_time(),
        "machine": sum(machine) - machine.idle - getattr(machine, "iowait", 0.0),
    }


def server_cpu(postmaster: psutil.Process) -> float:
    """Return the seconds of CPU a PostgreSQL has used, with the sessions that are over."""
    own = postmaster.cpu_times()
    used = own.user + own.system + own.children_user + own.children_system
    for session in postmaster.children(recursive=True):
        try:
            times = session.cpu_times()
        except psutil.NoSuchProcess:
            continue
        used += times.user + times.system
    return used


async def _told_by(url: str) -> dict[str, int]:
    """Return how often the server had to refuse a transaction."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        row = (await connection.execute(_REFUSED)).one()
    await engine.dispose()
    return {"rolled back": row.xact_rollback, "deadlocks": row.deadlocks}


async def _spans(played: Stage, singles: int) -> list[float]:
    """Return the milliseconds of messages that come one by one."""
    await played.do("log", on=True, clear=True)
    spans = await latency.one_by_one(played, singles)
    await played.do("log", on=False, clear=True)
    return spans


def _rates(found: Mapping[str, Sequence[Round]]) -> list[Figure]:
    rates = {name: [one.rate for one in rounds] for name, rounds in found.items()}
    costs = {name: [one.cpu for one in rounds] for name, rounds in found.items()}
    first = _named(PROCESSES[0])
    names = [_SQLITE, *(_named(processes) for processes in PROCESSES)]
    return [
        *(compared(f"relayed/s, {name}, against bare aiogram", rates[name], rates[_BARE]) for name in names),
        *(compared(f"relayed/s, {_named(n)}, against {first}", rates[_named(n)], rates[first]) for n in PROCESSES[1:]),
        *(compared(f"CPU per message, {name}, ms, against bare", costs[name], costs[_BARE]) for name in names),
    ]


def _cores(found: Mapping[str, Sequence[Round]]) -> list[Figure]:
    """Tell who kept the cores busy."""
    lines: list[Figure] = []
    for name, rounds in found.items():
        used = {part: median(one.cores[part] for one in rounds) for part in rounds[0].cores}
        others = max(used["machine"] - sum(share for part, share in used.items() if part != "machine"), 0.0)
        parts = {part: share for part, share in used.items() if part != "machine" and share >= 0.005}
        told = ", ".join(f"{part} {plain(share)}" for part, share in parts.items())
        busiest = max(parts, key=lambda part: parts[part])
        lines.append(
            Figure(
                name=f"cores kept busy, and what kept most, {name}",
                ours=told,
                baseline=f"others {plain(others)}",
                ratio=busiest,
            )
        )
    return lines


def _wrong(found: Mapping[str, Sequence[Round]], refused: Mapping[str, int], messages: int) -> list[Figure]:
    ours = [one for name, rounds in found.items() if name != _BARE for one in rounds]
    return [
        reached("messages that never came through", sum(one.lost for one in ours), at_most=0),
        reached("messages that came through twice", sum(one.twice for one in ours), at_most=0),
        reached("deadlocks between processes", refused["deadlocks"], at_most=0),
        Figure(
            name="transactions rolled back per 1,000 messages", ours=spread([1000 * refused["rolled back"] / messages])
        ),
    ]


def _latencies(spans: Mapping[str, Sequence[float]]) -> list[Figure]:
    lines: list[Figure] = []
    for name, of_one in spans.items():
        both = f"{plain(quantile(of_one, 0.5))}, {plain(quantile(of_one, 0.99))} ms"
        lines.append(Figure(name=f"update → call when idle, p50 and p99, {name}", ours=both))
    late = sum(span > _LATE for of_one in spans.values() for span in of_one)
    return [*lines, reached("of these, slower than half a second", late)]


def _named(processes: int) -> str:
    return f"PostgreSQL × {processes}"


_REFUSED = text("SELECT xact_rollback, deadlocks FROM pg_stat_database WHERE datname = current_database()")

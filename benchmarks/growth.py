"""What a message costs through the real door when a conversation, or the whole database, has grown long."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks import strikes
from benchmarks.figures import Figure, compared, plain
from benchmarks.grown import FIRST, SERVED, Past, carry, desk_of, grow, reacted, replied, said
from benchmarks.many import server_cpu
from benchmarks.stage import NotPlayed
from desk.commands import Given
from desk.desk import Desk
from storage.engine import Database, open_database

FLAT = 1.5
_BATCH = 100
_STRANGERS = 20
_MESSAGES = 10  # of a conversation in a large database
_FIRST_UPDATE = 10**12
_FIRST_STRANGER = 9_000_000_000
_WARM = 2


@dataclass(slots=True)
class Costs:
    """Milliseconds for each message or letter, turn by turn: of CPU, our own and the server's, and of the clock."""

    cpu: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    time: dict[str, list[float]] = field(default_factory=dict[str, list[float]])

    def note(self, what: str, cpu: float, span: float, count: int) -> None:
        """Keep what so many have cost, in seconds."""
        self.cpu.setdefault(what, []).append(1000 * cpu / count)
        self.time.setdefault(what, []).append(1000 * span / count)


@dataclass(slots=True)
class Door:
    """A desk on a grown database, and how far its numbers have come."""

    database: Database
    desk: Desk
    server: psutil.Process | None
    update: int = _FIRST_UPDATE
    stranger: int = _FIRST_STRANGER

    async def turn(self, costs: Costs) -> None:
        """Pass messages of customers and agents on, and meet some strangers who want a person."""
        for begin in range(0, SERVED, _BATCH):
            customers = range(FIRST + begin, FIRST + begin + _BATCH)
            numbers = [self._next() for _ in customers]
            heard = [said(*one, "is anybody there?") for one in zip(customers, numbers, strict=True)]
            answered = [replied(*one, "here I am") for one in zip(customers, numbers, strict=True)]
            liked = [reacted(self._next(), one) for one in numbers]
            await self._handled(costs, "a customer's message", heard)
            await self._cost(costs, "the courier's part of a letter", _BATCH, self._carry)
            await self._handled(costs, "an agent's reply", [replace(one, update_id=self._next()) for one in answered])
            await self._carry()
            await self._handled(costs, "an agent's reaction", liked)
            await self._carry()
        new = range(self.stranger, self.stranger + _STRANGERS)
        self.stranger += _STRANGERS
        given = [said(one, self._next(), "人工") for one in new]
        await self._handled(costs, "a stranger handed to a person", given)
        await carry(self.database)

    def _next(self) -> int:
        self.update += 1
        return self.update

    async def _handled(self, costs: Costs, what: str, given: Sequence[Given]) -> None:
        async def handle() -> None:
            if failures := await self.desk.handle(given):
                raise NotPlayed(f"{len(failures)} failed: {failures[0].error!r}")

        await self._cost(costs, what, len(given), handle)

    async def _carry(self) -> None:
        carried = await carry(self.database)
        if carried < _BATCH:
            raise NotPlayed(f"{_BATCH} messages were given, and only {carried} letters came of them")

    async def _cost(self, costs: Costs, what: str, count: int, work: Callable[[], Awaitable[None]]) -> None:
        used, began = self._used(), time.perf_counter()
        await work()
        span = time.perf_counter() - began
        costs.note(what, self._used() - used, span, count)

    def _used(self) -> float:
        return time.process_time() + (server_cpu(self.server) if self.server is not None else 0)


async def of_histories(folder: Path, few: int, many: int, *, turns: int) -> list[Figure]:
    """Compare conversations of few events with those of many."""
    pasts = {f"{few:,}": Past(few), f"{many:,}": Past(many)}
    return await _figures(folder, pasts, "events a conversation", turns)


async def of_databases(folder: Path, few: int, many: int, *, turns: int) -> list[Figure]:
    """Compare a database of few messages with one of many."""
    pasts = {f"{count:,}": Past(_MESSAGES + 3, count // _MESSAGES) for count in (few, many)}
    return await _figures(folder, pasts, "messages in the database", turns)


async def _figures(folder: Path, pasts: Mapping[str, Past], of_what: str, turns: int) -> list[Figure]:
    await asyncio.to_thread(folder.mkdir)
    found: list[Figure] = []
    async with strikes.postgres(folder / "postgres") as server:
        pid = (folder / "postgres" / "postmaster.pid").read_text().split("\n")[0]
        sizes = list(pasts)
        for name in ("SQLite", "PostgreSQL"):
            urls = {size: f"sqlite+aiosqlite:///{folder}/{n}.sqlite3" for n, size in enumerate(sizes)}
            if name == "PostgreSQL":
                urls = {size: await strikes.new_database(server, f"grown{n}") for n, size in enumerate(sizes)}
            for size, past in pasts.items():
                await grow(urls[size], past)
            on_server = name == "PostgreSQL"
            before = [await _scanned(url) for url in urls.values()] if on_server else []
            small, large = await _by_turns(urls, psutil.Process(int(pid)) if on_server else None, turns)
            found += _compared(small, large, f"{name}, {sizes[1]} against {sizes[0]} {of_what}")
            if on_server:
                after = [await _scanned(url) for url in urls.values()]
                read = [_most_read(then, now) for then, now in zip(before, after, strict=True)]
                found.append(Figure(name=f"rows read by whole-table scans, {of_what}", ours=read[1], baseline=read[0]))
    return found


async def _by_turns(urls: Mapping[str, str], server: psutil.Process | None, turns: int) -> list[Costs]:
    """Let each database have its turn, again and again; the first ones count for nothing."""
    found = [Costs() for _ in urls]
    async with AsyncExitStack() as stack:
        doors: list[Door] = []
        for url in urls.values():
            database = await open_database(url)
            stack.push_async_callback(database.close)
            doors.append(Door(database, desk_of(database), server))
        for door in doors:
            for _ in range(_WARM):
                await door.turn(Costs())
        for n in range(turns):
            both = list(zip(doors, found, strict=True))
            for door, costs in both if n % 2 else both[::-1]:
                await door.turn(costs)
    return found


def _compared(small: Costs, large: Costs, what: str) -> list[Figure]:
    lines: list[Figure] = []
    for kind in large.cpu:
        lines.append(compared(f"{kind}, CPU, {what}", large.cpu[kind], small.cpu[kind], unit=" ms", at_most=FLAT))
        lines.append(compared(f"{kind}, time, {what}", large.time[kind], small.time[kind], unit=" ms", at_most=FLAT))
    return lines


async def _scanned(url: str) -> dict[str, int]:
    """Return how many rows were read, table by table, by reading it from one end to the other."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        rows = (await connection.execute(_SCANS)).all()
    await engine.dispose()
    return {row.relname: row.seq_tup_read for row in rows}


def _most_read(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    read = {table: count - before.get(table, 0) for table, count in after.items()}
    most = sorted(read, key=lambda table: -read[table])[:3]
    return ", ".join(f"{table} {plain(read[table])}" for table in most if read[table])


_SCANS = text("SELECT relname, seq_tup_read FROM pg_stat_user_tables")

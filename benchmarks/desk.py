"""The desk's speed, every figure beside its baseline from the same run and beside its goal.

    python -m benchmarks.desk [--quick] [--only relay|latency|strikes|sql|start]

The real program, a bare aiogram bot that stores nothing, and a bot of the usual pattern (one ORM transaction per
update) take turns before sandboxes of their own.  Nothing leaves this machine, and nothing of it is left behind.
"""

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks import latency, relay, start, strikes, trips
from benchmarks.figures import Figure, table
from benchmarks.stage import NotPlayed, Stage, bare_stage, desk_stage, settle_in, usual_stage

T = TypeVar("T")
PARTS = ("relay", "latency", "start", "sql", "strikes")
_ON_STAGE = {"relay", "latency", "start"}
_LONGEST = 1200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything."""

    rounds: int
    flood: int
    usual_flood: int
    seconds: float
    singles: int
    tries: int
    pending: int


LONG = Size(rounds=5, flood=2000, usual_flood=300, seconds=20, singles=60, tries=3, pending=100_000)
QUICK = Size(rounds=2, flood=600, usual_flood=100, seconds=4, singles=15, tries=1, pending=10_000)


def main() -> int:
    """Measure, print the table, and tell by the exit code whether every goal was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="about a minute, on smaller numbers")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    given = parser.parse_args()
    parts = {given.only} if given.only else set(PARTS)
    try:
        found = asyncio.run(_bounded(parts, QUICK if given.quick else LONG))
    except NotPlayed as sentence:
        sys.stderr.write(f"{sentence}\n")
        return 2
    print(table(found))
    return 1 if any(figure.met is False for figure in found) else 0


async def _bounded(parts: set[str], size: Size) -> list[Figure]:
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:
        async with asyncio.timeout(_LONGEST):
            return await _measure(parts, size, Path(folder))


async def _measure(parts: set[str], size: Size, folder: Path) -> list[Figure]:
    found: list[Figure] = []
    if parts & _ON_STAGE:
        found += await _on_stage(parts, size, folder)
    if parts - _ON_STAGE:
        found += await _at_the_database(parts, size, folder)
    return found


async def _on_stage(parts: set[str], size: Size, folder: Path) -> list[Figure]:
    found: list[Figure] = []
    async with AsyncExitStack() as stack:
        desk: Stage = await stack.enter_async_context(desk_stage(folder / "desk"))
        bare: Stage = await stack.enter_async_context(bare_stage(folder / "bare"))
        stages = [desk, bare]
        if "relay" in parts:
            stages.append(await stack.enter_async_context(usual_stage(folder / "usual")))
        for played in stages:
            await told(f"{played.name} meets its customers", settle_in(played))
        if "relay" in parts:
            flooded = relay.figures(stages, rounds=size.rounds, count=size.flood, few=size.usual_flood)
            found += await told("relay", flooded)
        if "latency" in parts:
            found += await told("latency", latency.figures([desk, bare], seconds=size.seconds, singles=size.singles))
        if "start" in parts:
            rested = {one.name: one.usage().rss for one in (desk, bare)} if len(parts) > 1 else {}
            found += await told("start", start.figures(desk, bare, tries=size.tries, rested=rested))
    return found


async def _at_the_database(parts: set[str], size: Size, folder: Path) -> list[Figure]:
    found: list[Figure] = []
    async with strikes.postgres(folder / "postgres") as server:
        for part in sorted(parts - _ON_STAGE):
            urls = {
                "SQLite": f"sqlite+aiosqlite:///{folder}/{part}.sqlite3",
                "PostgreSQL": await strikes.new_database(server, part),
            }
            if part == "sql":
                found += await told(part, trips.figures(urls))
            else:
                found += await told(part, strikes.figures(urls, pending=size.pending, due=min(1000, size.pending)))
    return found


async def told(what: str, work: Awaitable[T]) -> T:
    """Say on the error stream what is being measured, and how long it took."""
    began = time.perf_counter()
    sys.stderr.write(f"{what} … ")
    sys.stderr.flush()
    done = await work
    sys.stderr.write(f"{time.perf_counter() - began:.1f} s\n")
    return done


if __name__ == "__main__":
    sys.exit(main())

"""The desk's speed, every figure beside its baseline from the same run and beside its goal.

    python -m benchmarks.desk [--quick] [--only relay|latency|strikes|sql|start]

The real program, a bare aiogram bot that stores nothing, and a bot of the usual pattern (one ORM transaction per
update) take turns before sandboxes of their own.  Nothing leaves this machine, and nothing of it is left behind.
"""

import sys
from argparse import Namespace
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import latency, relay, start, strikes, trips
from benchmarks.figures import Figure
from benchmarks.program import Benchmark, told
from benchmarks.stage import Stage, bare_stage, desk_stage, settle_in, usual_stage

_ON_STAGE = {"relay", "latency", "start"}


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


async def _measure(parts: set[str], given: Namespace, folder: Path) -> list[Figure]:
    size = QUICK if given.quick else LONG
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


BENCHMARK = Benchmark(
    name="desk",
    title="The desk's speed, every figure beside its baseline from the same run and beside its goal.",
    parts=("relay", "latency", "start", "sql", "strikes"),
    measure=_measure,
    longest=1200.0,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.main())

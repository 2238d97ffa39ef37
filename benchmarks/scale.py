"""What more processes bring, and what a message costs in a long history and in a large database.

    python -m benchmarks.scale [--quick] [--only processes|history|size]

The real program before a sandbox of its own, and the real door on SQLite and on PostgreSQL.  Nothing leaves this
machine, and nothing of it is left behind.
"""

import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from benchmarks import growth, many
from benchmarks.figures import Figure
from benchmarks.program import Benchmark, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything."""

    rounds: int
    flood: int
    singles: int
    turns: int
    history: tuple[int, int]
    messages: tuple[int, int]


LONG = Size(rounds=4, flood=2000, singles=60, turns=15, history=(10, 1_000), messages=(10_000, 1_000_000))
QUICK = Size(rounds=2, flood=500, singles=15, turns=6, history=(10, 1_000), messages=(10_000, 100_000))


async def _measure(parts: set[str], given: Namespace, folder: Path) -> list[Figure]:
    size = QUICK if given.quick else LONG
    found: list[Figure] = []
    if "processes" in parts:
        played = many.figures(folder / "processes", rounds=size.rounds, count=size.flood, singles=size.singles)
        found += await told("processes", played)
    if "history" in parts:
        grown = growth.of_histories(folder / "history", *size.history, turns=size.turns)
        found += await told("history", grown)
    if "size" in parts:
        found += await told("size", growth.of_databases(folder / "size", *size.messages, turns=size.turns))
    return found


BENCHMARK = Benchmark(
    name="scale",
    title="What more processes bring, and what a message costs in a long history and in a large database.",
    parts=("processes", "history", "size"),
    measure=_measure,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.main())

"""What more processes bring, and what a message costs in a long history and in a large database.

    python -m benchmarks.scale [--quick] [--only processes|history|size]

The real program before a sandbox of its own, and the real door on SQLite and on PostgreSQL.  Nothing leaves this
machine, and nothing of it is left behind.
"""

import argparse
import asyncio
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import growth, many
from benchmarks.desk import told
from benchmarks.figures import Figure, table
from benchmarks.stage import NotPlayed

PARTS = ("processes", "history", "size")
_LONGEST = 3600.0


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


def main() -> int:
    """Measure, print the table, and tell by the exit code whether every goal was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few minutes, on smaller numbers")
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
    with tempfile.TemporaryDirectory(prefix="frontdesk-scale-") as folder:
        async with asyncio.timeout(_LONGEST):
            return await _measure(parts, size, Path(folder))


async def _measure(parts: set[str], size: Size, folder: Path) -> list[Figure]:
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


if __name__ == "__main__":
    sys.exit(main())

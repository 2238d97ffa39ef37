"""The clocks' speed and punctuality, every figure beside its baseline from the same run and beside its goal.

    python -m benchmarks.time [--quick] [--only strikes|million|moves|drain|night|month]

Everything goes through the desk's one door, with the program's own timekeeper and storage. Nothing leaves this
machine, and nothing of it is left behind.
"""

import asyncio
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from benchmarks import drain, in_memory, month, moves, strikes
from benchmarks.figures import Figure, quantile, reached
from benchmarks.program import Benchmark, told

PARTS = ("strikes", "million", "moves", "drain", "night", "month")
_LONG = (1_000, 10_000, 100_000, 1_000_000)
_QUICK = (1_000, 10_000)
_DUE = 1_000
_MANY = 100_000  # from so many pending on there is a goal


async def _measure(parts: set[str], given: Namespace, folder: Path) -> list[Figure]:
    quick: bool = given.quick
    work: dict[str, Callable[[Path], Awaitable[list[Figure]]]] = {
        "strikes": lambda folder: _strikes(folder, _QUICK if quick else _LONG),
        "million": lambda folder: _after_a_while(folder, pending=100_000 if quick else 1_000_000),
        "moves": lambda folder: moves.figures(folder, rounds=2 if quick else 5, batches=10 if quick else 30),
        "drain": lambda folder: drain.figures(folder, waiting=200 if quick else 1_000, agents=50),
        "night": lambda folder: _night(folder, due=1_000 if quick else 10_000),
        "month": lambda _: month.figures(days=3 if quick else 30, conversations=300 if quick else 3_000),
    }
    found: list[Figure] = []
    for part in PARTS:
        if part in parts:
            own = folder / part
            own.mkdir()
            found += await told(part, work[part](own))
            shutil.rmtree(own)
    return found


async def _strikes(folder: Path, sizes: tuple[int, ...]) -> list[Figure]:
    """How late a thousand clocks strike that are due within a second, while others pend; beside the loop's timers."""
    found: list[Figure] = []
    async with strikes.postgres(folder / "postgres") as server:
        for pending in sizes:
            plain = await in_memory.lateness(_DUE, pending)
            urls = {
                "SQLite": f"sqlite+aiosqlite:///{folder}/{pending}.sqlite3",
                "PostgreSQL": await strikes.new_database(server, f"strikes{pending}"),
            }
            for name, url in urls.items():
                late = await strikes.lateness(url, pending=pending, due=_DUE)
                found += _punctual(name, pending, late.spans, plain)
    return found


def _punctual(name: str, pending: int, late: Sequence[float], plain: Sequence[float]) -> list[Figure]:
    goal = {"SQLite": 100, "PostgreSQL": 150}[name] if pending >= _MANY else None
    what = f"{_DUE:,} due in 1 s, {pending:,} pending, {name}"
    ours, theirs = quantile(late, 0.99), quantile(plain, 0.99)
    return [
        reached(
            f"{what}, lateness p99",
            ours,
            unit=" ms",
            baseline=f"call_later {theirs:.1f} ms",
            ratio=f"{ours / theirs:.1f}" if theirs else "",
            at_most=goal,
        ),
        reached(f"{what}, lateness p50", quantile(late, 0.5), unit=" ms"),
    ]


async def _after_a_while(folder: Path, *, pending: int) -> list[Figure]:
    """How soon the first overdue clock strikes after connecting, and what so many pending ones cost in memory."""
    url = f"sqlite+aiosqlite:///{folder}/million.sqlite3"
    await strikes.fill(url, pending=pending, overdue=1)
    few = f"sqlite+aiosqlite:///{folder}/few.sqlite3"
    await strikes.fill(few, pending=10, overdue=1)
    seconds, resident = await asyncio.to_thread(_connected, url)
    _, little = await asyncio.to_thread(_connected, few)
    return [
        reached(f"first overdue strike after connecting, {pending:,} pending", seconds, unit=" s", at_most=0.5),
        reached("  memory more than with ten pending", resident - little, unit=" MiB", at_most=20),
    ]


def _connected(url: str) -> tuple[float, float]:
    """Return, of a process of its own, how soon it struck after connecting and its resident memory in MiB."""
    told = subprocess.run(  # noqa: S603 - ourselves, with an address we made
        [sys.executable, "-m", "benchmarks.connecting", url], check=True, capture_output=True, text=True, timeout=300
    )
    seconds, resident = told.stdout.split()
    return float(seconds), float(resident)


async def _night(folder: Path, *, due: int) -> list[Figure]:
    """A night down: so many promises were broken meanwhile, and each is recorded once, at its own moment."""
    url = f"sqlite+aiosqlite:///{folder}/night.sqlite3"
    await strikes.fill(url, pending=due, overdue=due)
    took, struck = await strikes.caught_up(url, due)
    return [
        reached(f"a night down, {due:,} due at the start, caught up", took, unit=" s", at_most=60),
        reached("  struck more or less than once", abs(struck - due), at_most=0),
    ]


BENCHMARK = Benchmark(
    name="time",
    title="The clocks' speed and punctuality, every figure beside its baseline from the same run and beside its goal.",
    parts=PARTS,
    measure=_measure,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.main())

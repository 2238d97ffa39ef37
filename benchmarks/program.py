"""A benchmark as a program: its parts by name, a limit to its time, the table, and an exit code by its goals."""

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.figures import Figure, table
from benchmarks.stage import NotPlayed

T = TypeVar("T")
Measure = Callable[[set[str], argparse.Namespace, Path], Awaitable[list[Figure]]]
"""Measures the parts asked for, with what else was asked, in a folder that is gone afterwards."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What is measured by `python -m benchmarks.<name>`; `longest` is in seconds."""

    name: str
    title: str
    parts: Sequence[str]
    measure: Measure
    longest: float = 3600.0
    options: Callable[[argparse.ArgumentParser], object] = lambda parser: parser.add_argument(
        "--quick", action="store_true", help="a few minutes, on smaller numbers"
    )

    def main(self) -> int:
        """Measure, print the table, and tell by the exit code whether every goal was met."""
        parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{self.name}", description=self.title)
        self.options(parser)
        parser.add_argument("--only", choices=self.parts, help="one part alone")
        given = parser.parse_args()
        try:
            found = asyncio.run(self._bounded({given.only} if given.only else set(self.parts), given))
        except NotPlayed as sentence:
            sys.stderr.write(f"{sentence}\n")
            return 2
        print(table(found))
        return 1 if any(figure.met is False for figure in found) else 0

    async def _bounded(self, parts: set[str], given: argparse.Namespace) -> list[Figure]:
        task = asyncio.current_task()
        if task is not None:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        with tempfile.TemporaryDirectory(prefix=f"frontdesk-{self.name}-") as folder:
            async with asyncio.timeout(self.longest):
                return await self.measure(parts, given, Path(folder))


async def told(what: str, work: Awaitable[T]) -> T:
    """Say on the error stream what is being measured, and how long it took."""
    began = time.perf_counter()
    sys.stderr.write(f"{what} … ")
    sys.stderr.flush()
    done = await work
    sys.stderr.write(f"{time.perf_counter() - began:.1f} s\n")
    return done

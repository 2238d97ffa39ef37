"""One process that connects to a database and lets the first overdue clock strike; it tells how long that took.

    python -m benchmarks.connecting URL

Two numbers: seconds from connecting to the committed strike, and the resident memory in MiB.
"""

import asyncio
import sys
import time

import psutil

from benchmarks import strikes


async def _first_strike(url: str) -> float:
    began = time.perf_counter()
    await strikes.caught_up(url, 1)
    return time.perf_counter() - began


if __name__ == "__main__":
    seconds = asyncio.run(_first_strike(sys.argv[1]))
    print(f"{seconds:.3f} {psutil.Process().memory_info().rss / 2**20:.1f}")

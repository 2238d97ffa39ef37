"""How long a bot takes from its start to the first message passed on, and how much memory it takes to run."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, compared, spread
from benchmarks.stage import FIRST_CUSTOMER, ROOT, Stage

_IMPORT = "import time; begun = time.perf_counter(); import {}; print(time.perf_counter() - begun)"


async def figures(desk: Stage, bare: Stage, *, tries: int, rested: dict[str, float]) -> list[Figure]:
    """Start both bots anew with a message waiting for them; `rested` is their memory after all the work before."""
    fresh: dict[str, list[float]] = {"desk": [], "bare": []}
    spans: dict[str, list[float]] = {"desk": [], "bare": []}
    for _ in range(tries):
        for played in (desk, bare):
            spans[played.name].append(await started(played))
            fresh[played.name].append(played.usage().rss)
    aiogram = [imported("aiogram") for _ in range(tries)]
    whole = [imported("bot.wiring") for _ in range(tries)]
    found = [
        compared("start → first update handled, s", spans["desk"], spans["bare"]),
        Figure(name="  of which importing", ours=f"{spread(whole)} s", baseline=f"aiogram alone {spread(aiogram)} s"),
        compared("memory after start, MiB", fresh["desk"], fresh["bare"]),
    ]
    if rested:
        found.append(compared("memory after the work above, MiB", [rested["desk"]], [rested["bare"]]))
    return found


async def started(played: Stage) -> float:
    """Stop a bot, let a customer write, start it, and see when the message has come through."""
    played.stop()
    sent = await played.calls()
    await played.do("write", as_=FIRST_CUSTOMER, text="is anybody there")
    begun = time.perf_counter()
    played.start()
    await played.until_called(sent + 1)
    return time.perf_counter() - begun


def imported(module: str, where: Path = ROOT) -> float:
    """Return how many seconds a module takes to import in a new process."""
    command: Sequence[str] = [sys.executable, "-c", _IMPORT.format(module)]
    said = subprocess.run(command, capture_output=True, check=True, cwd=where, text=True)  # noqa: S603 - our own words
    return float(said.stdout)

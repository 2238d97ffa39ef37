"""How long it takes from a customer's message to the call that passes it on, in milliseconds of the sandbox's clock."""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime

from benchmarks.figures import Figure, plain, quantile, reached
from benchmarks.stage import CUSTOMERS, FIRST_CUSTOMER, Stage, clock

_RATE = 100
_PAUSE = 0.15


async def figures(stages: Sequence[Stage], *, seconds: float, singles: int) -> list[Figure]:
    """Measure each bot under a steady load, and with nothing else to do."""
    busy: dict[str, list[float]] = {}
    idle: dict[str, list[float]] = {}
    for played in stages:
        await played.do("log", on=True, clear=True)
        busy[played.name] = await steadily(played, int(seconds * _RATE))
        idle[played.name] = await one_by_one(played, singles)
        await played.do("log", on=False, clear=True)
    return [
        _figure(f"update → call at {_RATE} messages/s, p99", busy, 0.99, at_most=150),
        _figure(f"update → call at {_RATE} messages/s, p50", busy, 0.5),
        _figure("update → call when idle, p99", idle, 0.99, at_most=50),
        _figure("update → call when idle, p50", idle, 0.5),
    ]


async def steadily(played: Stage, count: int) -> list[float]:
    """Write a message every hundredth of a second, whatever the bot does."""
    written: dict[str, datetime] = {}
    since, sent = await _last(played), await played.calls()
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for n in range(count):
            await clock.sleep(begun + n / _RATE - time.perf_counter())
            group.create_task(_write(played, n, f"steady {n}", written))
    await played.until_called(sent + count)
    return await _spans(played, since, written)


async def one_by_one(played: Stage, count: int) -> list[float]:
    """Write a message, wait until it has come through, rest, and write the next."""
    written: dict[str, datetime] = {}
    since, sent = await _last(played), await played.calls()
    for n in range(count):
        await _write(played, n, f"single {n}", written)
        await played.until_called(sent + n + 1)
        await clock.sleep(_PAUSE)
    return await _spans(played, since, written)


async def _write(played: Stage, n: int, text: str, written: dict[str, datetime]) -> None:
    written[text] = clock.now()
    await played.do("write", as_=FIRST_CUSTOMER + n % CUSTOMERS, text=text)


async def _last(played: Stage) -> int:
    calls = (await played.see("calls"))["calls"]
    return calls[-1]["n"] if calls else 0


async def _spans(played: Stage, since: int, written: dict[str, datetime]) -> list[float]:
    """Return the milliseconds each message took; one that never came is missing here and counted elsewhere."""
    calls = (await played.see("calls", since=since, method="sendMessage"))["calls"]
    said = {call["params"].get("text", ""): datetime.fromisoformat(call["at"]) for call in calls}
    return [1000 * (said[text] - at).total_seconds() for text, at in written.items() if text in said]


def _figure(name: str, spans: dict[str, list[float]], share: float, at_most: float | None = None) -> Figure:
    ours, bare = quantile(spans["desk"], share), quantile(spans["bare"], share)
    return reached(
        name, ours, unit=" ms", baseline=f"bare {plain(bare)} ms", ratio=f"{ours / bare:.2f}", at_most=at_most
    )

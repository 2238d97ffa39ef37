"""The baseline of all timers: the event loop's own, which remember nothing and survive nothing."""

import asyncio
from collections.abc import Sequence

_LEAD = 1.0


async def lateness(due: int, pending: int) -> Sequence[float]:
    """Return how late, in milliseconds, `call_later` called so many times within one second, with others pending."""
    loop = asyncio.get_running_loop()
    late: list[float] = []
    began = loop.time() + _LEAD
    others = [loop.call_at(began + 86_400 + n, _never) for n in range(pending)]

    def strike(at: float) -> None:
        late.append(1000 * (loop.time() - at))

    for n in range(due):
        at = began + n / due
        loop.call_at(at, strike, at)
    done = loop.create_future()
    loop.call_at(began + 1.5, done.set_result, None)
    await done
    for other in others:
        other.cancel()
    return late


def _never() -> None:
    """Nobody waits for this one."""

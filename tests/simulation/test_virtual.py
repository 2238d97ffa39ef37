"""Virtual time: whoever sleeps wakes at the very microsecond, however close others sleep beside."""

import asyncio
from collections.abc import Callable
from contextvars import Context
from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.simulation.virtual import Given, VirtualClock, VirtualLoop

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
_DAY = 86_400_000_000


class _Patient(VirtualLoop):
    """A loop that fails where another would call the same sleepers too early for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.timers = 0

    def call_at(
        self, when: float, callback: Callable[[*Given], object], *args: *Given, context: Context | None = None
    ) -> asyncio.TimerHandle:
        self.timers += 1
        assert self.timers < 100, "time has stopped"
        return super().call_at(when, callback, *args, context=context)


@settings(deadline=None, derandomize=True, database=None)
@given(st.integers(0, 400 * _DAY), st.lists(st.tuples(st.integers(0, 3), st.integers(1, 100)), min_size=1, max_size=8))
@example(_DAY, [(0, 20), (1, 20)])
@example(400 * _DAY, [(0, 40), (1, 43), (2, 45)])
def test_who_sleeps_wakes_at_the_very_microsecond(begins: int, sleepers: list[tuple[int, int]]) -> None:
    loop = _Patient()
    loop.micros = begins
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        woken = runner.run(_woken(VirtualClock(loop, BEGIN), sleepers))
    assert woken == [BEGIN + timedelta(microseconds=begins + span) for _, span in sleepers]


async def _woken(clock: VirtualClock, sleepers: list[tuple[int, int]]) -> list[datetime]:
    """Let all sleep from the same moment on, some some turns of the loop later; return when each woke."""
    loop = asyncio.get_running_loop()

    async def one(turns: int, span: int) -> datetime:
        for _ in range(turns):
            turn = loop.create_future()
            loop.call_soon(turn.set_result, None)
            await turn
        await clock.sleep(span / 1e6)
        return clock.now()

    return await asyncio.gather(*(one(*sleeper) for sleeper in sleepers))

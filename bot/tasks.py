"""The supervisor of the program's loops: each is started here, seen to end, and started again if it fails."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.clock import Clock, first
from desk.errors import StorageDown

log = logging.getLogger(__name__)

Loop = Callable[[asyncio.Event], Awaitable[None]]
"""A loop of the program: it is given the event that asks it to stop, finishes what it began, and returns."""

_PATIENCE = (1.0, 2.0, 5.0, 10.0, 30.0)
_DATABASE_RESTS = 1.0


class Tasks:
    """The loops that run side by side until one event asks them all to stop."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.failing: dict[str, str] = {}

    async def run(self, stop: asyncio.Event, loops: Mapping[str, Loop]) -> None:
        """Run every loop until `stop` is set and all have finished what they began."""
        async with asyncio.TaskGroup() as group:
            for name, loop in loops.items():
                group.create_task(self._keep_running(name, loop, stop), name=name)

    async def _keep_running(self, name: str, loop: Loop, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            self.failing.pop(name, None)
            try:
                await loop(stop)
            except StorageDown:  # nobody's failure: it goes on as soon as the database is there
                self.failing[name] = StorageDown.__name__
                log.warning("a loop waits for the database", extra={"loop": name})
                await first(lambda: self._clock.sleep(_DATABASE_RESTS), stop.wait)
            except Exception as error:
                self.failing[name] = type(error).__name__
                log.exception("a loop failed and is started again", extra={"loop": name})
                span = _PATIENCE[min(failures, len(_PATIENCE) - 1)]
                failures += 1
                await first(lambda span=span: self._clock.sleep(span), stop.wait)  # type: ignore[misc]
            else:
                return

"""Once an hour, what is no longer needed is forgotten."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.clock import Clock, first

_EVERY = 3600.0


class Tidying:
    """The loop that keeps the record of handled updates as long as Telegram could repeat them, and no longer."""

    def __init__(self, tidy: Callable[[datetime], Awaitable[None]], clock: Clock) -> None:
        self._tidy = tidy
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Tidy up until asked to stop."""
        while not stop.is_set():
            await self._tidy(self._clock.now())
            await first(lambda: self._clock.sleep(_EVERY), stop.wait)

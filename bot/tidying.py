"""Once an hour, what is no longer needed is forgotten; once a day, words that were kept long enough are erased."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.clock import Clock, first

log = logging.getLogger(__name__)

_EVERY = 3600.0
_ERASES_EVERY = 24  # rounds


class Tidying:
    """The loop that keeps no more than is needed.

    `tidy` forgets which updates were handled, as soon as Telegram cannot repeat them; `erase` is told the moment, and
    returns how much was erased by rule, by where it stood.
    """

    def __init__(
        self,
        tidy: Callable[[datetime], Awaitable[None]],
        clock: Clock,
        *,
        erase: Callable[[datetime], Awaitable[Mapping[str, int]]] | None = None,
        keeps_house: Callable[[], bool] = lambda: True,
    ) -> None:
        self._keeps_house = keeps_house
        self._tidy = tidy
        self._erase = erase
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Tidy up until asked to stop."""
        wait = 0
        while not stop.is_set():
            await self._tidy(self._clock.now())
            if self._erase is not None and self._keeps_house() and wait <= 0:
                wait = _ERASES_EVERY
                erased = await self._erase(self._clock.now())
                if any(erased.values()):
                    log.info("words were erased that were kept long enough", extra={"erased": dict(erased)})
            wait -= 1
            await first(lambda: self._clock.sleep(_EVERY), stop.wait)

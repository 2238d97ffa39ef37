"""Where Telegram calls us, whether it has told us everything that waited for us while we were away."""

import asyncio
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError, ClientDecodeError

from bot.clock import Clock, first

log = logging.getLogger(__name__)

_ASKED_EVERY = 0.5
_PATIENCE = 120  # times asked: one minute, then clocks strike on what is known


class Pending:
    """Lets the timekeeper begin once no update waits at Telegram, so that no answer given in time is missed."""

    def __init__(self, bot: Bot, heard: asyncio.Event, clock: Clock) -> None:
        self._bot = bot
        self._heard = heard
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Ask until nothing waits, or until it has been asked long enough."""
        for _ in range(_PATIENCE):
            if stop.is_set() or await self._nothing_waits():
                break
            await first(lambda: self._clock.sleep(_ASKED_EVERY), stop.wait)
        else:
            log.warning("updates still wait at Telegram; the clocks begin without them")
        self._heard.set()

    async def _nothing_waits(self) -> bool:
        try:
            return not (await self._bot.get_webhook_info()).pending_update_count
        except (AiogramError, ClientDecodeError):
            return False

"""What Telegram is told: how to reach us, and the menus people see; again and again, until everything was told."""

import asyncio
import logging
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommandScopeChat

from bot.clock import Clock, first
from bot.settings import BadSettings, Settings
from bot.updates import ALLOWED
from bot.webhook import PATH
from desk.errors import StorageDown
from desk.ports import Outbox
from handlers.wording import Wording

log = logging.getLogger(__name__)

_PATIENCE = 10
_RETRIES = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_LOOKS_EVERY = timedelta(seconds=30)


async def be_known(bot: Bot) -> None:
    """Ask Telegram whether it knows the token; one that cannot be reached says nothing against it.

    Raises:
        BadSettings: Telegram does not know the token.
    """
    try:
        async with asyncio.timeout(_PATIENCE):
            await bot.me()  # which is remembered: a command may be meant for another bot
    except (TelegramUnauthorizedError, TelegramNotFound):
        raise BadSettings(
            "Telegram does not know this token; copy it from @BotFather once more into DESK_BOT_TOKEN."
        ) from None
    except (AiogramError, ClientDecodeError, TimeoutError) as error:
        log.warning("Telegram cannot be reached yet", extra={"error": type(error).__name__})


class Announcing:
    """Tells Telegram all of it at the start, and the menu of a staff room whenever there is another."""

    def __init__(self, settings: Settings, bot: Bot, wording: Wording, outbox: Outbox, clock: Clock) -> None:
        self._settings = settings
        self._bot = bot
        self._wording = wording
        self._outbox = outbox
        self._clock = clock
        self._told = False
        self._rooms: frozenset[int] = frozenset()
        self.trouble: str | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Tell Telegram what it does not know yet, until asked to stop."""
        failures = 0
        while not stop.is_set():
            seconds = _LOOKS_EVERY.total_seconds()
            try:
                await first(self._tell, stop.wait)
            except* (AiogramError, ClientDecodeError, StorageDown) as refused:
                seconds = max(_RETRIES[min(failures, len(_RETRIES) - 1)], _asked_for(refused.exceptions[0]))
                failures += 1
                self._note(f"not everything could be told to Telegram yet: {type(refused.exceptions[0]).__name__}")
            else:
                failures, self.trouble = 0, None
            await first(lambda span=seconds: self._clock.sleep(span), stop.wait)  # type: ignore[misc]

    async def _tell(self) -> None:
        if not self._told:
            await self._be_reached()
            for locale in ("zh", "en"):
                await self._bot.set_my_commands(self._wording.commands(locale), language_code=locale)
            await self._bot.set_my_commands(self._wording.commands(self._settings.locale))
            self._told = True
        rooms = frozenset((await self._outbox.rooms()).values())
        for room in sorted(rooms - self._rooms):
            menu = self._wording.staff_commands(self._settings.locale)
            await self._bot.set_my_commands(menu, scope=BotCommandScopeChat(chat_id=room))
            self._rooms |= {room}
        self._rooms &= rooms

    async def _be_reached(self) -> None:
        settings = self._settings
        if settings.webhook_url and settings.webhook_secret:
            await self._bot.set_webhook(
                settings.webhook_url.rstrip("/") + PATH,
                secret_token=settings.webhook_secret.get_secret_value(),
                allowed_updates=list(ALLOWED),
            )
        elif (await self._bot.get_webhook_info()).url:
            log.warning("a webhook was left at Telegram and is removed: this desk fetches its updates")
            await self._bot.delete_webhook()

    def _note(self, trouble: str) -> None:
        if self.trouble != trouble:
            log.warning("will tell Telegram again", extra={"why": trouble})
        self.trouble = trouble


def _asked_for(error: BaseException) -> float:
    return float(error.retry_after) if isinstance(error, TelegramRetryAfter) else 0.0

"""What Telegram is told at the start: how to reach us, and the menus people see."""

import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError, ClientDecodeError, TelegramUnauthorizedError
from aiogram.types import BotCommandScopeChat

from bot.settings import BadSettings, Settings
from bot.updates import ALLOWED
from bot.webhook import PATH
from handlers.wording import Wording

log = logging.getLogger(__name__)


async def announce(settings: Settings, bot: Bot, wording: Wording) -> None:
    """Make sure the token is good, and set the webhook and the menus; an unreachable Telegram is only logged.

    Raises:
        BadSettings: Telegram does not know the token.
    """
    try:
        await bot.me()
        await _be_reached(settings, bot)
        for locale in ("zh", "en"):
            await bot.set_my_commands(wording.commands(locale), language_code=locale)
        await bot.set_my_commands(wording.commands(settings.locale))
        if settings.staff_chat_id is not None:
            room = BotCommandScopeChat(chat_id=settings.staff_chat_id)
            await bot.set_my_commands(wording.staff_commands(settings.locale), scope=room)
    except TelegramUnauthorizedError:
        raise BadSettings(
            "Telegram does not know this token; copy it from @BotFather once more into DESK_BOT_TOKEN."
        ) from None
    except (AiogramError, ClientDecodeError) as error:
        log.warning("not everything could be told to Telegram", extra={"error": type(error).__name__})


async def _be_reached(settings: Settings, bot: Bot) -> None:
    if settings.webhook_url and settings.webhook_secret:
        await bot.set_webhook(
            settings.webhook_url.rstrip("/") + PATH,
            secret_token=settings.webhook_secret.get_secret_value(),
            allowed_updates=list(ALLOWED),
        )
    elif (await bot.get_webhook_info()).url:
        log.warning("a webhook was left at Telegram and is removed: this desk fetches its updates")
        await bot.delete_webhook()

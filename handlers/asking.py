"""Which command a message gives, if it is one: "/take", "/take@our_bot", or the Chinese word alone.

What was forwarded or edited is no command: who sends it on may not mean it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram import Bot
from aiogram.types import Message

from handlers.reading import thread_of

STAFF: Final[Mapping[str, str]] = {
    "on": "on",
    "off": "off",
    "queue": "queue",
    "take": "take",
    "resolve": "resolve",
    "why": "why",
    "上班": "on",
    "下班": "off",
    "排队": "queue",
    "接单": "take",
    "结案": "resolve",
    "为何": "why",
}
CUSTOMER: Final[Mapping[str, str]] = {
    "start": "start",
    "help": "help",
    "human": "human",
    "开始": "start",
    "帮助": "help",
    "人工": "human",
}
_EITHER: Final = {**STAFF, **CUSTOMER}
_SLASHED = re.compile(r"/(\w{1,32})(?:@(\w{1,64}))?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A command by its name (None: we know no such command); a `foreign` one was meant for another bot."""

    name: str | None
    foreign: bool = False


async def asks_in_room(message: Message, bot: Bot) -> dict[str, Any] | bool:
    """Let a command of the staff pass; outside a topic, one that we do not know is none of our business."""
    asked = await _asked_in_room(message, bot)
    heard = asked is not None and (asked.name is not None or asked.foreign or thread_of(message) is not None)
    return {"asked": asked} if heard else False


async def asks_in_private(message: Message, bot: Bot) -> dict[str, Any] | bool:
    """Let a command in private pass; only a slash makes one, for customers write words like 排队."""
    asked = await _slashed(message, bot, _EITHER)
    return {"asked": asked} if asked is not None and (asked.name is not None or asked.foreign) else False


async def _asked_in_room(message: Message, bot: Bot) -> Asked | None:
    word = (message.text or "").strip()
    if word in STAFF and not word.isascii() and message.forward_origin is None:
        return Asked(STAFF[word])
    return await _slashed(message, bot, STAFF)


async def _slashed(message: Message, bot: Bot, words: Mapping[str, str]) -> Asked | None:
    text = message.text
    if not text or text[0] != "/" or message.forward_origin is not None:
        return None
    found = _SLASHED.match(text)
    if found is None:
        return None
    word, mention = found.groups()
    # Who we are is asked of Telegram once and then remembered.
    foreign = mention is not None and mention.lower() != ((await bot.me()).username or "").lower()
    return Asked(words.get(word.lower()), foreign=foreign)

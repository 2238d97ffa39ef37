"""Which command a message gives, if it is one: "/take", "/take@our_bot", or the Chinese word alone.

What was forwarded or edited is no command: who sends it on may not mean it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram import Bot
from aiogram.types import Message
from rapidfuzz.distance import OSA

from handlers.reading import thread_of

STAFF: Final[Mapping[str, str]] = {
    "on": "on",
    "off": "off",
    "queue": "queue",
    "take": "take",
    "resolve": "resolve",
    "why": "why",
    "faq": "faq",
    "gaps": "gaps",
    "上班": "on",
    "下班": "off",
    "排队": "queue",
    "接单": "take",
    "结案": "resolve",
    "为何": "why",
    "知识库": "faq",
    "条目": "faq",
    "词条": "faq",
    "收录": "keep",
    "缺口": "gaps",
    "admit": "admit",
    "登记": "admit",
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
_SHORT = 4  # signs of a word in which one slip is as much as one makes


@dataclass(frozen=True, slots=True)
class Asked:
    """A command by its name (None: we know no such command) and what follows it.

    A `foreign` one was meant for another bot; `nearest` is the one that an unknown one is most like, if any is.
    """

    name: str | None
    foreign: bool = False
    rest: str = ""
    nearest: str | None = None


async def asks_in_room(message: Message, bot: Bot) -> dict[str, Any] | bool:
    """Let a command of the staff pass; outside a topic, one that is like none of ours is none of our business."""
    asked = await asked_in_room(message, bot)
    heard = asked is not None and (asked.name or asked.nearest or asked.foreign or thread_of(message) is not None)
    return {"asked": asked} if heard else False


async def asks_in_private(message: Message, bot: Bot) -> dict[str, Any] | bool:
    """Let a command in private pass; only a slash makes one, for customers write words like 排队."""
    asked = await slashed(message, bot, _EITHER)
    return {"asked": asked} if asked is not None and (asked.name is not None or asked.foreign) else False


async def asked_in_room(message: Message, bot: Bot) -> Asked | None:
    """Return the command a message of the staff room gives, if it looks like one."""
    return alone(message) or await slashed(message, bot, STAFF)


def alone(message: Message) -> Asked | None:
    """Return the command that a Chinese word makes without a slash, where it is all that was written."""
    word = (message.text or "").strip()
    if word in STAFF and not word.isascii() and message.forward_origin is None:
        return Asked(STAFF[word])
    return None


async def slashed(message: Message, bot: Bot, words: Mapping[str, str]) -> Asked | None:
    """Return the command that a slash makes of one of these words, or of one we do not know."""
    text = message.text
    if not text or text[0] != "/" or message.forward_origin is not None:
        return None
    found = _SLASHED.match(text)
    if found is None:
        return None
    word, mention = found.groups()
    # Who we are is asked of Telegram once and then remembered.
    foreign = mention is not None and mention.lower() != ((await bot.me()).username or "").lower()
    name = words.get(word.lower())
    nearest = None if name or foreign else _nearest(word.lower(), words)
    return Asked(name, foreign=foreign, rest=text[found.end() :].strip(), nearest=nearest)


def _nearest(word: str, words: Mapping[str, str]) -> str | None:
    slips = 1 if len(word) <= _SHORT else 2
    distances = {known: OSA.distance(word, known, score_cutoff=slips) for known in words}
    near = min(distances, key=lambda known: distances[known])
    return near if distances[near] <= slips else None

"""Which command a message gives, if it is one: "/take", "/take@our_bot", or the Chinese word alone.

What was forwarded, edited or made by an inline bot is no command: who sends it on may not mean it.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import AiogramError, ClientDecodeError
from aiogram.types import Message
from rapidfuzz.distance import OSA

from handlers.reading import thread_of

STAFF: Final[Mapping[str, str]] = {
    "on": "on",
    "off": "off",
    "queue": "queue",
    "take": "take",
    "case": "case",
    "resolve": "resolve",
    "why": "why",
    "faq": "faq",
    "gaps": "gaps",
    "rules": "rules",
    "上班": "on",
    "下班": "off",
    "排队": "queue",
    "接单": "take",
    "工单": "case",
    "单子": "case",
    "结案": "resolve",
    "为何": "why",
    "知识库": "faq",
    "条目": "faq",
    "词条": "faq",
    "收录": "keep",
    "缺口": "gaps",
    "规则": "rules",
    "link": "link",
    "绑定": "link",
    "admit": "admit",
    "登记": "admit",
    "appeal": "appeal",
    "申诉": "appeal",
    "care": "care",
    "关照": "care",
    "block": "block",
    "屏蔽": "block",
    "unblock": "unblock",
    "解除屏蔽": "unblock",
    "transfer": "transfer",
    "转接": "transfer",
    "热转": "warm",
    "hold": "hold",
    "搁置": "hold",
    "等客户": "await",
    "promise": "promise",
    "承诺": "promise",
    "unhold": "unhold",
    "继续": "unhold",
    "note": "note",
    "备注": "note",
    "sos": "sos",
    "求助": "sos",
    "help": "help",
    "帮助": "help",
    "assist": "assist",
    "协助": "assist",
    "takeover": "takeover",
    "away": "away",
    "离开": "away",
    "meal": "meal",
    "吃饭": "meal",
    "用餐": "meal",
    "back": "back",
    "回来": "back",
    "handover": "handover",
    "交接": "handover",
    "remove": "remove",
    "移除": "remove",
    "notice": "notice",
    "通知": "notice",
    "notices": "notices",
    "通知记录": "notices",
    "swap": "swap",
    "换班": "swap",
    "接管": "takeover",
    "form": "form",
    "表单": "form",
    "file": "file",
    "档案": "file",
    "ledger": "ledger",
    "台账": "ledger",
    "report": "report",
    "报表": "report",
    "日报": "report_day",
    "周报": "report_week",
    "月报": "report_month",
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
_ANYWHERE: Final = "单子|工单|离开|换班|通知|移除|登记|报表|日报|周报|月报|台账"
_OF_A_CUSTOMER: Final = "申诉|档案|表单"
_OF_A_TALK: Final = "转接|热转|搁置|等客户|承诺|备注|结案|求助|接管"
"""The Chinese words that make a command with more behind them, and no slash; in a customer's topic the last ones also
when typed in haste, for the others begin what customers are told: 通知：明天停水."""
_NO_WORDS_TO_CUSTOMERS: Final = re.compile(
    r"[/／]?\s*(转接|热转|搁置|等客户|备注|结案|求助|接管)|[/／]\s*[^\W\da-zA-Z]|／|/\s"
)
"""What begins so is a slip of somebody who meant a command; "/usr/bin" is none."""
_TIME: Final = r"(?=[一二两三四五六七八九十]{1,3}(?:个?小时|分钟|天|点)|[今明][天晚早]|[上下]午|晚上)"
_TIMED: Final = rf"(?<=承诺){_TIME}|(?<=搁置){_TIME}"
"""Where a time follows at once: 承诺两小时."""
_ON_A_CASE: Final = re.compile(r"(?:指派|派工|改派|跟进|报价|约|待料|等配件)[\s:：]+\S|(?:我来负责|到货|到料)$")
"""What is said about the case of a topic, without the command before it: 约 明天15点."""
_STOPS: Final = "。．.!！~～"
_FOLLOWED: Final = {
    True: (
        re.compile(rf"[/／]?({_ANYWHERE}|{_OF_A_CUSTOMER})\s+(.*)", re.DOTALL),
        re.compile(rf"[/／]?({_OF_A_TALK})(?:[\s:：]+|(?<!承诺)(?<!搁置)[,，]\s*|(?=[\d#半])|{_TIMED})(.*)", re.DOTALL),
    ),
    False: (re.compile(rf"[/／]?(?:({_ANYWHERE})[\s:：]+(.*)|(移除)(\d{{1,4}}号?)$)", re.DOTALL),),
}
_SLASHED = re.compile(r"[/／](\w{1,32})(?:[@＠](\w{1,64}))?[。．.!！~～]*(?:[\s:：,，]+|$)")
_COLON = re.compile(r"[\s:：]+")
_SHORT = 4  # signs of a word in which one slip is as much as one makes
_PATIENCE = 5.0  # seconds


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
    """Let a command of the staff pass, and what looks like one, so that it is answered."""
    asked = await asked_in_room(message, bot)
    return {"asked": asked} if asked is not None else False


async def asks_in_private(message: Message, bot: Bot) -> dict[str, Any] | bool:
    """Let a command in private pass; only a slash makes one, for customers write words like 排队."""
    asked = await slashed(message, bot, _EITHER)
    return {"asked": asked} if asked is not None and (asked.name is not None or asked.foreign) else False


async def asked_in_room(message: Message, bot: Bot) -> Asked | None:
    """Return the command a message of the staff room gives, if it looks like one.

    Below a picture, and in a message that was changed, there are no commands; who writes one there must hear so, for it
    was not meant for the customer.
    """
    if is_second_hand(message):
        return None
    text, in_topic = (message.text or message.caption or "").strip(), thread_of(message) is not None
    if message.caption or message.edit_date is not None:
        ordered = _SLASHED.match(text) or _alone(text, in_topic=in_topic) or _slip(text, in_topic=in_topic)
        return Asked(None) if ordered else None
    return _alone(text, in_topic=in_topic) or await slashed(message, bot, STAFF) or _slip(text, in_topic=in_topic)


def alone(message: Message) -> Asked | None:
    """Return the command that a Chinese word makes without a slash, or None."""
    text = (message.text or "").strip()
    return None if is_second_hand(message) else _alone(text, in_topic=thread_of(message) is not None)


def _alone(text: str, *, in_topic: bool) -> Asked | None:
    """Return the command that a Chinese word makes without a slash: all that was written, or what begins it.

    Whoever types fast ends the word with a full stop, writes a colon behind it, or the number without a space.
    """
    word = text.rstrip(_STOPS)
    if word in STAFF and not word.isascii():
        return Asked(STAFF[word])
    if in_topic and _ON_A_CASE.match(text):
        return Asked("case", rest=_COLON.sub(" ", text, count=1))
    found = next((match for pattern in _FOLLOWED[in_topic] if (match := pattern.match(text))), None)
    if found is None:
        return None
    name, rest = (one for one in found.groups() if one is not None)
    return Asked(STAFF[name], rest=rest.strip())


def _slip(text: str, *, in_topic: bool) -> Asked | None:
    """Return what is hardly meant for the customer in whose topic it stands, with the command it is most like."""
    found = _NO_WORDS_TO_CUSTOMERS.match(text) if in_topic else None
    return Asked(None, nearest=found[1]) if found else None


async def slashed(message: Message, bot: Bot, words: Mapping[str, str]) -> Asked | None:
    """Return the command that a slash makes of one of these words, or of one we do not know."""
    text = message.text
    found = _SLASHED.match(text or "")
    if not text or found is None or is_second_hand(message):
        return None
    word, mention = found.groups()
    foreign = mention is not None and not await _is_us(mention, bot)
    name = words.get(word.lower())
    nearest = None if name or foreign else _nearest(word.lower(), words)
    return Asked(name, foreign=foreign, rest=text[found.end() :].strip(), nearest=nearest)


async def _is_us(name: str, bot: Bot) -> bool:
    """Tell whether this is our name, which Telegram tells once; until it does, an order is rather ours than lost."""
    try:
        async with asyncio.timeout(_PATIENCE):
            ours = (await bot.me()).username
    except (AiogramError, ClientDecodeError, TimeoutError):
        return True
    return name.lower() == (ours or "").lower()


def is_second_hand(message: Message) -> bool:
    """Tell whether somebody sends on what another wrote, or what a bot made for them: no order of theirs."""
    return message.forward_origin is not None or message.via_bot is not None


def first_word(text: str) -> tuple[str, str]:
    """Return the first word, and what is behind it; "" where there is none."""
    first, *rest = text.split(maxsplit=1) or [""]
    return first, rest[0] if rest else ""


def _nearest(word: str, words: Mapping[str, str]) -> str | None:
    slips = 1 if len(word) <= _SHORT else 2
    distances = {known: OSA.distance(word, known, score_cutoff=slips) for known in words}
    near = min(distances, key=lambda known: distances[known])
    return near if distances[near] <= slips else None

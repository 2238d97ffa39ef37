"""Two spellings of one question become one key.

A customer writes in full width, with emoji, with greetings, with a finger stuck on one letter; an editor writes neatly.
`fold` takes the spelling away and `normalise` also the politeness at the edges, so that both arrive at the same key.
What changes a question's meaning is never taken away: 不, 没, 未 and 无 stay wherever they negate something.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import cast

from opencc import OpenCC

from faq.english import one_way
from faq.entry import Language

LONGEST_READ = 8_192
"""Characters of a message that are looked at: twice what Telegram lets anybody write."""

KEPT = 16
"""Texts whose keys are remembered: what one message or one entry needs, since nobody's words shall be kept for long."""

LONGEST_KEY = 256
"""Characters of a key: whoever needs more tells a story, and its first sentences say what it is about."""

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"

SPELLINGS = {
    "台帐": "台账",
    "登陆": "登录",
    "登入": "登录",
    "咋样": "怎么样",
    "咋个": "怎么",
    "咋整": "怎么办",
    "咋": "怎么",
    "怎样": "怎么",
    "怎麽": "怎么",
    "如何": "怎么",
    "为何": "为什么",
    "为啥": "为什么",
    "为嘛": "为什么",
    "干嘛": "干什么",
    "啥子": "什么",
    "啥": "什么",
    "神马": "什么",
    "什麽": "什么",
    "甚么": "什么",
    "哪儿": "哪里",
    "这儿": "这里",
    "那儿": "那里",
    "您": "你",
    "木有": "没有",
    "莫得": "没有",
    "有冇": "有没有",
    "冇": "没有",
    "晓得": "知道",
    "几时": "什么时候",
    "几多": "多少",
    "臵": "置",
    "帐篷": "帐篷",
    "蚊帐": "蚊帐",
    "帐": "账",
}
"""What is written in two ways, and the way it is filed; the longest spelling wins, and a tent stays a tent."""

BEFORE_HAN = (
    "客服你好|你好|哈喽|哈啰|嗨|在吗|有人吗|早上好|上午好|中午好|下午好|晚上好|请问一下|请问下|请问|请教一下|请教|"
    "麻烦问一下|麻烦问下|麻烦你|麻烦|劳驾|打扰一下|打扰了|打扰|不好意思|抱歉|我?想?咨询一下|我?想?咨询下|我想咨询|"
    "我?想?问一下|我?想?问下|我?想?问问|我想问|我?想?了解一下|我?想知道|亲爱的|亲(?=请|你|问|我|麻烦)|喂(?=你好|请|我)|"
    "那个|嗯|呃|唔|哦|啊"
)
AFTER_HAN = (
    "谢谢你们|谢谢你|谢谢了|谢谢啦|谢谢|多谢|感谢|拜托了|拜托|麻烦了|麻烦你了|辛苦了|"
    "啊|呀|呢|(?<![网酒])吧|哦|哈|嘛|哟|啦"
)
BEFORE_LATIN = (
    "hi there|hello there|hi|hello|hey|good morning|good afternoon|good evening|dear sir or madam|dear team|"
    "dear sir|dear madam|dear|sir|madam|maam|mam|guys|bro|"
    "excuse me|sorry|please|pls|plz|kindly|um+|uh+|well|"
    "(?:could|can|would) you (?:please )?(?:kindly )?(?:tell me|let me know|explain)|"
    "(?:could|can|would) you please|could you|may i ask|can i ask|"
    "i would like to know|id like to know|i want to know|i was wondering|just wondering|do you know"
)
AFTER_LATIN = (
    "thank you very much|thank you so much|thank you|thanks a lot|many thanks|thanks in advance|thanks|thx|"
    "please|pls|plz|sir|madam|maam|mam|guys|bro|team"
)

_spelling = re.compile("|".join(sorted(map(re.escape, SPELLINGS), key=len, reverse=True)))
_space_at_han = re.compile(rf"(?<=[{HAN}])\s+|\s+(?=[{HAN}])")
_stuck_key = re.compile(r"([^\d\s])\1{2,}")
_before = re.compile(rf"(?:(?:{BEFORE_HAN}|(?:{BEFORE_LATIN})(?![^\W{HAN}]))\s*)+")
_after = re.compile(rf"(?:\s*(?:{AFTER_HAN}|(?<![^\W{HAN}])(?:{AFTER_LATIN})))+$")
_no_letter = re.compile(r"[\W_]")
_han = re.compile(f"[{HAN}]")
_hesitation = re.compile("呃|嗯|唔|那个|这个|然后")
_there = re.compile(
    r"(?:(?<=[在去到从往])那(?:里|边)?|^那里)(?=(?:可以|才能|能|有)?[交缴付取拿领办申充停买看找查开换改寄报打登修洗扔放卖]|$)"
)
_asks_already = re.compile(r"[哪谁吗么呢几啥]|多少|多久|是否|有没有|能不能|是不是|可不可以|[了过着]$")
_said_twice = re.compile(rf"([{HAN}]{{2,6}}?)\1+")


@lru_cache(maxsize=KEPT)
def normalise(text: str) -> str:
    """The key of a question: folded, English written in one way, without greetings and thanks at its edges.

    It has at most 256 characters. A text of nothing but greetings keeps them; one without any letter or digit has the
    key "".
    """
    folded = fold(text)[: 4 * LONGEST_KEY]
    folded = folded if _han.search(folded) else one_way(folded)[: 4 * LONGEST_KEY]
    folded = _said_twice.sub(r"\1", _hesitation.sub("", folded) or folded)
    return _where((_without_politeness(folded[: 2 * LONGEST_KEY]) or folded)[:LONGEST_KEY])[:LONGEST_KEY].rstrip()


def fold(text: str) -> str:
    """The same words in one spelling: lower-case letters and digits, single spaces, none beside a Han character."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_READ])[:LONGEST_READ].casefold()
    spaced = " ".join(_no_letter.sub(_gap, plain).split())
    joined = _stuck_key.sub(r"\1", _space_at_han.sub("", spaced))
    return _spelling.sub(_filed, simplified(joined))


def simplified(text: str) -> str:
    """The text in simplified characters, whatever it was written in."""
    return _simplifier()(text) if _han.search(text) else text


@cache
def _simplifier() -> Callable[[str], str]:
    return cast("Callable[[str], str]", OpenCC("t2s").convert)  # pyright: ignore[reportUnknownMemberType] - it has no types


def language_of(text: str) -> Language:
    """Chinese where any Chinese character stands, else English."""
    return "zh" if _han.search(text) else "en"


def words(texts: Iterable[str]) -> tuple[str, ...]:
    """Folded words to be looked for in messages, those without a letter left out."""
    return tuple(folded for folded in map(fold, texts) if folded)


def is_visible(text: str) -> bool:
    """Whether a text shows anything: spaces of no width and marks of direction do not."""
    return any(unicodedata.category(char)[0] in "LNPS" and char not in _BLANK for char in text)


_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs without a shape


def mentions(folded: str, word: str) -> bool:
    """Whether a folded text contains a folded word: Chinese anywhere, other scripts as whole words."""
    return word in folded if _han.search(word) else f" {word} " in f" {_han.sub(' ', folded)} "


def _gap(sign: re.Match[str]) -> str:
    """Marks, invisible controls and apostrophes vanish inside a word; every other sign parts words."""
    char = sign[0]
    return "" if char in "'’ʼ" or unicodedata.category(char) in {"Mn", "Me", "Cf"} else " "


def _filed(spelling: re.Match[str]) -> str:
    return SPELLINGS[spelling[0]]


def _where(key: str) -> str:
    """哪 for a 那 that stood for it: a place to do something at, and no other word that asks (物业费在那里缴)."""
    return key if _asks_already.search(key) else _there.sub("哪里", key)


def _without_politeness(folded: str) -> str:
    before = _before.match(folded)
    rest = folded[before.end() :] if before else folded
    after = _after.search(rest)
    return rest[: after.start()] if after else rest

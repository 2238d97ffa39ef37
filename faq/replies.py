"""What an agent's message is: an answer, or only a word before it; and whether it says what an entry says.

answers("稍等，物业费可以在手机上直接缴纳")     # True
asks_patience("请稍等，我帮您查一下")             # True: the customer waits for us
comes_later("已经报给工程部，明早10点前答复您")  # True: what was promised is still to come
"""

import re

from rapidfuzz import fuzz

from faq.manner import Manner, manner_of
from faq.text import HAN, fold, normalise

ALIKE = 60.0
"""Likeness, 0 to 100, from which two texts are one answer in other words."""

SHORTEST = 4
"""Letters of a message that answers something."""

_only_words = frozenset({Manner.COURTESY, Manner.GREETING, Manner.WISHES, Manner.ASIDE, Manner.NOISE})
_han = re.compile(f"[{HAN}]")
_waits = re.compile(
    r"(?:请?(?:您|你)?(?:稍等|稍候|等一?下|等等)|我(?:先|这边|去)*(?:(?:查|看|核实|问|了解|确认)(?:询|看)?一?下|问问|查查|看看)(?=$|[^\w])|(?:帮|为|给)(?:您|你)(?:查|看|问|核实|确认|了解|转)(?:询|看|问)?(?:一?下)?"
    r"|(?:马上|这就|正在)(?:帮|为|给)?(?:您|你)?(?:查|看|问|核实|确认|处理)"
    r"|\b(?:one moment|just a moment|a moment please|hold on|bear with me|please wait|let me (?:check|see|look|find)"
    r"|i(?:ll| will) (?:check|look|find out|get back)|looking into))"
)
_soothes = re.compile(r"请?(?:您|你)?(?:先?别(?:着)?急|放心)|好的")

_clause = re.compile(r"[，,。；;！!？?\n~～]+")
_WHEN = (
    r"(?:[今明后]天|[今明后]?[早晚]上?|[上中下]午|傍晚|(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天]?"
    r"|[0-9一二两三四五六七八九十半]+ ?(?:个)?(?:半)?(?:点半?|时|分钟?|小时|天|[号日月]|工作日|刻)|[0-9]{1,2} [0-9]{2}"
    r"|稍后|晚[点些]|(?:过)?一?会儿?|待会儿?|回头|随后|尽快|第一时间|一?有(?:了)?(?:结果|消息|进展|答复)了?"
    r"|(?:查|核实|问|确认|了解|处理)(?:清楚|到|好|完)?(?:了|[之以]?后)|左右|[之以]?[前内后])"
)
_WILL = r"(?:会|将|要|一定|争取|尽量|保证|先|再|也|就|马上|立刻|主动|最[晚迟]|在|于|的?时候)*"
_later = re.compile(
    r"(?:那|好)?(?:(?:您|你)?的?(?:问题|情况|诉求|反馈|事情?))?(?:我们?(?:这边)?|这边|咱们)?"
    rf"{_WILL}(?:{_WHEN}{_WILL})+(?:给|向|跟|和|与)?(?:您|你)?(?:一个|个)?"
    r"(?:答复|答案|回复|回电话?|回话|回|联系|告诉|告知|通知|打电话|准信|结果|消息|说法)(?:给?(?:您|你)|一下|过去|过来)*[哈哦的啊了]?"
    r"|我们?(?:先|去|这边|再)*(?:问|查|核实|了解|确认|请示|反馈)(?:问|查)?(?:一?下)?.{0,6}(?:再|[之以]?后|完|好|清楚)(?:了|给|跟|向)*(?:您|你)?"
    r"(?:答复|回复|回电话?|回|联系|告诉|通知)(?:给?(?:您|你))?[哈哦的啊]?"
    r"|(?:i|we) ?(?:ll|will) (?:\w+ ){0,3}?"
    r"(?:get back to you|reply|answer you|call you(?: back)?|let you know|be in touch|have an answer)(?: \w+){0,8}"
    r"|you ?(?:ll|will) (?:hear from us|have (?:an|the|our) answer)(?: \w+){0,8}"
)
"""A clause that says only that we shall answer, and when; 师傅明天上午联系您 is an answer itself."""


def answers(text: str) -> bool:
    """Whether a message answers anything: a greeting, a thank-you, 请稍等 and 明天答复您 do not."""
    if len(fold(text)) < SHORTEST or manner_of(text) in _only_words:
        return False
    folded = fold("，".join(clause for clause in _clauses(text) if not _later.fullmatch(fold(clause))))
    rest = _soothes.sub("", _waits.sub("", folded))
    if folded != fold(text) and len(_han.findall(rest)) <= SHORTEST:
        return False
    return rest == folded or len(_han.findall(rest)) > SHORTEST or len(rest.split()) > SHORTEST


def asks_patience(text: str) -> bool:
    """Whether a message only asks the customer to wait a moment for the answer."""
    return _waits.search(fold(text)) is not None and not comes_later(text) and not answers(text)


def comes_later(text: str) -> bool:
    """Whether a message says that an answer is still to come, whatever else it tells."""
    return any(_later.fullmatch(fold(clause)) for clause in _clauses(text))


def _clauses(text: str) -> list[str]:
    return [clause for clause in _clause.split(text) if clause.strip()]


def same_answer(said: str, answer: str) -> bool:
    """Whether an agent said in own words what an entry says."""
    one, other = normalise(said), normalise(answer)
    if not one or not other:
        return False
    shorter = min(len(one), len(other))
    return fuzz.ratio(one, other) >= ALIKE or (
        shorter >= 2 * SHORTEST and fuzz.partial_ratio(one, other) >= 1.4 * ALIKE
    )

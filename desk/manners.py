"""The three musts and the three nevers of how we speak (003:382): a lint of our own words, a warning to agents.

Please, polite 您, goodbye; never curt, never passing the buck, never blaming the customer. An agent is held back by
the nevers alone: how one asks and greets is one's own.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

_NEVER: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "zh": {
        "curt": (
            r"(?<!知)不知道(?!您)",
            r"不清楚(?=[。，！？!?,.]|$)",
            r"没办法",
            r"没空",
            r"等着(?![你您])",
            r"急什么",
            r"催什么",
            r"自己看",
            r"随便",
            r"爱.{1,2}不.",
            r"废话",
            r"说了.{0,4}遍了",
            r"^(?:不行|不能|没有|嗯|哦|什么|咋了)[。！？!?]*$",
        ),
        "passes the buck": (
            r"不归.{0,6}管",
            r"不是我.{0,6}(?:负责|的事|管)",
            r"跟(?:我|咱).{0,2}没关系",
            r"与我.{0,2}无关",
            r"(?:^|[你您])(?:去|自己)?找(?:别人|别的部门|领导|其他部门)",
            r"规定就是",
            r"(?:^|[，。])我也没",
        ),
        "blames": (
            r"[你您](?:自己)?(?:弄|搞|写|填|说|听|理解|操作|输入)错",
            r"[你您](?:怎么|为什么|为啥)(?:不|没|才|又)",
            r"(?<![不没])怪[你您]",
            r"(?:是|就怪|都怪)[你您](?:自己)?的(?:错|责任|问题|原因)",
            r"[你您]没(?:有)?(?:看清|听懂|听清|说清|仔细)",
            r"早干什么",
        ),
    },
    "en": {
        "curt": (
            r"\bI (?:do not|don't) know\b",
            r"\bno idea\b",
            r"\bcalm down\b",
            r"\bwhatever\b",
            r"\bjust wait\b",
            r"\bobviously\b",
            r"^(?:no|what|nope|impossible)[.!?]*$",
            r"\bas I (?:already )?(?:said|told you)\b",
        ),
        "passes the buck": (
            r"\bnot (?:my|our) (?:job|problem|department|business|fault)\b",
            r"\b(?:ask|talk to|go to) (?:someone|somebody) else\b",
            r"\bthat is (?:just )?the (?:rule|policy)\b",
            r"\bnothing (?:I|we) can do\b",
        ),
        "blames": (
            r"\byour (?:own )?(?:fault|mistake)\b",
            r"\byou (?:should|must) have (?!an?\b|the\b|got\b|received\b|been\b)",
            r"\byou (?:did not|didn't|failed to|forgot to)\b",
            r"\bwhy (?:did|didn't|don't) you\b",
        ),
    },
}
_ASKS: Final = {
    "zh": r"(?:^|[，；：。、！？\n])(?:稍等|等一下|点击|点选|点下方|输入|发送(?!：)|提供|联系|回复(?:我|一下)|"
    r"重发|使用|修改|换个|告诉|拨打)",
    "en": r"(?:^|[.;:!?]\s+)(?:wait|click|press|choose|enter|send(?! it is)|provide|contact (?:us|the|me)|"
    r"call|use|tell|try|write|say)\b(?!:)",
}
"""How a sentence begins that asks something of somebody without "please"."""
_CLOSES: Final = {
    "zh": r"祝您|好好休息|您辛苦了",
    "en": r"\ball the best\b|\bgood rest\b|\bhave a (?:nice|good) (?:evening|rest)",
}
_GOODBYE: Final = {"zh": "再见", "en": "goodbye"}


def unfit(text: str) -> str | None:
    """Return what nobody should say to a customer, in either language, if an agent's text holds it."""
    return next((words for language in _NEVER for _, words in _never(text, language)), None)


def blunders(text: str, locale: str) -> list[str]:
    """Return what is wrong with a text by the three musts and the three nevers, each with the words at fault."""
    language = "en" if locale == "en" else "zh"
    flags = re.IGNORECASE | re.MULTILINE
    found = [f"{fault}: {words}" for fault, words in _never(text, language)]
    if asks := re.search(_ASKS[language], text, flags):
        found.append(f"asks without a please: {asks[0].strip()}")
    if language == "zh" and "你" in text:
        found.append("says 你 instead of 您: 你")
    if re.search(_CLOSES[language], text, flags) and _GOODBYE[language] not in text.lower():
        found.append("closes without a goodbye: " + _GOODBYE[language])
    return found


def _never(text: str, language: str) -> Iterator[tuple[str, str]]:
    for fault, patterns in _NEVER[language].items():
        for pattern in patterns:
            if hit := re.search(pattern, text, re.IGNORECASE | re.MULTILINE):
                yield fault, hit[0].strip("，。")

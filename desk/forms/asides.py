"""What is said while a form is open and answers nothing it asks: a question of one's own.

Customers leave out the question mark, and what they describe has question words in it too (水龙头关不上怎么办): so
a question is only taken for one of their own where nothing is told in it, and the library has to be beyond doubt.
"""

import re
from typing import Final

from faq import Manner, manner_of, signs
from faq.text import fold

BEYOND_DOUBT: Final = 0.9
"""How sure the library must be that a message without the form of a question is one."""


def asks(text: str) -> bool:
    """Tell whether a message has the form of a question: it begins or ends like one."""
    return bool(_QUESTION.search(text))


def may_ask(text: str) -> bool:
    """Tell whether a message of one part may be a question by a word in it, and tells of no defect and no grievance."""
    folded = fold(text)
    if not _WORDS.search(folded) or _TELLS.search(folded) or signs.REPAIR.search(folded) or signs.ANGER.search(folded):
        return False
    return len([part for part in parts(text) if manner_of(part) not in _POLITE]) == 1


def parts(text: str) -> list[str]:
    """Return what stands between the marks of a message, without what says nothing."""
    return [part for part in _BREAKS.split(text) if fold(part)]


def unadorned(text: str) -> str:
    """Return a text without the parts that only greet or thank."""
    said = parts(text)
    kept = [part for part in said if manner_of(part) not in _POLITE]
    return text if len(kept) == len(said) else "，".join(kept)


_POLITE: Final = frozenset({Manner.GREETING, Manner.COURTESY})
_BREAKS: Final = re.compile(r"[,，。.;；!！?？~～…\n]+")
_QUESTION: Final = re.compile(
    r"[?？]\s*$|(?:吗|呢|么|嘛)[。.!！]?\s*$|^\s*(?:请问|怎么|如何|什么|多少|几点|哪|能不能|可不可以)"
    r"|^\s*(?:how|what|when|where|who|which|can|could|do|does|is|are)\b",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(
    r"怎么(?!办|没|还|又|回事|这么|那么|搞|老|总|都|会|能|不|就|敢|.{1,2}了|.{0,3}[不没])|如何|多少|几点|几号|几天|多久|多长时间"
    r"|哪里|哪儿|在哪|哪天|什么时候|什么地方|(?:需要|要|带|有)什么|能不能|可不可以|可以.{1,8}吗"
    r"|\b(?:how (?:much|many|long|do|can)|what (?:time|is|are)|when (?:is|are|do|does|can)"
    r"|where (?:is|are|do|can))\b"
)
_TELLS: Final = re.compile(
    r"没人|老是|总是|一直|从来|不给|不让|不肯|乱|凭什么|为什么|为啥|态度|被|多收|投诉|都[不没在]|还在"
    r"|不(?:亮|通|制冷|制热|出水|热|转|动|响)"
    r"|\b(?:nobody|no one|always|never|refused?|rude|complain\w*|why)\b"
)

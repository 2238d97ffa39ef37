"""What is said while a form is open and answers nothing it asks: a question of one's own, a cry for somebody.

Customers leave out the question mark, and what they describe has question words in it too (水龙头关不上怎么办): so
a question is only taken for one of their own where nothing is told in it, and the library has to be beyond doubt.
"""

import re
from typing import Final

from faq import Manner, manner_of, signs
from faq.text import fold
from faq.wishes import urges

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
    return len([part for part in _parts(text) if manner_of(part) not in _POLITE]) == 1


def calls(text: str) -> bool:
    """Tell whether somebody only calls for an answer, or for us to hurry: 在吗？怎么没人理我."""
    parts = _parts(text)
    cries = [part for part in parts if _CRY.fullmatch(fold(part)) or _urges(part)]
    return bool(cries) and all(part in cries or manner_of(part) in _POLITE for part in parts)


def _urges(part: str) -> bool:
    """没人理 is said of us, 没人修 of what is reported."""
    return urges(part) and _UNDONE.search(fold(part)) is None


def _parts(text: str) -> list[str]:
    return [part for part in _BREAKS.split(text) if fold(part)]


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
_CRY: Final = re.compile(
    r"(?:你们?|客服|怎么|为什么|咋|到底|一直|还是|还|都|半天|这么久|这么久了|等了)*+(?:没有?人|没|不|也没人)"
    r"(?:理|回|应|吭声|说话|搭理|出声)(?:睬|会|复|答|应)?(?:我们?|人|一下|一声|话|啊|呀|呢|的|了|吗)*+"
    r"|喂{1,9}|(?:到底|还|喂)*+有(?:没有?)?人(?:在|理|回)?(?:我|吗|么|啊|呀|没有?)*+"
    r"|(?:请|麻烦|你们?|能不能|可以|可不可以)*+快(?:点|一点|些)(?:吗|吧|啊|呀|行吗|好吗)*+|催(?:一下|一催|单|办)?(?:吧|啊)?"
    r"|(?:你们|客服|喂)?的?人(?:呢|都?(?:去|到)?哪(?:儿|里)?(?:去)?了?)(?:啊|呀)?"
    r"|(?:理|回|应)(?:我)?(?:一下|一声)(?:我)?(?:啊|呀|吧|行吗|好吗)?|回(?:个话|句话|我)(?:啊|呀|吧)?|说话(?:啊|呀)"
    r"|(?:都|已经|我)*+等了?(?:你们)?(?:半天|很久|好久|这么久|老半天|大半天)了?(?:啊|呀)?"
    r"|why (?:is (?:nobody|no one|noone)|does (?:nobody|no one)|isnt anyone|doesnt anyone) "
    r"(?:answer|reply|respond|help|there|here)\w*(?: me| us)?"
    r"|(?:nobody|no one) (?:is )?(?:answer|repl|respond)\w*(?: me| us)?|where (?:is|are) (?:everybody|everyone|you)"
)
_UNDONE: Final = re.compile(r"没有?人(?!理|回|应|在|接|搭理|$)|没动静|没反应")

"""A message reduced to what it asks: a greeting, a question and a story are one question, two questions are two.

What is told before a question is its story; trouble that is told after one (我家wifi连不上了), or begun with 另外 or
对了, is a matter of its own. What is not understood is not cut: where no sentence asks, or more do than anybody
answers at once, the message stays whole. A question that says nothing by itself (怎么办, can I) keeps the
sentence before it.
"""

import re
from collections.abc import Sequence
from itertools import islice

from faq.text import HAN, LONGEST_READ, fold, normalise

MOST = 3
"""Questions in a message; who asks more tells a story, which is read whole."""

TELLING, TELLING_WORDS = 5, 4
"""Characters of Chinese, or words, of a part that tells something without asking."""

LONGEST = 30
"""Sentences of a message that is taken apart."""

_sentence = re.compile(r"[^。！？!?；;\n.]*+(?:\.(?!\s|$)[^。！？!?；;\n.]*+)*+(?:[。！？!?；;\n.]++|$)")
_clause = re.compile(
    r"[，,、]?\s*(?:还有|另外(?![一两几的])|以及|顺便|再有|对了|(?i:\b(?:and also|also|plus|by the way|btw)\b))"
    r"(?:再?问一?下|再问|请问)?"
    r"\s*[，,：:、]?\s*"
    rf"|(?<=[{HAN}]) +(?=[{HAN}])"
)
_comma = re.compile(r"[，,。！？!?；;\n]|(?i:\band\b)")
_joint = re.compile(
    r"^(?:还有|另外|以及|然后|顺便(?:再?问一?下)?|对了|(?i:and|also|plus|by the way|btw)\b)[\s，,、：:]*"
)
_trouble = re.compile(
    r"[^\s]不(?:上|了|到|通|亮|动|出|开|热|转|见|好使|能用)|没(?:有?(?:水|电|气|网|信号|收到|热水|反应)|法|了)"
    r"|无法|坏|丢|漏|堵|断|停(?:水|电)"
    r"|(?i:\b(?:cannot|(?:ca|wo|do|does|is|are)n['’]?t|not working|broken|leak\w*|lost|stuck"
    r"|no (?:water|power|heating))\b)"
)
_asks = re.compile(
    r"怎么|怎样|如何|咋|多少|多久|多长|多大|多远|几[点天号个次楼月年]|哪|什么|啥|为何|谁|是否|何时"
    r"|能不能|可不可以|可以不可以|是不是|有没有|要不要|会不会|该不该|行不行|[吗么嘛][\s？?。！!]*$"
    r"|(?i:\b(?:how|what|whats|when|where|why|who|whom|whose|which)\b"
    r"|(?:^|[,，]\s*|\b(?:and|but|so|also|please|hi|hello|hey)\s+)"
    r"(?:can|could|do|does|did|is|are|was|will|would|should|may|must|have|has)\s+"
    r"(?:i|we|you|it|he|she|they|there|this|that|these|those|the|my|your|our|a|an|any)\b)"
)
_thanks = re.compile(r"谢|麻烦|辛苦|(?i:\bthank)")
_ends_asking = re.compile(r"[？?][\s”\"’'）)]*$")
_says_nothing = re.compile(
    r"怎么(?:办理?|弄|做|处理|回事|样|搞)?|为什么|什么(?:时候|情况|意思|原因)?|多少钱?|多久|能不能|可不可以|可以|行不行|是不是|有没有|要不要"
    r"|这个?|那个?|这样|那样|它|他|她|你们|你|我们|我|咱们|的|了|呢|吗|么|嘛|吧|啊|呀|请问|该|应该|能|会|要|是|有|在|就|还|都|到底|现在|一下|问|想|办|行|好"
    r"|\b(?:how|what|whats|when|where|why|who|which|can|could|do|does|did|is|are|was|will|would|should|may|must|have"
    r"|has|to|be|i|we|you|it|they|there|this|that|these|those|the|my|your|our|me|us|a|an|any|about|now|then|so|and|or"
    r"|but|please|much|many|long|ok|okay|possible|done|help|next|for|of|in|on)\b|\s"
)
_leaning = re.compile(
    "需要?|准备|带|提供|办理?|申请|材料|手续|证件|资料|取消|预约|收费|进度|可以|每个?[月年天次]|退|查|用|交|搬"
)
"""What is asked of a matter, and names none."""
_A_WORD = 2  # characters
_leans = re.compile(r"(?i:\b(?:it|that|this|they|them|those|these)\b)|[这那它]")
_han = re.compile(f"[{HAN}]")


def questions_in(text: str) -> tuple[str, ...]:
    """The questions a message asks, in order, in its own words; the whole of it where that cannot be told."""
    whole = text[:LONGEST_READ].strip()
    parts = (found[0].strip() for found in _sentence.finditer(whole))
    sentences = list(islice((part for part in parts if fold(part)), LONGEST + 1))
    if not 0 < len(sentences) <= LONGEST or (len(sentences) == 1 and not _clause.search(whole)):
        return (whole,) if whole else ()
    distinct = tuple({normalise(question): question for question in _asked(sentences)}.values())
    if not 0 < len(distinct) <= MOST or (len(distinct) == 1 and len(sentences) == 1):
        return (whole,)
    return distinct


def clauses_in(text: str) -> tuple[str, ...]:
    """The clauses between commas that each ask something, where there are several.

    Only a library can tell whether they are questions of their own (物业费怎么交，装修押金什么时候退) or one
    (孩子能游泳吗，泳池有什么规定).
    """
    found = [part.strip() for part in _comma.split(text[:LONGEST_READ])]
    asked = tuple(dict.fromkeys(part for part in found if _asks_something(part)))
    return asked if 1 < len(asked) <= MOST and all(map(_names_its_matter, asked[1:])) else ()


def _names_its_matter(part: str) -> bool:
    """Whether a clause that follows another says what it asks about (需要什么材料 leans on what came before)."""
    left = _leaning.sub("", _says_nothing.sub("", _asks.sub("", part)))
    return not _han.search(part) or len(_han.findall(left)) >= _A_WORD


def parts_of(text: str) -> tuple[str, ...]:
    """Every part of a message that may be asked about, by its number: its questions, then the clauses that ask."""
    return (*questions_in(text), *clauses_in(text))


def asks(text: str) -> bool:
    """Whether a message asks anything, as far as its words tell."""
    return any(_is_question(found[0].strip()) for found in _sentence.finditer(text[:LONGEST_READ].strip()))


def _asked(sentences: Sequence[str]) -> list[str]:
    """The sentences that ask, each with what it leans on; none where one leans on nothing."""
    asked: list[str] = []
    before = ""
    for sentence in sentences:
        if _is_question(sentence):
            if not before or _says_enough(sentence):
                asked += _parted(_joint.sub("", sentence) if asked else sentence)
            elif not _says_enough(before):
                return []
            else:
                asked[-1:] = [*(one for one in asked[-1:] if one != before), f"{before} {sentence}"]
        elif asked and _says_enough(asked[-1]) and _is_another_matter(sentence):
            sentence = _joint.sub("", sentence)  # noqa: PLW2901 - what was said, without what only joins it
            asked.append(sentence)
        before = sentence
    return asked


def _is_question(sentence: str) -> bool:
    return bool(_ends_asking.search(sentence)) or any(_asks.search(part) for part in _clause.split(sentence))


def _says_enough(sentence: str, han: int = 2, words: int = 1) -> bool:
    """Whether the sentence names a matter: some characters of Chinese or words beyond what only asks or points back."""
    rest = _says_nothing.sub(" ", normalise(sentence))
    letters = len(_han.findall(rest))
    more = bool(_leans.search(sentence))
    return letters >= han + more if letters or _han.search(sentence) else len(rest.split()) >= words + more


def _parted(sentence: str) -> tuple[str, ...]:
    """A sentence of several questions in its parts, if each of them asks and names its own matter.

    After the first a part may also tell of another matter instead of asking.
    """
    joints = list(_clause.finditer(sentence))
    ends = [*(joint.start() for joint in joints), len(sentence)]
    begins = [0, *(joint.end() for joint in joints)]
    parts = [part for begin, end in zip(begins, ends, strict=True) if (part := sentence[begin:end].strip())]
    if not 1 < len(parts) <= MOST or not _asks_something(parts[0], han=2):
        return (sentence,)
    joined = ["", *(joint[0].strip() for joint in joints)][-len(parts) :]
    told = [_asks_something(part) or _tells(part, joint) for part, joint in zip(parts, joined, strict=True)]
    return tuple(parts) if all(told[1:]) else (sentence,)


def _asks_something(part: str, han: int = 3) -> bool:
    return bool(_asks.search(part)) and _says_enough(part, han=han, words=2)


def _is_another_matter(sentence: str) -> bool:
    joint = _joint.match(sentence)
    return _tells(_joint.sub("", sentence), joint[0] if joint else "")


def _tells(part: str, joint: str) -> bool:
    """Whether a part that does not ask tells of a matter: of trouble, or of anything long enough behind a joint."""
    long = len(_han.findall(part)) >= TELLING or len(part.split()) >= TELLING_WORDS
    return long and bool(joint or _trouble.search(part)) and not _thanks.search(part)

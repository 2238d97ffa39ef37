"""A home in a text: 3栋502, 3-2-502, 12号楼1单元1203, Building 3 Unit 502."""

import re
from dataclasses import dataclass

from desk.forms.plain import plain


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, in the words of who said it, and where they stand in the text."""

    text: str
    start: int
    end: int


def place_in(text: str) -> Place | None:
    """Return the first place that a text names, or None."""
    read = plain(text)
    found = [match for pattern in _PATTERNS for match in pattern.finditer(read)]
    first = min(found, key=lambda match: (match.start(), -match.end()), default=None)
    if first is None:
        return None
    start = first.start() + len(first[0]) - len(_LED_IN.sub("", first[0], count=1))
    return Place(text[start : first.end()].strip(), first.start(), first.end())


_LED_IN = re.compile(r"^(?:我们?|家|住|就?在|是|地址|:)*")
_PART = r"(?:\d{1,4}|[a-z]\d{0,2}|[一二三四五六七八九十]{1,3})"
_SIGN = r"[-– ,]?"
_ESTATE = r"(?:[\u4e00-\u9fff]{2,8}(?:小区|花园|家园|公寓|新村|苑|里)[-– ,]?)?"
_BUILDING = rf"{_PART}(?:栋|幢|号楼|座|号院|弄)"
_UNIT = rf"(?:{_PART}(?:单元|门洞|门|梯))"
_FLOOR = rf"(?:{_PART}(?:层|楼)(?!上|下))"
_ROOM = r"(?:\d{2,5}[a-z]?(?:号房|室|房|号|户)?(?![\d元块点月日:]))"
_HOUSE = r"(?:building|bldg|block|tower)\.? ?#?(?:\d{1,4}[a-z]?|[a-z]\d{0,2})\b"
_FLAT = r"(?:unit|apartment|apt|room|rm|flat|suite)\.? ?(?:no\.? ?)?#?[a-z]?-?\d{1,5}[a-z]?\b"
_PATTERNS = (
    re.compile(rf"{_ESTATE}(?:{_BUILDING}{_SIGN}){{1,2}}{_UNIT}?{_SIGN}{_FLOOR}?{_SIGN}{_ROOM}?(?<![-– ,])"),
    re.compile(rf"{_ESTATE}{_UNIT}{_SIGN}{_FLOOR}?{_SIGN}{_ROOM}"),
    re.compile(rf"{_ESTATE}(?<![\d-])\d{{1,3}}-\d{{1,2}}-\d{{3,4}}(?![\d-])"),
    re.compile(rf"{_ESTATE}(?<![\d-])[a-z]?\d{{1,2}}-\d{{3,4}}(?![\d-])"),
    re.compile(rf"{_ESTATE}(?<!\d)\d{{3,4}}(?:号房|室|房)(?!价|租|费|款)"),
    re.compile(rf"\b(?:{_HOUSE}[, ]{{0,2}}){{1,2}}(?:{_FLAT})?(?<![, ])"),
    re.compile(rf"\b{_FLAT}(?:[, ]{{0,2}}{_HOUSE})?"),
)

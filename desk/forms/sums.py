"""A sum of money in a text: 300元, 三百块, ¥1,200.50, RMB 300, 1.5万."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from desk.forms.plain import NUMERAL, number, plain

LARGEST: Final = 100_000_000 * 100
"""Hundredths: what is more is no sum of a complaint."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in hundredths, and where it stands in the text."""

    amount: int
    start: int
    end: int


def sum_in(text: str, *, asked: bool = False) -> Sum | None:
    """Return the first sum of a text; where one was `asked` for, a bare number is one too."""
    read = plain(text)
    patterns = (*_PATTERNS, _BARE) if asked else _PATTERNS
    sums = [
        Sum(amount, found.start(), found.end())
        for pattern in patterns
        for found in pattern.finditer(read)
        if (amount := _hundredths(found)) is not None
    ]
    return min(sums, key=lambda one: (one.start, -one.end), default=None)


_DIGITS = r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,4})?)"
_TIMES = r" ?(?P<times>[百千万kw])?"
_UNIT = r"(?:元|块钱|块|圆|人民币|yuan\b|rmb\b|cny\b|dollars?\b|usd\b|bucks\b)"
_PATTERNS = (
    re.compile(rf"(?<![\d.,]){_DIGITS}{_TIMES}多? ?{_UNIT}"),
    re.compile(rf"(?:[¥￥$]|\b(?:rmb|cny|usd|yuan)\b) ?{_DIGITS}{_TIMES}(?![\d%])"),
    re.compile(rf"(?P<han>[{NUMERAL}]{{1,12}})(?:来|多|几)?{_UNIT}(?P<jiao>[一二三四五六七八九])?(?![栋楼])"),
)
_BARE = re.compile(rf"(?<![\d.,:-]){_DIGITS}{_TIMES}(?![\d:点月日号栋楼年%-])|^\s*(?P<han>[{NUMERAL}]{{1,12}})(?=\s|$)")
_MULTIPLIED: Final = {"百": 100, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000}


def _hundredths(found: re.Match[str]) -> int | None:
    signs = found.groupdict()
    if signs.get("digits"):
        try:
            value = Decimal(signs["digits"].replace(",", "")) * _MULTIPLIED.get(signs["times"] or "", 1)
        except InvalidOperation:
            return None
    else:
        whole = number(signs["han"])
        if whole is None:
            return None
        value = Decimal(whole) + Decimal(number(signs.get("jiao") or "零") or 0) / 10
    amount = int(value * 100)
    return amount if amount <= LARGEST else None

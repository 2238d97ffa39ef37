"""What the buttons of customers about a repair carry; the first number is that of the case's row.

    1iy:7:2   I agree to the second price, 1in:7:2 I do not     1if:7:1   it is mended, 1ix:7:1 it is not
    1iv:7:0:2026-11-25a   come on the morning of that day, when no window was agreed before

The second number is a count of the case's: what was asked by an older message is known to be old.
"""

import re
from dataclasses import dataclass

from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class PriceIt:
    """Agree to a price, or not."""

    case: int
    quote: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class ConfirmIt:
    """Say whether the work has mended it."""

    case: int
    remedy: int
    fixed: bool


@dataclass(frozen=True, slots=True)
class VisitIt:
    """Choose a half-day."""

    case: int
    visits: int
    code: str


QuoteButton = PriceIt | ConfirmIt | VisitIt

_ROW = "([1-9][0-9]{0,17})"
_COUNT = "(0|[1-9][0-9]{0,8})"
_ANSWER = re.compile(f"1i([ynfx]):{_ROW}:{_COUNT}", re.ASCII)
_VISIT = re.compile(f"1iv:{_ROW}:{_COUNT}:([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ap])", re.ASCII)


def pack_quote(button: QuoteButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case PriceIt(case, quote, agreed):
            return f"1i{'y' if agreed else 'n'}:{case}:{quote}"
        case ConfirmIt(case, remedy, fixed):
            return f"1i{'f' if fixed else 'x'}:{case}:{remedy}"
        case VisitIt(case, visits, code):
            return f"1iv:{case}:{visits}:{code}"


def unpack_quote(data: str, _: Named) -> QuoteButton | None:
    """Return what a button means, or None if it is none of ours."""
    if found := _VISIT.fullmatch(data):
        return VisitIt(int(found[1]), int(found[2]), found[3])
    if found := _ANSWER.fullmatch(data):
        case, count = int(found[2]), int(found[3])
        if found[1] in "yn":
            return PriceIt(case, count, agreed=found[1] == "y")
        return ConfirmIt(case, count, fixed=found[1] == "f")
    return None

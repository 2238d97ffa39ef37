"""A phone number in a text: a mobile or landline of the mainland, a service number, or one of another country.

None is: what is too short or too long, a mobile with a prefix that does not exist, one digit over and over, and the
number of an identity card or a bank card.
"""

import re
from dataclasses import dataclass

from desk.forms.plain import plain


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is kept ("13800138000", "010-12345678", "+85291234567"), and where it stands in the text."""

    number: str
    start: int
    end: int


def phone_in(text: str, *, asked: bool = False) -> Phone | None:
    """Return the first phone number of a text; where one was `asked` for, also a landline without its area code."""
    read = plain(text)
    patterns = (*_PATTERNS, _LOCAL) if asked else _PATTERNS
    found = [match for pattern in patterns for match in pattern.finditer(read) if not _is_one_digit(match[0])]
    first = min(found, key=lambda match: (match.start(), -match.end()), default=None)
    return Phone(_kept(first), first.start(), first.end()) if first is not None else None


_SIGN = r"[- ]?"
_86 = rf"(?<!\d)(?:\+?86{_SIGN})?"
_PATTERNS = (
    re.compile(rf"{_86}(?P<number>1[3-9]\d(?:{_SIGN}\d){{8}})(?!\d)"),
    re.compile(
        rf"{_86}(?P<area>\(0\d{{2,3}}\)|(?<!\d)0\d{{2,3}}){_SIGN}(?P<number>[2-9]\d{{2,3}}{_SIGN}\d{{4}})"
        r"(?: ?(?:转|-|ext\.?) ?(?P<extension>\d{1,6}))?(?!\d)"
    ),
    re.compile(rf"(?<![\d+])(?P<number>[48]00{_SIGN}\d{{3}}{_SIGN}\d{{4}})(?!\d)"),
    re.compile(rf"(?<!\d)(?:\+|00)(?!86)(?P<abroad>[1-9](?:{_SIGN}\d){{6,13}})(?!\d)"),
)
_LOCAL = re.compile(rf"(?<![\d+-])(?P<number>[2-9]\d{{2,3}}{_SIGN}\d{{4}})(?![\d-])")


def _is_one_digit(number: str) -> bool:
    return len({sign for sign in number if sign.isdigit()}) == 1


def _kept(found: re.Match[str]) -> str:
    """Return a number without what is only spelling; the mainland's own prefix says nothing here."""
    signs = found.groupdict()
    if signs.get("abroad"):
        return f"+{_digits(signs['abroad'])}"
    area, extension = _digits(signs.get("area") or ""), signs.get("extension")
    line = f"{area}-{_digits(signs['number'])}" if area else _digits(signs["number"])
    return f"{line}-{extension}" if extension else line


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())

"""A text as its patterns expect it: narrow signs, small letters, simplified characters, each where it stood before."""

from faq.text import simplified

_NARROW = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)} | {ord("　"): ord(" ")}


def plain(text: str) -> str:
    """Return a text of the same length, so that what is found in it is found at the same place in the original."""
    narrow = "".join(_small(sign) for sign in text.translate(_NARROW))
    simple = simplified(narrow)
    return simple if len(simple) == len(narrow) else narrow


def _small(sign: str) -> str:
    small = sign.lower()
    return small if len(small) == 1 else sign


_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "零〇一二两俩三四五六七八九十百千万"
"""Signs of a number that is written in Chinese."""


def number(text: str) -> int | None:
    """Return a whole number of digits or Chinese numerals (十二, 三百, 两千五), or None if it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(sign not in NUMERAL for sign in text):
        return None
    myriads, parted, rest = text.rpartition("万")
    if parted:
        above = number(myriads)
        below = _below_ten_thousand(rest, trailing=1000) if rest else 0
        return None if above is None or below is None else above * 10_000 + below
    return _below_ten_thousand(text, trailing=1)


def _below_ten_thousand(text: str, trailing: int) -> int | None:
    """Return a number below 10,000; a last digit without its place is of the next lower one (两千五 is 2,500)."""
    total, digit, unit, zero = 0, None, trailing * 10, False
    for sign in text:
        if sign in _TENS:
            unit = _TENS[sign]
            total += (1 if digit is None else digit) * unit
            digit, zero = None, False
        elif digit is not None:
            return None
        elif sign in "零〇":
            zero = True
        else:
            digit = _DIGITS[sign]
    if digit is not None:
        total += digit * (1 if zero or unit <= 10 else unit // 10)  # noqa: PLR2004 - tens are followed by ones
    return total

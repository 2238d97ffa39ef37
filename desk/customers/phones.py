"""Phone numbers: read from what somebody writes, and shown so that nobody learns them by passing by."""

import re
from typing import Final

_SEPARATORS = re.compile(r"[\s\-–—().（）]+")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:\+?86|0086)?(0\d{2,3}[2-9]\d{6,7})")
_SERVICE = re.compile(r"([48]00\d{7})")
_ABROAD = re.compile(r"(?:\+|00)([1-9]\d{6,14})")
_LOCAL = re.compile(r"([2-9]\d{6,7})")
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)}
_HEAD, _TAIL = 3, 4
_LONG = 8


def phone_of(written: str) -> str | None:
    """Return the phone number that a text is, without separators and the country code of the mainland; None: none.

    A number of another country keeps its plus. Words around it make it none: they are for who asks to read.
    """
    plain = _SEPARATORS.sub("", written.translate(_FULL_WIDTH))
    for form in (_MOBILE, _LANDLINE, _SERVICE, _LOCAL):
        if found := form.fullmatch(plain):
            return found[1]
    found = _ABROAD.fullmatch(plain)
    return f"+{found[1]}" if found else None


def phone_in(written: str) -> str | None:
    """Return the first phone number in a text."""
    whole = phone_of(written)
    if whole is not None:
        return whole
    plain = written.translate(_FULL_WIDTH)
    found = (phone_of(one[0]) for one in re.finditer(r"\+?\d[\d\s\-()]{5,18}\d", plain))
    return next((phone for phone in found if phone is not None), None)


def masked_phone(phone: str) -> str:
    """Return a phone number as lists and cards show it: 138****0000."""
    if len(phone) < _LONG:
        return f"****{phone[-2:]}"
    return f"{phone[:_HEAD]}****{phone[-_TAIL:]}"

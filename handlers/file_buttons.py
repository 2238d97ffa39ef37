"""What the buttons below a customer's file carry.

    1up:1001       show the phones of customer 1001      1uc:1001:3:ph   change 3 is fine: phone and home matched
    1ul:1001       show who has looked                   1ux:1001:3      leave change 3 be

The first sign is the version.
"""

import re
from dataclasses import dataclass
from typing import Final

from desk.customers.file import Check
from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class ShowPhonesIt:
    """Show a customer's phones in full."""

    customer: int


@dataclass(frozen=True, slots=True)
class ShowLooksIt:
    """Show who has looked at a customer's file."""

    customer: int


@dataclass(frozen=True, slots=True)
class ConfirmIt:
    """Two fields matched: a change that waits may be made."""

    customer: int
    wish: int
    checked: tuple[Check, Check]


@dataclass(frozen=True, slots=True)
class DropIt:
    """A change that waits is not wanted any more."""

    customer: int
    wish: int


FileButton = ShowPhonesIt | ShowLooksIt | ConfirmIt | DropIt

_LETTERS: Final = {"p": Check.PHONE, "h": Check.HOME, "c": Check.CASE}
_LETTER_OF: Final = {check: letter for letter, check in _LETTERS.items()}
_NUMBER = "(0|[1-9][0-9]{0,17})"
_ONE = re.compile(f"1u([pl]):{_NUMBER}")
_DROP = re.compile(f"1ux:{_NUMBER}:{_NUMBER}")
_CONFIRM = re.compile(f"1uc:{_NUMBER}:{_NUMBER}:([phc])([phc])")


def pack_file(button: FileButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case ShowPhonesIt(customer):
            return f"1up:{customer}"
        case ShowLooksIt(customer):
            return f"1ul:{customer}"
        case ConfirmIt(customer, wish, (first, second)):
            return f"1uc:{customer}:{wish}:{_LETTER_OF[first]}{_LETTER_OF[second]}"
        case DropIt(customer, wish):
            return f"1ux:{customer}:{wish}"


def unpack_file(data: str, _: Named) -> FileButton | None:
    """Return what a button means, or None if it is none of ours."""
    if found := _ONE.fullmatch(data):
        customer = int(found[2])
        return ShowPhonesIt(customer) if found[1] == "p" else ShowLooksIt(customer)
    if found := _DROP.fullmatch(data):
        return DropIt(int(found[1]), int(found[2]))
    if found := _CONFIRM.fullmatch(data):
        return ConfirmIt(int(found[1]), int(found[2]), (_LETTERS[found[3]], _LETTERS[found[4]]))
    return None

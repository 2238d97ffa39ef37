"""What the buttons about shifts carry; `whose` is the user id of the member of staff one was made for.

1db:7        I am back                          1dk:7:3     I have read hand-over 3 of 7
1dg:7:4      7 may be away (the fourth time)    1dr:5       I have read notice 5
1di:7:9      conversation 9 is handed over      1dy:2  1dn:2  yes, no to swap 2
1dx:7  1dm:7 all is, and I leave; and I eat     1da:6       it is in hand that nobody is on duty
1dt:900099  900099 is taken on
"""

import re
from dataclasses import dataclass

from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class BackIt:
    """Be there again."""

    whose: int


@dataclass(frozen=True, slots=True)
class GrantIt:
    """Allow somebody to be away."""

    whose: int
    absence: int


@dataclass(frozen=True, slots=True)
class HandOverIt:
    """Hand one conversation over."""

    whose: int
    conversation: int


@dataclass(frozen=True, slots=True)
class LeaveNowIt:
    """Hand everything over and leave; `meal`: for a meal only."""

    whose: int
    meal: bool = False


@dataclass(frozen=True, slots=True)
class GoOnWithIt:
    """Acknowledge what somebody handed over."""

    whose: int
    handover: int


@dataclass(frozen=True, slots=True)
class ReadIt:
    """Have read a notice."""

    notice: int


@dataclass(frozen=True, slots=True)
class SwapIt:
    """Say yes or no to a swap."""

    swap: int
    yes: bool


@dataclass(frozen=True, slots=True)
class InHandIt:
    """Have it in hand that nobody is on duty."""

    gap: int


@dataclass(frozen=True, slots=True)
class LetInIt:
    """Take on somebody who is in the staff group."""

    whose: int


ShiftButton = BackIt | GrantIt | HandOverIt | LeaveNowIt | GoOnWithIt | ReadIt | SwapIt | InHandIt | LetInIt

_FORM = re.compile(r"1d([abgikmnrtxy]):([1-9][0-9]{0,17})(?::([1-9][0-9]{0,17}))?", re.ASCII)


def pack_shift(button: ShiftButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case BackIt(whose):
            return f"1db:{whose}"
        case GrantIt(whose, absence):
            return f"1dg:{whose}:{absence}"
        case HandOverIt(whose, conversation):
            return f"1di:{whose}:{conversation}"
        case LeaveNowIt(whose, meal):
            return f"1d{'m' if meal else 'x'}:{whose}"
        case GoOnWithIt(whose, handover):
            return f"1dk:{whose}:{handover}"
        case ReadIt(notice):
            return f"1dr:{notice}"
        case SwapIt(swap, yes):
            return f"1d{'y' if yes else 'n'}:{swap}"
        case InHandIt(gap):
            return f"1da:{gap}"
        case LetInIt(whose):
            return f"1dt:{whose}"


def unpack_shift(data: str, _: Named) -> ShiftButton | None:
    """Return what a button means, or None if it is none of ours."""
    found = _FORM.fullmatch(data)
    if found is None:
        return None
    kind, first, second = found[1], int(found[2]), int(found[3]) if found[3] else None
    if second is not None:
        return _of_two(kind, first, second)
    match kind:
        case "b":
            return BackIt(first)
        case "x" | "m":
            return LeaveNowIt(first, meal=kind == "m")
        case "r":
            return ReadIt(first)
        case "y" | "n":
            return SwapIt(first, yes=kind == "y")
        case "a":
            return InHandIt(first)
        case "t":
            return LetInIt(first)
        case _:
            return None


def _of_two(kind: str, first: int, second: int) -> ShiftButton | None:
    match kind:
        case "g":
            return GrantIt(first, second)
        case "i":
            return HandOverIt(first, second)
        case "k":
            return GoOnWithIt(first, second)
        case _:
            return None

"""What the buttons of customers who wait carry, and those about them.

1wx      no need to wait any more                1wy:9    yes, bar the customer of conversation 9
1wl      answer me later   1wl:07 … by agent 07  1wn:9    no, go on serving
"""

import re
from dataclasses import dataclass

from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class WaitNoMoreIt:
    """Wait no more."""


@dataclass(frozen=True, slots=True)
class LaterIt:
    """Be answered later, by the agent with this number if one is named."""

    number: str | None = None


@dataclass(frozen=True, slots=True)
class BarIt:
    """Bar the customer of a conversation, or not."""

    conversation: int
    barred: bool


WaitingButton = WaitNoMoreIt | LaterIt | BarIt

_LATER = re.compile(r"1wl(?::([0-9]{1,8}))?", re.ASCII)
_BAR = re.compile(r"1w([yn]):([1-9][0-9]{0,17})", re.ASCII)


def pack_waiting(button: WaitingButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    match button:
        case WaitNoMoreIt():
            return "1wx"
        case LaterIt(number):
            return "1wl" if number is None else f"1wl:{number}"
        case BarIt(conversation, barred):
            return f"1w{'y' if barred else 'n'}:{conversation}"


def unpack_waiting(data: str, _: Named) -> WaitingButton | None:
    """Return what a button means, or None if it is none of ours."""
    if data == "1wx":
        return WaitNoMoreIt()
    if found := _LATER.fullmatch(data):
        return LaterIt(found[1])
    if found := _BAR.fullmatch(data):
        return BarIt(int(found[2]), barred=found[1] == "y")
    return None

"""What the buttons of offers carry.

1os:9:3    pass the third offer of conversation 9 on    (to take it is `1t`, as on the card)
"""

import re
from dataclasses import dataclass

from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class SkipIt:
    """Pass an offer of a conversation on."""

    conversation: int
    offer: int


OfferButton = SkipIt

_SKIP = re.compile(r"1os:([1-9][0-9]{0,17}):([1-9][0-9]{0,8})", re.ASCII)


def pack_offer(button: OfferButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    return f"1os:{button.conversation}:{button.offer}"


def unpack_offer(data: str, _: Named) -> OfferButton | None:
    """Return what a button means, or None if it is none of ours."""
    found = _SKIP.fullmatch(data)
    return SkipIt(int(found[1]), int(found[2])) if found else None

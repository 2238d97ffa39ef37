"""What a customer hears outside the opening hours, and shortly before them."""

from dataclasses import dataclass
from datetime import datetime

from desk.events import Reason
from desk.notices.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedNow(Notice):
    """We are closed: when we open next, and the number and place that are kept until then (001:633).

    `at` is when this is told, `opening` when we open (None: nobody knows), `pause` whether we were open earlier today.
    """

    at: datetime
    opening: datetime | None
    pause: bool = False
    place: int
    number: str = ""
    reason: Reason = Reason.ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForOpening(Notice):
    """The short receipt of what is said after that: it is kept, and so is the place."""

    at: datetime
    opening: datetime | None
    place: int
    number: str = ""


CLOSED_NOTICES: tuple[type[Notice], ...] = (ClosedNow, KeptForOpening)
"""Every kind of notice outside the hours."""

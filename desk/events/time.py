"""What time did: clocks that came due, promises broken, excused, withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk.events.event import Clock, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck(Event):
    """A clock came due; `occurrence` tells one run of the same clock from the next."""

    clock: Clock
    occurrence: int
    due: datetime
    tier: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Breached(Struck):
    """A promise of time was broken at `due`, or is overrun by another tier then (003:288).

    `agent` is whom it is charged to; None: the queue, because nobody had been offered it yet.
    """

    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitNoticed(Struck):
    """A customer has waited so long that we speak first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachWithdrawn(Event):
    """An answer given in time reached us after the strike: there was no breach."""

    clock: Clock
    occurrence: int
    due: datetime


class Excuse(StrEnum):
    """Why a breach does not count, by rule."""

    NOBODY_PLANNED = "nobody_planned"
    OUTAGE = "outage"
    TELEGRAM = "telegram"
    UNREACHABLE = "unreachable"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Struck):
    """A promise will be broken soon; whoever owes it is told before (004:287). Its `tier` is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Struck):
    """Time made us remind somebody, staff or customer; nothing was broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingCounted(Event):
    """It had been handled for `ran` of open time at a moment: whose turn it was until then need not be kept any more.

    `due` is when `long_handling` came due, if that was before; that strike is recorded.
    """

    until: datetime
    ran: timedelta
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overran(Event):
    """A broken promise was met at last, or became void: by how much it was overrun, in the clock's own calendar."""

    clock: Clock
    occurrence: int
    due: datetime
    overrun: timedelta
    tier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused(Event):
    """A breach does not count; `agent` is the lead who said so, where it was no rule."""

    clock: Clock
    occurrence: int
    due: datetime
    excuse: Excuse
    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealed(Event):
    """An agent asks that a breach be looked at again; why is said in the note `message` (003:310)."""

    clock: Clock
    occurrence: int
    due: datetime
    agent: int
    message: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRefused(Event):
    """The lead lets the breach stand."""

    clock: Clock
    occurrence: int
    due: datetime
    agent: int

"""What has happened to members of staff and to the room they work in: facts, kept as the history of `agent:ID`, `room`.

Numbers of conversations, agents and hand-overs, coded reasons, moments: never a person's words.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desk.events import Event, Struck
from desk.people import Absence, Role


class Ending(StrEnum):
    """Why somebody leaves, or is no longer on duty."""

    SAID = "said"
    SHIFT_END = "shift_end"
    REMOVED = "removed"


# --- a member of staff -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted(Event):
    """Somebody works here from now on, under a number; `by` is whose word it was (None: the operator's)."""

    number: str
    role: Role = Role.AGENT
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(Event):
    """A member of staff may do something else from now on; `by` is the lead who said so (None: the operator)."""

    role: Role
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOn(Event):
    """An agent came on duty: `rested` if the break before was long enough, `planned` if the rota says so.

    `planned` is None where there is no rota.
    """

    rested: bool = True
    planned: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeganLeaving(Event):
    """An agent takes nothing new from here on, and finishes what is open."""

    why: Ending = Ending.SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOff(Event):
    """An agent is off duty."""

    why: Ending = Ending.SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class WentAway(Event):
    """An agent on duty is not there; `message` is the one in the staff room that says why, where one does."""

    absence: Absence
    message: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGranted(Event):
    """A lead allowed somebody to be away: no clock runs against it any more."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(Event):
    """An agent is there again, or does not leave after all; `rested` if it was a break long enough."""

    rested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMissed(Event):
    """An offer's lease ended without a word of this agent's (003:295); `idle` if nothing else was in hand.

    `again`: it was of the same conversation as the one missed before it, within one promise of taking.
    """

    conversation: int
    idle: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAnswered(Event):
    """After missed offers the agent answered one: they are missed in a row no more.

    `rested` if they had been taken for a break, and it was one long enough.
    """

    conversation: int
    rested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHandedOver(Event):
    """An agent who is about to leave handed one conversation over."""

    conversation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Event):
    """A leaving agent's written hand-over of what was open, for the next shift to acknowledge (003:329)."""

    items: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAcknowledged(Event):
    """A colleague has read the hand-over and goes on with it (003:280)."""

    handover: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCome(Struck):
    """An agent who is planned is not on duty, `start` after the shift began; once for each shift."""

    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(Event):
    """A member of staff works here no more; `by` is the lead who said so (None: the operator)."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftGroup(Removed):
    """Somebody left the staff group, or was put out of it: they work here no more."""


# --- the room --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Unstaffed(Event):
    """From here on somebody should be on duty, and nobody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed(Event):
    """Somebody is on duty again, or nobody need be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmAcknowledged(Event):
    """Somebody has the alarm in hand that nobody is on duty."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapAsked(Event):
    """An agent asks a colleague to take a shift of one day; all by number, as the rota has them (003:5)."""

    swap: int
    day: date
    shift: str
    giver: str
    taker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapAgreed(Event):
    """The colleague takes it, if a lead approves."""

    swap: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapApproved(Event):
    """A lead approved the swap: the rota is changed by it."""

    swap: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRefused(Event):
    """The colleague, or a lead, said no; or who asked took it back."""

    swap: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesApplied(Event):
    """A lead let this version of the rules apply to clocks that already ran, too (DESIGN §4)."""

    version: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Knocked(Event):
    """Somebody who is not on the staff wanted to do something in the staff room; the leads were told."""

    who: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsTold(Event):
    """On this morning, by the local calendar, the room had its reports; the first time there were none yet."""

    on: date


SHIFT_EVENTS: tuple[type[Event], ...] = (
    Admitted,
    RoleGiven,
    WentOn,
    BeganLeaving,
    WentOff,
    WentAway,
    LeaveGranted,
    CameBack,
    OfferMissed,
    OfferAnswered,
    ItemHandedOver,
    HandedOver,
    HandoverAcknowledged,
    NotCome,
    Removed,
    LeftGroup,
    Unstaffed,
    Staffed,
    AlarmAcknowledged,
    SwapAsked,
    SwapAgreed,
    SwapApproved,
    SwapRefused,
    RulesApplied,
    Knocked,
    ReportsTold,
)
"""Every kind of event of staff and room that is stored, beside the strikes of `desk.events`."""

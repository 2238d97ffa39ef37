"""What staff are told about shifts: who is away or leaves, what was handed over, notices to all, swaps.

Each names members of staff by number; the user id beside it is for ringing them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from desk.events import Clock
from desk.notices.notice import Audience, Called, Notice, Priority


class ShiftOutcome(StrEnum):
    """How a command about shifts ended; each has its sentence."""

    AWAY = "away"
    AWAY_WITH_REASON = "away_with_reason"
    AT_MEAL = "at_meal"
    AWAY_ALREADY = "away_already"
    BACK = "back"
    NOT_AWAY = "not_away"
    STAYING = "staying"
    NOT_ON_DUTY = "not_on_duty"
    LEAVE_GRANTED = "leave_granted"
    LEAVE_NOT_NEEDED = "leave_not_needed"
    NOT_FOR_YOU = "not_for_you"
    LEADS_DECIDE = "leads_decide"
    GONE = "gone"
    ON_OUTSIDE_SHIFT = "on_outside_shift"
    OFF_AND_HANDED_OVER = "off_and_handed_over"
    ITEM_HANDED_OVER = "item_handed_over"
    ITEM_NOT_YOURS = "item_not_yours"
    NO_HANDOVERS = "no_handovers"
    HANDOVER_YOURS = "handover_yours"
    HANDOVER_READ = "handover_read"
    HANDOVER_READ_ALREADY = "handover_read_already"
    REMOVED = "removed"
    HOW_TO_REMOVE = "how_to_remove"
    LEAD_STAYS = "lead_stays"
    NOTICE_POSTED = "notice_posted"
    NOTICE_READ = "notice_read"
    NO_NOTICES = "no_notices"
    HOW_TO_NOTIFY = "how_to_notify"
    SWAP_ASKED = "swap_asked"
    SWAP_AGREED = "swap_agreed"
    SWAP_APPROVED = "swap_approved"
    SWAP_REFUSED = "swap_refused"
    SWAP_OVER = "swap_over"
    SWAP_NOT_AGREED = "swap_not_agreed"
    NOT_YOUR_SHIFT = "not_your_shift"
    NO_SUCH_TAKER = "no_such_taker"
    HOW_TO_SWAP = "how_to_swap"
    NO_ROTA = "no_rota"
    ALARM_ACKNOWLEDGED = "alarm_acknowledged"
    ALARM_ACKNOWLEDGED_ALREADY = "alarm_acknowledged_already"
    ALARM_OVER = "alarm_over"
    ASK_A_LEAD = "ask_a_lead"
    ADMITTED_ALREADY = "admitted_already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knocked(Notice):
    """Somebody in the staff room is not on the staff, and wanted to do something; a lead may take them on."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    who: int
    name: str = ""
    leads: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTold(Notice):
    """How a command about shifts ended."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: ShiftOutcome
    number: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A conversation as it is handed over: whose, its number, whose turn it is, what is promised, the last words.

    `awaits_us` tells that the customer waits for us, `over` that nobody waits any more.
    """

    conversation: int
    customer: int
    name: str
    number: str
    state: str
    awaits_us: bool
    words: str
    epoch: int
    seen: int | None = None
    over: bool = False
    promised_until: datetime | None = None
    danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAsked(Notice):
    """Before somebody leaves: what is open, each with a note already written, and one press for all of it."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    agent: int
    items: tuple[Item, ...]
    meal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWritten(Notice):
    """What somebody handed over, for whoever goes on with it to acknowledge (003:280)."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    number: str
    handover: int
    at: datetime
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverShown(HandoverWritten):
    """The same, for somebody who asks what was handed over."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Crewed(Notice):
    """Something about one member of staff, told to the room; `leads` are rung."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    agent: int
    number: str
    leads: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDueSoon(Crewed):
    """Something an agent owes is due soon: a word, the end of a meal, a rest, the reading of a hand-over."""

    clock: Clock
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayConcluded(Crewed):
    """Several offers in a row had no answer: no more are made until the agent is back."""

    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayTooLong(Crewed):
    """An agent is away without a word (tier 1), and then needs a lead's leave (tier 2); `absence` tells this time."""

    since: datetime
    tier: int
    absence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MealOver(Crewed):
    """The time of a meal is over; from here on it counts as being away."""

    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedLong(Crewed):
    """An agent has worked for as long at a stretch as one should."""

    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftEndsSoon(Crewed):
    """Nothing new from here on; what is open may be finished, or handed over."""

    end: datetime
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftOver(Crewed):
    """The shift is over and the agent off duty; `forced`: customers were still waiting for an answer."""

    forced: bool = False
    open: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftStretched(Crewed):
    """The shift is over, but customers still wait for an answer: it goes on until they have it, `until` at the most."""

    until: datetime
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideShift(Crewed):
    """Somebody came on duty who is not planned now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLeft(Crewed):
    """A member of staff has left the group: off the list, what was in hand waits again; a lead `stays` on it."""

    open: int = 0
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedButAbsent(Crewed):
    """Somebody who is planned has not come."""

    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverUnread(Crewed):
    """Nobody has acknowledged what somebody handed over."""

    since: datetime
    handover: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomUnstaffed(Notice):
    """Nobody is on duty who should be: told at once and again and again; `leads` are rung until one has it in hand."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.CUSTOMER
    since: datetime
    waiting: int
    gap: int
    leads: tuple[Called, ...] = ()
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePosted(Notice):
    """A lead tells every shift something."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.OFFER
    notice: int
    number: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeUnread(NoticePosted):
    """The same, for somebody who comes on duty and has not read it."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A notice, and by number who has read it and who has not."""

    notice: int
    at: datetime
    text: str
    read: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesShown(Notice):
    """The latest notices to all, latest first."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    lines: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapNotice(Notice):
    """Something about a swap, told to the room; `rung` are those whose answer is needed."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.OFFER
    swap: int
    day: date
    shift: str
    giver: str
    taker: str
    rung: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapProposed(SwapNotice):
    """A colleague is asked to take a shift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapToApprove(SwapNotice):
    """Both agree; a lead decides (003:5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapSettled(SwapNotice):
    """The swap is in the rota, or will not be."""

    approved: bool


SHIFT_NOTICES: tuple[type[Notice], ...] = (
    Knocked,
    GroupLeft,
    ShiftTold,
    HandoverAsked,
    HandoverWritten,
    HandoverShown,
    DutyDueSoon,
    AwayConcluded,
    AwayTooLong,
    MealOver,
    WorkedLong,
    ShiftEndsSoon,
    ShiftOver,
    ShiftStretched,
    OutsideShift,
    PlannedButAbsent,
    HandoverUnread,
    RoomUnstaffed,
    NoticePosted,
    NoticeUnread,
    NoticesShown,
    SwapProposed,
    SwapToApprove,
    SwapSettled,
)
"""Every kind of notice about shifts, for the codec and the words."""

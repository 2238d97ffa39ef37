"""How a command ended, told to whoever gave it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from desk.events import Clock, Excuse
from desk.notices.notice import Audience, Notice, Priority


class Outcome(StrEnum):
    """How a command ended; each has its sentence."""

    TAKEN = "taken"
    TAKEN_ALREADY = "taken_already"
    YOURS_ALREADY = "yours_already"
    RESOLVED = "resolved"
    RESOLVED_CASE_OPEN = "resolved_case_open"
    RESOLVED_ALREADY = "resolved_already"
    NEWER_MESSAGE = "newer_message"
    NOT_YOURS = "not_yours"
    NOT_WAITING = "not_waiting"
    NOTED = "noted"
    AT_CAPACITY = "at_capacity"
    RESERVED = "reserved"  # it is offered to another until a moment
    RESERVED_NOTED = "reserved_noted"
    PASSED = "passed"
    OFFER_OVER = "offer_over"
    STALE = "stale"
    NOT_ADMITTED = "not_admitted"
    NOT_SERVING = "not_serving"
    ANONYMOUS = "anonymous"
    NO_TOPIC = "no_topic"
    UNKNOWN_COMMAND = "unknown_command"
    UNKNOWN_IN_GENERAL = "unknown_in_general"
    NO_CONVERSATION = "no_conversation"
    UNREACHABLE = "unreachable"
    ENTRY_SENT = "entry_sent"
    ENTRY_SENT_ALREADY = "entry_sent_already"
    ENTRY_GONE = "entry_gone"
    ANSWERED_ALREADY = "answered_already"
    NOT_ON_DUTY = "not_on_duty"
    ON_DUTY = "on_duty"
    ON_DUTY_ALREADY = "on_duty_already"
    OFF_DUTY = "off_duty"
    OFF_DUTY_ALREADY = "off_duty_already"
    THANKS = "thanks"
    WITH_PERSON = "with_person"
    IN_QUEUE = "in_queue"
    OLD_BUTTON = "old_button"
    DONE = "done"
    LINKED = "linked"
    WRONG_CODE = "wrong_code"
    NOT_A_FORUM = "not_a_forum"
    LINK_FOR_LEADS = "link_for_leads"
    MAIN_ROOM_FIRST = "main_room_first"
    MADE_EDITOR = "made_editor"
    MADE_AGENT = "made_agent"
    MADE_WORKER = "made_worker"
    NO_SUCH_ROLE = "no_such_role"  # or no such number: how it is asked for
    LEADS_ONLY = "leads_only"
    LEAD_STAYS = "lead_stays"
    APPEALED = "appealed"
    APPEALED_ALREADY = "appealed_already"
    APPEAL_UNREASONED = "appeal_unreasoned"
    NOTHING_CHARGED = "nothing_charged"
    EXCUSED_ALREADY = "excused_already"
    NO_APPEAL = "no_appeal"
    APPEAL_FOR_LEADS = "appeal_for_leads"
    APPEAL_GRANTED = "appeal_granted"
    APPEAL_REFUSED = "appeal_refused"
    RULES_APPLIED = "rules_applied"
    RULES_APPLIED_ALREADY = "rules_applied_already"
    RULES_FOR_LEADS = "rules_for_leads"
    RULES_NEWER = "rules_newer"
    LATER_ALREADY = "later_already"
    CARED_FOR = "cared_for"
    CARED_FOR_ALREADY = "cared_for_already"
    BARRING_ASKED = "barring_asked"
    BARRING_ASKED_ALREADY = "barring_asked_already"
    BARRED = "barred"
    BARRED_ALREADY = "barred_already"
    NOT_BARRED = "not_barred"
    TRANSFER_OFFERED = "transfer_offered"
    TRANSFER_TO_SELF = "transfer_to_self"
    TRANSFER_HAS_IT = "transfer_has_it"
    NO_SUCH_COLLEAGUE = "no_such_colleague"
    COLLEAGUE_OFF_DUTY = "colleague_off_duty"
    COLLEAGUE_AWAY = "colleague_away"
    COLLEAGUE_LEAVING = "colleague_leaving"
    COLLEAGUE_FULL = "colleague_full"
    TRANSFER_OVER = "transfer_over"
    TRANSFER_NOT_FOR_YOU = "transfer_not_for_you"
    TRANSFER_DECLINED = "transfer_declined"
    TRANSFER_TAKEN_BACK = "transfer_taken_back"
    NO_TRANSFER = "no_transfer"
    PASSED_ON = "passed_on"
    PASSED_ON_ALREADY = "passed_on_already"
    HELD = "held"
    HELD_FOR_CUSTOMER = "held_for_customer"
    PROMISED = "promised"
    SAID_LATER = "said_later"
    UNHELD = "unheld"
    NOT_ON_HOLD = "not_on_hold"
    TIME_TOO_FAR = "time_too_far"
    TIME_PASSED = "time_passed"
    HOW_TO_TRANSFER = "how_to_transfer"
    HOW_TO_HOLD = "how_to_hold"
    HOW_TO_PROMISE = "how_to_promise"
    HOW_TO_RESOLVE = "how_to_resolve"
    HOW_TO_NOTE = "how_to_note"
    NOTE_KEPT = "note_kept"
    HELP_ASKED = "help_asked"
    NO_LEAD = "no_lead"
    ASSISTING = "assisting"
    ASSISTING_ALREADY = "assisting_already"
    ASIDE_SENT = "aside_sent"
    ASIDE_SENT_ALREADY = "aside_sent_already"
    ASIDE_NOT_YOURS = "aside_not_yours"
    ASIDE_TOO_LATE = "aside_too_late"
    UNANSWERED = "unanswered"
    FORM_UNFILED = "form_unfiled"
    RESOLVED_SILENTLY = "resolved_silently"
    EMERGENCY_YOURS = "emergency_yours"
    EMERGENCY_IN_HAND = "emergency_in_hand"
    NOT_ON_CALL = "not_on_call"
    LEADS_ONLY_HELP = "leads_only_help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Notice):
    """How a command ended, as a reply to it or in a press's small window."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: Outcome
    number: str | None = None
    at: datetime | None = None
    count: int | None = None
    command: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandsShown(Notice):
    """What a member of staff can ask; `lead`: with what only a lead can."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One who waits: in which line, under which number, since when, for whom it is kept until a moment.

    Of who was promised an answer instead, `until` is what was promised.
    """

    customer: int
    name: str
    since: datetime
    level: int = 0
    ticket: str = ""
    line: str = "A"
    offered_to: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent(Notice):
    """A press was taken in, and what stands below that message has had its time: its buttons go."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueShown(Notice):
    """Who waits, who is there to serve them, and who need not wait because an answer was promised for `later`."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    waiting: int
    first: tuple[QueueLine, ...]
    on_duty: tuple[str, ...]
    later: tuple[QueueLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLine:
    """One clock of a conversation, explained: by which rules, how much it counted, what met or broke it.

    `due` is None while nobody knows, `stretches` how many intervals it counted; `ended_by` is the kind of event. `tier`
    is that of its overrun, 0 where it has none.
    """

    clock: Clock
    since: datetime
    due: datetime | None
    struck: bool
    version: int = 1
    budget: timedelta | None = None
    ran: timedelta | None = None
    stretches: int = 1
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    ended_at: datetime | None = None
    ended_by: str | None = None
    overrun: timedelta | None = None
    tier: int = 0
    excuse: Excuse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyShown(Notice):
    """Which clocks run here, since when, until when, under which rules."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    now: datetime
    state: str
    rules: int
    clocks: tuple[ClockLine, ...]


OUTCOME_NOTICES: tuple[type[Notice], ...] = (Told, Spent, CommandsShown, QueueShown, WhyShown)
"""Every kind of notice that answers a command."""

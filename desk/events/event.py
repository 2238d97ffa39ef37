"""What an event is, and the codes it may carry: why, which clock, what the bot had in mind."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a moment (aware, UTC)."""

    at: datetime

    @property
    def due_at(self) -> datetime:
        """Return as of when it holds: of what time brings and was noticed late, when it was due."""
        return self.at


class Reason(StrEnum):
    """Why a conversation went to people."""

    ASKED = "asked"
    DANGER = "danger"
    MISSES = "misses"
    NOT_HELPFUL = "not_helpful"
    COMPLAINT = "complaint"
    REPAIR = "repair"
    ANGER = "anger"
    ATTACHMENT = "attachment"
    LIMIT = "limit"
    OWNER_LEFT = "owner_left"
    TRANSFERRED = "transferred"


class Clock(StrEnum):
    """The name of a promise of time; a field of `Rules`. docs/rules.md has a row for each."""

    ACCEPT = "accept"
    WAIT_COMFORT = "wait_comfort"
    WAIT_EXPLAIN = "wait_explain"
    OFFER = "offer"
    FIRST_REPLY = "first_reply"
    NEXT_REPLY = "next_reply"
    PROMISED_REPLY = "promised_reply"
    LONG_HANDLING = "long_handling"
    EMERGENCY = "emergency"
    RING = "ring"
    IDLE_PROMPTS = "idle_prompts"
    CLOSING_NOTICE = "closing_notice"
    REOPEN_WINDOW = "reopen_window"
    AWAY = "away"
    MEAL = "meal"
    ON_DUTY = "on_duty"
    SHIFT_END = "shift_end"
    HANDOVER = "handover"
    UNSTAFFED = "unstaffed"
    REQUEST_REPLY = "request_reply"
    COMPLAINT_REPLY = "complaint_reply"
    COMPLAINT_RESOLVE = "complaint_resolve"
    CRISIS_REPORT = "crisis_report"
    REPAIR_ACCEPT = "repair_accept"
    REPAIR_VISIT = "repair_visit"
    REPAIR_STATUS = "repair_status"
    CUSTOMER_CHASE = "customer_chase"
    FOLLOW_UP_GAP = "follow_up_gap"
    UNSETTLED = "unsettled"
    SLIP = "slip"
    CALLBACK_FROM = "callback_from"
    CALLBACK = "callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """What the bot had in mind about a question: the entry it thought of first (None: none), and how surely (0 to 1).

    `message` is the customer's message it stands in, `part` which of its questions it is. `direct`: the library called
    it an answer; `exact`: because the words are those of a phrasing; `leans`: only together with the entry before it.
    """

    message: int
    part: int = 0
    entry_id: str | None = None
    confidence: float = 0.0
    direct: bool = False
    exact: bool = False
    leans: bool = False

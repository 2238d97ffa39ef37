"""What has happened in a conversation: facts with their moment, ids and coded reasons, never a person's words.

`message` is the id Telegram gave the message in the chat where it was written; the words live in `messages`.
An event caused by time carries `due` (when it should have been) beside `at` (when we acted).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.content import Kind


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


class Clock(StrEnum):
    """The name of a promise of time; a field of `Rules`."""

    ACCEPT = "accept"
    WAIT_COMFORT = "wait_comfort"
    WAIT_EXPLAIN = "wait_explain"
    FIRST_REPLY = "first_reply"
    NEXT_REPLY = "next_reply"
    REOPEN_WINDOW = "reopen_window"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a moment (aware, UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """A customer began a conversation; `previous` is the one it follows."""

    previous: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWrote(Event):
    """The customer sent a message; a courtesy and noise ask for nothing, a long one is more than a card can show."""

    message: int
    kind: Kind = Kind.TEXT
    locale: str = "zh"
    album: str | None = None
    courtesy: bool = False
    long: bool = False
    noise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerEdited(Event):
    """The customer changed a message; no clock moves."""

    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BotAnswered(Event):
    """The bot gave an entry's answer; without a `thought` because the customer picked it."""

    entry_id: str
    confidence: float
    thought: Thought | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSuggested(Event):
    """The bot offered entries to choose from."""

    entry_ids: tuple[str, ...]
    thought: Thought | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BotMissed(Event):
    """The bot knew no answer and asked for other words."""

    thought: Thought | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BotReplied(Event):
    """The bot greeted, thanked or explained itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerJudged(Event):
    """The customer said whether an answer helped."""

    entry_id: str
    helpful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOff(Event):
    """The conversation joined the queue for people; a `thought` is about the question that led to it."""

    reason: Reason
    thought: Thought | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requeued(Event):
    """The conversation went back to the queue, keeping its original waiting time for the order."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(Event):
    """An agent took the conversation."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentReplied(Event):
    """A human wrote to the customer; it `answers` unless it is a greeting or a word before the answer."""

    agent: int
    message: int
    answers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentEdited(Event):
    """An agent corrected a message already sent."""

    agent: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    """An agent wrote beside another's conversation; the customer does not see it and no clock moves."""

    agent: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySent(Event):
    """An agent sent an entry's answer with one press: a human reply with the library's words."""

    agent: int
    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(Event):
    """The matter is answered; the reopen window runs."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The customer wrote again and the same owner goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """The customer wrote again and waits for an agent, with the original waiting time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The reopen window is over."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameUnreachable(Event):
    """The customer blocked the bot: response clocks are void from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameReachable(Event):
    """The customer unblocked the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck(Event):
    """A clock came due; `occurrence` tells one run of the same clock from the next."""

    clock: Clock
    occurrence: int
    due: datetime
    tier: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Breached(Struck):
    """A promise of time was broken at `due`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitNoticed(Struck):
    """A customer has waited so long that we speak first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachWithdrawn(Event):
    """An answer given in time reached us after the strike: there was no breach."""

    clock: Clock
    occurrence: int
    due: datetime


EVENTS: tuple[type[Event], ...] = (
    Opened,
    CustomerWrote,
    CustomerEdited,
    BotAnswered,
    BotSuggested,
    BotMissed,
    BotReplied,
    AnswerJudged,
    HandedOff,
    Requeued,
    Taken,
    AgentReplied,
    AgentEdited,
    Noted,
    EntrySent,
    Resolved,
    Resumed,
    Reopened,
    Closed,
    BecameUnreachable,
    BecameReachable,
    Breached,
    WaitNoticed,
    BreachWithdrawn,
)
"""Every kind of event that is stored, for the codec and the documents."""

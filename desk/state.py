"""A conversation and the states it can be in, with the table of moves between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk import events as e


class State(StrEnum):
    """Where a conversation stands, and so whose turn it is to act."""

    BOT = "BOT"
    QUEUED = "QUEUED"
    OFFERED = "OFFERED"
    ACTIVE = "ACTIVE"
    HOLD = "HOLD"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"


class Awaiting(StrEnum):
    """Whose turn it is while an agent holds the conversation."""

    AGENT = "AGENT"
    CUSTOMER = "CUSTOMER"


_STAYS: tuple[type[e.Event], ...] = (
    e.CustomerWrote,
    e.CustomerEdited,
    e.AnswerJudged,
    e.BotReplied,
    e.AgentEdited,
    e.Noted,
    e.BecameUnreachable,
    e.BecameReachable,
    e.Breached,
    e.WaitNoticed,
    e.BreachWithdrawn,
)
_BOT_SAYS: tuple[type[e.Event], ...] = (e.BotAnswered, e.BotSuggested, e.BotMissed)
_AGENT_SAYS: tuple[type[e.Event], ...] = (e.AgentReplied, e.EntrySent)


def _row(
    state: State, moves: Mapping[type[e.Event], State], stays: Iterable[type[e.Event]] = ()
) -> dict[type[e.Event], State]:
    return {**dict.fromkeys((*_STAYS, *stays), state), **moves}


TRANSITIONS: Mapping[State, Mapping[type[e.Event], State]] = {
    State.BOT: _row(
        State.BOT,
        {e.HandedOff: State.QUEUED, e.Taken: State.ACTIVE},
        stays=(e.Opened, *_BOT_SAYS),
    ),
    State.QUEUED: _row(
        State.QUEUED,
        {e.Taken: State.ACTIVE, e.Resolved: State.RESOLVED},
    ),
    State.OFFERED: _row(
        State.OFFERED,
        {e.Taken: State.ACTIVE, e.Requeued: State.QUEUED, e.Resolved: State.RESOLVED},
    ),
    State.ACTIVE: _row(
        State.ACTIVE,
        {e.Requeued: State.QUEUED, e.Resolved: State.RESOLVED},
        stays=(e.Taken, *_AGENT_SAYS),
    ),
    State.HOLD: _row(
        State.HOLD,
        {e.Requeued: State.QUEUED, e.Taken: State.ACTIVE, e.Resolved: State.RESOLVED},
    ),
    State.RESOLVED: _row(
        State.RESOLVED,
        {e.Resumed: State.ACTIVE, e.Reopened: State.QUEUED, e.Closed: State.CLOSED},
        stays=_AGENT_SAYS,
    ),
    State.CLOSED: _row(State.CLOSED, {}),
}
"""`{state: {event type: next state}}`; what is not here is illegal."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A message to the bot that a card cannot show: not of words, or of many."""

    message: int
    album: str | None = None


class Doubt(StrEnum):
    """Why an answer or a suggestion may have been wrong."""

    JUDGED = "judged"  # the customer said that it did not help
    PERSON = "person"  # the customer wanted a person right after it
    VAIN = "vain"  # nothing was answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question the bot had to do with, until it is known what would have been right.

    `given` is the entry whose answer the customer has, `offered` those to choose from. `moot`: the customer has gone
    on to other things, so that what people do next says nothing about it. `replied`: a human has answered since;
    `told`: and it was recorded what that says about the bot's thought.
    """

    thought: e.Thought
    at: datetime
    given: str | None = None
    offered: tuple[str, ...] = ()
    doubt: Doubt | None = None
    moot: bool = False
    replied: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One customer's matter, from the first word to the close.

    `version` counts the events, `epoch` the changes of ownership, `episode` the stretches of waiting for people,
    `promise` the first replies promised, `turn` the times a customer waited for a next one.
    """

    customer: int
    id: int | None = None
    previous: int | None = None
    version: int = 0
    epoch: int = 0
    state: State = State.BOT
    locale: str = "zh"

    opened_at: datetime | None = None
    last_fact_at: datetime | None = None

    owner: int | None = None
    owner_since: datetime | None = None
    awaiting: Awaiting | None = None
    level: int = 0

    episode: int = 0
    waiting_since: datetime | None = None
    queued_at: datetime | None = None
    handed_off_at: datetime | None = None
    promise: int = 0
    replied_at: datetime | None = None
    turn: int = 0
    unanswered_since: datetime | None = None
    resolved_at: datetime | None = None
    reopened: int = 0
    unreachable: bool = False

    last_message: int | None = None
    last_wrote_at: datetime | None = None
    last_album: str | None = None
    unseen: tuple[Unseen, ...] = ()
    last_entry: str | None = None
    answered_at: datetime | None = None
    misses: int = 0
    noises: int = 0
    questions: tuple[Question, ...] = ()
    automatic_since: datetime | None = None
    automatic: int = 0

    struck: tuple[tuple[e.Clock, int], ...] = ()
    breaches: tuple[e.Breached, ...] = ()

    def just_answered(self, now: datetime) -> bool:
        """Tell whether `last_entry` was given so lately that giving it again would help nobody."""
        return self.answered_at is not None and now - self.answered_at < timedelta(minutes=10)

    @property
    def asked(self) -> Question | None:
        """The question that is spoken about now."""
        return self.questions[-1] if self.questions else None

    def ready(self, clock: e.Clock, occurrence: int) -> bool:
        """Tell whether this run of the clock has not struck yet."""
        return (clock, occurrence) not in self.struck

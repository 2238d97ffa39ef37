"""A conversation and the states it can be in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk import events as e
from desk.forms.form import FormKind
from desk.rung import Rung


class State(StrEnum):
    """Where a conversation stands, and so whose turn it is to act."""

    BOT = "BOT"
    QUEUED = "QUEUED"
    OFFERED = "OFFERED"
    ACTIVE = "ACTIVE"
    HOLD = "HOLD"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"


IN_QUEUE = frozenset({State.QUEUED, State.OFFERED})
"""Where a customer waits for a person."""
WITH_PEOPLE = IN_QUEUE | {State.ACTIVE, State.HOLD}
"""Where people, not the bot, are to answer."""

LATELY = timedelta(minutes=10)
"""For so long what was asked or answered last is what a customer speaks about."""


class Awaiting(StrEnum):
    """Whose turn it is while an agent holds the conversation."""

    AGENT = "AGENT"
    CUSTOMER = "CUSTOMER"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A message to the bot that a card cannot show: not of words, or of many."""

    message: int
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What an agent wrote in another's conversation, and whether it was sent to the customer after all."""

    message: int
    agent: int
    sent: bool = False


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

    def is_recent(self, now: datetime) -> bool:
        """Tell whether it is still what the customer speaks about."""
        return now - self.at < LATELY


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch that a clock does not count; `end` is None while nobody knows it."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How long a clock had run at a moment, so that what it did not count before need not be kept.

    `due` is when its span was used up, if that was before and it has struck.
    """

    until: datetime
    ran: timedelta
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A line that somebody was in before, and until when: its hours count for what was owed meanwhile."""

    line: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A promise that was broken and is not met yet."""

    clock: e.Clock
    occurrence: int
    due: datetime
    tier: int = 1
    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledForm:
    """A form that was filed; `digest` tells whether the same words are filed again."""

    kind: FormKind
    at: datetime
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One customer's matter, from the first word to the close.

    Counters tell one run of a clock from the next: `version` counts the events, `epoch` the changes of ownership,
    `episode` the stretches of waiting for people, `promise` the first replies promised, `turn` the times a customer
    waited for a next one, `offers` the leases, `promises` those of an answer by a
    moment, `stints` the times somebody took it, `idles` the times it became the customer's turn (`thanked`: after a
    courtesy of theirs), `emergencies`.
    `team` is whose room it stands in ("": the main room); one that begins stands where the one before it stood.
    `rating_asked` is the episode whose farewell asked how it was, `rating_of` who had settled it, `rated` whether the
    customer was satisfied.
    Pauses: `writing` of the offer, `held` of the reply that is owed, `customers_turns` of the handling, of which
    `handled` was counted already.
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

    line: str = "A"
    stays: tuple[Stay, ...] = ()
    team: str = ""
    ticket: int = 0
    wanted: int | None = None
    former: int | None = None
    care: bool = False
    own_level: int = 0
    told_place: int | None = None
    told_until: datetime | None = None
    told_opening: datetime | None = None

    offered_to: int | None = None
    offered_at: datetime | None = None
    first_offered_at: datetime | None = None
    offers: int = 0
    skipped: tuple[int, ...] = ()
    writing: tuple[Pause, ...] = ()

    transfer_to: int | None = None
    transfer_at: datetime | None = None
    warm: bool = False
    helpers: tuple[int, ...] = ()
    hold: e.Hold | None = None
    held_at: datetime | None = None
    promised_at: datetime | None = None
    promised_until: datetime | None = None
    promises: int = 0
    held: tuple[Pause, ...] = ()
    stints: int = 0
    served_since: datetime | None = None
    customers_turns: tuple[Pause, ...] = ()
    handled: Count | None = None
    idle_since: datetime | None = None
    idles: int = 0
    thanked: bool = False
    emergency_at: datetime | None = None
    emergencies: int = 0
    barring: bool = False
    barred: bool = False
    asides: tuple[Aside, ...] = ()
    resolve_asked_at: datetime | None = None
    resolve_asked_by: int | None = None

    rating_asked: int | None = None
    rating_of: int | None = None
    rated: bool | None = None
    rated_value: int | None = None

    form_offered: FormKind | None = None
    form_offered_at: datetime | None = None
    form_filed: FiledForm | None = None

    rung: tuple[Rung, ...] = ()
    breaches: tuple[Breach, ...] = ()

    def just_answered(self, now: datetime) -> bool:
        """Tell whether `last_entry` was given so lately that giving it again would help nobody."""
        return self.answered_at is not None and now - self.answered_at < LATELY

    @property
    def asked(self) -> Question | None:
        """The question that is spoken about now."""
        return self.questions[-1] if self.questions else None

    @property
    def to_be_had(self) -> bool:
        """Tell whether somebody may take it: nobody serves it, or it waits for a promised answer."""
        free = self.state is State.BOT or self.state in IN_QUEUE
        return free or (self.state is State.HOLD and self.hold is e.Hold.CALLBACK)

    @property
    def number(self) -> str:
        """The number the customer was given: a letter for the line, and a count of the day."""
        return f"{self.line}{self.ticket:03}" if self.ticket else ""

    def has_rung(self, clock: e.Clock, occurrence: int, tier: int = 1) -> bool:
        """Tell whether this run of the clock has struck for this tier, or a higher one."""
        return any((one.clock, one.occurrence) == (clock, occurrence) and one.tier >= tier for one in self.rung)

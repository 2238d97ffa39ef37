"""What a customer and the bot said to each other."""

from dataclasses import dataclass

from desk.content import Kind
from desk.events.event import Event, Thought


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """A customer began a conversation; `previous` is the one it follows, `former` the agent who had that.

    `barred`: people do not serve this customer, but for danger; `care`: one who needs special care (004:70). `level`
    is that of the customer's class (001:2027), `team` whose room the one before it stood in.
    """

    previous: int | None = None
    former: int | None = None
    barred: bool = False
    care: bool = False
    level: int = 0
    team: str = ""


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
class BecameUnreachable(Event):
    """The customer blocked the bot: response clocks are void from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameReachable(Event):
    """The customer unblocked the bot."""

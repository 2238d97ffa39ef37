"""What happens when we ask how it went."""

from dataclasses import dataclass
from datetime import datetime

from desk.cases.kinds import Result
from desk.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAsked(Event):
    """The customer was asked in the chat how it went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackTried(Event):
    """A person called, and this came of it; of three attempts that reached nobody it has failed."""

    result: Result
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackMoved(Event):
    """Another time was agreed for it; once."""

    until: datetime
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackRated(Event):
    """The customer has answered in the chat, all that is known by now: 1 (worst) to 5; None: not said yet.

    `ended`: nothing more is asked; what else there was to say is kept beside it.
    """

    satisfied: bool
    promptness: int | None = None
    manner: int | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackFailed(Event):
    """Nobody was reached in all attempts: the contact data are to be renewed (004:150)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRenewed(Event):
    """Somebody has renewed the contact data."""

    by: int

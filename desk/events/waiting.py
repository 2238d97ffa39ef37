"""How a conversation waits for people: handed off, offered, declined, gone back, left."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.events.event import Event, Reason, Thought
from desk.events.time import Struck


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOff(Event):
    """The conversation joined the queue for people; a `thought` is about the question that led to it.

    `line` and `ticket` make the customer's number ("A021": line A, the 21st of the day), `level` is what the line
    begins with, `wanted` the agent who was asked for, `team` whose room it goes to ("": the main room).
    """

    reason: Reason
    thought: Thought | None = None
    line: str = "A"
    ticket: int = 0
    level: int = 0
    wanted: int | None = None
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requeued(Event):
    """The conversation went back to the queue, keeping its original waiting time; to another `line` if one is named.

    `team` is whose room it goes to with its line; None: where it was.
    """

    reason: Reason
    line: str | None = None
    team: str | None = None


class Withdrawal(StrEnum):
    """Why an offer ended that was neither taken, declined nor lapsed."""

    AGENT_LEFT = "agent_left"
    CUSTOMER_LEFT = "customer_left"


class Leaving(StrEnum):
    """Why a customer left the queue without having been served."""

    GAVE_UP = "gave_up"
    ANSWERED = "answered"


class Raising(StrEnum):
    """Why a conversation became more urgent while it waited or was served."""

    WORSE = "worse"
    DANGER = "danger"
    CARE = "care"
    URGED = "urged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(Event):
    """The conversation was offered to one agent, for whom it is reserved until the lease ends (003:295)."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined(Event):
    """The agent it was offered to passed it on."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn(Event):
    """The offer ended by no doing of the agent's."""

    agent: int
    why: Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLapsed(Struck):
    """The lease ended and nobody had answered: the skip is recorded."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPaused(Event):
    """The agent was writing to another customer from `since` until this moment: the lease stood still meanwhile."""

    agent: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftQueue(Event):
    """The customer waits no more: gave up, or was answered by the library meanwhile (001:1863)."""

    why: Leaving


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAgreed(Event):
    """The customer need not wait: somebody writes by `until` (003:142). `agent`: only this one, who was asked for."""

    until: datetime
    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised(Event):
    """The conversation stands at a higher level from here on (004:55, 004:70); `agent` is who said so, if anybody."""

    level: int
    why: Raising
    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyAcknowledged(Event):
    """Somebody who is on call has the emergency in hand (003:216)."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningTold(Event):
    """The customer heard when the desk opens next (001:633); once per closed period. None: it never does."""

    opening: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitTold(Event):
    """The customer heard a place in the queue and the longest wait to expect, until when."""

    place: int
    until: datetime

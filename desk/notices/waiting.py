"""What is said to customers who wait, and about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from desk.notices.notice import Audience, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitEnded(Notice):
    """You are no longer in the queue, as you wished; write at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillNeeded(Notice):
    """Glad that the answer helped; do you still want to wait for a person?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterPromised(Notice):
    """No need to wait: we answer here by a moment; `number` is who will, if somebody was asked for.

    Said `at`, so that it can be called today's or tomorrow's; closed until the `opening`.
    """

    until: datetime
    number: str | None = None
    at: datetime | None = None
    opening: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAbsent(Notice):
    """The agent asked for is not there (003:23): a message, or somebody else; closed until the `opening`."""

    number: str
    back_at: datetime | None = None
    at: datetime | None = None
    opening: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodySpeaks(Notice):
    """Nobody on duty speaks the customer's language; somebody who does will answer (003:140)."""

    back_at: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotServed(Notice):
    """People do not serve this customer any more; what is known is still answered, and danger still heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upset(Notice):
    """A customer who waits is upset (001:1871): the lead hears of it, and the place is better from now on."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BarringAsked(Notice):
    """An agent asks the lead to bar a customer; with the two answers as buttons."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int
    conversation: int
    number: str


WAITING_NOTICES: tuple[type[Notice], ...] = (
    WaitEnded,
    StillNeeded,
    LaterPromised,
    AgentAbsent,
    NobodySpeaks,
    NotServed,
    Upset,
    BarringAsked,
)
"""Every kind of notice about who waits."""

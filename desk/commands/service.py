"""What staff ask about one conversation."""

from dataclasses import dataclass
from datetime import datetime

from desk.commands.command import StaffCommand
from desk.content import Content
from desk.events import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(StaffCommand):
    """An agent wrote in a customer's topic."""

    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectReply(StaffCommand):
    """An agent edited what was written in a customer's topic."""

    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Take(StaffCommand):
    """An agent takes a conversation; a button tells the epoch it was shown for, typed words when they were sent."""

    epoch: int | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(StaffCommand):
    """An agent says the matter is over, having seen the customer's messages up to `seen`, or up to `sent_at`.

    `code` says how it ended; without one it is solved, unless the customer has no answer yet.
    """

    epoch: int | None = None
    seen: int | None = None
    sent_at: datetime | None = None
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEntry(StaffCommand):
    """An agent sends an entry's answer with one press."""

    entry_id: str
    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Why(StaffCommand):
    """An agent asks which clocks run here, and why."""

"""What staff ask of a conversation that people serve: passing it on, setting it aside, helping."""

from dataclasses import dataclass
from datetime import datetime

from desk.commands.command import StaffCommand
from desk.content import Content
from desk.events import Hold as Why
from desk.service.until import Until


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(StaffCommand):
    """An agent passes the conversation on: `to` is a colleague's number or a line's letter, as it was written.

    `warm`: the giver stays as helper. `note` is what the colleague should know, as a message of its own.
    """

    to: str
    warm: bool = False
    note: Content | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTransfer(StaffCommand):
    """A colleague takes what was passed on, or does not; `lease` tells this asking from the next."""

    taken: bool
    epoch: int
    lease: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(StaffCommand):
    """The owner keeps the conversation after all."""

    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(StaffCommand):
    """An agent sets the conversation aside; without `until` as long as the rules say, or until the customer writes."""

    hold: Why = Why.SCHEDULED
    until: Until | None = None
    note: Content | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(StaffCommand):
    """An agent promises the customer an answer by a moment, and goes on serving."""

    until: Until | None = None
    note: Content | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unhold(StaffCommand):
    """An agent takes up again what was set aside."""

    epoch: int | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(StaffCommand):
    """An agent writes something for colleagues only."""

    note: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHelp(StaffCommand):
    """An agent asks the lead for help."""

    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assist(StaffCommand):
    """A lead stands by an agent."""

    epoch: int | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(StaffCommand):
    """A lead takes a conversation, whoever has it."""

    epoch: int | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAside(StaffCommand):
    """An agent sends the customer what was kept as a note: an aside, or what was held back."""

    epoch: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowEndings(StaffCommand):
    """An agent wants to see every way a matter can end."""

    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeEmergency(StaffCommand):
    """Somebody has a customer's emergency in hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear(StaffCommand):
    """An agent gave a command about a customer in words that say too little; `command` is its name."""

    command: str

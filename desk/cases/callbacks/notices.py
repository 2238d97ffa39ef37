"""What is said about callbacks: to the customer who is asked, to those who call, to those who must act again."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from desk.cases.callbacks.commands import Question
from desk.cases.kinds import CaseKind
from desk.cases.notices import CaseNotice
from desk.notices.notice import Audience, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackQuestion(CaseNotice):
    """The customer is asked one thing, by buttons; `satisfied` is what the first answer was, once it is known."""

    kind: CaseKind
    remedy: int
    question: Question
    satisfied: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackThanks(CaseNotice):
    """All was answered: thank you, and what happens now."""

    satisfied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackTimeAgreed(CaseNotice):
    """The customer reads when we will call."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackTask(CaseNotice):
    """The room hears that somebody must call: `caller` is whom it falls to by number; with buttons for what came of it.

    `agreed`: at this time, by agreement with the customer. `due` is until when the outcome must be known.
    """

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    remedy: int
    caller: str | None = None
    tries: int = 0
    agreed: bool = False
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackYours(CallbackTask):
    """The same, in the private chat of who must call (`calls`), or of who is answerable for the case."""

    audience: ClassVar[Audience] = Audience.AGENT
    agent: int
    calls: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackTimes(CaseNotice):
    """The times a callback can be put off to, as buttons."""

    stays: ClassVar[bool] = True
    audience: ClassVar[Audience] = Audience.ORIGIN
    remedy: int
    times: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSatisfied(CaseNotice):
    """The room hears that a customer is not satisfied: the case is back with its handler."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    kind: CaseKind
    handler: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSatisfiedRing(NotSatisfied):
    """The same, in the private chat of the handler and of a lead."""

    audience: ClassVar[Audience] = Audience.AGENT
    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactStale(CaseNotice):
    """Nobody was reached in all attempts: the contact data are to be renewed (004:150)."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactStaleRing(ContactStale):
    """The same, in the private chat of the handler."""

    audience: ClassVar[Audience] = Audience.AGENT
    agent: int


CALLBACK_NOTICES: tuple[type[Notice], ...] = (
    CallbackQuestion,
    CallbackThanks,
    CallbackTimeAgreed,
    CallbackTask,
    CallbackYours,
    CallbackTimes,
    NotSatisfied,
    NotSatisfiedRing,
    ContactStale,
    ContactStaleRing,
)

"""What may be asked about a callback: the customer's answers in the chat, and what a person who called records."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.cases.commands import CaseCommand, CaseWish
from desk.cases.kinds import Result
from desk.commands import Command
from desk.service.until import Until


class Question(StrEnum):
    """What is asked in the chat, one after another (003:425-428)."""

    RESULT = "result"
    PROMPTNESS = "promptness"
    MANNER = "manner"
    MORE = "more"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCallback(CaseWish):
    """Answer one question about the remedy that has this number.

    `value` is 1 to 5; of the result 1 (satisfied) or 0; of anything else 0 (nothing).
    """

    remedy: int
    question: Question
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCallbackWords(Command):
    """The customer has written what else there is to say; no words: that it is nothing."""

    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCallback(CaseCommand):
    """Say what came of a call about the remedy that has this number (None: the last)."""

    result: Result
    remedy: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCallbackTimes(CaseCommand):
    """Show to which times a callback can be put off."""

    remedy: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCallback(CaseCommand):
    """Put it off to a time agreed with the customer: a moment, or as people say it."""

    until: datetime | Until
    remedy: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewContact(CaseCommand):
    """Say that the contact data were renewed."""

"""What may be asked about a case. Words that go with it are `words`; they are kept beside the event, never in it.

Staff ask with a `CaseCommand`; what a customer presses is a `CaseWish`, and only the customer of that case may.
"""

from dataclasses import dataclass, field
from datetime import datetime

from desk.cases.kinds import Class
from desk.commands import Command, Origin, StaffCommand
from desk.content import Content
from desk.events import Clock
from desk.forms.form import Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCommand(StaffCommand):
    """Something a member of staff asks about a case."""

    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWish(Command):
    """Something a customer asks about a case of theirs."""

    customer: int
    origin: Origin | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Command):
    """Register a case from a form that was confirmed."""

    filing: Filing
    customer: int
    locale: str = "zh"
    repeats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(Command):
    """Add to a case filed in an emergency what was told afterwards."""

    filing: Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAnswer(Command):
    """A person has written to the customer: whatever of theirs waits for a first word has had it."""

    agent: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWord(Command):
    """The customer has written: a case that waits for them goes on being looked at.

    `courtesy`: a word of thanks or a sticker; `answered`: the bot has dealt with it. Neither is what is waited for.
    """

    at: datetime
    content: Content
    courtesy: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCase(CaseCommand):
    """Show a case with what can be done about it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCases(StaffCommand):
    """List the open cases: of the customer of this topic, or of the desk where there is no topic."""

    mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowByNumber(StaffCommand):
    """Show the case with a number such as TS-20261122-0007."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyCase(CaseCommand):
    """Explain every clock of a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCase(CaseCommand):
    """Somebody asks that the last breach charged to them here be looked at again; the words say why (003:310)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeCaseAppeal(CaseCommand):
    """A lead grants an appeal, or lets the breach stand."""

    clock: Clock
    occurrence: int
    grant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCase(StaffCommand):
    """Ask something about the case with a number; without one, about the only open case of this topic's customer."""

    number: str | None
    asked: CaseCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(CaseCommand):
    """Give it to somebody, by the number we know them by; without one, to whoever asks."""

    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertake(CaseCommand):
    """Take what was given to me."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classify(CaseCommand):
    """Say how grave it is."""

    klass: Class


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(CaseCommand):
    """Write down what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inform(CaseCommand):
    """Write to the customer about it; the words go to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(CaseCommand):
    """It is not over after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge(CaseWish):
    """Ask what becomes of it; `by` is the agent whom the customer asked."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReport(Command):
    """A worker's report on work done, as filled in (photos in its evidence)."""

    worker: int
    filing: Filing
    origin: Origin | None = field(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUnclear(StaffCommand):
    """A command about cases that says too little: which verb, if it was one of ours, else the `unknown` word."""

    verb: str = ""
    unknown: str = ""

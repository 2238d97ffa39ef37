"""What is asked about forms in a chat."""

from dataclasses import dataclass

from desk.commands.command import Command, Origin, StaffCommand
from desk.forms.form import FormKind
from desk.forms.moves import Press
from desk.people import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCommand(Command):
    """Something about the form of a chat; it may end in a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartForm(FormCommand):
    """A customer wants a matter registered, and pressed so."""

    kind: FormKind
    customer: Customer
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class PressForm(FormCommand):
    """A customer pressed below the question of a step, or below what was read back."""

    step: int
    what: Press
    customer: Customer
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginForm(StaffCommand, FormCommand):
    """An agent begins a form for the customer, or fills in one that is open: whatever the words say."""

    kind: FormKind | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm(StaffCommand, FormCommand):
    """An agent has read it all back by phone and files it (003:162, 003:422)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropForm(StaffCommand, FormCommand):
    """An agent gives up the form that is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginReport(FormCommand):
    """A worker has done the work of a case, and is asked for the report."""

    case: int

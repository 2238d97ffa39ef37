"""What may be asked about a repair; money is in hundredths of the currency.

`dispatch`, `quote`, `remedy`, `visits`, `waiting` are what the case counts: a button of an earlier one is known by it.
"""

from dataclasses import dataclass
from datetime import datetime

from desk.cases.commands import CaseCommand, CaseWish
from desk.cases.kinds import Refusal, Scope, Waits
from desk.commands import Command

# --- the office ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideScope(CaseCommand):
    """Say who pays (002:362)."""

    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPrice(CaseCommand):
    """Tell the customer what it costs; the words are what is done for it."""

    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePriceAnswer(CaseCommand):
    """Record what the customer said to the price by phone or at the counter."""

    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWorkers(CaseCommand):
    """Show who could do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchTo(CaseCommand):
    """Have a named worker do it: by number, or by user id as of a dispatch."""

    to: str | None = None
    worker: int | None = None
    dispatch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeVisit(CaseCommand):
    """Write down when somebody comes, as agreed with the customer; the words name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePayment(CaseCommand):
    """Record what the customer has paid."""

    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInvoice(CaseCommand):
    """Record that the customer has the invoice; the words are its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(CaseCommand):
    """It waits for something; the words are for what, and the customer hears them."""

    why: Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp(CaseCommand):
    """What it waited for has come."""

    waiting: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteConfirmation(CaseCommand):
    """Record what the customer said about the work by phone or at the counter."""

    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DropRepair(CaseCommand):
    """End it without a repair: the price was declined, or the customer needs it no more; the words say how we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeEmergency(CaseCommand):
    """Say that one has the emergency in hand; `emergency` is which of the case's it was."""

    emergency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEmergencyTaken(Command):
    """Somebody has the customer's emergency in hand, as their talk tells; of another case nothing comes of it."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HearWorker(Command):
    """The worker has written in private: the words are for whoever sees to the repair."""

    worker: int
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStopGap(CaseCommand):
    """Write down what was done for the moment (003:217)."""


# --- the worker ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCommand(CaseCommand):
    """Something only whoever the work was given to may say; None: as things stand."""

    dispatch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptWork(WorkCommand):
    """I come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseWork(WorkCommand):
    """I cannot, for a reason: one of those there are, or the words."""

    why: Refusal = Refusal.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(WorkCommand):
    """I am there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishWork(WorkCommand):
    """It is done; without words the report is asked for in private."""


# --- the customer ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPrice(CaseWish):
    """Agree to a price, or not."""

    quote: int
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWork(CaseWish):
    """Say whether the work done has mended it."""

    remedy: int
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PickVisit(CaseWish):
    """Choose a half-day for somebody to come ("2026-11-25a")."""

    visits: int
    code: str

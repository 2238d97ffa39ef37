"""What may be asked about a complaint, a grievance or a suggestion; money is in hundredths of the currency."""

from dataclasses import dataclass
from datetime import datetime

from desk.cases.commands import CaseCommand, CaseWish
from desk.cases.kinds import Cause, Channel
from desk.commands import Command
from desk.service.until import Until

# --- what was found and done -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AskVerdict(CaseCommand):
    """Show what can be chosen next for the verdict, given what was chosen so far."""

    justified: bool
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeCase(CaseCommand):
    """Say whether it is justified, of what it came and which unit is responsible, by name or code (002:50)."""

    justified: bool
    cause: Cause
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMoney(CaseCommand):
    """Ask whether so much may be promised to the customer (002:710)."""

    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideMoney(CaseCommand):
    """Say whether that very amount may be."""

    amount: int
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRemedy(CaseCommand):
    """Say that what was to be done has been done; the customer is asked to agree. `after` so many before it."""

    amount: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeekAgreement(CaseCommand):
    """Record one more attempt to have the customer's agreement, and ask them again in the chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAgreement(CaseCommand):
    """Record what the customer said about it by phone or at the counter."""

    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleUnreached(CaseCommand):
    """End it because the customer could not be had to agree in all attempts (002:576)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(CaseCommand):
    """End it as unjustified; the words are the reasons the customer is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWithdrawal(CaseCommand):
    """The customer does not wish it to be followed any more; the words are how we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(CaseCommand):
    """Archive what is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclude(CaseCommand):
    """End a suggestion or a grievance that was answered; the words are its outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnIntoComplaint(CaseCommand):
    """Make a complaint of a grievance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTurned(Command):
    """Register the complaint that a grievance became, under the number it was promised."""

    number: str
    grievance: int
    by: int
    handler: int | None
    customer: int
    locale: str
    conversation: int | None
    channel: Channel
    money: int | None
    household: str | None
    over_head: bool


# --- with others -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCustomer(CaseCommand):
    """Ask the customer for something, by words that name it; the case waits for them (002:96)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnWith(CaseCommand):
    """Go on with what was set aside or rests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendSlip(CaseCommand):
    """Ask a named colleague for help, by words, until when; without it, within the span of the rules (004:155)."""

    to: str
    until: Until | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSlip(CaseCommand):
    """Send a slip back, with words; without a number, the only one that was sent to me."""

    slip: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDelay(CaseCommand):
    """Say before the deadline that it cannot be met, and why (004:287)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate(CaseCommand):
    """Take it to the next level, or to a named one in an emergency; the words are what one proposes (003:241)."""

    level: int | None = None
    emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruct(CaseCommand):
    """Write down what the level above said is to be done (003:242)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSkip(CaseCommand):
    """Tell the level that was skipped, afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeCrisis(CaseCommand):
    """Say that one knows of the crisis; `crisis` is which of the case's it was."""

    crisis: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskExclusion(CaseCommand):
    """Ask that it does not count in the figures; the words are the reasons (001:1529)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideExclusion(CaseCommand):
    """Decide about that."""

    excluded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelUnsettled(CaseCommand):
    """Say that the unit has looked at why it is not settled, and what came of it (002:92)."""


# --- the customer ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRemedy(CaseWish):
    """Say whether one agrees that it is settled; `remedy` is which of the case's one was asked about."""

    remedy: int
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMissing(Command):
    """The customer has written what is still missing; who had not been asked yet does not agree by it."""

    at: datetime
    words: str

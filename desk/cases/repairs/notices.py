"""What is said about a repair to the customer, and to the office about what the customer said."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from desk.cases.kinds import Waits
from desk.cases.notices import CaseNotice
from desk.cases.repairs.work_notices import WORK_NOTICES
from desk.notices.notice import Audience, Notice, Priority

# --- the customer ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairAtNight(CaseNotice):
    """Registered while we are closed: somebody looks at it when we open (003:216)."""

    at: datetime
    opening: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderMade(CaseNotice):
    """There is a work order; `free`: it costs nothing."""

    free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTold(CaseNotice):
    """What it costs, to be agreed to or not: this very text is kept."""

    quote: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAsked(CaseNotice):
    """A reminder of the price that waits for a yes or no, found by its digest."""

    quote: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAgreed(CaseNotice):
    """The text that was agreed to, shown as proof: the one that is kept, found by its digest."""

    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceDeclined(CaseNotice):
    """The customer hears that nothing is done without agreement, and who is to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerComes(CaseNotice):
    """Who comes, and when where that is agreed."""

    worker: str
    at: datetime
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerChanges(CaseNotice):
    """Whoever was to come cannot; somebody else is being found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerThere(CaseNotice):
    """The worker is on site."""

    worker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkToConfirm(CaseNotice):
    """The work is done: is it mended?"""

    remedy: int
    worker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkConfirmed(CaseNotice):
    """The customer is thanked, and hears that we ask again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairDropped(CaseNotice):
    """It is ended without a repair, as the customer wished; the way back stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFixedHeard(CaseNotice):
    """We are sorry, somebody comes again: when would it suit? `windows` are codes of half-days."""

    visits: int
    windows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMissed(CaseNotice):
    """Nobody came in the agreed window: we are sorry, and propose others."""

    visits: int
    windows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSet(CaseNotice):
    """When somebody comes."""

    at: datetime
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairWaits(CaseNotice):
    """It waits for something, and the customer hears for what."""

    why: Waits
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairGoesOn(CaseNotice):
    """It goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen(CaseNotice):
    """It is still open, because ... (001:765, 002:568)."""

    since: datetime
    waits: Waits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyHelpComes(CaseNotice):
    """Somebody on call has it in hand; what is missing may be told now."""

    helper: str


# --- the office ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAnswered(CaseNotice):
    """The topic hears whether the customer agreed to the price."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkJudged(CaseNotice):
    """The topic hears whether the customer finds it mended; `count`: how often it was not."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    fixed: bool
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFixedAgain(CaseNotice):
    """A lead hears that it was not mended for the second time, or more."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.ALARM
    agent: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChosen(CaseNotice):
    """The topic hears which window the customer has chosen."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    at: datetime
    since: datetime
    until: datetime


REPAIR_NOTICES: tuple[type[Notice], ...] = (
    *WORK_NOTICES,
    RepairAtNight,
    WorkOrderMade,
    PriceTold,
    PriceAsked,
    PriceAgreed,
    PriceDeclined,
    WorkerComes,
    WorkerChanges,
    WorkerThere,
    WorkToConfirm,
    WorkConfirmed,
    RepairDropped,
    NotFixedHeard,
    VisitMissed,
    VisitSet,
    RepairWaits,
    RepairGoesOn,
    StillOpen,
    EmergencyHelpComes,
    PriceAnswered,
    WorkJudged,
    NotFixedAgain,
    VisitChosen,
)
"""Every notice about repairs."""

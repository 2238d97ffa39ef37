"""What is said about cases: what everybody's have in common. Each area has its own file beside its decisions.

Whatever is told about a case is worded when it is sent, from the case as it then stands; a notice carries only what
must not change meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from desk.cases.kinds import CaseKind, Class
from desk.cases.state import CaseState
from desk.events import Clock
from desk.notices.notice import Audience, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNotice(Notice):
    """Something about a case, by the number of its row and the number people know it by.

    `stays`: it is a message also where a press is answered, for it has buttons of its own, or is long.
    """

    stays: ClassVar[bool] = False
    case: int
    number: str
    customer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRegistered(CaseNotice):
    """The customer hears the number; `repeats`: we see that it is not the first time."""

    kind: CaseKind
    until: datetime | None = None
    at: datetime
    repeats: bool = False
    emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard(CaseNotice):
    """The case as it stands, in the customer's topic: one message, edited as it goes on."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown(CaseNotice):
    """The case as it stands, where somebody asked for it."""

    stays: ClassVar[bool] = True
    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile(CaseNotice):
    """A file that belongs to a case, in the customer's topic: "photo:AgAC…"."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.MIRROR
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase(CaseNotice):
    """The room hears that there is a new case."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    kind: CaseKind
    klass: Class
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseYours(CaseNotice):
    """In the private chat of whom it was given to, where one was opened."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTakenAway(CaseNotice):
    """Whoever had it hears who was given it, by whom; `answers`: it stays theirs to answer for until it is taken."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    to: str
    by: str
    answers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTakenUp(CaseNotice):
    """The customer hears that what was over is begun again."""

    kind: CaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAlarm(CaseNotice):
    """A promise about a case is broken; `owner` is the number of who owes it."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    tier: int = 1
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRing(CaseAlarm):
    """The same, in the private chat of whoever is to act: the owner, a lead."""

    audience: ClassVar[Audience] = Audience.AGENT
    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDueSoon(CaseNotice):
    """Whoever owes something about a case is told before it is late (004:287)."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAlarmWithdrawn(CaseNotice):
    """What was told as broken was done in time."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAppealMade(CaseNotice):
    """Somebody asks that a breach be looked at again: a lead decides (003:310); `by` is who asks."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    occurrence: int
    due: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAppealJudged(CaseNotice):
    """Whoever asked hears what the lead has decided."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    agent: int
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWords(CaseNotice):
    """What a person of ours writes to the customer about it; the words are kept with the case."""

    text: str
    agent: str
    worker: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUrged(CaseNotice):
    """The customer asks what becomes of it: passed on to who has it, counted (催办)."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    count: int
    owner: int | None = None
    owner_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeHeard(CaseNotice):
    """The customer hears that it was passed on, where it stands, and since when."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """A case in a list; `visit_since` and `visit_until`: when the worker who has accepted it will come."""

    case: int
    number: str
    kind: CaseKind
    state: CaseState
    since: datetime
    urgent: bool = False
    visit_since: datetime | None = None
    visit_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCases(Notice):
    """A customer's own cases, each with a line on how far it is; `unknown`: asked for one that is not theirs."""

    cases: tuple[ListedCase, ...] = ()
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList(Notice):
    """The open cases, for staff, those longest untouched first."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    cases: tuple[ListedCase, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHelp(Notice):
    """Everything that can be asked about a case, or what is missing behind a `verb` that alone says too little.

    `unknown` is what stood where a verb is expected.
    """

    audience: ClassVar[Audience] = Audience.ORIGIN
    verb: str = ""
    unknown: str = ""


COMMON_NOTICES: tuple[type[Notice], ...] = (
    CaseRegistered,
    CaseCard,
    CaseShown,
    CaseFile,
    NewCase,
    CaseYours,
    CaseTakenAway,
    CaseTakenUp,
    CaseAlarm,
    CaseAppealMade,
    CaseAppealJudged,
    CaseRing,
    CaseDueSoon,
    CaseAlarmWithdrawn,
    CaseWords,
    CaseUrged,
    UrgeHeard,
    OwnCases,
    CaseList,
    CaseHelp,
)

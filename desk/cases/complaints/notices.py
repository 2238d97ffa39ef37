"""What is said about complaints: to customers, to whoever has one in hand, to leads, to the room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from desk.cases.kinds import Cause, Ending
from desk.cases.notices import CaseNotice
from desk.notices.notice import Audience, Notice, Priority


class Point(StrEnum):
    """What staff are told about a case."""

    URGED = "urged"
    URGED_AGAIN = "urged_again"
    REPEAT = "repeat"
    OVER_HEAD = "over_head"
    CRISIS = "crisis"
    CRISIS_KNOWN = "crisis_known"
    MONEY_ASKED = "money_asked"
    MONEY_GRANTED = "money_granted"
    MONEY_REFUSED = "money_refused"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    EXPLAINED = "explained"
    RESTED = "rested"
    WOKEN = "woken"
    SLIP = "slip"
    SLIP_RETURNED = "slip_returned"
    SLIP_OVERDUE = "slip_overdue"
    EXCLUSION_ASKED = "exclusion_asked"
    EXCLUSION_GRANTED = "exclusion_granted"
    EXCLUSION_REFUSED = "exclusion_refused"
    ESCALATED = "escalated"
    SKIPPED = "skipped"
    INSTRUCTED = "instructed"
    SKIP_REPORTED = "skip_reported"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePoint(CaseNotice):
    """The room hears it. `by` and `to` are the numbers of staff, `amount` is in hundredths, `crisis` counts them."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    point: Point
    by: str = ""
    to: str = ""
    text: str = ""
    amount: int | None = None
    level: int = 0
    slip: int = 0
    crisis: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCall(CasePoint):
    """The same, in the private chat of whoever is to act, where one was opened."""

    audience: ClassVar[Audience] = Audience.AGENT
    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWanted(CaseNotice):
    """What can be chosen next for the verdict, where it was asked for."""

    stays: ClassVar[bool] = True
    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.CUSTOMER
    justified: bool
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementAsked(CaseNotice):
    """The customer is asked whether the matter is settled; `again`: how often they were asked before."""

    remedy: int
    again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIsMissing(CaseNotice):
    """Whoever does not agree is asked what is still missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingHeard(CaseNotice):
    """Whoever has written what is still missing hears that it is with the one in charge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWanted(CaseNotice):
    """The customer hears what we need from them; `again`: how often they were reminded before."""

    text: str = ""
    again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResting(CaseNotice):
    """The customer hears that it rests, and that any word takes it up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEnded(CaseNotice):
    """The customer hears how it ended; `text` are the reasons or the outcome."""

    ending: Ending
    text: str = ""


COMPLAINT_NOTICES: tuple[type[Notice], ...] = (
    CasePoint,
    CaseCall,
    VerdictWanted,
    AgreementAsked,
    WhatIsMissing,
    MissingHeard,
    CaseWanted,
    CaseResting,
    CaseEnded,
)

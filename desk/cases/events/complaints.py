"""What happens to a complaint: verdict, money, remedy, agreement, slips, levels, crises."""

from dataclasses import dataclass
from datetime import datetime

from desk.cases.kinds import Cause
from desk.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Event):
    """Whether it is justified, of what it came and which unit is responsible (002:50)."""

    justified: bool
    cause: Cause
    unit: str
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyAsked(Event):
    """A promise of money above the limit waits for a lead's yes (002:710)."""

    amount: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyDecided(Event):
    """The lead has decided about it."""

    amount: int
    granted: bool
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyDone(Event):
    """What was to be done has been done; the customer is asked to agree."""

    by: int
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSought(Event):
    """One recorded attempt to have the customer's agreement."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreed(Event):
    """The customer does not agree that it is done."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained(Event):
    """The customer has written what is still missing; the words are kept beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threatened(Event):
    """The customer threatens to go to a regulator or over our heads; it climbs to the lead (001:1543)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSent(Event):
    """A joint slip (会办单): a named colleague is asked for help by a moment (004:155)."""

    slip: int
    to: int
    until: datetime
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipReturned(Event):
    """The colleague has sent the slip back, with words."""

    slip: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionAsked(Event):
    """Somebody asks that it does not count in the figures (001:1529)."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionDecided(Event):
    """A lead has decided about it."""

    excluded: bool
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Event):
    """It went up to a level, with the handler's proposal; `skipped`: over a level's head, to be reported (003:241)."""

    level: int
    skipped: bool = False
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructed(Event):
    """What the level above said is to be done (003:242)."""

    level: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipReported(Event):
    """The level that was skipped has had its report."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisAcknowledged(Event):
    """A lead knows of the crisis (003:165)."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedInto(Event):
    """A grievance became a complaint of this number."""

    number: str
    by: int | None = None

"""What is said about what the library has learned: gaps to be decided about, and autonomy."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from desk.learning.gap_board import GapLine
from desk.library.events import Ground
from desk.library.notices import ToOrigin, ToRoom
from desk.notices import Audience, Notice, Priority


class LearningOutcome(StrEnum):
    """How a command ended; each has its sentence, short enough for a press's window."""

    NOT_ALLOWED = "not_allowed"
    LEADS_ONLY = "leads_only"
    NO_SUCH_GAP = "no_such_gap"
    DECIDED_ALREADY = "decided_already"  # by somebody (`by`)
    NO_ENTRY_NEAR = "no_entry_near"
    IGNORED = "ignored"
    REFUSED = "refused"
    DRAFTED = "drafted"  # the draft follows as a message of its own
    AUTONOMY_SET = "autonomy_set"
    SO_ALREADY = "so_already"
    NO_SUCH_ENTRY = "no_such_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningTold(Notice):
    """How a command ended, in one sentence."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: LearningOutcome
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsListed(ToOrigin):
    """What waits to be decided, each to be pressed: some of `total`, from `start` on."""

    lines: tuple[GapLine, ...]
    start: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapShown(ToOrigin):
    """One line with its buttons; `question` is that of its entry."""

    line: GapLine
    question: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsOfTheWeek(ToRoom):
    """How much was asked in vain, with the questions asked most; `/gaps` shows each with its buttons."""

    total: int
    proposed: int
    first: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AutonomyLine:
    """An entry that stands otherwise than the library, with its record since then."""

    entry_id: str
    question: str
    direct: bool
    ground: Ground
    right: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AutonomyShown(ToOrigin):
    """Whether sure answers are direct and why; `lower` is the precision that can be vouched for, 0 to 1.

    `recent_right` of `recent_total` are the newest outcomes, `lead`: whoever asked may change it.
    """

    direct: bool
    ground: Ground
    since: datetime | None
    right: int
    total: int
    lower: float
    recent_right: int
    recent_total: int
    entries: tuple[AutonomyLine, ...]
    more: int = 0
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AutonomyNews(ToRoom):
    """Sure answers of the library or an entry became direct, or are suggested again; `question` is the entry's."""

    entry_id: str | None
    question: str
    direct: bool
    ground: Ground
    right: int
    total: int
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutonomyAsked(ToRoom):
    """The library's recent answers were not right often enough: the lead is asked whether to suggest only."""

    right: int
    total: int


LEARNING_NOTICES: tuple[type[Notice], ...] = (
    LearningTold,
    GapsListed,
    GapShown,
    GapsOfTheWeek,
    AutonomyShown,
    AutonomyNews,
    AutonomyAsked,
)
"""Every kind of notice about what was learned, for the codec and the words."""

"""What may be asked about what the library has learned: by editors and leads, and by the program itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.learning.autonomy import Outcome
from desk.learning.gap_board import GapLine
from desk.library.commands import EditorCommand, LibraryCommand
from desk.library.events import GapDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowGaps(EditorCommand):
    """What customers asked in vain, and which wordings would make phrasings; from a place on, counted from 0."""

    start: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowGap(EditorCommand):
    """One line of these, to be decided about."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideGap(EditorCommand):
    """What becomes of a line: a phrasing of its entry, a new entry, nothing; a proposed phrasing may be refused."""

    key: str
    decision: GapDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAutonomy(EditorCommand):
    """Whether sure answers are given directly, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAutonomy(EditorCommand):
    """A lead says whether an entry's (None: the library's) sure answers are direct; None: let it be earned."""

    entry_id: str | None = None
    direct: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigh(LibraryCommand):
    """The program looks at labelled outcomes, the newest first: what was earned, what was lost?"""

    outcomes: Sequence[Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class PutUpGaps(LibraryCommand):
    """The program has put together what was asked in vain."""

    lines: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellGaps(LibraryCommand):
    """A week has begun: tell the staff room, once, what was asked in vain; `late` on another day than its Monday."""

    monday: date
    late: bool = False


LearningCommand = ShowGaps | ShowGap | DecideGap | ShowAutonomy | SetAutonomy | Weigh | PutUpGaps | TellGaps
"""Everything here."""

"""What is said to those who keep the library; the words are found when it is sent.

`number` is the number of a version, `by` the number of a member of staff ("07"; "–": a file). What goes to ORIGIN is
told where it was asked for; everything there but `LibraryTold` is a message of its own, also when a button was
pressed. What goes to ROOM is an alarm and stands in the staff room's General topic.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from desk.forms.form import FormKind
from desk.library.alterations import Field
from desk.library.commands import Blank
from desk.library.outcomes import LibraryOutcome, LibraryTold, Trouble
from desk.library.shelf import GateReport, Standing
from desk.notices import Audience, Notice, Priority
from faq import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class ToOrigin(Notice):
    """An answer in more than a sentence."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRoom(Notice):
    """News of the library for the whole room."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRefused(ToOrigin):
    """A text that cannot be put into an entry, and what to write instead."""

    field: Field
    trouble: Trouble
    text: str = ""
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of a draft against what is published; of a list only what went and what came."""

    field: Field
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown(ToOrigin):
    """An entry with its buttons, as it stood when it was asked for.

    `outcome` is what has just been done, if anything. `number` is the version shown, which buttons carry as `seen`;
    one that is not `current` (a look into the history) has no buttons that change. `published` is the version in
    force, or was before the entry was retired; `can_roll_back` tells whether another was before it. `differences` are
    of the shown version against the published one. `golden` counts its questions in the golden set.
    """

    outcome: LibraryOutcome | None = None
    entry: Entry
    number: int
    current: bool
    standing: Standing
    published: int | None
    retired: bool
    by: str
    at: datetime
    note: str = ""
    differences: tuple[Difference, ...] = ()
    report: GateReport | None = None
    can_roll_back: bool = False
    golden: int = 0


class Listing(StrEnum):
    """Which entries a list holds."""

    FOUND = "found"
    NEAR = "near"  # nothing was found; these are the least unlike
    DRAFTS = "drafts"
    RETIRED = "retired"
    UNUSED = "unused"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry of a list: `number` is the version its question is from; `at` when it was saved or retired.

    In the list of what is unused, `days` it has been in force, and `last_at` is when it was used before (None:
    never). In the list of what has lapsed, the day it `expired_on`, or else was to be reviewed: `review_on`.
    """

    entry_id: str
    question: str
    standing: Standing
    live: bool
    number: int
    by: str
    at: datetime | None = None
    days: int | None = None
    last_at: datetime | None = None
    expired_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesListed(ToOrigin):
    """A list of entries, each to be pressed; `total` there are, the first of them here."""

    listing: Listing
    lines: tuple[EntryLine, ...]
    total: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of an entry; `published`: customers were answered from it once, `forced`: against the gate."""

    number: int
    by: str
    at: datetime
    note: str
    published: bool
    forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryShown(ToOrigin):
    """The versions of an entry, the newest first; `total` there are. `live` is in force."""

    entry_id: str
    live: int | None
    lines: tuple[VersionLine, ...]
    total: int


class Tried(StrEnum):
    """What a customer would get who writes the words that were tried."""

    ANSWERED = "answered"
    UNEARNED = "unearned"  # choices, though it is sure: direct answers are not earned yet
    OFFERED = "offered"
    NOTHING = "nothing"  # is asked once for other words; then a person helps on
    PERSON = "person"
    DANGER = "danger"
    REGISTERED = "registered"  # is offered a form
    FILLED_IN = "filled_in"  # is put the questions of a form
    TALK = "talk"  # a kind word


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedStep:
    """One thing the customer would get: the answer to `question`, perhaps to its very words, or a form of a kind."""

    outcome: Tried
    question: str = ""
    exact: bool = False
    kind: FormKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An entry in the running for the words that were tried, its likest phrasing, and its share of the vote, 0 to 1."""

    entry_id: str
    question: str
    phrasing: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTried(ToOrigin):
    """What would become of a text a customer writes, step by step; confidence and thresholds from 0 to 1.

    `answer_from` is 1 where such words are never answered without asking back.
    """

    text: str
    steps: tuple[TriedStep, ...]
    confidence: float
    answer_from: float
    suggest_from: float
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryShown(ToOrigin):
    """How the library stands."""

    live: int
    drafts: int
    waiting: int
    retired: int
    golden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn(ToOrigin):
    """Please reply to this message with a text; with a cancel button, by which handlers know a prompt.

    `now` is what stands in the field that is asked for: one text, or the items of a list.
    """

    blank: Field | Blank
    entry_id: str | None = None
    seen: int | None = None
    question: str = ""
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateShown(ToOrigin):
    """What the gate found of a draft that was submitted: it waits for a second person, or it is stopped."""

    entry_id: str
    question: str
    number: int
    report: GateReport
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDecided(ToOrigin):
    """What the second person decided, told where publishing was asked for."""

    entry_id: str
    question: str
    number: int
    by: str
    approved: bool
    insisted: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWanted(ToRoom):
    """A draft has passed the gate and waits for a second person."""

    entry_id: str
    question: str
    number: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryExpires(ToRoom):
    """An entry ends soon; its owner is asked to renew or retire it. `days` are left (0: it ends today)."""

    entry_id: str
    question: str
    owner: str
    valid_until: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDue(ToRoom):
    """The day has come on which an entry wants to be looked at."""

    entry_id: str
    question: str
    owner: str
    review_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTold(ToRoom):
    """A file was taken over."""

    added: int
    changed: int
    retired: int


LIBRARY_NOTICES: tuple[type[Notice], ...] = (
    LibraryTold,
    SaveRefused,
    EntryShown,
    EntriesListed,
    HistoryShown,
    QuestionTried,
    LibraryShown,
    FillIn,
    GateShown,
    DraftDecided,
    ReviewWanted,
    EntryExpires,
    ReviewDue,
    ImportTold,
)
"""Every kind of notice about the library, for the codec and the words."""

"""What has happened in the library: facts with their moment, ids and codes, never anybody's words.

They are kept in one stream, `library`, in the order they happened; its length is the library's revision. What was
written (a note, a reason) stands beside the version or the event it belongs to, and can be erased by itself.
`number` is the number of a version of the entry, `by` a member of staff (None: a file, or the program itself).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desk.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryEvent(Event):
    """Something that happened to one entry."""

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySaved(EntryEvent):
    """Somebody wrote a new version, which is a draft until it is published."""

    number: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySubmitted(EntryEvent):
    """Somebody asked that a draft be published: the gate looks at it first."""

    number: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPassed(EntryEvent):
    """The gate lets a draft pass; `tested` is false where nothing that a question is matched by has changed."""

    number: int
    tested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRefused(EntryEvent):
    """The gate stopped a draft: so many questions would be taken from others, go wrong, or be asked twice."""

    number: int
    stolen: int
    wrong: int
    rivals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReturned(EntryEvent):
    """The second person gave a draft back to be mended."""

    number: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDropped(EntryEvent):
    """A draft was thrown away; its versions stay in the history."""

    number: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPublished(EntryEvent):
    """A draft is what customers are answered from now on; `insisted`: although the gate had stopped it."""

    number: int
    by: int
    insisted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryImported(EntryEvent):
    """A file brought a version that is published at once; a draft that was being looked at must be looked at anew."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRetired(EntryEvent):
    """An entry was put into the recycle bin: no customer is answered from it; `by` None: a file lacks it."""

    by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRestored(EntryEvent):
    """An entry came back out of the recycle bin with the version it had."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRolledBack(EntryEvent):
    """An earlier version that was published once is published again."""

    to: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenAdded(Event):
    """Somebody taught the gate a question and whose it is (None: no entry's)."""

    entry_id: str | None
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenDropped(Event):
    """Somebody took a question out of the golden set."""

    entry_id: str | None
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryImported(Event):
    """A file was taken over, all of it: so many entries came, changed and went; `insisted`: against the gate."""

    added: int
    changed: int
    retired: int
    golden: int = 0
    insisted: bool = False


class Ground(StrEnum):
    """Why sure answers are given directly, or are only suggested."""

    NEW = "new"  # nothing has been earned yet
    SHIPPED = "shipped"  # the library that comes with the program, as it is
    EARNED = "earned"
    LOST = "lost"
    LEAD = "lead"  # a lead said so


@dataclass(frozen=True, slots=True, kw_only=True)
class AutonomyChanged(Event):
    """Sure answers of an entry (None: of the library) are given directly from now on, or only suggested.

    `right` of `total` labelled outcomes led to it; where a lead did, `by` is who.
    """

    entry_id: str | None = None
    direct: bool
    ground: Ground
    by: int | None = None
    right: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AutonomyReturned(Event):
    """A lead took back what was said of an entry (None: of the library): it is earned again."""

    entry_id: str | None = None
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AutonomyDoubted(Event):
    """The library's recent answers were not right often enough, and the lead was asked whether to go on."""

    right: int
    total: int


class GapDecision(StrEnum):
    """What becomes of a question asked in vain."""

    PHRASING = "phrasing"  # another phrasing of an entry
    ENTRY = "entry"  # a new entry
    IGNORED = "ignored"
    REFUSED = "refused"  # of a proposed phrasing: it does not belong there


@dataclass(frozen=True, slots=True, kw_only=True)
class GapDecided(Event):
    """Somebody decided about a gap or a proposed phrasing; `entry_id` is the entry that was drafted for it."""

    key: str
    decision: GapDecision
    entry_id: str | None
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsTold(Event):
    """The staff room was told of the week's gaps, if there were any; `monday` is the week's first day."""

    monday: date


LIBRARY_EVENTS: tuple[type[Event], ...] = (
    EntrySaved,
    EntrySubmitted,
    EntryPassed,
    EntryRefused,
    EntryReturned,
    DraftDropped,
    EntryPublished,
    EntryImported,
    EntryRetired,
    EntryRestored,
    EntryRolledBack,
    GoldenAdded,
    GoldenDropped,
    LibraryImported,
    AutonomyChanged,
    AutonomyReturned,
    AutonomyDoubted,
    GapDecided,
    GapsTold,
)
"""Every kind of event of the library that is stored."""

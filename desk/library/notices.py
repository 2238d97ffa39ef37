"""What is said to those who keep the library; the words are found when it is sent.

`number` is the number of a version, `by` the number of a member of staff ("07"; "–": a file). What goes to ORIGIN is
told where it was asked for; everything there but `LibraryTold` is a message of its own, also when a button was
pressed. What goes to ROOM is an alarm and stands in the staff room's General topic.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from desk.library.commands import Blank, Field
from desk.library.shelf import GateReport, Standing
from desk.notices import Audience, Notice, Priority
from faq import Entry


class LibraryOutcome(StrEnum):
    """How a command about the library ended; each has its sentence, short enough for a press's window."""

    # done
    SAVED = "saved"
    CHECKING = "checking"  # submitted; the gate looks at it and the answer follows
    SUBMITTED = "submitted"  # nothing to be matched has changed, so it waits for a second person at once
    PUBLISHED = "published"
    INSISTED = "insisted"
    REJECTED = "rejected"
    DROPPED = "dropped"
    RETIRED = "retired"
    RESTORED = "restored"
    ROLLED_BACK = "rolled_back"
    GOLDEN_ADDED = "golden_added"
    GOLDEN_DROPPED = "golden_dropped"
    SHOWN = "shown"  # what was pressed for stands below
    LEFT = "left"  # a prompt was left unanswered
    # refused
    NOT_ALLOWED = "not_allowed"  # an agent may write and propose; this is for editors and leads
    SECOND_PERSON = "second_person"  # who wrote it does not approve it
    CHANGED_MEANWHILE = "changed_meanwhile"  # by somebody (`by`): look again
    NOTHING_CHANGED = "nothing_changed"
    NO_SUCH_ENTRY = "no_such_entry"
    NO_SUCH_VERSION = "no_such_version"  # or one that was never published
    NO_DRAFT = "no_draft"
    STILL_CHECKING = "still_checking"
    STOPPED = "stopped"  # the gate has stopped it: mend it, or insist
    NOT_STOPPED = "not_stopped"  # there is nothing to insist upon
    NOT_SUBMITTED = "not_submitted"
    SUBMITTED_ALREADY = "submitted_already"
    NO_ANSWER = "no_answer"  # an entry without an answer cannot be published
    RETIRED_ALREADY = "retired_already"
    IS_RETIRED = "is_retired"  # restore it first
    NOT_RETIRED = "not_retired"
    NOT_PUBLISHED = "not_published"
    REASON_NEEDED = "reason_needed"
    WORDS_NEEDED = "words_needed"  # an empty text, or a kind of message that is none
    ANSWER_UNKNOWN = "answer_unknown"  # the message an entry should be made of is none of an agent's to a customer
    EDIT_UNHEARD = "edit_unheard"  # a reply to a prompt was edited: what it said first was taken
    OLD_PROMPT = "old_prompt"  # this message asks for nothing (any more)
    NO_SUCH_QUESTION = "no_such_question"
    NOT_COUNTED = "not_counted"  # what is unused is known a little after the start


class Trouble(StrEnum):
    """What is wrong with a text that was to be put into an entry."""

    EMPTY = "empty"
    TOO_LONG = "too_long"  # more than `most` characters
    TOO_MANY = "too_many"  # more than `most` items
    NO_WORDS = "no_words"  # a question without a letter
    NO_DATE = "no_date"
    ENDS_BEFORE = "ends_before"  # valid until a day before valid from
    NO_LANGUAGE = "no_language"  # neither zh nor en
    NO_LEAD = "no_lead"  # neither repair nor complaint nor person
    VETOES_ITSELF = "vetoes_itself"  # a veto word that stands in a phrasing of the entry
    NO_ITEM = "no_item"  # there is no such item to be taken out
    NO_FILE = "no_file"  # an attachment that is neither a photo, a film nor a document of Telegram's


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
class LibraryTold(Notice):
    """How a command ended, in one sentence: a reply, or a press's small window."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: LibraryOutcome
    entry_id: str | None = None
    by: str | None = None
    number: int | None = None


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
    """One version of an entry; `published`: customers were answered from it once."""

    number: int
    by: str
    at: datetime
    note: str
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryShown(ToOrigin):
    """The versions of an entry, the newest first; `total` there are. `live` is in force."""

    entry_id: str
    live: int | None
    lines: tuple[VersionLine, ...]
    total: int


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

"""How a command about the library ended, told to whoever gave it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from desk.notices import Audience, Notice, Priority


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
    NOTHING_EARLIER = "nothing_earlier"  # to go back to: the version in force is the first
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
class LibraryTold(Notice):
    """How a command ended, in one sentence: a reply, or a press's small window."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: LibraryOutcome
    entry_id: str | None = None
    by: str | None = None
    number: int | None = None

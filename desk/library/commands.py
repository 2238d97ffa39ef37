"""What may be asked of the library: by editors with words and buttons, by the librarian, by a file.

They are given to the desk like every command, about `OfRoom()`. In a private chat, where whoever writes may be a
customer, the subject is `OfCustomer(chat)` and `otherwise` is what it means if it was one.

`seen` is the number of the version the button or prompt was made for: what has moved on meanwhile is refused with
who moved it. All answers go to `origin`; an answer in more than a sentence is a message there, also to a press.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desk.commands import Command, Say, StaffCommand
from desk.content import Content
from desk.library.alterations import Alteration, Field
from desk.library.shelf import GateReport
from faq import Entry
from faq.upkeep.golden import Golden


class Blank(StrEnum):
    """What a prompt asks to be filled in beside a `Field`: see `Ask`."""

    NEW = "new"  # the question of an entry that does not exist yet
    GOLDEN = "golden"  # a question that belongs to the entry, for the golden set
    GOLDEN_NONE = "golden_none"  # a question that belongs to no entry
    REASON_TO_INSIST = "reason_to_insist"
    REASON_TO_REJECT = "reason_to_reject"
    SEARCH = "search"
    TRY = "try"  # what a customer might write
    # answered by a button of the prompt, not by a text
    PART = "part"  # which field shall be changed
    RETIRE = "retire"  # sure to retire it
    ROLL_BACK = "roll_back"  # sure to go back to version `seen` (None: the one published before)


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryCommand(Command):
    """Something asked of the library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorCommand(StaffCommand, LibraryCommand):
    """Something a member of staff asks of the library; a stranger in private is a customer who says `otherwise`."""

    otherwise: Say | None = None


# --- changing an entry -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveEntry(EditorCommand):
    """Write a new version; without `entry_id` a new entry, whose id is made up, else `seen` is what it is based on."""

    entry_id: str | None = None
    alterations: tuple[Alteration, ...]
    seen: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeEntry(EditorCommand):
    """Make a new entry of an agent's message: its words are the answer, what the customer had asked the question."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(EditorCommand):
    """Ask that the draft be published: first the gate, then a second person."""

    entry_id: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(EditorCommand):
    """Publish a draft that has passed the gate."""

    entry_id: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(EditorCommand):
    """Give a draft back to whoever wrote it."""

    entry_id: str
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Insist(EditorCommand):
    """Publish a draft that the gate has stopped, and say why."""

    entry_id: str
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDraft(EditorCommand):
    """Throw the draft away; what is published stays."""

    entry_id: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retire(EditorCommand):
    """Put an entry into the recycle bin, at once."""

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore(EditorCommand):
    """Take an entry out of the recycle bin, with the version it had."""

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollBack(EditorCommand):
    """Publish an earlier version again, at once; `to` None: the one published before this one."""

    entry_id: str
    to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddGolden(EditorCommand):
    """Teach the gate whose question this is; None: no entry's."""

    question: str
    entry_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropGolden(EditorCommand):
    """Take a question out of the golden set."""

    question: str


# --- a conversation with an editor -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(EditorCommand):
    """Have the bot ask for a text (the notice `FillIn`), to be given as a reply to its message."""

    blank: Field | Blank
    entry_id: str | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(EditorCommand):
    """Leave a prompt unanswered: nothing changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill(EditorCommand):
    """A reply to a prompt: `prompt` is the message of the same chat it answers. A photo or document is an attachment.

    Handlers give it for every reply to a message of ours that carries the prompt's cancel button; the desk looks the
    prompt up in the outbox, so a restart forgets nothing. What was `edited` later is not heard, and that is told.
    In private a text right after a prompt is one, too, without being a reply: see `desk/library/without_reply.py`.
    """

    prompt: int
    content: Content
    edited: bool = False


# --- looking -----------------------------------------------------------------------------------------------------


# --- not by a person in the chat ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Gated(LibraryCommand):
    """The librarian tells what the gate found."""

    entry_id: str
    number: int
    report: GateReport


class Remind(StrEnum):
    """Why the owner of an entry is reminded of it."""

    EXPIRES_14 = "expires_14"  # at most fourteen days of validity are left
    EXPIRES_3 = "expires_3"  # at most three
    REVIEW = "review"  # the day of review has come


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """An entry whose owner is to be reminded; `on` is the day that the reminder is about."""

    entry: Entry
    why: Remind
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOwners(LibraryCommand):
    """The librarian found entries that end or want to be looked at; each reminder is told once."""

    reminders: tuple[Reminder, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportEntries(LibraryCommand):
    """Take a file over, all of it or nothing: `put` is written, `retired` goes to the recycle bin.

    `revision` is the library the file was compared with and examined against: one that has moved on is refused.
    `shipped`: it is the library that comes with the program, and nothing else.
    """

    put: tuple[Entry, ...]
    retired: tuple[str, ...] = ()
    golden: tuple[Golden, ...] = ()
    revision: int
    insisted: str = ""
    silently: bool = False
    shipped: bool = False

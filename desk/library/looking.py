"""What an editor may look at."""

from dataclasses import dataclass

from desk.library.commands import EditorCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowLibrary(EditorCommand):
    """How the library stands: how many entries, drafts, what waits for whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowEntry(EditorCommand):
    """An entry with its buttons: the draft if there is one, else what is published, or one version of it."""

    entry_id: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindEntries(EditorCommand):
    """Entries and drafts that have to do with a text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TryQuestion(EditorCommand):
    """What a customer who writes a text would get, and why."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDrafts(EditorCommand):
    """What is being written, checked, or waits for a second person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRetired(EditorCommand):
    """What is in the recycle bin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUnused(EditorCommand):
    """What has been in force for long, and was not answered, offered or sent lately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLapsed(EditorCommand):
    """What has expired, and what is overdue for review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History(EditorCommand):
    """Every version of an entry: who, when, and which were published."""

    entry_id: str

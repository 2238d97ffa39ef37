"""What happens to customer files: who changed which fields and when, never what stands in them."""

from dataclasses import dataclass

from desk.customers.file import Check, FileField
from desk.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChanged(Event):
    """Fields were changed by an agent, who saw the `checked` ones match, or by the customer (`by` None)."""

    fields: tuple[FileField, ...]
    by: int | None = None
    checked: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWished(Event):
    """A change was asked for and waits for its check, or is waited for no more."""

    by: int
    field: FileField
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTookIn(Event):
    """Another file's customer is the same person: this file stands for both."""

    other: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMerged(Event):
    """Another file stands for this customer from now on."""

    into: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(Event):
    """What the customer wrote and what was written about them has been erased at their wish; what happened stays."""

    texts: int


FILE_EVENTS: tuple[type[Event], ...] = (FileChanged, FileWished, FileTookIn, FileMerged, PersonErased)
"""Every kind of event about a customer file, for the codec."""

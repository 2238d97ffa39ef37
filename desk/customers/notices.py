"""What is said about customer files and about what was hidden."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from desk.customers.file import Check, CustomerClass, FileField
from desk.notices.notice import Audience, Notice, Priority
from desk.secrets import SecretKind


class FileOutcome(StrEnum):
    """How a command about a file ended; each has its sentence."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NOT_A_PHONE = "not_a_phone"
    NO_SUCH_PHONE = "no_such_phone"
    UNREADABLE = "unreadable"
    TOO_LITTLE_KNOWN = "too_little_known"  # two fields cannot match where one is known
    CLASS_FOR_LEADS = "class_for_leads"
    LOOKS_FOR_LEADS = "looks_for_leads"
    MERGE_FOR_LEADS = "merge_for_leads"
    NOT_CONCERNED = "not_concerned"
    NO_SUCH_CUSTOMER = "no_such_customer"
    MERGED = "merged"
    MERGED_ALREADY = "merged_already"
    MERGED_ELSEWHERE = "merged_elsewhere"
    MERGE_ITSELF = "merge_itself"
    WISH_OVER = "wish_over"
    WISH_DROPPED = "wish_dropped"
    NO_PHONE = "no_phone"
    HOW_TO = "how_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretMasked(Notice):
    """To a customer: what they wrote held something nobody should know, and is hidden."""

    kinds: tuple[SecretKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretMaskedHere(Notice):
    """To somebody of the staff: the same."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    kinds: tuple[SecretKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTold(Notice):
    """How a command about a file ended."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: FileOutcome
    field: FileField | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A conversation (`kind` None) or a case: its number, since when, how it stands, how it ended."""

    number: str
    at: datetime | None
    state: str
    kind: str | None = None
    ending: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShown(Notice):
    """A file as it may be seen in a topic: the phones masked, the history with what is open first."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    customer: int
    name: str = ""
    called: str = ""
    phones: tuple[str, ...] = ()
    home: str = ""
    klass: CustomerClass = CustomerClass.ORDINARY
    language: str = "zh"
    note: str = ""
    merged: tuple[int, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheckAsked(Notice):
    """A change waits: which two fields did the customer prove?"""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    customer: int
    wish: int
    field: FileField
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonesShown(Notice):
    """The phones in full, for whoever pressed."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLine:
    """Who looked at what, and when; `number` None: somebody at the machine, who exported or erased it."""

    at: datetime
    what: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksShown(Notice):
    """Who has looked at a file, the last first, and how many more there were."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    lines: tuple[LookLine, ...]
    more: int = 0


FILE_NOTICES: tuple[type[Notice], ...] = (
    SecretMasked,
    SecretMaskedHere,
    FileTold,
    FileShown,
    FileCheckAsked,
    PhonesShown,
    LooksShown,
)
"""Every kind of notice about customer files and masks, for the codec and the words."""

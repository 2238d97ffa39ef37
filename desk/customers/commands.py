"""What staff may ask about a customer's file."""

from dataclasses import dataclass

from desk.commands import StaffCommand
from desk.customers.file import Check, FileField


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCommand(StaffCommand):
    """Something about the file of the customer whose topic or chat it is given for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFile(FileCommand):
    """Show the file; that somebody looked is kept (001:2153)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPhones(FileCommand):
    """Show the phone numbers in full; that somebody did is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowLooks(FileCommand):
    """Show who has looked at the file; for leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFile(FileCommand):
    """Change a field; `removed`: take a phone, or what stands there, away."""

    field: FileField
    value: str
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmFile(FileCommand):
    """Say which two fields the customer proved, so that a change that waits may be made."""

    wish: int
    checked: tuple[Check, Check]


@dataclass(frozen=True, slots=True, kw_only=True)
class DropFileWish(FileCommand):
    """The fields did not match, or the change is not wanted any more."""

    wish: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeFiles(FileCommand):
    """This customer and the one of another private chat are one person; for leads. This file stands for both."""

    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclearFile(FileCommand):
    """What was written about the file cannot be read."""

"""What the desk asks of storage about customer files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desk.customers.file import CustomerFile
from desk.customers.looks import Look
from desk.customers.notices import HistoryLine
from desk.events import Event
from desk.people import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What one batch changes of a file; `before.version` is what was loaded."""

    before: CustomerFile
    after: CustomerFile
    news: tuple[Event, ...] = ()


class FileWork(Protocol):
    """The part of a transaction that is about customer files."""

    async def files(self, chats: Collection[int]) -> Mapping[int, CustomerFile]:
        """Return the files there are of these private chats, locked until the end of the transaction."""
        ...

    async def known(self, chats: Collection[int]) -> Mapping[int, Customer]:
        """Return those of these who ever wrote to us."""
        ...

    async def file_history(self, chats: Collection[int], most: int) -> tuple[int, Sequence[HistoryLine]]:
        """Return how many conversations and cases these chats had, and the first of them: what is open, then latest."""
        ...

    async def file_looks(self, chats: Collection[int], most: int) -> tuple[int, Sequence[Look]]:
        """Return how often somebody looked at the files of these chats, and the latest looks, the last first."""
        ...

    async def record_files(self, changes: Sequence[FileChange], looks: Sequence[Look]) -> None:
        """Write files as they are now, what led there, and who looked.

        Raises:
            Conflict: something else has happened to one of them meanwhile.
        """
        ...

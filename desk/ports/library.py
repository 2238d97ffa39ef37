"""What the desk and the librarian ask of storage about the library."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from desk.commands import Origin
from desk.events import Event
from desk.learning.autonomy import Autonomy, Outcome
from desk.learning.gap_board import Decided, GapLine, Heard, InVain, Verdict
from desk.library.commands import Remind, Reminder
from desk.library.notices import FillIn
from desk.library.shelf import GateReport, Shelf, Shelved, Standing, Version
from faq import Entry
from faq.matching.remembered import Measured
from faq.upkeep.golden import Golden
from faq.upkeep.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Words about an event: `news` is its place among the events written with it."""

    news: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfChange:
    """What a batch changes of one entry; `before.version` is what was loaded.

    `report` and `asked_from` are as they are from now on.
    """

    before: Shelf
    after: Shelf
    versions: tuple[Version, ...] = ()
    report: GateReport | None = None
    asked_from: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryChange:
    """Everything a batch changes of the library, written in one transaction or not at all.

    `revision` is the number of events there were before; `remarks` are words about the events (why somebody
    insisted). `golden` are the questions to be added, each with who did, `forgotten` those to be dropped, `reminders`
    what owners are reminded of.
    `board` is what waits to be decided from now on (None: as before), `verdicts` what was decided.
    """

    revision: int
    shelves: tuple[ShelfChange, ...] = ()
    news: tuple[Event, ...] = ()
    remarks: tuple[Remark, ...] = ()
    golden: tuple[tuple[Golden, int | None], ...] = ()
    forgotten: tuple[str, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    board: tuple[GapLine, ...] | None = None
    verdicts: tuple[Verdict, ...] = ()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an agent answered a customer, and what the customer had asked."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryCounts:
    """How many entries are live, drafted, waiting for a second person, retired, and how many golden questions."""

    live: int
    drafts: int
    waiting: int
    retired: int
    golden: int


class LibraryWork(Protocol):
    """The library's part of a transaction."""

    async def revision(self) -> int:
        """Return how many events the library has had."""
        ...

    async def shelves(self, wanted: Mapping[str, Collection[int]]) -> dict[str, Shelved]:
        """Return the entries there are of these, locked until the end of the transaction.

        Each with what is published, what is drafted, what was published before, and the versions that are `wanted`.
        """
        ...

    async def every_shelf(self) -> dict[str, Shelved]:
        """Return all entries, each with what is published, and let what is decided of them take its time."""
        ...

    async def drafts(self, most: int) -> tuple[int, Sequence[Shelved]]:
        """Return how many entries have a draft, and the first of them: the longest unfinished first."""
        ...

    async def retired(self, most: int) -> tuple[int, Sequence[Shelved]]:
        """Return how many entries are retired, and the last of them."""
        ...

    async def history(self, entry_id: str, most: int) -> tuple[int, Sequence[Version]]:
        """Return how many versions an entry has, and the newest of them, the newest first."""
        ...

    async def counts(self) -> LibraryCounts:
        """Return how the library stands."""
        ...

    async def golden_of(self, entry_ids: Collection[str]) -> dict[str, int]:
        """Return how many golden questions belong to each of these; none may be left out."""
        ...

    async def golden_like(self, texts: Collection[str]) -> dict[str, Golden]:
        """Return those of these questions that are in the golden set, by their text."""
        ...

    async def reminded(self, entry_ids: Collection[str]) -> frozenset[tuple[str, Remind, date]]:
        """Return what the owners of these entries have been reminded of: the entry, why, and the day it is about."""
        ...

    async def prompts(self, replied: Mapping[tuple[int, int], int | None]) -> dict[tuple[int, int], FillIn]:
        """Return the prompts that were sent as these messages (chat, message), each given with its thread.

        One that is answered before the courier has recorded where it stands is the one being sent there.
        """
        ...

    async def waiting_prompt(self, chat_id: int, since: datetime) -> tuple[int, FillIn] | None:
        """Return the prompt made `since` then that is the last thing said in a private chat, and was not left.

        With its message; 0: it is being sent.
        """
        ...

    async def answered(self, messages: Collection[tuple[int, int]]) -> dict[tuple[int, int], Answered]:
        """Return what agents answered with these messages (chat, message), with what had been asked last."""
        ...

    async def gap_board(self) -> Sequence[GapLine]:
        """Return what waits to be decided, as it was last put together."""
        ...

    async def gap_verdicts(self) -> dict[str, Verdict]:
        """Return what was decided, by key."""
        ...

    async def autonomy(self) -> Autonomy:
        """Return how the library stands, from its history."""
        ...

    async def gaps_told(self) -> date | None:
        """Return the Monday of the last week whose gaps were told."""
        ...

    async def outcomes(self, most: int) -> Sequence[Outcome]:
        """Return labelled outcomes of sure answers, the newest first."""
        ...

    async def record_library(self, change: LibraryChange) -> None:
        """Write versions, shelves, events, remarks and golden questions, each kind in one go.

        Raises:
            Conflict: an entry or the library is not where it was when it was loaded.
        """
        ...


class LearningReader(Protocol):
    """What whoever teaches the library reads of what was learned, outside a transaction."""

    async def heard(self) -> Heard:
        """Return how far the storage has come; cheap."""
        ...

    async def decided(self, most: int) -> Sequence[Decided]:
        """Return labelled outcomes with the words of their questions, the newest first."""
        ...

    async def in_vain(self, since: datetime, most: int) -> Sequence[InVain]:
        """Return questions asked in vain, the newest first."""
        ...

    async def verdicts(self) -> dict[str, Verdict]:
        """Return what was decided about gaps, by key."""
        ...

    async def board(self) -> Sequence[GapLine]:
        """Return the board as it was last put up."""
        ...

    async def outcomes(self, most: int) -> Sequence[Outcome]:
        """Return labelled outcomes of sure answers, the newest first."""
        ...

    async def autonomy(self) -> Autonomy:
        """Return how the library stands, from its history."""
        ...


class Librarian(Protocol):
    """What the librarian and whoever starts the program read of the library, outside a transaction."""

    async def revision(self) -> int:
        """Return how many events the library has had; cheap."""
        ...

    async def published(self) -> tuple[int, tuple[Entry, ...]]:
        """Return the revision and all entries customers are answered from; read in a thread where they are many."""
        ...

    async def entry_ids(self) -> frozenset[str]:
        """Return the ids of all entries there ever were."""
        ...

    async def drafts(self, standing: Standing) -> Sequence[tuple[int, Entry]]:
        """Return the drafts that have come so far, each with its number, the longest unchanged first."""
        ...

    async def golden(self) -> tuple[Golden, ...]:
        """Return the golden set."""
        ...

    async def usage(self, since: datetime) -> Usage:
        """Return what entries have done from a moment on; it reads every event there is."""
        ...

    async def measured(self) -> Measured | None:
        """Return the thresholds that were remembered last."""
        ...

    async def remember(self, measured: Measured) -> None:
        """Keep the thresholds of the library in force, so that no start must find them out again."""
        ...

"""What the desk asks of storage about cases and forms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from desk.cases.state import Case
from desk.cases.turn import CaseText
from desk.clocks.ledger import Line, Posting
from desk.events import Event
from desk.forms.form import Form
from desk.people import Customer
from desk.ports.letter import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """What one decision changes about a case: written in one transaction or not at all."""

    before: Case
    after: Case
    news: tuple[Event, ...] = ()
    texts: tuple[CaseText, ...] = ()
    letters: tuple[Letter, ...] = ()
    ledger: tuple[Posting, ...] = ()
    next_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What is needed to say something about a case: its words by field (the latest of each), its files, its people.

    `numbers` are those that staff are known by. `notes` are the words beside its events, oldest first: when, which
    field, by whom (None: the customer), what.
    """

    case: Case
    customer: Customer
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    files: tuple[str, ...] = ()
    numbers: Mapping[int, str] = field(default_factory=dict[int, str])
    notes: tuple[tuple[datetime, str, int | None, str], ...] = ()
    card_message: int | None = None
    card_chat: int | None = None


class CaseWork(Protocol):
    """The part of a transaction that is about cases and forms."""

    async def forms(self, chats: Collection[int]) -> Mapping[int, Form]:
        """Return the open forms of some chats, locked until the end of the transaction."""
        ...

    async def keep_forms(self, forms: Mapping[int, Form | None]) -> None:
        """Write forms as they are now; None: there is none any more."""
        ...

    async def cases(self, ids: Collection[int]) -> Sequence[Case]:
        """Return these cases, locked until the end of the transaction."""
        ...

    async def cases_of(self, customers: Collection[int]) -> Sequence[Case]:
        """Return the cases of some customers that are open, or the latest that are not, latest first, locked."""
        ...

    async def cases_numbered(self, numbers: Collection[str]) -> Sequence[Case]:
        """Return the cases with these numbers, locked."""
        ...

    async def cases_with(self, user_id: int) -> Sequence[Case]:
        """Return the open cases that a member of staff handles or works on, locked."""
        ...

    async def open_cases(self, most: int) -> Sequence[Case]:
        """Return open cases, those longest untouched first."""
        ...

    async def case_history(self, case_id: int) -> Sequence[Event]:
        """Return everything that has happened to a case."""
        ...

    async def broken_cases(self, since: datetime, until: datetime) -> Sequence[tuple[Case, Sequence[Line]]]:
        """Return the cases of which something was due between two moments that nothing excuses yet, locked."""
        ...

    async def case_lines(self, case_id: int) -> Sequence[Line]:
        """Return the lines of a case in the ledger of overruns."""
        ...

    async def case_counters(self) -> dict[str, int]:
        """Return the last numbers given, by series, locked until the end of the transaction."""
        ...

    async def record_cases(self, changes: Sequence[CaseChange], counters: Mapping[str, int]) -> None:
        """Write cases, their events, words, letters and deadlines, and the numbers given.

        Raises:
            Conflict: a case is not at the version that was loaded, or somebody else has given the same number.
        """
        ...

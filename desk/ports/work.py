"""What the desk and the timekeeper ask of storage."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from desk.audit.deed import Deed
from desk.clocks.ledger import Line, Posting
from desk.commands import Subject
from desk.content import Content
from desk.customers.file import CustomerClass
from desk.events import Event
from desk.learning.labels import NOTHING, Lessons
from desk.people import Customer
from desk.ports.cases import CaseWork
from desk.ports.files import FileWork
from desk.ports.letter import Letter
from desk.ports.library import LibraryWork
from desk.ports.offering import OfferingWork
from desk.ports.rooms import RoomWork
from desk.ports.staff import StaffWork
from desk.queue import Queue
from desk.rules.editions import Edition
from desk.state import Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message to be kept: its content, who wrote it; `revision` marks an edit of one already kept."""

    content: Content
    author: str
    agent: int | None = None
    revision: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one decision changes: written in one transaction or not at all.

    `before.version` is what was loaded; somebody else's step in between makes the whole batch be decided again.
    `next_due_at` goes to the agenda, the index of clocks that may have come due, `rank` is what orders the queue.
    """

    before: Conversation
    after: Conversation
    news: tuple[Event, ...] = ()
    letters: tuple[Letter, ...] = ()
    written: tuple[Written, ...] = ()
    lessons: Lessons = NOTHING
    ledger: tuple[Posting, ...] = ()
    customer: Customer | None = None
    next_due_at: datetime | None = None
    due_changed: bool = True
    rank: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What a batch is about: open conversations by subject (None: there is none), with the customers' names.

    `barred` and `cared_for` are those among them whom people do not serve, and who need special care; `forms` and
    `cases` those with an open form, and with a case.
    """

    conversations: Mapping[Subject, Conversation | None] = field(default_factory=dict[Subject, Conversation | None])
    customers: Mapping[int, Customer] = field(default_factory=dict[int, Customer])
    barred: frozenset[int] = frozenset()
    cared_for: frozenset[int] = frozenset()
    classes: Mapping[int, CustomerClass] = field(default_factory=dict[int, CustomerClass])
    forms: frozenset[int] = frozenset()
    cases: frozenset[int] = frozenset()


class UnitOfWork(LibraryWork, StaffWork, OfferingWork, CaseWork, FileWork, RoomWork, Protocol):
    """One transaction: all of it or nothing."""

    async def unseen(self, update_ids: Collection[int], at: datetime) -> set[int]:
        """Record these updates as handled and return those that were not handled before."""
        ...

    async def load(self, subjects: Collection[Subject]) -> Loaded:
        """Return the conversations these are about, locked until the end of the transaction.

        A topic's, a message's and a number's may be RESOLVED or CLOSED; a customer's is the latest one, too. None:
        there never was one.
        """
        ...

    async def queue(self) -> tuple[Queue, Mapping[str, Sequence[tuple[datetime, datetime]]]]:
        """Return the first thousand who wait, and of each line since when until when those lately served waited."""
        ...

    async def tickets(self, day: date) -> dict[str, int]:
        """Return the last number given in each line on a day."""
        ...

    async def record_tickets(self, day: date, given: Mapping[str, int]) -> None:
        """Write the last number given in each line on a day.

        Raises:
            Conflict: somebody else has given as many meanwhile.
        """
        ...

    async def owned_by(self, agent: int) -> Sequence[Conversation]:
        """Return the conversations an agent holds, locked until the end of the transaction."""
        ...

    async def happened(self, conversation_id: int) -> Sequence[Event]:
        """Return everything that has happened in a conversation."""
        ...

    async def ledger(self, conversation_id: int) -> Sequence[Line]:
        """Return the lines of a conversation in the ledger of overruns."""
        ...

    async def broken(self, since: datetime, until: datetime) -> Sequence[tuple[Conversation, Sequence[Line]]]:
        """Return what was broken between two moments and not excused, with its conversation, locked."""
        ...

    async def record(self, changes: Sequence[Change]) -> None:
        """Write conversations, events, messages, letters and agenda, each kind in one go.

        Raises:
            Conflict: a conversation is not at the version that was loaded, or a second open one appeared.
        """
        ...

    async def attest(self, deeds: Sequence[Deed]) -> None:
        """Add to the audit what no fact stands for; what one stands for is added where the fact is written."""
        ...

    async def record_rules(self, edition: Edition) -> None:
        """Write a new version of the rules.

        Raises:
            Conflict: there is one of this number already.
        """
        ...

    async def replace_former_rules(self, at: datetime) -> None:
        """Let clocks that began under an older version of the rules keep it no longer."""
        ...

    async def look_again(self, now: datetime) -> None:
        """Have all looked at again that may have another deadline now, because the rules have changed."""
        ...

    async def first_time(self, what: str) -> bool:
        """Tell whether this is the first time that something is said that is said only once."""
        ...

    async def post(self, letters: Sequence[Letter]) -> None:
        """Put letters that belong to no conversation into the outbox."""
        ...


class Storage(Protocol):
    """Where facts are kept."""

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a transaction: committed at the end of the block, rolled back if it raises.

        Raises:
            StorageDown: the database does not answer.
        """
        ...


class Agenda(Protocol):
    """The index of clocks that may have come due; the facts decide whether they have."""

    async def next_due_at(self) -> datetime | None:
        """Return the earliest moment anything may come due."""
        ...

    async def due(self, now: datetime, most: int) -> Sequence[Subject]:
        """Return whom something may be due for, soonest first: conversations by number, staff, the room."""
        ...

    async def push_on(self, subjects: Collection[Subject], until: datetime) -> None:
        """Look at these again only then: one of them could not be decided, and must not stop those behind it.

        Rows that the desk has moved meanwhile (due after now) stay as they are.
        """
        ...

    async def canary(self, now: datetime, due_at: datetime | None = None) -> datetime | None:
        """Return when the canary is due; given `due_at`, set it anew."""
        ...


class DeadLetters(Protocol):
    """What could not be understood or decided, kept with its reason until somebody looks."""

    async def note(self, update_id: int, at: datetime, error: str, raw: str) -> int:
        """Keep an update that could not be handled, with the last error; return how often it has been tried."""
        ...

    async def forget(self, update_id: int) -> None:
        """Keep nothing of an update that could be handled after all."""
        ...

    async def put_aside(self, update_id: int, at: datetime) -> None:
        """Give an update up: it counts as handled, so that it may be confirmed and never comes again."""
        ...

    async def count(self) -> int:
        """Return how many wait to be looked at."""
        ...

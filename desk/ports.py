"""What the desk and the courier ask of storage, in their own terms."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from desk.commands import Origin, Subject
from desk.content import Content
from desk.events import Event
from desk.notices import Notice
from desk.people import Agent, Customer
from desk.queue import Queue
from desk.state import Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice on its way: what to say, where the command came from, in which language.

    `customer` is whose chat or topic it goes to, `origin` where an outcome is told. `key` makes an unsent older
    letter with the same key enough (a card is worded from what is true when it is sent). `guard` is the epoch
    after which it must not be sent any more.
    """

    notice: Notice
    locale: str
    customer: int | None = None
    origin: Origin | None = None
    key: str | None = None
    guard: int | None = None
    not_before: datetime | None = None


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
    `next_due_at` goes to the agenda, the index of clocks that may have come due.
    """

    before: Conversation
    after: Conversation
    news: tuple[Event, ...] = ()
    letters: tuple[Letter, ...] = ()
    written: tuple[Written, ...] = ()
    customer: Customer | None = None
    next_due_at: datetime | None = None
    due_changed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChange:
    """A member of staff admitted, gone on or off duty."""

    agent: Agent
    admitted: bool = False
    at: datetime


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What a batch is about: open conversations by subject (None: there is none), with the customers' names."""

    conversations: Mapping[Subject, Conversation | None] = field(default_factory=dict[Subject, Conversation | None])
    customers: Mapping[int, Customer] = field(default_factory=dict[int, Customer])


class UnitOfWork(Protocol):
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

    async def staff(self) -> dict[int, Agent]:
        """Return everyone who works here by user id."""
        ...

    async def loads(self, agents: Collection[int]) -> dict[int, int]:
        """Return how many conversations each of these holds; who holds none may be left out."""
        ...

    async def queue(self) -> tuple[Queue, tuple[timedelta, ...]]:
        """Return the first thousand who wait, and how long the last twenty who were served had waited."""
        ...

    async def waiting(self, most: int) -> tuple[int, Sequence[tuple[Conversation, Customer]]]:
        """Return how many wait, and the first of them with their names."""
        ...

    async def owned_by(self, agent: int) -> Sequence[Conversation]:
        """Return the conversations an agent holds, locked until the end of the transaction."""
        ...

    async def record(self, changes: Sequence[Change]) -> None:
        """Write conversations, events, messages, letters and agenda, each kind in one go.

        Raises:
            Conflict: a conversation is not at the version that was loaded, or a second open one appeared.
        """
        ...

    async def record_duty(self, changes: Sequence[DutyChange]) -> None:
        """Write who is on duty."""
        ...

    async def bind_room(self, chat_id: int) -> None:
        """Make this group the staff room."""
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

    async def due(self, now: datetime, most: int) -> Sequence[int]:
        """Return the numbers of the conversations that may have something due, soonest first."""
        ...

    async def push_on(self, numbers: Collection[int], until: datetime) -> None:
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

    async def put_aside(self, update_id: int, at: datetime) -> None:
        """Give an update up: it counts as handled, so that it may be confirmed and never comes again."""
        ...

    async def count(self) -> int:
        """Return how many wait to be looked at."""
        ...


# --- what the courier asks -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Where a customer's conversation stands in a staff room."""

    chat_id: int
    thread_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A letter the courier has claimed.

    `lane` is what keeps its order: letters of a lane are sent one after another, by id. `maybe_sent`: an earlier
    try was cut off between sending and recording, so a copy may have arrived. `epoch` is the conversation's now,
    `posted_at` when the letter was written, `tries` how many of its tries ended with an error and `again_at`.
    """

    id: int
    lane: str
    letter: Letter
    posted_at: datetime | None = None
    conversation_id: int | None = None
    epoch: int | None = None
    tries: int = 0
    maybe_sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A message and the copy of it on the other side; a joined burst maps many to one."""

    from_chat: int
    from_message: int
    to_chat: int
    to_message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a try to send ended: sent (`error` is None), put off (`again_at`), or given up (`dropped`).

    `text` is what was rendered, `chat_id` and `message_id` where it stands, `follow` what is to be said because of it
    (a mark that it arrived). A dropped letter with an error becomes a dead letter; without one it is merely stale.
    One put off without an error was not tried (it waits for its turn); `maybe_sent`: the try may have taken effect.
    """

    id: int
    at: datetime
    chat_id: int | None = None
    message_id: int | None = None
    text: str | None = None
    copies: tuple[Copied, ...] = ()
    follow: tuple[Letter, ...] = ()
    error: str | None = None
    again_at: datetime | None = None
    dropped: bool = False
    maybe_sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line of a conversation's history; `author` is "customer", "agent" or "bot"."""

    author: str
    at: datetime
    kind: str
    text: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What a card shows: the conversation, whose it is, what was asked and said lately (oldest first)."""

    conversation: Conversation
    customer: Customer
    owner: Agent | None
    lines: tuple[Said, ...]
    card_message: int | None
    reason: str | None


class Outbox(Protocol):
    """Letters waiting to be sent, each handed to one courier at a time."""

    async def claim(self, now: datetime, most: int, *, busy: Collection[str]) -> Sequence[Posted]:
        """Mark letters as being sent and return them: by priority, in order within a lane, none of a busy lane.

        A lane's later letters may come along with its first; one put off holds back those behind it.
        """
        ...

    async def settle(self, deliveries: Sequence[Delivery]) -> None:
        """Record how tries ended, with the copies made and the letters that follow, in one transaction."""
        ...

    async def exchange(
        self, deliveries: Sequence[Delivery], now: datetime, most: int, *, busy: Collection[str]
    ) -> tuple[Sequence[Posted], datetime | None]:
        """Settle and claim in one transaction; return the letters, and when one that was put off may be tried."""
        ...

    async def recover(self, now: datetime) -> int:
        """Take back what a courier that is gone was sending, marked `maybe_sent`; return how many."""
        ...

    async def reclaim(self, held: Collection[str]) -> int:
        """Take back letters claimed for a courier that never heard of it, but for the lanes it holds; none was sent."""
        ...

    async def next_at(self, now: datetime) -> datetime | None:
        """Return when the next letter that was put off may be tried."""
        ...

    async def copies_of(self, messages: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Return, for (chat, message), the counterpart on the other side: the copy, or the original of a copy."""
        ...

    async def topics_of(self, customers: Collection[int]) -> Mapping[int, Topic]:
        """Return the topics these customers have."""
        ...

    async def customer(self, chat_id: int) -> Customer | None:
        """Return a customer by private chat."""
        ...

    async def bind_topic(self, customer: int, topic: Topic) -> Topic:
        """Record a customer's topic; if somebody was faster, return theirs."""
        ...

    async def forget_topic(self, customer: int, topic: Topic) -> None:
        """The topic is gone: the next letter makes a new one, and the open conversation a new card."""
        ...

    async def card(self, conversation_id: int) -> CardFacts | None:
        """Return what the card of a conversation shows now."""
        ...

    async def card_shown(self, conversation_id: int, message_id: int) -> None:
        """Remember which message is a conversation's card."""
        ...

    async def moved(self, old_chat: int, new_chat: int) -> None:
        """Follow a group that became a supergroup: topics, copies, letters and the binding."""
        ...

    async def staff_room(self) -> int | None:
        """Return the bound staff group, if one is."""
        ...

    async def bind_room(self, chat_id: int) -> None:
        """Make this group the staff room."""
        ...

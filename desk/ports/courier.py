"""What the courier asks of storage."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.content import Kind
from desk.notices import Audience
from desk.people import Agent, Customer
from desk.ports.cases import CaseFacts
from desk.ports.letter import Letter
from desk.state import Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Where a customer's conversation stands in a staff room; one we `closed` is opened before it is written in."""

    chat_id: int
    thread_id: int
    closed: bool = False


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
    """One line of a conversation's history.

    `author` is "customer", "bot", "agent", "note" (an agent's words that the customer does not see) or "entry" (an
    answer of the library's that an agent sent).
    """

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
    card_chat: int | None = None


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
        """Take back what we or a courier that is gone were sending, marked `maybe_sent`; return how many."""
        ...

    async def inherit(self) -> int:
        """Take back what couriers that are gone were sending, marked `maybe_sent`; return how many."""
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
        """Return the topics these customers have in the room where they are now."""
        ...

    async def topic_in(self, customer: int, team: str) -> Topic | None:
        """Return the topic a customer has in the room that a team has now."""
        ...

    async def topic_closed(self, customer: int, topic: Topic, *, closed: bool) -> None:
        """Remember that we closed a topic, or opened it again."""
        ...

    async def hidden_words(self, messages: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[Kind, str]]:
        """Return, for (chat, message), the kind and the words of those in which a secret was masked."""
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

    async def offer_stands(self, conversation_id: int, offer: int) -> bool:
        """Tell whether a conversation is still kept for somebody by this offer of it."""
        ...

    async def offer_said(self, conversation_id: int, offer: int, audience: Audience) -> tuple[int, int] | None:
        """Return where (chat, message) an offer was told to an audience last; None: nowhere.

        An offer to everybody in the room goes by the conversation's epoch.
        """
        ...

    async def past(self, conversation_id: int, most: int) -> Sequence[Said]:
        """Return the last lines of a conversation, oldest first."""
        ...

    async def card_shown(self, conversation_id: int, message_id: int, chat_id: int) -> None:
        """Remember which message is a conversation's card, and in which room."""
        ...

    async def case_facts(self, case_id: int) -> CaseFacts | None:
        """Return what is needed to say something about a case now."""
        ...

    async def case_card_shown(self, case_id: int, message_id: int, chat_id: int) -> None:
        """Remember which message is a case's card, and in which room."""
        ...

    async def moved(self, old_chat: int, new_chat: int) -> None:
        """Follow a group that became a supergroup: topics, copies, letters and the binding."""
        ...

    async def rooms(self) -> Mapping[str, int]:
        """Return the groups that are staff rooms, by team; "" is the main room."""
        ...

    async def staff_room(self) -> int | None:
        """Return the main staff room, if one is bound."""
        ...

    async def room_of(self, customer: int | None) -> int | None:
        """Return the room a customer is in: their team's, or the main one, which is also that of nobody."""
        ...

    async def bind_room(self, chat_id: int, at: datetime, *, team: str = "") -> None:
        """Make this group the staff room of a team, or the main room."""
        ...

"""What is passed on between a customer and an agent."""

from dataclasses import dataclass
from typing import ClassVar

from desk.content import Kind
from desk.notices.notice import Audience, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay(Notice):
    """A message to be passed on: where it lies, of which kind, and its text if it has one.

    `reply_to` is the message of the source chat it answers; `album` joins those sent together.
    """

    from_chat: int
    message: int
    kind: Kind
    text: str = ""
    album: str | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror(Relay):
    """A customer's message, for the topic."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.MIRROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver(Relay):
    """An agent's message, for the customer; the agent sees a mark when it has arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorEdit(Notice):
    """A customer's edit, shown below the first wording so that nothing acted upon is overwritten."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.MIRROR
    from_chat: int
    message: int
    text: str
    after_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverEdit(Notice):
    """An agent's correction of a message the customer already has."""

    from_chat: int
    message: int
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReaction(Notice):
    """An emoji put to a message, shown at its counterpart on the other side (None: taken away)."""

    from_chat: int
    message: int
    emoji: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorReaction(PassReaction):
    """A customer's emoji, for the topic."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.MIRROR


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverReaction(PassReaction):
    """An agent's emoji, for the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMark(Notice):
    """The mark on an agent's message: it arrived, or why not."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.MIRROR
    failed: str | None = None


RELAY_NOTICES: tuple[type[Notice], ...] = (
    Mirror,
    Deliver,
    MirrorEdit,
    DeliverEdit,
    MirrorReaction,
    DeliverReaction,
    DeliveryMark,
)
"""Every kind of notice that carries what somebody wrote."""

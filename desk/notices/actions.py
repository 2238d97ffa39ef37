"""What is said when a conversation is passed on, set aside, or helped with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from desk.notices.notice import Audience, Called, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAnnounced(Notice):
    """A colleague, who is introduced (004:60), goes on from here (003:23); `warm`: together with the one before."""

    number: str
    warm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn(Notice):
    """Colleagues of another line go on; the waiting so far counts; `opening`: closed, at `at`, until then."""

    line: str
    place: int
    wait: timedelta
    staffed: bool = True
    at: datetime | None = None
    opening: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(Notice):
    """We find out, and answer by a moment (003:142); said `at`, so that it can be called today's or tomorrow's.

    `broken`: the moment is over and nothing has come, for which we apologise (001:765); closed until the `opening`.
    """

    until: datetime
    at: datetime
    broken: bool = False
    opening: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyFirst(Notice):
    """In danger call the emergency services first; we are calling a colleague now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillCalling(Notice):
    """Nobody on call has taken the emergency in hand yet: the leads are called too, and we go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerInHand(Notice):
    """Somebody else than who talks to the customer has the emergency in hand now."""


class Settled(StrEnum):
    """How the asking of a colleague ended."""

    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferWanted(Notice):
    """A colleague is asked to take over `until` a moment; `by` is the number of who asks.

    `lease` tells this asking from the next, and from the offers of the conversation.
    """

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    number: str
    by: str
    customer: int
    conversation: int | None
    epoch: int
    lease: int
    warm: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCall(TransferWanted):
    """The same in the colleague's own chat with the bot, with what the giver wrote."""

    audience: ClassVar[Audience] = Audience.AGENT
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSettled(Notice):
    """The one who asked a colleague, `agent`, hears how it ended; `number` is the colleague's."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    asked_by: str
    number: str
    how: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWanted(Notice):
    """An agent asks the leads for help (003:240)."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.OFFER
    customer: int
    number: str
    leads: tuple[Called, ...]
    conversation: int | None
    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCall(Notice):
    """The same in a lead's own chat with the bot."""

    audience: ClassVar[Audience] = Audience.AGENT
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    customer: int
    number: str
    conversation: int | None
    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistBegun(Notice):
    """A lead stands by, and what the lead writes in the topic goes to the customer."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.OFFER
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Notice):
    """The one who had it, `agent`, hears that a lead has it now."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    number: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedAside(Notice):
    """What was written in another's conversation is a note, unless its author sends it to the customer now."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    number: str
    conversation: int | None
    epoch: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack(Notice):
    """What an agent wrote is a note, for its `words` may hurt (003:382), until it is sent all the same."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    words: str
    conversation: int | None
    epoch: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyInHand(Notice):
    """Somebody takes care of the emergency."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int
    number: str


ACTION_NOTICES: tuple[type[Notice], ...] = (
    TransferAnnounced,
    PassedOn,
    PromiseMade,
    SafetyFirst,
    StillCalling,
    DangerInHand,
    TransferWanted,
    TransferCall,
    TransferSettled,
    HelpWanted,
    HelpCall,
    AssistBegun,
    TakenOver,
    NotedAside,
    HeldBack,
    EmergencyInHand,
)
"""Every kind of notice about what agents do with a conversation."""

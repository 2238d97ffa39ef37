"""What staff are told about offers: whose turn it is, how it ended, and when everybody may take."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from desk.notices.notice import Audience, Notice, Priority


class Ending(StrEnum):
    """How an offer ended."""

    TAKEN = "taken"
    TAKEN_BY_OTHER = "taken_by_other"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade(Notice):
    """The conversation is kept for one agent, who is mentioned, until a moment; with the two answers as buttons.

    `offer` tells one offer of a conversation from the next, `ticket` is the number the customer was given.
    """

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    number: str
    offer: int
    epoch: int
    until: datetime
    customer: int
    line: str = "A"
    ticket: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCall(OfferMade):
    """The same in the agent's own chat with the bot."""

    audience: ClassVar[Audience] = Audience.AGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOver(Notice):
    """How an offer ended, put in the place of what stands in the topic; `by` is who has taken it.

    `transfer`: it was a colleague who asked.
    """

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.OFFER
    agent: int
    number: str
    offer: int
    ending: Ending
    at: datetime
    by: str | None = None
    ticket: str = ""
    transfer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCallOver(OfferOver):
    """The same in the agent's own chat with the bot."""

    audience: ClassVar[Audience] = Audience.AGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenToAll(Notice):
    """Nobody took it in time: from now on anybody on duty may; those who could are mentioned (`agents`, `numbers`).

    `over_at`: it is over by now, put in the place of what stands in the room; `by` is who has taken it, if anybody.
    """

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.OFFER
    customer: int
    conversation: int
    epoch: int
    ticket: str = ""
    agents: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    over_at: datetime | None = None
    by: str | None = None


OFFER_NOTICES: tuple[type[Notice], ...] = (OfferMade, OfferCall, OfferOver, OfferCallOver, OpenToAll)
"""Every kind of notice about offers."""

"""What a notice is: something to be said, to whom, and how soon."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar


class Audience(StrEnum):
    """Who hears a notice."""

    CUSTOMER = "customer"  # the private chat
    TOPIC = "topic"  # the customer's topic in the staff room
    ROOM = "room"  # the staff room's General topic
    AGENT = "agent"  # the private chat of the agent whom the notice names, where one was opened
    ORIGIN = "origin"  # wherever the command was given: a reply to it, or the small window of a press


class Priority(IntEnum):
    """Who is served first when Telegram lets us say only so much."""

    PRESS = 0
    CUSTOMER = 1
    OFFER = 2
    ALARM = 3
    MIRROR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to be said.

    `guarded`: dropped if the conversation has changed hands since it was decided. `made_late`: made when it is sent,
    which takes a while; nothing else waits behind it.
    """

    audience: ClassVar[Audience] = Audience.CUSTOMER
    priority: ClassVar[Priority] = Priority.CUSTOMER
    guarded: ClassVar[bool] = False
    made_late: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A member of staff who is called by name in the room."""

    agent: int
    number: str

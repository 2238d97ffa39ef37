"""What is said when there are several staff rooms: a conversation that moves, a room that is linked or lost."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from desk.notices.notice import Audience, Called, Notice, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOut(Notice):
    """The conversation goes on in the room of another team; said in the topic it leaves, which is closed.

    `former` is the team that had it, `team` the one that has it now; "": the main room.
    """

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int
    former: str
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedIn(Notice):
    """The conversation has come from another room: what was said there, in the topic where it goes on."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int
    former: str
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLost(Notice):
    """A team's room cannot be used any more: its conversations go on in the main room, and the leads hear of it."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    team: str
    leads: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLinked(Notice):
    """A group has become a team's room, for these lines."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    team: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamUnknown(Notice):
    """The rules know no team of that name; these are the teams they know."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    team: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCode(Notice):
    """The code with which a lead makes another group a staff room, good once and not for long."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    code: str
    lasts: timedelta
    teams: tuple[str, ...] = ()


ROOMS_NOTICES: tuple[type[Notice], ...] = (MovedOut, MovedIn, RoomLost, RoomLinked, TeamUnknown, LinkCode)

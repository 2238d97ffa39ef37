"""What the desk asks of storage about the people who work here, and their room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.events import Event
from desk.people import Agent
from desk.shifts.bulletin import Reading, StaffNotice
from desk.shifts.room import Room, RoomChange
from desk.state import Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChange:
    """A member of staff as a decision leaves them: admitted, gone on or off duty, away, back.

    `news` are the facts that led there, kept as the history of `agent:ID`; the last of them made `agent.version`.
    `next_due_at` goes to the agenda.
    """

    agent: Agent
    admitted: bool = False
    at: datetime
    news: tuple[Event, ...] = ()
    next_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWords:
    """A conversation as it is handed over: how it stands, whose it is, what the customer wrote last."""

    conversation: Conversation
    name: str
    text: str = ""


class StaffWork(Protocol):
    """The part of a transaction that is about staff and room."""

    async def staff(self) -> dict[int, Agent]:
        """Return everyone who works here, or ever did, by user id."""
        ...

    async def record_duty(self, changes: Sequence[DutyChange]) -> None:
        """Write members of staff as they are now, and what led there.

        Raises:
            Conflict: something else has happened to one of them meanwhile.
        """
        ...

    async def room(self) -> Room:
        """Return the room as it is."""
        ...

    async def record_room(self, change: RoomChange) -> None:
        """Write the room as it is now, and what led there.

        Raises:
            Conflict: something else has happened in it meanwhile.
        """
        ...

    async def bulletin(self, most: int) -> Sequence[StaffNotice]:
        """Return the latest notices to staff, oldest first, with who has read them."""
        ...

    async def record_bulletin(self, posted: Collection[StaffNotice], read: Collection[Reading]) -> None:
        """Write notices to staff, and who has read one.

        Raises:
            Conflict: somebody else was faster with a notice of this number.
        """
        ...

    async def last_words(self, conversations: Collection[int]) -> Mapping[int, LastWords]:
        """Return these conversations by number, each with the customer's name and last message."""
        ...

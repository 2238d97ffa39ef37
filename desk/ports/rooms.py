"""What the desk asks of storage about the groups that are staff rooms."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol


class RoomWork(Protocol):
    """The part of a `UnitOfWork` that is about staff rooms; "" is the main room, others go by their team."""

    async def rooms(self) -> Mapping[str, int]:
        """Return the groups that are bound, by team."""
        ...

    async def bind_room(self, chat_id: int, at: datetime, *, team: str = "", by: int | None = None) -> None:
        """Make this group the staff room of a team, or the main room; `by` is who said so (None: the operator)."""
        ...

    async def free_rooms(self, teams: Collection[str]) -> None:
        """Leave these teams without a room of their own."""
        ...

    async def link_codes(self, now: datetime) -> Mapping[str, datetime]:
        """Return the codes that hold, by their digest, each with its end."""
        ...

    async def keep_link_code(self, digest: str, until: datetime) -> None:
        """Let a code hold until a moment."""
        ...

    async def spend_link_code(self, digest: str) -> None:
        """Let a code hold no longer."""
        ...

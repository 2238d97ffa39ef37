"""What a transaction brings that others wait for."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Brought:
    """Letters to be sent, the earliest moment at which something comes due, and what else others should know.

    `news` are of "room" (where the staff room is), "crew" (what has happened in it), "rules" and "library".
    """

    letters: bool = False
    due_at: datetime | None = None
    news: set[str] = field(default_factory=set[str])

    def comes_due(self, at: datetime | None) -> None:
        """Note when something that was written comes due."""
        if at is not None and (self.due_at is None or at < self.due_at):
            self.due_at = at

"""What a transaction brings that others wait for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Brought:
    """Letters to be sent, perhaps another staff room, and the earliest moment at which something comes due."""

    letters: bool = False
    room: bool = False
    due_at: datetime | None = None

    def comes_due(self, at: datetime | None) -> None:
        """Note when something that was written comes due."""
        if at is not None and (self.due_at is None or at < self.due_at):
            self.due_at = at

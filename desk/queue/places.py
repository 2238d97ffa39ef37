"""Who waits for a person, in which order, and for how long at most."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from desk.rules import Rules
from desk.state import Conversation


class Place(NamedTuple):
    """What orders the queue: since when somebody counts as waiting, then the customer's id; and the line it is in."""

    rank: datetime
    customer: int
    line: str


def place_of(conversation: Conversation, rules: Rules) -> Place | None:
    """Return where somebody stands who waits, or is about to: who is more urgent counts as having come earlier."""
    rank = rank_of(conversation, rules)
    return Place(rank, conversation.customer, conversation.line) if rank is not None else None


def rank_of(conversation: Conversation, rules: Rules) -> datetime | None:
    """Return since when a conversation counts as waiting, or None if it does not wait, or cannot be reached."""
    c = conversation
    return None if c.waiting_since is None or c.unreachable else c.waiting_since - rules.head_start(c.level)


@dataclass(slots=True)
class Queue:
    """The first thousand who wait, kept in order while a batch is decided."""

    places: list[Place] = field(default_factory=list[Place])

    def ahead_of(self, place: Place) -> int:
        """Return how many are served before this one, whichever line it has been in."""
        return bisect_left(self.places, place._replace(line=""))

    def join(self, place: Place) -> None:
        """Add one who waits; twice is once."""
        if not self._holds(place):
            insort(self.places, place)

    def leave(self, place: Place) -> None:
        """Take one out; who is not here has left already."""
        if self._holds(place):
            self.places.pop(bisect_left(self.places, place))

    def _holds(self, place: Place) -> bool:
        at = bisect_left(self.places, place)
        return at < len(self.places) and self.places[at] == place


def longest_wait(recent: Sequence[timedelta], otherwise: timedelta) -> timedelta:
    """Return the wait nine of ten recent customers did not exceed, in whole minutes, at least one.

    The customer is told the longest wait to expect (001:1859); with no recent past it is the promise itself.
    """
    if not recent:
        return otherwise
    at = sorted(recent)[min(len(recent) * 9 // 10, len(recent) - 1)]
    return max(timedelta(minutes=-(-at // timedelta(minutes=1))), timedelta(minutes=1))


def in_order(places: Iterable[Place]) -> Queue:
    """Return a queue of these."""
    return Queue(sorted(places))

"""Who has said how much in a group lately, so that one topic leaves room for the others.

Telegram gives a group twenty messages a minute, whatever its topics. A customer who writes without a pause would take
them all, and everybody else's words would wait for minutes. So a topic that has said more than its `FREE` messages
within the span must find as much room beyond its own message as it has said too much: whoever says most goes last, and
whoever says little finds the group's budget nearly as it is on a quiet day.
"""

from collections import deque

FREE = 3
"""What every topic may say within the span as if it were alone."""
_KEPT = 200  # topics


class Shares:
    """What each topic of one group has said within the last span; moments and spans in microseconds."""

    __slots__ = ("_said", "_span")

    def __init__(self, span: int) -> None:
        self._span = span
        self._said: dict[int, deque[int]] = {}

    def owed(self, topic: int | None, now: int) -> int:
        """Return how much room a topic must leave to the others."""
        said = self._said.get(topic) if topic is not None else None
        if said is None:
            return 0
        while said and said[0] <= now - self._span:
            said.popleft()
        return max(len(said) - FREE, 0)

    def spend(self, topic: int | None, now: int, count: int) -> None:
        """Count what a topic says now."""
        if topic is None:
            return
        if len(self._said) >= _KEPT:
            self._said = {one: said for one, said in self._said.items() if said and said[-1] > now - self._span}
        self._said.setdefault(topic, deque()).extend([now] * count)

"""How much a bot may say: Telegram's limits as token buckets on the given clock.

30 messages a second for the bot as a whole, one a second for each private chat with a short burst, twenty a minute
for each group.  Edits and the creation of a topic are messages to this arithmetic, an album is as many as it holds,
and a forum is one group whatever its topics.  Chat actions are a family of their own.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.sandbox.errors import too_many


@dataclass(frozen=True)
class Rate:
    """How many at once, and within how many seconds the bucket is full again."""

    burst: int
    seconds: float


WHOLE_BOT = Rate(30, 1)
PRIVATE_CHAT = Rate(3, 3)
GROUP = Rate(20, 60)
CHAT_ACTIONS = Rate(20, 5)


class Bucket:
    """Tokens that come back with time."""

    __slots__ = ("at", "level", "per_second", "rate")

    def __init__(self, rate: Rate, pace: float, now: datetime) -> None:
        self.rate = rate
        self.per_second = rate.burst / rate.seconds * pace
        self.level = float(rate.burst)
        self.at = now

    def missing(self, now: datetime) -> float:
        """Return how many seconds until there is a whole token; nothing when there is one."""
        grown = max((now - self.at).total_seconds(), 0) * self.per_second
        self.level = min(self.level + grown, self.rate.burst)
        self.at = now
        # A hair below one is one: sums of floats must not refuse a bot that waited exactly as long as it was told.
        return 0 if self.level > 1 - 1e-6 else (1 - self.level) / self.per_second


class Limits:
    """All buckets of all bots; `pace` divides the intervals."""

    def __init__(self, clock: Clock, pace: float = 1.0, *, on: bool = True) -> None:
        self.on = on
        self.refused: Counter[str] = Counter()
        self._clock = clock
        self._pace = pace
        self._buckets: dict[tuple[str, int, int], Bucket] = {}

    @property
    def pace(self) -> float:
        """How many times faster than Telegram allows."""
        return self._pace

    def reset(self, pace: float | None = None, *, on: bool | None = None) -> None:
        """Fill all buckets, with another pace or switched if so asked."""
        self._pace = self._pace if pace is None else pace
        self.on = self.on if on is None else on
        self._buckets.clear()

    def take(self, bot_id: int, chat_id: int, count: int = 1) -> None:
        """Take tokens for messages to a chat, or refuse with a 429 and take none."""
        if not self.on:
            return
        family, rate = ("private", PRIVATE_CHAT) if chat_id > 0 else ("group", GROUP)
        now = self._clock.now()
        buckets = (self._bucket("bot", bot_id, 0, WHOLE_BOT, now), self._bucket(family, bot_id, chat_id, rate, now))
        self._take(family, buckets, count, now)

    def take_action(self, bot_id: int, chat_id: int) -> None:
        """Take a token for "is typing"."""
        if self.on:
            now = self._clock.now()
            self._take("action", (self._bucket("action", bot_id, chat_id, CHAT_ACTIONS, now),), 1, now)

    def _take(self, family: str, buckets: tuple[Bucket, ...], count: int, now: datetime) -> None:
        wait = max(bucket.missing(now) for bucket in buckets)
        if wait > 0:
            self.refused[family] += 1
            raise too_many(max(math.ceil(wait), 1))
        for bucket in buckets:
            bucket.level -= count

    def _bucket(self, family: str, bot_id: int, chat_id: int, rate: Rate, now: datetime) -> Bucket:
        key = (family, bot_id, chat_id)
        if (bucket := self._buckets.get(key)) is None:
            bucket = self._buckets[key] = Bucket(rate, self._pace, now)
        return bucket

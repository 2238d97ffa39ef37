"""How soon something may be said: Telegram's limits for the bot, for a private chat and for a group, kept exactly.

Each limit is two rules in one.  The window is the limit itself: never more than `count` in any `span`.  The bucket
beneath it lets only `burst` go at once and the rest evenly, which leaves room for what a network does to moments:
two messages that left a second apart may arrive together, and Telegram counts arrivals.

Moments are whole microseconds inside, so that a wait that was served in full is over, to the last digit.  They never
go back: where the machine's clock is set back, time goes on from where it was.
"""

import json
import math
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.shares import Shares

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_METERS_KEPT = 10_000
_SET_BACK = 1_000_000  # microseconds; what is less is read by two who asked the clock one after the other


@dataclass(frozen=True, slots=True)
class Limit:
    """Never more than `count` in any `span`, and never more than `burst` at once."""

    count: int
    span: timedelta
    burst: int


WHOLE_BOT = Limit(30, timedelta(seconds=1), burst=20)
PRIVATE_CHAT = Limit(3, timedelta(seconds=3), burst=2)
GROUP = Limit(20, timedelta(minutes=1), burst=15)  # edits and the making of topics are messages to it


class Meter:
    """One limit at work."""

    __slots__ = ("_burst", "_count", "_full_at", "_interval", "_said", "rests_until", "span")

    def __init__(self, limit: Limit, pace: float) -> None:
        self.span = math.ceil(limit.span / _MICROSECOND / pace)
        self._interval = math.ceil(self.span / limit.count)
        self._count = limit.count
        self._burst = limit.burst
        self._full_at = 0  # when the whole burst is there again
        self._said: deque[int] = deque(maxlen=limit.count)
        self.rests_until = 0

    def wait(self, now: int, count: int = 1) -> int:
        """Return how long until `count` messages may go; more than a burst go when a whole burst may."""
        bucket = max(self._full_at, now) - (self._burst - min(count, self._burst)) * self._interval
        return max(bucket - now, self._window(count) - now, self.rests_until - now, 0)

    def spend(self, now: int, count: int = 1) -> None:
        """Count messages that go now."""
        self._full_at = max(self._full_at, now) + count * self._interval
        self._said.extend([now] * min(count, self._count))

    def room(self, now: int) -> int:
        """Return how many may go at this very moment."""
        if self.rests_until > now:
            return 0
        bucket = self._burst - math.ceil(max(self._full_at - now, 0) / self._interval)
        window = self._count - sum(1 for said in self._said if said > now - self.span)
        return max(min(bucket, window), 0)

    def spacing(self) -> int:
        """Return how far apart messages are when there are always more."""
        return self._interval

    def quiet_at(self) -> int:
        """Return from when on this meter knows nothing that still matters."""
        last = self._said[-1] if self._said else 0
        return max(self._full_at, self.rests_until, last + self.span)

    def known(self) -> tuple[str, int]:
        """Return what this meter knows as text, and the moment from which on that is nothing."""
        return json.dumps([self._full_at, self.rests_until, [*self._said]], separators=(",", ":")), self.quiet_at()

    def learn(self, state: str) -> None:
        """Know what another meter of this limit knew."""
        self._full_at, self.rests_until, said = json.loads(state)
        self._said = deque(said, maxlen=self._count)

    def _window(self, count: int) -> int:
        """Return when enough of what was said has left the window."""
        leaving = len(self._said) + min(count, self._count) - self._count
        return self._said[leaving - 1] + self.span if leaving > 0 else 0


class Pacer:
    """All limits of one bot; `pace` divides their spans."""

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace
        self._bot = Meter(WHOLE_BOT, pace)
        self._chats: dict[int, Meter] = {}
        self._shares: dict[int, Shares] = {}
        self._booked: dict[int, int] = {}
        self._latest = 0
        self._set_back = 0  # microseconds

    def wait(
        self, chat_id: int | None, now: datetime, *, count: int = 1, light: bool = False, topic: int | None = None
    ) -> timedelta:
        """Return how long until something may be said there; a topic that says much leaves room to the others.

        `light` is what no chat's limit counts (a reaction, the answer to a press); no chat at all is the same.
        """
        moment = self._moment(now)
        wait = self._bot.wait(moment, 1 if light else count)
        if chat_id is not None:
            meter = self._chats.get(chat_id)
            if meter is not None:
                room = count + self._owed(chat_id, topic, moment)
                wait = max(wait, meter.rests_until - moment if light else meter.wait(moment, room))
        return wait * _MICROSECOND

    def spend(
        self, chat_id: int | None, now: datetime, *, count: int = 1, light: bool = False, topic: int | None = None
    ) -> None:
        """Count what is said now."""
        moment = self._latest = max(self._moment(now), self._latest)
        self._bot.spend(moment, count)
        if chat_id is not None and not light:
            meter = self._meter(chat_id, moment)
            meter.spend(moment, count)
            if chat_id < 0:
                self._shares.setdefault(chat_id, Shares(meter.span)).spend(topic, moment, count)

    def rest(self, chat_id: int | None, until: datetime) -> None:
        """Say nothing there (None: nowhere) until a moment: Telegram asked for it."""
        moment = (until - _EPOCH) // _MICROSECOND + self._set_back
        meter = self._bot if chat_id is None else self._meter(chat_id, moment)
        meter.rests_until = max(meter.rests_until, moment)

    def room(self, now: datetime, within: timedelta = timedelta(0)) -> int:
        """Return how many messages the bot may say now, and those it will be able to within a span."""
        room = self._bot.room(self._moment(now))
        return room + within // _MICROSECOND // self._bot.spacing() if room else 0

    def scarce(self, chat_id: int, now: datetime, topic: int | None = None) -> bool:
        """Tell whether a group's budget runs out, or a topic's share of it, so that what can be joined should be."""
        meter, moment = self._chats.get(chat_id), self._moment(now)
        if chat_id > 0 or meter is None:
            return False
        return meter.room(moment) <= max(GROUP.burst // 3, 2 * self._owed(chat_id, topic, moment))

    def book(self, chat_id: int, now: datetime, topic: int | None = None) -> datetime:
        """Return when to ask again for something that can wait.

        Those who wait for one group are spread over its coming minute, or all of them would ask for each slot.
        """
        moment = self._moment(now)
        meter = self._meter(chat_id, moment)
        first = moment + meter.wait(moment, 1 + self._owed(chat_id, topic, moment))
        booked = max(first, self._booked.get(chat_id, 0) + meter.spacing())
        if booked - first > GROUP.count * meter.spacing():
            booked = first
        self._booked[chat_id] = booked
        return self._at(booked)

    def known(self, chats: Collection[int]) -> dict[int, tuple[str, int]]:
        """Return what the meters of these chats and of the whole bot (0) know, and from when on that is nothing."""
        meters = {chat: self._chats[chat] for chat in chats if chat in self._chats}
        return {chat: meter.known() for chat, meter in {0: self._bot, **meters}.items()}

    def learn(self, states: Mapping[int, tuple[str, int]]) -> None:
        """Know of these chats what those who speak for the same bot know."""
        for chat, (state, until) in states.items():
            meter = self._meter(chat, until) if chat else self._bot
            meter.learn(state)

    def _owed(self, chat_id: int, topic: int | None, now: int) -> int:
        """Return how much room a topic must leave; a third of a burst is nobody's to keep free."""
        shares = self._shares.get(chat_id)
        return 0 if shares is None else min(shares.owed(topic, now), GROUP.burst - GROUP.burst // 3)

    def _meter(self, chat_id: int, now: int) -> Meter:
        meter = self._chats.get(chat_id)
        if meter is None:
            if len(self._chats) >= _METERS_KEPT:
                self._chats = {chat: meter for chat, meter in self._chats.items() if meter.quiet_at() > now}
            meter = self._chats[chat_id] = Meter(PRIVATE_CHAT if chat_id > 0 else GROUP, self._pace)
        return meter

    def _moment(self, at: datetime) -> int:
        moment = (at - _EPOCH) // _MICROSECOND + self._set_back
        if moment < self._latest - _SET_BACK:
            self._set_back += self._latest - moment
            moment = self._latest
        return moment

    def _at(self, moment: int) -> datetime:
        return _EPOCH + (moment - self._set_back) * _MICROSECOND

"""The updates waiting for one bot: kept for a day, read by long poll, confirmed by offset."""

import asyncio
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.sandbox.errors import conflict
from bot.sandbox.wire import Json, write

KEPT_FOR = timedelta(hours=24)
BATCH = 100
BY_REQUEST_ONLY = frozenset({"message_reaction", "message_reaction_count", "chat_member"})


@dataclass(slots=True)
class Waiting:
    """One update, written down at once: what happens to its message later does not change it."""

    id: int
    chat_id: int
    body: str
    at: datetime
    again: int = 0  # so many times it comes back although confirmed


class Updates:
    """The queue of one bot; ids start where the world says and can be set anew."""

    def __init__(self, clock: Clock, first_id: int = 500_000_001) -> None:
        self.next_id = first_id
        self.allowed: frozenset[str] | None = None
        self.duplicate_next = 0
        self._shuffled = False
        self.waiting: deque[Waiting] = deque()
        self.arrived = asyncio.Event()
        self._clock = clock
        self._poller: asyncio.Future[None] | None = None

    def wants(self, kind: str) -> bool:
        """Tell whether the bot asked for this kind; unasked it gets all but three."""
        return kind not in BY_REQUEST_ONLY if self.allowed is None else kind in self.allowed

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember which kinds the bot asks for; an empty list is the default, no list changes nothing."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, kind: str, chat_id: int, what: str) -> int:
        """Queue an update whose one field is already written as JSON; return its id."""
        update_id = self.next_id
        self.next_id += 1
        body = f'{{"update_id":{update_id},"{kind}":{what}}}'
        again = 1 if self.duplicate_next else 0
        self.duplicate_next -= again
        self._shuffled = self._shuffled or bool(again)
        self._put(Waiting(update_id, chat_id, body, self._clock.now(), again))
        return update_id

    def inject(self, update: Json) -> int:
        """Queue an update as it is; without an id it gets the next one."""
        update_id = int(update.get("update_id", self.next_id))
        self._shuffled = self._shuffled or update_id < self.next_id
        self.next_id = max(self.next_id, update_id + 1)
        what: list[Json] = [value for key, value in update.items() if key != "update_id"]
        chat: Json = what[0].get("chat") or what[0].get("message", {}).get("chat") or {}
        body = write({**update, "update_id": update_id})
        self._put(Waiting(update_id, int(chat.get("id", 0)), body, self._clock.now()))
        return update_id

    def confirm(self, offset: int) -> None:
        """Drop what lies before an offset; a negative one counts from the end."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        elif offset > 0:
            while self.waiting and self.waiting[0].id < offset and not self.waiting[0].again:
                self.waiting.popleft()
            if self._shuffled:
                self._sift(offset)

    def _sift(self, offset: int) -> None:
        """Look at every update, for where somebody disturbed them the front does not tell."""
        kept: list[Waiting] = []
        for update in self.waiting:
            if update.id >= offset or update.again:
                update.again -= update.id < offset
                kept.append(update)
        self.waiting = deque(kept)
        self._shuffled = bool(kept)

    def disturb(self, *, duplicate: int = 0, reverse: bool = False, next_id: int | None = None) -> None:
        """Let the next few come again although confirmed, hand out those waiting in reverse, number anew."""
        self._shuffled = True
        self.duplicate_next += duplicate
        if reverse:
            self.waiting.reverse()
        if next_id is not None:
            self.next_id = next_id

    def batch(self, limit: int) -> list[str]:
        """Return the oldest updates."""
        self.expire()
        return [self.waiting[index].body for index in range(min(limit, len(self.waiting)))]

    def expire(self) -> None:
        """Drop what is older than a day."""
        oldest = self._clock.now() - KEPT_FOR
        while self.waiting and self.waiting[0].at < oldest:
            self.waiting.popleft()

    async def poll(self, limit: int, seconds: float) -> list[str]:
        """Return the oldest updates, waiting for one so many seconds of the machine; ends whoever polled before."""
        self.end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        found = self.batch(limit)
        if found or seconds <= 0:
            return found
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(poller, seconds)
        finally:
            if self._poller is poller:
                self._poller = None
        return self.batch(limit)

    def end_poll(self, reason: str) -> None:
        """Answer a waiting poller with a 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(conflict(reason))

    def _put(self, update: Waiting) -> None:
        self.waiting.append(update)
        self.arrived.set()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

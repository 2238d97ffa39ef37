"""The intake hears: updates come in, are understood, and are confirmed only after the desk has committed them.

    fetch -> translate each -> the desk handles the batch (one transaction) -> confirm

Telegram is told that an update was received by the offset of the next fetch, or by the answer to its request: both
come after the commit. A process killed anywhere in between hears the same updates again, and those already handled
find themselves in the record. What cannot be understood is kept aside with its reason, and confirmed.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar

from bot.clock import Clock, first
from bot.hiding import without_secrets
from bot.naming import name_of, storable
from bot.updates import LineDown, SomebodyElseReads, TokenRefused, Updates
from desk.commands import Inbox, Link
from desk.desk import Desk
from desk.errors import StorageDown
from desk.events import Excuse
from desk.notices import DeadLetter
from desk.ports import DeadLetters, Letter

log = logging.getLogger(__name__)

Update = dict[str, Any]
Translate = Callable[[Update, Inbox], Awaitable[None]]

_T = TypeVar("_T")

BATCH = 100
_TRIES = 3
_LONG_POLL = 25
_MOST_WAITING = 1000
_STANDS_BY = 0.5
_RETRIES = (0.5, 1.0, 2.0, 5.0, 10.0)


class Deaf(Exception):  # noqa: N818 - it is no error, only too late
    """Nothing is taken in any more, or not just now; whoever tells it should tell it again."""


@dataclass(frozen=True, slots=True)
class _Failed:
    update_id: int
    error: Exception


class Intake:
    """Where updates become facts, by polling or by webhook."""

    def __init__(
        self,
        desk: Desk,
        translate: Translate,
        dead_letters: DeadLetters,
        clock: Clock,
        *,
        locale: str,
    ) -> None:
        self._desk = desk
        self._translate = translate
        self._dead_letters = dead_letters
        self._clock = clock
        self._locale = locale
        self._waiting: list[tuple[Update, asyncio.Future[None]]] = []
        self._arrived = asyncio.Event()
        self._deaf = False
        self.heard = asyncio.Event()
        self.trouble: str | None = None
        self._excuse = Excuse.TELEGRAM
        self.troubled: list[Callable[[], None]] = []
        self.updates = 0

    @property
    def excuses(self) -> frozenset[Excuse]:
        """What promises are excused by that are broken just now."""
        return frozenset({self._excuse} if self.trouble else ())

    # --- polling -------------------------------------------------------------------------------------------------

    async def poll(self, source: Updates, stop: asyncio.Event, *, fetches: Callable[[], bool] = lambda: True) -> None:
        """Fetch updates until asked to stop; what was begun is finished and confirmed.

        While another process is the one that `fetches`, stand by; should both do so for a moment, each update is
        still handled once, by the record of those that were.
        """
        offset: int | None = None
        while not stop.is_set():
            if not fetches():
                offset, self.trouble = None, None  # whoever fetches now tells what is wrong with the line
                await first(lambda: self._clock.sleep(_STANDS_BY), stop.wait)
                continue
            updates = await self._fetch(source, offset, stop)
            if updates is None:
                continue
            await self.take_in(updates, stop)
            # Ids start at a random number after a quiet week, so an offset is good only as long as there is more.
            offset = updates[-1]["update_id"] + 1 if updates else None
            if len(updates) < BATCH:
                self.heard.set()
        if offset is not None:
            await self._confirm(source, offset)

    async def _fetch(self, source: Updates, offset: int | None, stop: asyncio.Event) -> list[Update] | None:
        """Return what has arrived; None if there is no telling, and it is time to try again."""
        wait = _LONG_POLL if self.heard.is_set() else 0
        fetched: list[Update] | None = None

        async def fetch() -> None:
            nonlocal fetched
            fetched = await source.fetch(offset=offset, limit=BATCH, wait=wait)

        try:
            await first(fetch, stop.wait)
        except* SomebodyElseReads:
            await self._rest(
                "another process reads this bot's updates, or a webhook is set; waiting until that ends", 3, stop
            )
        except* TokenRefused:
            await self._rest("Telegram refuses the bot's token; `python -m bot check` says more", 30, stop)
        except* LineDown as down:
            await self._rest(f"Telegram cannot be reached: {down.exceptions[0]}", 1, stop)
        else:
            self.trouble = None
        return fetched

    async def _rest(self, why: str, seconds: float, stop: asyncio.Event, excuse: Excuse = Excuse.TELEGRAM) -> None:
        if self.trouble != why:
            log.warning("the intake waits", extra={"why": why})
        self.trouble, self._excuse = why, excuse
        for wake in self.troubled:
            wake()
        await first(lambda: self._clock.sleep(seconds), stop.wait)

    async def _confirm(self, source: Updates, offset: int) -> None:
        try:
            await source.fetch(offset=offset, limit=1, wait=0)
        except (LineDown, SomebodyElseReads, TokenRefused):
            log.info("the last updates are handled but not confirmed; they will be recognised when they come again")

    # --- webhook -------------------------------------------------------------------------------------------------

    async def hear(self, update: Update) -> None:
        """Take in one update of a webhook's request and return when it is committed; concurrent ones form batches.

        Raises:
            Deaf: it was not taken in, for we end, or too many wait already.
        """
        if self._deaf or len(self._waiting) >= _MOST_WAITING:
            raise Deaf
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, done))
        self._arrived.set()
        await done

    async def serve_webhook(self, stop: asyncio.Event) -> None:
        """Take in what `hear` was given, in batches, until asked to stop."""
        self._deaf = False
        batch: list[tuple[Update, asyncio.Future[None]]] = []
        try:
            while not stop.is_set() or self._waiting:
                await first(self._arrived.wait, stop.wait)
                self._arrived.clear()
                batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
                if self._waiting:
                    self._arrived.set()
                await self.take_in([update for update, _ in batch], stop)
                for _, done in batch:
                    if not done.done():  # the request may have been given up meanwhile
                        done.set_result(None)
        finally:
            self._deaf = True
            for _, done in (*batch, *self._waiting):
                if not done.done():
                    done.set_exception(Deaf())
            self._waiting = []

    # --- both ----------------------------------------------------------------------------------------------------

    async def take_in(self, updates: Sequence[Update], stop: asyncio.Event) -> None:
        """Make facts of a batch of updates, in the order of their numbers: requests of a webhook overtake each other.

        When this returns, they are committed or put aside.
        """
        once = {update["update_id"]: update for update in sorted(updates, key=itemgetter("update_id"))}
        failures = await self._handle(once.values(), stop)
        for failure in failures:
            await self._try_again(once[failure.update_id], failure, stop)
        self.updates += len(once)

    async def _handle(self, updates: Iterable[Update], stop: asyncio.Event) -> list[_Failed]:
        inbox = Inbox()
        failures: list[_Failed] = []
        for update in updates:
            failures += await self._understand(update, inbox, stop)
            if inbox.given and isinstance(
                inbox.given[-1].command, Link
            ):  # what follows may be said in the room it makes
                failures += await self._decide(inbox, stop)
                inbox = Inbox()
        return failures + await self._decide(inbox, stop)

    async def _decide(self, inbox: Inbox, stop: asyncio.Event) -> list[_Failed]:
        decided = await self._until_it_stands(lambda: self._desk.handle(inbox.given), stop)
        return [_Failed(one.update_id, one.error) for one in decided if one.update_id is not None]

    async def _understand(self, update: Update, inbox: Inbox, stop: asyncio.Event) -> list[_Failed]:
        inbox.update_id = update["update_id"]
        given_before = len(inbox.given)
        try:
            await self._until_it_stands(lambda: self._translate(update, inbox), stop)
        except StorageDown:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the others with it
            del inbox.given[given_before:]
            return [_Failed(update["update_id"], error)]
        return []

    async def _until_it_stands(self, act: Callable[[], Awaitable[_T]], stop: asyncio.Event) -> _T:
        """Try until the database answers; nothing is confirmed meanwhile.

        Raises:
            StorageDown: it did not answer, and we are asked to stop.
        """
        tries = 0
        while True:
            try:
                done = await act()
            except StorageDown as down:
                rest = _RETRIES[min(tries, len(_RETRIES) - 1)]
                await self._rest(f"the database does not answer: {down}", rest, stop, Excuse.OUTAGE)
                tries += 1
                if stop.is_set():
                    raise
            else:
                self.trouble = None
                return done

    async def _try_again(self, update: Update, failed: _Failed, stop: asyncio.Event) -> None:
        """Try a poison update a few times by itself, then put it aside and tell the room."""
        raw = storable(json.dumps(without_secrets(update)[0], ensure_ascii=False))
        while await self._until_it_stands(partial(self._note, failed, raw), stop) < _TRIES:
            again = await self._handle([update], stop)
            if not again:
                await self._until_it_stands(partial(self._dead_letters.forget, failed.update_id), stop)
                return
            failed = again[0]
        await self._until_it_stands(lambda: self._dead_letters.put_aside(failed.update_id, self._clock.now()), stop)
        log.error(
            "an update was put aside", extra={"update_id": failed.update_id, "error": type(failed.error).__name__}
        )
        letter = Letter(notice=DeadLetter(what=name_of(update)), locale=self._locale)
        await self._until_it_stands(lambda: self._desk.post([letter]), stop)

    async def _note(self, failed: _Failed, raw: str) -> int:
        error = storable(f"{type(failed.error).__name__}: {failed.error}")
        return await self._dead_letters.note(failed.update_id, self._clock.now(), error, raw)

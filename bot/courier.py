"""The courier speaks: it takes letters from the outbox, sends them, and records how it went.

Lanes go side by side, the letters of one lane one after another. A lane is taken again only when what became of its
letters is recorded. Letters whose turn has not come are given back with the moment it will: what is held here when
the program is killed cannot be told from what was just sent, so as little as possible is held.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from secrets import SystemRandom

from aiogram import Bot

from bot.addressing import Addressing
from bot.clock import Clock, wait_until
from bot.dispatch import Dispatch, RoomLost, Unreachable, nobody_is_told
from bot.endings import put_off
from bot.gate import ANSWERS_WITHIN, PATIENCE, Gate
from bot.moving import Moving
from bot.pace import OwnPace, SharedPace
from bot.pacing import Pacer
from bot.papers import Papers
from bot.sending import Sender
from bot.sight import Sight, Spot, sight_of, spots_of
from bot.topics import Topics
from desk.errors import Conflict, StorageDown
from desk.events import Excuse
from desk.ports import Delivery, Outbox, Posted
from handlers.wording import Wording
from storage.paces import SqlPaces

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
MOST_IN_HAND = 128  # lanes
_STORAGE_RESTS = 1.0  # seconds
_SETTLES_WITHIN = 10.0  # seconds of the machine, once we have to stop; what is not recorded then, the next one marks
_chance = SystemRandom().random


class Courier:
    """Sends the outbox."""

    def __init__(
        self,
        outbox: Outbox,
        bot: Bot,
        clock: Clock,
        wording: Wording,
        *,
        on_unreachable: Unreachable,
        on_room_lost: RoomLost = nobody_is_told,
        chance: Callable[[], float] = _chance,
        pace: float = 1.0,
        answers_within: int = ANSWERS_WITHIN,
        on_sent: Callable[[timedelta], None] | None = None,
        papers: Papers | None = None,
        paces: SqlPaces | None = None,
        speaks: Callable[[], bool] = lambda: True,
        place: Callable[[], int] = lambda: 0,
    ) -> None:
        self._place = place
        self._outbox = outbox
        self._clock = clock
        self._on_sent = on_sent
        self._pacer = Pacer(pace)
        turns = OwnPace(self._pacer, clock) if paces is None else SharedPace(self._pacer, paces, clock)
        self._gate = Gate(bot, clock, self._pacer, pace=turns, speaks=speaks, answers_within=answers_within)
        self._topics = Topics(outbox, self._gate, clock, wording)
        addressing = Addressing(self._topics)
        self._sender = Sender(
            outbox,
            self._gate,
            clock,
            pacer=self._pacer,
            addressing=addressing,
            moving=Moving(outbox, self._gate, clock, self._topics, wording),
            wording=wording,
            papers=papers,
        )
        self._dispatch = Dispatch(
            outbox,
            clock,
            self._pacer,
            self._sender,
            self._topics,
            addressing=addressing,
            on_unreachable=on_unreachable,
            on_room_lost=on_room_lost,
            chance=chance,
            room_locale=wording.locale,
        )
        self._woken = asyncio.Event()
        self._stop = asyncio.Event()
        self._busy: set[str] = set()
        self._inherits = False
        self._unheard = False  # whether the database may have claimed letters for us without our knowing
        self._finished: list[str] = []
        self._ended: list[Delivery] = []
        self._copies: dict[Spot, Spot] = {}
        self.troubled: list[Callable[[], None]] = []
        self.sent = 0
        self.repeated = 0  # of those sent, the ones that may stand there twice
        self.dropped = 0
        self.put_off = 0

    @property
    def trouble(self) -> str | None:
        """Say what keeps letters from being sent, if anything lasting does."""
        return "; ".join(self._dispatch.troubles.values()) or None

    @property
    def excuses(self) -> frozenset[Excuse]:
        """What promises are excused by that are broken just now."""
        return self._dispatch.excuses

    @property
    def room_trouble(self) -> str | None:
        """Say what keeps letters from the main staff room, if anything does."""
        return self._dispatch.troubles.get("room")

    @property
    def retry_after(self) -> int:
        """How often Telegram asked for quiet."""
        return self._gate.told_to_rest

    @property
    def joined(self) -> int:
        """How many messages were saved by joining bursts."""
        return self._sender.joined

    @property
    def topics_made(self) -> int:
        """How many topics were made."""
        return self._topics.made

    @property
    def topics_healed(self) -> int:
        """How many topics were found gone."""
        return self._topics.healed

    def look_around(self) -> None:
        """Look whether another courier is gone and has left letters."""
        self._inherits = True
        self._woken.set()

    def wake(self) -> None:
        """Look again: there may be letters."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until asked to stop; then finish what was begun, record it and end.

        A storage that is down is waited for.
        """
        self._stop = stop
        async with asyncio.TaskGroup() as group:
            group.create_task(self._ring_when(stop))
            await self._insist(self._begin_anew)
            async with asyncio.TaskGroup() as lanes:
                while not stop.is_set():
                    await self._insist(lambda: self._round(lanes))
            await self._insist(self._settle, within=_SETTLES_WITHIN)

    async def _ring_when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._woken.set()

    async def _insist(self, step: Callable[[], Awaitable[None]], *, within: float = 0) -> None:
        """Do a step; while the database does not answer, it is only late, or left once we have to stop."""
        passes = asyncio.get_running_loop().time
        begun = passes()
        while True:
            try:
                await step()
            except (StorageDown, Conflict) as error:
                self._dispatch.troubles["storage"] = str(error)
                self._complain()
                if self._stop.is_set() and passes() - begun >= within:
                    return
                await self._clock.sleep(_STORAGE_RESTS)
            else:
                self._dispatch.troubles.pop("storage", None)
                return

    def _complain(self) -> None:
        if self._dispatch.troubles:
            for wake in self.troubled:
                wake()

    async def _begin_anew(self) -> None:
        """After a failure of ours: what has ended is recorded, what was in hand is taken back like a lost courier's."""
        await self._settle()
        self._busy.clear()
        self._unheard = False
        found = await self._outbox.recover(self._clock.now())
        if found:
            log.warning("letters may have been sent by a courier that is gone", extra={"letters": found})

    async def _take_back(self) -> None:
        """After a commit whose answer never came: what it may have claimed is in nobody's hand."""
        await self._settle()  # a lane that has ended is free only then
        found = await self._outbox.reclaim(self._busy)
        self._unheard = False
        if found:
            log.warning("letters were claimed by a commit that was not heard of", extra={"letters": found})

    async def _inherit(self) -> None:
        self._inherits = False
        found = await self._outbox.inherit()
        if found:
            log.warning("letters may have been sent by a courier that is gone", extra={"letters": found})

    async def _round(self, lanes: asyncio.TaskGroup) -> None:
        """Record what has ended, begin what may be sent, and wait for a reason to do so again."""
        if self._unheard:
            await self._take_back()
        if self._inherits:
            await self._inherit()
        self._woken.clear()  # what was committed until here is claimed now
        now = self._clock.now()
        ended, finished = tuple(self._ended), tuple(self._finished)
        busy = self._busy.difference(finished)
        unsaid = len(busy) - self._gate.under_way  # has its place in what room there is
        most = min(self._pacer.room(now, within=PATIENCE) - unsaid, MOST_AT_ONCE, MOST_IN_HAND - len(busy))
        self._unheard, place = True, self._place()
        posted, next_at = await self._outbox.exchange(ended, now, most, busy=busy)
        self._unheard = False
        self._settled(ended, finished)
        if posted:
            await self._begin(posted, lanes, place)
        if most <= 0:
            await self._wait_until(now + max(self._pacer.wait(None, now), PATIENCE))
        elif len(posted) < most:
            await self._wait_until(next_at)

    async def _wait_until(self, at: datetime | None) -> None:
        if not self._finished and not self._stop.is_set():  # the ring of a stop may have been cleared above
            await wait_until(self._clock, at, or_event=self._woken)

    async def _begin(self, posted: Sequence[Posted], lanes: asyncio.TaskGroup, place: int) -> None:
        try:
            sight = await sight_of(self._outbox, posted, self._copies)
        except (StorageDown, Conflict):
            self._give_back(posted, self._clock.now())
            raise
        by_lane: dict[str, list[Posted]] = {}
        for one in posted:
            by_lane.setdefault(one.lane, []).append(one)
        self._busy |= by_lane.keys()
        for lane, letters in by_lane.items():
            lanes.create_task(self._walk(lane, letters, sight, place))

    async def _walk(self, lane: str, letters: list[Posted], sight: Sight, place: int) -> None:
        """Send a lane's letters in order, until one has to wait: then those behind it wait too.

        What was claimed in a place among the processes that we have lost since, others may have taken back.
        """
        while letters and not self._stop.is_set() and self._place() == place:
            ended = await self._dispatch.first(letters, sight)
            self._complain()
            self._note(letters, ended)
            letters = letters[len(ended) :]
            held = next((one.again_at for one in ended if one.again_at is not None), None)
            if held is not None:
                self._give_back(letters, held)
                letters = []
        self._give_back(letters, self._clock.now())
        self._finished.append(lane)
        self._woken.set()

    def _give_back(self, letters: Sequence[Posted], again_at: datetime) -> None:
        self._note(letters, put_off(letters, self._clock.now(), again_at))

    def _note(self, letters: Sequence[Posted], ended: Sequence[Delivery]) -> None:
        self._ended += ended
        for posted, one in zip(letters, ended, strict=False):
            if one.again_at is not None:
                self.put_off += 1
            elif one.dropped:
                self.dropped += 1
            else:
                self.sent += 1
                self.repeated += posted.maybe_sent
                if self._on_sent is not None and posted.posted_at is not None:
                    self._on_sent(one.at - posted.posted_at)

    async def _settle(self) -> None:
        """Record in one transaction how everything ended that has; only then are its lanes free."""
        ended, finished = tuple(self._ended), tuple(self._finished)
        if ended:
            await self._outbox.settle(ended)
        self._settled(ended, finished)

    def _settled(self, ended: Sequence[Delivery], finished: Sequence[str]) -> None:
        for spot in (spot for one in ended for copy in one.copies for spot in spots_of(copy)):
            self._copies.pop(spot, None)
        del self._ended[: len(ended)], self._finished[: len(finished)]
        self._busy.difference_update(finished)

"""The learner: what people decide becomes what the matcher knows, what is answered at once, and what editors see.

What is heavy happens in a thread beside customers. It begins with what the rows say, so that a restart forgets
nothing, and looks by itself whether anything was decided since.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.gaps_told import LOOKED_BACK, MOST_ASKED, MOST_DECISIONS
from desk.commands import Given, OfRoom
from desk.desk import Desk
from desk.learning.autonomy import weighed
from desk.learning.commands import PutUpGaps, TellGaps, Weigh
from desk.learning.gap_board import GapLine, Heard, board, examples
from desk.library.commands import LibraryCommand
from desk.library.dates import MORNING
from desk.library.live import LiveLibrary
from desk.library.loading import MOST_OUTCOMES
from desk.ports import LearningReader
from desk.rules import Rules
from desk.rules.live_rules import LiveRules, live

log = logging.getLogger(__name__)

POLL = 2.0
"""Seconds of the machine between two looks."""
RESTS = 30.0
"""Seconds of the machine between two lessons of the matcher: each makes it be fitted anew."""


class Learner:
    """What lets the library learn from what people do with its answers."""

    def __init__(
        self,
        desk: Desk,
        reader: LearningReader,
        library: LiveLibrary,
        clock: Clock,
        rules: Rules | LiveRules,
        *,
        keeps_house: Callable[[], bool] = lambda: True,
    ) -> None:
        self._keeps_house = keeps_house
        self._desk = desk
        self._reader = reader
        self._library = library
        self._clock = clock
        self._rules = live(rules)
        self._seen: tuple[Heard, int, date, bool] | None = None
        self._revision: int | None = library.revision
        self._taught_at: float | None = None
        self._untaught = True
        self._monday: date | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Learn until asked to stop."""
        while not stop.is_set():
            await self.look()
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL):
                    await stop.wait()

    async def look(self) -> None:
        """Do what is to be done now."""
        await self._follow()
        heard, today = await self._reader.heard(), self._local().date()  # for a week is counted from today
        keeps = self._keeps_house()  # who begins to keep house has it all before it
        now = heard, self._library.revision, today, keeps
        if now != self._seen:
            self._untaught = True
            if not keeps or (await self._weigh() and await self._put_up()):
                self._seen = now
        if self._untaught and self._rested():
            await self._teach()
        if keeps:
            await self._tell_week()

    async def _follow(self) -> None:
        """Another process may have changed how the library stands."""
        revision = self._library.revision
        if revision == self._revision:
            return
        autonomy = await self._reader.autonomy()
        if self._library.revision == revision:  # else the desk has gone on meanwhile, and knows better
            self._library.autonomy, self._revision = autonomy, revision

    async def _weigh(self) -> bool:
        outcomes = await self._reader.outcomes(MOST_OUTCOMES)
        if await asyncio.to_thread(weighed, self._library.autonomy, outcomes, self._clock.now()):
            return await self._give(Weigh(outcomes=outcomes))
        return True

    async def _put_up(self) -> bool:
        now, before = self._clock.now(), await self._reader.board()
        asked = await self._reader.in_vain(now - LOOKED_BACK, MOST_ASKED)
        decided, verdicts = await self._reader.decided(MOST_DECISIONS), await self._reader.verdicts()
        lines: list[GapLine] = await asyncio.to_thread(
            board, asked, decided, verdicts, before, self._library.knowledge, now
        )
        if lines != list(before):
            return await self._give(PutUpGaps(lines=tuple(lines)))
        return True

    def _local(self) -> datetime:
        return self._clock.now().astimezone(self._rules.now.organisation.zone)

    def _rested(self) -> bool:
        now = asyncio.get_running_loop().time()
        if self._taught_at is not None and now - self._taught_at < RESTS:
            return False
        self._taught_at = now
        return True

    async def _teach(self) -> None:
        """Give the matcher what was decided; the librarian fits it anew."""
        before = self._library.knowledge
        decided, verdicts = await self._reader.decided(MOST_DECISIONS), await self._reader.verdicts()
        learned = await asyncio.to_thread(examples, decided, verdicts.values())
        if set(learned) == set(before.examples):
            self._untaught = False
            return
        taught = await asyncio.to_thread(before.changed, examples=learned)
        if self._library.knowledge is before:  # else it has gone on meanwhile, and is taught the next time
            self._library.exchange(taught)
            self._untaught = False

    async def _tell_week(self) -> None:
        """The room is told on a Monday morning, or on the next one the desk is there, of what there is by then."""
        local = self._local()
        monday = local.date() - timedelta(days=local.weekday())
        if local.time() < MORNING or self._monday == monday:
            return
        if await self._give(TellGaps(monday=monday, late=local.weekday() > 0)):
            self._monday = monday

    async def _give(self, command: LibraryCommand) -> bool:
        """Tell whether the desk has taken it; what it has not is tried again at the next look."""
        failures = await self._desk.handle([Given(command=command, subject=OfRoom())])
        for failure in failures:
            log.error("what was learned could not be told", extra={"error": type(failure.error).__name__})
        return not failures

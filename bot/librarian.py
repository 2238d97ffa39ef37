"""The librarian keeps the library in order: has drafts seen by the gate, fits it anew, reminds owners of its dates.

What is heavy happens in a thread beside customers, who are answered meanwhile from the library as it was. It begins
with what the rows say, so that a crash loses no draft that waits; it is woken by every change, and looks by itself
whether another process, such as an import, has changed the library. What is done once for all is done by whichever
process keeps house.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from bot.clock import Clock, first
from desk.commands import Given, OfRoom
from desk.desk import Desk
from desk.library.commands import Gated, LibraryCommand, RemindOwners
from desk.library.dates import MORNING, reminders_due
from desk.library.gating import report_of
from desk.library.live import LiveLibrary
from desk.library.shelf import GateReport, Standing
from desk.ports import Librarian as Reader
from desk.rules import Rules
from desk.rules.live_rules import LiveRules, live
from faq import Entry, KnowledgeBase
from faq.matching.remembered import Measured
from faq.upkeep.gate import examine, needs_examination
from faq.upkeep.golden import Golden, examples_of, from_phrasings
from faq.upkeep.usage import LOOKED_BACK, unused

log = logging.getLogger(__name__)

RECOUNT = timedelta(hours=6)
"""How long what nobody needs is believed: the count reads every event there is."""

POLL = 1.0
"""Seconds of the machine until another process' change is noticed: it does not live in a sandbox's quick time."""


class Librarian:
    """What keeps the library in force, its drafts and its dates up with what has happened."""

    def __init__(
        self,
        desk: Desk,
        reader: Reader,
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
        self._woken = asyncio.Event()
        self._examined: dict[tuple[str, int], str] = {}
        self._nothing_left: tuple[int, str] | None = None
        self._reminded: tuple[date, int] | None = None
        self._counted_at: datetime | None = None
        self._measured: int | None = None
        self._remembered: Measured | None = None

    def wake(self) -> None:
        """Look again: something about the library has changed."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Keep order until asked to stop."""
        while not stop.is_set():
            self._woken.clear()
            await self.look(stop)
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL):
                    await first(self._woken.wait, stop.wait)

    async def look(self, stop: asyncio.Event) -> None:
        """Do what is to be done now."""
        await self._catch_up()
        await self._follow_rules()
        await self._refit()
        await self._count()
        if self._keeps_house():
            await self._remember()
            await self._check_drafts(stop)
            await self._remind()

    async def _catch_up(self) -> None:
        """Take in what another process has changed: at once, unless it is so much that it is quicker read anew."""
        if await self._reader.revision() == self._library.revision:
            return
        ids = await self._reader.entry_ids()
        await asyncio.to_thread(self._library.note, ids - self._library.entry_ids)
        revision, entries = await self._reader.published()
        knowledge = await asyncio.to_thread(_brought_to, self._library.knowledge, entries)
        self._library.exchange(knowledge, revision=revision, entry_ids=ids)

    async def _follow_rules(self) -> None:
        """How often direct answers shall be right is a rule, which may change."""
        before, precision = self._library.knowledge, self._rules.now.library.precision
        if before.precision == precision:
            return
        after = await asyncio.to_thread(
            KnowledgeBase, before.entries, before.examples, precision=precision, golden=before.golden
        )
        if self._library.knowledge is before:  # else it has gone on meanwhile, and follows at the next look
            self._library.exchange(after)

    async def _refit(self) -> None:
        """What was put in since the last fit is found by its neighbours only; fitted, everything is exact again.

        Where only the golden set has changed, other thresholds may follow.
        """
        revision, before = self._library.revision, self._library.knowledge
        golden = before.golden
        if self._measured != revision:
            golden = examples_of(await self._reader.golden())
        if before.stale or golden != before.golden:
            after = await asyncio.to_thread(before.refitted, golden)
            if self._library.knowledge is not before:  # it has gone on meanwhile, and is fitted the next time
                return
            self._library.exchange(after)
        self._measured = revision

    async def _remember(self) -> None:
        """What the thresholds are, is found out once and not at every start."""
        knowledge = self._library.knowledge
        if not knowledge.stale and knowledge.measured != self._remembered:
            await self._reader.remember(knowledge.measured)
            self._remembered = knowledge.measured

    async def _check_drafts(self, stop: asyncio.Event) -> None:
        """Have the gate look at what waits for it, and once more at what waits for a second person.

        For what was published meanwhile may be another thing that the draft takes questions from.
        """
        while not stop.is_set() and (draft := await self._next_draft()) is not None:
            number, entry = draft
            knowledge, golden = self._library.knowledge, await self._reader.golden()
            report = await asyncio.to_thread(self._examine, knowledge, entry, golden)
            if not await self._give(Gated(entry_id=entry.id, number=number, report=report)):
                return
            self._examined[entry.id, number] = knowledge.version
            await self._refit()

    async def _next_draft(self) -> tuple[int, Entry] | None:
        """Return a draft that was not examined against the library in force: those nobody has seen yet go first."""
        knowledge = self._library.knowledge
        looked = (self._library.revision, knowledge.version)
        if looked == self._nothing_left:
            return None
        waiting = [*await self._reader.drafts(Standing.CHECKING)]
        waiting += [one for one in await self._reader.drafts(Standing.REVIEW) if _is_matched_anew(one[1], knowledge)]
        seen = {(entry.id, number): self._examined.get((entry.id, number)) for number, entry in waiting}
        self._examined = {draft: version for draft, version in seen.items() if version is not None}
        left = [one for one in waiting if seen[one[1].id, one[0]] != knowledge.version]
        if not left:
            self._nothing_left = looked
        return left[0] if left else None

    def _examine(self, before: KnowledgeBase, entry: Entry, golden: tuple[Golden, ...]) -> GateReport:
        asked = golden or from_phrasings(before.entries)
        after = before.changed([entry]).fitted()
        return report_of(examine(before, after, asked, {entry.id}, today=self._today()))

    async def _remind(self) -> None:
        """Owners are reminded in the morning, of what the library of that day holds."""
        local = self._clock.now().astimezone(self._rules.now.organisation.zone)
        looked = (local.date(), self._library.revision)
        if local.time() < MORNING or looked == self._reminded:
            return
        due = await asyncio.to_thread(reminders_due, self._library.knowledge.entries, local.date())
        if not due or await self._give(RemindOwners(reminders=due, today=local.date())):
            self._reminded = looked

    async def _count(self) -> None:
        """Find out what nobody needed lately."""
        now = self._clock.now()
        if self._counted_at is not None and now - self._counted_at < RECOUNT:
            return
        usage = await self._reader.usage(now - LOOKED_BACK)
        entries = self._library.knowledge.entries
        self._library.unused = await asyncio.to_thread(unused, entries, usage, now=now, today=self._today())
        self._counted_at = now

    def _today(self) -> date:
        return self._clock.now().astimezone(self._rules.now.organisation.zone).date()

    async def _give(self, command: LibraryCommand) -> bool:
        """Tell whether the desk has taken it; what it has not is tried again at the next look."""
        failures = await self._desk.handle([Given(command=command, subject=OfRoom())])
        for failure in failures:
            log.error("the library's keeper was not heard", extra={"error": type(failure.error).__name__})
        return not failures


def _is_matched_anew(draft: Entry, knowledge: KnowledgeBase) -> bool:
    return needs_examination(knowledge.entry(draft.id), draft)


def _brought_to(knowledge: KnowledgeBase, entries: Sequence[Entry]) -> KnowledgeBase:
    """Return the library with exactly these entries."""
    known = {entry.id: entry for entry in knowledge.entries}
    put = [entry for entry in entries if known.pop(entry.id, None) != entry]
    if len(put) > _MOST_AT_ONCE:
        return KnowledgeBase(entries, knowledge.examples, precision=knowledge.precision, golden=knowledge.golden)
    return knowledge.changed(put, known)


_MOST_AT_ONCE = 200

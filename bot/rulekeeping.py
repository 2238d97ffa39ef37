"""The rules are kept: every change of their files becomes a version, in force at once while customers are served.

A file that asks for the impossible changes nothing: the room is told what is wrong in it and how to mend it. A file is
taken over when it has rested for a moment, so that one that is being saved is not read half.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from bot.clock import Clock, first
from bot.places import names_of, sources_of
from bot.settings import Settings
from desk.errors import BadRules
from desk.notices import HolidaysEstimated, NeverOpens, Notice, RulesRefused
from desk.ports import Letter
from desk.rules import rules_told
from desk.rules.editions import Edition, next_edition, read_sources
from desk.rules.live_rules import LiveRules
from desk.rules.rulebook import Book, bound, estimated, never_open
from storage.engine import Database
from storage.unit_of_work import SqlUnitOfWork

log = logging.getLogger(__name__)

POLL = 2.0
"""Seconds of the machine between two looks: people who edit files do not live in a sandbox's quick time."""
_DECEMBER = 12

_Seen = tuple[tuple[int, int] | None, ...]
"""When each file was written and how long it is; None: it is not there."""


async def open_rules(database: Database, settings: Settings, clock: Clock) -> LiveRules:
    """Return the rules in force; files that say something new since the last start make a new version.

    Raises:
        BadRules: a file cannot be read or asks for something impossible; nothing was changed.
    """
    sources = await asyncio.to_thread(sources_of, settings)
    reading = await asyncio.to_thread(read_sources, sources, names_of(settings))
    now = clock.now()
    editions = await database.rulebook.editions()
    edition = await asyncio.to_thread(next_edition, editions[-1] if editions else None, sources, reading, now)
    if edition is None:
        live = LiveRules(await asyncio.to_thread(bound, editions))
    else:
        book = await asyncio.to_thread(bound, [*editions, edition])
        async with database.begin() as unit:
            await _take_over(unit, edition, book, now, settings.locale)
        live = LiveRules(book)
    _log_start(live.book, now)
    return live


class RuleKeeper:
    """What looks at the files, and at what the calendar of the year asks to be told."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        rules: LiveRules,
        clock: Clock,
        *,
        keeps_house: Callable[[], bool] = lambda: True,
    ) -> None:
        self._keeps_house = keeps_house
        self._woken = asyncio.Event()
        self._settings = settings
        self._database = database
        self._rules = rules
        self._clock = clock
        self._followed: tuple[int, datetime | None] | None = None
        self._taken: _Seen | None = None
        self._last: _Seen | None = None
        self._refused: str | None = None
        self._told_of: date | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Keep the rules until asked to stop."""
        while not stop.is_set():
            self._woken.clear()
            await self.look()
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL):
                    await first(self._woken.wait, stop.wait)

    def wake(self) -> None:
        """Look again: another process may have taken over new rules."""
        self._woken.set()

    async def look(self) -> None:
        """Do what is to be done now."""
        if not self._database.alone:
            await self._follow()
        if not self._keeps_house():
            return
        seen = await asyncio.to_thread(_seen, self._files())
        rested, self._last = seen == self._last, seen
        if rested and seen != self._taken and await self._read():
            self._taken = seen
        await self._tell_of_the_year()

    async def _follow(self) -> None:
        """Take over what another process has found in its files, or heard from a lead.

        Whatever we decided by the older rules since then is looked at again; at our start we have decided nothing.
        """
        state = await self._database.rulebook.state()
        if state == self._followed:
            return
        starts = self._followed is None and state[0] == self._rules.now.version
        self._rules.exchange(await asyncio.to_thread(bound, await self._database.rulebook.editions()))
        if not starts:
            async with self._database.begin() as unit:
                await unit.look_again(self._clock.now())
        self._followed = state

    async def _read(self) -> bool:
        """Tell whether the files have been dealt with; if not, they are read once more at the next look."""
        before = self._rules.book
        try:
            sources = await asyncio.to_thread(sources_of, self._settings)
            reading = await asyncio.to_thread(read_sources, sources, names_of(self._settings))
        except BadRules as wrong:
            await self._refuse(str(wrong))
            return True
        self._refused = None
        now = self._clock.now()
        editions = await self._database.rulebook.editions()
        edition = await asyncio.to_thread(next_edition, editions[-1] if editions else None, sources, reading, now)
        if edition is None:
            if editions and editions[-1].version != before.rules.version:  # another process was faster
                self._rules.exchange(await asyncio.to_thread(bound, editions))
            return True
        book = await asyncio.to_thread(bound, [*editions, edition])
        async with self._database.begin() as unit:
            if self._rules.book is not before:  # a lead has decided something about them meanwhile
                return False
            await _take_over(unit, edition, book, now, self._settings.locale)
        self._rules.exchange(book)  # before anybody else can look: nothing was awaited since the commit
        log.info("new rules are in force", extra={"version": edition.version})
        return True

    async def _refuse(self, wrong: str) -> None:
        """What is wrong is told once, however often the file is saved as it is."""
        if wrong != self._refused:
            log.warning("changed rules were refused", extra={"wrong": wrong})
            async with self._database.begin() as unit:
                await unit.post(_letters([RulesRefused(wrong=wrong)], self._settings.locale))
        self._refused = wrong

    async def _tell_of_the_year(self) -> None:
        """Once a day: by December the holidays of the next year should be known, and a desk should open some day."""
        now, hours = self._clock.now(), self._rules.now.hours
        local = now.astimezone(self._rules.now.organisation.zone)
        if self._told_of == local.date():
            return
        notices: dict[str, Notice] = {}
        if local.month == _DECEMBER:
            for one in await asyncio.to_thread(estimated, hours, now):
                if one.year > local.year:
                    notices[f"holidays:{one.region}:{one.year}"] = HolidaysEstimated(region=one.region, year=one.year)
        for line in await asyncio.to_thread(never_open, self._rules.now, now):
            notices[f"never_opens:{self._rules.now.version}:{line}".rstrip(":")] = NeverOpens(line=line)
        if notices:
            async with self._database.begin() as unit:
                fresh = [notice for what, notice in notices.items() if await unit.first_time(what)]
                await unit.post(_letters(fresh, self._settings.locale))
        self._told_of = local.date()

    def _files(self) -> Sequence[Path | None]:
        return (self._settings.rules, self._settings.hours, self._settings.rota)


async def _take_over(unit: SqlUnitOfWork, edition: Edition, book: Book, now: datetime, locale: str) -> None:
    """Record a version; whatever may have another deadline by it is looked at again, beside all else that goes on."""
    if edition.version > 1:
        await unit.look_again(now)  # touches much, and so comes before the audit is locked
        await unit.post(_letters([rules_told.changed(book)], locale))
    await unit.record_rules(edition)


def _letters(notices: Sequence[Notice], locale: str) -> list[Letter]:
    return [Letter(notice=notice, locale=locale) for notice in notices]


def _seen(files: Sequence[Path | None]) -> _Seen:
    return tuple(_stamp(path) for path in files)


def _stamp(path: Path | None) -> tuple[int, int] | None:
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found is not None else None


def _log_start(book: Book, now: datetime) -> None:
    for version in book.unread:
        log.warning(
            "an older version of the rules can no longer be read and is passed over", extra={"version": version}
        )
    for year in estimated(book.rules.hours, now):
        log.warning("public holidays are estimated", extra={"why": str(year)})
    for line in never_open(book.rules, now):
        log.warning("by the hours the desk or a line never opens again", extra={"line": line or "all"})

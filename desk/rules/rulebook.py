"""The book of rules: every version there ever was, what is in force now, and what that changed.

A version is the files of rules, hours and rota as they were written, from a moment on until the next one. Clocks that
began under a version keep its spans until a lead lets the newest apply to them too; opening hours are everybody's: a
clock that runs while they change counts the time before by the old ones and the time after by the new (DESIGN §4).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from desk.errors import BadRules
from desk.events import Clock, Reason
from desk.hours import Arrangement, Calendar, Calendars, Change, Hours, Unpublished, is_open, next_opening
from desk.rules.differences import Difference, differences
from desk.rules.editions import Edition, Names, Reading, Sources, read_sources
from desk.rules.numbers import Former, Rules
from desk.shifts import Rota

_OCTOBER = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All versions together: the rules in force since a moment, the rota, and what the newest version changed.

    `unread` are the versions whose files this program can no longer read; they count for nothing.
    """

    rules: Rules
    rota: Rota | None = None
    since: datetime | None = None
    changed: tuple[Difference, ...] = ()
    unread: tuple[int, ...] = ()

    @property
    def kept(self) -> tuple[int, ...]:
        """The versions that running clocks may keep although others have come: those that ask for other spans."""
        now = _of_clocks(self.rules)
        return tuple(
            former.rules.version
            for former in self.rules.former
            if former.replaced_at is None and _of_clocks(former.rules) != now
        )

    def applied(self, at: datetime) -> "Book":
        """Return the book after a lead let the newest version apply to running clocks too."""
        former = tuple(one if one.replaced_at else replace(one, replaced_at=at) for one in self.rules.former)
        return replace(self, rules=replace(self.rules, former=former))


def bound(editions: Sequence[Edition]) -> Book:
    """Return the book of all versions, oldest first; one that can no longer be read is passed over, and named."""
    read = [(edition, _readable(edition)) for edition in editions]
    unread = tuple(edition.version for edition, reading in read if reading is None)
    known = [(edition, reading) for edition, reading in read if reading is not None]
    if not known:
        return Book(rules=Rules(), unread=unread)
    newest, reading = known[-1]
    ends = {before.version: after.at for before, after in pairwise(editions)}
    former = tuple(
        Former(
            rules=replace(one.rules.without_hours(), version=edition.version),
            until=ends[edition.version],
            replaced_at=edition.replaced_at,
        )
        for edition, one in known[:-1]
    )
    written = [(edition.at, one.hours) for edition, one in known]
    field = None
    if any(one.field is not None for _, one in written):
        field = _hours([(edition.at, _workers_hours(one)) for edition, one in known])
    rules = replace(
        reading.rules,
        version=newest.version,
        hours=_hours([(at, one.desk) for at, one in written]),
        line_hours={
            letter: _hours([(at, one.lines.get(letter, one.desk)) for at, one in written])
            for letter in sorted({letter for _, one in written for letter in one.lines})
        },
        field_hours=field,
        former=former,
    )
    before = known[-2][1] if len(known) > 1 else None
    return Book(
        rules=rules,
        rota=reading.rota,
        since=newest.at,
        changed=differences(before, reading) if before else (),
        unread=unread,
    )


def _workers_hours(one: Reading) -> Calendar:
    """Return when workers are out by a version: while the line of repairs is open, if nothing else is written."""
    repairs = one.rules.line_of(Reason.REPAIR)
    return one.hours.field or one.hours.lines.get(repairs, one.hours.desk)


def never_opens(hours: Hours, now: datetime) -> bool:
    """Tell whether hours are closed and no opening is in sight, so that what waits for one has no deadline."""
    return not is_open(hours, now) and next_opening(hours, now) is None


def never_open(rules: Rules, now: datetime) -> tuple[str, ...]:
    """Return what never opens again: ("",) for the desk, else the letters of the lines that have such hours."""
    if never_opens(rules.hours, now):
        return ("",)
    return tuple(letter for letter, hours in rules.line_hours.items() if never_opens(hours, now))


def estimated(hours: Hours, now: datetime) -> tuple[Unpublished, ...]:
    """Return the years whose public holidays are only estimated: this one, and from October on the next."""
    calendar = hours.at(now)
    local = now.astimezone(calendar.zone)
    years = (local.year, local.year + 1) if local.month >= _OCTOBER else (local.year,)
    return calendar.unpublished(years)


def _readable(edition: Edition) -> Reading | None:
    try:
        return _read_again(edition.sources, edition.known)
    except BadRules:
        return None


@lru_cache(maxsize=64)
def _read_again(sources: Sources, known: tuple[Arrangement, ...]) -> Reading:
    return read_sources(sources, Names(), known)


def _hours(calendars: Sequence[tuple[datetime, Calendar]]) -> Hours:
    """Return the calendars that followed one another; one that says the same as the one before is no change."""
    first = calendars[0][1]
    changes = tuple(Change(at, after) for (_, before), (at, after) in pairwise(calendars) if after != before)
    return Calendars(first, changes) if changes else first


def _of_clocks(rules: Rules) -> tuple[object, ...]:
    """Return the rules that a clock keeps from its beginning on."""
    return tuple(getattr(rules, name) for name in _KEPT_BY_CLOCKS)


_KEPT_BY_CLOCKS = (*(clock.value for clock in Clock), "warn", "overrun", "points", "scoring")

"""The book of rules: every version there ever was, what is in force now, and what that changed.

A version is the files of rules, hours and rota as they were written, from a moment on until the next one. Clocks that
began under a version keep its spans until a lead lets the newest apply to them too; opening hours are everybody's: a
clock that runs while they change counts the time before by the old ones and the time after by the new (DESIGN §4).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import Any, cast
from zoneinfo import ZoneInfo

from desk.audit.deed import Action, Deed
from desk.errors import BadRules
from desk.events import Clock, Reason
from desk.hours import (
    ALWAYS,
    Arrangement,
    Calendar,
    Calendars,
    Change,
    Hours,
    Unpublished,
    WrittenHours,
    is_open,
    next_opening,
    read_hours,
)
from desk.rules.numbers import Former, Rules
from desk.rules.rules_file import read_rules
from desk.shifts import Rota, read_rota

_YEARS_BEFORE, _YEARS_AFTER = 1, 5
_OCTOBER = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the files are called, for the sentences that say what is wrong in them."""

    rules: str = "rules.toml"
    hours: str = "hours.toml"
    rota: str = "rota.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The files as they were written; without rules the defaults are in force, None: there is no such file."""

    rules: str = ""
    hours: str | None = None
    rota: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A version as it is kept: its files, since when they are in force, until when clocks may have kept it.

    `known` are the public holidays as they were known then, so that whoever counts anew counts the same.
    """

    version: int
    at: datetime
    sources: Sources
    known: tuple[Arrangement, ...] = ()
    replaced_at: datetime | None = None

    @property
    def deed(self) -> Deed:
        """Return what the audit says of it: its number, and a digest by which its files are known again."""
        files = json.dumps([self.sources.rules, self.sources.hours, self.sources.rota])
        digest = sha256(files.encode()).hexdigest()
        return Deed(
            at=self.at, action=Action.RULES_CHANGED, subjects=(f"rules:{self.version}",), details={"digest": digest}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What files ask for: the rules with the hours, and the rota (None: who is on duty says so)."""

    rules: Rules
    hours: WrittenHours
    rota: Rota | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A rule that a version changed, from what to what, as the files would have it ("PT3M"); "": too much to tell."""

    name: str
    before: str = ""
    after: str = ""


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


def read_sources(sources: Sources, names: Names, known: tuple[Arrangement, ...] = ()) -> Reading:
    """Return what files ask for; where the organisation names no zone, it is that of the hours.

    Raises:
        BadRules: one line per mistake in any of them, each with file, line, key and remedy.
    """
    problems: list[str] = []
    rules, hours, rota = Rules(), WrittenHours(ALWAYS), None
    try:
        rules = read_rules(sources.rules, names.rules)
    except BadRules as wrong:
        problems.append(str(wrong))
    try:
        letters = None if problems else rules.lines  # in rules that are wrong nobody can look them up
        if sources.hours is not None:
            hours = _with_known(read_hours(sources.hours, names.hours, letters), known)
    except BadRules as wrong:
        problems.append(str(wrong))
    if rules.organisation.zone is None and hours.desk is not ALWAYS:
        rules = replace(rules, organisation=replace(rules.organisation, zone=hours.desk.zone))
    try:
        zone = rules.organisation.zone or (ZoneInfo("UTC") if problems else None)  # which may be for lack of hours
        rota = None if sources.rota is None else read_rota(sources.rota, names.rota, zone)
    except BadRules as wrong:
        problems.append(str(wrong))
    if problems:
        raise BadRules("\n".join(problems))
    rules = replace(rules, hours=hours.desk, line_hours=hours.lines, field_hours=hours.field)
    return Reading(rules=rules, hours=hours, rota=rota)


def next_edition(newest: Edition | None, sources: Sources, reading: Reading, now: datetime) -> Edition | None:
    """Return the version that follows from these files, or None if they say what the newest says.

    That holidays of a year have been published since is a change too, though no file tells of it.
    """
    known = _known(reading.hours.desk, now)
    if newest is None:
        return Edition(version=1, at=now, sources=sources, known=known)
    if newest.sources == sources and not _learnt(newest.known, known):
        return None
    return Edition(version=newest.version + 1, at=max(now, newest.at), sources=sources, known=known)


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
            rules=_without_hours(replace(one.rules, version=edition.version)),
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


def differences(before: Reading, after: Reading) -> tuple[Difference, ...]:
    """Return what a version changed: every rule by its key, and the hours and the rota as a whole."""
    was, is_ = _told(before.rules), _told(after.rules)
    rules = [
        Difference(name=name, before=was.get(name, ""), after=is_.get(name, ""))
        for name in dict.fromkeys((*was, *is_))
        if was.get(name) != is_.get(name)
    ]
    hours = [Difference(name="hours")] if before.hours != after.hours else []
    rota = [Difference(name="rota")] if before.rota != after.rota else []
    return (*rules, *hours, *rota)


def _workers_hours(one: Reading) -> Calendar:
    """Return when workers are out by a version: while the line of repairs is open, if nothing else is written."""
    repairs = one.rules.line_of(Reason.REPAIR)
    return one.hours.field or one.hours.lines.get(repairs, one.hours.desk)


def never_opens(hours: Hours, now: datetime) -> bool:
    """Tell whether hours are closed and no opening is in sight, so that what waits for one has no deadline."""
    return not is_open(hours, now) and next_opening(hours, now) is None


def estimated(hours: Hours, now: datetime) -> tuple[Unpublished, ...]:
    """Return the years whose public holidays are only estimated: this one, and from October on the next."""
    calendar = hours.at(now)
    local = now.astimezone(calendar.zone)
    years = (local.year, local.year + 1) if local.month >= _OCTOBER else (local.year,)
    return calendar.unpublished(years)


def _with_known(hours: WrittenHours, known: tuple[Arrangement, ...]) -> WrittenHours:
    return WrittenHours(
        desk=_knowing(hours.desk, known),
        field=_knowing(hours.field, known) if hours.field else None,
        lines={letter: _knowing(calendar, known) for letter, calendar in hours.lines.items()},
    )


def _knowing(calendar: Calendar, known: tuple[Arrangement, ...]) -> Calendar:
    if calendar.holidays is None or not known:
        return calendar
    return replace(calendar, holidays=replace(calendar.holidays, known=known))


def _known(calendar: Calendar, now: datetime) -> tuple[Arrangement, ...]:
    if calendar.holidays is None:
        return ()
    year = now.astimezone(calendar.zone).year
    return calendar.holidays.known_for(range(year - _YEARS_BEFORE, year + _YEARS_AFTER + 1)).known


def _learnt(then: Sequence[Arrangement], now: Sequence[Arrangement]) -> bool:
    """Tell whether a year that was known has turned out to be another."""
    before = {one.year: one for one in then}
    return any(before.get(one.year, one) != one for one in now)


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


def _told(rules: Rules) -> Mapping[str, str]:
    """Return every rule by its key, as a file would have it."""
    return dict(_flat("", _without_hours(replace(rules, version=1, former=()))))


def _without_hours(rules: Rules) -> Rules:
    """Return the rules alone: the hours are kept by themselves, with every change there ever was."""
    return replace(rules, hours=ALWAYS, line_hours={}, field_hours=None)


def _of_clocks(rules: Rules) -> tuple[object, ...]:
    """Return the rules that a clock keeps from its beginning on."""
    return tuple(getattr(rules, name) for name in _KEPT_BY_CLOCKS)


_KEPT_BY_CLOCKS = (*(clock.value for clock in Clock), "warn", "overrun", "points", "scoring")


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _flat(f"{name}.{field.name}" if name else field.name, getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, one in cast("Mapping[str, Any]", value).items():
            yield from _flat(f"{name}.{key}", one)
    else:
        yield name, _written(value)


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case timedelta():
            return _duration(value)
        case time():
            return f"{value:%H:%M}"
        case ZoneInfo():
            return value.key
        case tuple():
            return "[" + ", ".join(_written(one) for one in cast("tuple[object, ...]", value)) + "]"
        case Enum():
            return str(value.value)
        case None:
            return ""
        case _:
            return str(value)


def _duration(span: timedelta) -> str:
    """Return a span as an ISO 8601 duration."""
    minutes, seconds = divmod(span.total_seconds(), 60)
    hours, minutes = divmod(int(minutes), 60)
    days, hours = divmod(hours, 24)
    clock = "".join(f"{number:g}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if number)
    return "P" + (f"{days}D" if days else "") + (f"T{clock}" if clock else "")

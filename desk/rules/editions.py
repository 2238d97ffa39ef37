"""A version of the rules: the files of rules, hours and rota as they were written, and what they ask for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from desk.audit.deed import Action, Deed
from desk.errors import BadRules
from desk.hours import ALWAYS, Arrangement, Calendar, WrittenHours, read_hours
from desk.rules.numbers import Rules
from desk.rules.rules_file import read_rules
from desk.shifts import Rota, read_rota

_YEARS_BEFORE, _YEARS_AFTER = 1, 5


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

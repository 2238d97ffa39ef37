"""The hours file: a calendar in TOML, refused as a whole with every mistake that is in it.

zone = "Asia/Shanghai"
holidays = "CN"                                      # public holidays and make-up workdays; or "DE-BY"; or leave it out
closed = [["2026-11-24T14:00", "2026-11-24T16:30"]]  # by hand, beats everything; `opened` beats all but that

[week]                                               # a day that is not named is closed
mon = [["08:30", "12:00"], ["13:30", "17:30"]]
fri = [["17:30", "25:00"]]                           # until one o'clock on Saturday morning
workday = [["09:00", "17:00"]]                       # make-up workdays; left out: the hours of Monday

[dates]                                              # replaces the day, a holiday as well
"2026-10-01" = []

[field]                                              # when workers are out; left out: with the line of repairs
holidays = false                                     # they come on public holidays too; left out: as the desk
[field.week]                                         # and [field.dates], `opened` and `closed`, as above
mon = [["00:00", "24:00"]]

[lines.C.week]                                       # a line with hours of its own, by its letter, in the same way
mon = [["08:30", "20:00"]]
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.hours.calendar import CLOSED, Calendar, Day
from desk.hours.moments import Interval
from desk.hours.public_holidays import PublicHolidays, UnknownRegionError
from desk.toml_page import YEARS, Key, Page, Wrong, count_of, date_of, pairs_of, table_of, zone_of
from desk.written import shown

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The names of the days of the week, as they are written."""

LATEST = 48 * 60
"""Until when the hours of a day may last, in minutes of the wall clock after its midnight."""

_KEYS = ("zone", "version", "holidays", "opened", "closed", "week", "dates", "field", "lines")
_OF_ITS_OWN = ("holidays", "opened", "closed", "week", "dates")
_TIME = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_MIDNIGHT = 24 * 60
_SAMPLE_YEAR = 2026


class WrittenHours(NamedTuple):
    """The calendars of a file: when the desk is open, and workers, and lines by their letter, at other times."""

    desk: Calendar
    field: Calendar | None = None
    lines: Mapping[str, Calendar] = MappingProxyType({})


def read_hours(text: str, where: str, letters: Iterable[str] | None = None) -> WrittenHours:
    """Return the calendars that a file describes; `where` is its name, for the sentences of the error.

    `letters` are those of the lines there are; None: nobody knows them.

    Raises:
        BadRules: one line per mistake, each with file, line, key and remedy.
    """
    page = Page(text, where, "hours")
    found = _found(page, letters)
    page.refuse_mistakes()
    return found


def day_of(pairs: Iterable[tuple[object, object]], opens_before: int = _MIDNIGHT) -> Day:
    """Return the hours of a day, in order, of pairs such as ("08:30", "12:00").

    `opens_before` is by when they have to open, in minutes of the wall clock after the midnight of the day.

    Raises:
        Wrong: they are no times, end before they start, overlap, or end after 48:00.
    """
    hours = sorted(_pair(pair, opens_before) for pair in pairs)
    for (opens, closes), (then, end) in pairwise(hours):
        if then < closes:
            raise Wrong(
                f"has {clock(opens)}–{clock(closes)} and {clock(then)}–{clock(end)}, which overlap; make them one."
            )
    return tuple(hours)


def clock(minutes: int) -> str:
    """Return a time of day as it is written: 1500 minutes after midnight are "25:00"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _found(page: Page, letters: Iterable[str] | None) -> WrittenHours:
    written = page.written
    page.known((), written, _KEYS)
    zone = page.read(("zone",), written.get("zone"), zone_of, ZoneInfo("UTC"))
    desk = _calendar(page, (), written, zone)
    holidays = page.read(("holidays",), written.get("holidays"), _holidays, None)
    version = page.read(("version",), written.get("version", 1), count_of, 1)
    desk = replace(desk, holidays=holidays, version=version)
    lines = _table(page, ("lines",), written, "one table per line, [lines.C]")
    page.known(("lines",), lines, lines if letters is None else letters)
    return WrittenHours(
        desk=desk,
        field=_its_own(page, ("field",), written, desk, "anybody works") if "field" in written else None,
        lines={letter: _its_own(page, ("lines", letter), lines, desk, "anybody is served") for letter in lines},
    )


def _its_own(page: Page, at: Key, written: Mapping[str, object], desk: Calendar, somebody: str) -> Calendar:
    """Return the hours of a table within the file: of the desk's zone, and of its holidays unless it says no."""
    name = ".".join(at)
    table = _table(page, at, written, f"a [{name}.week] of its own")
    page.known(at, table, _OF_ITS_OWN)
    kept = page.read((*at, "holidays"), table.get("holidays"), _whether, otherwise=True)
    own = _calendar(page, at, table, desk.zone)
    if not any((*own.week, *own.dates.values(), own.opened)):
        page.wrong(at, f"has no hours in which {somebody}; write a [{name}.week], or leave [{name}] out.")
    return replace(own, holidays=desk.holidays if kept else None, version=desk.version)


def _calendar(page: Page, at: Key, written: Mapping[str, object], zone: ZoneInfo) -> Calendar:
    week, dates = _table(page, (*at, "week"), written), _table(page, (*at, "dates"), written)
    page.known((*at, "week"), week, (*WEEK, "workday"))
    _nights(hours := _days((*at, "week"), week, page), (*at, "week"), page)
    dated = _days((*at, "dates"), dates, page)
    return Calendar(
        zone=zone,
        week=tuple(hours.get(name, CLOSED) for name in WEEK),
        workday=hours.get("workday"),
        dates={page.read((*at, "dates", day), day, date_of, date.min): hours for day, hours in dated.items()},
        opened=page.read((*at, "opened"), written.get("opened", []), lambda value: _by_hand(value, zone), ()),
        closed=page.read((*at, "closed"), written.get("closed", []), lambda value: _by_hand(value, zone), ()),
    )


def _table(
    page: Page, key: Key, written: Mapping[str, object], holds: str = "one line per day"
) -> Mapping[str, object]:
    nothing: Mapping[str, object] = {}
    return page.read(key, written.get(key[-1], nothing), lambda value: table_of(value, holds), nothing)


def _days(at: Key, written: Mapping[str, object], page: Page) -> dict[str, Day]:
    return {name: page.read((*at, name), value, _hours, CLOSED) for name, value in written.items()}


def _hours(value: object) -> Day:
    return day_of(pairs_of(value, '[["08:30", "12:00"], ["13:30", "17:30"]], or [] when closed'))


def _nights(week: Mapping[str, Day], at: Key, page: Page) -> None:
    """Note the days that begin before the hours of the day before have ended."""
    for before, after in pairwise([WEEK[-1], *WEEK]):
        closes = max((end for _, end in week.get(before, CLOSED)), default=0)
        opens = min((start for start, _ in week.get(after, CLOSED)), default=_MIDNIGHT)
        if _MIDNIGHT + opens < closes:
            lasts = f"while {'.'.join((*at, before))} lasts until {clock(closes)}"
            page.wrong((*at, after), f"opens at {clock(opens)} {lasts}; shorten one of them.")


def _pair(pair: tuple[object, object], opens_before: int) -> tuple[int, int]:
    opens, closes = _minutes(pair[0]), _minutes(pair[1])
    if opens >= opens_before:
        raise Wrong(f"opens at {clock(opens)}; write it on the next day, from {clock(opens - _MIDNIGHT)}.")
    if closes <= opens:
        later = f"{clock(closes + _MIDNIGHT)} is the next day" if closes < _MIDNIGHT else "the later comes second"
        raise Wrong(f"closes at {clock(closes)}, not after it opens at {clock(opens)}; {later}.")
    if closes > LATEST:
        raise Wrong(f"closes at {clock(closes)}; hours end at {clock(LATEST)} at the latest.")
    return opens, closes


def _minutes(value: object) -> int:
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Wrong(f'has {shown(value)}, which is no time of day; write one like "08:30", or "25:00" past midnight.')
    return int(match[1]) * 60 + int(match[2])


def _by_hand(value: object, zone: ZoneInfo) -> tuple[Interval, ...]:
    pairs = pairs_of(value, '[["2026-11-24T14:00", "2026-11-24T16:30"]]')
    return tuple(_interval(_moment(start, zone, 0), _moment(end, zone, 1)) for start, end in pairs)


def _interval(start: datetime, end: datetime) -> Interval:
    if end <= start:
        raise Wrong(
            f"ends at {end.isoformat()}, not after it starts at {start.isoformat()}; the later one comes second."
        )
    return Interval(start, end)


def _moment(value: object, zone: ZoneInfo, fold: int) -> datetime:
    """Return the moment of a wall time; of one that comes twice the first (fold 0) or the second (1)."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        at = None
    if not isinstance(at, datetime) or at.year not in YEARS:
        raise Wrong(f'has {shown(value)}, which is no date and time; write one like "2026-11-24T14:00".')
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    there = at.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) != at:
        raise Wrong(f"has {shown(value)}, an hour that {zone.key} skips; write a time that its clocks show.")
    return there


def _whether(value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, bool):
        raise Wrong(f"is {shown(value)}; write false where somebody is there on public holidays too, or leave it out.")
    return value


def _holidays(value: object) -> PublicHolidays | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Wrong(f'is {shown(value)}; write a country, "CN", or leave it out.')
    holidays = PublicHolidays(region=value)
    try:
        holidays.of(_SAMPLE_YEAR)
    except UnknownRegionError as error:
        raise Wrong(f"is {shown(value)}: {error}.") from None
    return holidays

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
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.errors import BadRules
from desk.hours.calendar import CLOSED, Calendar, Day
from desk.hours.moments import Interval
from desk.hours.public_holidays import PublicHolidays, UnknownRegionError

_T = TypeVar("_T")

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEYS = ("zone", "version", "holidays", "opened", "closed", "week", "dates")
_TIME = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_MIDNIGHT = 24 * 60
_LATEST = 2 * _MIDNIGHT
_YEARS = range(1900, 3000)
_SAMPLE_YEAR = 2026


class _Wrong(Exception):  # noqa: N818 - never leaves this file
    """What a value is instead of what it should be, and what to write."""


def read_hours(text: str, where: str) -> Calendar:
    """Return the calendar that a file describes; `where` is its name, for the sentences of the error.

    Raises:
        BadRules: one line per mistake, each with file, line, key and remedy.
    """
    text = text.removeprefix("\ufeff")
    try:
        written = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # an endless number or nest is no TOML either
        raise BadRules(f"{where} is not valid TOML: {error}. Write one `key = value` per line.") from error
    page = _Page(where, text)
    calendar = _calendar(written, page)
    if page.problems:
        raise BadRules("\n".join(page.problems))
    return calendar


class _Page:
    """The file as it was written, and what is wrong in it."""

    def __init__(self, where: str, text: str) -> None:
        self._where = where
        self._lines = text.splitlines()
        self.problems: list[str] = []

    def read(self, key: str, value: object, reader: Callable[[Any], _T], otherwise: _T) -> _T:
        """Return what a reader makes of a value; if it is wrong, note so and go on with something harmless."""
        try:
            return reader(value)
        except _Wrong as wrong:
            self.wrong(key, str(wrong))
            return otherwise

    def wrong(self, key: str, sentence: str) -> None:
        """Note a mistake, with file, line and key."""
        name = re.escape(key.rpartition(".")[2])
        stands = re.compile(rf"""\s*(?:\[\s*)?["']?(?:{re.escape(key)}|{name})["']?\s*[=\].]""")
        line = next((number for number, line in enumerate(self._lines, 1) if stands.match(line)), None)
        self.problems.append(
            f"{self._where}, line {line}: {key} {sentence}" if line else f"{self._where}: {key} {sentence}"
        )

    def known(self, table: str, written: Iterable[str], known: Iterable[str]) -> None:
        """Note the keys that nothing is known of."""
        names = list(known)
        for key in written:
            if key not in names:
                close = get_close_matches(key, names, n=1)
                remedy = f"did you mean {close[0]}?" if close else f"remove it; there are {', '.join(names)}."
                self.wrong(f"{table}{key}", f"is no key of the hours; {remedy}")


def _calendar(written: Mapping[str, Any], page: _Page) -> Calendar:
    page.known("", written, _KEYS)
    zone = page.read("zone", written.get("zone"), _zone, ZoneInfo("UTC"))
    nothing: Mapping[str, object] = {}
    week = page.read("week", written.get("week", nothing), _table, nothing)
    page.known("week.", week, (*_WEEK, "workday"))
    _nights(hours := _days("week", week, page), page)
    dates = page.read("dates", written.get("dates", nothing), _table, nothing)
    return Calendar(
        zone=zone,
        week=tuple(hours.get(name, CLOSED) for name in _WEEK),
        workday=hours.get("workday"),
        dates={page.read(f"dates.{day}", day, _date, date.min): at for day, at in _days("dates", dates, page).items()},
        holidays=page.read("holidays", written.get("holidays"), _holidays, None),
        opened=page.read("opened", written.get("opened", []), lambda value: _by_hand(value, zone), ()),
        closed=page.read("closed", written.get("closed", []), lambda value: _by_hand(value, zone), ()),
        version=page.read("version", written.get("version", 1), _version, 1),
    )


def _days(table: str, written: Mapping[str, object], page: _Page) -> dict[str, Day]:
    return {name: page.read(f"{table}.{name}", value, _hours, CLOSED) for name, value in written.items()}


def _nights(week: Mapping[str, Day], page: _Page) -> None:
    """Note the days that begin before the hours of the day before have ended."""
    for before, after in pairwise([_WEEK[-1], *_WEEK]):
        closes = max((end for _, end in week.get(before, CLOSED)), default=0)
        opens = min((start for start, _ in week.get(after, CLOSED)), default=_MIDNIGHT)
        if _MIDNIGHT + opens < closes:
            lasts = f"while week.{before} lasts until {_clock(closes)}"
            page.wrong(f"week.{after}", f"opens at {_clock(opens)} {lasts}; shorten one of them.")


def _hours(value: object) -> Day:
    pairs = sorted(_pair(pair) for pair in _pairs(value, '[["08:30", "12:00"], ["13:30", "17:30"]], or [] when closed'))
    for (opens, closes), (then, end) in pairwise(pairs):
        if then < closes:
            raise _Wrong(
                f"has {_clock(opens)}–{_clock(closes)} and {_clock(then)}–{_clock(end)}, which overlap; make them one."
            )
    return tuple(pairs)


def _pair(pair: tuple[object, object]) -> tuple[int, int]:
    opens, closes = _minutes(pair[0]), _minutes(pair[1])
    if opens >= _MIDNIGHT:
        raise _Wrong(f"opens at {_clock(opens)}; write it on the next day, from {_clock(opens - _MIDNIGHT)}.")
    if closes <= opens:
        later = _clock(closes + _MIDNIGHT)
        raise _Wrong(f"closes at {_clock(closes)}, not after it opens at {_clock(opens)}; {later} is the next day.")
    if closes > _LATEST:
        raise _Wrong(f"closes at {_clock(closes)}; hours end at {_clock(_LATEST)} at the latest.")
    return opens, closes


def _minutes(value: object) -> int:
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise _Wrong(f'has {_shown(value)}, which is no time of day; write one like "08:30", or "25:00" past midnight.')
    return int(match[1]) * 60 + int(match[2])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _by_hand(value: object, zone: ZoneInfo) -> tuple[Interval, ...]:
    pairs = _pairs(value, '[["2026-11-24T14:00", "2026-11-24T16:30"]]')
    return tuple(_interval(_moment(start, zone, 0), _moment(end, zone, 1)) for start, end in pairs)


def _interval(start: datetime, end: datetime) -> Interval:
    if end <= start:
        raise _Wrong(
            f"ends at {end.isoformat()}, not after it starts at {start.isoformat()}; the later one comes second."
        )
    return Interval(start, end)


def _moment(value: object, zone: ZoneInfo, fold: int) -> datetime:
    """Return the moment of a wall time; of one that comes twice the first (fold 0) or the second (1)."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        at = None
    if not isinstance(at, datetime) or at.year not in _YEARS:
        raise _Wrong(f'has {_shown(value)}, which is no date and time; write one like "2026-11-24T14:00".')
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    there = at.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) != at:
        raise _Wrong(f"has {_shown(value)}, an hour that {zone.key} skips; write a time that its clocks show.")
    return there


def _pairs(value: object, example: str) -> list[tuple[object, object]]:
    pairs = [tuple(_list(pair)) for pair in _list(value)]
    if not all(len(pair) == len(("start", "end")) for pair in pairs):
        raise _Wrong(f"is {_shown(value)}; write pairs: {example}.")
    return cast("list[tuple[object, object]]", pairs)


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _Wrong(f"is {_shown(value)}; write a table, with one line per day.")
    return cast("dict[str, object]", value)


def _date(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:  # a day has one name, lest two lines speak of it
        raise _Wrong("is no date; write one like 2026-10-01.")
    return day


def _zone(value: object) -> ZoneInfo:
    if value is None:
        raise _Wrong('is missing; write one like zone = "Asia/Shanghai".')
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise _Wrong(f'is {_shown(value)}, which is no time zone; write one like "Asia/Shanghai".') from None


def _holidays(value: object) -> PublicHolidays | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise _Wrong(f'is {_shown(value)}; write a country, "CN", or leave it out.')
    holidays = PublicHolidays(region=value)
    try:
        holidays.of(_SAMPLE_YEAR)
    except UnknownRegionError as error:
        raise _Wrong(f"is {_shown(value)}: {error}.") from None
    return holidays


def _version(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _Wrong(f"is {_shown(value)}; write a whole number from 1, without quotes.")
    return value


def _shown(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)

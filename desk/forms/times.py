"""A stretch of time that somebody names: 明天下午, 周三上午10点, 11月25日, tomorrow afternoon, next Tuesday at 3 pm.

A day without a time is all of it, a time without a day is today's. What could be of two years or months is of the one
that the question is about: the next one of a visit, the last one of what has happened.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from desk.forms.plain import NUMERAL, number, plain
from desk.forms.times_of_day import OfDay, hours_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A stretch of time, until just before `until`, and where it stands in the text; `code`: it is a half-day."""

    since: datetime
    until: datetime
    start: int
    end: int
    code: str | None = None


def named_time(text: str, now: datetime, zone: tzinfo | None, *, ahead: bool) -> Named | None:
    """Return the first stretch of time that a text names, in UTC, or None if it names none.

    `ahead`: it is a time to come, as of a visit; else one that is over, as of an incident.
    """
    read, today = plain(text), now.astimezone(zone).date()
    found = _first_day(read, today, ahead=ahead)
    around = (found.start - _NEAR, found.end + _NEAR) if found is not None else (0, len(read))
    hours = hours_named(read, *around)
    stood = [one for one in (found, hours) if one is not None]
    if not stood:
        return None
    day, of_day = found.day if found is not None else today, hours or _WHOLE_DAY
    return Named(
        since=at_local(day, of_day.begins, zone),
        until=at_local(day, of_day.ends, zone),
        start=min(one.start for one in stood),
        end=max(one.end for one in stood),
        code=of_day.code and f"{day.isoformat()}{of_day.code}",
    )


def at_local(day: date, minutes: int, zone: tzinfo | None) -> datetime:
    """Return the moment at which the wall clock shows so many minutes after the midnight of a day, in UTC."""
    local = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return (local.astimezone() if zone is None else local.replace(tzinfo=zone)).astimezone(UTC)


_NEAR: Final = 20  # signs between a day and its hour
_WHOLE_DAY: Final = OfDay(begins=0, ends=24 * 60)
_HALF_YEAR: Final = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    start: int
    end: int


def _first_day(read: str, today: date, *, ahead: bool) -> _Day | None:
    """Return the first day that is named; a weekday beside a date only repeats it."""
    named = [
        (reader, _Day(day, match.start(), match.end()))
        for pattern, reader in _DAYS
        for match in pattern.finditer(read)
        if (day := _possible(reader, match, today, ahead=ahead)) is not None
    ]
    dated = any(reader is _dated for reader, _ in named)
    found = [one for reader, one in named if not (dated and reader is _weekday)]
    return min(found, key=lambda one: (one.start, -one.end), default=None)


def _possible(reader: "_Reader", match: re.Match[str], today: date, *, ahead: bool) -> date | None:
    """Return the day, or None if the calendar has none such (the 30th of February)."""
    try:
        return reader(match, today, ahead)
    except (ValueError, OverflowError):
        return None


_Reader = Callable[[re.Match[str], date, bool], date]


def _near(match: re.Match[str], today: date, _: bool) -> date:  # noqa: FBT001 - one shape for all readers
    return today + timedelta(days=_NEARBY[match["near"].removeprefix("the ")])


def _weekday(match: re.Match[str], today: date, ahead: bool) -> date:  # noqa: FBT001 - as above
    """下周三 is of the week after this one; a bare 周三 the next one, or the last one of what has happened."""
    sign, which = match["weekday"], match["which"] or ""
    weekday = _WEEKDAYS[sign[:3]] if sign.isascii() else _WEEKDAYS[sign]
    of_this_week = today + timedelta(days=weekday - today.weekday())
    if which in _WEEKS:
        return of_this_week + timedelta(weeks=_WEEKS[which])
    away = 7 if ahead and of_this_week < today else -7 if not ahead and of_this_week > today else 0
    return of_this_week + timedelta(days=away)


def _dated(match: re.Match[str], today: date, ahead: bool) -> date:  # noqa: FBT001 - as above
    signs = match.groupdict()
    month, day = _month(signs["month"]), number(signs["day"])
    if month is None or day is None:
        raise ValueError(match[0])
    if signs.get("year"):
        return date(int(signs["year"]), month, day)
    this_year = date(today.year, month, day)
    if ahead and today - this_year > _HALF_YEAR:
        return date(today.year + 1, month, day)
    return date(today.year - 1, month, day) if not ahead and this_year > today else this_year


def _of_month(match: re.Match[str], today: date, ahead: bool) -> date:  # noqa: FBT001 - as above
    """Return the 25th: of this month, or of the one beside it where that lies the wrong way."""
    this_month = today.replace(day=int(match["day"]))
    if ahead and this_month < today:
        return (today.replace(day=1) + timedelta(days=31)).replace(day=this_month.day)
    if not ahead and this_month > today:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=this_month.day)
    return this_month


def _month(sign: str) -> int | None:
    return number(sign) if sign.isdigit() or sign[0] in NUMERAL else _MONTHS.index(sign[:3]) + 1


_NEARBY: Final = {
    "大前天": -3,
    "前天": -2,
    "昨": -1,
    "今": 0,
    "明": 1,
    "后天": 2,
    "大后天": 3,
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "this": 0,
    "tonight": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    **{f"{sign}{day}": days for sign, days in (("昨", -1), ("今", 0), ("明", 1)) for day in "天日儿"},
}
_WEEKDAYS: Final = {
    **{sign: at for at, sign in enumerate("一二三四五六")},
    **dict.fromkeys("日天", 6),
    **{day: at for at, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
_WEEKS: Final = {"上": -1, "last": -1, "这": 0, "本": 0, "this": 0, "下": 1, "next": 1, "下下": 2}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_NUMERALS = "[一二三四五六七八九十]{1,3}"
_MONTH_NAMED = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAYS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (
        re.compile(
            r"(?P<near>大后天|后天|大前天|前天|[明今昨][天日儿]|[明今昨](?=[早晚])|\b(?:(?:the )?day (?:after tomorrow"
            r"|before yesterday)|tomorrow|today|tonight|yesterday|last night|this(?= morning| afternoon| evening))\b)"
        ),
        _near,
    ),
    (re.compile(r"(?P<which>下下|下|这|本|上)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"), _weekday),
    (
        re.compile(
            r"\b(?:(?P<which>next|this|last) )?(?P<weekday>mon|tues|tue|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)"
            r"(?:day)?\b"
        ),
        _weekday,
    ),
    (re.compile(r"(?P<year>20\d\d)[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})[日号]?(?!\d)"), _dated),
    (
        re.compile(rf"(?<![\d年])(?P<month>\d{{1,2}}|{_NUMERALS}) ?月 ?(?P<day>\d{{1,2}}|{_NUMERALS}) ?[日号]?(?!\d)"),
        _dated,
    ),
    (re.compile(r"(?<![\d/-])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])"), _dated),
    (re.compile(rf"\b{_MONTH_NAMED} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"), _dated),
    (re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH_NAMED}(?![a-z])"), _dated),
    (re.compile(r"(?<![\d月第-])(?P<day>\d{1,2})[日号](?![楼栋幢座房门线院同客工师店\d])"), _of_month),
)

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

MORNING: Final = "a"
AFTERNOON: Final = "p"


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
    hour, part = _within(_HOUR, read, around), _within(_PART, read, around)
    if hour is not None and _minutes(hour, None) is None:
        hour = None
    if found is None and hour is None and part is None:
        return None
    stood = [one.span() for one in (hour, part) if one is not None]
    stood += [(found.start, found.end)] if found is not None else []
    day = found.day if found is not None else today
    begins, ends, code = _of_day(hour, part)
    return Named(
        since=at_local(day, begins, zone),
        until=at_local(day, ends, zone),
        start=min(start for start, _ in stood),
        end=max(end for _, end in stood),
        code=code and f"{day.isoformat()}{code}",
    )


def at_local(day: date, minutes: int, zone: tzinfo | None) -> datetime:
    """Return the moment at which the wall clock shows so many minutes after the midnight of a day, in UTC."""
    local = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return (local.astimezone() if zone is None else local.replace(tzinfo=zone)).astimezone(UTC)


HALVES: Final = {MORNING: (8 * 60, 12 * 60), AFTERNOON: (13 * 60, 18 * 60)}
"""The half-days of a visit, in minutes after midnight."""

_NEAR: Final = 12  # signs between a day and its hour
_HALF_YEAR: Final = timedelta(days=183)
_NOON: Final = 12
_FIRST_OF_WORK: Final = 8  # a bare 3 o'clock is in the afternoon
_DAY: Final = (0, 24 * 60, None)


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


def _within(pattern: re.Pattern[str], read: str, around: tuple[int, int]) -> re.Match[str] | None:
    return pattern.search(read, max(around[0], 0), min(around[1], len(read)))


def _of_day(hour: re.Match[str] | None, part: re.Match[str] | None) -> tuple[int, int, str | None]:
    """Return the minutes of a day from when until when, and the half-day's code if it is one."""
    of_day = _part_of(part[0]) if part is not None else None
    if hour is not None and (minutes := _minutes(hour, of_day)) is not None:
        return minutes, minutes + 60, None
    return of_day or _DAY


def _part_of(word: str) -> tuple[int, int, str | None]:
    return next((begins * 60, ends * 60, code) for words, (begins, ends, code) in _PARTS if re.fullmatch(words, word))


def _minutes(hour: re.Match[str], of_day: tuple[int, int, str | None] | None) -> int | None:
    """Return the minutes after midnight, in the part of the day that was named."""
    signs = hour.groupdict()
    hours = number(signs["hour"] or signs["hour2"] or signs["hour3"])
    minutes = 30 if signs["half"] else number(signs["minute"] or signs["minute2"] or signs["minute3"] or "0")
    if hours is None or minutes is None or hours > 24 or minutes > 59:  # noqa: PLR2004 - of a clock
        return None
    meridiem = signs["meridiem"]
    late = meridiem == "p" or (meridiem is None and of_day is not None and of_day[0] >= _NOON * 60)
    unsaid = meridiem is None and of_day is None and signs["hour"] is not None and 0 < hours < _FIRST_OF_WORK
    if hours < _NOON and (late or unsaid):
        hours += _NOON
    return hours % 24 * 60 + minutes


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


_PARTS: Final = (
    (r"凌晨|半夜|夜里", (0, 6, None)),
    (r"早上|上午|早晨|清早|早|morning", (8, 12, MORNING)),
    (r"中午|noon|midday", (12, 14, None)),
    (r"下午|午后|afternoon", (13, 18, AFTERNOON)),
    (r"傍晚|晚上|晚间|夜晚|晚|evening|tonight|night", (18, 22, None)),
)
_PART = re.compile(
    r"凌晨|半夜|夜里|早上|上午|早晨|清早|中午|下午|午后|傍晚|晚上|晚间|夜晚|(?<=[今明昨天])[早晚]"
    r"|\b(?:morning|noon|midday|afternoon|evening|tonight|night)\b"
)
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
_HOUR = re.compile(
    rf"(?P<hour>\d{{1,2}}|两|{_NUMERALS})点(?:(?P<half>半)|(?P<minute>\d{{1,2}}|{_NUMERALS})分?|钟)?"
    r"|(?<![\d:.-])(?P<hour3>1[0-2]|0?[1-9])(?::(?P<minute3>[0-5]\d))? ?(?:o'?clock|(?P<meridiem>[ap])\.?m\b)"
    r"|(?<![\d:.-])(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d)(?![\d:])"
)

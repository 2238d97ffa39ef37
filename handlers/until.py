"""Until when something is promised, read from the words of a command: "30m", "两小时", "15:30", "明天下午3点"."""

import re
from datetime import time, timedelta
from typing import Final

from desk.forms.plain import number
from desk.service.until import ClockTime, Until

_UNITS: Final = {"m": "minutes", "分": "minutes", "h": "hours", "小": "hours", "d": "days", "天": "days"}
_ENDS: Final = r"(?=[\s，,。]|$)"
_HAN: Final = "[一二两三四五六七八九十]{1,3}"
_SPAN: Final = re.compile(rf"(\d{{1,4}}|{_HAN})\s?(m|h|d|分钟?|个?小时|天)[之以]?[后内]?{_ENDS}", re.IGNORECASE)
_HALF_AN_HOUR: Final = re.compile(rf"半个?小时[之以]?[后内]?{_ENDS}")
_CLOCK: Final = re.compile(
    r"(?:(?P<today>今天|今晚|today)\s*|(?P<tomorrow>明天|明早|明晚|tomorrow)\s*)?"
    r"(?P<part>凌晨|上午|早上|中午|下午|晚上|傍晚)?\s*"
    rf"(?P<hour>\d{{1,2}}|{_HAN}(?=点))(?:[:：](?P<minute>\d{{2}})|点(?:(?P<half>半)|(?P<past>\d{{1,2}})分?)?)前?{_ENDS}",
    re.IGNORECASE,
)
_NOON: Final = 12
_BETWEEN: Final = " \t\n，,。"
_MEANT_AS_TIME: Final = re.compile(
    rf"\d|{_HAN}(?:点|个?小时|分钟|天)|半个?小时|大?[今明后]天|[今明]晚|明早|下?个?(?:周|星期|礼拜)[一二三四五六日天]|凌晨|上午|早上|中午|下午|晚上|傍晚|today|tomorrow",
    re.IGNORECASE,
)


class UnreadableTimeError(ValueError):
    """What stands where a time may stand begins like one, and is none."""


def read_until(text: str) -> tuple[Until | None, str]:
    """Return the time a text begins with, if it does, and what follows it.

    Raises:
        UnreadableTimeError: it begins like a time, and is none.
    """
    if found := _SPAN.match(text):
        unit = _UNITS[found[2].removeprefix("个")[0].lower()]
        return timedelta(**{unit: number(found[1]) or 0}), text[found.end() :].strip(_BETWEEN)
    if found := _HALF_AN_HOUR.match(text):
        return timedelta(minutes=30), text[found.end() :].strip(_BETWEEN)
    if found := _CLOCK.match(text):
        return _clock_time(found), text[found.end() :].strip(_BETWEEN)
    if _MEANT_AS_TIME.match(text):
        raise UnreadableTimeError(text)
    return None, text


def _clock_time(found: re.Match[str]) -> ClockTime:
    """Return the time of the clock: 中午1点 and a bare 3点 are after noon, 今晚12点 is when this day ends."""
    hour, part, tomorrow = number(found["hour"]) or 0, found["part"] or "", found["tomorrow"] is not None
    minute = 30 if found["half"] else int(found["minute"] or found["past"] or 0)
    at_night = found[0].startswith(("今晚", "明晚")) or part in _EVENING
    unsaid = not part and not found["minute"] and not found[0].startswith("明早") and 0 < hour < _FIRST_OF_WORK
    if at_night and hour == _NOON:
        hour, minute = 23, 59
    elif hour < _NOON and hour and (at_night or unsaid or part == "下午" or (part == "中午" and hour <= _EARLY)):
        hour += _NOON
    try:
        at = time(hour, minute)
    except ValueError:
        raise UnreadableTimeError(found[0]) from None
    return ClockTime(at, tomorrow=tomorrow, today=found["today"] is not None and hour > 0)


_EVENING: Final = frozenset({"晚上", "傍晚"})
_FIRST_OF_WORK: Final = 8
_EARLY: Final = 2

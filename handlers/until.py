"""Until when something is promised, read from the words of a command: "30m", "两小时", "15:30", "周五下午3点"."""

import re
from datetime import time, timedelta
from typing import Final

from desk.forms.plain import number
from desk.service.until import ClockTime, InDays, Until, Weekday

_UNITS: Final = {"m": "minutes", "分": "minutes", "h": "hours", "小": "hours", "d": "days", "天": "days"}
_ENDS: Final = r"(?=[\s，,。]|$)"
_HAN: Final = "[一二两三四五六七八九十]{1,3}"
_SPAN: Final = re.compile(rf"(\d{{1,4}}|{_HAN})\s?(m|h|d|分钟?|个?小时|天)[之以]?[后内]?{_ENDS}", re.IGNORECASE)
_HALF_AN_HOUR: Final = re.compile(rf"半个?小时[之以]?[后内]?{_ENDS}")
_CLOCK: Final = re.compile(
    r"(?:(?:(?P<near>大?后天|[今明]天|[今明](?=[早晚])|today|tomorrow)"
    r"|(?P<which>下|这|本)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?P<next>next )?(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day)\s*)?"
    r"(?P<part>凌晨|上午|早上?|中午|下午|晚上?|傍晚)?\s*"
    rf"(?P<hour>\d{{1,2}}|{_HAN}(?=点))(?:[:：](?P<minute>\d{{2}})|点(?:(?P<half>半)|(?P<past>\d{{1,2}})分?)?)前?{_ENDS}",
    re.IGNORECASE,
)
_NOON: Final = 12
_BETWEEN: Final = " \t\n，,。"
_MEANT_AS_TIME: Final = re.compile(
    rf"\d|{_HAN}(?:点|个?小时|分钟|天)|半个?小时|大?[今明后]天|[今明]晚|明早|下?个?(?:周|星期|礼拜)[一二三四五六日天]|凌晨|上午|早上|中午|下午|晚上|傍晚|today|tomorrow"
    r"|(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day",
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
    hour, part, day = number(found["hour"]) or 0, found["part"] or "", _day(found)
    minute = 30 if found["half"] else int(found["minute"] or found["past"] or 0)
    at_night = part in _EVENING
    unsaid = not part and not found["minute"] and 0 < hour < _FIRST_OF_WORK
    if at_night and hour == _NOON:
        hour, minute = 23, 59
    elif hour < _NOON and hour and (at_night or unsaid or part == "下午" or (part == "中午" and hour <= _EARLY)):
        hour += _NOON
    try:
        at = time(hour, minute)
    except ValueError:
        raise UnreadableTimeError(found[0]) from None
    return ClockTime(at, None if day == _TODAY and hour == 0 else day)


def _day(found: re.Match[str]) -> InDays | Weekday | None:
    if found["near"] is not None:
        return InDays(_NEARBY[found["near"].lower()])
    if found["weekday"] is not None:
        weeks = None if found["which"] is None else int(found["which"] == "下")
        return Weekday("一二三四五六日".index(found["weekday"].replace("天", "日")), weeks)
    if found["day"] is not None:
        return Weekday(_WEEKDAYS.index(found["day"][:3].lower()), 1 if found["next"] else None)
    return None


_NEARBY: Final = {
    "今": 0, "今天": 0, "today": 0, "明": 1, "明天": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TODAY: Final = InDays(0)
_EVENING: Final = frozenset({"晚", "晚上", "傍晚"})
_FIRST_OF_WORK: Final = 8
_EARLY: Final = 2

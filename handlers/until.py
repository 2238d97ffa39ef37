"""Until when something is promised, read from the words of a command: "30m", "2小时", "15:30", "明天 9:00"."""

import re
from datetime import time, timedelta
from typing import Final

from desk.service.until import ClockTime, Until

_UNITS: Final = {"m": "minutes", "分": "minutes", "h": "hours", "小": "hours", "d": "days", "天": "days"}
_SPAN: Final = re.compile(r"(\d{1,4})\s?(m|h|d|分钟?|小时|天)后?(?=\s|$)", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(?:(今天|today)\s*|(明天|明早|tomorrow)\s*)?(\d{1,2})[:：](\d{2})(?=\s|$)", re.IGNORECASE)
_MEANT_AS_TIME: Final = re.compile(r"\d|今天|明天|明早|today|tomorrow", re.IGNORECASE)


class UnreadableTimeError(ValueError):
    """What stands where a time may stand begins like one, and is none."""


def read_until(text: str) -> tuple[Until | None, str]:
    """Return the time a text begins with, if it does, and what follows it.

    Raises:
        UnreadableTimeError: it begins like a time, and is none.
    """
    if found := _SPAN.match(text):
        return timedelta(**{_UNITS[found[2][0].lower()]: int(found[1])}), text[found.end() :].strip()
    if found := _CLOCK.match(text):
        return _clock_time(found), text[found.end() :].strip()
    if _MEANT_AS_TIME.match(text):
        raise UnreadableTimeError(text)
    return None, text


def _clock_time(found: re.Match[str]) -> ClockTime:
    hour, minute = int(found[3]), int(found[4])
    try:
        return ClockTime(time(hour, minute), tomorrow=found[2] is not None)
    except ValueError:
        raise UnreadableTimeError(found[0]) from None

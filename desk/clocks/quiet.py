"""When customers may be written to unasked: the quiet hours turned round, as a calendar."""

from datetime import time
from functools import lru_cache
from zoneinfo import ZoneInfo

from desk.hours import Calendar, Day
from desk.rules import QuietHours

_DAY = 24 * 60


@lru_cache(maxsize=16)
def awake(quiet: QuietHours, zone: ZoneInfo | None) -> Calendar | None:
    """Return the hours that are not quiet, in a zone (None: UTC); None if there are no quiet hours."""
    start, end = _minutes(quiet.start), _minutes(quiet.end)
    if start == end:
        return None
    hours: Day = (
        ((end, start),) if end < start else tuple(pair for pair in ((0, start), (end, _DAY)) if pair[0] < pair[1])
    )
    return Calendar(zone=zone or ZoneInfo("UTC"), week=(hours,) * 7)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute

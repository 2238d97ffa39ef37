"""How far the clocks of a zone are from the universal one, and at which second that changes."""

from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.hours.moments import DAY, SECOND, length, moment, new_year

_STEP = 2 * DAY
"""No zone has ever changed its clocks twice within this time (the nearest: Freetown, 1939, after four days)."""


class Offset(NamedTuple):
    """A time in which the wall clock is ahead of the universal one by one and the same distance; microseconds."""

    start: int
    end: int
    ahead: int


@lru_cache(maxsize=1024)
def offsets(zone: ZoneInfo, number: int) -> tuple[Offset, ...]:
    """Return the offsets of a zone in a year of the universal clock, in order and without gaps."""
    found: list[Offset] = []
    start, end = new_year(number), new_year(number + 1)
    for step in range(start, end, _STEP):
        until = min(step + _STEP, end)
        if _ahead(zone, step) != _ahead(zone, until):
            change = _change(zone, step, until)
            found.append(Offset(start, change, _ahead(zone, start)))
            start = change
    if start < end:
        found.append(Offset(start, end, _ahead(zone, start)))
    return tuple(found)


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """Return the first second with the later of two offsets."""
    early, late = before // SECOND, after // SECOND
    new = _ahead(zone, after)
    while late - early > 1:
        middle = (early + late) // 2
        if _ahead(zone, middle * SECOND) == new:
            late = middle
        else:
            early = middle
    return late * SECOND


def _ahead(zone: ZoneInfo, at: int) -> int:
    return length(zone.utcoffset(moment(at).astimezone(zone)) or timedelta())

"""When somebody can come: the half-days of the next working days, and the times that people name."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from desk.forms.times import Named, at_local
from desk.forms.times_of_day import HALVES
from desk.hours import ALWAYS, Hours, intervals

MOST: Final = 6
"""Half-days that are offered."""
FARTHEST: Final = timedelta(days=60)
"""How far ahead a visit is agreed."""

_LEAST: Final = timedelta(hours=1)
_NOTICE: Final = timedelta(hours=1)
_DAYS_LOOKED_AT: Final = 21


def half_days(hours: Hours, now: datetime, zone: tzinfo | None, *, most: int = MOST) -> tuple[str, ...]:
    """Return the codes ("2026-11-25a" in the morning, "…p" after noon) of the next half-days with an open hour left."""
    today = now.astimezone(zone).date()
    codes = (f"{today + timedelta(days=days)}{half}" for days in range(_DAYS_LOOKED_AT) for half in HALVES)
    open_ones = (code for code in codes if _is_open(hours, code, now, zone))
    return tuple(code for code, _ in zip(open_ones, range(most), strict=False))


def half_day(code: str, zone: tzinfo | None, hours: Hours = ALWAYS) -> tuple[datetime, datetime] | None:
    """Return from when until when somebody works in a half-day, in UTC, or None if the code is none.

    Of one in which nobody does it is all of it.
    """
    try:
        day = date.fromisoformat(code[:-1])
    except ValueError:
        return None
    minutes = HALVES.get(code[-1])
    if minutes is None or code != f"{day.isoformat()}{code[-1]}":
        return None
    begins, ends = at_local(day, minutes[0], zone), at_local(day, minutes[1], zone)
    worked = list(intervals(hours, begins, ends)) if hours is not ALWAYS else []
    return (max(begins, worked[0].start), min(ends, worked[-1].end)) if worked else (begins, ends)


def is_past(named: Named, now: datetime) -> bool:
    """Tell whether a time that was named is over."""
    return named.until <= now


def is_far(named: Named, now: datetime) -> bool:
    """Tell whether it is too far ahead to be agreed now."""
    return named.since - now > FARTHEST


def _is_open(hours: Hours, code: str, now: datetime, zone: tzinfo | None) -> bool:
    begins, ends = half_day(code, zone) or (now, now)
    since = max(begins, now + _NOTICE)
    left = sum(((one.end - one.start) for one in intervals(hours, since, ends)), timedelta()) if since < ends else None
    return left is not None and left >= _LEAST

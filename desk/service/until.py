"""Until when something is promised, as people say it: in so long, or at a time of the clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

LONGEST = timedelta(days=7)
"""Nobody is promised an answer later than that."""


@dataclass(frozen=True, slots=True)
class InDays:
    """The day in so many days; 0 is today."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """The next such day, or that of the week in so many `weeks`; 0 is Monday, and this week."""

    weekday: int
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A local time of the clock: the next one there is, also of a bare weekday; that of another `day` may be over."""

    at: time
    day: InDays | Weekday | None = None


Until = timedelta | ClockTime


def moment_of(until: Until, said_at: datetime, zone: tzinfo | None) -> datetime:
    """Return the moment meant by what somebody said at another; times of the clock are those of a zone."""
    if isinstance(until, timedelta):
        return said_at + until
    day, again = _day(until.day, said_at.astimezone(zone).date())
    found = _on(datetime.combine(day, until.at), zone, said_at)
    if found > said_at or again is None:
        return found
    return _on(datetime.combine(day + again, until.at), zone, said_at)


def _day(day: InDays | Weekday | None, today: date) -> tuple[date, timedelta | None]:
    """Return the first day that is meant, and after what time the next one is, if there is one."""
    if day is None:
        return today, timedelta(days=1)
    if isinstance(day, InDays):
        return today + timedelta(days=day.days), None
    away = day.weekday - today.weekday()
    if day.weeks is None:
        return today + timedelta(days=away % 7), timedelta(days=7)
    return today + timedelta(days=away + 7 * day.weeks), None


def _on(local: datetime, zone: tzinfo | None, like: datetime) -> datetime:
    """Without a zone the machine's is meant."""
    there = local.replace(tzinfo=zone) if zone is not None else local.astimezone()
    return there.astimezone(like.tzinfo)

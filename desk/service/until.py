"""Until when something is promised, as people say it: in so long, or at a time of the clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

LONGEST = timedelta(days=7)
"""Nobody is promised an answer later than that."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A local time of the clock: the next one there is, or that of `tomorrow`, or of `today`, even if it is over."""

    at: time
    tomorrow: bool = False
    today: bool = False


Until = timedelta | ClockTime


def moment_of(until: Until, said_at: datetime, zone: tzinfo | None) -> datetime:
    """Return the moment meant by what somebody said at another; times of the clock are those of a zone."""
    if isinstance(until, timedelta):
        return said_at + until
    day = said_at.astimezone(zone).date() + timedelta(days=int(until.tomorrow))
    found = _on(datetime.combine(day, until.at), zone, said_at)
    if found > said_at or until.today:
        return found
    return _on(datetime.combine(day + timedelta(days=1), until.at), zone, said_at)


def _on(local: datetime, zone: tzinfo | None, like: datetime) -> datetime:
    """Without a zone the machine's is meant."""
    there = local.replace(tzinfo=zone) if zone is not None else local.astimezone()
    return there.astimezone(like.tzinfo)

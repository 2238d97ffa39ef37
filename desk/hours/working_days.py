"""The ends of the working days after a moment, as marks of a clock that strikes at each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from desk.hours.arithmetic import Hours, intervals

_DAY = timedelta(days=1)
_LOOKED_AT = 400
"""Days after which a desk that has not opened is no longer waited for."""


@dataclass(frozen=True, slots=True)
class DayEnds:
    """The ends of the local days after that of a moment, of those on which the desk is open, counted from 1.

    Each is given with how long after the moment it comes. Breaks within a day end none; a desk that never closes ends
    its days at midnight.
    """

    hours: Hours
    zone: tzinfo | None
    since: datetime

    def __iter__(self) -> Iterator[tuple[int, timedelta]]:
        zone = self.zone or UTC
        first = self.since.astimezone(zone).date()
        tier = 0
        for later in range(1, _LOOKED_AT):
            begins, ends = (
                datetime.combine(first + days * _DAY, time(), zone).astimezone(UTC) for days in (later, later + 1)
            )
            open_ones = list(intervals(self.hours, begins, ends))
            if open_ones:
                tier += 1
                yield tier, open_ones[-1].end - self.since

"""A month of the organisation's calendar: what figures are counted for and ledgers are cut by."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

_WRITTEN = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A year and a month of it (1 to 12)."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def before(self, months: int) -> "Month":
        """Return the month so many months earlier; a negative number: later."""
        year, month = divmod(self.year * _YEAR + self.month - 1 - months, _YEAR)
        return Month(year, month + 1)

    def begins(self, zone: tzinfo | None) -> datetime:
        """Return its first moment by the local time (None: UTC), in UTC."""
        return datetime.combine(date(self.year, self.month, 1), time(), zone or UTC).astimezone(UTC)

    def period(self, zone: tzinfo | None, months: int = 1) -> tuple[datetime, datetime]:
        """Return so many months that end with this one: their first moment, and the first one after them."""
        return self.before(months - 1).begins(zone), self.before(-1).begins(zone)


def month_of(written: str) -> Month | None:
    """Return the month that "2026-11" names, or None."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return Month(year, month) if year >= _FIRST and 1 <= month <= _YEAR else None


def month_at(moment: datetime, zone: tzinfo | None) -> Month:
    """Return the month of a moment, by the local time."""
    local = moment.astimezone(zone or UTC)
    return Month(local.year, local.month)


_FIRST = 1970

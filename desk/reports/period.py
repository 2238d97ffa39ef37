"""A day, a week or a month of the organisation's calendar: what a report is about."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

_DAY, _WEEK, _NEXT_MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=31)
_WEEK_WRITTEN = re.compile(r"(\d{4})-?[Ww](\d{1,2})", re.ASCII)
_WRITTEN = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_YEARS = range(1970, 3000)


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a week from Monday on, or a month, by its first day."""

    span: Span
    first: date

    def __str__(self) -> str:
        """As it is written: "2026-11-22", "2026-W47", "2026-11"."""
        match self.span:
            case Span.DAY:
                return self.first.isoformat()
            case Span.WEEK:
                year, week, _ = self.first.isocalendar()
                return f"{year:04}-W{week:02}"
            case Span.MONTH:
                return f"{self.first:%Y-%m}"

    @property
    def after(self) -> date:
        """The first day that does not belong to it any more."""
        match self.span:
            case Span.DAY:
                return self.first + _DAY
            case Span.WEEK:
                return self.first + _WEEK
            case Span.MONTH:
                return (self.first + _NEXT_MONTH).replace(day=1)

    def before(self) -> "Period":
        """Return the one before it."""
        return period_around(self.span, self.first - _DAY)

    def a_year_before(self) -> "Period | None":
        """Return the same month of the year before; of a day and of a week there is no such one."""
        if self.span is not Span.MONTH:
            return None
        return Period(self.span, self.first.replace(year=self.first.year - 1))

    def bounds(self, zone: tzinfo | None) -> tuple[datetime, datetime]:
        """Return its first moment by the local time (None: the machine's) and the first one after it, in UTC."""
        return moment_of(self.first, time(), zone), moment_of(self.after, time(), zone)


def period_around(span: Span, day: date) -> Period:
    """Return the period of this length that a day belongs to."""
    match span:
        case Span.DAY:
            return Period(span, day)
        case Span.WEEK:
            return Period(span, day - day.weekday() * _DAY)
        case Span.MONTH:
            return Period(span, day.replace(day=1))


def period_of(written: str) -> Period | None:
    """Return the period that "2026-11-22", "2026-W47" or "2026-11" names, or None."""
    try:
        if week := _WEEK_WRITTEN.fullmatch(written.strip()):
            found = Period(Span.WEEK, date.fromisocalendar(int(week[1]), int(week[2]), 1))
        elif named := _WRITTEN.fullmatch(written.strip()):
            year, month, day = named.groups()
            found = Period(Span.DAY if day else Span.MONTH, date(int(year), int(month), int(day or 1)))
        else:
            return None
    except ValueError:
        return None
    return found if found.first.year in _YEARS else None


def moment_of(day: date, at: time, zone: tzinfo | None) -> datetime:
    """Return a time of a day by the local time (None: the machine's), in UTC."""
    return datetime.combine(day, at, zone).astimezone(UTC)

"""A calendar: when a desk is open, as data.

What a day says is found in four layers, the first that knows the day: a date of its own (`dates`), a make-up workday,
a public holiday (closed), the day of the week. On top of all days lie the spans in which staff have opened or closed
the desk by hand; where the two meet, closed wins.

The wall clock of the zone decides. A moment is open when that clock shows a time within the hours of its day; hours
that reach past midnight belong to the day on which they began. So an hour that the zone skips is not there, one that
it repeats is there twice, and no rule for it is needed: within a time of one offset the wall clock and the universal
one run side by side, and each such time is laid out by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from desk.hours.moments import DAY, EPOCH, MINUTE, Interval, Stretch, gaps, joined, micros, new_year
from desk.hours.public_holidays import PublicHolidays, Unpublished
from desk.hours.timeline import Timeline
from desk.hours.zones import offsets

Day = tuple[tuple[int, int], ...]
"""The hours of a day, in minutes of the wall clock after its midnight: opens, closes; at most 48 hours."""

WHOLE_DAY: Day = ((0, 24 * 60),)
CLOSED: Day = ()

_EPOCH_DAY = EPOCH.toordinal()


@dataclass(frozen=True, kw_only=True)  # no slots: the timeline is remembered beside the fields
class Calendar:
    """When a desk is open; `week` is seven days from Monday on, `workday` a make-up workday (None: like a Monday)."""

    zone: ZoneInfo
    week: tuple[Day, ...]
    workday: Day | None = None
    dates: Mapping[date, Day] = field(default_factory=dict[date, Day])
    holidays: PublicHolidays | None = None
    opened: tuple[Interval, ...] = ()
    closed: tuple[Interval, ...] = ()
    version: int = 1

    @cached_property
    def timeline(self) -> Timeline:
        """The calendar laid out on the universal clock."""
        return Timeline(self._laid_out)

    @property
    def made_up(self) -> Day:
        """The hours of a make-up workday."""
        return self.week[0] if self.workday is None else self.workday

    def day(self, day: date) -> Day:
        """Return the hours of a day by the calendar, before anything is opened or closed by hand."""
        if day in self.dates:
            return self.dates[day]
        if self.holidays is not None:
            arrangement = self.holidays.of(day.year)
            if day in arrangement.workdays:
                return self.made_up
            if day in arrangement.holidays:
                return CLOSED
        return self.week[day.weekday()]

    def at(self, _: datetime) -> "Calendar":
        """Return the calendar in force at a moment: this one, as ever."""
        return self

    def parts(self, start: int, end: int) -> Iterator[tuple[Timeline, int, int]]:
        """Yield what is in force between two moments: this one, all the time."""
        yield self.timeline, start, end

    def known_for(self, years: range) -> "Calendar":
        """Return the same calendar with the holidays of these years as they are known now, whatever is learnt later."""
        return self if self.holidays is None else replace(self, holidays=self.holidays.known_for(years))

    def unpublished(self, years: Iterable[int]) -> tuple[Unpublished, ...]:
        """Return a warning for each of these years whose public holidays are estimated."""
        if self.holidays is None:
            return ()
        region, of = self.holidays.region, self.holidays.of
        return tuple(Unpublished(region=region, year=year) for year in years if not of(year).published)

    def _laid_out(self, year: int) -> Iterator[Stretch]:
        """Yield the open stretches of a year of the universal clock, in order and apart."""
        start, end = new_year(year), new_year(year + 1)
        opened, closed = _within(self.opened, start, end), _within(self.closed, start, end)
        for opens, closes in joined(sorted([*self._regular(year, start, end), *opened])):
            yield from gaps(opens, closes, closed)

    def _regular(self, year: int, start: int, end: int) -> Iterable[Stretch]:
        every_day = self._every_day(year)
        if every_day == CLOSED:
            return []
        return [(start, end)] if every_day == WHOLE_DAY else self._by_the_wall(year)

    def _every_day(self, year: int) -> Day | None:
        """Return the hours that all days of a year have, if they are alike."""
        kinds = {*self.week} if self.holidays is None else {*self.week, self.made_up, CLOSED}
        dated = any(abs(day.year - year) <= 1 for day in self.dates)
        return kinds.pop() if len(kinds) == 1 and not dated else None

    def _by_the_wall(self, year: int) -> Iterator[Stretch]:
        """Yield the hours of all days, on the universal clock; they may be empty, and reach into each other."""
        for start, end, ahead in offsets(self.zone, year):
            eve = (start + ahead) // DAY - 1  # its hours may reach past midnight
            for number in range(eve, (end + ahead) // DAY + 1):
                midnight = number * DAY - ahead
                for opens, closes in self.day(date.fromordinal(number + _EPOCH_DAY)):
                    yield max(midnight + opens * MINUTE, start), min(midnight + closes * MINUTE, end)


def _within(intervals: Iterable[Interval], start: int, end: int) -> list[Stretch]:
    """Return intervals as stretches, in order, as far as they lie between two moments."""
    cut = sorted((max(micros(one.start), start), min(micros(one.end), end)) for one in intervals)
    return [(since, until) for since, until in cut if since < until]


ALWAYS = Calendar(zone=ZoneInfo("UTC"), week=(WHOLE_DAY,) * 7)
"""The calendar of the wall clock, and of a desk without hours."""

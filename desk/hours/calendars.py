"""Calendars that follow one another: each is in force from its moment on, and what ran before is not counted anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desk.hours.calendar import Calendar
from desk.hours.moments import micros
from desk.hours.timeline import Timeline


class Change(NamedTuple):
    """A moment from which on another calendar is in force."""

    at: datetime
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Calendars:
    """The first calendar, in force since ever, and its changes in the order of their moments."""

    first: Calendar
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        moments = [change.at for change in self.changes]
        if moments != sorted(moments):
            raise ValueError("calendars are changed in the order of time")

    def changed(self, at: datetime, calendar: Calendar) -> "Calendars":
        """Return these calendars with one more, in force from a moment not before the last change.

        Raises:
            ValueError: the moment lies before the last change.
        """
        return Calendars(self.first, (*self.changes, Change(at, calendar)))

    def at(self, at: datetime) -> Calendar:
        """Return the calendar in force at a moment."""
        return next((change.calendar for change in reversed(self.changes) if change.at <= at), self.first)

    def parts(self, start: int, end: int) -> Iterator[tuple[Timeline, int, int]]:
        """Yield what is in force between two moments: each calendar, since when and until when."""
        in_force, since = self.first, start
        for change in self.changes:
            until = min(micros(change.at), end)
            if since < until:
                yield in_force.timeline, since, until
                since = until
            in_force = change.calendar
        if since < end:
            yield in_force.timeline, since, end


def followed(hours: Calendar | Calendars, at: datetime, by: Calendar | Calendars) -> Calendars:
    """Return hours as they are until a moment, and others as they are from then on."""
    first = hours.first if isinstance(hours, Calendars) else hours
    before = [change for change in _changes(hours) if change.at < at]
    return Calendars(first, (*before, Change(at, by.at(at)), *(change for change in _changes(by) if change.at > at)))


def _changes(hours: Calendar | Calendars) -> tuple[Change, ...]:
    return hours.changes if isinstance(hours, Calendars) else ()

"""How long a clock has run, when its budget is used up, and when a desk opens and closes.

    run(t)    = |open ∩ [start, t) minus pauses|
    deadline  = the earliest t with run(t) ≥ budget; none while the clock is paused for good, or never opens again
    overrun   = run(t) − budget, at least nothing

Every interval is half-open, so that what was counted until a moment and what is counted from it on add up.
Moments are aware datetimes of any zone; those that come back are in UTC. A pause is a pair of moments; the second is
None while nobody knows when it ends. Pauses come in any order, and may overlap.
"""

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, datetime, timedelta

from desk.hours.calendar import Calendar
from desk.hours.calendars import Calendars
from desk.hours.moments import Interval, Stretch, gaps, joined, length, micros, moment, new_year
from desk.hours.timeline import Timeline

Hours = Calendar | Calendars
Pause = tuple[datetime, datetime | None]

LOOK_AHEAD = 100
"""Years after which a search gives up: who has not opened by then never opens again."""

_FOR_GOOD = 1 << 62


def run(hours: Hours, start: datetime, at: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """Return how long a clock that started has run at a moment; nothing if that lies before the start.

    Raises:
        ValueError: a pause ends before it starts.
    """
    ticking = _ticking(hours, micros(start), micros(at), pauses)
    return timedelta(microseconds=sum(timeline.open_between(since, until) for timeline, since, until in ticking))


def deadline(hours: Hours, start: datetime, budget: timedelta, pauses: Iterable[Pause] = ()) -> datetime | None:
    """Return the earliest moment at which a clock has run for its budget, or None if none is in sight.

    Raises:
        ValueError: the budget is negative, or a pause ends before it starts.
    """
    left, started = _budgeted(budget), micros(start)
    ticking = _ticking(hours, started, _horizon(started), pauses)
    if not left:
        return moment(started)
    for timeline, since, until in ticking:
        reached = timeline.reached(since, left, until)
        if reached is not None:
            return moment(reached)
        left -= timeline.open_between(since, until)
    return None


def overrun(hours: Hours, start: datetime, budget: timedelta, at: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """Return by how much a clock has run beyond its budget at a moment, in its own calendar; at least nothing.

    Raises:
        ValueError: the budget is negative, or a pause ends before it starts.
    """
    _budgeted(budget)
    return max(run(hours, start, at, pauses) - budget, timedelta())


def counted(hours: Hours, start: datetime, at: datetime, pauses: Iterable[Pause] = ()) -> Iterator[Interval]:
    """Yield the intervals in which a clock ran: their lengths add up to `run`.

    Raises:
        ValueError: a pause ends before it starts.
    """
    return _intervals(_ticking(hours, micros(start), micros(at), pauses))


def intervals(hours: Hours, start: datetime, end: datetime) -> Iterator[Interval]:
    """Yield the intervals that are open between two moments, in order and apart."""
    return counted(hours, start, end)


def is_open(hours: Hours, at: datetime) -> bool:
    """Return whether a moment is open: the one of opening is, the one of closing is not."""
    return next(intervals(hours, at, at + timedelta.resolution), None) is not None


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """Return the first moment after this one at which closed turns to open, or None if none is in sight."""
    return next((one.start for one in _ahead(hours, at) if one.start > at), None)


def next_closing(hours: Hours, at: datetime) -> datetime | None:
    """Return the first moment after this one at which open turns to closed, or None if none is in sight."""
    end = moment(_horizon(micros(at)))
    return next((one.end for one in _ahead(hours, at) if one.end < end), None)


def _ahead(hours: Hours, at: datetime) -> Iterator[Interval]:
    since = micros(at)
    return _intervals(hours.parts(since, _horizon(since)))


def _intervals(ticking: Iterable[tuple[Timeline, int, int]]) -> Iterator[Interval]:
    stretches = (stretch for timeline, since, until in ticking for stretch in timeline.stretches(since, until))
    for opens, closes in joined(stretches):
        yield Interval(moment(opens), moment(closes))


def _ticking(hours: Hours, start: int, end: int, pauses: Iterable[Pause]) -> Iterator[tuple[Timeline, int, int]]:
    """Yield what is in force between two moments but for the pauses."""
    paused = sorted(_stretch(pause) for pause in pauses)
    return (part for gap in gaps(start, end, paused) for part in hours.parts(*gap))


def _stretch(pause: Pause) -> Stretch:
    start, end = pause
    if end is None:
        return micros(start), _FOR_GOOD
    if end < start:
        raise ValueError(f"a pause that starts at {start.isoformat()} cannot end before it, at {end.isoformat()}")
    return micros(start), micros(end)


def _budgeted(budget: timedelta) -> int:
    if budget < timedelta():
        raise ValueError(f"a budget of {budget.total_seconds():g} s is negative; a clock can only be given time")
    return length(budget)


def _horizon(start: int) -> int:
    return new_year(min(moment(start).year + LOOK_AHEAD, MAXYEAR))

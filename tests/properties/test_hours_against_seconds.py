"""Working time against a desk clerk who looks at the wall clock every second and counts on fingers.

The clerk knows nothing of intervals, offsets or years: for each second of two days, most of them with a change of the
clocks in their middle, the zone is asked what its wall clock shows, and the day's hours say whether that is open.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.hours import (
    LOOK_AHEAD,
    Calendar,
    Calendars,
    Day,
    Interval,
    Pause,
    counted,
    deadline,
    intervals,
    is_open,
    next_closing,
    next_opening,
    overrun,
    run,
)

Seconds = npt.NDArray[np.bool_]

_SECOND = timedelta(seconds=1)
_LENGTH = 2 * 24 * 60 * 60
_MINUTES = 24 * 60

_WINDOWS = {
    "Berlin skips an hour": ("Europe/Berlin", datetime(2026, 3, 28, 0, tzinfo=UTC)),
    "Berlin repeats an hour": ("Europe/Berlin", datetime(2026, 10, 24, 0, tzinfo=UTC)),
    "New York skips an hour": ("America/New_York", datetime(2026, 3, 7, 6, tzinfo=UTC)),
    "New York repeats an hour": ("America/New_York", datetime(2026, 10, 31, 6, tzinfo=UTC)),
    "Lord Howe skips half an hour": ("Australia/Lord_Howe", datetime(2026, 10, 2, 14, tzinfo=UTC)),
    "Lord Howe repeats half an hour": ("Australia/Lord_Howe", datetime(2026, 4, 3, 14, tzinfo=UTC)),
    "Beirut skips midnight": ("Asia/Beirut", datetime(2026, 3, 27, 12, tzinfo=UTC)),
    "Apia skips a day": ("Pacific/Apia", datetime(2011, 12, 29, 6, tzinfo=UTC)),
    "Shanghai never changes, at new year": ("Asia/Shanghai", datetime(2026, 12, 30, 16, tzinfo=UTC)),
    "Kathmandu never changes, on a leap day": ("Asia/Kathmandu", datetime(2028, 2, 28, 0, tzinfo=UTC)),
}


@dataclass(frozen=True)
class Window:
    """Two days, second by second: the ordinal of the day, and the second of it, that the wall clock shows."""

    start: datetime
    zone: ZoneInfo
    day: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]

    def at(self, seconds: int) -> datetime:
        """Return the moment so many seconds after the beginning."""
        return self.start + seconds * _SECOND


@cache
def _window(name: str) -> Window:
    key, start = _WINDOWS[name]
    zone = ZoneInfo(key)
    wall = [(start + second * _SECOND).astimezone(zone) for second in range(_LENGTH)]
    shown = [(at.toordinal(), at.hour * 3600 + at.minute * 60 + at.second) for at in wall]
    day, second = np.array(shown, dtype=np.int64).T
    return Window(start, zone, day, second)


def _open(window: Window, calendar: Calendar) -> Seconds:
    """Return for each second whether the clerk would say "we are open"."""
    found = np.zeros(_LENGTH, dtype=np.bool_)
    for ordinal in range(int(window.day.min()) - 1, int(window.day.max()) + 1):
        day = date.fromordinal(ordinal)
        hours = calendar.dates[day] if day in calendar.dates else calendar.week[day.weekday()]
        shown = (window.day - ordinal) * 86400 + window.second
        for opens, closes in hours:
            found |= (opens * 60 <= shown) & (shown < closes * 60)
    return (found | _mask(window, calendar.opened)) & ~_mask(window, calendar.closed)


def _mask(window: Window, spans: tuple[Interval, ...] | list[Pause]) -> Seconds:
    found = np.zeros(_LENGTH, dtype=np.bool_)
    for start, end in spans:
        since = max(0, (start - window.start) // _SECOND)
        until = _LENGTH if end is None else max(0, (end - window.start) // _SECOND)
        found[since:until] = True
    return found


@st.composite
def _days(draw: st.DrawFn) -> Day:
    marks = draw(st.lists(st.integers(0, 2 * _MINUTES).map(_rounded), max_size=6, unique=True).map(sorted))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return tuple((opens, closes) for opens, closes in pairs if opens < _MINUTES)


def _rounded(minute: int) -> int:
    """Return every second minute rounded, for zones change their clocks at round times."""
    return minute if minute % 2 else minute // 30 * 30


_IN_THE_WINDOW = st.integers(0, _LENGTH - 1)


@st.composite
def _spans(draw: st.DrawFn, window: Window, at_most: int) -> tuple[Interval, ...]:
    pairs = draw(st.lists(st.tuples(_IN_THE_WINDOW, _IN_THE_WINDOW).map(sorted), max_size=at_most))
    return tuple(Interval(window.at(start), window.at(end)) for start, end in pairs if start < end)


@st.composite
def _calendars(draw: st.DrawFn, window: Window) -> Calendar:
    days = [window.at(86400 * offset).astimezone(window.zone).date() for offset in range(4)]
    return Calendar(
        zone=window.zone,
        week=draw(st.tuples(*[_days()] * 7)),
        dates=draw(st.dictionaries(st.sampled_from(days), _days(), max_size=2)),
        opened=draw(_spans(window, 2)),
        closed=draw(_spans(window, 2)),
    )


@st.composite
def _pauses(draw: st.DrawFn, window: Window) -> list[Pause]:
    """Return pauses in no order; they may overlap, be empty, or not have ended."""
    pairs = draw(st.lists(st.tuples(_IN_THE_WINDOW, _IN_THE_WINDOW).map(sorted), max_size=4))
    found: list[Pause] = [(window.at(start), window.at(end)) for start, end in pairs]
    if draw(st.booleans()):
        found.append((window.at(draw(_IN_THE_WINDOW)), None))
    return draw(st.permutations(found))


_NAMES = st.sampled_from(list(_WINDOWS))


@pytest.mark.parametrize("name", list(_WINDOWS))
def test_the_clocks_change_where_a_name_says_so(name: str) -> None:
    window = _window(name)
    steps = np.diff(window.day * 86400 + window.second)
    changes = {int(step) for step in steps if step != 1}
    skipped = {"an hour": 3600, "half an hour": 1800, "midnight": 3600, "a day": 86400}
    if " skips " in name:
        assert changes == {1 + skipped[name.partition(" skips ")[2]]}
    elif " repeats " in name:
        assert changes == {1 - skipped[name.partition(" repeats ")[2]]}
    else:
        assert changes == set()


@given(name=_NAMES, data=st.data())
def test_a_clock_runs_for_the_seconds_that_are_open_and_not_paused(name: str, data: st.DataObject) -> None:
    window = _window(name)
    calendar, pauses = data.draw(_calendars(window)), data.draw(_pauses(window))
    start, at = sorted([data.draw(_IN_THE_WINDOW), data.draw(_IN_THE_WINDOW)])
    ticks = _open(window, calendar) & ~_mask(window, pauses)
    seconds = int(ticks[start:at].sum()) * _SECOND
    given_ = (window.at(start), window.at(at), pauses)
    assert run(calendar, *given_) == seconds
    assert sum((one.end - one.start for one in counted(calendar, *given_)), timedelta()) == seconds


@given(name=_NAMES, data=st.data())
def test_a_deadline_is_the_earliest_moment_at_which_the_budget_has_run(name: str, data: st.DataObject) -> None:
    window = _window(name)
    calendar, pauses = data.draw(_calendars(window)), data.draw(_pauses(window))
    start = data.draw(_IN_THE_WINDOW)
    ticks = (_open(window, calendar) & ~_mask(window, pauses))[start:]
    budget = data.draw(st.integers(0, max(1, int(ticks.sum()))))
    due = deadline(calendar, window.at(start), budget * _SECOND, pauses)
    if budget <= ticks.sum():
        used = np.concatenate([[0], np.cumsum(ticks)])
        earliest = int(np.searchsorted(used, budget))
        assert due == window.at(start + earliest)
        late = window.at(min(start + earliest + 60, _LENGTH))
        assert overrun(calendar, window.at(start), budget * _SECOND, late, pauses) == (
            run(calendar, window.at(start), late, pauses) - budget * _SECOND
        )
    else:
        assert due is None or due > window.at(_LENGTH)


@given(name=_NAMES, data=st.data())
def test_the_door_opens_and_closes_when_the_clerk_says_so(name: str, data: st.DataObject) -> None:
    window = _window(name)
    calendar = data.draw(_calendars(window))
    seconds, at = _open(window, calendar), data.draw(_IN_THE_WINDOW)
    turns = np.flatnonzero(np.diff(seconds.astype(np.int8))) + 1
    opens, closes = turns[seconds[turns] & (turns > at)], turns[~seconds[turns] & (turns > at)]
    assert is_open(calendar, window.at(at)) == seconds[at]
    opening, closing = next_opening(calendar, window.at(at)), next_closing(calendar, window.at(at))
    if len(opens):
        assert opening == window.at(int(opens[0]))
    else:
        assert opening is None or opening >= window.at(_LENGTH)
    if len(closes):
        assert closing == window.at(int(closes[0]))
    else:
        assert closing is None or closing >= window.at(_LENGTH)


@given(name=_NAMES, data=st.data())
def test_calendars_that_follow_one_another_are_counted_each_in_its_time(name: str, data: st.DataObject) -> None:
    window = _window(name)
    first, second, third = (data.draw(_calendars(window)) for _ in range(3))
    one, two = sorted([data.draw(_IN_THE_WINDOW), data.draw(_IN_THE_WINDOW)])
    calendars = Calendars(first).changed(window.at(one), second).changed(window.at(two), third)
    pauses = data.draw(_pauses(window))
    start, at = sorted([data.draw(_IN_THE_WINDOW), data.draw(_IN_THE_WINDOW)])
    masks = [_open(window, calendar) for calendar in (first, second, third)]
    seconds = np.concatenate([masks[0][:one], masks[1][one:two], masks[2][two:]])
    used = int((seconds & ~_mask(window, pauses))[start:at].sum()) * _SECOND
    assert run(calendars, window.at(start), window.at(at), pauses) == used
    due = deadline(calendars, window.at(start), used, pauses)
    assert due is not None
    assert due <= window.at(at)
    assert run(calendars, window.at(start), due, pauses) == used
    assert is_open(calendars, window.at(at)) == seconds[at]


_WEEKS = st.tuples(*[_days()] * 7)
_ZONES = st.sampled_from([ZoneInfo(key) for key, _ in _WINDOWS.values()])
_MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2090, 1, 1), timezones=_ZONES)  # noqa: DTZ001 - they get zones
_BUDGETS = st.timedeltas(timedelta(), timedelta(days=366))


@given(zone=_ZONES, week=_WEEKS, start=_MOMENTS, one=_BUDGETS, two=_BUDGETS)
def test_what_ran_until_a_moment_and_after_it_adds_up(
    zone: ZoneInfo, week: tuple[Day, ...], start: datetime, one: timedelta, two: timedelta
) -> None:
    calendar = Calendar(zone=zone, week=week)
    middle, end = start.astimezone(UTC) + one, start.astimezone(UTC) + one + two
    assert run(calendar, start, middle) + run(calendar, middle, end) == run(calendar, start, end)


@given(zone=_ZONES, week=_WEEKS, start=_MOMENTS, budget=_BUDGETS)
def test_at_its_deadline_a_clock_has_run_for_its_budget_and_just_before_it_has_not(
    zone: ZoneInfo, week: tuple[Day, ...], start: datetime, budget: timedelta
) -> None:
    calendar = Calendar(zone=zone, week=week)
    due = deadline(calendar, start, budget)
    if due is None:
        later = datetime(start.astimezone(UTC).year + LOOK_AHEAD, 1, 1, tzinfo=UTC)
        assert run(calendar, start, later) < budget
    else:
        assert run(calendar, start, due) == budget
        assert due == start or run(calendar, start, due - timedelta.resolution) < budget


@given(zone=_ZONES, week=_WEEKS, start=_MOMENTS, span=_BUDGETS)
def test_open_intervals_are_in_order_and_apart_and_add_up_to_the_run(
    zone: ZoneInfo, week: tuple[Day, ...], start: datetime, span: timedelta
) -> None:
    calendar = Calendar(zone=zone, week=week)
    end = start.astimezone(UTC) + span
    found = list(intervals(calendar, start, end))
    marks = [mark for one in found for mark in one]
    assert marks == sorted(set(marks))
    assert sum((one.end - one.start for one in found), timedelta()) == run(calendar, start, end)

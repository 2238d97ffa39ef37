"""The rota against a porter who looks at the wall clock every minute and reads the file as it is written.

The porter knows nothing of offsets: for each minute of a week, most of them with a change of the clocks in their
middle, the zone is asked what its wall clock shows, and the lines of two days say who has a shift at that time.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.shifts import Rota, Shift, read_rota

Minutes = npt.NDArray[np.bool_]

_MINUTE = timedelta(minutes=1)
_A_DAY = 24 * 60
_LENGTH = 7 * _A_DAY
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = ("01", "07", "12")
_SHIFTS = ("early", "late", "night")

_WINDOWS = {
    "Berlin skips an hour": ("Europe/Berlin", datetime(2026, 3, 26, 0, tzinfo=UTC)),
    "Berlin repeats an hour": ("Europe/Berlin", datetime(2026, 10, 22, 0, tzinfo=UTC)),
    "Lord Howe skips half an hour": ("Australia/Lord_Howe", datetime(2026, 9, 30, 14, tzinfo=UTC)),
    "Lord Howe repeats half an hour": ("Australia/Lord_Howe", datetime(2026, 4, 1, 14, tzinfo=UTC)),
    "Beirut skips midnight": ("Asia/Beirut", datetime(2026, 3, 25, 12, tzinfo=UTC)),
    "Beirut repeats the hour before midnight": ("Asia/Beirut", datetime(2026, 10, 21, 12, tzinfo=UTC)),
    "Apia skips a day": ("Pacific/Apia", datetime(2011, 12, 27, 6, tzinfo=UTC)),
    "Shanghai never changes, at new year": ("Asia/Shanghai", datetime(2026, 12, 28, 16, tzinfo=UTC)),
}


@dataclass(frozen=True)
class Window:
    """A week, minute by minute: the ordinal of the day, and the minute of it, that the wall clock shows."""

    start: datetime
    zone: str
    day: npt.NDArray[np.int64]
    minute: npt.NDArray[np.int64]

    def at(self, minutes: int) -> datetime:
        """Return the moment so many minutes after the beginning."""
        return self.start + minutes * _MINUTE

    def days(self) -> list[date]:
        """Return the days whose shifts may reach into the week."""
        return [date.fromordinal(day) for day in range(int(self.day.min()) - 2, int(self.day.max()) + 2)]


@cache
def _window(name: str) -> Window:
    zone, start = _WINDOWS[name]
    wall = [(start + minute * _MINUTE).astimezone(ZoneInfo(zone)) for minute in range(_LENGTH)]
    day, minute = np.array([(at.toordinal(), at.hour * 60 + at.minute) for at in wall], dtype=np.int64).T
    return Window(start, zone, day, minute)


@dataclass(frozen=True)
class Written:
    """What stands in a rota file: the hours of each shift, and the agents of each shift of a day."""

    hours: dict[str, list[list[str]]]
    days: dict[str, dict[str, list[str]]]

    def text(self, zone: str) -> str:
        """Return the file."""
        lines = [f'zone = "{zone}"']
        lines += [f"agents.{number}.id = 9000{number}" for number in _NUMBERS]
        lines += [f"shifts.{name}.hours = {json.dumps(hours)}" for name, hours in self.hours.items()]
        for day, shifts in self.days.items():
            who = ", ".join(f"{name} = {json.dumps(numbers)}" for name, numbers in shifts.items())
            lines.append(f'rota."{day}" = {{ {who} }}')
        return "\n".join(lines)

    def read(self, window: Window) -> Rota:
        """Return what the reader makes of it."""
        return read_rota(self.text(window.zone), "rota.toml")

    def shifts_of(self, day: date) -> dict[str, list[str]]:
        """Return the line for a day: its own, or that of its weekday."""
        return self.days.get(day.isoformat(), self.days.get(_WEEK[day.weekday()], {}))


def _on_shift(window: Window, written: Written, day: date, shift: str) -> Minutes:
    """Return for each minute whether the porter would say that a day's shift is at work."""
    shown = (window.day - day.toordinal()) * _A_DAY + window.minute
    found = np.zeros(_LENGTH, dtype=np.bool_)
    for opens, closes in written.hours[shift]:
        found |= (_minute(opens) <= shown) & (shown < _minute(closes))
    return found


def _planned(window: Window, written: Written, number: str) -> Minutes:
    found = np.zeros(_LENGTH, dtype=np.bool_)
    for day in window.days():
        for shift, numbers in written.shifts_of(day).items():
            if number in numbers:
                found |= _on_shift(window, written, day, shift)
    return found


def _occurrences(window: Window, written: Written, number: str) -> list[Shift]:
    """Return the shifts of an agent in the week, as the porter would note them; at its edges they may be cut."""
    found: list[Shift] = []
    for day in window.days():
        for shift, numbers in written.shifts_of(day).items():
            minutes = np.flatnonzero(_on_shift(window, written, day, shift))
            if number in numbers and len(minutes):
                start, end = window.at(int(minutes[0])), window.at(int(minutes[-1]) + 1)
                found.append(Shift(name=shift, day=day, start=start, end=end))
    return found


def _minute(written: str) -> int:
    hour, minute = written.split(":")
    return int(hour) * 60 + int(minute)


@st.composite
def _hours(draw: st.DrawFn) -> list[list[str]]:
    """Return one to three pairs of times; the first begins before midnight, and the last may end on the next day."""
    first = draw(st.integers(0, _A_DAY - 1).map(_rounded))
    later = draw(st.lists(st.integers(first + 1, 2 * _A_DAY).map(_rounded), min_size=1, max_size=5, unique=True))
    marks = sorted({first, *later})
    if len(marks) % 2:
        marks = [*marks, 2 * _A_DAY] if marks[-1] < 2 * _A_DAY else marks[:-1]
    return [[f"{mark // 60:02}:{mark % 60:02}" for mark in pair] for pair in zip(marks[::2], marks[1::2], strict=True)]


def _rounded(minute: int) -> int:
    """Return every second minute rounded, for zones change their clocks at round times."""
    return minute if minute % 2 else minute // 30 * 30


_A_LINE = st.dictionaries(st.sampled_from(_SHIFTS), st.lists(st.sampled_from(_NUMBERS), unique=True), max_size=3)


@st.composite
def _files(draw: st.DrawFn, window: Window) -> Written:
    dates = [day.isoformat() for day in window.days()]
    return Written(
        hours={name: draw(_hours()) for name in _SHIFTS},
        days=draw(st.dictionaries(st.sampled_from([*_WEEK, *dates]), _A_LINE, max_size=12)),
    )


_NAMES = st.sampled_from(list(_WINDOWS))
_IN_THE_WINDOW = st.integers(0, _LENGTH - 1)


@pytest.mark.parametrize("name", list(_WINDOWS))
def test_the_clocks_change_where_a_name_says_so(name: str) -> None:
    window = _window(name)
    changes = set(np.diff(window.day * _A_DAY + window.minute).tolist()) - {1}
    assert len(changes) == (0 if "never" in name else 1)
    assert all((change > 1) == (" skips " in name) for change in changes)


@given(name=_NAMES, data=st.data())
def test_in_every_minute_those_are_planned_whom_the_porter_expects(name: str, data: st.DataObject) -> None:
    window = _window(name)
    written = data.draw(_files(window))
    rota = written.read(window)
    expected = {number: _planned(window, written, number) for number in _NUMBERS}
    for minute in range(data.draw(st.integers(0, 4)), _LENGTH, 5):
        numbers = frozenset(number for number in _NUMBERS if expected[number][minute])
        at = window.at(minute)
        assert (rota.planned(at), rota.anybody_planned(at)) == (numbers, bool(numbers)), at


@given(name=_NAMES, data=st.data())
def test_somebody_comes_next_when_the_porter_expects_it(name: str, data: st.DataObject) -> None:
    window = _window(name)
    written, minute = data.draw(_files(window)), data.draw(_IN_THE_WINDOW)
    anybody = np.any([_planned(window, written, number) for number in _NUMBERS], axis=0)
    coming = np.flatnonzero(anybody[minute:])
    found = written.read(window).next_planned(window.at(minute))
    if len(coming):
        assert found == window.at(minute + int(coming[0]))
    else:
        assert found is None or found >= window.at(_LENGTH)


@given(name=_NAMES, number=st.sampled_from(_NUMBERS), data=st.data())
def test_a_shift_lasts_from_the_first_to_the_last_minute_that_the_porter_notes(
    name: str, number: str, data: st.DataObject
) -> None:
    window = _window(name)
    written = data.draw(_files(window))
    rota, at = written.read(window), window.at(data.draw(st.integers(2 * _A_DAY, 4 * _A_DAY)))
    under_way = [one for one in _occurrences(window, written, number) if one.start <= at < one.end]
    found = rota.shift_of(number, at)
    if under_way:
        assert found in under_way
        assert found is not None
        assert found.end == max(one.end for one in under_way)
    else:
        assert found is None


@given(name=_NAMES, number=st.sampled_from(_NUMBERS), data=st.data())
def test_the_shifts_that_follow_one_another_are_those_that_the_porter_notes(
    name: str, number: str, data: st.DataObject
) -> None:
    window = _window(name)
    written = data.draw(_files(window))
    rota, at, until = written.read(window), window.at(2 * _A_DAY), window.at(5 * _A_DAY)
    noted = [one for one in _occurrences(window, written, number) if at < one.start < until]
    found: list[Shift] = []
    following = rota.next_shift(number, at)
    while following is not None and following.start < until:
        assert following.start > at
        found.append(following)
        at = following.start
        following = rota.next_shift(number, at)
    assert [one.start for one in found] == sorted({one.start for one in noted})
    assert [one for one in found if one not in noted] == []

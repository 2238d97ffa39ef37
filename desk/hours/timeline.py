"""When something is open, on the universal clock: year by year, in stretches, with the sum of what came before each.

A year is laid out when it is first asked for. Then every question about it is a search in a sorted list: how much is
open between two moments, and when so much has been open, take microseconds however far apart those are.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator

from desk.hours.moments import Stretch, moment

_KEPT = 256
"""Years that are remembered; more are more than anybody asks for, and are laid out again."""


class Timeline:
    """Open time in microseconds, found by `lay_out`: the open stretches of a year, in order and apart."""

    def __init__(self, lay_out: Callable[[int], Iterable[Stretch]]) -> None:
        self._lay_out = lay_out
        self._years: dict[int, _Year] = {}

    def open_between(self, start: int, end: int) -> int:
        """Return how much is open from one moment until just before another."""
        if end <= start:
            return 0
        first, last = moment(start).year, moment(end - 1).year
        years = sum(self._year(number).total for number in range(first, last))
        return years + self._year(last).open_before(end) - self._year(first).open_before(start)

    def reached(self, start: int, amount: int, end: int) -> int | None:
        """Return the earliest moment until which so much (more than nothing) is open; None: none up to the end."""
        if end <= start:
            return None
        first, last = moment(start).year, moment(end - 1).year
        amount += self._year(first).open_before(start)
        for number in range(first, last + 1):
            year = self._year(number)
            if amount <= year.total:
                at = year.reached(amount)
                return at if at <= end else None
            amount -= year.total
        return None

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """Yield what is open between two moments, in order; what spans a new year comes in two."""
        if end <= start:
            return
        for number in range(moment(start).year, moment(end - 1).year + 1):
            for opens, closes in self._year(number).after(start):
                if opens >= end:
                    return
                yield max(opens, start), min(closes, end)

    def _year(self, number: int) -> "_Year":
        year = self._years.get(number)
        if year is None:
            if len(self._years) >= _KEPT:
                self._years.clear()
            year = self._years[number] = _Year(self._lay_out(number))
        return year


class _Year:
    """The open stretches of one year, and how much of it was open before each."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._starts, self._ends, self._before = array("q"), array("q"), array("q")
        self.total = 0
        for start, end in stretches:
            self._starts.append(start)
            self._ends.append(end)
            self._before.append(self.total)
            self.total += end - start

    def open_before(self, at: int) -> int:
        """Return how much of the year is open before a moment."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 0
        return self._before[index] + min(at, self._ends[index]) - self._starts[index]

    def reached(self, amount: int) -> int:
        """Return the earliest moment before which so much is open: more than nothing, at most the total."""
        index = bisect_left(self._before, amount) - 1
        return self._starts[index] + amount - self._before[index]

    def after(self, at: int) -> Iterator[Stretch]:
        """Yield the stretches that end after a moment, in order."""
        for index in range(bisect_right(self._ends, at), len(self._ends)):
            yield self._starts[index], self._ends[index]

"""Moments as whole microseconds of the universal clock, in which adding and taking away lose nothing."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Stretch = tuple[int, int]
"""From one moment until just before another, in microseconds."""


class Interval(NamedTuple):
    """From one moment until just before another."""

    start: datetime
    end: datetime


def micros(at: datetime) -> int:
    """Return the microseconds from the epoch to an aware moment."""
    return (at - EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    """Return the moment, in UTC, so many microseconds after the epoch."""
    return EPOCH + timedelta(microseconds=at)


def length(span: timedelta) -> int:
    """Return the microseconds of a span."""
    return span // _MICROSECOND


def new_year(number: int) -> int:
    """Return the first moment of a year, by the universal clock."""
    return micros(datetime(number, 1, 1, tzinfo=UTC))


def joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the same time in as few stretches as it takes, none of them empty; given in order of their starts."""
    held: Stretch | None = None
    for opens, closes in stretches:
        if opens >= closes:
            continue
        if held is None or held[1] < opens:
            if held is not None:
                yield held
            held = (opens, closes)
        else:
            held = (held[0], max(held[1], closes))
    if held is not None:
        yield held


def gaps(start: int, end: int, taken: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield what is left between two moments when stretches, given in order, are taken away."""
    for out, back in taken:
        if out >= end:
            break
        if start < out:
            yield start, out
        start = max(start, back)
    if start < end:
        yield start, end

"""A span of time as people write it: a number of seconds, or an ISO 8601 duration."""

import re
from datetime import timedelta
from math import isfinite

from desk.written import shown

_DURATION = re.compile(
    r"P(?=.)(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)


def span_of(written: object) -> timedelta:
    """Return the span that is meant; zero or more.

    Raises:
        ValueError: it is no span; the message says what it is instead, and what to write.
    """
    try:
        span = _duration(written) if isinstance(written, str) else _seconds(written)
    except OverflowError:
        raise ValueError(f"is {shown(written)}, which is longer than can be counted") from None
    if span < timedelta():
        raise ValueError(f"is {shown(written)}, which is negative; a span is 0 or more")
    return span


def _seconds(written: object) -> timedelta:
    if isinstance(written, bool) or not isinstance(written, int | float) or not isfinite(written):
        raise ValueError(f'is {shown(written)}, which is no span; write seconds (180) or a duration ("PT3M")')
    return timedelta(seconds=written)


def _duration(written: str) -> timedelta:
    match = _DURATION.fullmatch(written)
    if match is None:
        raise ValueError(
            f'is {shown(written)}, which is no duration; write one like "PT3M", "PT90S" or "P1DT2H"'
            " (months and years have no fixed length)"
        )
    return timedelta(**{unit: float(number) for unit, number in match.groupdict(default="0").items()})

"""One run of a clock: since when, how much it may use, and when it strikes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from desk.events import Clock
from desk.hours import ALWAYS, Hours, deadline, is_open, next_opening, run
from desk.rules import Rules
from desk.rung import Rung
from desk.state import Count, Pause

Mark = tuple[int, timedelta]
"""A tier, and how long the clock has run when it strikes for it; tier 0 is the warning."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Due:
    """A clock that will strike: when, for which tier; `occurrence` tells this run from the next of the same clock."""

    at: datetime
    clock: Clock
    occurrence: int
    tier: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a clock: since when, how much it may use of which hours, what it does not count, when it strikes.

    `awake` are the hours in which it may strike at all, where that is not always, `present_since` the moment before
    which nobody was there to hear it; `version` is of the rules it keeps. `count` is what was counted already: pauses
    before it need not be known any more.
    """

    clock: Clock
    occurrence: int
    since: datetime
    budget: timedelta
    marks: Iterable[Mark]
    hours: Hours = ALWAYS
    pauses: tuple[Pause, ...] = ()
    awake: Hours | None = None
    present_since: datetime | None = None
    version: int = 1
    count: Count | None = None

    def after(self, span: timedelta) -> datetime | None:
        """Return when the clock has run so long, or None if it never will.

        What was counted is not taken apart again: if it had run so long before, that is when it struck, or else, as
        where a lead lets a shorter span apply to it, when it was counted.
        """
        if self.count is not None:
            if span <= self.count.ran:
                return self.count.due or self.count.until
            return deadline(self.hours, self.count.until, span - self.count.ran, self._pairs())
        if self.hours is ALWAYS and not self.pauses:
            return self.since + span
        return deadline(self.hours, self.since, span, self._pairs())

    @property
    def deadline(self) -> datetime | None:
        """When the promise is due; None while nobody knows."""
        return self.after(self.budget)

    def ran(self, at: datetime) -> timedelta:
        """Return how long the clock has run at a moment, which lies not before what was counted."""
        if self.count is not None:
            return self.count.ran + run(self.hours, self.count.until, at, self._pairs())
        return run(self.hours, self.since, at, self._pairs())

    def overrun(self, at: datetime) -> timedelta:
        """Return by how much the promise is overrun at a moment; at least nothing."""
        return max(self.ran(at) - self.budget, timedelta())

    def dues(self, rung: Iterable[Rung]) -> Iterator[Due]:
        """Yield the strikes that are still to come, soonest first."""
        this = (self.clock, self.occurrence)
        done = max((one.tier for one in rung if (one.clock, one.occurrence) == this), default=-1)
        for tier, span in self.marks:
            if tier <= done:
                continue
            at = self.after(span)
            if at is None:
                return
            yield Due(at=self._heard(at), clock=self.clock, occurrence=self.occurrence, tier=tier, since=self.since)

    def _heard(self, at: datetime) -> datetime:
        if self.present_since is not None:
            at = max(at, self.present_since)
        if self.awake is None or is_open(self.awake, at):
            return at
        return next_opening(self.awake, at) or at

    def _pairs(self) -> list[tuple[datetime, datetime | None]]:
        return [(pause.start, pause.end) for pause in self.pauses]


def run_of(
    rules: Rules,
    clock: Clock,
    since: datetime,
    occurrence: int,
    hours: Hours,
    marks: Iterable[Mark],
    pauses: tuple[Pause, ...] = (),
    *,
    budget: timedelta | None = None,
    awake_in: Hours | None = None,
) -> Run:
    """Return a run of a clock by the rules it keeps: those that were in force when it began."""
    then = rules.for_clock(since)
    return Run(
        clock=clock,
        occurrence=occurrence,
        since=since,
        budget=then.span(clock) if budget is None else budget,
        marks=marks,
        hours=hours,
        pauses=pauses,
        awake=awake_in,
        version=then.version,
    )


@dataclass(frozen=True, slots=True)
class Again:
    """The marks of a clock that strikes again and again, the first time after a span of its own if it has one."""

    span: timedelta
    first: timedelta | None = None

    def __iter__(self) -> Iterator[Mark]:
        first = self.span if self.first is None else self.first
        return ((tier, first + self.span * (tier - 1)) for tier in count(1))


def first_of(dues: Iterator[Due]) -> Iterator[Due]:
    """Yield the soonest of the strikes of one clock, if there is one."""
    for due in dues:
        yield due
        return


def until(dues: Iterator[Due], now: datetime) -> Iterator[Due]:
    """Yield the strikes of one clock that have come due."""
    for due in dues:
        if due.at > now:
            return
        yield due

"""Which clocks are promises, and how one runs that may be broken."""

from datetime import datetime, timedelta
from functools import lru_cache

from desk.clocks.run import Mark, Run, run_of
from desk.events import Clock
from desk.hours import Hours
from desk.rules import Rules
from desk.state import Pause

BREACHABLE = frozenset(
    {
        Clock.ACCEPT,
        Clock.FIRST_REPLY,
        Clock.NEXT_REPLY,
        Clock.PROMISED_REPLY,
        Clock.EMERGENCY,
        Clock.REQUEST_REPLY,
        Clock.COMPLAINT_REPLY,
        Clock.COMPLAINT_RESOLVE,
        Clock.CRISIS_REPORT,
        Clock.REPAIR_ACCEPT,
        Clock.REPAIR_VISIT,
        Clock.FOLLOW_UP_GAP,
        Clock.UNSETTLED,
        Clock.CALLBACK,
    }
)
"""The clocks whose strike is a broken promise; the others only make us speak or act."""
TIERED = frozenset(
    {
        Clock.ACCEPT,
        Clock.FIRST_REPLY,
        Clock.NEXT_REPLY,
        Clock.EMERGENCY,
        Clock.CRISIS_REPORT,
        Clock.REPAIR_ACCEPT,
    }
)
"""The clocks of minutes, whose overrun is told by tiers (003:288); of others it only counts that they were missed."""


def promise(
    rules: Rules,
    clock: Clock,
    since: datetime,
    occurrence: int,
    hours: Hours,
    pauses: tuple[Pause, ...] = (),
    budget: timedelta | None = None,
) -> Run:
    """A promise warns before it is broken, and of minutes it counts by how many tiers it is overrun."""
    then = rules.for_clock(since)
    span = then.span(clock) if budget is None else budget
    marks = _marks(span, then.warn, then.overrun if clock in TIERED else ())
    return run_of(rules, clock, since, occurrence, hours, marks, pauses, budget=span)


@lru_cache(maxsize=1000)  # every look at a conversation asks for some of the few there are
def _marks(span: timedelta, warn: float, overrun: tuple[int, ...]) -> tuple[Mark, ...]:
    tiers = [span + timedelta(minutes=minutes) for minutes in overrun]
    return ((0, span * warn), *enumerate([span, *tiers], start=1))

"""The promises of time that follow from what has happened: which run, since when, until when, and why.

A deadline is never stored as a truth: it is computed here from the conversation's facts, and the stored one is only
an index to find candidates. Sources: docs/rules.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count

from desk.clocks.quiet import awake
from desk.events import Clock, Hold
from desk.hours import ALWAYS, Hours, deadline, is_open, next_opening, run
from desk.queue.closed import closing_of, occurrence_of
from desk.rules import Rules
from desk.rung import Rung
from desk.state import IN_QUEUE, WITH_PEOPLE, Conversation, Count, Pause, State

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


def running(conversation: Conversation, rules: Rules) -> list[Due]:
    """Return the next strike of every clock that runs, soonest first."""
    return sorted(due for one in started(conversation, rules) for due in first_of(one.dues(conversation.rung)))


def come_due(conversation: Conversation, rules: Rules, now: datetime) -> list[Due]:
    """Return every strike that has come due, of every clock that runs, in the order of their moments."""
    return sorted(due for one in started(conversation, rules) for due in until(one.dues(conversation.rung), now))


def soonest(conversation: Conversation, rules: Rules) -> datetime | None:
    """Return when the desk must look at this conversation again."""
    firsts = (due.at for one in started(conversation, rules) for due in first_of(one.dues(conversation.rung)))
    return min(firsts, default=None)


def started(conversation: Conversation, rules: Rules) -> Iterator[Run]:
    """Yield every clock that runs, struck or not (a struck one shows how late we are)."""
    c = conversation
    if c.state is State.RESOLVED and c.resolved_at is not None:
        yield _one(rules, Clock.REOPEN_WINDOW, c.resolved_at, c.episode, ALWAYS)
    if c.unreachable or c.state in {State.CLOSED, State.RESOLVED}:
        return
    if c.state in IN_QUEUE and c.queued_at is not None:
        yield from _waits(c, rules, c.queued_at)
    if c.state is State.OFFERED and c.offered_at is not None:
        yield _one(rules, Clock.OFFER, c.offered_at, c.offers, ALWAYS, c.writing)
    if c.transfer_to is not None and c.transfer_at is not None:
        yield _one(rules, Clock.OFFER, c.transfer_at, c.offers, ALWAYS)
    if c.state in WITH_PEOPLE:
        yield from _owed(c, rules)
    if c.emergency_at is not None:
        yield promise(rules, Clock.EMERGENCY, c.emergency_at, c.emergencies, ALWAYS)
        each = rules.for_clock(c.emergency_at).ring
        yield run_of(rules, Clock.RING, c.emergency_at, c.emergencies, ALWAYS, Again(each))
    if (handling := handling_of(c, rules)) is not None:
        yield handling
    in_turn = c.idle_since is not None and c.promised_until is None  # who was promised an answer is not asked, nor left
    if in_turn and c.idle_since is not None and (c.state is State.ACTIVE or c.hold is Hold.CUSTOMER_INFO):
        yield _idle(c, rules, c.idle_since)


def handling_of(c: Conversation, rules: Rules) -> Run | None:
    """Return how long somebody has had it in hand; None: nobody has, or the customer cannot be reached."""
    in_hand = c.state is State.ACTIVE or (c.state is State.HOLD and c.hold is not Hold.CALLBACK)
    if not in_hand or c.unreachable or c.served_since is None:
        return None
    run = _one(rules, Clock.LONG_HANDLING, c.served_since, c.stints, rules.hours, c.customers_turns)
    return run if c.handled is None else replace(run, count=c.handled)


def _waits(c: Conversation, rules: Rules, since: datetime) -> Iterator[Run]:
    yield promise(rules, Clock.ACCEPT, since, c.episode, rules.hours)
    then = rules.for_clock(since)
    yield run_of(rules, Clock.WAIT_COMFORT, since, c.episode, rules.hours, Again(then.wait_comfort))
    yield _one(rules, Clock.WAIT_EXPLAIN, since, c.episode, rules.hours)
    closing = closing_of(c, rules, since)
    if closing is not None:
        ahead = max(closing - then.closing_notice - since, timedelta())
        yield run_of(rules, Clock.CLOSING_NOTICE, since, occurrence_of(closing), ALWAYS, [(1, ahead)])


def _owed(c: Conversation, rules: Rules) -> Iterator[Run]:
    if c.handed_off_at is not None and c.replied_at is None:
        yield promise(rules, Clock.FIRST_REPLY, c.handed_off_at, c.promise, rules.hours)
    if c.replied_at is not None and c.unanswered_since is not None:
        yield promise(rules, Clock.NEXT_REPLY, c.unanswered_since, c.turn, rules.hours, c.held)
    if c.promised_at is not None and c.promised_until is not None:
        yield promise(
            rules, Clock.PROMISED_REPLY, c.promised_at, c.promises, ALWAYS, budget=c.promised_until - c.promised_at
        )


def _idle(c: Conversation, rules: Rules, since: datetime) -> Run:
    """The prompts come one after another, and never at night."""
    spans = rules.for_clock(since).idle_prompts
    marks = [(tier, sum(spans[:tier], timedelta())) for tier in range(1, len(spans) + 1)]
    quiet = awake(rules.quiet_hours, rules.organisation.zone)
    return run_of(rules, Clock.IDLE_PROMPTS, since, c.idles, ALWAYS, marks, awake_in=quiet)


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


def _one(
    rules: Rules, clock: Clock, since: datetime, occurrence: int, hours: Hours, pauses: tuple[Pause, ...] = ()
) -> Run:
    return run_of(rules, clock, since, occurrence, hours, [(1, rules.for_clock(since).span(clock))], pauses)


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

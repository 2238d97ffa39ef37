"""Why a deadline is what it is: every clock a history has started, what it counted, and what met or broke it.

The history is walked event by event, with the rules as they were known at each; what is told here is what the engine
computed then, not a second arithmetic. Shown in the staff room by `/why`, and by `python -m bot why`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.lives import TALK, Life, Lived
from desk.clocks.promises import TIERED
from desk.clocks.run import Run
from desk.clocks.runs import started
from desk.events import Clock, Event, Excuse
from desk.hours import Interval, counted
from desk.rules import Rules
from desk.state import Pause
from desk.turn import Turn

_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One strike: for which tier, when it was due, when it was noticed."""

    tier: int
    due: datetime
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One run of a clock from its start until it ended, or until the moment of asking.

    `stretches` are the intervals it counted until then, which add up to `ran`; `pauses` are what it left out.
    `deadline` is None while nobody knows, `ended_by` the event that met it or made it void. `broken_at` is set where
    the promise was broken and nothing withdrew that; `overrun` is in the clock's own calendar.
    """

    clock: Clock
    occurrence: int
    version: int
    since: datetime
    budget: timedelta
    deadline: datetime | None
    ran: timedelta
    stretches: tuple[Interval, ...]
    pauses: tuple[Pause, ...] = ()
    strikes: tuple[Stroke, ...] = ()
    ended_at: datetime | None = None
    ended_by: str | None = None
    broken_at: datetime | None = None
    tier: int = 0
    agent: int | None = None
    overrun: timedelta = timedelta()
    excuse: Excuse | None = None


@dataclass(slots=True)
class Traced:
    """A run while the history is walked: as it stood last, and what has happened to it."""

    run: Run
    strikes: list[Stroke] = field(default_factory=list[Stroke])
    ended_at: datetime | None = None
    ended_by: str | None = None
    broken: e.Breached | None = None
    tier: int = 0
    excuse: Excuse | None = None


Runs = dict[tuple[Clock, int], Traced]


def explain(
    life: Life[Lived], stands: Lived, history: Sequence[Event], rules: Rules, now: datetime
) -> tuple[Explained, ...]:
    """Return every clock of what has lived in the order they started, those that still run as they stand now.

    `rules` are those in force now, which know all that were before.
    """
    traced = trace(life, life.beginning(stands, history), history, rules)
    return tuple(_explained(one, now) for one in sorted(traced.values(), key=_order))


def trace(life: Life[Lived], begun: Lived, history: Iterable[Event], rules: Rules) -> Runs:
    """Return every run there has been, followed through the history."""
    stood, found = begun, Runs()
    for event in history:
        stood = life.remember(stood, event)
        known = rules.as_of(event.at)
        runs = {(run.clock, run.occurrence): run for run in life.started(stood, known)}
        for key, run in runs.items():
            one = found.setdefault(key, Traced(run))
            one.run, one.ended_at, one.ended_by = run, None, None  # the notice of a closing may go on where it was
        for key, one in found.items():
            if one.ended_at is None and key not in runs:
                one.ended_at, one.ended_by = event.at, type(event).__name__
        _mark(found, event)
    for run in life.started(stood, rules):  # rules that have changed since count from now on
        found.setdefault((run.clock, run.occurrence), Traced(run)).run = run
    return found


def why(turn: Turn, _: c.Why) -> None:
    """Explain every clock that runs here, and those of late that have ended."""
    conversation = turn.conversation
    history = turn.floor.histories.get(conversation.id or 0)
    if history is None:
        found = tuple(_explained(Traced(run), turn.now) for run in started(conversation, turn.rules))
    else:
        found = explain(TALK, conversation, history, turn.rules, turn.now)
    turn.say(shown(found, conversation.state, conversation.has_rung, turn.rules, turn.now))


def shown(
    found: Iterable[Explained], state: str, has_rung: Callable[[Clock, int], bool], rules: Rules, now: datetime
) -> n.WhyShown:
    """Return the latest clocks that have ended, and all that run, the soonest first."""
    clocks = list(found)
    runs = [one for one in clocks if one.ended_at is None]
    over = [one for one in clocks if one.ended_at is not None][-_SHOWN:]
    lines = tuple(_line(one, has_rung) for one in (*over, *sorted(runs, key=_soonest)))
    return n.WhyShown(now=now, state=state, rules=rules.version, clocks=lines)


def _mark(found: Runs, event: Event) -> None:
    if not isinstance(event, e.Struck | e.BreachWithdrawn | e.Overran | e.Excused):
        return
    one = found.get((event.clock, event.occurrence))
    if one is None:
        return
    match event:
        case e.Struck():
            one.strikes.append(Stroke(tier=event.tier, due=event.due, at=event.at))
            if isinstance(event, e.Breached):
                one.broken, one.tier = one.broken or event, max(one.tier, event.tier)
        case e.BreachWithdrawn():
            one.broken, one.tier = None, 0
        case e.Overran():
            one.tier = event.tier
        case e.Excused():
            one.excuse = event.excuse


def _explained(one: Traced, now: datetime) -> Explained:
    run, until = one.run, one.ended_at or now
    pauses = [(pause.start, pause.end) for pause in run.pauses]
    return Explained(
        clock=run.clock,
        occurrence=run.occurrence,
        version=run.version,
        since=run.since,
        budget=run.budget,
        deadline=run.deadline,
        ran=run.ran(until),
        stretches=tuple(counted(run.hours, run.since, until, pauses)),
        pauses=run.pauses,
        strikes=tuple(one.strikes),
        ended_at=one.ended_at,
        ended_by=one.ended_by,
        broken_at=one.broken.due if one.broken else None,
        tier=one.tier,
        agent=one.broken.agent if one.broken else None,
        overrun=run.overrun(until) if one.broken else timedelta(),
        excuse=one.excuse,
    )


def _line(one: Explained, has_rung: Callable[[Clock, int], bool]) -> n.ClockLine:
    running = one.ended_at is None
    return n.ClockLine(
        clock=one.clock,
        since=one.since,
        due=one.deadline,
        struck=has_rung(one.clock, one.occurrence) if running else one.broken_at is not None,
        version=one.version,
        budget=one.budget,
        ran=one.ran,
        stretches=len(one.stretches),
        pauses=tuple((pause.start, pause.end) for pause in one.pauses),
        ended_at=one.ended_at,
        ended_by=one.ended_by,
        overrun=one.overrun if one.broken_at else None,
        tier=one.tier if one.broken_at and one.clock in TIERED else 0,
        excuse=one.excuse,
    )


def _order(one: Traced) -> tuple[datetime, str, int]:
    return one.run.since, one.run.clock, one.run.occurrence


def _soonest(one: Explained) -> tuple[datetime, bool, datetime]:
    return one.since, one.deadline is None, one.deadline or one.since

"""The promises of time about members of staff: which run, since when, until when.

    away       a word is owed after five minutes without a reason, a lead's leave after ten (003:282, 003:357)
    meal       half an hour; what comes after it counts as away (003:57)
    on_duty    eight hours at a stretch, which only a rest ends (003:262); during a shorter break it runs on, but is due
               only when the agent is there again
    shift_end  ten minutes before the planned end: nothing new; at the end: off, if nobody waits for an answer; an hour
               later in any case
    handover   ten minutes of opening hours until somebody has read what was handed over (003:280)

As with conversations, no deadline is stored as a truth: all of them follow from what has happened and from the rota.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desk.clocks import Due, Mark, Run
from desk.events import Clock
from desk.hours import ALWAYS
from desk.people import Absence, Agent, HandedOn
from desk.rules import Rules
from desk.shifts.rota import Rota

STARTED, FAULT, LEAVE = 0, 1, 2
"""The tiers of `away`: the warning, the fault, the leave that is needed."""

SOON, OVER, FORCED = 1, 2, 3
"""The tiers of `shift_end`: nothing new, the end, the forced end."""

_NO_TIME = timedelta()
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_MOST_SHIFTS = 14


@dataclass(frozen=True, slots=True)
class Work:
    """The time an agent is planned for without a break between shifts, in UTC."""

    start: datetime
    end: datetime


def running(agent: Agent, rules: Rules, rota: Rota | None) -> list[Due]:
    """Return the next strike of every clock that runs, soonest first."""
    return sorted(due for run in started(agent, rules, rota) for due in _first(run, agent))


def come_due(agent: Agent, rules: Rules, rota: Rota | None, now: datetime) -> list[Due]:
    """Return every strike that has come due, in the order of their moments."""
    return sorted(due for run in started(agent, rules, rota) for due in run.dues(agent.rung) if due.at <= now)


def soonest(agent: Agent, rules: Rules, rota: Rota | None) -> datetime | None:
    """Return when the desk must look at this member of staff again."""
    dues = running(agent, rules, rota)
    return dues[0].at if dues else None


def started(agent: Agent, rules: Rules, rota: Rota | None) -> Iterator[Run]:
    """Yield every clock that runs, struck or not."""
    for handed in agent.pending:
        yield _handover(handed, rules)
    if agent.removed:
        return
    if agent.on_duty_since is not None:
        yield from _presence(agent, rules)
        if rota is not None:
            yield from _end_of_shift(agent, rules, rota, agent.on_duty_since)
    elif rota is not None and agent.planned_from is not None:
        yield from _beginning_of_shift(agent, rules, rota, agent.planned_from)


def number_in(rota: Rota, agent: Agent) -> str:
    """Return the number a rota knows somebody by."""
    planned = rota.agent(agent.user_id)
    return planned.number if planned is not None else agent.number


def work_around(rota: Rota, number: str, at: datetime) -> Work | None:
    """Return the planned work of an agent at a moment, or the next after it; shifts without a break are one."""
    shift = rota.shift_of(number, at) or rota.next_shift(number, at)
    if shift is None:
        return None
    end = shift.end
    for _ in range(_MOST_SHIFTS):
        following = rota.shift_of(number, end)
        if following is None:
            break
        end = following.end
    return Work(shift.start, end)


def _presence(agent: Agent, rules: Rules) -> Iterator[Run]:
    away = agent.away_since
    if away is None:
        if agent.working_since is not None:
            marks = _warned(rules.for_clock(agent.working_since), Clock.ON_DUTY)
            there = agent.present_since
            yield _run(rules, Clock.ON_DUTY, agent.working_since, agent.stints, marks, present_since=there)
    elif agent.absence is Absence.MEAL:
        then = rules.for_clock(away)
        yield _run(rules, Clock.MEAL, away, agent.absences, _warned(then, Clock.MEAL))
        yield _away(agent, rules, away + then.meal)
    elif agent.absence is not Absence.REASON:
        yield _away(agent, rules, away)


def _away(agent: Agent, rules: Rules, since: datetime) -> Run:
    then = rules.for_clock(since)
    marks = [*_warned(then, Clock.AWAY), (LEAVE, then.away[-1])]
    return _run(rules, Clock.AWAY, since, agent.absences, marks)


def _end_of_shift(agent: Agent, rules: Rules, rota: Rota, since: datetime) -> Iterator[Run]:
    work = work_around(rota, number_in(rota, agent), since)
    if work is not None:
        then = rules.for_clock(since)
        begins = work.end - then.shift_end
        marks = [(SOON, _NO_TIME), (OVER, then.shift_end), (FORCED, then.shift_end + then.stretch)]
        end = _occurrence(work.end)
        yield _run(rules, Clock.SHIFT_END, begins, end, marks, budget=then.shift_end, present_since=since)


def _beginning_of_shift(agent: Agent, rules: Rules, rota: Rota, since: datetime) -> Iterator[Run]:
    """Note an agent who is planned and does not come as away without leave."""
    shift = rota.next_shift(number_in(rota, agent), since)
    if shift is not None:
        leave = rules.for_clock(shift.start).away[-1]
        yield _run(rules, Clock.AWAY, shift.start, _occurrence(shift.start), [(LEAVE, leave)], budget=leave)


def _handover(handed: HandedOn, rules: Rules) -> Run:
    """Counted in opening hours: nobody can acknowledge at night what was handed over at closing time."""
    then = rules.for_clock(handed.at)
    return Run(
        clock=Clock.HANDOVER,
        occurrence=handed.number,
        since=handed.at,
        budget=then.handover,
        marks=_warned(then, Clock.HANDOVER),
        hours=rules.hours,
        version=then.version,
    )


def _run(
    rules: Rules,
    clock: Clock,
    since: datetime,
    occurrence: int,
    marks: list[Mark],
    *,
    budget: timedelta | None = None,
    present_since: datetime | None = None,
) -> Run:
    then = rules.for_clock(since)
    return Run(
        clock=clock,
        occurrence=occurrence,
        since=since,
        budget=then.span(clock) if budget is None else budget,
        marks=marks,
        hours=ALWAYS,
        present_since=present_since,
        version=then.version,
    )


def _warned(rules: Rules, clock: Clock) -> list[Mark]:
    """Whoever owes something is told before it is late."""
    span = rules.span(clock)
    return [(STARTED, span * rules.warn), (FAULT, span)]


def _occurrence(at: datetime) -> int:
    """A shift is told from the next by its moment, in minutes."""
    return (at - _EPOCH) // _MINUTE


def _first(run: Run, agent: Agent) -> Iterator[Due]:
    for due in run.dues(agent.rung):
        yield due
        return

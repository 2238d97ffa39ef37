"""What becomes of time about members of staff: each strike is recorded at its due moment, and the highest is told."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypedDict

from desk import events as e
from desk.clocks import Due, Run
from desk.notices import shifts as n
from desk.people import Agent
from desk.shifts import events as s
from desk.shifts.clocks import FORCED, LEAVE, OVER, SOON, STARTED, come_due, number_in, started
from desk.shifts.crew import Crew
from desk.shifts.departing import awaits_us
from desk.shifts.handing import leave


class _Struck(TypedDict):
    clock: e.Clock
    occurrence: int
    due: datetime
    tier: int


def strike(crew: Crew, user_id: int) -> None:
    """Let every clock of somebody strike that has come due."""
    agent = crew.floor.agents.get(user_id)
    if agent is None:
        return
    crew.look_at(user_id)
    come = come_due(agent, crew.rules, crew.floor.rota, crew.now)
    highest = {(due.clock, due.occurrence): due.tier for due in come}
    for due in come:
        run = _run(crew, user_id, due)
        if run is not None:  # an earlier one may have ended what this one was about
            told = highest[due.clock, due.occurrence] == due.tier
            _STRIKES[due.clock](crew, crew.floor.agents[user_id], run, due, told)


def _run(crew: Crew, user_id: int, due: Due) -> Run | None:
    runs = started(crew.floor.agents[user_id], crew.rules, crew.floor.rota)
    return next((run for run in runs if (run.clock, run.occurrence) == (due.clock, due.occurrence)), None)


def _away(crew: Crew, agent: Agent, run: Run, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    if not agent.on_duty:
        _not_come(crew, agent, run, due, told)
    elif due.tier == STARTED:
        _warn(crew, agent, run, due, told)
    else:
        _break(crew, agent, due)
        if told and agent.away_since is not None:
            crew.say(
                n.AwayTooLong(
                    agent=agent.user_id,
                    number=agent.number,
                    leads=crew.leads() if due.tier == LEAVE else (),
                    since=agent.away_since,
                    tier=due.tier,
                    absence=agent.absences,
                )
            )


def _not_come(crew: Crew, agent: Agent, run: Run, due: Due, told: bool) -> None:  # noqa: FBT001
    crew.happen(
        agent.user_id,
        s.NotCome(at=crew.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=due.tier, start=run.since),
    )
    rota = crew.floor.rota
    shift = rota.shift_of(number_in(rota, agent), run.since) if rota is not None else None
    if told and shift is not None and crew.now < shift.end:  # of one that is over nobody can do anything any more
        crew.say(n.PlannedButAbsent(agent=agent.user_id, number=agent.number, leads=crew.leads(), start=run.since))


def _meal(crew: Crew, agent: Agent, run: Run, due: Due, told: bool) -> None:  # noqa: FBT001
    if due.tier == STARTED:
        _warn(crew, agent, run, due, told)
        return
    _remind(crew, agent, due)
    if told:
        crew.say(n.MealOver(agent=agent.user_id, number=agent.number, since=due.since))


def _on_duty(crew: Crew, agent: Agent, run: Run, due: Due, told: bool) -> None:  # noqa: FBT001
    """From here on others have the offers, if there are any (003:262)."""
    if due.tier == STARTED:
        _warn(crew, agent, run, due, told)
        return
    _remind(crew, agent, due)
    if told:
        crew.say(n.WorkedLong(agent=agent.user_id, number=agent.number, leads=crew.leads(), since=due.since))


def _shift_end(crew: Crew, agent: Agent, run: Run, due: Due, told: bool) -> None:  # noqa: FBT001
    end = due.since + run.budget
    held = crew.held_by(agent.user_id)
    waiting = [one for one in held if awaits_us(one)]
    _remind(crew, agent, due)
    if due.tier == SOON:
        crew.happen(agent.user_id, s.BeganLeaving(at=crew.now, why=s.Ending.SHIFT_END))
        if told:
            crew.say(n.ShiftEndsSoon(agent=agent.user_id, number=agent.number, end=end, open=len(held)))
    elif due.tier == OVER and waiting:
        if told:
            crew.say(
                n.ShiftStretched(
                    agent=agent.user_id, number=agent.number, until=end + crew.rules.stretch, open=len(waiting)
                )
            )
    else:
        leave(crew, agent.user_id, s.Ending.SHIFT_END)
        forced = due.tier == FORCED and bool(waiting)
        crew.say(
            n.ShiftOver(
                agent=agent.user_id,
                number=agent.number,
                leads=crew.leads() if forced else (),
                forced=forced,
                open=len(waiting if forced else held),
            )
        )


def _handover(crew: Crew, agent: Agent, run: Run, due: Due, told: bool) -> None:  # noqa: FBT001
    """Nobody has read what was handed over: it is nobody's fault yet, so nobody is charged."""
    if due.tier == STARTED:
        crew.happen(agent.user_id, e.Warned(at=crew.now, **_of(due)))
    else:
        crew.happen(agent.user_id, e.Breached(at=crew.now, **_of(due)))
    if told:
        crew.say(
            n.HandoverUnread(
                agent=agent.user_id,
                number=agent.number,
                leads=() if due.tier == STARTED else crew.leads(),
                since=run.since,
                handover=due.occurrence,
            )
        )


def _warn(crew: Crew, agent: Agent, run: Run, due: Due, told: bool) -> None:  # noqa: FBT001
    """Whoever owes something is told before it is late (004:287)."""
    crew.happen(agent.user_id, e.Warned(at=crew.now, **_of(due)))
    if told and run.deadline is not None:
        crew.say(n.DutyDueSoon(agent=agent.user_id, number=agent.number, clock=due.clock, due=run.deadline))


def _of(due: Due) -> _Struck:
    return {"clock": due.clock, "occurrence": due.occurrence, "due": due.at, "tier": due.tier}


def _remind(crew: Crew, agent: Agent, due: Due) -> None:
    crew.happen(agent.user_id, e.Reminded(at=crew.now, **_of(due)))


def _break(crew: Crew, agent: Agent, due: Due) -> None:
    crew.happen(agent.user_id, e.Breached(at=crew.now, **_of(due), agent=agent.user_id))


_STRIKES: Mapping[e.Clock, Callable[[Crew, Agent, Run, Due, bool], None]] = {
    e.Clock.AWAY: _away,
    e.Clock.MEAL: _meal,
    e.Clock.ON_DUTY: _on_duty,
    e.Clock.SHIFT_END: _shift_end,
    e.Clock.HANDOVER: _handover,
}

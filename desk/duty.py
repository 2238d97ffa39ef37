"""Who is there: coming on duty, going off, and what the room is told about itself."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from desk import commands as c
from desk import notices as n
from desk.floor import Floor
from desk.people import Agent
from desk.ports import DutyChange


@dataclass(slots=True)
class DutyDecision:
    """What a command about oneself leads to; `leaves` is whose conversations look for another owner."""

    changes: list[DutyChange] = field(default_factory=list[DutyChange])
    says: list[n.Notice] = field(default_factory=list[n.Notice])
    leaves: int | None = None


def go_on(command: c.GoOn, now: datetime, floor: Floor) -> DutyDecision:
    """Come on duty; a member of the staff group who is not known yet becomes an agent, and the lead is told."""
    agent = floor.agents.get(command.agent)
    if agent is not None and agent.on_duty:
        return DutyDecision(says=[_told(n.Outcome.ON_DUTY_ALREADY, floor, agent)])
    if agent is None and not command.member:
        return DutyDecision(says=[n.Told(outcome=n.Outcome.NOT_ADMITTED)])
    if agent is not None:
        present = replace(agent, on_duty_since=now)
        changed = [DutyChange(agent=present, at=now)]
        return DutyDecision(changes=changed, says=[_told(n.Outcome.ON_DUTY, floor, present)])
    admitted = Agent(user_id=command.agent, number=next_number(floor), on_duty_since=now)
    return DutyDecision(
        changes=[DutyChange(agent=admitted, admitted=True, at=now)],
        says=[
            _told(n.Outcome.ON_DUTY, floor, admitted),
            n.Admitted(user_id=command.agent, number=admitted.number, name=command.name),
        ],
    )


def go_off(command: c.GoOff, now: datetime, floor: Floor) -> DutyDecision:
    """Go off duty; what waits for an answer of ours looks for another owner."""
    agent = floor.agents.get(command.agent)
    if agent is None:
        return DutyDecision(says=[n.Told(outcome=n.Outcome.NOT_ADMITTED)])
    if not agent.on_duty:
        return DutyDecision(says=[_told(n.Outcome.OFF_DUTY_ALREADY, floor, agent)])
    absent = replace(agent, on_duty_since=None)
    return DutyDecision(
        changes=[DutyChange(agent=absent, at=now)],
        says=[_told(n.Outcome.OFF_DUTY, floor, absent)],
        leaves=agent.user_id,
    )


def next_number(floor: Floor) -> str:
    """Return the next free number, from 01."""
    taken = {agent.number for agent in floor.agents.values()}
    return next(number for i in range(1, len(taken) + 2) if (number := f"{i:02}") not in taken)


def _told(outcome: n.Outcome, floor: Floor, agent: Agent) -> n.Told:
    return n.Told(outcome=outcome, number=agent.number, count=len(floor.queue.places))

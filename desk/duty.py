"""Who is there: coming on duty, going off, and what the room is told about itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from desk import commands as c
from desk import notices as n
from desk.floor import Floor
from desk.people import Agent, Role
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
    admitted = Agent(user_id=command.agent, number=next(_free_numbers(floor.agents.values())), on_duty_since=now)
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


def admit(command: c.Admit, now: datetime, floor: Floor) -> DutyDecision:
    """Give a role; who leads is the operator's to say, and only a lead may."""
    giver = floor.agents.get(command.agent)
    if giver is None or not giver.leads:
        return DutyDecision(says=[n.Told(outcome=n.Outcome.LEADS_ONLY if giver else n.Outcome.NOT_ADMITTED)])
    outcome = _ROLES_GIVEN.get(command.role) if command.role is not None else None
    agent = next((agent for agent in floor.agents.values() if agent.number == command.number), None)
    if agent is None or outcome is None:
        return DutyDecision(says=[n.Told(outcome=n.Outcome.NO_SUCH_ROLE)])
    if agent.leads:
        return DutyDecision(says=[n.Told(outcome=n.Outcome.LEAD_STAYS, number=agent.number)])
    settled = replace(agent, role=command.role or agent.role)
    return DutyDecision(
        changes=[DutyChange(agent=settled, at=now)], says=[n.Told(outcome=outcome, number=agent.number)]
    )


def name_leads(leads: Sequence[int], staff: Mapping[int, Agent], now: datetime) -> list[DutyChange]:
    """Make exactly these the leads: who is new is admitted, who leads no longer is an agent from here on."""
    free = _free_numbers(staff.values())
    named = [staff.get(user_id) or Agent(user_id=user_id, number=next(free)) for user_id in dict.fromkeys(leads)]
    former = [agent for agent in staff.values() if agent.leads and agent.user_id not in leads]
    settled = [replace(agent, role=Role.LEAD) for agent in named] + [
        replace(agent, role=Role.AGENT) for agent in former
    ]
    return [
        DutyChange(agent=agent, admitted=agent.user_id not in staff, at=now)
        for agent in settled
        if staff.get(agent.user_id) != agent
    ]


_ROLES_GIVEN = {Role.EDITOR: n.Outcome.MADE_EDITOR, Role.AGENT: n.Outcome.MADE_AGENT}


def _free_numbers(agents: Iterable[Agent]) -> Iterator[str]:
    """Yield the numbers nobody has, from 01."""
    taken = {agent.number for agent in agents}
    return (number for i in count(1) if (number := f"{i:02}") not in taken)


def _told(outcome: n.Outcome, floor: Floor, agent: Agent) -> n.Told:
    return n.Told(outcome=outcome, number=agent.number, count=len(floor.queue.places))

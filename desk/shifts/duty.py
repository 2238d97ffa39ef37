"""Who is there: coming on duty, being away, coming back, and who works here at all.

Duty is explicit, for Telegram shows no presence: whoever is planned still says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count

from desk import commands as c
from desk import events as e
from desk.notices import Outcome, Told
from desk.notices import shifts as n
from desk.people import Absence, Agent, Role
from desk.ports import DutyChange
from desk.shifts import bulletins, handing
from desk.shifts import events as s
from desk.shifts.agent import evolve
from desk.shifts.clocks import FAULT, number_in
from desk.shifts.crew import Crew, told
from desk.shifts.departing import awaits_us_before
from desk.shifts.rota import Rota

_O = n.ShiftOutcome
_WORTH_A_WORD = frozenset({Absence.UNSAID, Absence.MISSED, Absence.MEAL})


def go_on(crew: Crew, command: c.GoOn) -> None:
    """Come on duty, for which a lead must have taken one on."""
    agent = crew.floor.agents.get(command.agent)
    if agent is None:
        crew.tell(command.origin, Told(outcome=Outcome.NOT_ADMITTED))
    elif agent.removed:
        crew.tell(command.origin, told(_O.GONE))
    elif not agent.serves:
        crew.tell(command.origin, Told(outcome=Outcome.NOT_SERVING))
    elif agent.away_since is not None or agent.off_asked_at is not None:
        come_back(crew, c.ComeBack(agent=command.agent, origin=command.origin))
    elif agent.on_duty:
        crew.tell(command.origin, _counted(Outcome.ON_DUTY_ALREADY, crew, agent))
    else:
        _begin(crew, command, agent)


def _begin(crew: Crew, command: c.GoOn, agent: Agent) -> None:
    planned = _is_planned(crew, agent)
    present = crew.happen(command.agent, s.WentOn(at=crew.now, rested=_has_rested(crew, agent), planned=planned))
    crew.tell(command.origin, _counted(Outcome.ON_DUTY, crew, present))
    if planned is False:
        crew.tell(command.origin, told(_O.ON_OUTSIDE_SHIFT))
        leads = tuple(one for one in crew.leads() if one.agent != command.agent)
        crew.say(n.OutsideShift(agent=present.user_id, number=present.number, leads=leads))
    bulletins.show_unread(crew, command)
    handing.show_pending(crew, command)


def _is_planned(crew: Crew, agent: Agent) -> bool | None:
    """Whoever comes a little early is as good as planned, and so is who leads the day."""
    rota = crew.floor.rota
    if rota is None:
        return None
    number = number_in(rota, agent)
    soon = crew.now + crew.rules.rest
    leads = rota.anybody_planned(crew.now) and number in {rota.lead(crew.now), rota.deputy(crew.now)}
    return leads or any(rota.shift_of(number, at) is not None for at in (crew.now, soon))


def _has_rested(crew: Crew, agent: Agent) -> bool:
    return agent.off_since is None or crew.now - agent.off_since >= crew.rules.rest


def go_away(crew: Crew, command: c.GoAway) -> None:
    """Be away for a while: nothing new is offered, and the dispatcher takes back what was."""
    agent = crew.floor.agents[command.agent]
    if command.whose not in {None, command.agent}:
        crew.tell(command.origin, told(_O.NOT_FOR_YOU))
    elif not agent.on_duty:
        crew.tell(command.origin, told(_O.NOT_ON_DUTY))
    elif agent.away_since is not None and not _may_say_why(agent, command.absence):
        crew.tell(command.origin, told(_O.AWAY_ALREADY))
    elif command.absence is Absence.MEAL:
        _go_to_table(crew, command)
    else:
        message = command.origin.message_id if command.absence is Absence.REASON else None
        crew.happen(command.agent, s.WentAway(at=crew.now, absence=command.absence, message=message))
        with_reason = command.absence is Absence.REASON
        minutes = crew.rules.away[0].seconds // 60
        crew.tell(command.origin, told(_O.AWAY_WITH_REASON) if with_reason else told(_O.AWAY, count=minutes))


def _may_say_why(agent: Agent, absence: Absence) -> bool:
    """A word that comes before the fault is as good as one at the beginning."""
    struck = any(one.occurrence == agent.absences and one.tier >= FAULT for one in agent.rung)
    return agent.absence in {Absence.UNSAID, Absence.MISSED} and absence is not Absence.UNSAID and not struck


def _go_to_table(crew: Crew, command: c.GoAway) -> None:
    """A meal needs a hand-over, or nothing that waits for us before it is over (003:57)."""
    back = crew.now + crew.rules.meal
    waiting = [one for one in crew.held_by(command.agent) if awaits_us_before(one, back)]
    if waiting and not command.anyway:
        crew.tell(
            command.origin,
            n.HandoverAsked(agent=command.agent, items=handing.items_of(crew, waiting), meal=True),
        )
        return
    handing.write(crew, command.agent, waiting)
    crew.happen(command.agent, s.WentAway(at=crew.now, absence=Absence.MEAL))
    crew.depart(command.agent, c.Departure.MEAL, None)
    crew.tell(command.origin, told(_O.AT_MEAL, count=crew.rules.meal.seconds // 60))


def come_back(crew: Crew, command: c.ComeBack) -> None:
    """Be there again, or do not leave after all."""
    agent = crew.floor.agents[command.agent]
    if command.whose not in {None, command.agent}:
        crew.tell(command.origin, told(_O.NOT_FOR_YOU))
    elif not agent.on_duty:
        crew.tell(command.origin, told(_O.NOT_ON_DUTY))
    elif agent.away_since is not None:
        rested = crew.now - agent.away_since >= crew.rules.rest
        crew.happen(command.agent, s.CameBack(at=crew.now, rested=rested))
        crew.tell(command.origin, told(_O.BACK, number=agent.number, count=len(crew.floor.queue.places)))
    elif agent.off_asked_at is not None:
        crew.happen(command.agent, s.CameBack(at=crew.now))
        crew.tell(command.origin, told(_O.STAYING))
    else:
        crew.tell(command.origin, told(_O.NOT_AWAY))


def grant_leave(crew: Crew, command: c.GrantLeave) -> None:
    """Let a lead allow somebody to be away: no clock runs against it any more (003:357)."""
    agent = crew.floor.agents.get(command.whose)
    if not crew.floor.is_lead(command.agent):
        crew.tell(command.origin, told(_O.LEADS_DECIDE))
    elif agent is None or agent.absences != command.absence or agent.absence not in _WORTH_A_WORD:
        crew.tell(command.origin, told(_O.LEAVE_NOT_NEEDED))
    else:
        crew.happen(agent.user_id, s.LeaveGranted(at=crew.now, by=command.agent))
        crew.tell(command.origin, told(_O.LEAVE_GRANTED, number=agent.number))


def conclude_away(crew: Crew, user_id: int) -> None:
    """Take an agent who misses offers with nothing else in hand for away (003:282)."""
    agent = crew.floor.agents[user_id]
    if agent.available and agent.missed >= crew.rules.offers_missed:
        crew.happen(user_id, s.WentAway(at=crew.now, absence=Absence.MISSED))
        crew.say(n.AwayConcluded(agent=user_id, number=agent.number, missed=agent.missed))


# --- who works here --------------------------------------------------------------------------------------------------


def admit(crew: Crew, command: c.Admit) -> None:
    """Give a role; who leads is the operator's to say, and only a lead may."""
    if not crew.floor.is_lead(command.agent):
        known = command.agent in crew.floor.agents
        crew.tell(command.origin, Told(outcome=Outcome.LEADS_ONLY if known else Outcome.NOT_ADMITTED))
        return
    outcome = _ROLES_GIVEN.get(command.role) if command.role is not None else None
    agent = _named(crew, command.number or "")
    if command.role is None or outcome is None:
        crew.tell(command.origin, Told(outcome=Outcome.NO_SUCH_ROLE))
    elif agent is None:
        _admit_stranger(crew, command, command.role, outcome)
    elif agent.leads:
        crew.tell(command.origin, Told(outcome=Outcome.LEAD_STAYS, number=agent.number))
    else:
        crew.happen(agent.user_id, s.RoleGiven(at=crew.now, role=command.role, by=command.agent))
        _serve_no_more(crew, agent.user_id)
        crew.tell(command.origin, Told(outcome=outcome, number=agent.number))


def _serve_no_more(crew: Crew, user_id: int) -> None:
    """Take somebody who is no agent any more off duty; whom they had in hand waits for another."""
    agent = crew.floor.agents[user_id]
    if agent.serves:
        return
    if agent.on_duty:
        crew.happen(user_id, s.WentOff(at=crew.now))
    crew.depart(user_id, c.Departure.NOT_SERVING, None)


def _admit_stranger(crew: Crew, command: c.Admit, role: Role, outcome: Outcome) -> None:
    """Take on somebody by their user id, who need not be in the room: workers talk with the bot in private."""
    user_id = _user_id(command.number or "")
    if user_id is None:
        crew.tell(command.origin, Told(outcome=Outcome.NO_SUCH_ROLE))
        return
    number = number_for(user_id, crew.floor.agents.values(), crew.floor.rota)
    crew.happen(user_id, s.Admitted(at=crew.now, number=number, role=role, by=command.agent))
    crew.tell(command.origin, Told(outcome=outcome, number=number))


def _named(crew: Crew, given: str) -> Agent | None:
    """Return the member of staff of this number, or of this user id."""
    user_id = _user_id(given)
    return crew.by_number(given) or (crew.floor.agents.get(user_id) if user_id is not None else None)


def _user_id(given: str) -> int | None:
    """Return the user id that is given; what is shorter is a number people have here."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) >= _SHORTEST_ID else None


def remove(crew: Crew, command: c.Remove) -> None:
    """Take somebody off the staff, with duty, offers and chats, in one go."""
    agent = crew.by_number(command.number) if command.number is not None else None
    if not crew.floor.is_lead(command.agent):
        crew.tell(command.origin, told(_O.LEADS_DECIDE))
    elif agent is None:
        crew.tell(command.origin, told(_O.HOW_TO_REMOVE))
    elif agent.leads:
        crew.tell(command.origin, told(_O.LEAD_STAYS, number=agent.number))
    elif agent.removed:
        crew.tell(command.origin, told(_O.GONE))
    else:
        held = crew.held_by(agent.user_id)
        crew.happen(agent.user_id, s.Removed(at=crew.now, by=command.agent))
        crew.depart(agent.user_id, c.Departure.REMOVED, None)
        crew.tell(command.origin, told(_O.REMOVED, number=agent.number, count=len(held)))


def name_leads(
    leads: Sequence[int], staff: Mapping[int, Agent], now: datetime, rota: Rota | None = None
) -> list[DutyChange]:
    """Make exactly these the leads: who is new is admitted, who leads no longer is an agent from here on."""
    changes: list[DutyChange] = []
    for user_id in dict.fromkeys(leads):
        known = staff.get(user_id)
        if known is None:
            number = number_for(user_id, [*staff.values(), *(change.agent for change in changes)], rota)
            changes.append(enrolled(Agent(user_id=user_id, number=number, role=Role.LEAD), now))
        elif known.role is not Role.LEAD or known.removed:
            changes.append(_given(known, Role.LEAD, now))
    former = [agent for agent in staff.values() if agent.leads and agent.user_id not in leads]
    return changes + [_given(agent, Role.AGENT, now) for agent in former]


def enrolled(who: Agent, now: datetime) -> DutyChange:
    """Return somebody as newly admitted, on duty if the value given says so."""
    news: list[e.Event] = [s.Admitted(at=now, number=who.number, role=who.role)]
    if who.on_duty_since is not None:
        news.append(s.WentOn(at=who.on_duty_since))
    agent = Agent(user_id=who.user_id, number=who.number)
    for event in news:
        agent = evolve(agent, event)
    return DutyChange(agent=agent, admitted=True, at=now, news=tuple(news))


def _given(agent: Agent, role: Role, now: datetime) -> DutyChange:
    event = s.RoleGiven(at=now, role=role)
    return DutyChange(agent=evolve(agent, event), at=now, news=(event,))


_ROLES_GIVEN = {
    Role.EDITOR: Outcome.MADE_EDITOR,
    Role.AGENT: Outcome.MADE_AGENT,
    Role.WORKER: Outcome.MADE_WORKER,
}
_SHORTEST_ID = 5
"""Digits that a user id has at least, and no number of ours."""


def number_for(user_id: int, staff: Iterable[Agent], rota: Rota | None) -> str:
    """Return the number somebody new gets: the rota's, else the first from 01 on that neither staff nor rota has."""
    taken = {agent.number for agent in staff}
    planned = rota.agent(user_id) if rota is not None else None
    if planned is not None and planned.number not in taken:
        return planned.number
    taken |= {agent.number for agent in rota.agents} if rota is not None else set[str]()
    return next(number for i in count(1) if (number := f"{i:02}") not in taken)


def _counted(outcome: Outcome, crew: Crew, agent: Agent) -> Told:
    return Told(outcome=outcome, number=agent.number, count=len(crew.floor.queue.places))

"""Whether somebody is there who should be: in opening hours, if the rota plans anybody or a customer waits.

Nobody there is told at once and again every few minutes, in one message for all who wait, until somebody is. Whoever
is rung can say that it is in hand; from then on nobody is rung, and the message names who that was.
"""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk.hours import is_open
from desk.notices import shifts as n
from desk.queue.closed import opening_ahead
from desk.shifts import events as s
from desk.shifts import room as rooms
from desk.shifts.crew import Crew, told

_O = n.ShiftOutcome
_MOST_AT_ONCE = 12  # of a night's worth of the same alarm only the latest are recorded


def strike(crew: Crew) -> None:
    """Tell again that nobody is there, and look at everybody's clocks: the rota may have another day."""
    crew.look_at_room()
    crew.look_at(*crew.floor.agents)
    if crew.room is None:
        return
    come = rooms.come_due(crew.room, crew.rules, crew.now)
    for due in come[-_MOST_AT_ONCE:]:
        crew.befall(e.Reminded(at=crew.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=due.tier))
    if come and _wanted(crew):
        crew.say(_alarm(crew))


def settle(crew: Crew) -> None:
    """Take in, at the end of a batch, that the last one has left or the first has come."""
    room = crew.room
    if room is None:
        return
    wanted = _wanted(crew)
    if wanted and room.unstaffed_since is None:
        crew.befall(s.Unstaffed(at=crew.now))
        crew.say(_alarm(crew))
    elif not wanted and room.unstaffed_since is not None:
        crew.befall(s.Staffed(at=crew.now))


def next_look(crew: Crew) -> datetime | None:
    """Return when the room must be looked at again: at the next alarm, or when somebody should be there next."""
    if crew.room is None or crew.room.unstaffed_since is not None:
        return rooms.soonest(crew.room, crew.rules) if crew.room is not None else None
    if crew.floor.anyone_on_duty():
        return None
    rota, moments = crew.floor.rota, [opening_ahead(hours, crew.now) for hours in crew.rules.every_hours]
    if rota is not None and not rota.anybody_planned(crew.now):
        moments.append(rota.next_planned(crew.now))
    return min((at for at in moments if at is not None), default=None)


def acknowledge(crew: Crew, command: c.AcknowledgeAlarm) -> None:
    """Remember who has it in hand, and since when."""
    room = crew.room
    if room is None or room.unstaffed_since is None or room.gaps != command.gap:
        crew.tell(command.origin, told(_O.ALARM_OVER))
    elif room.acknowledged_by is not None:
        number = crew.floor.number(room.acknowledged_by)
        crew.tell(command.origin, told(_O.ALARM_ACKNOWLEDGED_ALREADY, number=number))
    else:
        crew.befall(s.AlarmAcknowledged(at=crew.now, by=command.agent))
        crew.tell(command.origin, told(_O.ALARM_ACKNOWLEDGED))


def _wanted(crew: Crew) -> bool:
    """Tell whether somebody should be there and is not; who is away for a while is missed by customers only."""
    agents = crew.floor.agents.values()
    if any(agent.present for agent in agents):
        return False
    lines = {place.line for place in crew.floor.queue.places}
    if any(is_open(crew.rules.hours_of(line), crew.now) for line in lines):
        return True
    rota = crew.floor.rota
    planned = not crew.floor.anyone_on_duty() and rota is not None and rota.anybody_planned(crew.now)
    return planned and any(is_open(hours, crew.now) for hours in crew.rules.every_hours)


def _alarm(crew: Crew) -> n.RoomUnstaffed:
    room = crew.room or rooms.Room()
    acknowledged = room.acknowledged_by
    return n.RoomUnstaffed(
        since=room.unstaffed_since or crew.now,
        waiting=len(crew.floor.queue.places),
        gap=room.gaps,
        leads=crew.leads() if acknowledged is None else (),
        acknowledged_by=crew.floor.number(acknowledged) if acknowledged is not None else None,
        acknowledged_at=room.acknowledged_at,
    )

"""Who may come in: being in the staff group gives nothing, until a lead says so; leaving it takes everything.

Somebody who is not on the staff and wants to do something in the staff room hears how one is taken on, and the leads
hear of it, once a day for each person and a few times a day for all of them.
"""

from desk import commands as c
from desk import notices as n
from desk.cases.repairs.commands import TakeEmergency
from desk.floor import Floor
from desk.notices.shifts import GroupLeft, Knocked, ShiftOutcome
from desk.people import Role
from desk.shifts import events as s
from desk.shifts.crew import Crew, told
from desk.shifts.duty import number_for
from desk.shifts.room import KNOCKS_FORGOTTEN, Room

_O = ShiftOutcome
_MOST_KNOCKS = 20  # a day, for a group may be joined by many


_FOR_ALL_STAFF = (c.Why, c.Appeal, c.JudgeAppeal, c.AcknowledgeEmergency)


def may_ask(command: c.StaffCommand, floor: Floor) -> bool:
    """Tell whether somebody is on the staff; who is on call may say that an emergency is in hand."""
    acknowledges = isinstance(command, c.AcknowledgeEmergency | TakeEmergency)
    return floor.employs(command.agent) or (acknowledges and command.agent in floor.rules.on_call.people)


def refusal_of(command: c.StaffCommand, floor: Floor) -> n.Outcome | None:
    """Return why somebody may not ask this about a customer, or None: editors and workers serve nobody."""
    if not may_ask(command, floor):
        return n.Outcome.NOT_ADMITTED
    agent = floor.agents.get(command.agent)
    serves = agent is None or agent.serves or isinstance(command, _FOR_ALL_STAFF)
    return None if serves else n.Outcome.NOT_SERVING


def knocks(command: c.Command, floor: Floor) -> bool:
    """Tell whether somebody who is not on the staff asks for something in the staff room."""
    if not isinstance(command, c.StaffCommand) or may_ask(command, floor):
        return False
    slip = isinstance(command, c.Misspelt) and command.origin.thread_id is None
    return command.origin.in_group and not slip


def refuse(crew: Crew, command: c.StaffCommand) -> None:
    """Say how one is taken on, and let the leads know."""
    crew.tell(command.origin, told(_O.ASK_A_LEAD, number=str(command.agent)))
    room = crew.room or Room()
    recent = [one.who for one in room.knocks if crew.now - one.at < KNOCKS_FORGOTTEN]
    if command.agent in recent or len(recent) >= _MOST_KNOCKS:
        return
    crew.befall(s.Knocked(at=crew.now, who=command.agent))
    name = command.name if isinstance(command, c.GoOn) else ""
    crew.say(Knocked(who=command.agent, name=name, leads=crew.leads()))


def admit_linker(crew: Crew, command: c.Link) -> None:
    """Take on, as an agent, who made the group the staff room: the code was the operator's."""
    if command.agent is not None and not crew.floor.employs(command.agent):
        _admit(crew, command.agent, by=None)


def let_in(crew: Crew, command: c.LetIn) -> None:
    """Take on whoever knocked, as an agent; who was here before keeps the number."""
    known = crew.floor.agents.get(command.whose)
    if not crew.floor.is_lead(command.agent):
        crew.tell(command.origin, told(_O.LEADS_DECIDE))
    elif known is not None and not known.removed:
        crew.tell(command.origin, told(_O.ADMITTED_ALREADY, number=known.number))
    else:
        number = _admit(crew, command.whose, by=command.agent)
        crew.tell(command.origin, n.Told(outcome=n.Outcome.MADE_AGENT, number=number))


def _admit(crew: Crew, user_id: int, *, by: int | None) -> str:
    known = crew.floor.agents.get(user_id)
    number = known.number if known else number_for(user_id, crew.floor.agents.values(), crew.floor.rota)
    crew.happen(user_id, s.Admitted(at=crew.now, number=number, role=Role.AGENT, by=by))
    crew.say(n.Admitted(user_id=user_id, number=number, name=""))
    return number


def leave_group(crew: Crew, command: c.LeaveGroup) -> None:
    """Take whoever left the group off the staff, with duty, offers and chats; who leads is the operator's to say."""
    agent = crew.floor.agents.get(command.user_id)
    if agent is None or agent.removed:
        return
    if agent.leads:
        crew.say(GroupLeft(agent=agent.user_id, number=agent.number, stays=True))
        return
    held = crew.held_by(agent.user_id)
    crew.happen(agent.user_id, s.LeftGroup(at=crew.now))
    crew.depart(agent.user_id, c.Departure.REMOVED, None)
    crew.say(GroupLeft(agent=agent.user_id, number=agent.number, open=len(held), leads=crew.leads()))

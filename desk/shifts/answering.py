"""Which decision answers which command about staff and room, and what such a command needs to have loaded."""

from collections.abc import Callable, Mapping
from typing import Any

from desk import commands as c
from desk import notices as n
from desk.floor import Floor
from desk.reports import morning
from desk.shifts import attendance, bulletins, doorstep, duty, handing, strikes, swapping
from desk.shifts.crew import Crew

CrewCommands = c.CrewCommand | c.GoOn | c.GoOff | c.Admit
"""What is decided here."""

_TO_STRANGERS = (c.GoOn, c.GoOff, c.Admit)
_OF_ONESELF = (c.GoOff, c.LeaveNow, c.GoAway, c.HandItemOver)


def answer(crew: Crew, command: CrewCommands) -> None:
    """Decide a command about staff and room; only who works here may give one."""
    if not isinstance(command, _TO_STRANGERS) and not crew.floor.employs(command.agent):
        crew.tell(command.origin, n.Told(outcome=n.Outcome.NOT_ADMITTED))
    else:
        _ANSWERS[type(command)](crew, command)


def strike(crew: Crew, subject: c.OfAgent | c.OfRoom) -> None:
    """Let the clocks of somebody, or of the room, strike."""
    if isinstance(subject, c.OfAgent):
        strikes.strike(crew, subject.user_id)
    else:
        attendance.strike(crew)
        morning.strike(crew)


def leaves(given: c.Given, floor: Floor) -> int | None:
    """Return whose conversations a command may move."""
    command = given.command
    if isinstance(given.subject, c.OfAgent):
        return given.subject.user_id
    if isinstance(command, c.Remove | c.Admit):
        named = {one.number: one.user_id for one in floor.agents.values()} | {str(one): one for one in floor.agents}
        return named.get(command.number or "")
    if isinstance(command, c.LeaveGroup):
        return command.user_id
    return command.agent if isinstance(command, _OF_ONESELF) else None


def concerns_the_room(given: c.Given, floor: Floor) -> bool:
    """Tell whether what was given may change who is there, or is about the room itself."""
    about = CrewCommands | c.LeaveGroup | c.Link | c.Strike | c.ApplyRules
    return isinstance(given.command, about) or doorstep.knocks(given.command, floor)


_ANSWERS: Mapping[type[c.Command], Callable[[Crew, Any], None]] = {
    c.GoOn: duty.go_on,
    c.GoOff: handing.go_off,
    c.LeaveNow: handing.leave_now,
    c.HandItemOver: handing.hand_item_over,
    c.ShowHandovers: handing.show_handovers,
    c.AcknowledgeHandover: handing.acknowledge,
    c.GoAway: duty.go_away,
    c.ComeBack: duty.come_back,
    c.GrantLeave: duty.grant_leave,
    c.Admit: duty.admit,
    c.LetIn: doorstep.let_in,
    c.Remove: duty.remove,
    c.PostNotice: bulletins.post,
    c.ReadNotice: bulletins.read,
    c.ShowNotices: bulletins.show,
    c.AskSwap: swapping.ask,
    c.AnswerSwap: swapping.answer,
    c.AcknowledgeAlarm: attendance.acknowledge,
}

"""What a press about shifts asks of the desk."""

from desk import commands as c
from desk.commands import OfRoom, Origin
from desk.people import Absence
from handlers.pressed import Asked, Press
from handlers.shift_buttons import (
    BackIt,
    GoOnWithIt,
    GrantIt,
    HandOverIt,
    InHandIt,
    LeaveNowIt,
    LetInIt,
    ReadIt,
    ShiftButton,
    SwapIt,
)


def shift_asked_by(button: ShiftButton, pressed: Press) -> Asked:
    """Return it; whether whoever presses may do so is the desk's to look at."""
    return OfRoom(), _command(button, pressed.by, pressed.origin)


def _command(button: ShiftButton, by: int, origin: Origin) -> c.CrewCommand:
    match button:
        case BackIt(whose):
            return c.ComeBack(agent=by, origin=origin, whose=whose)
        case GrantIt(whose, absence):
            return c.GrantLeave(agent=by, origin=origin, whose=whose, absence=absence)
        case HandOverIt(whose, conversation):
            return c.HandItemOver(agent=by, origin=origin, whose=whose, conversation=conversation)
        case LeaveNowIt(whose, meal=True):
            return c.GoAway(agent=by, origin=origin, absence=Absence.MEAL, anyway=True, whose=whose)
        case LeaveNowIt(whose):
            return c.LeaveNow(agent=by, origin=origin, whose=whose)
        case GoOnWithIt(whose, handover):
            return c.AcknowledgeHandover(agent=by, origin=origin, whose=whose, handover=handover)
        case _:
            return _of_the_room(button, by, origin)


def _of_the_room(button: ReadIt | SwapIt | InHandIt | LetInIt, by: int, origin: Origin) -> c.CrewCommand:
    match button:
        case ReadIt(notice):
            return c.ReadNotice(agent=by, origin=origin, notice=notice)
        case SwapIt(swap, yes):
            return c.AnswerSwap(agent=by, origin=origin, swap=swap, yes=yes)
        case InHandIt(gap):
            return c.AcknowledgeAlarm(agent=by, origin=origin, gap=gap)
        case LetInIt(whose):
            return c.LetIn(agent=by, origin=origin, whose=whose)

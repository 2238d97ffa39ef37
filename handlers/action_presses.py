"""What a press about a conversation people serve asks of the desk."""

from desk import commands as c
from desk.commands import OfCustomer, OfNumber
from handlers import action_buttons as b
from handlers.pressed import Asked, Press


def action_asked_by(button: b.ActionButton, pressed: Press) -> Asked:
    """Return it; whether whoever pressed may is the desk's to look at."""
    if isinstance(button, b.EmergencyIt):
        return OfCustomer(button.customer), c.AcknowledgeEmergency(agent=pressed.by, origin=pressed.origin)
    return OfNumber(button.conversation), _asked(button, pressed)


def _asked(button: b.ActionButton, pressed: Press) -> c.StaffCommand:
    agent, origin = pressed.by, pressed.origin
    match button:
        case b.AnswerTransferIt(_, epoch, lease, taken):
            return c.AnswerTransfer(agent=agent, origin=origin, taken=taken, epoch=epoch, lease=lease)
        case b.AssistIt(_, epoch):
            return c.Assist(agent=agent, origin=origin, epoch=epoch)
        case b.TakeOverIt(_, epoch):
            return c.TakeOver(agent=agent, origin=origin, epoch=epoch)
        case b.SendAsideIt(_, epoch, message):
            return c.SendAside(agent=agent, origin=origin, epoch=epoch, message=message)
        case b.ShowEndingsIt(_, epoch):
            return c.ShowEndings(agent=agent, origin=origin, epoch=epoch)
        case b.EndItSo(_, epoch, seen, code):
            return c.Resolve(agent=agent, origin=origin, epoch=epoch, seen=seen, code=code)
        case b.UnholdIt(_, epoch):
            return c.Unhold(agent=agent, origin=origin, epoch=epoch)
        case b.EmergencyIt():
            return c.AcknowledgeEmergency(agent=agent, origin=origin)

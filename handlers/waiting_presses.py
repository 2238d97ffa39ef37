"""What a press about waiting asks of the desk."""

from desk import commands as c
from desk.commands import OfCustomer, OfNumber
from handlers.pressed import Asked, Press
from handlers.waiting_buttons import BarIt, LaterIt, WaitingButton, WaitNoMoreIt


def waiting_asked_by(button: WaitingButton, pressed: Press) -> Asked | None:
    """Return it, or None where such a button has no business."""
    subject, customer, origin = OfCustomer(pressed.origin.chat_id), pressed.customer, pressed.origin
    match button:
        case BarIt(conversation, barred):
            return OfNumber(conversation), c.DecideBarring(agent=pressed.by, origin=origin, barred=barred)
        case WaitNoMoreIt() if pressed.in_private:
            return subject, c.WaitNoMore(customer=customer, origin=origin)
        case LaterIt(number) if pressed.in_private:
            return subject, c.AnswerLater(customer=customer, origin=origin, number=number)
        case _:
            return None

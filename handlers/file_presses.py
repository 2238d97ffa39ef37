"""What a press below a customer's file asks of the desk."""

from desk.commands import OfCustomer
from desk.customers import commands as k
from handlers import file_buttons as b
from handlers.pressed import Asked, Press


def file_asked_by(button: b.FileButton, pressed: Press) -> Asked:
    """Return it; whether whoever pressed may is the desk's to look at."""
    return OfCustomer(button.customer), _asked(button, pressed)


def _asked(button: b.FileButton, pressed: Press) -> k.FileCommand:
    agent, origin = pressed.by, pressed.origin
    match button:
        case b.ShowPhonesIt():
            return k.ShowPhones(agent=agent, origin=origin)
        case b.ShowLooksIt():
            return k.ShowLooks(agent=agent, origin=origin)
        case b.ConfirmIt(_, wish, checked):
            return k.ConfirmFile(agent=agent, origin=origin, wish=wish, checked=checked)
        case b.DropIt(_, wish):
            return k.DropFileWish(agent=agent, origin=origin, wish=wish)

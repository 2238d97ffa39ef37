"""What a press about the rules asks of the desk."""

from desk.commands import ApplyRules, OfRoom
from handlers.hours_buttons import HoursButton
from handlers.pressed import Asked, Press


def hours_asked_by(button: HoursButton, pressed: Press) -> Asked:
    """Return it; whether whoever pressed leads, the desk knows."""
    return OfRoom(), ApplyRules(agent=pressed.by, origin=pressed.origin, version=button.version)

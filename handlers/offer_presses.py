"""What a press about an offer asks of the desk."""

from desk import commands as c
from desk.commands import OfNumber
from handlers.offer_buttons import OfferButton
from handlers.pressed import Asked, Press


def offer_asked_by(button: OfferButton, pressed: Press) -> Asked:
    """Return it."""
    return OfNumber(button.conversation), c.Decline(agent=pressed.by, origin=pressed.origin, offer=button.offer)

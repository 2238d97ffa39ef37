"""What a press about a broken promise asks of the desk."""

from desk import commands as c
from desk.commands import OfNumber
from handlers.clock_buttons import ClockButton
from handlers.pressed import Asked, Press


def clock_asked_by(button: ClockButton, pressed: Press) -> Asked:
    """Return it; whether whoever presses may is the desk's to look at."""
    judged = c.JudgeAppeal(
        agent=pressed.by,
        origin=pressed.origin,
        clock=button.clock,
        occurrence=button.occurrence,
        grant=button.grant,
    )
    return OfNumber(button.conversation), judged

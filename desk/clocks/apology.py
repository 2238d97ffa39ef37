"""What a customer hears of a promised answer that has not come, before having to ask (001:765)."""

from datetime import datetime

from desk import notices as n
from desk.clocks.quiet import awake
from desk.hours import is_open
from desk.queue.closed import opening_ahead
from desk.turn import Turn


def apologies(turn: Turn, until: datetime) -> list[n.PromiseMade]:
    """Return the apology for an answer promised until a moment; nobody is written to in the quiet hours."""
    hours = awake(turn.rules.quiet_hours, turn.rules.organisation.zone)
    if hours is not None and not is_open(hours, turn.now):
        return []
    return [n.PromiseMade(until=until, at=turn.now, broken=True, opening=opening_ahead(turn.hours, turn.now))]

"""What is recorded of a conversation that was played, as a replay is given it."""

from desk import events as e
from desk.clocks.ledger import lines
from desk.clocks.lives import TALK
from desk.clocks.replay import Recorded
from tests.kit.script import Script


def recorded(play: Script) -> Recorded:
    """Return the history with its strikes and its ledger."""
    strikes = [(one.clock, one.occurrence, one.tier, one.due) for one in play.history if isinstance(one, e.Struck)]
    return Recorded(
        life=TALK,
        stands=play.conversation,
        history=tuple(play.history),
        strikes=frozenset(strikes),
        ledger=lines(play.history, play.rules),
    )

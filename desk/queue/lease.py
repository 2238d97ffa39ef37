"""How long a conversation is kept for the agent to whom it is offered."""

from datetime import datetime

from desk.clocks import started
from desk.events import Clock
from desk.rules import Rules
from desk.state import Conversation


def kept_until(conversation: Conversation, rules: Rules) -> datetime | None:
    """Return when the lease of the offer ends, with what it has been paused; None: nothing is offered."""
    return next((run.deadline for run in started(conversation, rules) if run.clock is Clock.OFFER), None)

"""What becomes of a conversation when its owner goes.

What waits for us goes back to the queue with its original waiting time. What waits for the customer stays until the
customer writes; of somebody who was removed from staff nothing stays.
"""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.queue.handoff import requeue
from desk.state import Awaiting, Conversation, State
from desk.turn import Turn

_STAYS = frozenset({c.Departure.OFF, c.Departure.MEAL})
_HELD = frozenset({State.ACTIVE, State.HOLD})


def owner_left(turn: Turn, command: c.OwnerLeft) -> None:
    """Let the conversation look for somebody else, as far as it must."""
    if not is_held(turn.conversation, command.agent):
        return
    later = command.departure is c.Departure.MEAL and not awaits_us_before(
        turn.conversation, turn.now + turn.rules.meal
    )
    if awaits_us(turn.conversation) and not later:
        requeue(turn, turn.moment())
        return
    if command.departure not in _STAYS:  # the customer waits for nothing: no word is due
        turn.happen(e.Requeued(at=turn.moment(), reason=e.Reason.OWNER_LEFT))
    turn.say(n.Card())


def awaits_us(conversation: Conversation) -> bool:
    """Tell whether an owner who goes leaves a customer waiting: not one whose own turn it is."""
    return conversation.state in _HELD and conversation.awaiting is Awaiting.AGENT


def awaits_us_before(conversation: Conversation, at: datetime) -> bool:
    """Tell whether a customer waits for us before a moment: not one who knows that the answer comes later."""
    later = conversation.promised_until is not None and conversation.promised_until >= at
    return awaits_us(conversation) and not (later and conversation.unanswered_since is None)


def is_held(conversation: Conversation, agent: int) -> bool:
    """Tell whether an agent has a conversation in hand."""
    return conversation.state in _HELD and conversation.owner == agent

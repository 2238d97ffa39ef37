"""What becomes of a conversation when its owner goes.

What waits for us goes back to the queue with its original waiting time. What waits for the customer stays until the
customer writes; of somebody who was removed from staff nothing stays.
"""

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.queue.handoff import requeue
from desk.state import Awaiting, Conversation, State
from desk.turn import Turn

_HELD = frozenset({State.ACTIVE, State.HOLD})


def owner_left(turn: Turn, command: c.OwnerLeft) -> None:
    """Let the conversation look for somebody else, as far as it must."""
    if not is_held(turn.conversation, command.agent):
        return
    if awaits_us(turn.conversation):
        requeue(turn, turn.moment())
        return
    if command.departure is not c.Departure.OFF:  # the customer waits for nothing: no word is due
        turn.happen(e.Requeued(at=turn.moment(), reason=e.Reason.OWNER_LEFT))
    turn.say(n.Card())


def awaits_us(conversation: Conversation) -> bool:
    """Tell whether an owner who goes leaves a customer waiting: not one whose own turn it is."""
    return conversation.state in _HELD and conversation.awaiting is Awaiting.AGENT


def is_held(conversation: Conversation, agent: int) -> bool:
    """Tell whether an agent has a conversation in hand."""
    return conversation.state in _HELD and conversation.owner == agent

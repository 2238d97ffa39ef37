"""What is true instead, for who asked for something that can no longer be, or is not theirs to ask."""

from desk import notices as n
from desk.state import Conversation, State
from desk.turn import Turn

_UNOWNED = frozenset({State.QUEUED, State.OFFERED, State.HOLD})


def stale(turn: Turn, agent: int) -> n.Told:
    """Return what has become of the conversation since the button was shown."""
    conversation: Conversation = turn.conversation
    if conversation.state in {State.ACTIVE, State.HOLD} and conversation.owner not in {None, agent}:
        return taken_already(turn)
    unowned = conversation.owner is None and conversation.state in _UNOWNED
    return n.Told(outcome=n.Outcome.NOT_YOURS if unowned else n.Outcome.STALE)


def taken_already(turn: Turn) -> n.Told:
    """Return who has it, since when."""
    conversation = turn.conversation
    return n.Told(
        outcome=n.Outcome.TAKEN_ALREADY,
        number=turn.floor.number(conversation.owner),
        at=conversation.owner_since,
    )


def not_served(turn: Turn) -> n.Told | None:
    """Return why nobody can act for the customer now, if the conversation is with nobody."""
    match turn.conversation.state:
        case State.ACTIVE | State.HOLD:
            return None
        case State.RESOLVED | State.CLOSED:
            return n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
        case State.BOT:
            return n.Told(outcome=n.Outcome.NOT_WAITING)
        case _:
            return n.Told(outcome=n.Outcome.NOT_YOURS)


def not_theirs(turn: Turn, agent: int, epoch: int | None = None) -> n.Told | None:
    """Return why an agent may not act for the customer: it is with nobody, with another, or was so on an old card.

    A lead may act for anybody.
    """
    refusal = not_served(turn)
    if refusal is not None:
        return refusal
    if turn.conversation.owner != agent and not turn.floor.is_lead(agent):
        return taken_already(turn) if turn.conversation.owner is not None else stale(turn, agent)
    if epoch is not None and epoch != turn.conversation.epoch:
        return stale(turn, agent)
    return None

"""A conversation as its events leave it: the fold.

It keeps every fact the clocks are computed from, so that a conversation with a thousand events costs as little as
one with ten. A property test folds whole histories and compares. Each file here goes with one of `desk/events`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from desk import events as e
from desk.errors import IllegalMove
from desk.evolution.forms import FORMS
from desk.evolution.rating import RATING
from desk.evolution.service import SERVICE
from desk.evolution.talk import TALK
from desk.evolution.time import TIME
from desk.evolution.waiting import DANGER, WAITING
from desk.state import Conversation
from desk.transitions import TRANSITIONS

__all__ = ["DANGER", "evolve", "fold"]

BY_TIME = (
    e.Struck,
    e.BreachWithdrawn,
    e.HandlingCounted,
    e.Overran,
    e.Excused,
    e.Closed,
    e.Offered,
    e.OfferWithdrawn,
    e.OfferPaused,
    e.WaitTold,
)
"""What nobody did here: none of these is ever the last thing that happened."""


def evolve(conversation: Conversation, event: e.Event) -> Conversation:
    """Return the conversation after the event.

    Raises:
        IllegalMove: the table knows no such move; nothing has changed.
    """
    kind = type(event)
    state = TRANSITIONS[conversation.state].get(kind)
    if state is None:
        raise IllegalMove(conversation.state, kind.__name__)
    last_fact_at = conversation.last_fact_at if isinstance(event, BY_TIME) else event.at
    after = replace(conversation, state=state, version=conversation.version + 1, last_fact_at=last_fact_at)
    change = _CHANGES.get(kind)
    return change(after, event) if change else after


def fold(customer: int, history: Iterable[e.Event]) -> Conversation:
    """Return the conversation its whole history leaves."""
    conversation = Conversation(customer=customer)
    for event in history:
        conversation = evolve(conversation, event)
    return conversation


_CHANGES: Mapping[type[e.Event], Callable[[Conversation, Any], Conversation]] = {
    **TALK,
    **WAITING,
    **SERVICE,
    **TIME,
    **FORMS,
    **RATING,
}

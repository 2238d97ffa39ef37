"""What somebody hears who goes on writing while we are closed: a short receipt, and again only if the place changed."""

from desk import events as e
from desk import ladder
from desk import notices as n
from desk.queue.closed import is_closed, opening_after
from desk.queue.handoff import place, tell_place
from desk.state import IN_QUEUE
from desk.turn import Turn
from faq import Manner

_NO_NEWS = frozenset({Manner.COURTESY, Manner.WISHES, Manner.ASIDE, Manner.DANGER})


def give_receipt(turn: Turn, manner: Manner) -> None:
    """Tell who waits for the opening that a message is kept, unless something was said to it already."""
    conversation = turn.conversation
    if conversation.state not in IN_QUEUE or conversation.emergency_at is not None or manner in _NO_NEWS:
        return
    if not is_closed(turn.hours, turn.now) or ladder.spoke_too_much(turn):
        return
    if any(notice.audience is n.Audience.CUSTOMER for notice in turn.says):
        return
    opening, here = opening_after(turn.hours, turn.now).at, place(turn)
    if opening is None:
        return
    if conversation.told_opening != opening:
        tell_place(turn)
    elif (conversation.told_until, conversation.told_place) != (opening, here):
        turn.happen(e.WaitTold(at=turn.moment(), place=here, until=opening))
        turn.say(n.KeptForOpening(at=turn.now, opening=opening, place=here, number=conversation.number))

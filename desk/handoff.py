"""From the bot to people: joining the queue, going back to it, and what everyone is told."""

from datetime import datetime

from desk import events as e
from desk import notices as n
from desk.content import Kind
from desk.turn import Turn


def hand_off(turn: Turn, reason: e.Reason, at: datetime, thought: e.Thought | None = None) -> None:
    """Put the conversation into the queue; the customer hears the place and the longest wait to expect."""
    waiting = unseen(turn)
    turn.happen(e.HandedOff(at=at, reason=reason, thought=thought))
    turn.say(queued(turn, reason), n.Card(), *waiting)
    if reason is e.Reason.DANGER:
        turn.say(n.InDanger(customer=turn.conversation.customer))
    _alarm_if_unstaffed(turn)


def requeue(turn: Turn, at: datetime) -> None:
    """Put it back, because the owner left: the original waiting time counts for the order; told once."""
    turn.happen(e.Requeued(at=at, reason=e.Reason.OWNER_LEFT))
    left = n.AgentLeft(place=place(turn), wait=turn.floor.wait(turn.rules), staffed=turn.floor.anyone_on_duty())
    turn.say(left, n.Card())
    _alarm_if_unstaffed(turn)


def reopen(turn: Turn, at: datetime) -> None:
    """Within the window the same owner goes on if there; else the queue, with the original waiting time."""
    if turn.floor.on_duty(turn.conversation.owner):
        turn.happen(e.Resumed(at=at))
        turn.say(n.Card())
    else:
        turn.happen(e.Reopened(at=at))
        turn.say(queued(turn), n.Card())
        _alarm_if_unstaffed(turn)


def queued(turn: Turn, reason: e.Reason = e.Reason.ASKED) -> n.Queued:
    """Return what a customer who waits is told about it."""
    return n.Queued(
        place=place(turn),
        wait=turn.floor.wait(turn.rules),
        reason=reason,
        staffed=turn.floor.anyone_on_duty(),
    )


def place(turn: Turn) -> int:
    """Return the customer's place in the queue: 1 is next."""
    return turn.floor.ahead_of(turn.conversation) + 1


def unseen(turn: Turn) -> list[n.Mirror]:
    """Return what the customer sent to the bot that a card cannot show, for the people who come in now."""
    customer = turn.conversation.customer
    return [
        n.Mirror(from_chat=customer, message=one.message, kind=Kind.OTHER, album=one.album)
        for one in turn.conversation.unseen
    ]


def _alarm_if_unstaffed(turn: Turn) -> None:
    if not turn.floor.anyone_on_duty():
        turn.say(n.NobodyOnDuty(customer=turn.conversation.customer))

"""What staff are told who ask who waits: the line in its order, and those who were promised an answer by a moment."""

from datetime import datetime

from desk import notices as n
from desk.floor import Floor
from desk.people import Customer
from desk.ports import Waiting
from desk.queue.lease import kept_until
from desk.state import Conversation, State


def queue_shown(waiting: Waiting, floor: Floor, now: datetime) -> n.QueueShown:
    """Return the list."""
    present = tuple(sorted(agent.number for agent in floor.agents.values() if agent.present))
    return n.QueueShown(
        waiting=waiting.count,
        first=tuple(_line(floor, now, *one) for one in waiting.first),
        on_duty=present,
        later=tuple(_line(floor, now, *one) for one in waiting.later),
    )


def _line(floor: Floor, now: datetime, one: Conversation, who: Customer) -> n.QueueLine:
    kept = one.state is State.OFFERED
    return n.QueueLine(
        customer=one.customer,
        name=who.name,
        since=one.waiting_since or now,
        level=one.level,
        ticket=one.number,
        line=one.line,
        offered_to=floor.number(one.offered_to) if kept else None,
        until=kept_until(one, floor.rules) if kept else one.promised_until,
    )

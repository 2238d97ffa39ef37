"""Going off duty: whatever is open is resolved, handed over with a note, or answered by somebody else (003:329).

Nobody is trapped: the button for all of it, or a second /off within a minute, always works.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from desk import commands as c
from desk.evolution import DANGER
from desk.notices import Outcome, Told
from desk.notices import shifts as n
from desk.people import Agent, HandedOn
from desk.ports import LastWords
from desk.shifts import events as s
from desk.shifts.crew import Crew, told
from desk.shifts.departing import awaits_us
from desk.state import IN_QUEUE, WITH_PEOPLE, Conversation

_O = n.ShiftOutcome
_INSISTS = timedelta(minutes=1)


def go_off(crew: Crew, command: c.GoOff) -> None:
    """Go off duty: at once with nothing open, else after a hand-over; insisting is enough."""
    agent = crew.floor.agents.get(command.agent)
    if agent is None:
        crew.tell(command.origin, Told(outcome=Outcome.NOT_ADMITTED))
    elif not agent.on_duty:
        crew.tell(command.origin, _told(Outcome.OFF_DUTY_ALREADY, crew, agent))
    elif not _left(crew, agent) or _insists(crew, agent):
        _leave(crew, command)
    else:
        crew.happen(agent.user_id, s.BeganLeaving(at=crew.now))
        items = items_of(crew, _left(crew, agent))
        crew.tell(command.origin, n.HandoverAsked(agent=agent.user_id, items=items))


def leave_now(crew: Crew, command: c.LeaveNow) -> None:
    """Go off duty at once, with everything handed over."""
    agent = crew.floor.agents[command.agent]
    if command.whose != command.agent:
        crew.tell(command.origin, told(_O.NOT_FOR_YOU))
    elif not agent.on_duty:
        crew.tell(command.origin, _told(Outcome.OFF_DUTY_ALREADY, crew, agent))
    else:
        _leave(crew, command)


def hand_item_over(crew: Crew, command: c.HandItemOver) -> None:
    """Hand one conversation over; with the last of them the agent is off duty."""
    agent = crew.floor.agents[command.agent]
    item = next((one for one in crew.held_by(command.agent) if one.id == command.conversation), None)
    if command.whose != command.agent:
        crew.tell(command.origin, told(_O.NOT_FOR_YOU))
        return
    if item is None or not agent.on_duty:
        crew.tell(command.origin, told(_O.ITEM_NOT_YOURS))
        return
    agent = crew.happen(command.agent, s.ItemHandedOver(at=crew.now, conversation=command.conversation))
    if awaits_us(item):
        crew.depart(command.agent, c.Departure.OFF, command.conversation)
    left = _left(crew, agent)
    if left or agent.off_asked_at is None:
        crew.tell(command.origin, told(_O.ITEM_HANDED_OVER, count=len(left)))
    else:
        _leave(crew, command)


def leave(crew: Crew, user_id: int, why: s.Ending) -> int:
    """Let somebody be off duty, with a hand-over of what is open; return how much that was."""
    held = crew.held_by(user_id)
    write(crew, user_id, held)
    crew.happen(user_id, s.WentOff(at=crew.now, why=why))
    crew.depart(user_id, c.Departure.OFF, None)
    return len(held)


def write(crew: Crew, user_id: int, held: Sequence[Conversation]) -> None:
    """Write a hand-over and show it to the room; of nothing there is none."""
    if not held:
        return
    items = items_of(crew, held)
    agent = crew.happen(user_id, s.HandedOver(at=crew.now, items=tuple(item.conversation for item in items)))
    crew.say(n.HandoverWritten(agent=user_id, number=agent.number, handover=agent.handovers, at=crew.now, items=items))


def show_pending(crew: Crew, command: c.StaffCommand) -> int:
    """Show what was handed over and not acknowledged yet; return how many hand-overs that is."""
    waiting = [(agent, handed) for agent in crew.floor.agents.values() for handed in agent.pending]
    for agent, handed in sorted(waiting, key=lambda one: one[1].at):
        crew.tell(command.origin, _shown(crew, agent, handed))
    return len(waiting)


def show_handovers(crew: Crew, command: c.ShowHandovers) -> None:
    """Show every hand-over that nobody has acknowledged."""
    if not show_pending(crew, command):
        crew.tell(command.origin, told(_O.NO_HANDOVERS))


def acknowledge(crew: Crew, command: c.AcknowledgeHandover) -> None:
    """Go on with what somebody handed over; one's own only with the next shift."""
    giver = crew.floor.agents.get(command.whose)
    handed = next((one for one in giver.pending if one.number == command.handover), None) if giver else None
    if giver is None or handed is None:
        crew.tell(command.origin, told(_O.HANDOVER_READ_ALREADY))
    elif command.agent == command.whose and not _came_again(giver, handed):
        crew.tell(command.origin, told(_O.HANDOVER_YOURS))
    else:
        read = s.HandoverAcknowledged(at=crew.now, handover=handed.number, by=command.agent)
        crew.happen(giver.user_id, read)
        crew.tell(command.origin, told(_O.HANDOVER_READ, number=giver.number, count=len(handed.items)))


def items_of(crew: Crew, held: Iterable[Conversation]) -> tuple[n.Item, ...]:
    """Return conversations as they are handed over."""
    return tuple(_item(one, crew.stock.words.get(one.id)) for one in held if one.id is not None)


def _item(conversation: Conversation, words: LastWords | None) -> n.Item:
    return n.Item(
        conversation=conversation.id or 0,
        customer=conversation.customer,
        name=words.name if words is not None else "",
        number=conversation.number,
        state=conversation.state,
        awaits_us=awaits_us(conversation) or conversation.state in IN_QUEUE,
        over=conversation.state not in WITH_PEOPLE,
        promised_until=conversation.promised_until,
        danger=conversation.level >= DANGER,
        words=words.text if words is not None else "",
        epoch=conversation.epoch,
        seen=conversation.last_message,
    )


def _shown(crew: Crew, agent: Agent, handed: HandedOn) -> n.HandoverShown:
    known = [crew.stock.words[number] for number in handed.items if number in crew.stock.words]
    return n.HandoverShown(
        agent=agent.user_id,
        number=agent.number,
        handover=handed.number,
        at=handed.at,
        items=tuple(_item(one.conversation, one) for one in known),
    )


def _leave(crew: Crew, command: c.StaffCommand) -> None:
    handed = leave(crew, command.agent, s.Ending.SAID)
    absent = crew.floor.agents[command.agent]
    if handed:
        crew.tell(command.origin, told(_O.OFF_AND_HANDED_OVER, count=handed))
    else:
        crew.tell(command.origin, _told(Outcome.OFF_DUTY, crew, absent))


def _left(crew: Crew, agent: Agent) -> list[Conversation]:
    """What is open and has no hand-over note: a note lasts until it is our turn again."""
    return [one for one in crew.held_by(agent.user_id) if awaits_us(one) or one.id not in agent.handing]


def _insists(crew: Crew, agent: Agent) -> bool:
    return agent.off_asked_at is not None and crew.now - agent.off_asked_at <= _INSISTS


def _came_again(giver: Agent, handed: HandedOn) -> bool:
    return giver.on_duty_since is not None and giver.on_duty_since > handed.at


def _told(outcome: Outcome, crew: Crew, agent: Agent) -> Told:
    return Told(outcome=outcome, number=agent.number, count=len(crew.floor.queue.places))

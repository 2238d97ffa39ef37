"""What becomes of words of danger to life while people already serve, and of who takes care of it (003:216)."""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.strikes import meet
from desk.evolution import DANGER
from desk.queue.handoff import emergency_call
from desk.queue.lines import follow_line
from desk.service import serving
from desk.state import WITH_PEOPLE, State
from desk.turn import Turn


def raise_alarm(turn: Turn, at: datetime) -> None:
    """Put whoever is in danger before everybody else and ring the people on call; once until somebody has it.

    More of it, told to who serves them and is there, rings nobody else.
    """
    conversation = turn.conversation
    if conversation.state not in WITH_PEOPLE or conversation.emergency_at is not None:
        return
    served = conversation.state is State.ACTIVE and turn.floor.answers(conversation.owner, turn.now)
    if served and conversation.level >= DANGER:
        turn.say(n.Card())
        return
    turn.happen(e.Raised(at=at, level=DANGER, why=e.Raising.DANGER))
    if conversation.state is State.HOLD and conversation.hold is e.Hold.CALLBACK:  # a promised answer is too late now
        turn.happen(e.Requeued(at=at, reason=e.Reason.DANGER))
    follow_line(turn, e.Reason.DANGER, at)
    turn.say(n.SafetyFirst(), *emergency_call(turn, 0), n.Card())


def acknowledge(turn: Turn, command: c.AcknowledgeEmergency) -> None:
    """Somebody on call has it in hand: nobody else is rung."""
    conversation, agent = turn.conversation, command.agent
    number = turn.floor.number(agent)
    if agent not in {*turn.rules.on_call.people, *turn.floor.planned_leads(turn.now), *turn.floor.agents}:
        turn.say(n.Told(outcome=n.Outcome.NOT_ON_CALL))
    elif conversation.emergency_at is None:
        turn.say(n.Told(outcome=n.Outcome.EMERGENCY_IN_HAND))
    else:
        meet(turn, e.EmergencyAcknowledged(at=turn.moment(), agent=agent))
        _talk_to_the_customer(turn, agent)
        told = n.Told(outcome=n.Outcome.EMERGENCY_YOURS)
        turn.say(n.EmergencyInHand(customer=conversation.customer, number=number), told, n.Card())


def _talk_to_the_customer(turn: Turn, agent: int) -> None:
    """Let whoever has it in hand talk to the customer: alone, or beside the one who already does."""
    conversation, employed = turn.conversation, agent in turn.floor.agents
    if conversation.to_be_had and employed:
        serving.take_it(turn, agent, turn.moment())
    elif conversation.owner != agent:
        if not conversation.to_be_had and employed:
            turn.happen(e.Assisted(at=turn.moment(), agent=agent))
        turn.say(n.DangerInHand())

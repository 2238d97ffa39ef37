"""What becomes of setting a conversation aside, and of promising an answer by a moment (003:142)."""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.strikes import meet
from desk.service.refusals import not_theirs, stale
from desk.service.transfers import keep_note
from desk.service.until import LONGEST, Until, moment_of
from desk.state import Conversation, State
from desk.turn import Turn


def hold(turn: Turn, command: c.Hold) -> None:
    """Set the conversation aside; unless it is for the customer to write, the customer is told until when."""
    at = turn.moment(command.sent_at)
    for_customer = command.hold is e.Hold.CUSTOMER_INFO and command.until is None
    until = None if for_customer else _until(turn, command.until, at)
    refusal = not_theirs(turn, command.agent) or _refusal_to_hold(turn, command.agent) or _refusal(turn, until, at)
    if refusal is not None:
        turn.say(refusal)
        return
    keep_note(turn, command.agent, command.note, at)
    meet(turn, e.Held(at=at, agent=command.agent, hold=command.hold, until=until))
    if until is None:
        turn.say(n.Told(outcome=n.Outcome.HELD_FOR_CUSTOMER), n.Card())
    else:
        turn.say(n.PromiseMade(until=until, at=at), n.Told(outcome=n.Outcome.HELD, until=until, at=at), n.Card())


def promise(turn: Turn, command: c.Promise) -> None:
    """Promise an answer by a moment and go on serving."""
    at = turn.moment(command.sent_at)
    until = _until(turn, command.until, at)
    refusal = not_theirs(turn, command.agent) or _refusal(turn, until, at)
    if refusal is not None:
        turn.say(refusal)
        return
    keep_note(turn, command.agent, command.note, at)
    meet(turn, e.Promised(at=at, agent=command.agent, until=until))
    turn.say(n.PromiseMade(until=until, at=at), n.Told(outcome=n.Outcome.PROMISED, until=until, at=at), n.Card())


def unhold(turn: Turn, command: c.Unhold) -> None:
    """Take up again what was set aside."""
    refusal = not_theirs(turn, command.agent, command.epoch)
    if refusal is not None:
        turn.say(refusal, n.Card())
    elif turn.conversation.state is not State.HOLD:
        turn.say(n.Told(outcome=n.Outcome.NOT_ON_HOLD), n.Card())
    elif turn.conversation.owner is None:
        turn.say(stale(turn, command.agent), n.Card())
    else:
        take_up(turn, command.agent, turn.moment(command.sent_at))
        turn.say(n.Told(outcome=n.Outcome.UNHELD), n.Card())


def is_set_aside(conversation: Conversation) -> bool:
    """Tell whether somebody has it and set it aside; a callback nobody has begun waits to be taken."""
    return conversation.state is State.HOLD and conversation.hold is not e.Hold.CALLBACK


def take_up(turn: Turn, agent: int | None, at: datetime) -> None:
    """Let it go on."""
    if turn.conversation.hold is e.Hold.CALLBACK and agent is not None:
        meet(turn, e.Taken(at=at, agent=agent))
    else:
        turn.happen(e.Unheld(at=at, agent=agent))


def _until(turn: Turn, said: Until | None, at: datetime) -> datetime:
    if said is None:
        return at + turn.rules.promised_reply
    return moment_of(said, at, turn.rules.organisation.zone)


def _refusal_to_hold(turn: Turn, agent: int) -> n.Told | None:
    """What nobody has cannot be set aside: it could not be taken any more."""
    return stale(turn, agent) if turn.conversation.owner is None else None


def _refusal(turn: Turn, until: datetime | None, at: datetime) -> n.Told | None:
    if until is None:
        return None
    if until <= turn.now:
        return n.Told(outcome=n.Outcome.TIME_PASSED)
    if until > at + LONGEST:
        return n.Told(outcome=n.Outcome.TIME_TOO_FAR)
    return None

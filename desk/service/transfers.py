"""What becomes of passing a conversation on: to a colleague who has to take it, or to a line where it waits again.

Whoever gives it stays answerable until somebody has taken it (首问负责, 002:568); a transfer is announced (003:23),
and who takes over is introduced (004:60).
"""

from dataclasses import asdict
from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.strikes import meet, strike
from desk.content import Content
from desk.people import Agent
from desk.queue.lease import kept_until
from desk.queue.lines import pass_on
from desk.service.refusals import not_theirs, stale
from desk.state import IN_QUEUE, State
from desk.turn import Turn


def transfer(turn: Turn, command: c.Transfer) -> None:
    """Ask a colleague to take over, or put the conversation into another line."""
    to = command.to.strip()
    line = to.upper() if to.upper() in turn.rules.lines else None
    waits = turn.conversation.state in IN_QUEUE and turn.floor.is_lead(command.agent)
    refusal = None if line is not None and waits else not_theirs(turn, command.agent)
    if refusal is not None:
        turn.say(refusal, n.Card())
    elif line is not None:
        _to_line(turn, command, line)
    else:
        _to_agent(turn, command, _numbered(turn, to))


def answer_transfer(turn: Turn, command: c.AnswerTransfer) -> None:
    """Give the conversation to the colleague who takes it, or leave it with whoever has it."""
    if turn.conversation.transfer_to == command.agent:
        strike(turn, c.Strike())  # a lease that has ended by now is over, whoever noticed first
    refusal = _refusal_to_answer(turn, command)
    if refusal is not None:
        turn.say(refusal)
    elif command.taken:
        _take(turn, command.agent)
    else:
        _end(turn, command.agent, n.Settled.DECLINED)
        turn.say(n.Told(outcome=n.Outcome.TRANSFER_DECLINED))


def take_back(turn: Turn, command: c.TakeBack) -> None:
    """Keep the conversation after all."""
    refusal = not_theirs(turn, command.agent)
    if refusal is not None:
        turn.say(refusal)
    elif turn.conversation.transfer_to is None:
        turn.say(n.Told(outcome=n.Outcome.NO_TRANSFER))
    else:
        _end(turn, command.agent, n.Settled.TAKEN_BACK)
        turn.say(n.Told(outcome=n.Outcome.TRANSFER_TAKEN_BACK))


def _to_line(turn: Turn, command: c.Transfer, line: str) -> None:
    if turn.conversation.state in IN_QUEUE and turn.conversation.line == line:
        turn.say(n.Told(outcome=n.Outcome.PASSED_ON_ALREADY))
        return
    at = turn.moment(command.sent_at)
    keep_note(turn, command.agent, command.note, at)
    pass_on(turn, at, line)
    turn.say(n.Told(outcome=n.Outcome.PASSED_ON))


def _to_agent(turn: Turn, command: c.Transfer, to: Agent | None) -> None:
    refusal = _refusal_to_ask(turn, command.agent, to)
    if refusal is not None or to is None:
        turn.say(refusal or n.Told(outcome=n.Outcome.NO_SUCH_COLLEAGUE))
        return
    at = turn.moment(command.sent_at)
    keep_note(turn, command.agent, command.note, at)
    if turn.conversation.transfer_to is not None:
        turn.happen(e.TransferEnded(at=at, agent=command.agent))
    turn.happen(e.TransferOffered(at=at, agent=command.agent, to=to.user_id, warm=command.warm))
    said = n.Told(outcome=n.Outcome.TRANSFER_OFFERED, number=to.number)
    turn.say(*_wanted(turn, command, to), said, n.Card())


def _wanted(turn: Turn, command: c.Transfer, to: Agent) -> tuple[n.Notice, n.Notice]:
    """Return what the colleague sees in the topic, and in private."""
    wanted = n.TransferWanted(
        agent=to.user_id,
        number=to.number,
        by=turn.floor.number(command.agent),
        customer=turn.conversation.customer,
        conversation=turn.conversation.id,
        epoch=turn.conversation.epoch,
        lease=turn.conversation.offers,
        warm=command.warm,
        until=kept_until(turn.conversation, turn.rules),
    )
    note = command.note.text if command.note is not None else ""
    return wanted, n.TransferCall(**asdict(wanted), note=note)


def keep_note(turn: Turn, agent: int, note: Content | None, at: datetime) -> None:
    """Keep what the giver wrote for colleagues."""
    if note is not None and note.text:
        turn.happen(e.Noted(at=at, agent=agent, message=note.message_id))


def _refusal_to_ask(turn: Turn, giver: int, to: Agent | None) -> n.Told | None:
    if to is None:
        return n.Told(outcome=n.Outcome.NO_SUCH_COLLEAGUE)
    if to.user_id == giver:
        return n.Told(outcome=n.Outcome.TRANSFER_TO_SELF)
    if to.user_id == turn.conversation.owner:
        return n.Told(outcome=n.Outcome.TRANSFER_HAS_IT, number=to.number)
    why = _away(turn, to)
    return n.Told(outcome=why, number=to.number) if why is not None else None


def _away(turn: Turn, to: Agent) -> n.Outcome | None:
    if not to.on_duty:
        return n.Outcome.COLLEAGUE_OFF_DUTY
    if to.away_since is not None:
        return n.Outcome.COLLEAGUE_AWAY
    if to.leaving_since is not None:
        return n.Outcome.COLLEAGUE_LEAVING
    if turn.floor.full(to.user_id, turn.rules):
        return n.Outcome.COLLEAGUE_FULL
    return None


def _refusal_to_answer(turn: Turn, command: c.AnswerTransfer) -> n.Told | None:
    conversation, agent = turn.conversation, command.agent
    served = conversation.state in {State.ACTIVE, State.HOLD}
    if served and conversation.owner == agent:
        return n.Told(outcome=n.Outcome.YOURS_ALREADY)
    if conversation.state in {State.RESOLVED, State.CLOSED}:
        return n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    if (command.epoch, command.lease) != (conversation.epoch, conversation.offers) or conversation.transfer_to is None:
        return n.Told(outcome=n.Outcome.TRANSFER_OVER) if served else stale(turn, agent)
    if conversation.transfer_to != agent:
        number = turn.floor.number(conversation.transfer_to)
        return n.Told(outcome=n.Outcome.TRANSFER_NOT_FOR_YOU, number=number)
    if command.taken and not turn.floor.on_duty(agent):
        return n.Told(outcome=n.Outcome.NOT_ON_DUTY)
    if command.taken and turn.floor.full(agent, turn.rules):
        return n.Told(outcome=n.Outcome.AT_CAPACITY, count=turn.floor.capacity(agent))
    return None


def _take(turn: Turn, agent: int) -> None:
    giver, warm = turn.conversation.owner, turn.conversation.warm
    meet(turn, e.Taken(at=turn.moment(), agent=agent))
    number = turn.floor.number(agent)
    turn.say(n.TransferAnnounced(number=number, warm=warm))
    _settle(turn, giver, number, n.Settled.TAKEN)
    turn.say(n.Told(outcome=n.Outcome.TAKEN), n.Card())


def _end(turn: Turn, agent: int, how: n.Settled) -> None:
    asked = turn.floor.number(turn.conversation.transfer_to)
    turn.happen(e.TransferEnded(at=turn.moment(), agent=agent))
    _settle(turn, turn.conversation.owner, asked, how)
    turn.say(n.Card())


def _settle(turn: Turn, giver: int | None, number: str, how: n.Settled) -> None:
    if giver is not None:
        turn.say(n.TransferSettled(agent=giver, asked_by=turn.floor.number(giver), number=number, how=how))


def _numbered(turn: Turn, to: str) -> Agent | None:
    """Return the colleague with a number; "7" is 07 too."""
    known = [agent for agent in turn.floor.agents.values() if not agent.removed]
    exact = next((agent for agent in known if agent.number == to), None)
    if exact is not None or not to.isdecimal():
        return exact
    alike = [agent for agent in known if agent.number.isdecimal() and int(agent.number) == int(to)]
    return alike[0] if len(alike) == 1 else None

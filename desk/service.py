"""What becomes of what an agent does: taking, answering, sending an entry, resolving, asking why.

Every press carries the epoch it was shown for; one decided on an older epoch is refused with what is true now.
"""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks import BREACHABLE, started
from desk.content import Content, Kind
from desk.handoff import requeue, unseen
from desk.learning import outcomes as learning
from desk.state import Awaiting, Conversation, State
from desk.strikes import note_breaches
from desk.turn import Turn
from faq.replies import answers

_TO_TAKE = frozenset({State.BOT, State.QUEUED, State.OFFERED})


def take(turn: Turn, command: c.Take) -> None:
    """Give the conversation to the agent, if it is still to be had."""
    refusal = _refusal_to_take(turn, command.agent, command.epoch)
    if refusal is not None:
        turn.say(refusal)
        return
    _take(turn, command.agent, turn.moment(command.sent_at))
    turn.say(n.Told(outcome=n.Outcome.TAKEN))


def reply(turn: Turn, command: c.Reply) -> None:
    """Pass an agent's words to the customer; who simply answers has taken the conversation."""
    at = turn.moment(command.content.sent_at)
    if turn.conversation.unreachable:
        _note(turn, command, at, n.Outcome.UNREACHABLE)
    elif turn.conversation.state is State.ACTIVE and turn.conversation.owner != command.agent:
        _note(turn, command, at, n.Outcome.NOTED)
    elif turn.conversation.state in _TO_TAKE and not turn.floor.on_duty(command.agent):
        _note(turn, command, at, n.Outcome.NOT_ON_DUTY)
    elif turn.conversation.state in _TO_TAKE and turn.floor.full(command.agent, turn.rules):
        _note(turn, command, at, n.Outcome.AT_CAPACITY)
    else:
        _deliver(turn, command, at)


def correct_reply(turn: Turn, command: c.CorrectReply) -> None:
    """Change a message the customer already has; the history keeps both wordings."""
    content = command.content
    turn.happen(e.AgentEdited(at=turn.moment(), agent=command.agent, message=content.message_id))
    turn.say(n.DeliverEdit(from_chat=content.chat_id, message=content.message_id, kind=content.kind, text=content.text))


def send_entry(turn: Turn, command: c.SendEntry) -> None:
    """Send an entry's answer with one press."""
    if turn.conversation.epoch != command.epoch or turn.conversation.owner != command.agent:
        turn.say(_stale(turn, command.agent), n.Card())
    elif turn.conversation.last_entry == command.entry_id and turn.conversation.just_answered(turn.now):
        turn.say(n.Told(outcome=n.Outcome.ENTRY_SENT_ALREADY))
    elif turn.floor.knowledge.entry(command.entry_id) is None:
        turn.say(n.Told(outcome=n.Outcome.ENTRY_GONE))
    elif turn.conversation.unreachable:
        turn.say(n.Told(outcome=n.Outcome.UNREACHABLE))
    else:
        at = turn.moment()
        note_breaches(turn, at)
        _withdraw_breaches(turn, at)
        learning.sent(turn, command.entry_id)
        turn.happen(e.EntrySent(at=at, agent=command.agent, entry_id=command.entry_id))
        turn.say(
            n.AnswerFromAgent(
                entry_id=command.entry_id,
                library=turn.floor.knowledge.version,
                number=turn.floor.number(command.agent),
            ),
            n.Told(outcome=n.Outcome.ENTRY_SENT),
            n.Card(),
        )


def resolve(turn: Turn, command: c.Resolve) -> None:
    """Settle the matter, if the agent has seen everything the customer wrote."""
    refusal = _refusal_to_resolve(turn, command)
    if refusal is not None:
        turn.say(refusal, n.Card())
        return
    at = turn.moment(command.sent_at)
    note_breaches(turn, at)
    _withdraw_breaches(turn, at, e.Clock.NEXT_REPLY)
    turn.happen(e.Resolved(at=at, agent=command.agent))
    turn.say(n.Farewell(), n.Told(outcome=n.Outcome.RESOLVED), n.Card())


def why(turn: Turn, _: c.Why) -> None:
    """Explain every clock that runs here."""
    lines = tuple(
        n.ClockLine(
            clock=due.clock,
            since=due.since,
            due=due.at,
            struck=not turn.conversation.ready(due.clock, due.occurrence),
        )
        for due in sorted(started(turn.conversation, turn.rules))
    )
    turn.say(n.WhyShown(now=turn.now, state=turn.conversation.state, rules=turn.rules.version, clocks=lines))


def owner_left(turn: Turn, command: c.OwnerLeft) -> None:
    """The owner is off duty: what waits for us goes back to the queue, what waits for the customer stays."""
    conversation = turn.conversation
    if conversation.owner != command.agent or conversation.state is not State.ACTIVE:
        return
    if conversation.awaiting is Awaiting.AGENT:
        requeue(turn, turn.moment())


def _refusal_to_take(turn: Turn, agent: int, epoch: int | None) -> n.Told | None:
    conversation = turn.conversation
    if conversation.state is State.ACTIVE:
        if conversation.owner == agent:
            return n.Told(outcome=n.Outcome.YOURS_ALREADY)
        return _taken_already(turn)
    if conversation.state not in _TO_TAKE:
        return n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    if epoch is not None and epoch != conversation.epoch:
        return n.Told(outcome=n.Outcome.STALE)
    if not turn.floor.on_duty(agent):  # the customer's next message would look for somebody who is there
        return n.Told(outcome=n.Outcome.NOT_ON_DUTY)
    if turn.floor.full(agent, turn.rules):
        return n.Told(outcome=n.Outcome.AT_CAPACITY, count=turn.rules.capacity)
    return None


def _take(turn: Turn, agent: int, at: datetime) -> None:
    _open(turn, at)
    long_said = unseen(turn) if turn.conversation.state is State.BOT else []
    note_breaches(turn, at)
    turn.happen(e.Taken(at=at, agent=agent))
    _withdraw_breaches(turn, at, e.Clock.ACCEPT)
    turn.say(n.TakenBy(number=turn.floor.number(agent)), n.Card(), *long_said)


def _open(turn: Turn, at: datetime) -> None:
    if turn.conversation.opened_at is None:
        turn.happen(e.Opened(at=at, previous=turn.conversation.previous))


def _deliver(turn: Turn, command: c.Reply, at: datetime) -> None:
    if turn.conversation.state in _TO_TAKE:
        _take(turn, command.agent, at)
    note_breaches(turn, at)
    _withdraw_breaches(turn, at)
    text = command.content.text
    says_something = command.content.kind is Kind.TEXT and answers(text)
    if says_something:
        learning.answered(turn, text)
    replied = e.AgentReplied(at=at, agent=command.agent, message=command.content.message_id, answers=says_something)
    turn.happen(replied)
    turn.say(_delivery(command.content))


def _delivery(content: Content) -> n.Deliver:
    return n.Deliver(
        from_chat=content.chat_id,
        message=content.message_id,
        kind=content.kind,
        text=content.text if content.kind is Kind.TEXT else "",
        album=content.album,
        reply_to=content.reply_to,
    )


def _note(turn: Turn, command: c.Reply, at: datetime, outcome: n.Outcome) -> None:
    turn.happen(e.Noted(at=at, agent=command.agent, message=command.content.message_id))
    turn.say(n.Told(outcome=outcome, number=turn.floor.number(turn.conversation.owner), count=turn.rules.capacity))


def _withdraw_breaches(turn: Turn, at: datetime, *only: e.Clock) -> None:
    """An answer given in time that reached us after the strike: there was no breach, and the room hears so."""
    for breach in turn.conversation.breaches:
        if at <= breach.due and breach.clock in (only or BREACHABLE):
            turn.happen(
                e.BreachWithdrawn(at=turn.now, clock=breach.clock, occurrence=breach.occurrence, due=breach.due)
            )
            turn.say(n.AlarmWithdrawn(clock=breach.clock, due=breach.due, customer=turn.conversation.customer))


def _refusal_to_resolve(turn: Turn, command: c.Resolve) -> n.Told | None:
    conversation = turn.conversation
    if conversation.state in {State.RESOLVED, State.CLOSED}:
        return n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    if conversation.state is State.BOT:
        return n.Told(outcome=n.Outcome.NOT_WAITING)
    if conversation.owner != command.agent and not _leads(turn, command.agent):
        return _stale(turn, command.agent)
    if command.epoch is not None and command.epoch != conversation.epoch:
        return _stale(turn, command.agent)
    if conversation.unanswered_since is not None and not _has_seen(conversation, command):
        return n.Told(outcome=n.Outcome.NEWER_MESSAGE)
    return None


def _has_seen(conversation: Conversation, command: c.Resolve) -> bool:
    """A card tells which message it was drawn with, a typed command when it was typed."""
    if command.epoch is not None:
        return command.seen == conversation.last_message
    wrote = conversation.last_wrote_at
    return command.sent_at is None or wrote is None or wrote <= command.sent_at


def _leads(turn: Turn, agent: int) -> bool:
    known = turn.floor.agents.get(agent)
    return known is not None and known.leads


def _stale(turn: Turn, agent: int) -> n.Told:
    conversation: Conversation = turn.conversation
    if conversation.state is State.ACTIVE and conversation.owner not in {None, agent}:
        return _taken_already(turn)
    return n.Told(outcome=n.Outcome.NOT_YOURS if conversation.state is State.QUEUED else n.Outcome.STALE)


def _taken_already(turn: Turn) -> n.Told:
    conversation = turn.conversation
    return n.Told(
        outcome=n.Outcome.TAKEN_ALREADY,
        number=turn.floor.number(conversation.owner),
        at=conversation.owner_since,
    )

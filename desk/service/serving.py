"""What becomes of what an agent does: taking, answering, sending an entry, asking why.

Every press carries the epoch it was shown for; one decided on an older epoch is refused with what is true now.
"""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.strikes import meet
from desk.content import Content, Kind
from desk.evolution import DANGER
from desk.forms import forming
from desk.learning import outcomes as learning
from desk.manners import unfit
from desk.queue import offers
from desk.queue.handoff import unseen
from desk.secrets import is_masked
from desk.service import holding
from desk.service.refusals import stale, taken_already
from desk.state import State
from desk.turn import Turn
from faq.replies import answers, asks_patience, comes_later

_WORDLESS = frozenset({Kind.TEXT, Kind.STICKER, Kind.ANIMATION})
"""Of these only the words can answer anything."""


def take(turn: Turn, command: c.Take) -> None:
    """Give the conversation to the agent, if it is still to be had."""
    if holding.is_set_aside(turn.conversation) and turn.conversation.owner == command.agent:
        holding.unhold(turn, _taken_up(command))
        return
    refusal = _refusal_to_take(turn, command.agent, command.epoch)
    if refusal is not None:
        turn.say(refusal)
        return
    take_it(turn, command.agent, turn.moment(command.sent_at))
    turn.say(n.Told(outcome=n.Outcome.TAKEN))


def reply(turn: Turn, command: c.Reply) -> None:
    """Pass an agent's words to the customer; who simply answers has taken the conversation."""
    at = turn.moment(command.content.sent_at)
    if turn.conversation.unreachable:
        _note(turn, command, at, n.Outcome.UNREACHABLE)
    elif _is_anothers(turn, command.agent) and command.agent not in turn.conversation.helpers:
        _note_aside(turn, command, at)
    elif turn.conversation.to_be_had and not _may_serve(turn, command.agent):
        _note(turn, command, at, n.Outcome.NOT_ON_DUTY)
    elif offers.reserved(turn, command.agent):
        turn.happen(e.Noted(at=at, agent=command.agent, message=command.content.message_id))
        turn.say(offers.kept_for(turn, n.Outcome.RESERVED_NOTED))
    elif turn.conversation.to_be_had and _is_full(turn, command.agent):
        _note(turn, command, at, n.Outcome.AT_CAPACITY)
    elif turn.rules.manners and (words := unfit(command.content.text)) is not None:
        _hold_back(turn, command, at, words)
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
        turn.say(stale(turn, command.agent), n.Card())
    elif turn.conversation.last_entry == command.entry_id and turn.conversation.just_answered(turn.now):
        turn.say(n.Told(outcome=n.Outcome.ENTRY_SENT_ALREADY))
    elif turn.floor.knowledge.entry(command.entry_id) is None:
        turn.say(n.Told(outcome=n.Outcome.ENTRY_GONE))
    elif turn.conversation.unreachable:
        turn.say(n.Told(outcome=n.Outcome.UNREACHABLE))
    elif turn.conversation.to_be_had and (refusal := _refusal_to_take(turn, command.agent, command.epoch)) is not None:
        turn.say(refusal, n.Card())
    else:
        at = turn.moment()
        learning.sent(turn, command.entry_id)
        if turn.conversation.to_be_had:  # what was promised by this agent is begun by it
            take_it(turn, command.agent, at)
        elif holding.is_set_aside(turn.conversation):
            holding.take_up(turn, command.agent, at)
        meet(turn, e.EntrySent(at=at, agent=command.agent, entry_id=command.entry_id))
        turn.say(
            n.AnswerFromAgent(
                entry_id=command.entry_id,
                library=turn.floor.knowledge.version,
                number=turn.floor.number(command.agent),
            ),
            n.Told(outcome=n.Outcome.ENTRY_SENT),
            n.Card(),
        )


def _refusal_to_take(turn: Turn, agent: int, epoch: int | None) -> n.Told | None:
    conversation = turn.conversation
    if conversation.state is State.ACTIVE or holding.is_set_aside(conversation):
        if conversation.owner == agent:
            return n.Told(outcome=n.Outcome.YOURS_ALREADY)
        return taken_already(turn)
    if not conversation.to_be_had:
        return n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    if epoch is not None and epoch != conversation.epoch:
        return n.Told(outcome=n.Outcome.STALE)
    if not _may_serve(turn, agent):  # the customer's next message would look for somebody who is there
        return n.Told(outcome=n.Outcome.NOT_ON_DUTY)
    if offers.reserved(turn, agent):
        return offers.kept_for(turn)
    if _is_full(turn, agent):
        return n.Told(outcome=n.Outcome.AT_CAPACITY, count=turn.floor.capacity(agent))
    return None


def _may_serve(turn: Turn, agent: int) -> bool:
    """Tell whether somebody is there to serve; in danger whoever works here may, day and night (003:216)."""
    return turn.floor.on_duty(agent) or turn.conversation.level >= DANGER


def _is_full(turn: Turn, agent: int) -> bool:
    return turn.conversation.level < DANGER and turn.floor.full(agent, turn.rules, about=turn.conversation)


def take_it(turn: Turn, agent: int, at: datetime) -> None:
    """Let an agent own the conversation from here on, and introduce them."""
    turn.open(at)
    long_said = unseen(turn) if turn.conversation.state is State.BOT else []
    meet(turn, e.Taken(at=at, agent=agent))
    turn.say(n.TakenBy(number=turn.floor.number(agent)))
    forming.rest(turn)
    turn.say(n.Card(), *long_said)


def _deliver(turn: Turn, command: c.Reply, at: datetime) -> None:
    if turn.conversation.to_be_had:
        take_it(turn, command.agent, at)
    text = command.content.text
    says_something = command.content.kind is Kind.TEXT and answers(text)
    if says_something:
        learning.answered(turn, text)
    owing = _owing(text)
    settles = (says_something and owing is None) or command.content.kind not in _WORDLESS
    helper = _is_anothers(turn, command.agent)
    if settles and holding.is_set_aside(turn.conversation):
        holding.take_up(turn, command.agent, at)
    meet(
        turn,
        e.AgentReplied(
            at=at,
            agent=command.agent,
            message=command.content.message_id,
            answers=says_something,
            helper=helper,
            settles=settles,
            owing=owing,
        ),
    )
    turn.say(_delivery(command.content))
    goes_on = turn.conversation.state is State.ACTIVE and turn.conversation.promised_until is None
    if owing is e.Owing.LATER and goes_on:
        turn.say(n.Told(outcome=n.Outcome.SAID_LATER))


def _owing(text: str) -> e.Owing | None:
    if comes_later(text):
        return e.Owing.LATER
    return e.Owing.SOON if asks_patience(text) else None


def _hold_back(turn: Turn, command: c.Reply, at: datetime, words: str) -> None:
    """Keep as a note what would hurt the customer; who wrote it may send it all the same (003:382)."""
    if turn.conversation.to_be_had:
        take_it(turn, command.agent, at)
    message, conversation = command.content.message_id, turn.conversation
    turn.happen(e.Noted(at=at, agent=command.agent, message=message, aside=True))
    turn.say(n.HeldBack(words=words, conversation=conversation.id, epoch=conversation.epoch, message=message))


def _delivery(content: Content) -> n.Deliver:
    return n.Deliver(
        from_chat=content.chat_id,
        message=content.message_id,
        kind=content.kind,
        text=content.text if content.kind is Kind.TEXT or is_masked(content.text) else "",
        album=content.album,
        reply_to=content.reply_to,
    )


def _taken_up(command: c.Take) -> c.Unhold:
    return c.Unhold(agent=command.agent, origin=command.origin, epoch=command.epoch, sent_at=command.sent_at)


def _is_anothers(turn: Turn, agent: int) -> bool:
    conversation = turn.conversation
    served = conversation.state is State.ACTIVE or holding.is_set_aside(conversation)
    return served and conversation.owner != agent


def _note_aside(turn: Turn, command: c.Reply, at: datetime) -> None:
    """Keep what was written in another's conversation; the one who wrote it may send it after all."""
    message, conversation = command.content.message_id, turn.conversation
    turn.happen(e.Noted(at=at, agent=command.agent, message=message, aside=True))
    turn.say(
        n.NotedAside(
            number=turn.floor.number(conversation.owner),
            conversation=conversation.id,
            epoch=conversation.epoch,
            message=message,
        )
    )


def _note(turn: Turn, command: c.Reply, at: datetime, outcome: n.Outcome) -> None:
    turn.happen(e.Noted(at=at, agent=command.agent, message=command.content.message_id))
    number, count = turn.floor.number(turn.conversation.owner), turn.floor.capacity(command.agent)
    turn.say(n.Told(outcome=outcome, number=number, count=count))

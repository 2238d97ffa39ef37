"""What becomes of helping: a lead stands by or takes over, a colleague writes along, a note is kept (003:240)."""

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.strikes import meet
from desk.content import Kind
from desk.forms import forming
from desk.service import holding
from desk.service.refusals import not_served, not_theirs, stale
from desk.state import State
from desk.turn import Turn


def note(turn: Turn, command: c.Note) -> None:
    """Keep what an agent wrote for colleagues only, whoever has the conversation."""
    at = turn.moment(command.note.sent_at)
    turn.happen(e.Noted(at=at, agent=command.agent, message=command.note.message_id))
    turn.say(n.Told(outcome=n.Outcome.NOTE_KEPT))


def ask_help(turn: Turn, command: c.AskHelp) -> None:
    """Call a lead; the customer does not hear of it."""
    refusal = not_theirs(turn, command.agent)
    if refusal is not None:
        turn.say(refusal)
        return
    leads = [lead for lead in turn.floor.leads_to_call(turn.now) if lead != command.agent]
    if not leads:
        turn.say(n.Told(outcome=n.Outcome.NO_LEAD))
        return
    turn.happen(e.HelpAsked(at=turn.moment(command.sent_at), agent=command.agent))
    conversation = turn.conversation
    called = tuple(n.Called(agent=lead, number=turn.floor.number(lead)) for lead in leads)
    turn.say(
        n.HelpWanted(
            customer=conversation.customer,
            number=turn.floor.number(command.agent),
            leads=called,
            conversation=conversation.id,
            epoch=conversation.epoch,
        ),
        *(_help_call(turn, command.agent, lead) for lead in leads),
        n.Told(outcome=n.Outcome.HELP_ASKED, number=called[0].number),
    )


def assist(turn: Turn, command: c.Assist) -> None:
    """Let a lead stand by: who does owns nothing, and may write to the customer."""
    refusal = _refusal_to_assist(turn, command)
    if refusal is not None:
        turn.say(refusal)
        return
    turn.happen(e.Assisted(at=turn.moment(command.sent_at), agent=command.agent))
    turn.say(n.AssistBegun(number=turn.floor.number(command.agent)), n.Told(outcome=n.Outcome.ASSISTING), n.Card())


def take_over(turn: Turn, command: c.TakeOver) -> None:
    """Give the conversation to a lead, whoever has it: what can neither be taken nor closed must not exist."""
    refusal = _refusal_to_take_over(turn, command)
    if refusal is not None:
        turn.say(refusal)
        return
    at = turn.moment(command.sent_at)
    owner = turn.conversation.owner if turn.conversation.state in {State.ACTIVE, State.HOLD} else None
    turn.open(at)
    meet(turn, e.Taken(at=at, agent=command.agent))
    number = turn.floor.number(command.agent)
    turn.say(n.TakenBy(number=number))
    forming.rest(turn)
    if owner is not None:
        turn.say(n.TakenOver(agent=owner, number=turn.floor.number(owner), by=number))
    turn.say(n.Told(outcome=n.Outcome.TAKEN), n.Card())


def send_aside(turn: Turn, command: c.SendAside) -> None:
    """Send the customer what was kept as a note: a colleague's words, or what was held back."""
    refusal = _refusal_to_send(turn, command)
    if refusal is not None:
        turn.say(refusal)
        return
    at = turn.moment()
    if holding.is_set_aside(turn.conversation):
        holding.take_up(turn, command.agent, at)
    helper = turn.conversation.owner != command.agent
    meet(turn, e.AgentReplied(at=at, agent=command.agent, message=command.message, answers=True, helper=helper))
    turn.say(
        n.Deliver(from_chat=command.origin.chat_id, message=command.message, kind=Kind.OTHER),
        n.Told(outcome=n.Outcome.ASIDE_SENT),
        n.Card(),
    )


def unclear(turn: Turn, command: c.Unclear) -> None:
    """Say how a command about a customer is written."""
    turn.say(n.Told(outcome=n.Outcome(f"how_to_{command.command}")))


def _help_call(turn: Turn, asked_by: int, lead: int) -> n.HelpCall:
    conversation = turn.conversation
    return n.HelpCall(
        agent=lead,
        customer=conversation.customer,
        number=turn.floor.number(asked_by),
        conversation=conversation.id,
        epoch=conversation.epoch,
    )


def _refusal_to_assist(turn: Turn, command: c.Assist) -> n.Told | None:
    if not turn.floor.is_lead(command.agent):
        return n.Told(outcome=n.Outcome.LEADS_ONLY_HELP)
    refusal = not_served(turn)
    if refusal is not None:
        return refusal
    if turn.conversation.owner == command.agent:
        return n.Told(outcome=n.Outcome.YOURS_ALREADY)
    if command.epoch is not None and command.epoch != turn.conversation.epoch:
        return stale(turn, command.agent)
    if command.agent in turn.conversation.helpers:
        return n.Told(outcome=n.Outcome.ASSISTING_ALREADY)
    return None


def _refusal_to_take_over(turn: Turn, command: c.TakeOver) -> n.Told | None:
    conversation = turn.conversation
    if not turn.floor.is_lead(command.agent):
        return n.Told(outcome=n.Outcome.LEADS_ONLY_HELP)
    if conversation.state in {State.RESOLVED, State.CLOSED}:
        return n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    if conversation.state is State.ACTIVE and conversation.owner == command.agent:
        return n.Told(outcome=n.Outcome.YOURS_ALREADY)
    if command.epoch is not None and command.epoch != conversation.epoch:
        return stale(turn, command.agent)
    if not turn.floor.on_duty(command.agent):
        return n.Told(outcome=n.Outcome.NOT_ON_DUTY)
    return None


def _refusal_to_send(turn: Turn, command: c.SendAside) -> n.Told | None:
    conversation = turn.conversation
    aside = next((one for one in conversation.asides if one.message == command.message), None)
    if aside is not None and aside.agent != command.agent:
        return n.Told(outcome=n.Outcome.ASIDE_NOT_YOURS, number=turn.floor.number(aside.agent))
    if aside is not None and aside.sent:
        return n.Told(outcome=n.Outcome.ASIDE_SENT_ALREADY)
    refusal = not_served(turn)
    if refusal is not None:
        return refusal
    if command.epoch != conversation.epoch:
        return stale(turn, command.agent)
    if aside is None:
        return n.Told(outcome=n.Outcome.ASIDE_TOO_LATE)
    return n.Told(outcome=n.Outcome.UNREACHABLE) if conversation.unreachable else None

"""What becomes of the wish to settle a matter: how it ended, and whether the customer still waits for an answer."""

from datetime import datetime, timedelta

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.cases.state import CaseState
from desk.clocks.strikes import meet
from desk.forms import forming
from desk.forms.form import FormKind
from desk.service import rating
from desk.service.refusals import stale
from desk.state import Conversation, State
from desk.turn import Turn

_SOON = timedelta(minutes=1)


def resolve(turn: Turn, command: c.Resolve) -> None:
    """Settle the matter, if the agent has seen everything the customer wrote.

    What has no answer yet, and where a form is half filled in, is settled only by who says how it ended, or who asks
    twice within a minute.
    """
    refusal = _refusal(turn, command)
    if refusal is not None:
        turn.say(refusal, n.Card())
        return
    at = turn.moment(command.sent_at)
    left_open = _left_open(turn)
    if left_open is not None and not _is_meant(turn.conversation, command, at):
        turn.happen(e.ResolveAsked(at=at, agent=command.agent))
        turn.say(left_open, n.Card())
        return
    code = command.code or e.Code.SOLVED
    asks = rating.is_asked(turn, code)
    meet(turn, e.Resolved(at=at, agent=command.agent, code=code, asks=asks))
    if code is e.Code.SPAM:
        turn.say(n.Told(outcome=n.Outcome.RESOLVED_SILENTLY), n.Card())
    else:
        rate = turn.conversation.episode if asks else None
        cases = _going_on(turn)
        outcome = n.Outcome.RESOLVED_CASE_OPEN if cases else n.Outcome.RESOLVED
        turn.say(n.Farewell(code=code, rate=rate, cases=cases), n.Told(outcome=outcome), n.Card())


def _going_on(turn: Turn) -> tuple[str, ...]:
    """Return the numbers of what is registered for the customer and still to be done."""
    theirs = turn.floor.cases.get(turn.conversation.customer, ())
    return tuple(one.number for one in theirs if one.state not in _DONE_WITH)


_DONE_WITH = frozenset({CaseState.RESTING, CaseState.SETTLED, CaseState.CLOSED})


def show_endings(turn: Turn, command: c.ShowEndings) -> None:
    """Show every way a matter can end, on the card."""
    refusal = _refusal_to_end(turn, command.agent, command.epoch)
    if refusal is not None:
        turn.say(refusal, n.Card())
    else:
        turn.say(n.Card(more=True))


def _refusal(turn: Turn, command: c.Resolve) -> n.Told | None:
    refusal = _refusal_to_end(turn, command.agent, command.epoch)
    if refusal is not None:
        return refusal
    if turn.conversation.unanswered_since is not None and not _has_seen(turn.conversation, command):
        return n.Told(outcome=n.Outcome.NEWER_MESSAGE)
    return None


def _refusal_to_end(turn: Turn, agent: int, epoch: int | None) -> n.Told | None:
    conversation = turn.conversation
    if conversation.state in {State.RESOLVED, State.CLOSED}:
        return n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    if conversation.state is State.BOT:
        return n.Told(outcome=n.Outcome.NOT_WAITING)
    if conversation.owner != agent and not turn.floor.is_lead(agent):
        return stale(turn, agent)
    if epoch is not None and epoch != conversation.epoch:
        return stale(turn, agent)
    return None


def _has_seen(conversation: Conversation, command: c.Resolve) -> bool:
    """A card tells which message it was drawn with, a typed command when it was typed."""
    if command.epoch is not None:
        return command.seen == conversation.last_message
    wrote = conversation.last_wrote_at
    return command.sent_at is None or wrote is None or wrote <= command.sent_at


def _left_open(turn: Turn) -> n.Told | None:
    """Return what the agent is asked about first, if there is anything."""
    unanswered, form = turn.conversation.unanswered_since, forming.open_form(turn)
    if unanswered is not None:
        return n.Told(outcome=n.Outcome.UNANSWERED, at=unanswered)
    if form is None or form.kind is FormKind.REPORT or forming.is_left(turn, form):
        return None
    return n.Told(outcome=n.Outcome.FORM_UNFILED)


def _is_meant(conversation: Conversation, command: c.Resolve, at: datetime) -> bool:
    """Take it as meant where the customer cannot be reached: no answer could be given."""
    if command.code is not None or conversation.unreachable:
        return True
    asked, wrote = conversation.resolve_asked_at, conversation.last_wrote_at
    if asked is None or conversation.resolve_asked_by != command.agent or at - asked > _SOON:
        return False
    return wrote is None or wrote <= asked

"""A conversation as its events leave it: the fold.

It keeps every fact the clocks are computed from, so that a conversation with a thousand events costs as little as
one with ten. A property test folds whole histories and compares.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desk import asked
from desk import events as e
from desk.content import Kind
from desk.errors import IllegalMove
from desk.state import TRANSITIONS, Awaiting, Conversation, State, Unseen

DANGER = 9
"""The level of who is in danger: before everybody who waits."""


def evolve(conversation: Conversation, event: e.Event) -> Conversation:
    """Return the conversation after the event.

    Raises:
        IllegalMove: the table knows no such move; nothing has changed.
    """
    kind = type(event)
    state = TRANSITIONS[conversation.state].get(kind)
    if state is None:
        raise IllegalMove(conversation.state, kind.__name__)
    by_time = isinstance(event, e.Struck | e.BreachWithdrawn | e.Closed)
    last_fact_at = conversation.last_fact_at if by_time else event.at
    after = replace(conversation, state=state, version=conversation.version + 1, last_fact_at=last_fact_at)
    change = _CHANGES.get(kind)
    return change(after, event) if change else after


def fold(customer: int, history: Iterable[e.Event]) -> Conversation:
    """Return the conversation its whole history leaves."""
    conversation = Conversation(customer=customer)
    for event in history:
        conversation = evolve(conversation, event)
    return conversation


def _opened(c: Conversation, event: e.Opened) -> Conversation:
    return replace(c, opened_at=event.at)


def _customer_wrote(c: Conversation, event: e.CustomerWrote) -> Conversation:
    c = replace(c, last_message=event.message, last_wrote_at=event.at, last_album=event.album, locale=event.locale)
    if c.state is State.BOT and (event.kind is not Kind.TEXT or event.long):
        c = replace(c, unseen=(*c.unseen, Unseen(event.message, event.album))[-_KEPT_UNSEEN:])
    c = replace(asked.wrote(c, event), noises=c.noises + 1 if event.noise else 0)
    if event.courtesy or c.state in {State.BOT, State.RESOLVED}:
        return c
    return _asks(c, event.at)


def _asks(c: Conversation, at: datetime) -> Conversation:
    """The customer waits for a human; only the first unanswered message starts a turn."""
    if c.unanswered_since is None:
        c = replace(c, unanswered_since=at, turn=c.turn + 1)
    return replace(c, awaiting=Awaiting.AGENT) if c.state is State.ACTIVE else c


def _bot_said(c: Conversation, event: e.Event) -> Conversation:
    if c.automatic_since is None or event.at - c.automatic_since >= timedelta(hours=1):
        c = replace(c, automatic_since=event.at, automatic=0)
    return replace(c, automatic=c.automatic + 1)


def _bot_answered(c: Conversation, event: e.BotAnswered) -> Conversation:
    c = asked.answered(_bot_said(c, event), event)
    return replace(c, last_entry=event.entry_id, answered_at=event.at, misses=0)


def _bot_suggested(c: Conversation, event: e.BotSuggested) -> Conversation:
    return asked.suggested(_bot_said(c, event), event)


def _bot_missed(c: Conversation, event: e.BotMissed) -> Conversation:
    return replace(asked.missed(_bot_said(c, event), event), misses=c.misses + 1)


def _requeued(c: Conversation, event: e.Event) -> Conversation:
    return replace(
        c,
        epoch=c.epoch + 1,
        episode=c.episode + 1,
        owner=None,
        owner_since=None,
        awaiting=None,
        waiting_since=c.waiting_since or event.at,
        queued_at=event.at,
    )


def _handed_off(c: Conversation, event: e.HandedOff) -> Conversation:
    level = max(c.level, DANGER) if event.reason is e.Reason.DANGER else c.level
    c = replace(_promised(asked.handed_off(c, event), event.at), misses=0, level=level)
    return _asks(_requeued(c, event), event.at)


def _reopened(c: Conversation, event: e.Reopened) -> Conversation:
    c = replace(_promised(_counted_reopening(c), event.at), replied_at=None)
    return _asks(_requeued(c, event), event.at)


def _resumed(c: Conversation, event: e.Resumed) -> Conversation:
    c = replace(_promised(_counted_reopening(c), event.at), epoch=c.epoch + 1, episode=c.episode + 1)
    return _asks(c, event.at)


def _promised(c: Conversation, at: datetime) -> Conversation:
    """A first reply is owed from here; going back to the queue later promises no second one."""
    return replace(c, handed_off_at=at, promise=c.promise + 1)


def _counted_reopening(c: Conversation) -> Conversation:
    """From the second reopening on, the matter is more urgent than others."""
    level = c.level + 1 if c.reopened >= 1 else c.level
    return replace(c, resolved_at=None, level=level, reopened=c.reopened + 1)


def _taken(c: Conversation, event: e.Taken) -> Conversation:
    if c.handed_off_at is None:  # an agent steps in while the bot serves
        c = replace(_promised(c, event.at), waiting_since=event.at, episode=c.episode + 1)
    return replace(
        c,
        epoch=c.epoch + 1,
        owner=event.agent,
        owner_since=event.at,
        awaiting=Awaiting.AGENT,
        unseen=(),
    )


def _human_replied(c: Conversation, event: e.AgentReplied | e.EntrySent) -> Conversation:
    awaiting = Awaiting.CUSTOMER if c.state is State.ACTIVE else c.awaiting
    c = asked.replied(c, event)
    return replace(c, replied_at=c.replied_at or event.at, unanswered_since=None, awaiting=awaiting)


def _entry_sent(c: Conversation, event: e.EntrySent) -> Conversation:
    return replace(_human_replied(c, event), last_entry=event.entry_id, answered_at=event.at)


def _resolved(c: Conversation, event: e.Resolved) -> Conversation:
    return replace(
        c,
        epoch=c.epoch + 1,
        owner=c.owner if c.owner is not None else event.agent,
        owner_since=c.owner_since or event.at,
        resolved_at=event.at,
        awaiting=None,
        unanswered_since=None,
        unseen=(),
        questions=(),
    )


def _unreachable(c: Conversation, _: e.BecameUnreachable) -> Conversation:
    return replace(c, unreachable=True)


def _reachable(c: Conversation, event: e.BecameReachable) -> Conversation:
    """Response clocks were void meanwhile: who still waits, waits from now."""
    again = event.at if c.unanswered_since is not None else None
    if c.handed_off_at is not None:
        c = _promised(c, event.at)
    return replace(
        c,
        unreachable=False,
        unanswered_since=again,
        turn=c.turn + (again is not None),
        episode=c.episode + 1,
        queued_at=event.at if c.queued_at else None,
    )


def _struck(c: Conversation, event: e.Struck) -> Conversation:
    return replace(c, struck=(*c.struck, (event.clock, event.occurrence))[-_KEPT_STRIKES:])


def _breached(c: Conversation, event: e.Breached) -> Conversation:
    return replace(_struck(c, event), breaches=(*c.breaches, event)[-_KEPT_BREACHES:])


def _withdrawn(c: Conversation, event: e.BreachWithdrawn) -> Conversation:
    mended = (event.clock, event.occurrence)
    return replace(c, breaches=tuple(b for b in c.breaches if (b.clock, b.occurrence) != mended))


_KEPT_UNSEEN = 10
_KEPT_STRIKES = 32  # occurrences only grow, so older strikes can never be asked for again
_KEPT_BREACHES = 4  # the ones an answer still under way could mend

_CHANGES: Mapping[type[e.Event], Callable[[Conversation, Any], Conversation]] = {
    e.Opened: _opened,
    e.CustomerWrote: _customer_wrote,
    e.BotReplied: _bot_said,
    e.BotSuggested: _bot_suggested,
    e.BotAnswered: _bot_answered,
    e.BotMissed: _bot_missed,
    e.AnswerJudged: asked.judged,
    e.HandedOff: _handed_off,
    e.Requeued: _requeued,
    e.Reopened: _reopened,
    e.Resumed: _resumed,
    e.Taken: _taken,
    e.AgentReplied: _human_replied,
    e.EntrySent: _entry_sent,
    e.Resolved: _resolved,
    e.BecameUnreachable: _unreachable,
    e.BecameReachable: _reachable,
    e.Breached: _breached,
    e.WaitNoticed: _struck,
    e.BreachWithdrawn: _withdrawn,
}

"""What a conversation remembers of what a customer and the bot said."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desk import asked
from desk import events as e
from desk.content import Kind
from desk.evolution.turns import customers_turn, our_turn
from desk.state import Awaiting, Conversation, Pause, State, Unseen

_KEPT_UNSEEN = 10

CARED_FOR = 2
"""The level of who needs special care (004:70)."""


def asks(c: Conversation, at: datetime) -> Conversation:
    """The customer waits for a human; only the first unanswered message starts a turn."""
    if c.unanswered_since is None:
        c = replace(c, unanswered_since=at, turn=c.turn + 1)
    return our_turn(replace(c, awaiting=Awaiting.AGENT), at) if c.state is State.ACTIVE else c


def bot_said(c: Conversation, event: e.Event) -> Conversation:
    """The customer had one more automatic message within this hour."""
    if c.automatic_since is None or event.at - c.automatic_since >= timedelta(hours=1):
        c = replace(c, automatic_since=event.at, automatic=0)
    return replace(c, automatic=c.automatic + 1)


def promised(c: Conversation, at: datetime) -> Conversation:
    """A first reply is owed from here; going back to the queue later promises no second one."""
    return replace(c, handed_off_at=at, promise=c.promise + 1)


def _opened(c: Conversation, event: e.Opened) -> Conversation:
    level = max(c.level, event.level, CARED_FOR if event.care else 0)
    c = replace(c, opened_at=event.at, former=event.former, barred=event.barred, care=event.care)
    return replace(c, level=level, own_level=event.level, team=event.team)


def _customer_wrote(c: Conversation, event: e.CustomerWrote) -> Conversation:
    c = replace(c, last_message=event.message, last_wrote_at=event.at, last_album=event.album, locale=event.locale)
    if c.state is State.BOT and (event.kind is not Kind.TEXT or event.long):
        c = replace(c, unseen=(*c.unseen, Unseen(event.message, event.album))[-_KEPT_UNSEEN:])
    c = replace(asked.wrote(c, event), noises=c.noises + 1 if event.noise else 0)
    if c.state in {State.BOT, State.RESOLVED}:
        return c
    if event.courtesy:
        return replace(customers_turn(c, event.at), thanked=True) if c.idle_since is not None else c
    return asks(c, event.at)


def _bot_answered(c: Conversation, event: e.BotAnswered) -> Conversation:
    c = asked.answered(bot_said(c, event), event)
    return replace(c, last_entry=event.entry_id, answered_at=event.at, misses=0)


def _bot_suggested(c: Conversation, event: e.BotSuggested) -> Conversation:
    return asked.suggested(bot_said(c, event), event)


def _bot_missed(c: Conversation, event: e.BotMissed) -> Conversation:
    return replace(asked.missed(bot_said(c, event), event), misses=c.misses + 1)


def _unreachable(c: Conversation, _: e.BecameUnreachable) -> Conversation:
    return replace(c, unreachable=True)


def _reachable(c: Conversation, event: e.BecameReachable) -> Conversation:
    """Clocks were void meanwhile: who still waits, waits from now, and every one that runs again is another run."""
    at, again = event.at, event.at if c.unanswered_since is not None else None
    if c.handed_off_at is not None:
        c = promised(c, at)
    c = replace(
        c,
        unreachable=False,
        unanswered_since=again,
        turn=c.turn + (again is not None),
        episode=c.episode + 1,
        queued_at=at if c.queued_at else None,
        offered_at=at if c.offered_at else None,
        transfer_at=at if c.transfer_at else None,
        offers=c.offers + 1,
        writing=(),
        stints=c.stints + 1,
        served_since=at if c.served_since else None,
        customers_turns=(Pause(at),) if c.idle_since else (),
        handled=None,
        idle_since=at if c.idle_since else None,
        idles=c.idles + 1,
        emergency_at=at if c.emergency_at else None,
        emergencies=c.emergencies + 1,
        held=tuple(pause for pause in c.held if pause.end is not None and pause.end > at),
    )
    if c.promised_at is None or c.promised_until is None:
        return c
    until = c.promised_until if c.promised_until > at else at + (c.promised_until - c.promised_at)
    return replace(c, promised_at=at, promised_until=until, promises=c.promises + 1)


TALK: Mapping[type[e.Event], Callable[[Conversation, Any], Conversation]] = {
    e.Opened: _opened,
    e.CustomerWrote: _customer_wrote,
    e.BotReplied: bot_said,
    e.BotSuggested: _bot_suggested,
    e.BotAnswered: _bot_answered,
    e.BotMissed: _bot_missed,
    e.AnswerJudged: asked.judged,
    e.BecameUnreachable: _unreachable,
    e.BecameReachable: _reachable,
}

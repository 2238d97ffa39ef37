"""What a conversation remembers of waiting for people."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk import asked
from desk import events as e
from desk.evolution.talk import CARED_FOR, asks, bot_said, promised
from desk.evolution.turns import ended, nobodys_turn
from desk.rung import Rung, kept
from desk.state import Conversation, Pause, Stay

DANGER = 9
"""The level of who is in danger: before everybody who waits."""


def requeued(c: Conversation, at: datetime) -> Conversation:
    """Nobody owns it; for the order it has waited since it first did."""
    return replace(
        _not_offered(nobodys_turn(c)),
        epoch=c.epoch + 1,
        episode=c.episode + 1,
        owner=None,
        owner_since=None,
        former=c.owner if c.owner is not None else c.former,
        awaiting=None,
        waiting_since=c.waiting_since or at,
        queued_at=at,
        first_offered_at=None,
        skipped=(),
        transfer_to=None,
        warm=False,
        helpers=(),
        hold=None,
        held=ended(c.held, at),
    )


def emergency(c: Conversation, at: datetime) -> Conversation:
    """Somebody is in danger from here on, until a person on call has it in hand."""
    if c.emergency_at is not None:
        return c
    return replace(c, level=max(c.level, DANGER), emergency_at=at, emergencies=c.emergencies + 1)


def _handed_off(c: Conversation, event: e.HandedOff) -> Conversation:
    c = replace(promised(asked.handed_off(c, event), event.at), misses=0, level=max(c.level, event.level))
    if event.reason is e.Reason.DANGER:
        c = emergency(c, event.at)
    c = replace(c, line=event.line, stays=(), ticket=event.ticket, wanted=event.wanted, team=event.team)
    return asks(requeued(c, event.at), event.at)


def _requeued(c: Conversation, event: e.Requeued) -> Conversation:
    team = c.team if event.team is None else event.team
    now = replace(requeued(c, event.at), team=team)
    if event.line in {None, c.line}:
        return now
    stays = (*c.stays, Stay(c.line, event.at))
    return replace(now, line=event.line, stays=stays, told_opening=None)


def _offered(c: Conversation, event: e.Offered) -> Conversation:
    return replace(
        c,
        offered_to=event.agent,
        offered_at=event.at,
        first_offered_at=c.first_offered_at or event.at,
        offers=c.offers + 1,
        writing=(),
    )


def _passed_on(c: Conversation, event: e.OfferDeclined | e.OfferLapsed) -> Conversation:
    return replace(_not_offered(c), skipped=(*c.skipped, event.agent))


def _lapsed(c: Conversation, event: e.OfferLapsed) -> Conversation:
    return replace(_passed_on(c, event), rung=rang(c, event))


def _withdrawn(c: Conversation, _: e.OfferWithdrawn) -> Conversation:
    return _not_offered(c)


def _paused(c: Conversation, event: e.OfferPaused) -> Conversation:
    return replace(c, writing=(*c.writing, Pause(event.since, event.at)))


def _not_offered(c: Conversation) -> Conversation:
    return replace(c, offered_to=None, offered_at=None, writing=())


def _left_queue(c: Conversation, _: e.LeftQueue) -> Conversation:
    """The bot serves again; whoever asks for a person later has a new place and a new number."""
    return replace(
        _not_offered(c),
        epoch=c.epoch + 1,
        episode=c.episode + 1,
        waiting_since=None,
        queued_at=None,
        handed_off_at=None,
        unanswered_since=None,
        promised_until=None,
        emergency_at=None,
        ticket=0,
        wanted=None,
        owner=None,
        hold=None,
        transfer_to=None,
        warm=False,
        helpers=(),
        replied_at=None,
        level=max(c.own_level, CARED_FOR if c.care else 0),
        misses=0,
    )


def _callback_agreed(c: Conversation, event: e.CallbackAgreed) -> Conversation:
    """The promise of a moment takes the place of those to be quick."""
    return replace(
        _not_offered(c),
        epoch=c.epoch + 1,
        owner=event.agent,
        hold=e.Hold.CALLBACK,
        held_at=event.at,
        waiting_since=c.waiting_since or event.at,
        queued_at=None,
        handed_off_at=None,
        replied_at=None,
        unanswered_since=None,
        promised_at=event.at,
        promised_until=event.until,
        promises=c.promises + 1,
    )


def _raised(c: Conversation, event: e.Raised) -> Conversation:
    c = replace(c, level=max(c.level, event.level), care=c.care or event.why is e.Raising.CARE)
    return emergency(c, event.at) if event.why is e.Raising.DANGER else c


def _acknowledged(c: Conversation, _: e.EmergencyAcknowledged) -> Conversation:
    return replace(c, emergency_at=None)


def _opening_told(c: Conversation, event: e.OpeningTold) -> Conversation:
    return replace(bot_said(c, event), told_opening=event.opening)


def _wait_told(c: Conversation, event: e.WaitTold) -> Conversation:
    return replace(c, told_place=event.place, told_until=event.until)


def rang(c: Conversation, event: e.Struck) -> tuple[Rung, ...]:
    """Return the strikes of a conversation with one more: of each run of a clock only the highest is kept."""
    run = (event.clock, event.occurrence)
    others = [one for one in c.rung if (one.clock, one.occurrence) != run]
    highest = max((one.tier for one in c.rung if (one.clock, one.occurrence) == run), default=event.tier)
    return kept((*others, Rung(*run, max(highest, event.tier))), _KEPT_STRIKES)


_KEPT_STRIKES = 64

WAITING: Mapping[type[e.Event], Callable[[Conversation, Any], Conversation]] = {
    e.HandedOff: _handed_off,
    e.Requeued: _requeued,
    e.Offered: _offered,
    e.OfferDeclined: _passed_on,
    e.OfferLapsed: _lapsed,
    e.OfferWithdrawn: _withdrawn,
    e.OfferPaused: _paused,
    e.LeftQueue: _left_queue,
    e.CallbackAgreed: _callback_agreed,
    e.Raised: _raised,
    e.EmergencyAcknowledged: _acknowledged,
    e.OpeningTold: _opening_told,
    e.WaitTold: _wait_told,
}

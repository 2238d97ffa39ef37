"""What a conversation remembers of what people did for the customer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk import asked
from desk import events as e
from desk.evolution.talk import asks, promised
from desk.evolution.turns import customers_turn, ended, nobodys_turn, our_turn, set_aside
from desk.evolution.waiting import rang, requeued
from desk.state import Aside, Awaiting, Conversation, Pause, State


def _taken(c: Conversation, event: e.Taken) -> Conversation:
    if c.handed_off_at is None:  # an agent steps in while the bot serves, or calls back
        c = replace(promised(c, event.at), waiting_since=c.waiting_since or event.at, episode=c.episode + 1)
    giver = c.owner if c.warm and c.transfer_to == event.agent else None
    return replace(
        nobodys_turn(c),
        epoch=c.epoch + 1,
        owner=event.agent,
        owner_since=event.at,
        former=c.owner if c.owner is not None else c.former,
        stints=c.stints + 1,
        served_since=event.at,
        awaiting=Awaiting.AGENT,
        unseen=(),
        offered_to=None,
        offered_at=None,
        writing=(),
        transfer_to=None,
        warm=False,
        helpers=(giver,) if giver is not None else (),
        hold=None,
        held=ended(c.held, event.at),
        emergency_at=None,
    )


def _human_replied(c: Conversation, event: e.AgentReplied | e.EntrySent) -> Conversation:
    settles = isinstance(event, e.EntrySent) or event.answers or event.settles
    c = asked.replied(c, event)
    held = c.held if c.state is State.HOLD else ()
    c = replace(c, replied_at=c.replied_at or event.at, unanswered_since=None, held=held)
    if settles:
        c = replace(c, promised_until=None)
    if c.state is not State.ACTIVE or c.promised_until is not None:  # who was promised an answer waits for us
        return c
    owing = event.owing if isinstance(event, e.AgentReplied) else None
    if owing is e.Owing.SOON:
        return asks(c, event.at)
    if owing is e.Owing.LATER:
        return our_turn(replace(c, awaiting=Awaiting.AGENT), event.at)
    return customers_turn(replace(c, awaiting=Awaiting.CUSTOMER), event.at)


def _agent_replied(c: Conversation, event: e.AgentReplied) -> Conversation:
    asides = tuple(replace(one, sent=True) if one.message == event.message else one for one in c.asides)
    return replace(_human_replied(c, event), asides=asides)


def _noted(c: Conversation, event: e.Noted) -> Conversation:
    if not event.aside:
        return c
    return replace(c, asides=(*c.asides, Aside(event.message, event.agent))[-_KEPT_ASIDES:])


_KEPT_ASIDES = 10


def _entry_sent(c: Conversation, event: e.EntrySent) -> Conversation:
    return replace(_human_replied(c, event), last_entry=event.entry_id, answered_at=event.at)


def _transfer_offered(c: Conversation, event: e.TransferOffered) -> Conversation:
    return replace(c, transfer_to=event.to, transfer_at=event.at, offers=c.offers + 1, warm=event.warm, writing=())


def _transfer_ended(c: Conversation, _: e.TransferEnded) -> Conversation:
    return replace(c, transfer_to=None, transfer_at=None, warm=False)


def _transfer_lapsed(c: Conversation, event: e.TransferLapsed) -> Conversation:
    return replace(c, transfer_to=None, transfer_at=None, warm=False, rung=rang(c, event))


def _held(c: Conversation, event: e.Held) -> Conversation:
    c = replace(c, hold=event.hold, held_at=event.at, held=ended(c.held, event.at))
    if event.hold is e.Hold.CUSTOMER_INFO:
        c = customers_turn(replace(c, awaiting=Awaiting.CUSTOMER), event.at)
    else:
        c = set_aside(replace(c, awaiting=Awaiting.AGENT), event.at)
    if event.until is None:
        return c
    return _promised_by(replace(c, held=(*c.held, Pause(event.at, event.until))), event)


def _promised(c: Conversation, event: e.Promised) -> Conversation:
    return our_turn(_promised_by(replace(c, awaiting=Awaiting.AGENT), event), event.at)


def _promised_by(c: Conversation, event: e.Held | e.Promised) -> Conversation:
    return replace(c, promised_at=event.at, promised_until=event.until, promises=c.promises + 1)


def _unheld(c: Conversation, event: e.Unheld) -> Conversation:
    return our_turn(replace(c, hold=None, awaiting=Awaiting.AGENT, held=ended(c.held, event.at)), event.at)


def _assisted(c: Conversation, event: e.Assisted) -> Conversation:
    return c if event.agent in c.helpers else replace(c, helpers=(*c.helpers, event.agent))


def _resolve_asked(c: Conversation, event: e.ResolveAsked) -> Conversation:
    return replace(c, resolve_asked_at=event.at, resolve_asked_by=event.agent)


def _resolved(c: Conversation, event: e.Resolved) -> Conversation:
    c = replace(c, owner=c.owner if c.owner is not None else event.agent, owner_since=c.owner_since or event.at)
    asked, of = (c.episode, c.owner) if event.asks else (None, None)
    return replace(_over(c, event.at), rating_asked=asked, rating_of=of, rated=None, rated_value=None)


def _idle_closed(c: Conversation, event: e.IdleClosed) -> Conversation:
    return _over(replace(c, rung=rang(c, event)), event.at)


def _over(c: Conversation, at: datetime) -> Conversation:
    return replace(
        nobodys_turn(c),
        epoch=c.epoch + 1,
        resolved_at=at,
        awaiting=None,
        unanswered_since=None,
        unseen=(),
        questions=(),
        offered_to=None,
        offered_at=None,
        writing=(),
        transfer_to=None,
        warm=False,
        helpers=(),
        asides=(),
        resolve_asked_at=None,
        hold=None,
        held=(),
        promised_until=None,
        emergency_at=None,
        barring=False,
    )


def _resumed(c: Conversation, event: e.Resumed) -> Conversation:
    c = replace(promised(_counted_reopening(c), event.at), epoch=c.epoch + 1, episode=c.episode + 1)
    return asks(replace(c, stints=c.stints + 1, served_since=event.at), event.at)


def _reopened(c: Conversation, event: e.Reopened) -> Conversation:
    c = replace(promised(_counted_reopening(c), event.at), replied_at=None)
    return asks(requeued(c, event.at), event.at)


def _counted_reopening(c: Conversation) -> Conversation:
    """From the second reopening on, the matter is more urgent than others."""
    level = c.level + 1 if c.reopened >= 1 else c.level
    return replace(c, resolved_at=None, level=level, reopened=c.reopened + 1)


def _abuse_reported(c: Conversation, _: e.AbuseReported) -> Conversation:
    return replace(c, barring=True)


def _barred(c: Conversation, event: e.Barred) -> Conversation:
    return replace(_over(c, event.at), barred=True)


def _unbarred(c: Conversation, _: e.Unbarred) -> Conversation:
    return replace(c, barring=False, barred=False)


SERVICE: Mapping[type[e.Event], Callable[[Conversation, Any], Conversation]] = {
    e.Taken: _taken,
    e.AgentReplied: _agent_replied,
    e.Noted: _noted,
    e.EntrySent: _entry_sent,
    e.TransferOffered: _transfer_offered,
    e.TransferEnded: _transfer_ended,
    e.TransferLapsed: _transfer_lapsed,
    e.Held: _held,
    e.Promised: _promised,
    e.Unheld: _unheld,
    e.Assisted: _assisted,
    e.ResolveAsked: _resolve_asked,
    e.Resolved: _resolved,
    e.IdleClosed: _idle_closed,
    e.Resumed: _resumed,
    e.Reopened: _reopened,
    e.AbuseReported: _abuse_reported,
    e.Barred: _barred,
    e.Unbarred: _unbarred,
}

"""What becomes of an offer: made, paused, passed on, lapsed, withdrawn; what is told of it, and who may take it.

Ownership does not change by an offer, so the epoch stays: whatever ends an offer is noticed by comparing the
conversation before and after a decision.
"""

from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.queue.lease import kept_until
from desk.state import IN_QUEUE, Conversation, State
from desk.turn import Turn


def offer(turn: Turn, command: c.Offer) -> None:
    """Keep the conversation for an agent until the lease ends, and tell who it is for."""
    turn.happen(e.Offered(at=turn.now, agent=command.agent))
    conversation, number = turn.conversation, turn.floor.number(command.agent)
    for kind in (n.OfferMade, n.OfferCall):
        turn.say(
            kind(
                agent=command.agent,
                number=number,
                offer=conversation.offers,
                epoch=conversation.epoch,
                until=kept_until(turn.conversation, turn.rules) or turn.now,
                customer=conversation.customer,
                line=conversation.line,
                ticket=conversation.number,
                since=conversation.queued_at,
            )
        )
    turn.say(n.Card())


def decline(turn: Turn, command: c.Decline) -> None:
    """Pass an offer on; one that is over, or somebody else's, is told how things stand."""
    conversation = turn.conversation
    if not _stands(conversation, command.agent, command.offer):
        turn.say(n.Told(outcome=n.Outcome.OFFER_OVER))
        return
    turn.happen(e.OfferDeclined(at=turn.moment(), agent=command.agent))
    turn.say(n.Told(outcome=n.Outcome.PASSED), n.Card())


def withdraw(turn: Turn, command: c.WithdrawOffer) -> None:
    """End an offer by no doing of the agent's."""
    conversation = turn.conversation
    if conversation.state is State.OFFERED and conversation.offered_to == command.agent:
        turn.happen(e.OfferWithdrawn(at=turn.now, agent=command.agent, why=command.why))
        turn.say(n.Card())


def withdraw_from_holder(turn: Turn) -> None:
    """End an offer of a customer whom nobody can answer any more."""
    agent = turn.conversation.offered_to
    if turn.conversation.state is State.OFFERED and agent is not None:
        turn.happen(e.OfferWithdrawn(at=turn.now, agent=agent, why=e.Withdrawal.CUSTOMER_LEFT))


def pause(turn: Turn, command: c.PauseOffer) -> None:
    """Give the agent the time back that went into writing to another customer (RULES §1, offer)."""
    conversation = turn.conversation
    if conversation.state is not State.OFFERED or conversation.offered_to != command.agent:
        return
    since = _writing_since(turn, command.at)
    until = kept_until(turn.conversation, turn.rules)
    if since is None or since >= command.at or (until is not None and until < since):
        return
    turn.happen(e.OfferPaused(at=command.at, agent=command.agent, since=since))
    turn.say(n.Card())


def reserved(turn: Turn, agent: int) -> bool:
    """Tell whether the conversation is kept for somebody else, and this agent has to leave it to them.

    Not for long: once it was not taken in time everybody may take it (RULES §1, accept); where life may be in danger
    at once; and a lead always may.
    """
    conversation = turn.conversation
    if conversation.state is not State.OFFERED or conversation.offered_to in {None, agent}:
        return False
    return not turn.floor.is_lead(agent) and not open_to_all(conversation)


def open_to_all(conversation: Conversation) -> bool:
    """Tell whether anybody on duty may take what waits, whoever it is offered to."""
    late = conversation.has_rung(e.Clock.ACCEPT, conversation.episode)
    return late or conversation.emergency_at is not None


def kept_for(turn: Turn, outcome: n.Outcome = n.Outcome.RESERVED) -> n.Told:
    """Return for whom the conversation is kept, and until when."""
    number = turn.floor.number(turn.conversation.offered_to)
    return n.Told(outcome=outcome, number=number, at=kept_until(turn.conversation, turn.rules))


def opened_to_all(turn: Turn) -> list[n.OpenToAll]:
    """Return the word to everybody who could take it now, if there is anybody."""
    conversation = turn.conversation
    could = [hand.agent for hand in turn.floor.hands() if not hand.full]
    told = n.OpenToAll(
        customer=conversation.customer,
        conversation=conversation.id or 0,
        epoch=conversation.epoch,
        ticket=conversation.number,
        agents=tuple(agent.user_id for agent in could),
        numbers=tuple(agent.number for agent in could),
    )
    return [told] if could else []


def tell_how_it_ended(turn: Turn, before: Conversation) -> None:
    """Where a decision ended an offer, the asking of a colleague or of everybody, let every copy of it say how."""
    agent, after = _asked(before), turn.conversation
    if before.state in IN_QUEUE and after.state not in IN_QUEUE and before.has_rung(e.Clock.ACCEPT, before.episode):
        turn.say(_open_no_more(turn, before))
    if agent is None or (_asked(after) is not None and after.offers == before.offers):
        return
    ending, by = _ending(turn, agent)
    for kind in (n.OfferOver, n.OfferCallOver):
        turn.say(
            kind(
                agent=agent,
                number=turn.floor.number(agent),
                offer=before.offers,
                ending=ending,
                at=turn.now,
                by=turn.floor.number(by) if by is not None else None,
                ticket=before.number,
                transfer=before.transfer_to is not None,
            )
        )


def _open_no_more(turn: Turn, before: Conversation) -> n.OpenToAll:
    taken = next((event.agent for event in turn.news if isinstance(event, e.Taken)), None)
    return n.OpenToAll(
        customer=before.customer,
        conversation=before.id or 0,
        epoch=before.epoch,
        ticket=before.number,
        over_at=turn.now,
        by=turn.floor.number(taken) if taken is not None else None,
    )


def _asked(c: Conversation) -> int | None:
    """Return who may take or leave what is kept for them: the agent it is offered to, or the colleague asked."""
    return c.offered_to if c.state is State.OFFERED else c.transfer_to


def _ending(turn: Turn, agent: int) -> tuple[n.Ending, int | None]:
    for event in turn.news:
        match event:
            case e.Taken(agent=by):
                return (n.Ending.TAKEN if by == agent else n.Ending.TAKEN_BY_OTHER), by
            case e.OfferDeclined():
                return n.Ending.DECLINED, None
            case e.OfferLapsed() | e.TransferLapsed():
                return n.Ending.LAPSED, None
            case e.TransferEnded(agent=by) if by == agent:
                return n.Ending.DECLINED, None
            case _:
                continue
    return n.Ending.WITHDRAWN, None


def _stands(conversation: Conversation, agent: int, number: int) -> bool:
    return (conversation.state, conversation.offered_to, conversation.offers) == (State.OFFERED, agent, number)


def _writing_since(turn: Turn, at: datetime) -> datetime | None:
    """A message took some time to write, but none of it twice and none before the offer."""
    offered, pauses = turn.conversation.offered_at, turn.conversation.writing
    if offered is None:
        return None
    last = pauses[-1].end if pauses else None
    return max(offered, last or offered, at - turn.rules.for_clock(offered).writing)

"""The dispatcher at work: those who wait are offered to those who are free, in the transaction that freed them.

There is no tick: whoever joins the queue, comes on duty, takes, passes on, resolves or lets a lease end stirs it.
Everybody who could be offered something is locked before hands are counted, so that two processes never fill the same
hands twice.
"""

from collections.abc import Collection, Sequence

from desk import commands as c
from desk.batch import Batch
from desk.events import OfferLapsed
from desk.ports import DutyChange, UnitOfWork
from desk.queue.dispatch import assign, reaches
from desk.queue.stir import marked
from desk.shifts.clocks import soonest
from desk.shifts.duty import conclude_away

_TAKE = (c.Take, c.Reply, c.Transfer, c.AnswerTransfer, c.TakeOver)
_WRITE = (c.Reply, c.SendEntry)
_FURTHER = 50  # of those behind who are looked at where nobody free may have the first


def takers(given: Sequence[c.Given]) -> set[int]:
    """Return whose hands must be counted before these are decided."""
    return {one.command.agent for one in given if isinstance(one.command, _TAKE)}


def offered_elsewhere(given: Sequence[c.Given], unit: UnitOfWork) -> set[c.Subject]:
    """Return what is offered to those who write now: while they do, the lease stands still."""
    offers = unit.offers()
    writers = {one.command.agent for one in given if isinstance(one.command, _WRITE)} if offers else set[int]()
    return {c.OfNumber(offers[agent]) for agent in writers & offers.keys()}


async def count_hands(unit: UnitOfWork, batch: Batch, also: Collection[int] = ()) -> None:
    """Count what everybody who is there has in hand, and these `also`; nobody else changes it from here on."""
    present = {agent.user_id for agent in batch.floor.agents.values() if agent.available}
    wanted = (present | set(also)) - batch.floor.counted
    if not wanted:
        return
    held = await unit.hold(wanted)
    changed = {change.agent.user_id for change in batch.duty}
    batch.floor.agents = {**batch.floor.agents, **{one: held[one] for one in held.keys() - changed}}
    loads = await unit.loads(wanted)
    batch.floor.count(wanted, loads.held, loads.offered)


async def offer_what_waits(unit: UnitOfWork, batch: Batch) -> None:
    """Offer as many who wait as there are people free for them, in order; and mark what became of earlier offers."""
    await _conclude_from_lapses(unit, batch)
    await _withdraw_from_who_left(unit, batch)
    if batch.stirred:
        await _offer(unit, batch)
    _mark(batch)


async def _conclude_from_lapses(unit: UnitOfWork, batch: Batch) -> None:
    """Take an agent who missed several offers in a row with nothing else in hand for away: no more offers."""
    silent = {event.agent for _, event in batch.stir.traces if isinstance(event, OfferLapsed)}
    if silent:
        await count_hands(unit, batch, silent)
        _mark(batch)
        batch.stir.traces.clear()
    for user_id in sorted(silent & batch.floor.agents.keys()):
        conclude_away(batch.crew, user_id)


async def _withdraw_from_who_left(unit: UnitOfWork, batch: Batch) -> None:
    """Keep nothing for an agent who is off, away or about to leave."""
    left = {change.agent.user_id for change in batch.duty if not change.agent.available}
    offers = unit.offers()
    kept: set[c.Subject] = {c.OfNumber(offers[agent]) for agent in left & offers.keys()}
    if kept:
        found = (await unit.load(kept)).conversations.values()
        batch.own([conversation for conversation in found if conversation is not None])
    for agent in sorted(left):
        batch.talks.withdraw(agent)


async def _offer(unit: UnitOfWork, batch: Batch) -> None:
    if not batch.floor.hands():
        return
    await count_hands(unit, batch)
    further = 0
    while wanted := reaches(hands := batch.floor.hands()):
        most = sum(hand.free for hand in hands) + batch.talks.from_the_queue + further
        found = await unit.first_waiting(most, wanted)
        batch.own(found)
        made = assign(batch.talks.waiting(), hands)
        for conversation, agent in made:
            batch.talks.ask(conversation, c.Offer(agent=agent))
        if len(found) < most or (not made and further):
            return
        further = further if made else _FURTHER  # the first are kept for somebody who has to answer another offer yet


def _mark(batch: Batch) -> None:
    """Keep on every agent what became of offers: the latest, those missed, that one was answered."""
    floor = batch.floor
    for user_id in sorted({event.agent for _, event in batch.stir.traces}):
        agent = floor.agents.get(user_id)
        if agent is None:
            continue
        idle = user_id in floor.counted and floor.load.get(user_id, 0) == floor.offered.get(user_id, 0)
        after, news = marked(agent, batch.stir.of(user_id), batch.now, idle=idle, rules=floor.rules)
        if after != agent:
            due = soonest(after, floor.rules, floor.rota)
            batch.change_duty(DutyChange(agent=after, at=batch.now, news=tuple(news), next_due_at=due))

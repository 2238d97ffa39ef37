"""What becomes of time: a clock that has come due is recorded once, at its due moment, and acted upon.

The agenda only says "look here"; whether anything is due, the conversation's facts decide. Of several tiers of a
clock that are overdue at once all are recorded, and only the highest is told.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.clocks.apology import apologies
from desk.clocks.meeting import Runs, broken_before, by_run, record_breach, settled
from desk.clocks.overrun import charged_to
from desk.clocks.run import Due
from desk.clocks.runs import come_due, hours_of, started
from desk.hours import run
from desk.queue.closed import closing_at, knows_of_closing, opening_after
from desk.queue.handoff import emergency_call, place
from desk.queue.offers import open_to_all, opened_to_all
from desk.state import IN_QUEUE, State
from desk.turn import Turn

_TOO_LONG = 6  # spans of `wait_comfort`: half an hour
_MUCH = timedelta(minutes=5)
_AGAIN_AND_AGAIN = frozenset({e.Clock.WAIT_COMFORT, e.Clock.RING})
"""What breaks no promise and has no end: of a night's worth only the latest are recorded."""
_MOST_AT_ONCE = 12


def strike(turn: Turn, _: c.Strike) -> None:
    """Let every clock strike that has come due."""
    come = come_due(turn.conversation, turn.rules, turn.now)
    highest = {(due.clock, due.occurrence): due.tier for due in come}
    explained = e.Clock.WAIT_EXPLAIN in {due.clock for due in come}
    for due in come:
        if len(come) > 1 and not _still_runs(turn, due):
            continue  # an earlier one ended what this one was about
        told = highest[due.clock, due.occurrence] == due.tier
        if due.clock in _AGAIN_AND_AGAIN and due.tier <= highest[due.clock, due.occurrence] - _MOST_AT_ONCE:
            continue
        _STRIKES[due.clock](turn, due, told and not (explained and due.clock is e.Clock.WAIT_COMFORT))


def meet(turn: Turn, event: e.Event) -> None:
    """Let a person's deed be true: promises broken before it are recorded first, those it met or voided are settled.

    Raises:
        IllegalMove: the conversation knows no such move.
    """
    for due, told in broken_before(event, come_due(turn.conversation, turn.rules, event.at)):
        _breach(turn, due, told=told)
    before: Runs = _runs(turn) if turn.conversation.breaches else {}
    turn.happen(event)
    if not before:
        return
    void = isinstance(event, e.BecameUnreachable)
    breaches = turn.conversation.breaches
    for one in settled(breaches, before, _runs(turn), event, turn.now, turn.rules, void=void):
        turn.happen(one)
        if isinstance(one, e.BreachWithdrawn) and not _untold(turn, one):
            turn.say(n.AlarmWithdrawn(clock=one.clock, due=one.due, customer=turn.conversation.customer))


def _untold(turn: Turn, one: e.BreachWithdrawn) -> bool:
    """Whom nobody had taken, the room heard of by the alarm of `accept`, and not of the reply."""
    return one.clock is e.Clock.FIRST_REPLY and any(isinstance(news, e.Taken) for news in turn.news)


def _runs(turn: Turn) -> Runs:
    return by_run(started(turn.conversation, turn.rules))


def _still_runs(turn: Turn, due: Due) -> bool:
    return (due.clock, due.occurrence) in _runs(turn)


def _promise(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    if due.tier:
        _breach(turn, due, told=told)
        if due.clock is e.Clock.ACCEPT and due.tier == 1:
            turn.say(*opened_to_all(turn))
        if due.clock is e.Clock.PROMISED_REPLY:
            turn.say(*apologies(turn, due.at))
    else:
        _warn(turn, due, told=told)


def _breach(turn: Turn, due: Due, *, told: bool) -> None:
    agent = None if turn.floor.unstaffed(due.at) else charged_to(turn.conversation, due, turn.rules)
    run = _runs(turn)[due.clock, due.occurrence]
    record_breach(turn, due, run, agent=agent, rota=turn.floor.rota)
    if told and not _is_told_by_accept(turn, due):
        owner = turn.conversation.owner
        turn.say(
            n.Alarm(
                clock=due.clock,
                due=run.deadline or due.at,
                customer=turn.conversation.customer,
                number=turn.floor.number(owner) if owner is not None else None,
                tier=due.tier,
            )
        )


def _is_told_by_accept(turn: Turn, due: Due) -> bool:
    """Nobody answers whom nobody has taken: one alarm, and its tiers, is enough for both."""
    return due.clock is e.Clock.FIRST_REPLY and open_to_all(turn.conversation) and turn.conversation.state in IN_QUEUE


def _warn(turn: Turn, due: Due, *, told: bool) -> None:
    """Whoever owes the answer is told before it is late (004:287); what nobody owes yet is only recorded."""
    turn.happen(e.Warned(at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=0))
    owes = turn.conversation.offered_to if due.clock is e.Clock.ACCEPT else turn.conversation.owner
    deadline = _runs(turn)[due.clock, due.occurrence].deadline
    if told and owes is not None and deadline is not None:
        turn.say(n.DueSoon(clock=due.clock, due=deadline, agent=owes, number=turn.floor.number(owes)))


def _comfort(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001
    _notice(turn, due)
    waited, usual = _waited(turn, due), turn.floor.wait(turn.conversation.line)
    wait = max(usual, waited)  # who has waited longer than we thought anybody would is not told less than that
    if told and _is_worth_telling(turn, due, turn.now + usual):
        turn.say(
            n.StillWaiting(
                waited=waited,
                place=place(turn),
                wait=wait,
                staffed=turn.floor.anyone_present(),
                number=turn.conversation.number,
            )
        )
    if told and due.tier >= _TOO_LONG and _is_seldom(due):
        turn.say(n.LongWait(customer=turn.conversation.customer, waited=waited, leads=_leads(turn)))


def _waited(turn: Turn, due: Due) -> timedelta:
    """How long somebody has waited while we were open: a night is no wait."""
    return run(hours_of(turn.conversation, turn.rules), due.since, turn.now)


def _is_worth_telling(turn: Turn, due: Due, until: datetime) -> bool:
    """The first time, when it has become much worse, and else ever more seldom: the third, sixth, twelfth time."""
    if knows_of_closing(turn.conversation, turn.rules, turn.now):
        return False
    told_place, told_until = turn.conversation.told_place, turn.conversation.told_until
    if due.tier == 1 or told_place is None or told_until is None or place(turn) > told_place:
        return True
    return _is_seldom(due) or until - told_until > max(_MUCH, (told_until - due.since) / 2)


def _is_seldom(due: Due) -> bool:
    thirds, rest = divmod(due.tier, 3)
    return rest == 0 and thirds & (thirds - 1) == 0


def _leads(turn: Turn) -> tuple[n.Called, ...]:
    return tuple(n.Called(agent=one, number=turn.floor.number(one)) for one in turn.floor.leads_to_call(turn.now))


def _explain(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001, ARG001 - it has one tier
    _notice(turn, due)
    waited = _waited(turn, due)
    if not knows_of_closing(turn.conversation, turn.rules, turn.now):
        turn.say(n.WaitExplained(waited=waited, place=place(turn), staffed=turn.floor.anyone_present()))
    turn.say(n.LongWait(customer=turn.conversation.customer, waited=waited))


def _notice(turn: Turn, due: Due) -> None:
    turn.happen(e.WaitNoticed(at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=due.tier))


def _lapse(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001, ARG001 - it has one tier
    """The lease of an offer, or of a transfer to a colleague, has ended."""
    conversation = turn.conversation
    if conversation.state is State.OFFERED and conversation.offered_to is not None:
        turn.happen(
            e.OfferLapsed(
                at=turn.now,
                clock=due.clock,
                occurrence=due.occurrence,
                due=due.at,
                agent=conversation.offered_to,
            )
        )
    elif conversation.transfer_to is not None:
        turn.happen(
            e.TransferLapsed(
                at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at, to=conversation.transfer_to
            )
        )
        if conversation.owner is not None:
            turn.say(
                n.TransferSettled(
                    agent=conversation.owner,
                    asked_by=turn.floor.number(conversation.owner),
                    number=turn.floor.number(conversation.transfer_to),
                    how=n.Settled.LAPSED,
                )
            )
    turn.say(n.Card())


def _remind(turn: Turn, due: Due) -> None:
    turn.happen(e.Reminded(at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=due.tier))


def _long(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001, ARG001 - it has one tier
    _remind(turn, due)
    conversation = turn.conversation
    number = turn.floor.number(conversation.owner)
    turn.say(n.LongHandling(customer=conversation.customer, number=number, since=due.since))


def _idle(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001
    """Two prompts, then a polite close (003:417); whose last word was a thank-you is asked only once, and for more."""
    last = len(turn.rules.for_clock(due.since).idle_prompts)
    thanked = turn.conversation.thanked
    if due.tier >= last:
        turn.happen(e.IdleClosed(at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=due.tier))
        turn.say(*[n.IdleFarewell()] * (not thanked), n.Card())
        return
    _remind(turn, due)
    if told and not (thanked and due.tier > 1):
        turn.say(n.IdlePrompt(tier=due.tier, thanked=thanked))


def _ring(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001
    """Nobody has it in hand yet: the next on the list, then the leads, again and again (003:216).

    The customer hears it once, when nobody on the list has come.
    """
    _remind(turn, due)
    if told:
        turn.say(*emergency_call(turn, due.tier))
    if due.tier == max(1, len(turn.rules.on_call.people)):
        turn.say(n.StillCalling())


def _closing(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001, ARG001 - it has one tier
    """Whoever still waits hears before we close (003:16), and when we open again."""
    _remind(turn, due)
    if turn.conversation.emergency_at is not None:  # danger knows no hours
        return
    if turn.now >= closing_at(due.occurrence):  # found late: it has closed meanwhile
        return
    opening = opening_after(turn.hours, turn.now)
    turn.happen(e.OpeningTold(at=turn.moment(), opening=opening.at))
    turn.say(
        n.ClosingSoon(
            place=place(turn),
            at=turn.now,
            opening=opening.at,
            pause=opening.pause,
            number=turn.conversation.number,
        )
    )


def _close(turn: Turn, due: Due, told: bool) -> None:  # noqa: FBT001, ARG001 - it has one tier
    turn.happen(e.Closed(at=turn.now, due=due.at))
    turn.say(n.Card())


_STRIKES: Mapping[e.Clock, Callable[[Turn, Due, bool], None]] = {
    e.Clock.ACCEPT: _promise,
    e.Clock.FIRST_REPLY: _promise,
    e.Clock.NEXT_REPLY: _promise,
    e.Clock.PROMISED_REPLY: _promise,
    e.Clock.EMERGENCY: _promise,
    e.Clock.RING: _ring,
    e.Clock.WAIT_COMFORT: _comfort,
    e.Clock.WAIT_EXPLAIN: _explain,
    e.Clock.OFFER: _lapse,
    e.Clock.LONG_HANDLING: _long,
    e.Clock.IDLE_PROMPTS: _idle,
    e.Clock.CLOSING_NOTICE: _closing,
    e.Clock.REOPEN_WINDOW: _close,
}

"""The promises of time that follow from what has happened: which run, since when, until when, and why.

A deadline is never stored as a truth: it is computed here from the conversation's facts, and the stored one is only
an index to find candidates. Sources: docs/rules.md.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from desk.clocks.promises import promise
from desk.clocks.quiet import awake
from desk.clocks.run import Again, Due, Run, first_of, run_of, until
from desk.events import Clock, Hold
from desk.hours import ALWAYS, Hours, followed
from desk.queue.closed import closing_of, occurrence_of
from desk.rules import Rules
from desk.state import IN_QUEUE, WITH_PEOPLE, Conversation, Pause, State


def running(conversation: Conversation, rules: Rules) -> list[Due]:
    """Return the next strike of every clock that runs, soonest first."""
    return sorted(due for one in started(conversation, rules) for due in first_of(one.dues(conversation.rung)))


def come_due(conversation: Conversation, rules: Rules, now: datetime) -> list[Due]:
    """Return every strike that has come due, of every clock that runs, in the order of their moments."""
    return sorted(due for one in started(conversation, rules) for due in until(one.dues(conversation.rung), now))


def soonest(conversation: Conversation, rules: Rules) -> datetime | None:
    """Return when the desk must look at this conversation again."""
    firsts = (due.at for one in started(conversation, rules) for due in first_of(one.dues(conversation.rung)))
    return min(firsts, default=None)


def started(conversation: Conversation, rules: Rules) -> Iterator[Run]:
    """Yield every clock that runs, struck or not (a struck one shows how late we are)."""
    c = conversation
    if c.state is State.RESOLVED and c.resolved_at is not None:
        yield _one(rules, Clock.REOPEN_WINDOW, c.resolved_at, c.episode, ALWAYS)
    if c.unreachable or c.state in {State.CLOSED, State.RESOLVED}:
        return
    if c.state in IN_QUEUE and c.queued_at is not None:
        yield from _waits(c, rules, c.queued_at)
    if c.state is State.OFFERED and c.offered_at is not None:
        yield _offer(c, rules, c.offered_at)
    if c.transfer_to is not None and c.transfer_at is not None:
        yield _one(rules, Clock.OFFER, c.transfer_at, c.offers, ALWAYS)
    if c.state in WITH_PEOPLE:
        yield from _owed(c, rules)
    if c.emergency_at is not None:
        yield promise(rules, Clock.EMERGENCY, c.emergency_at, c.emergencies, ALWAYS)
        each = rules.for_clock(c.emergency_at).ring
        yield run_of(rules, Clock.RING, c.emergency_at, c.emergencies, ALWAYS, Again(each))
    if (handling := handling_of(c, rules)) is not None:
        yield handling
    in_turn = c.idle_since is not None and c.promised_until is None  # who was promised an answer is not asked, nor left
    if in_turn and c.idle_since is not None and (c.state is State.ACTIVE or c.hold is Hold.CUSTOMER_INFO):
        yield _idle(c, rules, c.idle_since)


_MOST_SELDOM = 4
"""Spans of `accept` after which the only one there is rung again at the latest."""


def _offer(c: Conversation, rules: Rules, since: datetime) -> Run:
    """Whoever passed it on and has it again, for there is nobody else, is rung ever more seldom, save in danger."""
    then = rules.for_clock(since)
    passed = c.skipped.count(c.offered_to) if c.offered_to is not None and c.emergency_at is None else 0
    span = max(then.offer, then.accept) * min(2 ** (passed - 1), _MOST_SELDOM) if passed else then.offer
    return run_of(rules, Clock.OFFER, since, c.offers, ALWAYS, [(1, span)], c.writing, budget=span)


def handling_of(c: Conversation, rules: Rules) -> Run | None:
    """Return how long somebody has had it in hand; None: nobody has, or the customer cannot be reached."""
    in_hand = c.state is State.ACTIVE or (c.state is State.HOLD and c.hold is not Hold.CALLBACK)
    if not in_hand or c.unreachable or c.served_since is None:
        return None
    run = _one(rules, Clock.LONG_HANDLING, c.served_since, c.stints, hours_of(c, rules), c.customers_turns)
    return run if c.handled is None else replace(run, count=c.handled)


def hours_of(c: Conversation, rules: Rules) -> Hours:
    """Return the opening hours that count for it: those of its line, and of each line before while it was there."""
    if not rules.line_hours or not c.stays:
        return rules.hours_of(c.line)
    lines = [*(stay.line for stay in c.stays), c.line]
    hours = rules.hours_of(lines[0])
    for stay, line in zip(c.stays, lines[1:], strict=True):
        hours = followed(hours, stay.until, rules.hours_of(line))
    return hours


def _waits(c: Conversation, rules: Rules, since: datetime) -> Iterator[Run]:
    hours = hours_of(c, rules)
    yield promise(rules, Clock.ACCEPT, since, c.episode, hours)
    then = rules.for_clock(since)
    yield run_of(rules, Clock.WAIT_COMFORT, since, c.episode, hours, Again(then.wait_comfort))
    yield _one(rules, Clock.WAIT_EXPLAIN, since, c.episode, hours)
    closing = closing_of(c, rules, since)
    if closing is not None:
        ahead = max(closing - then.closing_notice - since, timedelta())
        yield run_of(rules, Clock.CLOSING_NOTICE, since, occurrence_of(closing), ALWAYS, [(1, ahead)])


def _owed(c: Conversation, rules: Rules) -> Iterator[Run]:
    if c.handed_off_at is not None and c.replied_at is None:
        yield promise(rules, Clock.FIRST_REPLY, c.handed_off_at, c.promise, hours_of(c, rules))
    if c.replied_at is not None and c.unanswered_since is not None:
        yield promise(rules, Clock.NEXT_REPLY, c.unanswered_since, c.turn, hours_of(c, rules), c.held)
    if c.promised_at is not None and c.promised_until is not None:
        yield promise(
            rules, Clock.PROMISED_REPLY, c.promised_at, c.promises, ALWAYS, budget=c.promised_until - c.promised_at
        )


def _idle(c: Conversation, rules: Rules, since: datetime) -> Run:
    """The prompts come one after another, and never at night."""
    spans = rules.for_clock(since).idle_prompts
    marks = [(tier, sum(spans[:tier], timedelta())) for tier in range(1, len(spans) + 1)]
    quiet = awake(rules.quiet_hours, rules.organisation.zone)
    return run_of(rules, Clock.IDLE_PROMPTS, since, c.idles, ALWAYS, marks, awake_in=quiet)


def _one(
    rules: Rules, clock: Clock, since: datetime, occurrence: int, hours: Hours, pauses: tuple[Pause, ...] = ()
) -> Run:
    return run_of(rules, clock, since, occurrence, hours, [(1, rules.for_clock(since).span(clock))], pauses)

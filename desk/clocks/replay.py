"""A period again from its events: states, strikes, overruns and ledger lines, held against what was recorded.

Decisions are not made again, for they saw a floor that is gone; what follows from facts by the rules is computed anew,
and every difference is told. There is none while the record is whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk import events as e
from desk.clocks.handling import counted_until
from desk.clocks.ledger import Key, Line, lines
from desk.clocks.lives import AnyLife
from desk.clocks.overrun import tier_of
from desk.clocks.promises import BREACHABLE
from desk.events import Clock, Event
from desk.rules import Rules

Strike = tuple[Clock, int, int, datetime]
"""A strike as it was recorded: the clock, which run of it, the tier, when it was due."""


class What(StrEnum):
    """What differs."""

    STATE = "state"
    STRIKE = "strike"
    OVERRUN = "overrun"
    LEDGER = "ledger"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What is kept of something with a history: how it stands, what happened, its strikes, its lines in the ledger."""

    life: AnyLife
    stands: Any
    history: Sequence[Event]
    strikes: frozenset[Strike] = frozenset()
    ledger: Mapping[Key, Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that was recorded otherwise than it follows; `at` is the moment of the event it is about, if any."""

    subject: str
    what: What
    name: str
    recorded: str
    computed: str
    at: datetime | None = None


def replay(recorded: Recorded, rules: Rules, since: datetime, until: datetime) -> list[Difference]:
    """Return every difference of a history; of strikes and overruns, those of the period.

    `rules` are those in force now, which know all that were before.
    """
    differences = [
        *_strikes_kept(recorded),
        *_overruns(recorded, rules, since, until),
        *_ledger(recorded, rules, since, until),
    ]
    life = recorded.life
    stood = life.beginning(recorded.stands, recorded.history)
    for event in recorded.history:
        if since <= event.at < until:
            differences += _event(life, stood, event, rules)
        before, stood = stood, life.evolve(stood, event)
        if since <= event.at < until and not isinstance(event, e.Overran | e.BreachWithdrawn):
            differences += _unheard(life, before, stood, event, rules)
    return [*_state(recorded, stood), *differences]


def _state(recorded: Recorded, computed: Any) -> Iterator[Difference]:
    for field in fields(computed):
        was, is_ = getattr(recorded.stands, field.name), getattr(computed, field.name)
        if was != is_:
            yield _difference(recorded.life, computed, What.STATE, field.name, was, is_)


def _strikes_kept(recorded: Recorded) -> Iterator[Difference]:
    """The table of strikes says what the history says."""
    told = {(one.clock, one.occurrence, one.tier, one.due) for one in recorded.history if isinstance(one, e.Struck)}
    for strike in sorted(told ^ recorded.strikes):
        clock, occurrence, tier, due = strike
        kept = strike in recorded.strikes
        name = f"{clock.value}:{occurrence}:{tier}"
        yield _difference(
            recorded.life, recorded.stands, What.STRIKE, name, due if kept else None, None if kept else due
        )


def _event(life: AnyLife, stood: Any, event: Event, rules: Rules) -> Iterator[Difference]:
    """A strike was due when it says, and what was counted is as much as it says."""
    known = rules.as_of(event.at)
    match event:
        case e.Struck():
            dues = {(due.clock, due.occurrence, due.tier): due.at for due in life.come_due(stood, known, event.at)}
            due = dues.get((event.clock, event.occurrence, event.tier))
            if due != event.due:
                name = f"{event.clock.value}:{event.occurrence}:{event.tier}"
                yield _difference(life, stood, What.STRIKE, name, event.due, due, event.at)
        case e.Closed():
            ends = {due.at for due in life.come_due(stood, known, event.at) if due.clock is Clock.REOPEN_WINDOW}
            if ends != {event.due}:
                yield _difference(
                    life, stood, What.STRIKE, Clock.REOPEN_WINDOW.value, event.due, min(ends, default=None), event.at
                )
        case e.HandlingCounted():
            computed = counted_until(event.until, stood, known, event.at)
            if computed != event:
                name = Clock.LONG_HANDLING.value
                yield _difference(life, stood, What.COUNT, name, _count(event), _count(computed), event.at)
        case _:
            pass


def _count(counted: e.HandlingCounted | None) -> str | None:
    return f"{counted.ran} ({_told(counted.due)})" if counted else None


def _unheard(life: AnyLife, before: Any, after: Any, event: Event, rules: Rules) -> Iterator[Difference]:
    """No promise ends broken without that being recorded before."""
    known = rules.as_of(event.at)
    goes_on = {(run.clock, run.occurrence) for run in life.started(after, known)}
    for due in life.come_due(before, known, event.at):
        ended = (due.clock, due.occurrence) not in goes_on
        if ended and due.clock in BREACHABLE and due.tier and due.at < event.due_at:
            name = f"{due.clock.value}:{due.occurrence}:{due.tier}"
            yield _difference(life, before, What.STRIKE, name, None, due.at, event.at)


def _overruns(recorded: Recorded, rules: Rules, since: datetime, until: datetime) -> Iterator[Difference]:
    """What ended broken is overrun by what its clock ran beyond its span, as it stood before the deed that ended it."""
    life = recorded.life
    before = stood = life.beginning(recorded.stands, recorded.history)
    for event in recorded.history:
        if isinstance(event, e.Overran):
            if since <= event.at < until:
                yield from _overrun(life, before, event, rules)
        elif not isinstance(event, e.BreachWithdrawn | e.Excused):
            before = stood
        stood = life.evolve(stood, event)


def _overrun(life: AnyLife, before: Any, event: e.Overran, rules: Rules) -> Iterator[Difference]:
    known = rules.as_of(event.at)
    key = (event.clock, event.occurrence)
    run = next((run for run in life.started(before, known) if (run.clock, run.occurrence) == key), None)
    over = run.overrun(event.at) if run else None
    tier = tier_of(event.clock, over, known.for_clock(run.since)) if run and over is not None else None
    if (over, tier) != (event.overrun, event.tier):
        name = f"{event.clock.value}:{event.occurrence}"
        yield _difference(
            life, before, What.OVERRUN, name, f"{event.overrun} ({event.tier})", f"{over} ({tier})", event.at
        )


def _ledger(recorded: Recorded, rules: Rules, since: datetime, until: datetime) -> Iterator[Difference]:
    computed = lines(recorded.history, rules)
    for key in sorted({*recorded.ledger, *computed}):
        was, is_ = recorded.ledger.get(key), computed.get(key)
        due = (was or computed[key]).due
        if was == is_ or not since <= due < until:
            continue
        for name in [field.name for field in fields(Line)] if was and is_ else ["due"]:
            told = getattr(was, name, None), getattr(is_, name, None)
            if told[0] != told[1]:
                yield _difference(
                    recorded.life, recorded.stands, What.LEDGER, f"{key[0].value}:{key[1]}:{name}", *told, due
                )


def _difference(
    life: AnyLife, about: Any, what: What, name: str, recorded: object, computed: object, at: datetime | None = None
) -> Difference:
    return Difference(
        subject=life.subject(about),
        what=what,
        name=name,
        recorded=_told(recorded),
        computed=_told(computed),
        at=at,
    )


def _told(value: object) -> str:
    if value is None:
        return "–"
    return value.isoformat() if isinstance(value, datetime) else str(value)

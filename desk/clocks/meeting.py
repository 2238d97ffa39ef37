"""Promises that are broken, recorded alike of conversations and cases; and what a person's deed does to them then.

A deed withdraws what it shows was kept, and meets at last, with so much overrun, what was not.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from desk import events as e
from desk.clocks.excuses import excuse_of
from desk.clocks.overrun import tier_of
from desk.clocks.promises import BREACHABLE
from desk.clocks.run import Due, Run
from desk.floor import Floor
from desk.rules import Rules
from desk.shifts import Rota
from desk.state import Breach

Runs = Mapping[tuple[e.Clock, int], Run]
"""What runs, by clock and occurrence."""


class Recording(Protocol):
    """A decision in the making, about a conversation or a case, in which a broken promise is recorded."""

    now: datetime
    floor: Floor

    def happen(self, event: e.Event) -> None:
        """Let a fact be true from here on."""
        ...


def by_run(runs: Iterable[Run]) -> Runs:
    """Return runs by what tells them apart."""
    return {(one.clock, one.occurrence): one for one in runs}


def broken_before(deed: e.Event, come: Iterable[Due]) -> list[tuple[Due, bool]]:
    """Return what was broken before somebody did something, and whether it is to be told: of each run the last tier."""
    broken = [due for due in come if due.clock in BREACHABLE and due.tier > 0 and due.at < deed.at]
    last = {(due.clock, due.occurrence): due for due in broken}
    return [(due, last[due.clock, due.occurrence] is due) for due in broken]


def record_breach(turn: Recording, due: Due, run: Run, *, agent: int | None, rota: Rota | None = None) -> None:
    """Record that a promise is broken, and at its first tier what excuses that; `rota` where nobody planned excuses.

    `agent` is whom it is charged to; None: the queue.
    """
    clock, occurrence = due.clock, due.occurrence
    turn.happen(e.Breached(at=turn.now, clock=clock, occurrence=occurrence, due=due.at, tier=due.tier, agent=agent))
    why = excuse_of(run, due.at, rota, turn.floor.troubles) if due.tier == 1 else None
    if why is not None:
        turn.happen(e.Excused(at=turn.now, clock=clock, occurrence=occurrence, due=due.at, excuse=why))


def settled(
    breaches: Iterable[Breach], before: Runs, after: Runs, deed: e.Event, now: datetime, rules: Rules, *, void: bool
) -> Iterator[e.BreachWithdrawn | e.Overran | e.Excused]:
    """Yield what becomes of the broken promises that ended by a deed.

    Done in time and heard of after the strike, there was no breach; `void`: nobody can be promised anything any more.
    """
    for breach in breaches:
        key = (breach.clock, breach.occurrence)
        run = before.get(key)
        if run is None or key in after:
            continue
        clock, occurrence, due = breach.clock, breach.occurrence, breach.due
        if deed.at <= due and not void:
            yield e.BreachWithdrawn(at=now, clock=clock, occurrence=occurrence, due=due)
            continue
        over = run.overrun(deed.at)
        tier = tier_of(clock, over, rules.for_clock(run.since))
        yield e.Overran(at=deed.at, clock=clock, occurrence=occurrence, due=due, overrun=over, tier=tier)
        if deed.at <= due:  # the customer had gone before it was due
            yield e.Excused(at=now, clock=clock, occurrence=occurrence, due=due, excuse=e.Excuse.UNREACHABLE)

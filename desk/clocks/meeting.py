"""What a person's deed does to promises that are broken already: withdrawn, or met at last with so much overrun."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from desk import events as e
from desk.clocks.overrun import tier_of
from desk.clocks.run import Run
from desk.rules import Rules
from desk.state import Breach

Runs = Mapping[tuple[e.Clock, int], Run]
"""What runs, by clock and occurrence."""


def by_run(runs: Iterable[Run]) -> Runs:
    """Return runs by what tells them apart."""
    return {(one.clock, one.occurrence): one for one in runs}


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

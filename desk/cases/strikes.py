"""What becomes of time about a case: a strike is recorded at its due moment; of several tiers the highest is told."""

from collections.abc import Callable, Mapping

from desk import events as e
from desk.cases import notices as n
from desk.cases.clocks import come_due
from desk.cases.kinds import Class
from desk.cases.turn import CaseTurn, about
from desk.clocks import Due, Run
from desk.clocks.promises import BREACHABLE
from desk.events import Clock

Strike = Callable[[CaseTurn, Due, bool], None]
"""What a strike does; the last is whether it is to be told."""

_MOST_AT_ONCE = 12
_AGAIN_AND_AGAIN = frozenset({Clock.RING, Clock.REPAIR_STATUS})


def strike(turn: CaseTurn, acts: Mapping[Clock, Strike]) -> None:
    """Let every clock strike that has come due; `acts` are what strikes do that is more than to break a promise."""
    come = come_due(turn.case, turn.rules, turn.now)
    highest = {(due.clock, due.occurrence): due.tier for due in come}
    for due in come:
        if (due.clock, due.occurrence) not in turn.runs():
            continue  # an earlier one ended what this one was about
        last = highest[due.clock, due.occurrence]
        if due.clock in _AGAIN_AND_AGAIN and due.tier <= last - _MOST_AT_ONCE:
            continue
        act = acts.get(due.clock, promised)
        act(turn, due, due.tier == last)


def remind(turn: CaseTurn, due: Due) -> None:
    """Record that time made us remind somebody."""
    turn.happen(e.Reminded(at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=due.tier))


def promised(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Warn of a promise before it is broken, and tell of one that is."""
    if due.tier == 0:
        _warn(turn, due, turn.runs()[due.clock, due.occurrence], told=told)
    elif due.clock in BREACHABLE:
        turn.breach(due, told=told)


def _warn(turn: CaseTurn, due: Due, run: Run, *, told: bool) -> None:
    """Whoever owes it is told before it is late, of a grave complaint a lead too; what nobody owes is a lead's."""
    turn.happen(e.Warned(at=turn.now, clock=due.clock, occurrence=due.occurrence, due=due.at, tier=0))
    deadline = run.deadline
    if told and deadline is not None and deadline > turn.now:
        owner = turn.owner
        alone = owner is not None and turn.case.klass is Class.ORDINARY
        told_to = [] if owner is None else [owner]
        told_to += [] if alone else [lead for lead in turn.floor.leads()[:1] if lead != owner]
        for agent in told_to:
            turn.say(n.CaseDueSoon(**about(turn), clock=due.clock, due=deadline, agent=agent))

"""What a conversation remembers of its clocks: which have struck, and which promises are broken and not met yet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desk import events as e
from desk.evolution.turns import handling_counted
from desk.evolution.waiting import rang
from desk.state import Breach, Conversation


def _struck(c: Conversation, event: e.Struck) -> Conversation:
    return replace(c, rung=rang(c, event))


def _breached(c: Conversation, event: e.Breached) -> Conversation:
    known = _of(c, event)
    if known is not None:
        raised = replace(known, tier=max(known.tier, event.tier))
        breaches = tuple(raised if breach is known else breach for breach in c.breaches)
    else:
        new = Breach(clock=event.clock, occurrence=event.occurrence, due=event.due, tier=event.tier, agent=event.agent)
        breaches = (*c.breaches, new)[-_KEPT_BREACHES:]
    return replace(_struck(c, event), breaches=breaches)


def _mended(c: Conversation, event: e.Overran | e.BreachWithdrawn) -> Conversation:
    known = _of(c, event)
    return replace(c, breaches=tuple(breach for breach in c.breaches if breach is not known))


def _of(c: Conversation, event: e.Struck | e.Overran | e.BreachWithdrawn) -> Breach | None:
    run = (event.clock, event.occurrence)
    return next((breach for breach in c.breaches if (breach.clock, breach.occurrence) == run), None)


_KEPT_BREACHES = 8  # more promises than can be owed at once

TIME: Mapping[type[e.Event], Callable[[Conversation, Any], Conversation]] = {
    e.Breached: _breached,
    e.WaitNoticed: _struck,
    e.Warned: _struck,
    e.Reminded: _struck,
    e.HandlingCounted: handling_counted,
    e.Overran: _mended,
    e.BreachWithdrawn: _mended,
}

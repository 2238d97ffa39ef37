"""What a case remembers of its clocks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desk import events as e
from desk.cases.state import Case
from desk.events import Clock, Event
from desk.rung import Rung, kept
from desk.state import Breach

_KEPT_RUNG = 48
_KEPT_BREACHES = 12


def _struck(c: Case, event: e.Struck) -> Case:
    rung = (*c.rung, Rung(event.clock, event.occurrence, event.tier))
    return replace(c, rung=kept(rung, _KEPT_RUNG, _may_be_one_of_several))


def _may_be_one_of_several(rung: Rung) -> bool:
    """Tell of slips: an earlier one may be out still when a later one has struck."""
    return rung.clock is Clock.SLIP


def _breached(c: Case, event: e.Breached) -> Case:
    known = _of(c, event)
    breach = Breach(clock=event.clock, occurrence=event.occurrence, due=event.due, tier=event.tier, agent=event.agent)
    others = tuple(one for one in c.breaches if one is not known)
    raised = breach if known is None else replace(known, tier=max(known.tier, event.tier))
    return replace(_struck(c, event), breaches=(*others, raised)[-_KEPT_BREACHES:])


def _mended(c: Case, event: e.Overran | e.BreachWithdrawn) -> Case:
    known = _of(c, event)
    return replace(c, breaches=tuple(one for one in c.breaches if one is not known))


def _of(c: Case, event: e.Struck | e.Overran | e.BreachWithdrawn) -> Breach | None:
    run = (event.clock, event.occurrence)
    return next((one for one in c.breaches if (one.clock, one.occurrence) == run), None)


TIME: Mapping[type[Event], Callable[[Case, Any], Case]] = {
    e.Breached: _breached,
    e.Warned: _struck,
    e.Reminded: _struck,
    e.Overran: _mended,
    e.BreachWithdrawn: _mended,
}

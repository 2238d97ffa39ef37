"""A case as its events leave it: the fold. Each file here goes with one of `desk/cases/events`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from desk import events as e
from desk.cases import events as v
from desk.cases.evolution.any_case import ANY_CASE
from desk.cases.evolution.callbacks import CALLBACKS
from desk.cases.evolution.complaints import COMPLAINTS
from desk.cases.evolution.repairs import REPAIRS
from desk.cases.evolution.time import TIME
from desk.cases.state import Case
from desk.cases.transitions import TRANSITIONS
from desk.errors import IllegalMove
from desk.events import Event

BY_TIME = (
    e.Struck,
    e.BreachWithdrawn,
    e.Overran,
    e.Excused,
    v.Rested,
    v.WaitedInVain,
    v.StatusTold,
    v.CallbackAsked,
    v.CallbackFailed,
)
"""What nobody did: none of these is ever the last thing that happened."""


_TELLS = (
    v.Filed,
    v.Answered,
    v.WaitBegun,
    v.WaitOver,
    v.WaitedInVain,
    v.Quoted,
    v.QuoteAgreed,
    v.QuoteDeclined,
    v.WorkOrdered,
    v.WorkAccepted,
    v.VisitAgreed,
    v.Arrived,
    v.WorkDone,
    v.NotFixed,
    v.StatusTold,
    v.Woken,
    v.CaseReopened,
)
"""What the customer knows at once how far it is by."""


def evolve(case: Case, event: Event) -> Case:
    """Return the case after the event.

    Raises:
        IllegalMove: the table knows no such move; nothing has changed.
    """
    kind = type(event)
    state = TRANSITIONS[case.kind].get(case.state, {}).get(kind)
    if state is None:
        raise IllegalMove(case.state, kind.__name__)
    last_fact_at = case.last_fact_at if isinstance(event, BY_TIME) else event.at
    after = replace(case, state=state, version=case.version + 1, last_fact_at=last_fact_at)
    change = _CHANGES.get(kind)
    after = change(after, event) if change else after
    if after.state is not case.state:
        after = replace(after, moved_at=event.at, moves=after.moves + 1)
    if isinstance(event, _TELLS):
        after = replace(after, informed_at=event.at, tellings=after.tellings + 1)
    return after


def fold(case: Case, history: Iterable[Event]) -> Case:
    """Return what a whole history makes of a case that was nothing but its kind and customer."""
    for event in history:
        case = evolve(case, event)
    return case


_CHANGES: Mapping[type[Event], Callable[[Case, Any], Case]] = {**ANY_CASE, **COMPLAINTS, **REPAIRS, **CALLBACKS, **TIME}

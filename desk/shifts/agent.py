"""A member of staff as the events leave them: the table of moves, and the fold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from desk import events as e
from desk.errors import IllegalMove
from desk.people import Absence, Agent, HandedOn
from desk.rung import Rung, kept
from desk.shifts import events as s


class Duty(StrEnum):
    """Where a member of staff stands."""

    OFF = "OFF"
    ON = "ON"
    AWAY = "AWAY"
    GONE = "GONE"


_ALWAYS: tuple[type[e.Event], ...] = (
    s.RoleGiven,
    s.HandoverAcknowledged,
    s.OfferMissed,
    s.OfferAnswered,
    e.Breached,
    e.BreachWithdrawn,
    e.Warned,
    e.Reminded,
)
_LEAVES: tuple[type[e.Event], ...] = (s.ItemHandedOver, s.HandedOver, s.BeganLeaving)

TRANSITIONS: Mapping[Duty, Mapping[type[e.Event], Duty]] = {
    Duty.OFF: {
        **dict.fromkeys((*_ALWAYS, s.Admitted, s.NotCome, s.HandedOver), Duty.OFF),
        s.WentOn: Duty.ON,
        s.Removed: Duty.GONE,
        s.LeftGroup: Duty.GONE,
    },
    Duty.ON: {
        **dict.fromkeys((*_ALWAYS, *_LEAVES, s.CameBack), Duty.ON),
        s.WentAway: Duty.AWAY,
        s.WentOff: Duty.OFF,
        s.Removed: Duty.GONE,
        s.LeftGroup: Duty.GONE,
    },
    Duty.AWAY: {
        **dict.fromkeys((*_ALWAYS, *_LEAVES, s.LeaveGranted, s.WentAway), Duty.AWAY),
        s.CameBack: Duty.ON,
        s.WentOff: Duty.OFF,
        s.Removed: Duty.GONE,
        s.LeftGroup: Duty.GONE,
    },
    Duty.GONE: {
        **dict.fromkeys((s.HandoverAcknowledged, e.Warned, e.Breached), Duty.GONE),
        s.Admitted: Duty.OFF,
        s.RoleGiven: Duty.OFF,
    },
}
"""`{where one stands: {event type: where one stands then}}`; what is not here is illegal."""


def duty_of(agent: Agent) -> Duty:
    """Return where a member of staff stands."""
    if agent.removed:
        return Duty.GONE
    if agent.on_duty_since is None:
        return Duty.OFF
    return Duty.ON if agent.away_since is None else Duty.AWAY


def evolve(agent: Agent, event: e.Event) -> Agent:
    """Return the member of staff after the event.

    Raises:
        IllegalMove: the table knows no such move; nothing has changed.
    """
    kind, duty = type(event), duty_of(agent)
    if kind not in TRANSITIONS[duty]:
        raise IllegalMove(duty, kind.__name__)
    after = replace(agent, version=agent.version + 1)
    change = _CHANGES.get(kind)
    return change(after, event) if change else after


def fold(user_id: int, history: Iterable[e.Event]) -> Agent:
    """Return the member of staff a whole history leaves."""
    agent = Agent(user_id=user_id, number="")
    for event in history:
        agent = evolve(agent, event)
    return agent


def _admitted(a: Agent, event: s.Admitted) -> Agent:
    return replace(a, number=event.number, role=event.role, removed=False, planned_from=event.at)


def _role_given(a: Agent, event: s.RoleGiven) -> Agent:
    return replace(a, role=event.role, removed=False, planned_from=a.planned_from or event.at)


def _went_on(a: Agent, event: s.WentOn) -> Agent:
    a = replace(
        a, on_duty_since=event.at, present_since=event.at, off_since=None, missed=0, handing=(), off_asked_at=None
    )
    return _rested(a, event) if event.rested or a.working_since is None else a


def _rested(a: Agent, event: e.Event) -> Agent:
    return replace(a, working_since=event.at, stints=a.stints + 1)


def _began_leaving(a: Agent, event: s.BeganLeaving) -> Agent:
    if event.why is s.Ending.SAID:
        return replace(a, leaving_since=a.leaving_since or event.at, off_asked_at=event.at)
    return replace(a, leaving_since=event.at)


def _went_off(a: Agent, event: s.WentOff | s.Removed) -> Agent:
    return replace(
        a,
        on_duty_since=None,
        off_since=event.at if a.on_duty_since is not None else a.off_since,
        leaving_since=None,
        away_since=None,
        absence=None,
        missed=0,
        off_asked_at=None,
        handing=(),
        planned_from=event.at,
    )


def _removed(a: Agent, event: s.Removed) -> Agent:
    return replace(_went_off(a, event), removed=True)


def _went_away(a: Agent, event: s.WentAway) -> Agent:
    return replace(a, away_since=event.at, absence=event.absence, absences=a.absences + 1, missed=0)


def _leave_granted(a: Agent, _: s.LeaveGranted) -> Agent:
    return replace(a, absence=Absence.REASON)


def _came_back(a: Agent, event: s.CameBack) -> Agent:
    asked = a.off_asked_at is not None and a.leaving_since is not None and a.leaving_since <= a.off_asked_at
    leaving = None if asked else a.leaving_since  # whose shift ends, leaves in any case
    a = replace(_there(a, event), leaving_since=leaving, off_asked_at=None, handing=(), missed=0)
    return _rested(a, event) if event.rested else a


def _offer_missed(a: Agent, event: s.OfferMissed) -> Agent:
    if not event.idle or event.again:
        return a
    return replace(a, missed=a.missed + 1, missed_at=event.at, missed_of=event.conversation)


def _offer_answered(a: Agent, event: s.OfferAnswered) -> Agent:
    """Whoever answers is there, whatever was concluded from silence."""
    a = replace(_there(a, event) if a.absence is Absence.MISSED else a, missed=0)
    return _rested(a, event) if event.rested else a


def _there(a: Agent, event: e.Event) -> Agent:
    return a if a.away_since is None else replace(a, away_since=None, absence=None, present_since=event.at)


def _item_handed_over(a: Agent, event: s.ItemHandedOver) -> Agent:
    return a if event.conversation in a.handing else replace(a, handing=(*a.handing, event.conversation))


def _handed_over(a: Agent, event: s.HandedOver) -> Agent:
    number = a.handovers + 1
    handed = HandedOn(number=number, at=event.at, items=event.items)
    return replace(a, handovers=number, pending=(*a.pending, handed)[-_KEPT_PENDING:])


def _acknowledged(a: Agent, event: s.HandoverAcknowledged) -> Agent:
    return replace(a, pending=tuple(one for one in a.pending if one.number != event.handover))


def _struck(a: Agent, event: e.Struck) -> Agent:
    this = Rung(event.clock, event.occurrence, event.tier)
    pending = {one.number for one in a.pending}
    rung = kept(
        (*(one for one in a.rung if one != this), this),
        _KEPT,
        lambda one: one.clock is e.Clock.HANDOVER and one.occurrence in pending,
    )
    return replace(a, rung=rung)


def _not_come(a: Agent, event: s.NotCome) -> Agent:
    return replace(_struck(a, event), planned_from=event.start)


_KEPT = 24  # strikes
_KEPT_PENDING = 8

_CHANGES: Mapping[type[e.Event], Callable[[Agent, Any], Agent]] = {
    s.Admitted: _admitted,
    s.RoleGiven: _role_given,
    s.WentOn: _went_on,
    s.BeganLeaving: _began_leaving,
    s.WentOff: _went_off,
    s.Removed: _removed,
    s.LeftGroup: _removed,
    s.WentAway: _went_away,
    s.LeaveGranted: _leave_granted,
    s.CameBack: _came_back,
    s.OfferMissed: _offer_missed,
    s.OfferAnswered: _offer_answered,
    s.ItemHandedOver: _item_handed_over,
    s.HandedOver: _handed_over,
    s.HandoverAcknowledged: _acknowledged,
    s.NotCome: _not_come,
    e.Breached: _struck,
    e.Warned: _struck,
    e.Reminded: _struck,
}

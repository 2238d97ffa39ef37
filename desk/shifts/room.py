"""The room as its events leave it: whether somebody is there who should be, and which swaps were asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count, takewhile
from typing import Any

from desk import events as e
from desk.clocks import Due, Mark, Run
from desk.errors import BadRules, IllegalMove
from desk.rules import Rules
from desk.shifts import events as s
from desk.shifts.rota import Rota, Swap


class Consent(StrEnum):
    """How far a swap has come."""

    ASKED = "asked"
    AGREED = "agreed"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSwap:
    """A swap somebody asked for, and who has said yes so far."""

    id: int
    swap: Swap
    consent: Consent = Consent.ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """When the leads were told that somebody who is not on the staff is in the room."""

    who: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The room; `version` counts the events, `gaps` the times nobody was on duty, `asked` the swaps.

    `unstaffed_since` is set while nobody is there who should be, `reminded` how often that was told again;
    `acknowledged_by` has it in hand. `knocks` are those of the last day. `reported_on` is the morning on which reports
    were told last.
    """

    version: int = 0
    unstaffed_since: datetime | None = None
    gaps: int = 0
    acknowledged_by: int | None = None
    acknowledged_at: datetime | None = None
    asked: int = 0
    swaps: tuple[AskedSwap, ...] = ()
    reminded: int = 0
    knocks: tuple[Knock, ...] = ()
    reported_on: date | None = None

    @property
    def approved(self) -> tuple[Swap, ...]:
        """The swaps a lead approved, in order."""
        return tuple(one.swap for one in self.swaps if one.consent is Consent.APPROVED)

    def swap(self, number: int) -> AskedSwap | None:
        """Return a swap by its number, if it was not refused."""
        return next((one for one in self.swaps if one.id == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChange:
    """The room as a decision leaves it: what happened, and when the desk must look at it again."""

    before: Room
    after: Room
    news: tuple[e.Event, ...] = ()
    next_due_at: datetime | None = None


TRANSITIONS: Mapping[bool, Mapping[type[e.Event], bool]] = {
    False: {s.Unstaffed: True},
    True: {s.Staffed: False, s.AlarmAcknowledged: True, e.Reminded: True},
}
"""`{whether nobody is there: {event type: whether nobody is there then}}`, beside what is about swaps."""

_ABOUT_SWAPS = (s.SwapAsked, s.SwapAgreed, s.SwapApproved, s.SwapRefused)
_AT_ANY_TIME = (*_ABOUT_SWAPS, s.RulesApplied, s.Knocked, s.ReportsTold)


def evolve(room: Room, event: e.Event) -> Room:
    """Return the room after the event.

    Raises:
        IllegalMove: the table knows no such move; nothing has changed.
    """
    unstaffed = room.unstaffed_since is not None
    if type(event) not in TRANSITIONS[unstaffed] and not isinstance(event, _AT_ANY_TIME):
        raise IllegalMove("UNSTAFFED" if unstaffed else "STAFFED", type(event).__name__)
    return _CHANGES[type(event)](replace(room, version=room.version + 1), event)


def fold(history: Iterable[e.Event]) -> Room:
    """Return the room a whole history leaves."""
    room = Room()
    for event in history:
        room = evolve(room, event)
    return room


def started(room: Room, rules: Rules) -> Iterator[Run]:
    """Yield the clock of a room in which nobody is; it strikes again and again."""
    if room.unstaffed_since is not None:
        then = rules.for_clock(room.unstaffed_since)
        yield Run(
            clock=e.Clock.UNSTAFFED,
            occurrence=room.gaps,
            since=room.unstaffed_since,
            budget=then.unstaffed,
            marks=_Again(then.unstaffed, room.reminded),
            version=then.version,
        )


def come_due(room: Room, rules: Rules, now: datetime) -> list[Due]:
    """Return every strike that has come due."""
    return [due for run in started(room, rules) for due in takewhile(lambda due: due.at <= now, run.dues(()))]


def soonest(room: Room, rules: Rules) -> datetime | None:
    """Return when the alarm is due again."""
    return next((due.at for run in started(room, rules) for due in run.dues(())), None)


def apply_swaps(rota: Rota, swaps: Iterable[Swap]) -> Rota:
    """Return the rota after swaps that were approved; one that no longer fits a changed rota is left out."""
    for swap in swaps:
        try:
            rota = rota.swapped(swap.day, swap.shift, swap.giver, swap.taker)
        except BadRules:
            continue
    return rota


@dataclass(frozen=True, slots=True)
class _Again:
    """The marks of a clock that strikes again and again, and has struck so often."""

    span: timedelta
    struck: int

    def __iter__(self) -> Iterator[Mark]:
        return ((tier, self.span * tier) for tier in count(self.struck + 1))


def _unstaffed(r: Room, event: s.Unstaffed) -> Room:
    return replace(r, unstaffed_since=event.at, gaps=r.gaps + 1, acknowledged_by=None, acknowledged_at=None, reminded=0)


def _staffed(r: Room, _: s.Staffed) -> Room:
    return replace(r, unstaffed_since=None, acknowledged_by=None, acknowledged_at=None, reminded=0)


def _acknowledged(r: Room, event: s.AlarmAcknowledged) -> Room:
    return replace(r, acknowledged_by=event.by, acknowledged_at=event.at)


def _reminded(r: Room, event: e.Reminded) -> Room:
    return replace(r, reminded=event.tier)


def _swap_asked(r: Room, event: s.SwapAsked) -> Room:
    swap = Swap(day=event.day, shift=event.shift, giver=event.giver, taker=event.taker)
    kept = [one for one in r.swaps if one.swap.day >= _forgotten(event.at)]
    return replace(r, asked=event.swap, swaps=(*kept, AskedSwap(id=event.swap, swap=swap)))


def _forgotten(at: datetime) -> date:
    return at.date() - _REMEMBERED


def _consent(r: Room, number: int, consent: Consent) -> Room:
    return replace(r, swaps=tuple(replace(one, consent=consent) if one.id == number else one for one in r.swaps))


def _swap_agreed(r: Room, event: s.SwapAgreed) -> Room:
    return _consent(r, event.swap, Consent.AGREED)


def _swap_approved(r: Room, event: s.SwapApproved) -> Room:
    return _consent(r, event.swap, Consent.APPROVED)


def _swap_refused(r: Room, event: s.SwapRefused) -> Room:
    return replace(r, swaps=tuple(one for one in r.swaps if one.id != event.swap))


def _rules_applied(r: Room, _: s.RulesApplied) -> Room:
    """It is only remembered that it was so: which rules a clock keeps, the book of rules tells."""
    return r


def _knocked(r: Room, event: s.Knocked) -> Room:
    recent = [one for one in r.knocks if one.who != event.who and event.at - one.at < KNOCKS_FORGOTTEN]
    return replace(r, knocks=(*recent, Knock(who=event.who, at=event.at)))


def _reported(r: Room, event: s.ReportsTold) -> Room:
    return replace(r, reported_on=event.on)


KNOCKS_FORGOTTEN = timedelta(days=1)
_REMEMBERED = timedelta(days=31)  # of days that are over

_CHANGES: Mapping[type[e.Event], Callable[[Room, Any], Room]] = {
    s.Unstaffed: _unstaffed,
    s.Staffed: _staffed,
    s.AlarmAcknowledged: _acknowledged,
    e.Reminded: _reminded,
    s.SwapAsked: _swap_asked,
    s.SwapAgreed: _swap_agreed,
    s.SwapApproved: _swap_approved,
    s.SwapRefused: _swap_refused,
    s.RulesApplied: _rules_applied,
    s.Knocked: _knocked,
    s.ReportsTold: _reported,
}

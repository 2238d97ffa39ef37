"""The rota: who is planned on duty when, as data.

A day has a plan: a date its own, every other day the one of its weekday. The plan says which agents have which shift,
and who leads. As in a calendar, the wall clock of the zone decides: somebody is planned while that clock shows a time
within the hours of a shift of theirs, and hours that reach past midnight belong to the day on which they began. So a
question about a moment looks at two days, today and the one before, however long the rota is.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import chain
from zoneinfo import ZoneInfo

from desk.errors import BadRules
from desk.hours import Calendar, Day, next_opening
from desk.hours.moments import DAY, EPOCH, MINUTE, Stretch, moment
from desk.hours.zones import offsets

_DAY = timedelta(days=1)
_MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaAgent:
    """A member of staff as the rota names them; `name` is for colleagues, a customer sees the number only.

    `skills` and `languages` ("zh", "en") are what the agent can serve; `capacity` is how many conversations at once,
    None: as many as the rules say.
    """

    number: str
    user_id: int
    name: str = ""
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One day: the numbers of the agents of each shift that somebody has, and of the duty lead and the deputy."""

    shifts: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    lead: str | None = None
    deputy: str | None = None

    def has(self, number: str) -> bool:
        """Tell whether an agent has a shift on this day."""
        return any(number in numbers for numbers in self.shifts.values())


NOBODY = Plan()
"""The plan of a day on which nobody works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """An agent's shift of one day: from the first start of its hours until their last end, in UTC, breaks included."""

    name: str
    day: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A shift of one day that one agent gives and another takes; two who exchange make two swaps (RULES §6, 003:5)."""

    day: date
    shift: str
    giver: str
    taker: str


@dataclass(frozen=True, kw_only=True)  # no slots: what is derived is remembered beside the fields
class Rota:
    """Who is planned on duty when.

    `hours` are the hours of each shift, `week` the plans of seven days from Monday on, `dates` those of the days that
    have their own. `swaps` are those that have been applied, in order: the rota as it was read, swapped with each of
    them once more, is this rota. Agents are meant by their numbers, moments are aware datetimes of any zone.
    """

    zone: ZoneInfo
    agents: tuple[RotaAgent, ...] = ()
    hours: Mapping[str, Day] = field(default_factory=dict[str, Day])
    week: tuple[Plan, ...] = (NOBODY,) * 7
    dates: Mapping[date, Plan] = field(default_factory=dict[date, Plan])
    swaps: tuple[Swap, ...] = ()

    def agent(self, user_id: int) -> RotaAgent | None:
        """Return the agent with a Telegram user id."""
        return self._by_user_id.get(user_id)

    def by_number(self, number: str) -> RotaAgent | None:
        """Return the agent with a number."""
        return self._by_number.get(number)

    def plan(self, day: date) -> Plan:
        """Return the plan of a day of the zone."""
        return self.dates[day] if day in self.dates else self.week[day.weekday()]

    def planned(self, at: datetime) -> frozenset[str]:
        """Return the numbers of those planned on duty at a moment; who has a break between two hours is not."""
        return frozenset[str]().union(*self._at_work(at))

    def anybody_planned(self, at: datetime) -> bool:
        """Return whether anybody is planned on duty; if not, nobody is to blame that nobody is (RULES §6)."""
        return any(self._at_work(at))

    def next_planned(self, at: datetime) -> datetime | None:
        """Return the earliest moment from this one on, in UTC, at which somebody is planned, or None: none in sight."""
        return at.astimezone(UTC) if self.anybody_planned(at) else next_opening(self._staffed, at)

    def shift_of(self, number: str, at: datetime) -> Shift | None:
        """Return the shift that an agent has at a moment, in its breaks too; of two, the one that ends later."""
        today = at.astimezone(self.zone).date()
        shifts = chain.from_iterable(self._shifts(number, day) for day in (today - _DAY, today, today + _DAY))
        return max((shift for shift in shifts if shift.start <= at < shift.end), key=_end, default=None)

    def next_shift(self, number: str, at: datetime) -> Shift | None:
        """Return the first shift of an agent that starts after a moment, or None if none is planned."""
        for day in self._days_of(number, at.astimezone(self.zone).date()):
            later = [shift for shift in self._shifts(number, day) if shift.start > at]
            if later:
                return min(later, key=_start)
        return None

    def lead(self, at: datetime) -> str | None:
        """Return who leads at a moment (RULES §6).

        That is the lead of the day of whose shifts one runs, its breaks included: of two such days the later one's. If
        no shift runs, or none of these days names a lead, it is the lead of the day that the wall clock shows.
        """
        return next((plan.lead for plan in self._in_force(at) if plan.lead is not None), None)

    def deputy(self, at: datetime) -> str | None:
        """Return who stands in for the lead at a moment; found in the same way."""
        return next((plan.deputy for plan in self._in_force(at) if plan.deputy is not None), None)

    def swapped(self, day: date, shift: str, giver: str, taker: str) -> "Rota":
        """Return the rota after a swap that was approved; who leads that day stays.

        Raises:
            BadRules: the giver does not have this shift on this day, or the taker is unknown or has it already.
        """
        plan, what = self.plan(day), f"{shift} on {day.isoformat()}"
        numbers = plan.shifts.get(shift, frozenset())
        if giver not in numbers:
            raise BadRules(f"{giver} cannot give {what}, for {giver} does not have it; look into the rota.")
        if self.by_number(taker) is None:
            raise BadRules(f"{taker} cannot take {what}, for no agent of the rota has this number.")
        if taker in numbers:
            raise BadRules(f"{taker} cannot take {what}, for {taker} has it already; ask somebody else.")
        changed = replace(plan, shifts={**plan.shifts, shift: numbers - {giver} | {taker}})
        swap = Swap(day=day, shift=shift, giver=giver, taker=taker)
        return replace(self, dates={**self.dates, day: changed}, swaps=(*self.swaps, swap))

    @cached_property
    def _by_user_id(self) -> Mapping[int, RotaAgent]:
        return {agent.user_id: agent for agent in self.agents}

    @cached_property
    def _by_number(self) -> Mapping[str, RotaAgent]:
        return {agent.number: agent for agent in self.agents}

    @cached_property
    def _dated(self) -> tuple[date, ...]:
        return tuple(sorted(self.dates))

    @cached_property
    def _staffed(self) -> Calendar:
        """The calendar that is open while somebody is planned."""
        week = tuple(self._all_hours(plan) for plan in self.week)
        return Calendar(
            zone=self.zone, week=week, dates={day: self._all_hours(plan) for day, plan in self.dates.items()}
        )

    def _all_hours(self, plan: Plan) -> Day:
        """Return the hours of all shifts of a day, which may reach into each other."""
        return tuple(hours for shift in plan.shifts for hours in self.hours[shift])

    def _shown(self, at: datetime) -> tuple[tuple[Plan, int], tuple[Plan, int]]:
        """Return the plans of today and of the day before, and the minute of each that the wall clock shows."""
        wall = at.astimezone(self.zone)
        today, minute = wall.date(), wall.hour * 60 + wall.minute
        return (self.plan(today), minute), (self.plan(today - _DAY), minute + _MIDNIGHT)

    def _at_work(self, at: datetime) -> Iterator[frozenset[str]]:
        """Yield those of each shift within whose hours a moment is."""
        for plan, minute in self._shown(at):
            for shift, numbers in plan.shifts.items():
                if any(start <= minute < end for start, end in self.hours[shift]):
                    yield numbers

    def _in_force(self, at: datetime) -> Iterable[Plan]:
        """Return the plans to be asked for a lead, the first to be asked first."""
        shown = self._shown(at)
        return (*(plan for plan, minute in shown if self._runs(plan, minute)), shown[0][0])

    def _runs(self, plan: Plan, minute: int) -> bool:
        return any(self.hours[shift][0][0] <= minute < self.hours[shift][-1][1] for shift in plan.shifts)

    def _shifts(self, number: str, day: date) -> Iterator[Shift]:
        """Yield the shifts of an agent on a day; one that the clocks skip altogether does not take place."""
        for name, numbers in self.plan(day).shifts.items():
            stretches = _stretches(self.zone, day, self.hours[name]) if number in numbers else []
            if stretches:
                start, end = min(since for since, _ in stretches), max(until for _, until in stretches)
                yield Shift(name=name, day=day, start=moment(start), end=moment(end))

    def _days_of(self, number: str, since: date) -> Iterator[date]:
        """Yield in order the days from one on that tell when an agent works: after the last date, a week is enough."""
        dates = self._dated[bisect_left(self._dated, since) :]
        if not any(plan.has(number) for plan in self.week):
            yield from dates
            return
        last = dates[-1] if dates else since
        yield from (since + days * _DAY for days in range((last - since).days + 1 + len(self.week)))


def _stretches(zone: ZoneInfo, day: date, hours: Day) -> list[Stretch]:
    """Return the hours of a day on the universal clock: within a time of one offset, both clocks run side by side."""
    midnight = (day.toordinal() - EPOCH.toordinal()) * DAY
    years = range((day - _DAY).year, (day + 3 * _DAY).year + 1)
    found = [
        (max(midnight - ahead + opens * MINUTE, start), min(midnight - ahead + closes * MINUTE, end))
        for year in years
        for start, end, ahead in offsets(zone, year)
        for opens, closes in hours
    ]
    return [(since, until) for since, until in found if since < until]


def _start(shift: Shift) -> datetime:
    return shift.start


def _end(shift: Shift) -> datetime:
    return shift.end

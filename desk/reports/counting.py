"""A report, counted from histories alone: whoever has the events has the figures (RULES §7).

    count = ReportCount(period, rules=rules, now=now)
    for recorded in what_happened_to_whom: count.add(recorded)
    report = count.report()

A promise is counted once: broken, in the period in which it was due; kept, in the one in which it was met. What nobody
is owed any more, for they left or were moved to another line, is neither; what was appealed against with success is
among those excused. The arithmetic is that of `/why` and of the ledger.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from desk import events as e
from desk.cases import events as v
from desk.cases.callbacks.rating_figures import RatingFigure, rating_figures
from desk.cases.kinds import CaseKind, Channel, Class
from desk.cases.state import Case
from desk.clocks.explaining import Traced, trace
from desk.clocks.ledger import Line
from desk.clocks.lives import TALK
from desk.clocks.promises import BREACHABLE, TIERED
from desk.clocks.replay import Recorded
from desk.events import Clock, Event
from desk.reports.period import Period
from desk.reports.report import Person, Promises, Report, Waits
from desk.rules import Rules

_HOURS = 24
_TO_PEOPLE = (e.HandedOff, e.Requeued, e.Reopened, e.Resumed, e.CallbackAgreed, e.Taken)
_FROM_PEOPLE = (e.LeftQueue, e.Resolved, e.IdleClosed, e.Closed)
_VOID = frozenset(
    kind.__name__ for kind in (e.LeftQueue, e.Barred, e.BecameUnreachable, e.Requeued, e.CallbackAgreed, e.Closed)
)
"""By what a promise ends that nobody is owed any more."""
_ANEW: Mapping[Clock, frozenset[str]] = {
    Clock.PROMISED_REPLY: frozenset({e.Promised.__name__, e.Held.__name__}),
    Clock.REPAIR_VISIT: frozenset({v.VisitAgreed.__name__, v.Dispatched.__name__, v.WorkRefused.__name__}),
    Clock.REPAIR_ACCEPT: frozenset({v.Dispatched.__name__}),
}
"""By what a promise ends that is made anew: it is neither kept nor broken."""


class ReportCount:
    """What is counted for one period; `now` cuts off what has not happened yet.

    Who of `staff` writes to the bot is no customer by it.
    """

    def __init__(self, period: Period, *, rules: Rules, now: datetime, staff: Collection[int] = ()) -> None:
        self._period = period
        self._staff = staff
        self._rules = rules
        self._zone = rules.organisation.zone
        self._since, self._until = period.bounds(self._zone)
        self._now = now
        self._handed_over: Counter[str] = Counter()
        self._taken: Counter[int] = Counter()
        self._resolved: Counter[int] = Counter()
        self._conversations = self._by_bot = self._left = self._ended = 0
        self._hours = [0] * _HOURS
        self._waits: list[timedelta] = []
        self._farewells: list[Sequence[Event]] = []
        self._registered: Counter[CaseKind] = Counter()
        self._kept: Counter[Clock] = Counter()
        self._broken: Counter[Clock] = Counter()
        self._excused: Counter[Clock] = Counter()
        self._charged: Counter[int] = Counter()
        self._tiers: dict[Clock, list[int]] = {}
        self._by_phone = 0
        self._classes: Counter[Class] = Counter()
        self._units: Counter[str] = Counter()
        self._points = 0

    def add(self, recorded: Recorded) -> None:
        """Count what happened in the period to one conversation or one case."""
        if recorded.life is TALK:
            self._talk(recorded.stands.customer, recorded.history)
        elif (filed := recorded.stands.filed_at) is not None and self._within(filed):
            self._filed(recorded.stands)
        begun = recorded.life.beginning(recorded.stands, recorded.history)
        for traced in trace(recorded.life, begun, recorded.history, self._rules).values():
            self._ran(traced)
        for line in recorded.ledger.values():
            if self._within(line.due):
                self._posted(line)

    def report(self) -> Report:
        """Return what was counted."""
        clocks = [clock for clock in Clock if self._kept[clock] or self._broken[clock] or self._excused[clock]]
        people = sorted({*self._taken, *self._resolved, *self._charged})
        ratings = {one.name: one for one in rating_figures(self._farewells, self._since, self._until)}
        return Report(
            period=self._period,
            counted_until=self._now if self._now < self._until else None,
            conversations=self._conversations,
            by_bot=self._by_bot,
            handed_over=dict(sorted(self._handed_over.items())),
            taken=self._taken.total(),
            left=self._left,
            waits=self._waited(),
            resolved=self._ended,
            satisfied=ratings[RatingFigure.RATING_SATISFACTION],
            registered={kind: self._registered[kind] for kind in CaseKind if self._registered[kind]},
            by_phone=self._by_phone,
            classes={klass: self._classes[klass] for klass in Class if self._classes[klass]},
            units=dict(self._units.most_common()),
            promises=tuple(
                Promises(
                    clock=clock,
                    kept=self._kept[clock],
                    broken=self._broken[clock],
                    excused=self._excused[clock],
                    tiers=tuple(self._tiers.get(clock, ())),
                )
                for clock in clocks
            ),
            points=self._points,
            hours=tuple(self._hours),
            people=tuple(
                Person(
                    agent=agent,
                    taken=self._taken[agent],
                    resolved=self._resolved[agent],
                    broken=self._charged[agent],
                )
                for agent in people
            ),
        )

    def _within(self, at: datetime) -> bool:
        return self._since <= at < self._until

    def _waited(self) -> Waits | None:
        if not self._waits:
            return None
        return Waits(mean=sum(self._waits, timedelta()) / len(self._waits), longest=max(self._waits))

    def _filed(self, case: Case) -> None:
        self._registered[case.kind] += 1
        self._by_phone += case.channel is Channel.PHONE
        if case.kind is CaseKind.COMPLAINT:
            self._classes[case.klass] += 1
            if case.unit is not None:
                self._units[case.unit] += 1

    def _talk(self, customer: int, history: Sequence[Event]) -> None:
        with_people = self._had_people(history)
        if customer in self._staff and not with_people:
            return
        self._farewells.append([event for event in history if isinstance(event, e.Resolved | e.Rated)])
        wrote = any(isinstance(event, e.CustomerWrote) and self._within(event.at) for event in history)
        self._conversations += wrote
        self._by_bot += wrote and not with_people
        for event in history:
            if not self._within(event.at):
                continue
            match event:
                case e.CustomerWrote():
                    self._hours[event.at.astimezone(self._zone).hour] += 1
                case e.HandedOff():
                    self._handed_over[event.line] += 1
                case e.Taken():
                    self._taken[event.agent] += 1
                case e.LeftQueue():
                    self._left += 1
                case e.Resolved():
                    self._resolved[event.agent] += 1
                    self._ended += 1
                case e.IdleClosed():
                    self._ended += 1
                case _:
                    pass

    def _had_people(self, history: Sequence[Event]) -> bool:
        """Tell whether people were to answer at any moment of the period: also who waited since the day before."""
        with_people = False
        for event in history:
            if event.at >= self._until:
                break
            if event.at >= self._since and (with_people or isinstance(event, _TO_PEOPLE)):
                return True
            with_people = isinstance(event, _TO_PEOPLE) or (with_people and not isinstance(event, _FROM_PEOPLE))
        return False

    def _ran(self, traced: Traced) -> None:
        run, ended = traced.run, traced.ended_at
        if ended is None or not self._within(ended):
            return
        if run.clock is Clock.ACCEPT and traced.ended_by == e.Taken.__name__:
            self._waits.append(run.ran(ended))
        void = _VOID | _ANEW.get(run.clock, frozenset())
        if run.clock in BREACHABLE and traced.broken is None and traced.ended_by not in void:
            self._kept[run.clock] += 1

    def _posted(self, line: Line) -> None:
        self._points += line.points
        if line.excuse is not None:
            self._excused[line.clock] += 1
            return
        self._broken[line.clock] += 1
        most = len(self._rules.overrun) + 1
        if line.clock in TIERED and 0 < line.tier <= most:
            self._tiers.setdefault(line.clock, [0] * most)[line.tier - 1] += 1
        if line.agent is not None:
            self._charged[line.agent] += 1

"""The figures of a month, counted from cases and conversations (RULES §7; rates are named there, defined here).

    month = MonthCount(Month(2026, 11), now=now, rules=rules, talks=talks, told=ratios)
    for case in cases: month.count(case)
    month.figures()

Cases are counted as the record stands now, whether they come from their rows or are folded anew: a case that was
reopened is not settled, and a remedy that the customer did not accept was none. What each figure means is said by its
name in the words for `figure_means`; `docs/operating.md` has the same list. Nothing here knows Telegram or a database.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.cases.brief import CaseInBrief
from desk.cases.callbacks.rating_figures import RatingFigure, Ratio
from desk.cases.clocks import local_midnight
from desk.cases.kinds import CaseKind, Category, Class
from desk.cases.months import Month
from desk.cases.state import Case
from desk.rules import Rules

AnyCase = Case | CaseInBrief
"""What is counted: a whole case, or all of it that matters here."""

_DAY = timedelta(days=1)
_ROLLING = 12


class FigureName(StrEnum):
    """What is counted; its group, where it has one, is told with it."""

    REGISTERED = "registered"
    BY_CLASS = "by_class"
    BY_CATEGORY = "by_category"
    BY_UNIT = "by_unit"
    BY_PERSON = "by_person"
    REPLY_RATE = "reply_rate"
    QUICK_RATE = "quick_rate"
    QUICK_RATE_YEAR = "quick_rate_year"
    CLOSED_NEW = "closed_new"
    CLOSED_EARLIER = "closed_earlier"
    REPEAT_COMPLAINTS = "repeat_complaints"
    REPEAT_REPAIRS = "repeat_repairs"
    HOUSEHOLDS = "households"
    ITEMS = "items"
    ITEMS_BY_CATEGORY = "items_by_category"
    ITEMS_CLOSED = "items_closed"
    RECURRING_AT_HOME = "recurring_at_home"
    RECURRING_DEFECTS = "recurring_defects"
    CONVERSATIONS = "conversations"
    COMPLAINT_RATE = "complaint_rate"
    SELF_SERVICE = "self_service"
    UNRECORDED = "unrecorded"


TARGETS: Final[Mapping[str, float]] = {
    FigureName.QUICK_RATE: 1.0,
    FigureName.QUICK_RATE_YEAR: 1.0,
    FigureName.CLOSED_NEW: 0.88,
    FigureName.CLOSED_EARLIER: 0.98,
    RatingFigure.CALLBACKS_MADE: 0.96,
    RatingFigure.CALLBACK_COVERAGE: 0.95,
    RatingFigure.CALLBACK_SATISFACTION: 0.95,
    RatingFigure.RATING_SATISFACTION: 0.95,
}
"""What the sources wish for (RULES §1)."""

MARKS: Final = frozenset({RatingFigure.CALLBACK_PROMPTNESS, RatingFigure.CALLBACK_MANNER})
"""What is no share but the average of marks from 1 to 5."""

COMMON: Final = 10
"""Households of a month with the same kind of defect from which on it is a common one (002:364; the number is ours)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: a count (`among` is None), or a share of `among` (0 to 1; None: there was nothing to share).

    Those about callbacks and ratings are counted in `desk/cases/callbacks/rating_figures.py`; of `MARKS` an average.

    `of` is the group it is about: a code, a unit, the user id of a member of staff. `running` are those left out
    because their time is not over, `excluded` those left out by a lead's word. `cases` are the numbers behind it.
    """

    name: FigureName | RatingFigure
    value: float | None
    of: str = ""
    met: int | None = None
    among: int | None = None
    running: int = 0
    excluded: int = 0
    cases: tuple[str, ...] = ()
    year_ago: float | None = None

    @property
    def target(self) -> float | None:
        """The share that is wished for."""
        return TARGETS.get(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """The conversations of a month: those in which something was written, and which of them people served.

    `unresolved` are the numbers of those served by people that ended in the month without a code.
    """

    conversations: int = 0
    by_bot: int = 0
    ended: int = 0
    unresolved: frozenset[int] = frozenset()


@dataclass(slots=True)
class Share:
    """How many of how many, and who was left out."""

    met: int = 0
    among: int = 0
    running: int = 0
    excluded: int = 0

    def add(self, *, met: bool) -> None:
        """Count one more."""
        self.met += met
        self.among += 1

    def due(self, done_at: datetime | None, deadline: datetime, now: datetime) -> None:
        """Count what had to be done by a deadline: open and overdue is missed, open and not yet due is left out."""
        if done_at is None and now < deadline:
            self.running += 1
        else:
            self.add(met=done_at is not None and done_at <= deadline)

    def figure(self, name: FigureName) -> Figure:
        """Return it as a figure."""
        return Figure(
            name=name,
            value=self.met / self.among if self.among else None,
            met=self.met,
            among=self.among,
            running=self.running,
            excluded=self.excluded,
        )


class QuickRate:
    """The 7-day quick rate (七日快处率, 002:240) of the complaints registered in a period."""

    def __init__(self, period: tuple[datetime, datetime], *, now: datetime, rules: Rules) -> None:
        self._since, self._until = period
        self._now = now
        self._rules = rules
        self.share = Share()

    def count(self, case: AnyCase) -> None:
        """Count a case if it is one of those."""
        filed = case.filed_at
        if case.kind is not CaseKind.COMPLAINT or filed is None or not self._since <= filed < self._until:
            return
        if case.excluded:
            self.share.excluded += 1
            return
        days = self._rules.for_clock(filed).complaint_resolve // _DAY
        done_at = case.remedied_at or case.settled_at
        self.share.due(done_at, local_midnight(self._rules, filed, days), self._now)


@dataclass(slots=True)
class _Defect:
    """Repairs of the same kind of thing: where, and by which numbers."""

    households: set[str] = field(default_factory=set[str])
    cases: list[str] = field(default_factory=list[str])
    by_household: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


class MonthCount:
    """What is counted for one month."""

    def __init__(
        self, month: Month, *, now: datetime, rules: Rules, talks: Talks | None = None, told: Sequence[Ratio] = ()
    ) -> None:
        zone = rules.organisation.zone
        self._since, self._until = month.period(zone)
        self._now = now
        self._rules = rules
        self._talks = talks or Talks()
        self._told = told
        self._unrecorded = set(self._talks.unresolved)
        self._quick = QuickRate((self._since, self._until), now=now, rules=rules)
        self._rolling = QuickRate(month.period(zone, _ROLLING), now=now, rules=rules)
        self._kinds: Counter[CaseKind] = Counter()
        self._classes: Counter[Class] = Counter()
        self._units: Counter[str] = Counter()
        self._persons: Counter[str] = Counter()
        self._categories: Counter[str] = Counter()
        self._items: Counter[str] = Counter()
        self._items_closed = 0
        self._homes: set[str] = set()
        self._defects: dict[Category, _Defect] = {}
        self._reply, self._closed_new, self._closed_earlier = Share(), Share(), Share()
        self._repeated, self._not_fixed = Share(), Share()
        self._complaints = Share(among=self._talks.conversations)

    @property
    def any(self) -> bool:
        """Whether there is anything to compare another month with."""
        return bool(self._kinds) or self._talks.conversations > 0

    def count(self, case: AnyCase) -> None:
        """Count one case as it stands now."""
        filed = case.filed_at
        self._unrecorded.discard(case.conversation or 0)
        if filed is None or filed >= self._until:
            return
        self._quick.count(case)
        self._rolling.count(case)
        if filed >= self._since:
            self._registered(case, filed)
        self._settled(case, filed)

    def figures(self, year_ago: "MonthCount | None" = None) -> tuple[Figure, ...]:
        """Return the figures of what was counted, beside those of a year ago where there was anything."""
        found = tuple(self._counted())
        if year_ago is None or not year_ago.any:
            return found
        then = {(one.name, one.of): one.value for one in year_ago.figures()}
        return tuple(replace(one, year_ago=then.get((one.name, one.of))) for one in found)

    # --- counting ----------------------------------------------------------------------------------------------------

    def _registered(self, case: AnyCase, filed: datetime) -> None:
        self._kinds[case.kind] += 1
        self._persons[str(case.handler or "")] += 1
        then = self._rules.for_clock(filed)
        if case.excluded:
            self._reply.excluded += 1
        else:
            span = then.complaint_reply if case.kind is CaseKind.COMPLAINT else then.request_reply
            self._reply.due(case.replied_at or case.settled_at, filed + span, self._now)
        if case.kind is CaseKind.COMPLAINT:
            self._complaint(case)
        elif case.kind is CaseKind.REPAIR:
            self._repair(case)

    def _complaint(self, case: AnyCase) -> None:
        self._classes[case.klass] += 1
        if case.unit:
            self._units[case.unit] += 1
        if case.excluded:
            self._complaints.excluded += 1
            return
        self._complaints.met += 1
        self._repeated.add(met=case.repeats is not None)

    def _repair(self, case: AnyCase) -> None:
        category = case.category.value if case.category is not None else ""
        self._categories[category] += 1
        self._items[category] += case.items
        self._items_closed += case.items if case.settled_at is not None else 0
        self._not_fixed.add(met=case.repeat_repairs > 0)
        if case.household is not None:
            self._homes.add(case.household)
        if case.category is not None:
            self._defect(case, case.category)

    def _defect(self, case: AnyCase, category: Category) -> None:
        defect = self._defects.setdefault(category, _Defect())
        defect.cases.append(case.number)
        if case.household is not None:
            defect.households.add(case.household)
            defect.by_household.setdefault(case.household, []).append(case.number)

    def _settled(self, case: AnyCase, filed: datetime) -> None:
        at, new = case.settled_at, filed >= self._since
        share = self._closed_new if new else self._closed_earlier
        if not new and at is not None and at < self._since:
            return
        if case.excluded:
            share.excluded += 1
            return
        share.add(met=at is not None and at < self._until)

    # --- telling -----------------------------------------------------------------------------------------------------

    def _counted(self) -> Iterable[Figure]:
        name = FigureName
        yield from _groups(name.REGISTERED, {kind.value: self._kinds[kind] for kind in CaseKind})
        yield from _groups(name.BY_CLASS, {klass.value: self._classes[klass] for klass in Class})
        yield from _groups(name.BY_CATEGORY, _by_category(self._categories))
        yield from _groups(name.BY_UNIT, dict(sorted(self._units.items())))
        yield from _groups(name.BY_PERSON, dict(sorted(self._persons.items())))
        yield self._reply.figure(name.REPLY_RATE)
        yield self._quick.share.figure(name.QUICK_RATE)
        yield self._rolling.share.figure(name.QUICK_RATE_YEAR)
        yield self._closed_new.figure(name.CLOSED_NEW)
        yield self._closed_earlier.figure(name.CLOSED_EARLIER)
        yield self._repeated.figure(name.REPEAT_COMPLAINTS)
        yield self._not_fixed.figure(name.REPEAT_REPAIRS)
        yield Figure(name=name.HOUSEHOLDS, value=len(self._homes))
        yield Figure(name=name.ITEMS, value=self._items.total())
        yield from _groups(name.ITEMS_BY_CATEGORY, _by_category(self._items))
        yield Figure(name=name.ITEMS_CLOSED, value=self._items_closed)
        yield from self._recurring()
        for one in self._told:
            yield Figure(name=one.name, value=one.value, met=one.part, among=one.whole)
        yield Figure(name=name.CONVERSATIONS, value=self._talks.conversations)
        yield self._complaints.figure(name.COMPLAINT_RATE)
        yield Share(met=self._talks.by_bot, among=self._talks.conversations).figure(name.SELF_SERVICE)
        yield Share(met=len(self._unrecorded), among=self._talks.ended).figure(name.UNRECORDED)

    def _recurring(self) -> Iterable[Figure]:
        """Defects that recur, in the order of the source's table: at one household, then in many (002:364)."""
        known = [(category, self._defects[category]) for category in Category if category in self._defects]
        for category, defect in known:
            again = [numbers for numbers in defect.by_household.values() if len(numbers) > 1]
            if again:
                cases = tuple(number for numbers in again for number in numbers)
                yield Figure(name=FigureName.RECURRING_AT_HOME, value=len(again), of=category.value, cases=cases)
        for category, defect in known:
            if len(defect.households) >= COMMON:
                value, cases = len(defect.households), tuple(defect.cases)
                yield Figure(name=FigureName.RECURRING_DEFECTS, value=value, of=category.value, cases=cases)


def _groups(name: FigureName, counts: Mapping[str, int]) -> Iterable[Figure]:
    return (Figure(name=name, value=count, of=of) for of, count in counts.items())


def _by_category(counts: Counter[str]) -> Mapping[str, int]:
    """Return every category in the order of the source's table, and at last what has none, if there is any."""
    named = {category.value: counts[category.value] for category in Category}
    return named | ({"": counts[""]} if counts[""] else {})

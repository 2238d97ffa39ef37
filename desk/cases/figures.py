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
from dataclasses import dataclass, replace
from datetime import datetime

from desk.cases.brief import AnyCase
from desk.cases.callbacks.rating_figures import Ratio
from desk.cases.defects import Defects
from desk.cases.figure import Figure, FigureName
from desk.cases.kinds import CaseKind, Category, Class
from desk.cases.months import Month
from desk.cases.share import QuickRate, Share
from desk.rules import Rules

_ROLLING = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """The conversations of a month: those in which something was written, and which of them people served.

    `unresolved` are the numbers of those served by people that ended in the month without a code.
    """

    conversations: int = 0
    by_bot: int = 0
    ended: int = 0
    unresolved: frozenset[int] = frozenset()


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
        self._defects = Defects()
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
        self._defects.count(case)

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
        yield from self._defects.figures()
        for one in self._told:
            yield Figure(name=one.name, value=one.value, met=one.part, among=one.whole)
        yield Figure(name=name.CONVERSATIONS, value=self._talks.conversations)
        yield self._complaints.figure(name.COMPLAINT_RATE)
        yield Share(met=self._talks.by_bot, among=self._talks.conversations).figure(name.SELF_SERVICE)
        yield Share(met=len(self._unrecorded), among=self._talks.ended).figure(name.UNRECORDED)


def _groups(name: FigureName, counts: Mapping[str, int]) -> Iterable[Figure]:
    return (Figure(name=name, value=count, of=of) for of, count in counts.items())


def _by_category(counts: Counter[str]) -> Mapping[str, int]:
    """Return every category in the order of the source's table, and at last what has none, if there is any."""
    named = {category.value: counts[category.value] for category in Category}
    return named | ({"": counts[""]} if counts[""] else {})

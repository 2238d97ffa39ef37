"""Defects that recur among the repairs of a period: at one household, or in many (002:364)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from desk.cases.brief import AnyCase
from desk.cases.figure import Figure, FigureName
from desk.cases.kinds import Category

COMMON: Final = 10
"""Households of a month with the same kind of defect from which on it is a common one (002:364; the number is ours)."""


@dataclass(slots=True)
class _Defect:
    """Repairs of the same kind of thing: where, and by which numbers."""

    households: set[str] = field(default_factory=set[str])
    cases: list[str] = field(default_factory=list[str])
    by_household: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


class Defects:
    """The kinds of defects that were told in a period, by household."""

    def __init__(self) -> None:
        self._of: dict[Category, _Defect] = {}

    def count(self, case: AnyCase) -> None:
        """Count the defect that a repair is about."""
        if case.category is None:
            return
        defect = self._of.setdefault(case.category, _Defect())
        defect.cases.append(case.number)
        if case.household is not None:
            defect.households.add(case.household)
            defect.by_household.setdefault(case.household, []).append(case.number)

    def figures(self) -> Iterable[Figure]:
        """Yield those that recur, in the order of the source's table: at one household, then in many (002:364)."""
        known = [(category, self._of[category]) for category in Category if category in self._of]
        for category, defect in known:
            again = [numbers for numbers in defect.by_household.values() if len(numbers) > 1]
            if again:
                cases = tuple(number for numbers in again for number in numbers)
                yield Figure(name=FigureName.RECURRING_AT_HOME, value=len(again), of=category.value, cases=cases)
        for category, defect in known:
            if len(defect.households) >= COMMON:
                value, cases = len(defect.households), tuple(defect.cases)
                yield Figure(name=FigureName.RECURRING_DEFECTS, value=value, of=category.value, cases=cases)

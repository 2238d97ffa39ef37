"""The source's own figures, reproduced from events that a fixed rule makes (001:1795-1797)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from desk.case import fold
from desk.cases import events as v
from desk.cases.figure import Figure, FigureName
from desk.cases.figures import MonthCount
from desk.cases.kinds import CaseKind, Category, Ending
from desk.cases.months import Month
from desk.cases.state import Case
from desk.events import Event
from desk.rules import Rules

HOUSEHOLDS, ITEMS, CLOSED = 1721, 1952, 1741
BY_CATEGORY = (11, 272, 137, 148, 220, 538, 558, 2, 66)
PAIRS = 100
"""Leakages that were told of two at a time: so many cases have two items."""
NOVEMBER = Month(2026, 11)
BEGIN = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)
NOW = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)


def told() -> Iterator[tuple[Category, int]]:
    """Every case: category after category in the order of the source's table, with its items."""
    for category, count in zip(Category, BY_CATEGORY, strict=True):
        pairs = PAIRS if category is Category.LEAKAGE else 0
        yield from ((category, 2) for _ in range(pairs))
        yield from ((category, 1) for _ in range(count - 2 * pairs))


def histories() -> Iterator[tuple[Case, list[Event]]]:
    """The cases with what happened: every twenty minutes one is told of, the first of them are settled a day later."""
    settled = 0
    for place, (category, items) in enumerate(told()):
        at = BEGIN + timedelta(minutes=20) * place
        kind = CaseKind.REPAIR
        begun = Case(id=place + 1, customer=10_000 + place % HOUSEHOLDS, kind=kind)
        history: list[Event] = [
            v.Filed(
                at=at,
                kind=kind,
                number=f"BX-{at:%Y%m%d}-{place + 1:04}",
                customer=begun.customer,
                category=category,
                items=items,
                household=f"{place % HOUSEHOLDS:016x}",
            ),
            v.Answered(at=at + timedelta(hours=1), by=7),
        ]
        if settled < CLOSED:
            settled += items
            history.append(v.CaseSettled(at=at + timedelta(days=1), ending=Ending.AGREED, by=7))
        yield begun, history


def figures() -> list[Figure]:
    month = MonthCount(NOVEMBER, now=NOW, rules=Rules())
    for begun, history in histories():
        month.count(fold(begun, history))
    return list(month.figures())


def test_the_sources_figures_come_of_the_events() -> None:
    found = {(one.name, one.of): one.value for one in figures()}
    items = tuple(found[FigureName.ITEMS_BY_CATEGORY, category.value] for category in Category)
    assert found[FigureName.HOUSEHOLDS, ""] == HOUSEHOLDS
    assert found[FigureName.ITEMS, ""] == ITEMS
    assert list(items) == list(BY_CATEGORY)
    assert found[FigureName.ITEMS_CLOSED, ""] == CLOSED


def test_the_categories_stand_in_the_order_of_the_sources_table() -> None:
    named = [one.of for one in figures() if one.name is FigureName.ITEMS_BY_CATEGORY]
    assert named == [category.value for category in Category]


def test_a_defect_that_many_households_have_is_told_with_the_numbers_behind_it() -> None:
    common = {one.of: one for one in figures() if one.name is FigureName.RECURRING_DEFECTS}
    assert set(common) == set(Category) - {Category.SANITARY}
    water = common[Category.WATER]
    assert (water.value, len(water.cases), water.cases[0]) == (137, 137, "BX-20261104-0284")

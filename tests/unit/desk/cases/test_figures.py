from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.case import fold
from desk.cases import events as v
from desk.cases.callbacks.rating_figures import RatingFigure, Ratio
from desk.cases.defects import COMMON
from desk.cases.figure import Figure, FigureName
from desk.cases.figures import MonthCount, Talks
from desk.cases.kinds import CaseKind, Category, Cause, Class, Ending
from desk.cases.months import Month, month_at, month_of
from desk.cases.state import Case
from desk.events import Event
from desk.rules import Organisation, Rules
from handlers.words import words_of
from tests.kit.registered import begun, filed

NOVEMBER = Month(2026, 11)
RULES = Rules(organisation=Organisation(zone=None))
FIRST = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
"""When nothing of November runs any more."""


def complaint(number: int = 1, at: datetime = FIRST, *then: Event, **more: object) -> Case:
    case = begun(number, CaseKind.COMPLAINT, 1001)
    return fold(case, [filed(number, CaseKind.COMPLAINT, at, 1001, **more), v.Assigned(at=at, to=7, by=7), *then])


def repair(number: int = 1, at: datetime = FIRST, *then: Event, **more: object) -> Case:
    case = begun(number, CaseKind.REPAIR, 1001)
    return fold(case, [filed(number, CaseKind.REPAIR, at, 1001, **more), *then])


def days(count: float) -> datetime:
    return FIRST + timedelta(days=count)


def counted(*cases: Case, now: datetime = LATER, talks: Talks | None = None) -> Sequence[Figure]:
    month = MonthCount(NOVEMBER, now=now, rules=RULES, talks=talks)
    for case in cases:
        month.count(case)
    return month.figures()


def one(name: FigureName, of: str, figures: Iterable[Figure]) -> Figure:
    (found,) = [figure for figure in figures if (figure.name, figure.of) == (name, of)]
    return found


def share(name: FigureName, *cases: Case, now: datetime = LATER) -> tuple[int | None, int | None, int, int]:
    """How many of how many, how many of them run, how many are excluded."""
    found = one(name, "", counted(*cases, now=now))
    return found.met, found.among, found.running, found.excluded


def remedied(at: datetime) -> v.RemedyDone:
    return v.RemedyDone(at=at, by=7)


# --- months ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026-11", NOVEMBER),
        (" 2026-1 ", Month(2026, 1)),
        ("2026-13", None),
        ("2026-00", None),
        ("next", None),
        ("", None),
    ],
)
def test_a_month_is_a_year_and_a_month_or_none(written: str, month: Month | None) -> None:
    assert month_of(written) == month


@given(st.integers(1, 12), st.integers(1, 12), st.integers(-400, 400))
def test_going_back_and_coming_again_leads_to_the_same_month(month: int, other: int, months: int) -> None:
    here = Month(2026, month)
    assert here.before(months).before(-months) == here
    assert here.period(None, other)[0] <= here.begins(None) < here.period(None, other)[1]
    assert month_at(here.begins(None), None) == here


# --- rates -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("complaint_resolve")
@pytest.mark.parametrize(
    ("done", "now", "expected"),
    [
        (None, days(3), (0, 0, 1, 0)),  # it runs: left out
        (None, days(8), (0, 1, 0, 0)),  # open but overdue: missed
        (datetime(2026, 11, 9, 23, 59, tzinfo=UTC), LATER, (1, 1, 0, 0)),  # the last minute of the seventh day
        (datetime(2026, 11, 10, 0, 1, tzinfo=UTC), LATER, (0, 1, 0, 0)),
    ],
)
def test_the_quick_rate_counts_to_the_midnight_of_the_seventh_day_and_open_but_overdue_as_missed(
    done: datetime | None, now: datetime, expected: tuple[int, ...]
) -> None:
    case = complaint(1, FIRST, *([remedied(done)] if done else []))
    assert share(FigureName.QUICK_RATE, case, now=now) == expected


def test_a_remedy_the_customer_did_not_accept_is_none() -> None:
    refused = complaint(1, FIRST, remedied(days(2)), v.Disagreed(at=days(3)))
    assert share(FigureName.QUICK_RATE, refused) == (0, 1, 0, 0)


def test_what_is_excluded_stands_in_no_rate_but_its_number_is_told() -> None:
    asked, decided = v.ExclusionAsked(at=days(20), by=7), v.ExclusionDecided(at=days(20), excluded=True, by=1)
    case = complaint(1, FIRST, asked, decided)
    for name in (FigureName.QUICK_RATE, FigureName.REPLY_RATE, FigureName.CLOSED_NEW, FigureName.COMPLAINT_RATE):
        assert share(name, case) == (0, 0, 0, 1)


def test_an_exclusion_that_is_only_asked_for_changes_nothing() -> None:
    assert share(FigureName.QUICK_RATE, complaint(1, FIRST, v.ExclusionAsked(at=days(20), by=7))) == (0, 1, 0, 0)


def test_the_rolling_rate_holds_twelve_months_and_no_more() -> None:
    long_ago = complaint(1, datetime(2025, 11, 30, 12, tzinfo=UTC))
    within = complaint(2, datetime(2025, 12, 1, 12, tzinfo=UTC))
    after = complaint(3, datetime(2026, 12, 1, 12, tzinfo=UTC))
    assert share(FigureName.QUICK_RATE_YEAR, long_ago, within, after, complaint(4)) == (0, 2, 0, 0)
    assert share(FigureName.QUICK_RATE, long_ago, within, after, complaint(4)) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("answered", "now", "expected"),
    [
        (timedelta(hours=24), LATER, (1, 1, 0, 0)),
        (timedelta(hours=24, seconds=1), LATER, (0, 1, 0, 0)),
        (None, FIRST + timedelta(hours=23), (0, 0, 1, 0)),
        (None, FIRST + timedelta(hours=24), (0, 1, 0, 0)),
    ],
)
def test_a_case_is_answered_within_a_day_or_has_missed_it(
    answered: timedelta | None, now: datetime, expected: tuple[int, ...]
) -> None:
    then = [v.Answered(at=FIRST + answered, by=7)] if answered else []
    assert share(FigureName.REPLY_RATE, repair(1, FIRST, *then), now=now) == expected


def test_what_was_closed_is_told_apart_by_when_it_was_registered() -> None:
    settled = v.CaseSettled(at=days(5), ending=Ending.AGREED, by=7)
    new, left = complaint(1, FIRST, settled), complaint(2)
    earlier = datetime(2026, 10, 20, tzinfo=UTC)
    old, old_left = complaint(3, earlier, settled), complaint(4, earlier)
    gone = complaint(5, earlier, v.CaseSettled(at=earlier + timedelta(days=1), ending=Ending.AGREED, by=7))
    cases = (new, left, old, old_left, gone)
    assert share(FigureName.CLOSED_NEW, *cases) == (1, 2, 0, 0)
    assert share(FigureName.CLOSED_EARLIER, *cases) == (1, 2, 0, 0)


def test_what_was_reopened_is_not_closed() -> None:
    settled = v.CaseSettled(at=days(5), ending=Ending.AGREED, by=7)
    assert share(FigureName.CLOSED_NEW, complaint(1, FIRST, settled, v.CaseReopened(at=days(40), by=7))) == (0, 1, 0, 0)


# --- callbacks and ratings ---------------------------------------------------------------------------------------


def test_what_customers_said_stands_among_the_figures_with_its_target() -> None:
    told = (Ratio(RatingFigure.CALLBACKS_MADE, 3, 4), Ratio(RatingFigure.CALLBACK_MANNER, 9, 2))
    month = MonthCount(NOVEMBER, now=LATER, rules=RULES, told=told)
    made, manner = [figure for figure in month.figures() if isinstance(figure.name, RatingFigure)]
    assert (made.value, made.met, made.among, made.target) == (0.75, 3, 4, 0.96)
    assert (manner.value, manner.target) == (4.5, None)


# --- counts ------------------------------------------------------------------------------------------------------


def test_cases_are_counted_by_kind_class_category_unit_and_person() -> None:
    judged = v.Judged(at=days(1), justified=True, cause=Cause.DELAY, unit="工程部", by=7)
    figures = counted(
        complaint(1, FIRST, judged, klass=Class.MAJOR),
        complaint(2, FIRST),
        repair(3, FIRST, category=Category.WATER, items=2),
        repair(4, FIRST),
        complaint(5, datetime(2026, 10, 31, 23, 59, tzinfo=UTC)),
        complaint(6, datetime(2026, 12, 1, tzinfo=UTC)),
    )
    values = {(figure.name, figure.of): figure.value for figure in figures}
    assert [values[FigureName.REGISTERED, kind] for kind in CaseKind] == [2, 2, 0, 0]
    assert [values[FigureName.BY_CLASS, klass] for klass in Class] == [1, 1, 0, 0]
    assert values[FigureName.BY_CATEGORY, "water"] == 1
    assert values[FigureName.BY_CATEGORY, ""] == 1
    assert values[FigureName.BY_UNIT, "工程部"] == 1
    assert (values[FigureName.BY_PERSON, "7"], values[FigureName.BY_PERSON, ""]) == (2, 2)
    assert (values[FigureName.ITEMS_BY_CATEGORY, "water"], values[FigureName.ITEMS, ""]) == (2, 3)


def test_a_household_counts_once_however_much_is_broken_there() -> None:
    cases = [repair(n, FIRST, household=home) for n, home in enumerate(("a", "a", "b", None), start=1)]
    assert one(FigureName.HOUSEHOLDS, "", counted(*cases)).value == 2


def test_a_defect_recurs_at_a_household_or_in_many_with_the_numbers_behind_it() -> None:
    twice = [repair(n, FIRST, household="a", category=Category.WATER) for n in (1, 2)]
    many = [repair(10 + n, FIRST, household=f"h{n}", category=Category.CRACKS) for n in range(COMMON)]
    figures = counted(*twice, *many)
    at_home, common = [f for f in figures if f.name in {FigureName.RECURRING_AT_HOME, FigureName.RECURRING_DEFECTS}]
    assert (at_home.of, at_home.value, at_home.cases) == ("water", 1, ("BX-20261102-0001", "BX-20261102-0002"))
    assert (common.of, common.value, len(common.cases)) == ("cracks", COMMON, COMMON)


def test_nine_households_make_no_common_defect() -> None:
    few = [repair(n, FIRST, household=f"h{n}", category=Category.CRACKS) for n in range(1, COMMON)]
    assert [f for f in counted(*few) if f.name is FigureName.RECURRING_DEFECTS] == []


def test_a_repair_that_was_not_fixed_is_a_repeat_repair() -> None:
    work = [
        v.WorkOrdered(at=FIRST, order=1),
        v.Dispatched(at=FIRST, worker=21),
        v.WorkAccepted(at=FIRST, worker=21),
        v.WorkDone(at=days(1), worker=21),
    ]
    assert share(FigureName.REPEAT_REPAIRS, repair(1, FIRST, *work, v.NotFixed(at=days(2))), repair(2)) == (1, 2, 0, 0)


def test_a_complaint_about_the_same_matter_is_a_repeat_one() -> None:
    assert share(FigureName.REPEAT_COMPLAINTS, complaint(2, FIRST, repeats=1), complaint(3)) == (1, 2, 0, 0)


# --- conversations -----------------------------------------------------------------------------------------------


def test_the_figures_of_conversations_have_their_denominators_beside_them() -> None:
    talks = Talks(conversations=50, by_bot=40, ended=8, unresolved=frozenset({71, 72, 73}))
    elsewhere = replace(complaint(3, datetime(2026, 12, 1, tzinfo=UTC)), conversation=72)
    figures = counted(complaint(1, conversation=71), complaint(2), elsewhere, talks=talks)
    assert one(FigureName.COMPLAINT_RATE, "", figures).value == 2 / 50
    assert one(FigureName.SELF_SERVICE, "", figures).value == 40 / 50
    assert one(FigureName.UNRECORDED, "", figures).value == 1 / 8


def test_where_nothing_was_said_there_is_no_rate_and_no_mistake() -> None:
    assert {one(name, "", counted()).value for name in (FigureName.COMPLAINT_RATE, FigureName.QUICK_RATE)} == {None}


# --- a year ago --------------------------------------------------------------------------------------------------


def test_a_year_ago_stands_beside_a_figure_where_there_was_anything() -> None:
    cases = [complaint(1), complaint(2), complaint(3, datetime(2025, 11, 20, tzinfo=UTC))]
    now, then, nothing = (
        MonthCount(month, now=LATER, rules=RULES) for month in (NOVEMBER, NOVEMBER.before(12), Month(2020, 1))
    )
    for month in (now, then, nothing):
        for case in cases:
            month.count(case)
    found = one(FigureName.REGISTERED, "complaint", now.figures(then))
    assert (found.value, found.year_ago) == (2, 1)
    assert one(FigureName.REGISTERED, "complaint", now.figures(nothing)).year_ago is None


# --- definitions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("name", list(FigureName))
def test_every_figure_says_what_it_means(name: FigureName, locale: str) -> None:
    words = words_of(locale)
    assert words(f"figure.{name.value}")
    assert len(words(f"figure_means.{name.value}")) > len(words(f"figure.{name.value}"))


@pytest.mark.parametrize("name", [*FigureName, *RatingFigure])
def test_the_operators_page_defines_every_figure_as_the_command_does(name: FigureName | RatingFigure) -> None:
    page = (Path(__file__).parents[4] / "docs" / "operating.md").read_text(encoding="utf-8")
    chinese, english = words_of("zh"), words_of("en")
    table = "rating_figure" if isinstance(name, RatingFigure) else "figure"
    called = f"| `{name.value}` {chinese(f'{table}.{name.value}')} | {english(f'{table}.{name.value}')} |"
    assert f"{called} {english(f'{table}_means.{name.value}')} |" in page

"""Days, weeks and months of the organisation's calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.reports.period import Period, Span, period_around, period_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("written", "span", "first", "after", "before"),
    [
        ("2026-11-22", Span.DAY, date(2026, 11, 22), date(2026, 11, 23), "2026-11-21"),
        ("2026-3-1", Span.DAY, date(2026, 3, 1), date(2026, 3, 2), "2026-02-28"),
        ("2026-W47", Span.WEEK, date(2026, 11, 16), date(2026, 11, 23), "2026-W46"),
        ("2026w01", Span.WEEK, date(2025, 12, 29), date(2026, 1, 5), "2025-W52"),
        ("2026-02", Span.MONTH, date(2026, 2, 1), date(2026, 3, 1), "2026-01"),
        (" 2026-12 ", Span.MONTH, date(2026, 12, 1), date(2027, 1, 1), "2026-11"),
    ],
)
def test_a_period_is_read_as_it_is_written(written: str, span: Span, first: date, after: date, before: str) -> None:
    found = period_of(written)
    assert found is not None
    assert (found, found.after, str(found.before())) == (Period(span, first), after, before)
    assert period_of(str(found)) == found
    assert period_around(span, after).before() == found


@pytest.mark.parametrize("written", ["", "soon", "2026", "2026-13", "2026-02-30", "2026-W54", "1969-12", "２０２６-11"])
def test_what_is_no_period_is_none(written: str) -> None:
    assert period_of(written) is None


def test_it_lasts_from_midnight_to_midnight_where_the_desk_is() -> None:
    assert Period(Span.DAY, date(2026, 11, 23)).bounds(SHANGHAI) == (
        datetime(2026, 11, 22, 16, tzinfo=UTC),
        datetime(2026, 11, 23, 16, tzinfo=UTC),
    )


def test_a_day_on_which_the_clocks_are_set_is_longer_or_shorter() -> None:
    since, until = Period(Span.DAY, date(2026, 10, 25)).bounds(ZoneInfo("Europe/Berlin"))
    assert (until - since).total_seconds() == 25 * 3600


def test_only_a_month_has_one_like_it_a_year_before() -> None:
    assert Period(Span.MONTH, date(2026, 2, 1)).a_year_before() == Period(Span.MONTH, date(2025, 2, 1))
    assert Period(Span.DAY, date(2024, 2, 29)).a_year_before() is None
    assert Period(Span.WEEK, date(2026, 11, 16)).a_year_before() is None

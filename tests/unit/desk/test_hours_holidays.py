"""Public holidays and the days that are worked to make up for them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from desk.hours import (
    ALWAYS,
    CLOSED,
    Arrangement,
    Calendar,
    Interval,
    PublicHolidays,
    UnknownRegionError,
    Unpublished,
    deadline,
    next_closing,
    next_opening,
)

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_MONDAY, _WORKDAY, _FRIDAY = ((510, 1050),), ((540, 1020),), ((510, 900),)

OFFICE = Calendar(zone=_SHANGHAI, week=(_MONDAY,) * 4 + (_FRIDAY, CLOSED, CLOSED), holidays=PublicHolidays(region="CN"))


def _shanghai(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=_SHANGHAI)


def test_a_public_holiday_is_closed() -> None:
    assert [OFFICE.day(date(2026, 10, day)) for day in range(1, 9)] == [CLOSED] * 7 + [_MONDAY]


def test_a_sunday_that_is_worked_to_make_up_for_a_holiday_has_the_hours_of_a_monday() -> None:
    assert OFFICE.day(date(2026, 9, 20)) == _MONDAY
    assert next_opening(OFFICE, _shanghai("2026-09-18 20:00")) == _shanghai("2026-09-20 08:30")


def test_make_up_workdays_may_have_hours_of_their_own() -> None:
    assert replace(OFFICE, workday=_WORKDAY).day(date(2026, 9, 20)) == _WORKDAY


def test_a_date_of_its_own_beats_holiday_and_make_up_workday() -> None:
    calendar = replace(OFFICE, dates={date(2026, 10, 1): _WORKDAY, date(2026, 9, 20): CLOSED})
    assert (calendar.day(date(2026, 10, 1)), calendar.day(date(2026, 9, 20))) == (_WORKDAY, CLOSED)


def test_a_promise_before_the_golden_week_is_due_after_it() -> None:
    asked = _shanghai("2026-09-30 17:20")
    assert deadline(OFFICE, asked, timedelta(minutes=15)) == _shanghai("2026-10-08 08:35")


def test_a_desk_that_serves_every_day_is_closed_on_holidays_only() -> None:
    daily = replace(OFFICE, week=(_MONDAY,) * 7)
    assert [daily.day(date(2026, 5, day)) == CLOSED for day in range(1, 7)] == [True, True, False, True, True, False]


def test_a_desk_that_is_open_day_and_night_is_closed_on_holidays() -> None:
    calendar = replace(ALWAYS, zone=_SHANGHAI, holidays=PublicHolidays(region="CN"))
    assert next_closing(calendar, _shanghai("2026-09-26 10:00")) == _shanghai("2026-10-01 00:00")


def test_a_december_day_worked_for_the_next_year_is_found() -> None:
    assert date(2006, 12, 30) in PublicHolidays(region="CN").of(2006).workdays


def test_a_region_may_have_holidays_of_its_own() -> None:
    epiphany = date(2027, 1, 6)
    assert epiphany in PublicHolidays(region="DE-BY").of(2027).holidays
    assert epiphany not in PublicHolidays(region="DE-BE").of(2027).holidays


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(UnknownRegionError, match="no holidays are known for cn"):
        PublicHolidays(region="cn").of(2026)


def test_a_year_whose_arrangement_is_not_published_yet_is_named() -> None:
    warnings = OFFICE.unpublished([2026, 2090])
    assert warnings == (Unpublished(region="CN", year=2090),)
    assert str(warnings[0]) == (
        "the public holidays in CN for 2090 are estimated: the arrangement is not published yet"
    )


def test_holidays_that_hang_on_the_moon_are_estimated() -> None:
    assert [PublicHolidays(region="AE").of(year).published for year in (2024, 2090)] == [True, False]


def test_where_the_law_fixes_the_days_every_year_is_certain() -> None:
    assert replace(OFFICE, holidays=PublicHolidays(region="DE-BY")).unpublished([2090]) == ()


def test_a_calendar_without_holidays_has_none_to_warn_of() -> None:
    assert replace(OFFICE, holidays=None).unpublished([2090]) == ()


def test_years_that_are_known_stay_as_they_are_when_the_library_learns_more() -> None:
    learnt_before = Arrangement(year=2026, holidays=frozenset(), workdays=frozenset(), published=False)
    holidays = PublicHolidays(region="CN", known=(learnt_before,))
    calendar = replace(OFFICE, holidays=holidays).known_for(range(2026, 2028))
    assert calendar.day(date(2026, 10, 1)) == _MONDAY
    assert calendar.unpublished([2026]) == (Unpublished(region="CN", year=2026),)
    assert calendar.holidays is not None
    known_longer = calendar.holidays.known_for(range(2027, 2029)).known
    assert [arrangement.year for arrangement in known_longer] == [2026, 2027, 2028]
    assert known_longer[0] == learnt_before


def test_a_calendar_without_holidays_has_none_to_know() -> None:
    plain = replace(OFFICE, holidays=None)
    assert plain.known_for(range(2026, 2028)) == plain


def test_a_calendar_is_kept_as_text_with_all_that_is_known_and_read_back() -> None:
    outage = Interval(_shanghai("2026-11-30 08:00").astimezone(UTC), _shanghai("2026-11-30 14:00").astimezone(UTC))
    calendar = replace(OFFICE, workday=_WORKDAY, dates={date(2026, 10, 1): CLOSED}, closed=(outage,), version=4)
    known = calendar.known_for(range(2026, 2028))
    kept = TypeAdapter(Calendar).dump_json(known)
    assert TypeAdapter(Calendar).validate_json(kept) == known

"""Working time: what counts, when a promise is due, and when the desk opens."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.hours import (
    ALWAYS,
    CLOSED,
    WHOLE_DAY,
    Calendar,
    Calendars,
    Day,
    Interval,
    Pause,
    counted,
    deadline,
    followed,
    intervals,
    is_open,
    next_closing,
    next_opening,
    overrun,
    run,
)

_SHANGHAI, _BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
_SECONDS, _MINUTES, _HOURS = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def _hours(*pairs: tuple[str, str]) -> Day:
    return tuple((_minute(opens), _minute(closes)) for opens, closes in pairs)


def _minute(written: str) -> int:
    hour, minute = written.split(":")
    return int(hour) * 60 + int(minute)


_OFFICE_DAY = _hours(("08:30", "12:00"), ("13:30", "17:30"))
OFFICE = Calendar(zone=_SHANGHAI, week=(_OFFICE_DAY,) * 5 + (CLOSED,) * 2)
"""Monday to Friday with a lunch break, in Shanghai."""

NIGHT = Calendar(zone=_BERLIN, week=(_hours(("22:00", "30:00")),) * 7)
"""Every night from ten to six, in Berlin."""


def _shanghai(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=_SHANGHAI)


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def test_mei_who_writes_before_lunch_is_owed_an_answer_after_it() -> None:
    asked = _shanghai("2026-11-23 11:58")
    assert deadline(OFFICE, asked, 5 * _MINUTES) == _shanghai("2026-11-23 13:33")
    assert run(OFFICE, asked, _shanghai("2026-11-23 13:31")) == 3 * _MINUTES


def test_ten_seconds_before_closing_are_used_today_and_the_rest_at_the_next_opening() -> None:
    asked = _shanghai("2026-11-27 17:29:50")  # a Friday
    assert deadline(OFFICE, asked, 3 * _MINUTES) == _shanghai("2026-11-30 08:32:50")


def test_a_clock_that_starts_at_night_begins_at_the_opening() -> None:
    assert deadline(OFFICE, _shanghai("2026-11-23 02:00"), 5 * _MINUTES) == _shanghai("2026-11-23 08:35")


def test_two_working_days_are_not_two_days() -> None:
    asked = _shanghai("2026-11-26 10:00")  # a Thursday, with 15 hours of work in two days
    assert deadline(OFFICE, asked, 15 * _HOURS) == _shanghai("2026-11-30 10:00")


def test_a_promise_is_due_in_the_moment_of_closing_not_at_the_next_opening() -> None:
    asked = _shanghai("2026-11-23 17:25")
    assert deadline(OFFICE, asked, 5 * _MINUTES) == _shanghai("2026-11-23 17:30")
    assert overrun(OFFICE, asked, 5 * _MINUTES, _shanghai("2026-11-24 08:30")) == timedelta()
    assert overrun(OFFICE, asked, 5 * _MINUTES, _shanghai("2026-11-24 08:31")) == _MINUTES


def test_the_moment_of_opening_is_open_and_the_moment_of_closing_is_not() -> None:
    assert is_open(OFFICE, _shanghai("2026-11-23 08:30"))
    assert not is_open(OFFICE, _shanghai("2026-11-23 12:00"))
    assert is_open(OFFICE, _shanghai("2026-11-23 11:59:59.999999"))


def test_a_promise_without_time_is_due_at_once_even_when_closed() -> None:
    asked = _shanghai("2026-11-22 10:00")
    assert deadline(OFFICE, asked, timedelta()) == asked
    assert deadline(OFFICE, asked, timedelta(), [(asked, None)]) == asked


def test_time_can_only_be_given() -> None:
    asked = _shanghai("2026-11-23 10:00")
    with pytest.raises(ValueError, match="a budget of -1 s is negative; a clock can only be given time"):
        deadline(OFFICE, asked, -_SECONDS)
    with pytest.raises(ValueError, match="a budget of -1 s is negative"):
        overrun(OFFICE, asked, -_SECONDS, asked)


def test_before_it_starts_a_clock_has_not_run() -> None:
    asked = _shanghai("2026-11-23 10:00")
    assert run(OFFICE, asked, asked - _HOURS) == timedelta()
    assert overrun(OFFICE, asked, timedelta(), asked - _HOURS) == timedelta()


def test_parts_of_a_second_count() -> None:
    asked = _shanghai("2026-11-23 17:29:59.999998")
    assert deadline(OFFICE, asked, timedelta(microseconds=3)) == _shanghai("2026-11-24 08:30:00.000001")


def test_what_comes_back_is_in_utc() -> None:
    due = deadline(OFFICE, _shanghai("2026-11-23 10:00"), _HOURS)
    assert due is not None
    assert (due.tzinfo, due.isoformat()) == (UTC, "2026-11-23T03:00:00+00:00")


# Pauses


_ASKED = _shanghai("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "2026-11-23 10:00"),
        ([("09:10", "09:40")], "2026-11-23 10:30"),
        ([("09:30", "09:40"), ("09:10", "09:20")], "2026-11-23 10:20"),
        ([("09:10", "09:30"), ("09:20", "09:40"), ("09:10", "09:15")], "2026-11-23 10:30"),
        ([("09:30", "09:30")], "2026-11-23 10:00"),
        ([("08:00", "09:15")], "2026-11-23 10:15"),
        ([("07:00", "08:00")], "2026-11-23 10:00"),
        ([("10:00", "11:00")], "2026-11-23 10:00"),
        ([("10:00", None)], "2026-11-23 10:00"),
        ([("09:30", "14:00")], "2026-11-23 14:30"),
    ],
)
def test_a_pause_puts_a_deadline_off_by_the_working_time_it_covers(
    pauses: list[tuple[str, str | None]], due: str
) -> None:
    assert deadline(OFFICE, _ASKED, _HOURS, [_pause(*pair) for pair in pauses]) == _shanghai(due)


def test_a_clock_that_is_paused_until_nobody_knows_when_has_no_deadline() -> None:
    paused = [_pause("09:30", None)]
    assert deadline(OFFICE, _ASKED, _HOURS, paused) is None
    assert run(OFFICE, _ASKED, _shanghai("2027-11-23 10:00"), paused) == 30 * _MINUTES


def test_a_pause_over_night_does_not_count_the_night_twice() -> None:
    night = [(_shanghai("2026-11-23 17:00"), _shanghai("2026-11-24 09:00"))]
    assert deadline(OFFICE, _shanghai("2026-11-23 16:30"), _HOURS, night) == _shanghai("2026-11-24 09:30")


def test_a_pause_that_ends_before_it_starts_is_a_mistake() -> None:
    sentence = r"a pause that starts at .*09:30:00\+08:00 cannot end before it, at .*09:20:00\+08:00"
    with pytest.raises(ValueError, match=sentence):
        run(OFFICE, _ASKED, _ASKED, [_pause("09:30", "09:20")])


def _pause(start: str, end: str | None) -> Pause:
    return _shanghai(f"2026-11-23 {start}"), None if end is None else _shanghai(f"2026-11-23 {end}")


def test_every_interval_that_counted_can_be_shown() -> None:
    paused = [_pause("11:00", "11:30")]
    assert list(counted(OFFICE, _ASKED, _shanghai("2026-11-24 09:00"), paused)) == [
        Interval(_ASKED, _shanghai("2026-11-23 11:00")),
        Interval(_shanghai("2026-11-23 11:30"), _shanghai("2026-11-23 12:00")),
        Interval(_shanghai("2026-11-23 13:30"), _shanghai("2026-11-23 17:30")),
        Interval(_shanghai("2026-11-24 08:30"), _shanghai("2026-11-24 09:00")),
    ]


# The zone


def test_a_shift_over_the_night_in_which_an_hour_is_skipped_is_an_hour_shorter() -> None:
    began = _utc("2026-03-28 21:00")  # 22:00 in Berlin, the night before the clocks go forward
    assert next(intervals(NIGHT, began, began + 24 * _HOURS)) == Interval(began, _utc("2026-03-29 04:00"))


def test_a_shift_over_the_night_in_which_an_hour_is_repeated_is_an_hour_longer() -> None:
    began = _utc("2026-10-24 20:00")
    assert next(intervals(NIGHT, began, began + 24 * _HOURS)) == Interval(began, _utc("2026-10-25 05:00"))


def test_the_desk_opens_at_the_same_time_of_the_wall_in_summer_and_in_winter() -> None:
    office = replace(OFFICE, zone=_BERLIN)
    assert next_opening(office, _utc("2026-03-27 20:00")) == _utc("2026-03-30 06:30")
    assert next_opening(office, _utc("2026-10-23 20:00")) == _utc("2026-10-26 07:30")


def test_hours_that_a_zone_skips_are_not_there() -> None:
    small_hours = Calendar(zone=_BERLIN, week=(_hours(("02:15", "02:45")),) * 7)
    assert list(intervals(small_hours, _utc("2026-03-28 12:00"), _utc("2026-03-29 12:00"))) == []


def test_an_opening_in_a_skipped_hour_happens_when_the_skip_is_over() -> None:
    early = Calendar(zone=_BERLIN, week=(_hours(("02:15", "09:00")),) * 7)
    assert next_opening(early, _utc("2026-03-28 12:00")) == _utc("2026-03-29 01:00")


def test_hours_that_a_zone_repeats_are_there_twice() -> None:
    small_hours = Calendar(zone=_BERLIN, week=(_hours(("02:15", "02:45")),) * 7)
    assert list(intervals(small_hours, _utc("2026-10-24 12:00"), _utc("2026-10-25 12:00"))) == [
        Interval(_utc("2026-10-25 00:15"), _utc("2026-10-25 00:45")),
        Interval(_utc("2026-10-25 01:15"), _utc("2026-10-25 01:45")),
    ]


def test_a_zone_may_change_its_clocks_by_half_an_hour() -> None:
    lord_howe = Calendar(zone=ZoneInfo("Australia/Lord_Howe"), week=(_hours(("00:00", "06:00")),) * 7)
    spring, autumn = _utc("2026-10-03 12:00"), _utc("2026-04-04 12:00")
    assert run(lord_howe, spring, spring + 12 * _HOURS) == 5.5 * _HOURS
    assert run(lord_howe, autumn, autumn + 12 * _HOURS) == 6.5 * _HOURS


def test_a_day_that_a_zone_skips_has_no_hours_but_those_of_its_night() -> None:
    apia = Calendar(zone=ZoneInfo("Pacific/Apia"), week=(_hours(("20:00", "26:00")),) * 7)
    found = list(intervals(apia, _utc("2011-12-30 00:00"), _utc("2011-12-31 12:00")))
    assert found == [
        Interval(
            _utc("2011-12-30 06:00"), _utc("2011-12-30 12:00")
        ),  # the evening of the 29th, then the 31st until two
        Interval(_utc("2011-12-31 06:00"), _utc("2011-12-31 12:00")),
    ]


# The layers of a day


def test_a_date_of_its_own_replaces_the_day() -> None:
    calendar = replace(OFFICE, dates={date(2026, 11, 24): CLOSED, date(2026, 11, 28): _hours(("10:00", "11:00"))})
    assert deadline(calendar, _shanghai("2026-11-23 17:00"), _HOURS) == _shanghai("2026-11-25 09:00")
    assert next_opening(calendar, _shanghai("2026-11-27 18:00")) == _shanghai("2026-11-28 10:00")


def test_a_night_belongs_to_the_day_on_which_it_began() -> None:
    calendar = replace(NIGHT, dates={date(2026, 11, 24): CLOSED})
    assert list(intervals(calendar, _utc("2026-11-23 12:00"), _utc("2026-11-25 23:00"))) == [
        Interval(_utc("2026-11-23 21:00"), _utc("2026-11-24 05:00")),
        Interval(_utc("2026-11-25 21:00"), _utc("2026-11-25 23:00")),
    ]


def test_a_night_that_reaches_into_the_hours_of_the_next_day_is_counted_once() -> None:
    calendar = replace(NIGHT, dates={date(2026, 11, 24): _hours(("05:00", "08:00"))})
    began = _utc("2026-11-23 21:00")
    assert list(intervals(calendar, began, began + 24 * _HOURS)) == [Interval(began, began + 10 * _HOURS)]


def test_staff_open_and_close_by_hand_and_closed_wins() -> None:
    saturday = Interval(_shanghai("2026-11-28 10:00"), _shanghai("2026-11-28 16:00"))
    lunch = Interval(_shanghai("2026-11-28 12:00"), _shanghai("2026-11-28 13:00"))
    outage = Interval(_shanghai("2026-11-30 08:00"), _shanghai("2026-11-30 14:00"))
    calendar = replace(OFFICE, opened=(saturday,), closed=(outage, lunch))
    assert list(intervals(calendar, _shanghai("2026-11-28 00:00"), _shanghai("2026-11-30 15:00"))) == [
        Interval(saturday.start, lunch.start),
        Interval(lunch.end, saturday.end),
        Interval(outage.end, _shanghai("2026-11-30 15:00")),
    ]


# Looking ahead


def test_the_next_opening_and_closing_lie_ahead() -> None:
    opened = _shanghai("2026-11-23 08:30")
    assert next_opening(OFFICE, opened - _SECONDS) == opened
    assert next_opening(OFFICE, opened) == _shanghai("2026-11-23 13:30")
    assert next_closing(OFFICE, opened) == _shanghai("2026-11-23 12:00")
    assert next_closing(OFFICE, _shanghai("2026-11-23 12:00")) == _shanghai("2026-11-23 17:30")


def test_a_night_over_new_year_is_one() -> None:
    calendar = replace(NIGHT, zone=ZoneInfo("UTC"))
    eve = _utc("2026-12-31 23:00")
    assert next_closing(calendar, eve) == _utc("2027-01-01 06:00")
    assert next_opening(calendar, eve) == _utc("2027-01-01 22:00")


def test_a_desk_that_never_opens_again_gives_no_deadline() -> None:
    closed = Calendar(zone=_SHANGHAI, week=(CLOSED,) * 7, dates={date(2026, 11, 23): _hours(("08:00", "09:00"))})
    monday = _shanghai("2026-11-23 08:30")
    assert deadline(closed, monday, 30 * _MINUTES) == _shanghai("2026-11-23 09:00")
    assert deadline(closed, monday, 31 * _MINUTES) is None
    assert (next_opening(closed, monday), next_closing(closed, monday)) == (None, _shanghai("2026-11-23 09:00"))
    assert next_closing(closed, monday + _HOURS) is None


def test_a_deadline_that_no_living_person_would_see_is_none() -> None:
    weekly = Calendar(zone=_SHANGHAI, week=(_hours(("08:00", "08:01")),) + (CLOSED,) * 6)
    assert deadline(weekly, _ASKED, 50 * 52 * _MINUTES) is not None
    assert deadline(weekly, _ASKED, 366 * 24 * _HOURS) is None


def test_a_desk_that_is_always_open_runs_by_the_clock_on_the_wall() -> None:
    started = _utc("2026-02-28 23:59:30")
    assert deadline(ALWAYS, started, 3 * _MINUTES) == started + 3 * _MINUTES
    assert run(ALWAYS, started, started + 4000 * 24 * _HOURS) == 4000 * 24 * _HOURS
    assert (next_opening(ALWAYS, started), next_closing(ALWAYS, started)) == (None, None)


def test_a_desk_that_is_always_open_may_be_closed_for_a_day() -> None:
    calendar = replace(ALWAYS, dates={date(2027, 1, 1): CLOSED})
    assert next_closing(calendar, _utc("2026-11-23 00:00")) == _utc("2027-01-01 00:00")
    assert next_opening(calendar, _utc("2026-11-23 00:00")) == _utc("2027-01-02 00:00")


def test_closing_for_more_than_a_year_is_closing() -> None:
    calendar = replace(ALWAYS, closed=(Interval(_utc("2026-12-01 00:00"), _utc("2029-02-01 00:00")),))
    assert deadline(calendar, _utc("2026-11-30 23:00"), 2 * _HOURS) == _utc("2029-02-01 01:00")


def test_only_so_many_years_are_remembered() -> None:
    calendar = replace(ALWAYS)
    assert run(calendar, _utc("1900-01-01 00:00"), _utc("2700-01-01 00:00")) == timedelta(days=2 * 146097)
    assert len(calendar.timeline._years) < 300


# Calendars that follow one another


def test_a_change_of_hours_splits_a_running_clock_at_its_moment() -> None:
    changed_at = _shanghai("2026-11-23 11:00")
    calendars = Calendars(OFFICE).changed(changed_at, replace(OFFICE, week=(WHOLE_DAY,) * 7, version=2))
    assert run(calendars, _ASKED, _shanghai("2026-11-23 13:00")) == 4 * _HOURS  # lunch counts from now on
    assert deadline(calendars, _ASKED, 4 * _HOURS) == _shanghai("2026-11-23 13:00")
    assert [calendars.at(at).version for at in (_ASKED, changed_at - _SECONDS, changed_at)] == [1, 1, 2]


def test_what_ran_before_a_change_stays_as_it_was() -> None:
    calendars = Calendars(OFFICE).changed(_shanghai("2026-11-24 00:00"), replace(OFFICE, week=(CLOSED,) * 7))
    assert run(calendars, _ASKED, _shanghai("2026-12-24 00:00")) == 7 * _HOURS
    assert deadline(calendars, _ASKED, 7 * _HOURS) == _shanghai("2026-11-23 17:30")
    assert deadline(calendars, _ASKED, 7 * _HOURS + _SECONDS) is None


def test_a_desk_may_open_or_close_by_a_change_of_its_hours() -> None:
    sunday = _shanghai("2026-11-22 10:00")
    calendars = Calendars(OFFICE).changed(sunday, ALWAYS).changed(sunday + _HOURS, OFFICE)
    assert next_opening(calendars, sunday - _HOURS) == sunday
    assert next_closing(calendars, sunday - _HOURS) == sunday + _HOURS


def test_hours_may_give_way_to_others_with_all_their_changes() -> None:
    change, other = _ASKED + 2 * _HOURS, replace(OFFICE, week=(WHOLE_DAY,) * 7, version=2)
    before = Calendars(OFFICE).changed(_ASKED, ALWAYS).changed(change + _HOURS, OFFICE)
    after = Calendars(ALWAYS).changed(_ASKED, other).changed(change + 2 * _HOURS, OFFICE)
    assert followed(before, change, after) == Calendars(OFFICE).changed(_ASKED, ALWAYS).changed(change, other).changed(
        change + 2 * _HOURS, OFFICE
    )
    assert followed(OFFICE, change, ALWAYS) == Calendars(OFFICE).changed(change, ALWAYS)


def test_calendars_are_changed_in_the_order_of_time() -> None:
    calendars = Calendars(OFFICE).changed(_ASKED, ALWAYS)
    with pytest.raises(ValueError, match="calendars are changed in the order of time"):
        calendars.changed(_ASKED - _SECONDS, OFFICE)

"""The hours file: what it may say, and how it is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.errors import BadRules
from desk.hours import CLOSED, Calendar, Interval, PublicHolidays, hours_file, read_hours

_MORNING, _AFTERNOON = (510, 720), (810, 1050)


def test_every_key_has_its_place() -> None:
    text = """
        zone = "Asia/Shanghai"
        version = 3
        holidays = "CN"
        opened = [["2026-11-28T10:00", "2026-11-28T16:00"]]
        closed = [["2026-11-24T14:00:00", 2026-11-24T16:30:00], ["2026-11-25T00:00Z", "2026-11-25T02:00+01:00"]]

        [week]
        mon = [["13:30", "17:30"], ["08:30", "12:00"]]
        fri = [["17:30", "25:00"]]
        workday = [["09:00", "17:00"]]

        [dates]
        "2026-10-01" = []
        2026-10-10 = [["00:00", "24:00"]]
    """
    assert read_hours(text, "hours.toml").desk == Calendar(
        zone=ZoneInfo("Asia/Shanghai"),
        version=3,
        holidays=PublicHolidays(region="CN"),
        opened=(Interval(_utc("2026-11-28 02:00"), _utc("2026-11-28 08:00")),),
        closed=(
            Interval(_utc("2026-11-24 06:00"), _utc("2026-11-24 08:30")),
            Interval(_utc("2026-11-25 00:00"), _utc("2026-11-25 01:00")),
        ),
        week=((_MORNING, _AFTERNOON), CLOSED, CLOSED, CLOSED, ((1050, 1500),), CLOSED, CLOSED),
        workday=((540, 1020),),
        dates={date(2026, 10, 1): CLOSED, date(2026, 10, 10): ((0, 1440),)},
    )


def test_a_zone_is_enough_for_a_desk_that_never_opens() -> None:
    assert read_hours("\ufeffzone = 'UTC'", "hours.toml").desk == Calendar(zone=ZoneInfo("UTC"), week=(CLOSED,) * 7)


def test_the_example_at_the_head_of_the_reader_is_an_hours_file() -> None:
    example = (hours_file.__doc__ or "").partition("\n\n")[2]
    assert read_hours(example, "hours.toml").desk.dates == {date(2026, 10, 1): CLOSED}


def test_workers_may_have_hours_of_their_own_and_come_on_holidays() -> None:
    text = (
        "zone = 'UTC'\nholidays = 'CN'\n[week]\nmon = [['08:00', '12:00']]\n[field.week]\nsun = [['00:00', '24:00']]\n"
    )
    desk, field, _ = read_hours(text, "hours.toml")
    assert field is not None
    assert (field.week[6], field.week[0], field.holidays) == (((0, 1440),), CLOSED, desk.holidays)
    assert desk.week[6] == CLOSED
    there = read_hours(text + "[field]\nholidays = false\ndates.2026-10-01 = [['09:00', '10:00']]", "hours.toml").field
    assert there == replace(field, holidays=None, dates={date(2026, 10, 1): ((540, 600),)})
    assert read_hours("zone = 'UTC'", "hours.toml").field is None


def test_a_line_may_have_hours_of_its_own_within_the_zone_and_the_holidays_of_the_desk() -> None:
    text = "zone = 'Europe/Berlin'\nholidays = 'DE'\nversion = 3\n[lines.C]\nweek.sat = [['09:00', '12:00']]\n"
    desk, _, lines = read_hours(text + "[lines.D]\nholidays = false\nweek.sun = [['00:00', '24:00']]", "h")
    assert lines["C"] == replace(desk, week=(*(CLOSED,) * 5, ((540, 720),), CLOSED))
    assert (lines["D"].holidays, lines["D"].zone, lines["D"].version) == (None, desk.zone, 3)


def test_a_line_that_is_not_there_has_no_hours() -> None:
    with pytest.raises(BadRules, match=r"h, line 2: lines\.X is no key of the hours; remove it; there are A, B"):
        read_hours("zone = 'UTC'\n[lines.X]\nweek.sat = [['09:00', '12:00']]", "h", "AB")


def test_hours_may_follow_each_other_without_a_break() -> None:
    read = read_hours(
        "zone = 'UTC'\n[week]\nmon = [['08:00', '12:00'], ['12:00', '25:00']]\ntue = [['01:00', '2:00']]", "h"
    ).desk
    assert read.week[:2] == (((480, 720), (720, 1500)), ((60, 120),))


def test_a_span_by_hand_takes_both_of_the_hours_that_a_zone_repeats() -> None:
    read = read_hours("zone = 'Europe/Berlin'\nclosed = [['2026-10-25T02:00', '2026-10-25T02:30']]", "h").desk
    assert read.closed == (Interval(_utc("2026-10-25 00:00"), _utc("2026-10-25 01:30")),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", 'hours.toml: zone is missing; write one like zone = "Asia/Shanghai".'),
        ("zone = 'Mars/Olympus'", "hours.toml, line 1: zone is 'Mars/Olympus', which is no time zone; write one like"),
        ("zone = '../../etc/passwd'", "which is no time zone"),
        ("zone = 8", "hours.toml, line 1: zone is 8, which is no time zone"),
        ("zoen = 'UTC'", "hours.toml, line 1: zoen is no key of the hours; did you mean zone?"),
        ("[week]\nmonday = []", "hours.toml, line 2: week.monday is no key of the hours; did you mean mon?"),
        ("[night]\nmon = []", "night is no key of the hours; remove it; there are zone, version, holidays, opened"),
        ("[field]\nnight = 3", "hours.toml, line 2: field.night is no key of the hours; remove it; there are holidays"),
        ("[field.week]\nmon = 3", "hours.toml, line 2: field.week.mon is 3; write pairs"),
        ("[field.dates]\ntoday = []", "hours.toml, line 2: field.dates.today is no date"),
        ("[field]\nholidays = 'CN'", "line 2: field.holidays is 'CN'; write false where somebody is there on public"),
        ("[field]\nweek.mon = []", "line 1: field has no hours in which anybody works; write a [field.week], or leave"),
        ("field = 3", "hours.toml, line 1: field is 3; write a table, with a [field.week] of its own."),
        (
            "[lines.C]\nholidays = true",
            "lines.C has no hours in which anybody is served; write a [lines.C.week], or",
        ),
        ("[lines.C.week]\nmon = 3", "hours.toml, line 2: lines.C.week.mon is 3; write pairs"),
        ("[lines.C]\nnight = 3", "hours.toml, line 2: lines.C.night is no key of the hours; remove it; there are"),
        ("lines.C = 3", "hours.toml, line 1: lines.C is 3; write a table, with a [lines.C.week] of its own."),
        ("lines = []", "hours.toml, line 1: lines is []; write a table, with one table per line, [lines.C]."),
        ("week = []", "hours.toml, line 1: week is []; write a table, with one line per day."),
        ("dates = 3", "hours.toml, line 1: dates is 3; write a table, with one line per day."),
        ("week.mon = '08:30-12:00'", 'week.mon is \'08:30-12:00\'; write pairs: [["08:30", "12:00"], ["13:30"'),
        ("week.mon = ['08:30', '12:00']", "week.mon is ['08:30', '12:00']; write pairs: [[\"08:30\", \"12:00\"]"),
        ("week.mon = [['08:30']]", "week.mon is [['08:30']]; write pairs"),
        ("week.mon = true", "week.mon is true; write pairs"),
        ("week.mon = [[8.30, 12]]", 'week.mon has 8.3, which is no time of day; write one like "08:30", or "25:00"'),
        ("week.mon = [[08:30:00, '12:00']]", "week.mon has datetime.time(8, 30), which is no time of day"),
        ("week.mon = [['08:60', '12:00']]", "week.mon has '08:60', which is no time of day"),
        ("week.mon = [['-1:00', '12:00']]", "week.mon has '-1:00', which is no time of day"),
        ("week.mon = [['０8:30', '12:00']]", "week.mon has '０8:30', which is no time of day"),
        (
            "week.mon = [['22:00', '06:00']]",
            "week.mon closes at 06:00, not after it opens at 22:00; 30:00 is the next day.",
        ),
        ("week.mon = [['08:30', '08:30']]", "week.mon closes at 08:30, not after it opens at 08:30"),
        ("week.mon = [['24:30', '26:00']]", "week.mon opens at 24:30; write it on the next day, from 00:30."),
        ("week.mon = [['08:30', '48:01']]", "week.mon closes at 48:01; hours end at 48:00 at the latest."),
        (
            "[week]\nsun = [['13:00', '17:00'], ['08:30', '13:01']]",
            "hours.toml, line 2: week.sun has 08:30–13:01 and 13:00–17:00, which overlap; make them one.",
        ),
        (
            "[week]\nmon = [['22:00', '30:00']]\ntue = [['05:00', '06:00']]",
            "line 3: week.tue opens at 05:00 while week.mon lasts until 30:00; shorten one of them.",
        ),
        (
            "[week]\nmon = [['00:00', '06:00']]\nsun = [['22:00', '30:00']]",
            "line 2: week.mon opens at 00:00 while week.sun lasts until 30:00; shorten one of them.",
        ),
        ("[dates]\n2026-02-30 = []", "hours.toml, line 2: dates.2026-02-30 is no date; write one like 2026-10-01."),
        ("[dates]\n2026-10-01 = 'closed'", "line 2: dates.2026-10-01 is 'closed'; write pairs"),
        ("[dates]\n20261001 = []", "dates.20261001 is no date"),
        ("holidays = 'ZZ'", "line 1: holidays is 'ZZ': no holidays are known for ZZ; write a country such as \"CN\""),
        ("holidays = 'DE-XX'", "holidays is 'DE-XX': no such region is known; write DE, DE-BB, DE-BE, DE-BW, DE-BY"),
        ("holidays = 'CN-GD'", "holidays is 'CN-GD': no such region is known; write CN."),
        ("holidays = false", 'holidays is false; write a country, "CN", or leave it out.'),
        (
            "closed = ['2026-11-24']",
            'closed is [\'2026-11-24\']; write pairs: [["2026-11-24T14:00", "2026-11-24T16:30"]].',
        ),
        (
            "closed = [['now', 'then']]",
            "closed has 'now', which is no date and time; write one like \"2026-11-24T14:00\".",
        ),
        ("closed = [['0001-01-01T00:00', '0001-01-02T00:00']]", "closed has '0001-01-01T00:00', which is no date and"),
        ("opened = [[3, 4]]", "opened has 3, which is no date and time"),
        (
            "zone = 'Europe/Berlin'\nopened = [['2026-03-29T02:30', '2026-03-29T09:00']]",
            "line 2: opened has '2026-03-29T02:30', an hour that Europe/Berlin skips; write a time that its",
        ),
        (
            "zone = 'UTC'\nclosed = [['2026-11-24T14:00', '2026-11-24T13:00']]",
            "line 2: closed ends at 2026-11-24T13:00:00+00:00, not after it starts at 2026-11-24T14:00:00+00:00",
        ),
        ("version = 1000001", "version is 1000001; write a whole number from 1 to 1000000, without quotes."),
        ("version = 0", "hours.toml, line 1: version is 0; write a whole number from 1 to 1000000, without quotes."),
        ("version = true", "version is true; write a whole number from 1"),
        ("zone = ", "hours.toml is not valid TOML:"),
        ("zone = 'UTC'\nzone = 'UTC'", "hours.toml is not valid TOML:"),
    ],
)
def test_a_mistake_is_refused_with_file_key_and_remedy(text: str, sentence: str) -> None:
    with pytest.raises(BadRules) as refused:
        read_hours(text, "hours.toml")
    assert [line for line in str(refused.value).splitlines() if sentence in line] != []


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(BadRules) as refused:
        read_hours("zone = 'x'\nversion = 'y'\nweek.mon = 3\ndates.2026-13-01 = []", "hours.toml")
    assert [line.partition(" is ")[0] for line in str(refused.value).splitlines()] == [
        "hours.toml, line 1: zone",
        "hours.toml, line 3: week.mon",
        "hours.toml, line 4: dates.2026-13-01",
        "hours.toml, line 2: version",
    ]


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)

"""The rota: who is planned on duty at a moment, who leads, and what a swap changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.errors import BadRules
from desk.shifts import Rota, Shift, Swap, read_rota

_SHANGHAI, _BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
_A_MOMENT = timedelta(microseconds=1)
_MONDAY, _TUESDAY = date(2026, 11, 23), date(2026, 11, 24)

_WEEK = """
zone = "Asia/Shanghai"
[agents.01]
id = 900001
[agents.07]
id = 900007
name = "林"
[agents.12]
id = 900012
[shifts.office]
hours = [["08:30", "12:00"], ["13:30", "17:30"]]
[shifts.late]
hours = ["17:30", "25:00"]
[rota]
mon = { office = ["07"], late = ["12"], lead = "01", deputy = "07" }
tue = { office = ["07", "12"], lead = "12" }
"2026-11-30" = { late = ["07"] }
"2026-12-01" = {}
"""


@pytest.fixture
def rota() -> Rota:
    """Return the rota of two days a week, with a Monday and a Tuesday of their own."""
    return read_rota(_WEEK, "rota.toml")


def test_agents_are_found_by_id_and_by_number(rota: Rota) -> None:
    lin = rota.agent(900007)
    assert lin is not None
    assert (lin.number, lin.name) == ("07", "林")
    assert rota.by_number("07") == lin
    assert (rota.agent(7), rota.by_number("08")) == (None, None)


def test_an_agent_is_planned_from_the_start_of_a_shift_until_just_before_its_end(rota: Rota) -> None:
    start, end = _shanghai("2026-11-23 08:30"), _shanghai("2026-11-23 17:30")
    assert rota.planned(start - _A_MOMENT) == frozenset()
    assert rota.planned(start) == frozenset({"07"})
    assert rota.planned(end - _A_MOMENT) == frozenset({"07"})
    assert rota.planned(end) == frozenset({"12"})


def test_in_a_lunch_break_nobody_is_planned_and_the_shift_goes_on(rota: Rota) -> None:
    noon = _shanghai("2026-11-23 12:30")
    assert not rota.anybody_planned(noon)
    assert rota.shift_of("07", noon) == _shift("office", _MONDAY, "2026-11-23 08:30", "2026-11-23 17:30")
    assert rota.next_planned(noon) == _shanghai("2026-11-23 13:30")


def test_a_late_shift_belongs_to_the_day_on_which_it_began(rota: Rota) -> None:
    late = _shift("late", _MONDAY, "2026-11-23 17:30", "2026-11-24 01:00")
    half_past = _shanghai("2026-11-24 00:30")
    assert rota.planned(half_past) == frozenset({"12"})
    assert rota.shift_of("12", half_past) == late
    assert rota.shift_of("12", late.end) is None
    assert not rota.anybody_planned(late.end)


def test_a_date_replaces_its_weekday_but_not_the_night_before(rota: Rota) -> None:
    assert rota.planned(_shanghai("2026-11-30 10:00")) == frozenset()
    assert rota.planned(_shanghai("2026-12-01 00:30")) == frozenset({"07"})
    assert rota.planned(_shanghai("2026-12-01 10:00")) == frozenset()
    assert rota.planned(_shanghai("2026-12-08 10:00")) == frozenset({"07", "12"})


def test_a_moment_may_be_given_in_any_zone(rota: Rota) -> None:
    assert rota.planned(datetime(2026, 11, 23, 0, 30, tzinfo=UTC)) == frozenset({"07"})


def test_the_next_shift_is_the_first_that_starts_later(rota: Rota) -> None:
    office = _shift("office", _TUESDAY, "2026-11-24 08:30", "2026-11-24 17:30")
    assert rota.next_shift("07", _shanghai("2026-11-23 08:30")) == office
    assert rota.next_shift("07", office.start - _A_MOMENT) == office
    assert rota.next_shift("07", office.start) == _shift(
        "late", date(2026, 11, 30), "2026-11-30 17:30", "2026-12-01 01:00"
    )


def test_the_next_shift_may_lie_beyond_days_with_a_plan_of_their_own(rota: Rota) -> None:
    found = rota.next_shift("12", _shanghai("2026-11-24 08:30"))
    assert found == _shift("late", date(2026, 12, 7), "2026-12-07 17:30", "2026-12-08 01:00")


def test_who_is_not_planned_any_more_has_no_next_shift() -> None:
    rota = read_rota(_WEEK.replace("\nmon =", "\n2026-11-23 =").replace("\ntue =", "\n2026-11-24 ="), "rota.toml")
    assert rota.next_shift("12", _shanghai("2026-11-24 08:30")) is None
    assert rota.next_shift("01", _shanghai("2026-11-20 08:30")) is None
    assert rota.next_planned(_shanghai("2026-12-01 01:00")) is None


def test_of_two_shifts_of_a_day_the_earlier_is_next_and_the_longer_one_lasts() -> None:
    rota = read_rota(
        """
        zone = "Asia/Shanghai"
        agents.07.id = 900007
        shifts.mid.hours = ["12:00", "20:00"]
        shifts.early.hours = ["08:00", "16:00"]
        rota.mon = { mid = ["07"], early = ["07"] }
        """,
        "rota.toml",
    )
    early = _shift("early", _MONDAY, "2026-11-23 08:00", "2026-11-23 16:00")
    mid = _shift("mid", _MONDAY, "2026-11-23 12:00", "2026-11-23 20:00")
    assert rota.next_shift("07", _shanghai("2026-11-23 07:00")) == early
    assert rota.shift_of("07", _shanghai("2026-11-23 10:00")) == early
    assert rota.shift_of("07", _shanghai("2026-11-23 13:00")) == mid


def test_somebody_is_planned_next_at_once_while_somebody_is_planned(rota: Rota) -> None:
    now = _shanghai("2026-11-23 10:00")
    assert rota.next_planned(now) == now
    assert rota.next_planned(_shanghai("2026-11-24 17:30")) == _shanghai("2026-11-30 17:30")


def test_without_anybody_in_it_a_rota_plans_nobody_ever() -> None:
    empty, now = Rota(zone=_SHANGHAI), _shanghai("2026-11-23 10:00")
    assert (empty.planned(now), empty.next_planned(now), empty.lead(now)) == (frozenset(), None, None)


def test_the_lead_of_a_day_leads_until_its_last_shift_is_over(rota: Rota) -> None:
    assert rota.lead(_shanghai("2026-11-23 00:00")) == "01"
    assert rota.lead(_shanghai("2026-11-23 12:30")) == "01"
    assert rota.lead(_shanghai("2026-11-24 00:59")) == "01"
    assert rota.lead(_shanghai("2026-11-24 01:00")) == "12"
    assert rota.lead(_shanghai("2026-11-25 00:00")) is None


def test_the_deputy_is_found_like_the_lead_where_one_is_named(rota: Rota) -> None:
    assert rota.deputy(_shanghai("2026-11-24 00:59")) == "07"
    assert rota.deputy(_shanghai("2026-11-24 01:00")) is None


def test_where_shifts_of_two_days_run_the_later_day_leads_if_it_names_a_lead() -> None:
    text = """
        zone = "Asia/Shanghai"
        agents = { 01 = { id = 1 }, 07 = { id = 7 } }
        shifts.day.hours = ["08:00", "20:00"]
        shifts.night.hours = ["20:00", "33:00"]
        rota.mon = { night = ["01"], lead = "01" }
        rota.tue = { day = ["07"], lead = "07" }
        rota.wed = { day = ["07"] }
        """
    rota = read_rota(text, "rota.toml")
    assert rota.lead(_shanghai("2026-11-24 07:59")) == "01"
    assert rota.lead(_shanghai("2026-11-24 08:00")) == "07"
    assert read_rota(text.replace('"07"], lead = "07"', '"07"]'), "r").lead(_shanghai("2026-11-24 08:30")) == "01"


def test_a_swap_gives_the_shift_of_one_day_to_another(rota: Rota) -> None:
    swapped = rota.swapped(_MONDAY, "late", "12", "07")
    assert swapped.planned(_shanghai("2026-11-24 00:30")) == frozenset({"07"})
    assert swapped.planned(_shanghai("2026-11-23 10:00")) == frozenset({"07"})
    assert swapped.lead(_shanghai("2026-11-23 10:00")) == "01"
    assert rota.planned(_shanghai("2026-11-24 00:30")) == frozenset({"12"})
    assert swapped.planned(_shanghai("2026-12-08 00:30")) == frozenset({"12"})


def test_swaps_are_kept_in_order_and_applied_again_lead_to_the_same_rota(rota: Rota) -> None:
    exchanged = rota.swapped(_MONDAY, "late", "12", "07").swapped(_MONDAY, "office", "07", "12")
    assert exchanged.swaps == (
        Swap(day=_MONDAY, shift="late", giver="12", taker="07"),
        Swap(day=_MONDAY, shift="office", giver="07", taker="12"),
    )
    again = rota
    for swap in exchanged.swaps:
        again = again.swapped(swap.day, swap.shift, swap.giver, swap.taker)
    assert again == exchanged


@pytest.mark.parametrize(
    ("shift", "giver", "taker", "sentence"),
    [
        ("late", "07", "01", "07 cannot give late on 2026-11-24, for 07 does not have it; look into the rota."),
        ("lates", "07", "01", "07 cannot give lates on 2026-11-24, for 07 does not have it; look into the rota."),
        ("office", "07", "99", "99 cannot take office on 2026-11-24, for no agent of the rota has this number."),
        ("office", "07", "12", "12 cannot take office on 2026-11-24, for 12 has it already; ask somebody else."),
        ("office", "07", "07", "07 cannot take office on 2026-11-24, for 07 has it already; ask somebody else."),
    ],
)
def test_a_swap_of_what_is_not_there_is_refused(rota: Rota, shift: str, giver: str, taker: str, sentence: str) -> None:
    with pytest.raises(BadRules) as refused:
        rota.swapped(_TUESDAY, shift, giver, taker)
    assert str(refused.value) == sentence


def test_a_night_in_which_an_hour_is_skipped_is_an_hour_shorter() -> None:
    shift = _night().shift_of("07", datetime(2026, 3, 28, 22, tzinfo=UTC))
    assert shift is not None
    assert shift.end - shift.start == timedelta(hours=7)


def test_a_night_in_which_an_hour_is_repeated_is_an_hour_longer() -> None:
    shift = _night().shift_of("07", datetime(2026, 10, 24, 22, tzinfo=UTC))
    assert shift is not None
    assert shift.end - shift.start == timedelta(hours=9)


def test_a_shift_that_the_clocks_skip_does_not_take_place() -> None:
    rota = _night('["02:15", "02:45"]')
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    found = rota.next_shift("07", before)
    assert found is not None
    assert found.day == date(2026, 3, 30)
    assert rota.next_planned(before) == found.start


def test_a_shift_at_a_time_that_comes_twice_lasts_from_the_first_to_the_second() -> None:
    rota = _night('["02:15", "02:45"]')
    shift = Shift(
        name="night",
        day=date(2026, 10, 25),
        start=datetime(2026, 10, 25, 0, 15, tzinfo=UTC),
        end=datetime(2026, 10, 25, 1, 45, tzinfo=UTC),
    )
    between = datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert rota.next_shift("07", between - timedelta(hours=2)) == shift
    assert rota.shift_of("07", between) == shift
    assert not rota.anybody_planned(between)
    assert rota.next_planned(between) == datetime(2026, 10, 25, 1, 15, tzinfo=UTC)


def test_the_night_of_new_year_is_one_shift() -> None:
    rota = read_rota(_WEEK + '"2026-12-31" = { late = ["07"] }', "rota.toml")
    late = _shift("late", date(2026, 12, 31), "2026-12-31 17:30", "2027-01-01 01:00")
    assert rota.shift_of("07", _shanghai("2027-01-01 00:30")) == late


def _night(hours: str = '["22:00", "30:00"]') -> Rota:
    everyday = "\n".join(f'{day} = {{ night = ["07"] }}' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    return read_rota(f"agents.07.id = 900007\nshifts.night.hours = {hours}\n[rota]\n{everyday}", "rota.toml", _BERLIN)


def _shift(name: str, day: date, start: str, end: str) -> Shift:
    return Shift(name=name, day=day, start=_shanghai(start), end=_shanghai(end))


def _shanghai(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=_SHANGHAI)

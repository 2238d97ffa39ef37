"""The reports of the morning: once, each for what was over, made up for after a morning down."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.commands import Strike
from desk.reports.asked import ReportDue
from desk.reports.period import Span
from desk.rules import Organisation, Reports, Rules
from desk.shifts.events import ReportsTold
from desk.shifts.room import Room
from tests.kit.crew import StaffRoom

UTC_HERE = Organisation(zone=ZoneInfo("UTC"))
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


def room(*, told: date | None = date(2026, 11, 22), now: datetime = MONDAY, **rules: object) -> StaffRoom:
    """Return a staff room that had its reports last on a day, and is looked at from a moment on."""
    play = StaffRoom(rules=Rules(organisation=UTC_HERE, reports=Reports(**rules)), now=now)  # type: ignore[arg-type] # fields
    play.room = Room(reported_on=told)
    return play.do(Strike())


def told(play: StaffRoom) -> list[str]:
    """Return the periods whose reports the last step told."""
    return [one.period for one in play.told(ReportDue)]


@pytest.mark.rule("reports")
def test_on_a_monday_morning_the_day_before_and_the_week_are_told_once() -> None:
    play = room()
    assert told(play) == ["2026-11-22", "2026-W47"]
    assert play.news == [ReportsTold(at=MONDAY, on=date(2026, 11, 23))]
    assert told(play.wait(hours=22)) == []


@pytest.mark.rule("reports")
def test_the_next_ones_come_at_their_minute_and_on_the_first_the_month_is_among_them() -> None:
    play = room()
    tuesday = play.wait(hours=23)
    assert (told(tuesday), tuesday.news[0].at) == (["2026-11-23"], datetime(2026, 11, 24, 9, tzinfo=UTC))
    first = room(told=date(2026, 11, 30), now=datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert told(first) == ["2026-11-30", "2026-11"]


@pytest.mark.rule("reports")
def test_who_was_down_for_days_makes_up_for_the_latest_of_each() -> None:
    assert told(room(told=date(2026, 11, 13))) == ["2026-11-22", "2026-W47"]
    assert told(room(told=date(2026, 10, 30))) == ["2026-11-22", "2026-W47", "2026-10"]


@pytest.mark.rule("reports")
def test_a_desk_that_never_told_any_begins_with_the_next_morning() -> None:
    play = room(told=None)
    assert (told(play), play.room.reported_on) == ([], date(2026, 11, 23))
    assert told(play.wait(days=1)) == ["2026-11-23"]


@pytest.mark.rule("reports")
def test_before_the_hour_nothing_is_told_and_it_is_the_hour_where_the_desk_is() -> None:
    early = room(now=datetime(2026, 11, 23, 8, 59, tzinfo=UTC))
    assert (told(early), told(early.wait(minutes=1))) == ([], ["2026-11-22", "2026-W47"])
    shanghai = Rules(organisation=Organisation(zone=ZoneInfo("Asia/Shanghai")), reports=Reports(at=time(8, 30)))
    play = StaffRoom(rules=shanghai, now=datetime(2026, 11, 23, 0, 20, tzinfo=UTC))
    play.room = Room(reported_on=date(2026, 11, 22))
    assert told(play.do(Strike())) == []
    assert told(play.wait(minutes=10)) == ["2026-11-22", "2026-W47"]


@pytest.mark.rule("reports")
def test_only_what_is_wanted_is_told() -> None:
    assert told(room(every=(Span.WEEK,))) == ["2026-W47"]
    silent = room(every=())
    assert (told(silent), silent.news) == ([], [])
    assert told(silent.wait(days=8)) == []


def test_a_clock_that_was_set_back_tells_nothing_again() -> None:
    play = room(told=date(2026, 11, 24))
    assert (told(play), told(play.wait(hours=24))) == ([], [])
    assert told(play.wait(days=1)) == ["2026-11-24"]
    assert play.room.reported_on == MONDAY.date() + timedelta(days=2)

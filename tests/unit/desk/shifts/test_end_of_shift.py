"""The end of a shift as the rota has it, and the beginning of one to which nobody comes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk import commands as c
from desk import events as e
from desk.notices import Called
from desk.notices import shifts as n
from desk.people import Agent, Role
from desk.rules import Rules
from desk.shifts import Rota, read_rota
from desk.shifts import events as s
from desk.shifts.duty import enrolled
from desk.state import State
from tests.kit.cast import off
from tests.kit.crew import HERE, StaffRoom, held

_ROTA = """
zone = "UTC"
[agents.01]
id = 1
[agents.07]
id = 7
[agents.12]
id = 12
[shifts.day]
hours = ["09:00", "17:00"]
[shifts.evening]
hours = ["17:00", "22:00"]
[rota]
mon = { day = ["07"], lead = "01", deputy = "12" }
tue = { day = ["07"], evening = ["07"], lead = "01" }
wed = { day = ["12"], lead = "01" }
"""
_MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
_BEFORE = _MONDAY - timedelta(days=1)
_LIN = enrolled(Agent(user_id=7, number="07"), _BEFORE).agent
_WANG = enrolled(Agent(user_id=12, number="12"), _BEFORE).agent
_ZHAO = enrolled(Agent(user_id=1, number="01", role=Role.LEAD, on_duty_since=_BEFORE), _BEFORE).agent
_RUNG = (Called(agent=1, number="01"), Called(agent=12, number="12"))


@pytest.fixture
def rota() -> Rota:
    """Return a rota with days of one shift, and of two that follow one another."""
    return read_rota(_ROTA, "rota.toml")


def _when(hours: float, minutes: float = 0, day: int = 0) -> datetime:
    return _MONDAY + timedelta(days=day, hours=hours, minutes=minutes)


def _play(rota: Rota | None, hours: float, *, day: int = 0, rules: Rules | None = None) -> StaffRoom:
    """Return a room in which Lin comes on duty."""
    play = StaffRoom(agents=[_LIN, _WANG, _ZHAO], rota=rota, now=_when(hours, day=day), rules=rules)
    return play.do(c.GoOn(agent=7, origin=HERE))


def _serves(play: StaffRoom, *, answered: bool = False) -> StaffRoom:
    agent = replace(_LIN, on_duty_since=play.now)
    play.conversations = {1: held(agent, 1, answered=answered, since=play.now)}
    return play


@pytest.mark.rule("shift_end")
def test_ten_minutes_before_the_end_nothing_new_is_offered_and_at_the_end_who_is_free_is_off(rota: Rota) -> None:
    play = _play(rota, 9).wait(hours=7, minutes=49)
    assert play.agent(_LIN).available
    play.wait(minutes=1)
    assert play.said == [n.ShiftEndsSoon(agent=7, number="07", end=_when(17), open=0)]
    assert (play.agent(_LIN).on_duty, play.agent(_LIN).available) == (True, False)
    play.wait(minutes=10)
    assert s.WentOff(at=_when(17), why=s.Ending.SHIFT_END) in play.news
    assert play.told(n.ShiftOver) == [n.ShiftOver(agent=7, number="07")]
    assert (play.agent(_LIN).on_duty, play.agent(_LIN).off_since) == (False, _when(17))


def test_who_comes_in_the_last_minutes_hears_of_the_end_at_once_and_not_too_late(rota: Rota) -> None:
    play = _play(rota, 16 + 55 / 60).wait(minutes=0)
    assert play.told(n.ShiftEndsSoon) == [n.ShiftEndsSoon(agent=7, number="07", end=_when(17), open=0)]
    struck = [one for one in play.news if isinstance(one, e.Reminded) and one.clock is e.Clock.SHIFT_END]
    assert [(one.at, one.due) for one in struck] == [(_when(16, 55), _when(16, 55))]


@pytest.mark.rule("stretch")
def test_a_customer_who_waits_stretches_the_shift_for_an_hour_and_is_queued_then_with_the_waiting_time_kept(
    rota: Rota,
) -> None:
    play = _serves(_play(rota, 9).wait(hours=7)).wait(hours=1)
    assert play.told(n.ShiftStretched) == [n.ShiftStretched(agent=7, number="07", until=_when(18), open=1)]
    assert play.agent(_LIN).on_duty
    play.wait(minutes=60)
    assert play.told(n.ShiftOver) == [n.ShiftOver(agent=7, number="07", leads=_RUNG, forced=True, open=1)]
    assert play.states() == {1: (State.QUEUED, None)}
    assert play.conversations[1].waiting_since == _when(16)
    assert not play.agent(_LIN).on_duty


@pytest.mark.rule("stretch")
def test_what_waits_for_the_customer_stretches_nothing_and_is_handed_over_at_the_end(rota: Rota) -> None:
    play = _serves(_play(rota, 9).wait(hours=7), answered=True).wait(hours=1)
    assert play.told(n.ShiftOver) == [n.ShiftOver(agent=7, number="07", open=1)]
    assert [item.conversation for item in play.told(n.HandoverWritten)[0].items] == [1]
    assert play.states() == {1: (State.ACTIVE, 7)}


@pytest.mark.rule("shift_end")
def test_shifts_without_a_break_between_them_are_one(rota: Rota) -> None:
    play = _play(rota, 9, day=1).wait(hours=12, minutes=49)
    assert play.told(n.ShiftEndsSoon) == []
    play.wait(minutes=1)
    assert [notice.end for notice in play.told(n.ShiftEndsSoon)] == [_when(22, day=1)]


@pytest.mark.rule("shift_end")
def test_the_spans_are_the_rules_and_a_clock_that_runs_keeps_them(rota: Rota) -> None:
    play = _play(rota, 9, rules=Rules(shift_end=timedelta(minutes=30))).wait(hours=7, minutes=30)
    assert [notice.end for notice in play.told(n.ShiftEndsSoon)] == [_when(17)]


def test_after_an_outage_all_of_it_is_recorded_and_only_the_last_is_told(rota: Rota) -> None:
    play = _serves(_play(rota, 9))
    play.now = _when(20)
    play.do(c.Strike(), c.OfAgent(7))
    kinds = [type(notice) for notice in play.said if isinstance(notice, n.Crewed)]
    assert kinds == [n.WorkedLong, n.ShiftOver]
    struck = [event for event in play.news if isinstance(event, e.Struck)]
    assert [event.tier for event in struck if event.clock is e.Clock.SHIFT_END] == [1, 2, 3]
    assert play.states() == {1: (State.QUEUED, None)}


def test_without_a_rota_a_shift_has_no_end() -> None:
    play = _play(None, 9).wait(hours=30)
    assert play.agent(_LIN).on_duty
    assert play.told(n.ShiftEndsSoon) == []


# --- the beginning ---------------------------------------------------------------------------------------------------


def test_who_comes_outside_the_shift_may_and_is_told_and_so_is_the_lead(rota: Rota) -> None:
    play = _play(rota, 20)
    assert [event.planned for event in play.news if isinstance(event, s.WentOn)] == [False]
    assert play.told(n.ShiftTold) == [n.ShiftTold(outcome=n.ShiftOutcome.ON_OUTSIDE_SHIFT)]
    assert play.told(n.OutsideShift) == [n.OutsideShift(agent=7, number="07", leads=_RUNG)]


@pytest.mark.parametrize(("number", "outside"), [("01", False), ("12", False), ("07", True)])
def test_who_leads_the_day_or_stands_in_is_not_outside_of_it_without_a_shift(
    rota: Rota,
    number: str,
    outside: bool,  # noqa: FBT001 - a row of a table
) -> None:
    play = StaffRoom(agents=[_LIN, _WANG, off(_ZHAO)], rota=rota, now=_when(9 if not outside else 20))
    who = next(one for one in (_LIN, _WANG, _ZHAO) if one.number == number)
    play.do(c.GoOn(agent=who.user_id, origin=HERE))
    assert bool(play.told(n.OutsideShift)) == outside


def test_who_comes_a_little_early_is_on_time(rota: Rota) -> None:
    play = _play(rota, 8.6)
    assert [event.planned for event in play.news if isinstance(event, s.WentOn)] == [True]
    assert play.told(n.OutsideShift) == []


@pytest.mark.rule("away")
def test_who_is_planned_and_does_not_come_is_told_of_once_ten_minutes_after_the_shift_began(rota: Rota) -> None:
    play = StaffRoom(agents=[_LIN, _WANG, _ZHAO], rota=rota, now=_when(8))
    play.wait(hours=1, minutes=9)
    assert play.told(n.PlannedButAbsent) == []
    play.wait(minutes=1)
    assert play.told(n.PlannedButAbsent) == [n.PlannedButAbsent(agent=7, number="07", leads=_RUNG, start=_when(9))]
    assert play.wait(hours=12).told(n.PlannedButAbsent) == []
    starts = [notice.start for notice in play.wait(days=2).told(n.PlannedButAbsent)]
    assert starts == [_when(9, day=1), _when(17, day=1), _when(9, day=2)]


def test_who_comes_in_time_is_not_told_of(rota: Rota) -> None:
    play = StaffRoom(agents=[_LIN, _WANG, _ZHAO], rota=rota, now=_when(9, 5))
    play.do(c.GoOn(agent=7, origin=HERE)).wait(hours=1)
    assert play.told(n.PlannedButAbsent) == []


def test_of_a_shift_that_was_over_before_anybody_looked_nobody_is_told(rota: Rota) -> None:
    lin = replace(_LIN, planned_from=_BEFORE - timedelta(days=60))
    play = StaffRoom(agents=[lin, _WANG, _ZHAO], rota=rota, now=_when(12))
    assert [notice.start for notice in play.wait(minutes=1).told(n.PlannedButAbsent)] == [_when(9)]

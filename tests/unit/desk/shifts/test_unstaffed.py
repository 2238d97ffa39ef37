"""Nobody on duty: told at once and again, in one message, until somebody is there."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk import commands as c
from desk import events as e
from desk.evolution import evolve as evolved
from desk.hours import Calendar
from desk.notices import Called
from desk.notices import shifts as n
from desk.people import Absence, Agent
from desk.rules import Rules
from desk.shifts import events as s
from desk.shifts import read_rota
from desk.shifts.room import Room, evolve, fold
from tests.kit.cast import LIN, MEI, PENG, TEN, WANG, ZHAO, at, off
from tests.kit.crew import HERE, PRESSED, StaffRoom, waiting
from tests.kit.lines import Strike
from tests.kit.script import Script

_O = n.ShiftOutcome
_RUNG = (Called(agent=ZHAO.user_id, number="01"),)
_ROTA = read_rota(
    """
zone = "UTC"
[agents.07]
id = 7
[agents.12]
id = 12
[shifts.day]
hours = ["09:00", "17:00"]
[rota]
mon = { day = ["07"], lead = "12" }
""",
    "rota.toml",
)


def _off(who: Agent = LIN) -> c.GoOff:
    return c.GoOff(agent=who.user_id, origin=HERE)


def _alone(**more: Any) -> StaffRoom:
    """Return Lin alone on duty, while two wait."""
    who_waits = [waiting(1, MEI.chat_id), waiting(2, PENG.chat_id)]
    return StaffRoom(agents=[LIN, off(WANG), off(ZHAO)], conversations=who_waits, **more)


@pytest.mark.rule("unstaffed")
def test_when_the_last_one_leaves_while_customers_wait_it_is_told_at_once_and_every_five_minutes() -> None:
    play = _alone().do(_off())
    alarm = n.RoomUnstaffed(since=TEN, waiting=2, gap=1, leads=_RUNG)
    assert (play.told(n.RoomUnstaffed), play.news[-1]) == ([alarm], s.Unstaffed(at=TEN))
    play.wait(minutes=14)
    assert play.told(n.RoomUnstaffed) == [alarm] * 2
    assert [(event.due, event.tier) for event in play.news if isinstance(event, e.Reminded)] == [
        (at(minutes=5), 1),
        (at(minutes=10), 2),
    ]


@pytest.mark.rule("unstaffed")
def test_it_ends_as_soon_as_somebody_comes() -> None:
    play = _alone().do(_off()).wait(minutes=7).do(c.GoOn(agent=WANG.user_id, origin=HERE))
    assert play.news[-1] == s.Staffed(at=at(minutes=7))
    assert play.wait(hours=1).told(n.RoomUnstaffed) == []


@pytest.mark.rule("unstaffed")
def test_who_has_it_in_hand_is_named_from_then_on_and_nobody_is_rung() -> None:
    play = _alone().do(_off()).wait(minutes=1)
    acknowledges = c.AcknowledgeAlarm(agent=ZHAO.user_id, origin=PRESSED, gap=1)
    play.do(acknowledges)
    assert play.said == [n.ShiftTold(outcome=_O.ALARM_ACKNOWLEDGED)]
    assert play.do(acknowledges).said == [n.ShiftTold(outcome=_O.ALARM_ACKNOWLEDGED_ALREADY, number="01")]
    (again,) = play.wait(minutes=4).told(n.RoomUnstaffed)
    assert (again.leads, again.acknowledged_by, again.acknowledged_at) == ((), "01", at(minutes=1))
    play.do(c.GoOn(agent=WANG.user_id, origin=HERE)).do(acknowledges)
    assert play.said == [n.ShiftTold(outcome=_O.ALARM_OVER)]


def test_nobody_need_be_there_while_nobody_waits_and_no_rota_says_so() -> None:
    play = StaffRoom(agents=[LIN, off(ZHAO)]).do(_off())
    assert (play.told(n.RoomUnstaffed), play.wait(hours=5).said) == ([], [])


@pytest.mark.rule("unstaffed")
def test_where_the_rota_plans_somebody_it_is_told_although_nobody_waits_and_the_duty_lead_is_rung() -> None:
    play = StaffRoom(agents=[LIN, off(WANG), off(ZHAO)], rota=_ROTA).do(_off())
    assert [notice.leads for notice in play.told(n.RoomUnstaffed)] == [(Called(agent=12, number="12"),)]
    told = play.wait(hours=24).told(n.RoomUnstaffed)
    assert len(told) == (17 - 10) * 12 - 1
    assert play.room.unstaffed_since is None


@pytest.mark.rule("unstaffed")
def test_outside_the_opening_hours_nothing_is_told_and_at_the_opening_it_is() -> None:
    office = Calendar(zone=ZoneInfo("UTC"), week=(((9 * 60, 10 * 60),),) * 7)
    play = _alone(rules=Rules(hours=office)).do(_off())
    assert play.told(n.RoomUnstaffed) == []
    play.wait(hours=22, minutes=59)
    assert play.told(n.RoomUnstaffed) == []
    play.wait(minutes=1)
    assert [notice.since for notice in play.told(n.RoomUnstaffed)] == [at(hours=23)]
    assert len(play.wait(hours=3).told(n.RoomUnstaffed)) == 11


@pytest.mark.rule("unstaffed")
def test_somebody_is_missed_while_the_line_is_open_in_which_somebody_waits() -> None:
    office, evening = (
        Calendar(zone=ZoneInfo("UTC"), week=(((from_ * 60, until * 60),),) * 7) for from_, until in ((9, 10), (15, 16))
    )
    rules = Rules(hours=office, line_hours={"A": evening})
    play = _alone(rules=rules).do(_off())
    play.wait(hours=4, minutes=59)
    assert play.told(n.RoomUnstaffed) == []
    assert [notice.since for notice in play.wait(minutes=1).told(n.RoomUnstaffed)] == [at(hours=5)]
    play.wait(hours=17)
    assert play.wait(hours=1).told(n.RoomUnstaffed) == []


def test_who_is_only_away_is_missed_by_customers_who_wait_not_by_an_empty_queue() -> None:
    away = c.GoAway(agent=LIN.user_id, origin=HERE, absence=Absence.REASON)
    assert StaffRoom(agents=[LIN, off(ZHAO)], rota=_ROTA).do(away).told(n.RoomUnstaffed) == []
    assert len(_alone().do(away).told(n.RoomUnstaffed)) == 1


@pytest.mark.rule("unstaffed")
@pytest.mark.parametrize(("since", "agent"), [(None, LIN.user_id), (at(minutes=2), None), (at(minutes=4), LIN.user_id)])
def test_what_is_broken_meanwhile_is_charged_to_the_queue_and_to_no_agent(
    since: datetime | None, agent: int | None
) -> None:
    skipped = waiting(1, MEI.chat_id)
    for event in (
        e.Offered(at=TEN, agent=LIN.user_id),
        e.OfferDeclined(at=at(minutes=1), agent=LIN.user_id),
    ):
        skipped = evolved(skipped, event)
    play = Script(conversation=skipped)
    play.floor.unstaffed_since = since
    (play.wait(minutes=3) >> Strike()).clear()
    assert [breach.agent for breach in play.happened(e.Breached) if isinstance(breach, e.Breached)] == [agent]


def test_the_room_is_what_its_history_leaves() -> None:
    room, history = Room(), [s.Unstaffed(at=TEN), s.AlarmAcknowledged(at=TEN, by=1), s.Staffed(at=at(minutes=1))]
    for event in history:
        room = evolve(room, event)
    assert (fold(history), room.version, room.gaps, room.unstaffed_since) == (room, 3, 1, None)


@pytest.mark.rule("unstaffed")
def test_how_often_it_is_told_is_the_rules() -> None:
    play = _alone(rules=Rules(unstaffed=timedelta(minutes=2))).do(_off()).wait(minutes=6)
    assert len(play.told(n.RoomUnstaffed)) == 3

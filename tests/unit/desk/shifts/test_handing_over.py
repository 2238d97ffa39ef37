"""Leaving: what is open is handed over and read by the next, and nobody is trapped."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk import commands as c
from desk import events as e
from desk.hours import Calendar
from desk.notices import Called
from desk.notices import shifts as n
from desk.people import Agent
from desk.rules import Rules
from desk.shifts import events as s
from desk.state import State
from tests.kit.cast import LIN, TEN, WANG, ZHAO, at
from tests.kit.crew import HERE, PRESSED, StaffRoom, held

_O = n.ShiftOutcome
_ZHAO_RUNG = (Called(agent=ZHAO.user_id, number="01"),)


def _off(who: Agent = LIN) -> c.GoOff:
    return c.GoOff(agent=who.user_id, origin=HERE)


def _busy(**more: Any) -> StaffRoom:
    """Return Lin with a customer who waits for an answer and one whose turn it is."""
    open_ = [held(LIN, 1), held(LIN, 2, answered=True, customer=1002)]
    return StaffRoom(conversations=open_, **more)


def _item(number: int, who: Agent = LIN) -> c.HandItemOver:
    return c.HandItemOver(agent=who.user_id, origin=PRESSED, whose=LIN.user_id, conversation=number)


def _reads(who: Agent = WANG, handover: int = 1) -> c.AcknowledgeHandover:
    return c.AcknowledgeHandover(agent=who.user_id, origin=PRESSED, whose=LIN.user_id, handover=handover)


def test_who_leaves_with_something_open_is_shown_each_with_a_note_already_written_and_gets_nothing_new() -> None:
    play = _busy().do(_off())
    assert play.news == [s.BeganLeaving(at=TEN)]
    (asked,) = play.told(n.HandoverAsked)
    assert [(item.number, item.state, item.awaits_us, item.name, item.words) for item in asked.items] == [
        ("A001", State.ACTIVE, True, "Mei", "My tap leaks"),
        ("A002", State.ACTIVE, False, "Mei", "My tap leaks"),
    ]
    assert (play.agent(LIN).on_duty, play.agent(LIN).available) == (True, False)


def test_item_by_item_what_waits_for_us_is_queued_and_the_rest_stays_and_the_last_one_ends_the_duty() -> None:
    play = _busy().do(_off()).do(_item(1))
    assert play.told(n.ShiftTold) == [n.ShiftTold(outcome=_O.ITEM_HANDED_OVER, count=1)]
    assert play.states() == {1: (State.QUEUED, None), 2: (State.ACTIVE, LIN.user_id)}
    assert play.conversations[1].waiting_since == TEN
    play.do(_item(2))
    assert play.news == [
        s.ItemHandedOver(at=TEN, conversation=2),
        s.HandedOver(at=TEN, items=(2,)),
        s.WentOff(at=TEN),
    ]
    assert play.states()[2] == (State.ACTIVE, LIN.user_id)
    assert not play.agent(LIN).on_duty


def test_one_press_hands_over_everything() -> None:
    play = _busy().do(_off()).wait(minutes=5)
    play.do(c.LeaveNow(agent=LIN.user_id, origin=PRESSED, whose=LIN.user_id))
    assert play.news == [s.HandedOver(at=at(minutes=5), items=(1, 2)), s.WentOff(at=at(minutes=5))]
    assert play.told(n.ShiftTold) == [n.ShiftTold(outcome=_O.OFF_AND_HANDED_OVER, count=2)]
    assert play.states() == {1: (State.QUEUED, None), 2: (State.ACTIVE, LIN.user_id)}
    assert play.conversations[1].waiting_since == TEN


@pytest.mark.parametrize(("seconds", "is_off"), [(60, True), (61, False)])
def test_who_insists_within_a_minute_is_off_whatever_is_open(seconds: int, is_off: bool) -> None:  # noqa: FBT001
    play = _busy().do(_off()).wait(seconds=seconds).do(_off())
    assert (not play.agent(LIN).on_duty) is is_off
    assert bool(play.told(n.HandoverAsked)) is not is_off


def test_a_button_for_leaving_is_for_the_one_it_was_made_for() -> None:
    play = _busy().do(_off())
    for command in (c.LeaveNow(agent=WANG.user_id, origin=PRESSED, whose=LIN.user_id), _item(1, WANG)):
        assert play.do(command).said == [n.ShiftTold(outcome=_O.NOT_FOR_YOU)]
    assert play.do(_item(9)).said == [n.ShiftTold(outcome=_O.ITEM_NOT_YOURS)]


def test_who_stays_after_all_is_offered_things_again() -> None:
    play = _busy().do(_off()).do(c.ComeBack(agent=LIN.user_id, origin=PRESSED, whose=LIN.user_id))
    assert play.said == [n.ShiftTold(outcome=_O.STAYING)]
    assert play.agent(LIN).available


# --- the next shift reads it -----------------------------------------------------------------------------------------


def _left(**more: Any) -> StaffRoom:
    play = _busy(**more).do(_off())
    return play.do(c.LeaveNow(agent=LIN.user_id, origin=PRESSED, whose=LIN.user_id))


@pytest.mark.rule("handover")
def test_what_was_handed_over_is_read_within_ten_minutes_or_the_lead_is_told() -> None:
    play = _left().wait(minutes=8)
    unread = n.HandoverUnread(agent=LIN.user_id, number="07", since=TEN, handover=1)
    assert play.said == [unread]
    play.wait(minutes=2)
    assert play.news == [
        e.Breached(at=at(minutes=10), clock=e.Clock.HANDOVER, occurrence=1, due=at(minutes=10), tier=1)
    ]
    assert [notice.leads for notice in play.told(n.HandoverUnread)] == [_ZHAO_RUNG]
    assert play.wait(hours=3).said == []


@pytest.mark.rule("handover")
def test_a_colleague_who_acknowledges_stops_the_clock_and_the_second_one_hears_that_it_was_done() -> None:
    play = _left().wait(minutes=5).do(_reads())
    assert play.news == [s.HandoverAcknowledged(at=at(minutes=5), handover=1, by=WANG.user_id)]
    assert play.said == [n.ShiftTold(outcome=_O.HANDOVER_READ, number="07", count=2)]
    assert play.do(_reads(ZHAO)).said == [n.ShiftTold(outcome=_O.HANDOVER_READ_ALREADY)]
    assert play.wait(hours=3).said == []


@pytest.mark.rule("handover")
def test_what_is_handed_over_at_closing_time_is_read_within_ten_minutes_of_opening() -> None:
    office = Calendar(zone=ZoneInfo("UTC"), week=(((9 * 60, 10 * 60),),) * 7)
    play = _left(rules=Rules(hours=office)).wait(hours=23)
    assert play.told(n.HandoverUnread) == []
    play.wait(minutes=10)
    assert [notice.leads for notice in play.told(n.HandoverUnread)] == [(), _ZHAO_RUNG]


def test_ones_own_hand_over_is_not_for_oneself_to_acknowledge_before_the_next_shift() -> None:
    play = _left().do(_reads(LIN))
    assert play.said == [n.ShiftTold(outcome=_O.HANDOVER_YOURS)]
    play.wait(minutes=1).do(c.GoOn(agent=LIN.user_id, origin=HERE)).do(_reads(LIN))
    assert play.told(n.ShiftTold) == [n.ShiftTold(outcome=_O.HANDOVER_READ, number="07", count=2)]


def test_whoever_comes_on_duty_or_asks_is_shown_what_waits_to_be_read() -> None:
    play = _left().do(c.ShowHandovers(agent=WANG.user_id, origin=HERE))
    (shown,) = play.told(n.HandoverShown)
    assert (shown.number, shown.handover) == ("07", 1)
    assert [(item.conversation, item.state, item.awaits_us) for item in shown.items] == [
        (1, State.QUEUED, True),
        (2, State.ACTIVE, False),
    ]
    play.do(_reads()).do(c.ShowHandovers(agent=WANG.user_id, origin=HERE))
    assert play.said == [n.ShiftTold(outcome=_O.NO_HANDOVERS)]


def test_the_span_of_a_hand_over_is_the_rules() -> None:
    play = _left(rules=Rules(handover=timedelta(minutes=20))).wait(minutes=15)
    assert play.said == []


def test_what_somebody_handed_over_who_was_removed_since_is_still_called_for() -> None:
    play = _left().do(c.Remove(agent=ZHAO.user_id, origin=HERE, number="07"))
    play.wait(minutes=10)
    assert [notice.leads for notice in play.told(n.HandoverUnread)] == [(), _ZHAO_RUNG]


def test_a_hand_over_nobody_reads_is_called_for_once_however_many_shifts_follow() -> None:
    play, calls = _left().wait(minutes=10), 0
    play.conversations.clear()
    for _ in range(20):
        play.do(c.GoOn(agent=LIN.user_id, origin=HERE)).wait(hours=9)
        calls += len(play.told(n.HandoverUnread))
        play.do(_off()).wait(hours=15)
        calls += len(play.told(n.HandoverUnread))
    assert (calls, play.agent(LIN).pending != ()) == (0, True)

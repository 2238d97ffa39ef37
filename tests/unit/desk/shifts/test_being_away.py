"""Being away: with a word, without one, at table, and without having said so at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import commands as c
from desk import events as e
from desk.evolution import evolve as evolve_talk
from desk.notices import Called
from desk.notices import shifts as n
from desk.people import Absence, Agent
from desk.queue.stir import marked
from desk.rules import Rules
from desk.shifts import events as s
from desk.shifts.agent import evolve
from desk.shifts.duty import conclude_away
from desk.state import State
from tests.kit.cast import LIN, TEN, WANG, ZHAO, at, off
from tests.kit.crew import HERE, PRESSED, StaffRoom, held

_O = n.ShiftOutcome
_ZHAO_RUNG = (Called(agent=ZHAO.user_id, number="01"),)


def _away(absence: Absence = Absence.UNSAID, who: Agent = LIN) -> c.GoAway:
    return c.GoAway(agent=who.user_id, origin=HERE, absence=absence)


def _back(who: Agent = LIN, whose: int | None = None) -> c.ComeBack:
    return c.ComeBack(agent=who.user_id, origin=HERE, whose=whose)


def _grants(who: Agent = ZHAO, absence: int = 1) -> c.GrantLeave:
    return c.GrantLeave(agent=who.user_id, origin=PRESSED, whose=LIN.user_id, absence=absence)


@pytest.mark.rule("away")
def test_who_is_away_without_a_word_is_reminded_at_four_minutes_at_fault_at_five_and_needs_leave_at_ten() -> None:
    play = StaffRoom().do(_away())
    assert play.told(n.ShiftTold) == [n.ShiftTold(outcome=_O.AWAY, count=5)]
    assert not play.agent(LIN).available
    play.wait(minutes=4)
    assert play.told(n.DutyDueSoon) == [
        n.DutyDueSoon(agent=LIN.user_id, number="07", clock=e.Clock.AWAY, due=at(minutes=5))
    ]
    play.wait(minutes=1)
    assert play.news == [
        e.Breached(at=at(minutes=5), clock=e.Clock.AWAY, occurrence=1, due=at(minutes=5), tier=1, agent=LIN.user_id)
    ]
    assert play.said == [n.AwayTooLong(agent=LIN.user_id, number="07", since=TEN, tier=1, absence=1)]
    play.wait(minutes=5)
    assert play.said == [n.AwayTooLong(agent=LIN.user_id, number="07", leads=_ZHAO_RUNG, since=TEN, tier=2, absence=1)]
    assert play.wait(hours=3).said == []


@pytest.mark.rule("away")
def test_a_lead_grants_leave_with_one_press_and_no_clock_runs_any_more() -> None:
    play = StaffRoom().do(_away()).wait(minutes=6).do(_grants())
    assert play.news == [s.LeaveGranted(at=at(minutes=6), by=ZHAO.user_id)]
    assert play.said == [n.ShiftTold(outcome=_O.LEAVE_GRANTED, number="07")]
    assert play.wait(hours=3).said == []
    assert play.do(_grants()).said == [n.ShiftTold(outcome=_O.LEAVE_NOT_NEEDED)]


def test_leave_is_a_leads_to_grant_and_for_this_absence_only() -> None:
    play = StaffRoom().do(_away()).do(_grants(WANG))
    assert (play.news, play.said) == ([], [n.ShiftTold(outcome=_O.LEADS_DECIDE)])
    assert play.do(_grants(absence=2)).said == [n.ShiftTold(outcome=_O.LEAVE_NOT_NEEDED)]


def test_who_gives_a_reason_is_away_without_a_clock_and_may_still_give_it_before_the_fault() -> None:
    play = StaffRoom().do(_away(Absence.REASON))
    assert play.news == [s.WentAway(at=TEN, absence=Absence.REASON, message=77)]
    assert play.wait(hours=1).said == []
    late = StaffRoom().do(_away()).wait(minutes=3).do(_away(Absence.REASON))
    assert late.told(n.ShiftTold) == [n.ShiftTold(outcome=_O.AWAY_WITH_REASON)]
    too_late = StaffRoom().do(_away()).wait(minutes=6).do(_away(Absence.REASON))
    assert too_late.said == [n.ShiftTold(outcome=_O.AWAY_ALREADY)]


def test_who_is_back_is_offered_things_again_and_nobody_presses_that_for_another() -> None:
    play = StaffRoom().do(_away())
    assert play.do(_back(WANG, whose=LIN.user_id)).said == [n.ShiftTold(outcome=_O.NOT_FOR_YOU)]
    play.wait(minutes=2).do(_back(whose=LIN.user_id))
    assert play.news == [s.CameBack(at=at(minutes=2))]
    assert play.said == [n.ShiftTold(outcome=_O.BACK, number="07", count=0)]
    assert play.agent(LIN).available
    assert play.wait(minutes=30).told(n.AwayTooLong) == []
    assert play.do(_back()).said == [n.ShiftTold(outcome=_O.NOT_AWAY)]


def test_to_come_on_duty_while_away_is_to_be_back() -> None:
    play = StaffRoom().do(_away()).do(c.GoOn(agent=LIN.user_id, origin=HERE))
    assert [type(event) for event in play.news] == [s.CameBack]


def test_who_is_off_duty_cannot_be_away() -> None:
    play = StaffRoom(agents=[off(LIN), ZHAO]).do(_away())
    assert (play.news, play.said) == ([], [n.ShiftTold(outcome=_O.NOT_ON_DUTY)])


# --- offers missed ---------------------------------------------------------------------------------------------------


def _silent(offers: int, *, idle: bool = True) -> Agent:
    agent = LIN
    for number in range(offers):
        agent = evolve(agent, s.OfferMissed(at=TEN, conversation=number, idle=idle))
    return agent


@pytest.mark.rule("offers_missed")
def test_two_offers_missed_in_a_row_with_nothing_else_in_hand_mean_that_somebody_is_away() -> None:
    play = StaffRoom(agents=[_silent(2), ZHAO])
    batch = play._batch()
    conclude_away(batch.crew, LIN.user_id)
    batch.settle()
    play._keep(batch)
    assert play.news == [s.WentAway(at=TEN, absence=Absence.MISSED)]
    assert play.said == [n.AwayConcluded(agent=LIN.user_id, number="07", missed=2)]
    assert [notice.tier for notice in play.wait(minutes=10).told(n.AwayTooLong)] == [1, 2]


@pytest.mark.rule("offers_missed")
@pytest.mark.parametrize(
    ("conversation", "later", "missed"),
    [(1, timedelta(seconds=45), 1), (1, timedelta(minutes=3), 2), (2, timedelta(seconds=45), 2)],
    ids=["the same, soon", "the same, its promise being over", "another"],
)
def test_the_same_conversation_offered_again_is_missed_once_within_its_promise(
    conversation: int, later: timedelta, missed: int
) -> None:
    agent = LIN
    for about, moment in ((1, TEN), (conversation, TEN + later)):
        lapsed = e.OfferLapsed(at=moment, clock=e.Clock.OFFER, occurrence=1, due=moment, agent=LIN.user_id)
        agent, _ = marked(agent, [(about, lapsed)], moment, idle=True, rules=Rules())
    assert agent.missed == missed


@pytest.mark.rule("offers_missed")
@pytest.mark.parametrize(
    "agent",
    [
        _silent(1),
        _silent(5, idle=False),
        evolve(_silent(2), s.OfferAnswered(at=TEN, conversation=3)),
        replace(_silent(2), leaving_since=TEN),
    ],
    ids=["only once", "while serving", "answered since", "leaving anyway"],
)
def test_less_than_that_means_nothing(agent: Agent) -> None:
    batch = StaffRoom(agents=[agent, ZHAO])._batch()
    conclude_away(batch.crew, LIN.user_id)
    assert batch.duty == []


# --- meals -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("meal")
def test_a_meal_takes_half_an_hour_and_what_comes_after_it_counts_as_being_away() -> None:
    play = StaffRoom().do(_away(Absence.MEAL))
    assert play.said == [n.ShiftTold(outcome=_O.AT_MEAL, count=30)]
    play.wait(minutes=30)
    assert [type(notice) for notice in play.said] == [n.DutyDueSoon, n.MealOver]
    assert play.said[1] == n.MealOver(agent=LIN.user_id, number="07", since=TEN)
    play.wait(minutes=10)
    assert [(notice.tier, notice.leads) for notice in play.told(n.AwayTooLong)] == [(1, ()), (2, _ZHAO_RUNG)]


@pytest.mark.rule("meal")
def test_who_goes_to_eat_hands_over_what_waits_first_or_presses_once_for_all_of_it() -> None:
    open_ = [held(LIN, 1), held(LIN, 2, answered=True, customer=1002)]
    play = StaffRoom(conversations=open_).do(_away(Absence.MEAL))
    (asked,) = play.told(n.HandoverAsked)
    assert (asked.meal, [item.conversation for item in asked.items], play.news) == (True, [1], [])
    anyway = c.GoAway(agent=LIN.user_id, origin=PRESSED, absence=Absence.MEAL, anyway=True, whose=LIN.user_id)
    play.do(anyway)
    assert play.news == [s.HandedOver(at=TEN, items=(1,)), s.WentAway(at=TEN, absence=Absence.MEAL)]
    assert play.states() == {1: (State.QUEUED, None), 2: (State.ACTIVE, LIN.user_id)}
    assert [notice.handover for notice in play.told(n.HandoverWritten)] == [1]


@pytest.mark.rule("meal")
@pytest.mark.parametrize(("hours", "stays"), [(2, True), (0.25, False)])
def test_who_was_promised_an_answer_after_the_meal_stays_with_who_eats(hours: float, stays: bool) -> None:  # noqa: FBT001
    promised = evolve_talk(
        held(LIN, 1, answered=True), e.Promised(at=TEN, agent=LIN.user_id, until=TEN + timedelta(hours=hours))
    )
    play = StaffRoom(conversations=[promised]).do(_away(Absence.MEAL))
    assert [notice.outcome for notice in play.told(n.ShiftTold)] == ([_O.AT_MEAL] if stays else [])
    assert play.states() == {1: (State.ACTIVE, LIN.user_id)}


# --- eight hours -----------------------------------------------------------------------------------------------------


def _at_work() -> StaffRoom:
    """Return Lin and Wang, who have just come."""
    play = StaffRoom(agents=[off(LIN), WANG, ZHAO])
    return play.do(c.GoOn(agent=LIN.user_id, origin=HERE))


@pytest.mark.rule("on_duty")
def test_after_eight_hours_at_a_stretch_the_lead_is_told_and_others_have_the_offers() -> None:
    play = _at_work().wait(hours=7, minutes=59)
    assert not play.agent(LIN).tired
    play.wait(minutes=1)
    assert play.said == [n.WorkedLong(agent=LIN.user_id, number="07", leads=_ZHAO_RUNG, since=TEN)]
    assert play.agent(LIN).tired
    assert play.wait(hours=8).said == []


@pytest.mark.rule("on_duty")
def test_who_is_tired_is_offered_something_only_where_there_is_nobody_else() -> None:
    play = _at_work().wait(hours=8)
    hands = play._batch().floor.hands()
    assert sorted(hand.agent.number for hand in hands) == ["01", "12"]
    alone = StaffRoom(agents=[play.agent(LIN), off(WANG)])
    assert [hand.agent.number for hand in alone._batch().floor.hands()] == ["07"]


@pytest.mark.rule("rest")
@pytest.mark.parametrize(("pause", "worked"), [(29, True), (30, False)])
def test_only_a_break_of_half_an_hour_is_a_rest_that_begins_a_new_stretch(pause: int, worked: bool) -> None:  # noqa: FBT001
    play = _at_work().wait(hours=7).do(c.GoOff(agent=LIN.user_id, origin=HERE)).wait(minutes=pause)
    play.do(c.GoOn(agent=LIN.user_id, origin=HERE)).wait(hours=1)
    assert bool(play.told(n.WorkedLong)) is worked


@pytest.mark.rule("rest")
def test_a_long_absence_is_a_rest_too() -> None:
    play = _at_work().wait(hours=7).do(_away(Absence.REASON)).wait(minutes=30).do(_back()).wait(hours=7)
    assert play.told(n.WorkedLong) == []
    assert play.agent(LIN).working_since == at(hours=7, minutes=30)


@pytest.mark.rule("on_duty")
@pytest.mark.parametrize(
    ("goes", "comes"),
    [
        (_away(), _back()),
        (_away(Absence.REASON), _back()),
        (c.GoOff(agent=LIN.user_id, origin=HERE), c.GoOn(agent=LIN.user_id, origin=HERE)),
    ],
    ids=["away", "away with a reason", "off duty"],
)
def test_whose_eight_hours_end_in_a_short_break_hears_so_on_coming_back_and_not_too_late(
    goes: c.Command, comes: c.Command
) -> None:
    play = _at_work().wait(hours=7, minutes=40).do(goes).wait(minutes=25)
    assert play.told(n.WorkedLong) == []
    play.do(comes).wait(minutes=0)
    assert play.told(n.WorkedLong) == [n.WorkedLong(agent=LIN.user_id, number="07", leads=_ZHAO_RUNG, since=TEN)]
    back = at(hours=8, minutes=5)
    assert [(event.at, event.due) for event in play.news if isinstance(event, e.Reminded)] == [(back, back)]


def test_whose_eight_hours_end_after_a_short_break_hears_so_after_eight_hours() -> None:
    play = _at_work().wait(hours=7).do(_away(Absence.REASON)).wait(minutes=25).do(_back()).wait(minutes=35)
    due = at(hours=8)
    assert [(event.at, event.due) for event in play.news if isinstance(event, e.Reminded)] == [(due, due)]


def test_to_stay_after_all_is_not_to_come_back() -> None:
    leaving = _at_work().wait(hours=1).agent(LIN)
    leaving = replace(leaving, leaving_since=at(hours=1), off_asked_at=at(hours=1))
    assert evolve(leaving, s.CameBack(at=at(hours=2))).present_since == TEN


# --- an answer after silence -----------------------------------------------------------------------------------------


_GONE_SILENT = replace(LIN, working_since=TEN, stints=1, away_since=TEN, absence=Absence.MISSED)


def _answers(agent: Agent, **later: float) -> tuple[Agent, list[e.Event]]:
    """Let somebody take a conversation after a while."""
    now = at(**later)
    return marked(agent, [(1, e.Taken(at=now, agent=LIN.user_id))], now, idle=False, rules=Rules())


def test_who_answers_an_offer_after_all_is_there_again() -> None:
    back, news = _answers(_GONE_SILENT, minutes=29)
    assert news == [s.OfferAnswered(at=at(minutes=29), conversation=1)]
    assert (back.available, back.absence, back.present_since) == (True, None, at(minutes=29))
    assert (back.working_since, back.stints) == (TEN, 1)


@pytest.mark.rule("rest")
def test_half_an_hour_of_silence_is_a_rest_as_any_absence_is() -> None:
    back, news = _answers(_GONE_SILENT, minutes=30)
    assert news == [s.OfferAnswered(at=at(minutes=30), conversation=1, rested=True)]
    assert (back.working_since, back.stints) == (at(minutes=30), 2)


@pytest.mark.parametrize(
    "agent",
    [
        replace(LIN, missed=1),
        replace(_GONE_SILENT, absence=Absence.MEAL, missed=1),
    ],
    ids=["never away", "at table"],
)
def test_only_who_was_away_from_silence_comes_back_from_it(agent: Agent) -> None:
    after, news = _answers(agent, hours=1)
    assert news == [s.OfferAnswered(at=at(hours=1), conversation=1)]
    assert after == replace(agent, missed=0, version=1)

"""Outside the opening hours: what customers hear, once, and who is reached in an emergency all the same."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk import notices as n
from desk.events import Clock, Reason
from desk.hours import ALWAYS, Calendar, read_hours
from desk.people import Agent
from desk.rules import OnCall, Rules
from desk.shifts import read_rota
from desk.state import State
from tests.kit.cast import LIN, MEI, PENG, WANG, ZHAO, at
from tests.kit.lines import AskForPerson, Reply, Say, Strike, Take
from tests.kit.lines_actions import AcknowledgeEmergency
from tests.kit.lines_waiting import AnswerLater
from tests.kit.script import (
    AgentAbsent,
    AgentLeft,
    AgentReplied,
    Answer,
    BotAnswered,
    Breached,
    CallbackAgreed,
    ClosedNow,
    ClosingSoon,
    CustomerWrote,
    Deliver,
    EmergencyAcknowledged,
    EmergencyCall,
    EmergencyInHand,
    EmergencyRing,
    HandedOff,
    IdlePrompt,
    KeptForOpening,
    LaterPromised,
    Like,
    LongWait,
    Mirror,
    NobodyOnDuty,
    OpeningTold,
    Queued,
    Reminded,
    Requeued,
    Script,
    StillWaiting,
    Taken,
    TakenBy,
    Told,
    WaitNoticed,
    WaitTold,
)

WEEKDAYS = read_hours(
    'zone = "UTC"\n[week]\n'
    + "".join(f'{day} = [["08:30", "12:00"], ["13:30", "17:30"]]\n' for day in ("mon", "tue", "wed", "thu", "fri")),
    "hours.toml",
).desk
NEVER = read_hours('zone = "UTC"\n', "hours.toml").desk
TUESDAY = at(hours=22.5)
"""Half past eight on the next morning."""
_DAY = timedelta(days=1)
PATIENT = Rules(accept=_DAY, first_reply=_DAY, wait_comfort=_DAY, wait_explain=2 * _DAY)


def on(when: datetime, hours: Calendar = WEEKDAYS, rules: Rules | None = None) -> Script:
    play = Script(rules=replace(rules or Rules(), hours=hours))
    play.now = when
    return play


def told(opening: datetime | None, **more: object) -> Like:
    return ClosedNow(opening=opening, **more)


def handed_off(play: Script) -> Script:
    return play >> Say("My tap leaks") << CustomerWrote << HandedOff << OpeningTold


def test_who_needs_a_person_in_the_evening_hears_of_tomorrow_morning_with_number_and_place() -> None:
    play = on(at(hours=8)).ahead(PENG, at(hours=7))
    play >> Say("My tap leaks") << CustomerWrote << HandedOff << OpeningTold(opening=TUESDAY)
    play << n.ClosedNow(at=at(hours=8), opening=TUESDAY, place=2, number="C001", reason=Reason.REPAIR)
    play.end()


def test_nobody_on_duty_is_no_alarm_while_we_are_closed() -> None:
    play = on(at(hours=8)).leaves(LIN).leaves(WANG).leaves(ZHAO)
    handed_off(play) << ClosedNow
    play.end()
    play = on(at(hours=1)).leaves(LIN).leaves(WANG).leaves(ZHAO)
    play >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued << NobodyOnDuty


def test_a_lunch_break_is_closed_too_and_called_a_pause() -> None:
    handed_off(on(at(hours=2.5))) << told(at(hours=3.5), pause=True)
    handed_off(on(at(hours=-3))) << told(at(hours=-1.5), pause=False)


def test_who_would_rather_be_answered_later_hears_of_the_opening_if_it_comes_before_the_promise() -> None:
    play = handed_off(on(at(hours=8))) << ClosedNow
    play >> AnswerLater() << CallbackAgreed << LaterPromised(opening=TUESDAY, until=at(hours=32))
    friday = handed_off(on(at(hours=8) + 4 * _DAY)) << ClosedNow
    friday >> AnswerLater() << CallbackAgreed << LaterPromised(opening=None)


def test_who_asks_for_an_agent_while_we_are_closed_hears_of_the_opening() -> None:
    play = on(at(hours=8)).leaves(LIN) >> Say("Can I talk to agent 07?") << CustomerWrote
    play << AgentAbsent("07", back_at=None, opening=TUESDAY)


def test_the_bot_goes_on_answering_while_we_are_closed() -> None:
    play = on(at(hours=8)) >> Say("How do I pay the property fee?") << CustomerWrote << BotAnswered << Answer
    play.end()
    assert play.conversation.told_opening is None


def test_a_second_message_gets_a_short_receipt_with_the_place_of_the_morning_and_a_third_none() -> None:
    play = handed_off(on(at(hours=8))) << ClosedNow
    play.wait(minutes=1) >> Say("It gets worse by the hour, you know") << CustomerWrote << WaitTold(until=TUESDAY)
    play << Mirror << n.KeptForOpening(at=play.now, opening=TUESDAY, place=1, number="C001")
    play.wait(minutes=1) >> Say("The kitchen is wet by now, you know") << CustomerWrote << Mirror
    play.end()
    play.ahead(PENG, at(hours=7)).wait(minutes=1) >> Say("And the hall is wet, you know")
    play << CustomerWrote << WaitTold << Mirror << KeptForOpening(place=2)


def test_what_is_sure_is_answered_while_somebody_waits_for_the_morning_and_needs_no_receipt() -> None:
    play = handed_off(on(at(hours=8))) << ClosedNow
    play.wait(minutes=1) >> Say("How do I pay the property fee?") << CustomerWrote << BotAnswered << Mirror << Answer
    play.end()


def test_thanks_needs_no_receipt() -> None:
    play = handed_off(on(at(hours=8))) << ClosedNow
    play.wait(minutes=1) >> Say("thank you") << CustomerWrote << Mirror
    play.end()


def test_who_asks_for_a_person_once_more_hears_the_short_receipt() -> None:
    play = handed_off(on(at(hours=8))) << ClosedNow
    play.wait(minutes=5) >> AskForPerson() << KeptForOpening(opening=TUESDAY)
    play.end()


def test_in_the_morning_everything_is_as_always() -> None:
    play = handed_off(on(at(hours=8))) << ClosedNow
    play.now = TUESDAY
    play >> AskForPerson() << Queued
    assert play.clocks[Clock.ACCEPT] == TUESDAY + timedelta(minutes=3)


@pytest.mark.rule("accept")
def test_a_message_ten_seconds_before_closing_uses_ten_seconds_today_and_the_rest_at_the_next_opening() -> None:
    play = on(at(hours=7, minutes=29, seconds=50)) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued
    assert play.clocks[Clock.ACCEPT] == TUESDAY + timedelta(minutes=2, seconds=50)


@pytest.mark.rule("closing_notice")
def test_who_still_waits_hears_a_quarter_of_an_hour_before_closing_and_nobody_twice() -> None:
    play = on(at(hours=5), rules=PATIENT) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued
    play.wait(hours=2, minutes=14, seconds=59) >> Strike()
    play.wait(seconds=1) >> Strike() << Reminded(clock=Clock.CLOSING_NOTICE) << OpeningTold(opening=TUESDAY)
    play << n.ClosingSoon(place=1, at=play.now, opening=TUESDAY, number="C001")
    play.wait(minutes=5) >> Strike()
    play.wait(minutes=20) >> Say("Are you still there, all of you?") << CustomerWrote << WaitTold << Mirror
    play << KeptForOpening
    play.now = TUESDAY
    play >> Strike()
    play.now = TUESDAY + timedelta(hours=3, minutes=15)
    play >> Strike() << Reminded << OpeningTold(opening=TUESDAY + timedelta(hours=5)) << ClosingSoon(pause=True)


@pytest.mark.rule("wait_comfort")
@pytest.mark.rule("wait_explain")
def test_who_was_told_that_we_close_is_not_asked_to_wait_a_little_longer_until_we_open_again() -> None:
    rules = Rules(accept=_DAY, first_reply=_DAY)
    play = on(at(hours=7, minutes=13), rules=rules) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued
    play.wait(minutes=2) >> Strike() << Reminded(clock=Clock.CLOSING_NOTICE) << OpeningTold << ClosingSoon
    play.wait(minutes=3) >> Strike() << WaitNoticed(Clock.WAIT_COMFORT)
    play.wait(minutes=11) >> Strike() << WaitNoticed(Clock.WAIT_COMFORT) << WaitNoticed(Clock.WAIT_COMFORT)
    play << WaitNoticed(Clock.WAIT_EXPLAIN) << LongWait
    play.now = TUESDAY + timedelta(minutes=14)
    play >> Strike() << WaitNoticed << WaitNoticed << WaitNoticed << WaitTold << StillWaiting << LongWait


@pytest.mark.rule("closing_notice")
def test_a_closing_that_is_noticed_after_a_night_down_is_told_to_nobody() -> None:
    play = on(at(hours=5), rules=PATIENT) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued
    play.now = TUESDAY
    play >> Strike() << Reminded(clock=Clock.CLOSING_NOTICE)
    play.end()
    play.now = TUESDAY + timedelta(hours=3, minutes=15)
    play >> Strike() << Reminded << OpeningTold << ClosingSoon


def test_who_would_rather_be_answered_later_outside_the_hours_hears_that_it_is_so_already() -> None:
    play = on(at(hours=14)) >> Say("My tap leaks")
    play.clear() >> Say("晚点回复我吧") << CustomerWrote << Mirror << KeptForOpening
    assert play.conversation.state is State.QUEUED


def test_who_is_in_danger_is_not_told_that_we_close_soon() -> None:
    play = on(at(hours=7, minutes=14)) >> Say("There is a gas leak, help!")
    play.clear().wait(minutes=1, seconds=10) >> Strike()
    play << Reminded(Clock.CLOSING_NOTICE)
    play.end()


def test_an_agent_who_leaves_after_closing_leaves_the_customer_the_next_opening() -> None:
    play = on(at(hours=7.4)) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued
    play >> Take() << Taken << TakenBy << Told
    play.leaves(LIN).now = at(hours=8)
    play >> Say("It still leaks, all over the kitchen") << CustomerWrote << Requeued << OpeningTold(opening=TUESDAY)
    play << Mirror << AgentLeft(opening=TUESDAY)
    play.end()


def test_hours_that_never_open_leave_no_deadline_and_promise_no_opening() -> None:
    play = handed_off(on(at(hours=8), NEVER)) << told(None)
    assert play.clocks == {}
    play.wait(hours=300) >> Strike()
    play >> Say("It gets worse by the hour, you know") << CustomerWrote << Mirror
    play.end()


# --- emergencies -------------------------------------------------------------------------------------------------

DANGER = "I smell gas in the kitchen!"
RUNG = Rules(on_call=OnCall(people=(WANG.user_id, LIN.user_id)))


def in_danger(play: Script, **staffed: bool) -> Script:
    play >> Say(DANGER) << CustomerWrote << HandedOff(reason=Reason.DANGER)
    return play << Queued(reason=Reason.DANGER, **staffed)


@pytest.mark.rule("on_call")
@pytest.mark.parametrize("when", [at(hours=1), at(hours=17)], ids=["by day", "by night"])
def test_danger_rings_the_first_on_call_at_once_day_and_night(when: datetime) -> None:
    play = in_danger(on(when, rules=RUNG))
    play << EmergencyCall(customer=MEI.chat_id, agent=WANG.user_id, number="12") << EmergencyRing(agent=WANG.user_id)
    play.end()


@pytest.mark.rule("ring")
def test_the_next_on_call_is_rung_after_three_minutes_then_the_leads_until_somebody_has_it() -> None:
    play = in_danger(on(at(hours=17), rules=RUNG)) << EmergencyCall << EmergencyRing
    play.wait(minutes=2, seconds=59) >> Strike()
    play.wait(seconds=1) >> Strike() << Breached(clock=Clock.EMERGENCY) << Reminded(clock=Clock.RING)
    play << n.Alarm << EmergencyCall(agent=LIN.user_id) << EmergencyRing(agent=LIN.user_id)
    play.wait(minutes=3) >> Strike() << Reminded << EmergencyCall(agent=ZHAO.user_id) << EmergencyRing
    play << n.StillCalling()  # the customer hears once that nobody has come
    play.wait(minutes=3) >> Strike() << Reminded << EmergencyCall(agent=ZHAO.user_id) << EmergencyRing
    (play >> Take(WANG)).clear()
    play.wait(minutes=9) >> Strike()
    play.end()


@pytest.mark.rule("on_call")
def test_with_nobody_on_call_the_leads_are_rung() -> None:
    play = in_danger(on(at(hours=17))) << EmergencyCall(agent=ZHAO.user_id) << EmergencyRing(agent=ZHAO.user_id)
    play.end()


@pytest.mark.rule("ring")
def test_the_duty_lead_and_the_deputy_of_the_rota_are_rung_with_the_leads_whatever_their_role() -> None:
    play = on(at(hours=17))
    planned = '[agents.33]\nid = 33\n[agents.12]\nid = 12\n[rota]\ntue = { lead = "33", deputy = "12" }\n'
    play.floor.rota = read_rota(f'zone = "UTC"\n{planned}', "rota.toml")
    in_danger(play) << EmergencyCall(agent=33, number="33") << EmergencyRing(agent=33)
    play << EmergencyCall(agent=WANG.user_id, number="12") << EmergencyRing(agent=WANG.user_id)
    play << EmergencyCall(agent=ZHAO.user_id, number="01") << EmergencyRing(agent=ZHAO.user_id)
    play >> AcknowledgeEmergency(by=Agent(user_id=33, number="33")) << EmergencyAcknowledged
    play << n.DangerInHand() << EmergencyInHand << Told


@pytest.mark.rule("emergency")
def test_an_emergency_nobody_has_in_hand_within_three_minutes_is_a_breach_by_night_as_by_day() -> None:
    play = in_danger(on(at(hours=17), rules=replace(RUNG, ring=timedelta(hours=1)))).clear().wait(minutes=3) >> Strike()
    play << Breached(clock=Clock.EMERGENCY, due=at(hours=17, minutes=3)) << n.Alarm
    assert Clock.ACCEPT in play.clocks  # which waits for the morning
    play.clear()


# --- quiet hours -------------------------------------------------------------------------------------------------


@pytest.mark.rule("quiet_hours")
def test_a_customer_is_asked_whether_they_are_still_there_in_the_morning_and_not_at_night() -> None:
    rules = Rules(idle_prompts=(timedelta(minutes=20), timedelta(hours=14), _DAY))
    play = on(at(hours=11, minutes=45), ALWAYS, rules) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued
    play >> Reply() << Taken << AgentReplied << TakenBy << Deliver
    play.wait(minutes=20) >> Strike()
    play.now = at(hours=21, minutes=59)
    play >> Strike()
    play.wait(minutes=1) >> Strike() << Reminded(clock=Clock.IDLE_PROMPTS, due=at(hours=22)) << IdlePrompt(tier=1)
    play.end()

"""What becomes of setting a conversation aside, and of promises."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import notices as n
from desk.content import Kind
from desk.events import Clock, Hold, Owing
from desk.hours import Calendar
from desk.notices import Outcome
from desk.rules import Organisation, Rules
from desk.service.until import ClockTime, InDays, Until, Weekday, moment_of
from desk.state import Awaiting, State
from tests.kit.cast import LIN, TEN, WANG, ZHAO, at
from tests.kit.lines import AskForPerson, Reply, Resolve, Say, SendEntry, Strike, Take
from tests.kit.lines_actions import Hold as SetAside
from tests.kit.lines_actions import Promise, Unhold
from tests.kit.lines_waiting import AnswerLater
from tests.kit.script import (
    AgentReplied,
    Alarm,
    AlreadyWithPerson,
    AnswerFromAgent,
    Breached,
    CallbackAgreed,
    Card,
    CustomerWrote,
    Deliver,
    EntrySent,
    Farewell,
    HandedOff,
    Held,
    LaterPromised,
    Mirror,
    Noted,
    Overran,
    Promised,
    PromiseMade,
    Queued,
    Requeued,
    Resolved,
    Script,
    Taken,
    TakenBy,
    Told,
    Unheld,
)

HOUR = timedelta(hours=1)


def active(rules: Rules | None = None) -> Script:
    play = Script(rules=rules) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued
    return play >> Take() << Taken << TakenBy << Told


def answered(rules: Rules | None = None) -> Script:
    return active(rules) >> Reply("Which floor are you on?") << AgentReplied << Deliver


def asked_again(rules: Rules | None = None) -> Script:
    return answered(rules).wait(minutes=1) >> Say("Is it dangerous to use?") << CustomerWrote << Mirror


# --- a promise -----------------------------------------------------------------------------------------------------


def test_what_is_set_aside_until_a_moment_is_promised_by_then_and_the_customer_is_told() -> None:
    play = answered() >> SetAside(HOUR, note="look at the pipe") << Noted(agent=LIN.user_id, message=3)
    play << Held(agent=LIN.user_id, hold=Hold.SCHEDULED, until=at(hours=1)) << n.PromiseMade(until=at(hours=1), at=TEN)
    play << n.Told(outcome=n.Outcome.HELD, until=at(hours=1), at=TEN) << n.Card()
    assert (play.conversation.state, play.clocks) == (State.HOLD, {Clock.PROMISED_REPLY: at(hours=1)})


@pytest.mark.rule("promised_reply")
def test_without_a_time_the_promise_is_a_day() -> None:
    play = answered() >> SetAside() << Held(until=at(hours=24)) << PromiseMade(until=at(hours=24)) << Told
    assert play.clocks == {Clock.PROMISED_REPLY: at(hours=24)}
    play = answered(Rules(promised_reply=HOUR)) >> Promise() << Promised(until=at(hours=1)) << PromiseMade << Told
    assert play.clocks[Clock.PROMISED_REPLY] == at(hours=1)


@pytest.mark.rule("promised_reply")
def test_a_promise_that_is_not_kept_is_a_breach_at_its_moment_and_met_by_the_answer() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play.wait(minutes=60) >> Strike() << Breached(Clock.PROMISED_REPLY, due=at(hours=1), agent=LIN.user_id) << Alarm
    play << PromiseMade(broken=True)
    play.wait(minutes=3) >> Reply("It is the seal, we replace it today") << Unheld << AgentReplied(settles=True)
    play << Overran(Clock.PROMISED_REPLY, overrun=timedelta(minutes=3)) << Deliver
    assert (play.conversation.state, play.conversation.breaches) == (State.ACTIVE, ())
    assert Clock.PROMISED_REPLY not in play.clocks


@pytest.mark.rule("promised_reply")
def test_a_customer_whose_promise_was_not_kept_is_apologised_to_once_and_hears_what_comes_next() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play.wait(hours=1) >> Strike() << Breached << Alarm << n.PromiseMade(until=play.now, at=play.now, broken=True)
    play.wait(hours=1) >> Strike()


@pytest.mark.rule("promised_reply")
def test_whose_promise_is_broken_while_we_are_closed_hears_when_we_open() -> None:
    hours = Calendar(zone=ZoneInfo("UTC"), week=(((9 * 60, 12 * 60),),) * 7)
    play = answered(Rules(hours=hours)) >> SetAside(3 * HOUR) << Held << PromiseMade << Told
    play.wait(hours=3) >> Strike() << Breached << Alarm << PromiseMade(broken=True, opening=at(hours=23))


@pytest.mark.rule("quiet_hours")
def test_nobody_is_apologised_to_in_the_quiet_hours() -> None:
    play = answered() >> SetAside(12 * HOUR) << Held << PromiseMade << Told
    play.wait(hours=12) >> Strike() << Breached(Clock.PROMISED_REPLY, due=at(hours=12)) << Alarm


@pytest.mark.rule("next_reply")
def test_the_next_reply_waits_while_it_is_set_aside_and_runs_on_from_the_promised_moment() -> None:
    play = asked_again().wait(minutes=2)  # two of the five minutes are used
    assert play.clocks[Clock.NEXT_REPLY] == at(minutes=6)
    play >> SetAside(HOUR) << Held(until=at(minutes=63)) << PromiseMade << Told
    assert play.clocks[Clock.NEXT_REPLY] == at(minutes=66)


@pytest.mark.rule("next_reply")
def test_what_the_customer_writes_while_it_is_set_aside_is_shown_and_counts_from_the_promised_moment() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play.wait(minutes=10) >> Say("Any news?") << CustomerWrote << Mirror
    assert (play.conversation.state, play.clocks[Clock.NEXT_REPLY]) == (State.HOLD, at(minutes=65))


@pytest.mark.rule("next_reply")
def test_taken_up_again_the_next_reply_runs_at_once() -> None:
    play = asked_again() >> SetAside(HOUR) << Held << PromiseMade << Told
    play.wait(minutes=10) >> Unhold() << Unheld(agent=LIN.user_id) << n.Told(outcome=n.Outcome.UNHELD) << n.Card()
    assert (play.conversation.state, play.clocks[Clock.NEXT_REPLY]) == (State.ACTIVE, at(minutes=16))
    assert play.clocks[Clock.PROMISED_REPLY] == at(minutes=61)  # what was promised stays promised


def test_a_word_that_answers_nothing_keeps_it_set_aside_and_the_promise_running() -> None:
    play = asked_again() >> SetAside(HOUR) << Held << PromiseMade << Told
    play.wait(minutes=5) >> Reply("请稍等") << AgentReplied(settles=False) << Deliver
    assert (play.conversation.state, set(play.clocks)) == (State.HOLD, {Clock.PROMISED_REPLY})
    play >> Say("Well?") << CustomerWrote << Mirror
    assert play.clocks[Clock.NEXT_REPLY] == at(minutes=66)


@pytest.mark.rule("promised_reply")
def test_a_promise_said_again_in_words_is_not_the_answer_that_was_promised() -> None:
    play = asked_again() >> Promise(HOUR) << Promised << PromiseMade << Told << n.Card()
    play >> Reply("您别急，一小时内答复您") << AgentReplied(owing=Owing.LATER, settles=False) << Deliver
    assert play.clocks[Clock.PROMISED_REPLY] == at(minutes=61)
    assert Clock.IDLE_PROMPTS not in play.clocks


def test_who_says_that_an_answer_will_come_hears_how_to_promise_it_and_the_customer_is_asked_nothing() -> None:
    play = asked_again() >> Reply("有结果了马上告诉您") << AgentReplied(owing=Owing.LATER) << Deliver
    play << n.Told(outcome=n.Outcome.SAID_LATER)
    assert (play.conversation.awaiting, Clock.IDLE_PROMPTS in play.clocks) == (Awaiting.AGENT, False)
    play >> Say("好的，谢谢") << CustomerWrote << Mirror
    assert Clock.IDLE_PROMPTS not in play.clocks


@pytest.mark.rule("next_reply")
def test_who_asks_for_a_moment_owes_the_next_reply_from_then() -> None:
    play = asked_again().wait(minutes=3) >> Reply("请稍等，我帮您查一下") << AgentReplied(owing=Owing.SOON) << Deliver
    assert play.clocks[Clock.NEXT_REPLY] == at(minutes=9)
    assert Clock.IDLE_PROMPTS not in play.clocks
    play >> Reply("是密封圈坏了，今天下午换") << AgentReplied(owing=None) << Deliver
    assert (Clock.NEXT_REPLY in play.clocks, Clock.IDLE_PROMPTS in play.clocks) == (False, True)


def test_a_picture_of_the_mended_pipe_is_what_was_promised() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play >> Reply("", kind=Kind.PHOTO) << Unheld << AgentReplied(answers=False, settles=True) << Deliver
    assert Clock.PROMISED_REPLY not in play.clocks


def test_an_entry_sent_while_it_is_set_aside_is_what_was_promised() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play >> SendEntry("fee") << Unheld << EntrySent << AnswerFromAgent << Told
    assert (play.conversation.state, Clock.PROMISED_REPLY in play.clocks) == (State.ACTIVE, False)


def test_a_promise_may_be_made_while_one_goes_on_serving() -> None:
    play = asked_again() >> Promise(2 * HOUR) << Promised(agent=LIN.user_id, until=at(minutes=121))
    play << PromiseMade(until=at(minutes=121)) << Told(n.Outcome.PROMISED)
    assert (play.conversation.state, play.conversation.awaiting) == (State.ACTIVE, Awaiting.AGENT)
    assert play.clocks[Clock.PROMISED_REPLY] == at(minutes=121)


def test_a_new_promise_takes_the_place_of_the_old_one() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play.wait(minutes=30) >> SetAside(HOUR) << Held << PromiseMade << Told
    assert play.clocks == {Clock.PROMISED_REPLY: at(minutes=90)}
    play.wait(minutes=45) >> Strike()


def test_resolving_makes_every_promise_void() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play >> Resolve() << Resolved << Farewell << Told
    assert set(play.clocks) == {Clock.REOPEN_WINDOW}


# --- waiting for the customer --------------------------------------------------------------------------------------


def test_set_aside_for_the_customer_it_goes_on_when_the_customer_writes() -> None:
    play = answered() >> SetAside(hold=Hold.CUSTOMER_INFO) << Held(hold=Hold.CUSTOMER_INFO, until=None)
    play << n.Told(outcome=n.Outcome.HELD_FOR_CUSTOMER)
    play.wait(minutes=5) >> Say("It is the third floor") << CustomerWrote << Unheld(agent=None) << Mirror
    assert (play.conversation.state, play.conversation.awaiting) == (State.ACTIVE, Awaiting.AGENT)
    assert play.clocks[Clock.NEXT_REPLY] == at(minutes=10)


def test_thanks_is_not_what_was_waited_for() -> None:
    play = answered() >> SetAside(hold=Hold.CUSTOMER_INFO) << Held << Told
    play >> Say("Thanks!") << CustomerWrote << Mirror
    assert play.conversation.state is State.HOLD


def test_what_the_customer_writes_to_somebody_who_left_looks_for_somebody_else() -> None:
    play = answered() >> SetAside(hold=Hold.CUSTOMER_INFO) << Held << Told
    play.leaves(LIN) >> Say("It is the third floor") << CustomerWrote << Unheld << Requeued
    play.clear()
    assert (play.conversation.state, play.conversation.owner) == (State.QUEUED, None)


def test_set_aside_for_a_third_party_the_customers_words_do_not_take_it_up() -> None:
    play = answered() >> SetAside(HOUR, Hold.THIRD_PARTY) << Held(hold=Hold.THIRD_PARTY) << PromiseMade << Told
    play >> Say("Any news?") << CustomerWrote << Mirror
    assert play.conversation.state is State.HOLD


# --- who may, and how it is refused --------------------------------------------------------------------------------


def test_taking_what_one_has_set_aside_takes_it_up_and_another_cannot_take_it() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play >> Take(by=WANG) << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=TEN)
    (
        play
        >> Reply("It may be the seal", by=WANG)
        << Noted
        << n.NotedAside(number="07", conversation=1, epoch=2, message=3)
    )
    play >> Take() << Unheld << n.Told(outcome=n.Outcome.UNHELD)


def test_only_the_owner_or_a_lead_sets_it_aside_promises_or_goes_on() -> None:
    taken = n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=TEN)
    play = answered() >> SetAside(HOUR, by=WANG) << taken
    play >> Promise(HOUR, by=WANG) << taken
    play >> SetAside(HOUR, by=ZHAO) << Held(agent=ZHAO.user_id) << PromiseMade << Told
    play >> Unhold(by=WANG) << taken << Card
    play >> Unhold(epoch=1) << Told << Card
    play >> Unhold(by=ZHAO, epoch=2) << Unheld << Told(n.Outcome.UNHELD)
    play >> Unhold() << n.Told(outcome=n.Outcome.NOT_ON_HOLD) << Card


@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        (timedelta(days=7, seconds=1), n.Outcome.TIME_TOO_FAR),
        (timedelta(days=9999), n.Outcome.TIME_TOO_FAR),
        (timedelta(0), n.Outcome.TIME_PASSED),
    ],
)
def test_a_time_that_cannot_be_promised_is_refused_and_nothing_happens(until: timedelta, outcome: n.Outcome) -> None:
    play = answered() >> SetAside(until, note="the pipe") << n.Told(outcome=outcome)
    play >> Promise(until) << n.Told(outcome=outcome)
    assert play.conversation.state is State.ACTIVE


def test_seven_days_may_be_promised() -> None:
    answered() >> SetAside(timedelta(days=7)) << Held(until=at(days=7)) << PromiseMade << Told


# --- times of the clock --------------------------------------------------------------------------------------------

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("until", "zone", "expected"),
    [
        (ClockTime(time(15, 30)), UTC, at(hours=5.5)),
        (ClockTime(time(10, 0)), UTC, at(days=1)),
        (ClockTime(time(9, 59)), UTC, at(hours=23, minutes=59)),
        (ClockTime(time(9, 59), InDays(0)), UTC, at(minutes=-1)),
        (ClockTime(time(11, 0), InDays(1)), UTC, at(hours=25)),
        (ClockTime(time(19, 0)), SHANGHAI, at(hours=1)),
        (ClockTime(time(0, 30)), SHANGHAI, at(hours=6.5)),
        (ClockTime(time(0, 30), InDays(1)), SHANGHAI, at(hours=6.5)),
        (ClockTime(time(9, 0), InDays(2)), UTC, at(hours=47)),
        (ClockTime(time(11, 0), Weekday(TEN.weekday())), UTC, at(hours=1)),
        (ClockTime(time(9, 0), Weekday(TEN.weekday())), UTC, at(days=7, hours=-1)),
        (ClockTime(time(9, 0), Weekday(TEN.weekday(), 0)), UTC, at(hours=-1)),
        (ClockTime(time(9, 0), Weekday((TEN.weekday() - 1) % 7)), UTC, at(days=6, hours=-1)),
        (ClockTime(time(9, 0), Weekday(0, 1)), UTC, at(days=7 - TEN.weekday(), hours=-1)),
        (timedelta(minutes=30), SHANGHAI, at(minutes=30)),
    ],
)
def test_a_time_of_the_clock_is_the_next_one_where_the_organisation_is(
    until: Until, zone: ZoneInfo, expected: datetime
) -> None:
    assert moment_of(until, TEN, zone) == expected


def test_a_time_of_the_clock_is_promised_in_the_organisations_zone() -> None:
    rules = Rules(organisation=Organisation(zone=SHANGHAI))
    answered(rules) >> SetAside(ClockTime(time(20, 0))) << Held(until=at(hours=2)) << PromiseMade << Told


@given(
    until=st.one_of(
        st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=7)),
        st.builds(
            ClockTime,
            st.times().map(lambda t: t.replace(microsecond=0)),
            st.none() | st.builds(InDays, st.integers(1, 5)),
        ),
    ),
    said=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda d: d.replace(tzinfo=UTC)),  # noqa: DTZ001
    zone=st.sampled_from([UTC, SHANGHAI, BERLIN, ZoneInfo("Australia/Lord_Howe"), None]),
)
def test_what_is_meant_is_always_to_come_and_within_a_week(until: Until, said: datetime, zone: ZoneInfo | None) -> None:
    assert said < moment_of(until, said, zone) <= said + timedelta(days=7)


def test_who_is_set_aside_and_asks_for_a_person_hears_who_has_the_matter_and_not_of_a_queue() -> None:
    play = answered() >> SetAside(HOUR) << Held << PromiseMade << Told
    play >> AskForPerson() << AlreadyWithPerson(number="07")
    play.end()


def test_who_is_promised_an_answer_is_not_closed_for_silence_before_it_is_given() -> None:
    play = answered() >> SetAside(timedelta(days=3), Hold.CUSTOMER_INFO) << Held << PromiseMade << Told
    assert (Clock.IDLE_PROMPTS in play.clocks, Clock.PROMISED_REPLY in play.clocks) == (False, True)


def test_a_lead_cannot_set_aside_what_nobody_has_so_that_it_can_still_be_taken() -> None:
    play = Script() >> AskForPerson() << HandedOff << Queued
    play >> AnswerLater() << CallbackAgreed << LaterPromised
    play >> SetAside(HOUR, by=ZHAO) << Told(Outcome.NOT_YOURS)
    play >> Take() << Taken << TakenBy << Told
    assert play.conversation.owner == LIN.user_id

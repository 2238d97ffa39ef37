"""Where the chat brings no answer, somebody other than the worker calls (RULES §1 callback)."""

from datetime import datetime, time, timedelta

import pytest

from desk.cases import events as v
from desk.cases.callbacks import commands as k
from desk.cases.callbacks import notices as n
from desk.cases.callbacks.commands import Question
from desk.cases.kinds import CaseKind, Ending, Result
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.state import CaseState
from desk.events import Clock
from desk.people import Agent
from desk.service.until import ClockTime, InDays
from tests.kit.called_back import SUN, agreed, answer, begun, call, called, kinds, outcomes, repaired
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, WANG, ZHAO, at, off

# --- by a person -----------------------------------------------------------------------------------------------------


def test_where_a_day_brings_no_answer_somebody_other_than_the_handler_is_to_call() -> None:
    play = called(repaired())
    assert (play.told(n.CallbackTask).caller, play.told(n.CallbackTask).tries) == (WANG.number, 0)
    told = [(one.agent, one.calls) for one in play.says if isinstance(one, n.CallbackYours)]
    assert told == [(WANG.user_id, True), (LIN.user_id, False)]


def test_the_worker_may_not_call_about_their_own_work() -> None:
    play = called(repaired()).play(call(Result.SATISFIED, by=SUN))
    assert play.says == (Told(outcome=Outcome.CALLBACK_BY_WORKER),)


def test_the_handler_may_call_only_while_nobody_else_is_there() -> None:
    play = called(repaired()).play(call(Result.SATISFIED, by=LIN))
    assert play.says == (Told(outcome=Outcome.CALLBACK_BY_HANDLER, number=WANG.number),)
    alone = called(repaired(agents=(LIN, off(WANG), off(ZHAO), SUN))).play(call(Result.SATISFIED, by=LIN))
    assert (outcomes(alone), alone.case.state) == ([Outcome.CALLBACK_RECORDED], CaseState.CLOSED)


def test_what_a_person_heard_is_recorded_with_their_words_and_closes_the_case() -> None:
    play = called(agreed(repaired())).play(call(Result.SATISFIED, words="all is dry"))
    assert kinds(play) == [v.CallbackTried, v.CaseClosed]
    assert [(one.text, one.author) for one in play.last.texts] == [("all is dry", WANG.user_id)]


def test_who_does_not_wish_to_say_is_left_in_peace() -> None:
    play = called(repaired()).play(call(Result.REFUSED))
    assert (play.case.state, play.case.ending, play.case.callback_result) == (
        CaseState.CLOSED,
        Ending.UNSAID,
        Result.REFUSED,
    )


def test_who_tells_a_person_that_it_is_not_good_gets_the_case_back_to_its_handler() -> None:
    play = called(repaired()).play(call(Result.NOT_SATISFIED))
    assert (kinds(play), outcomes(play)) == ([v.CallbackTried, v.CaseReopened], [Outcome.CALLBACK_REOPENED])


@pytest.mark.rule("attempts")
def test_after_three_attempts_at_different_hours_it_has_failed_and_the_contact_data_are_to_be_renewed() -> None:
    play = called(repaired()).play(call(Result.NOT_REACHED))
    again = play.now + timedelta(hours=2)
    assert play.told(Told) == Told(outcome=Outcome.CALLBACK_TRIED, count=1, at=again)
    play.wait(hours=2).play(call(Result.NOT_REACHED)).wait(hours=2).play(call(Result.NOT_REACHED))
    assert kinds(play) == [v.CallbackTried, v.CallbackFailed, v.CaseSettled, v.CaseClosed]
    assert (play.case.ending, play.case.contact_stale) == (Ending.UNREACHED, True)
    assert play.told(n.ContactStale).tries == 3
    assert play.told(n.ContactStaleRing).agent == LIN.user_id


def test_an_attempt_within_two_hours_of_the_one_before_is_none() -> None:
    play = called(repaired()).play(call(Result.NOT_REACHED)).wait(minutes=119).play(call(Result.NOT_REACHED))
    assert (play.news, play.says) == (
        (),
        (Told(outcome=Outcome.CALLBACK_TOO_SOON, at=play.now + timedelta(minutes=1)),),
    )


def test_an_attempt_in_quiet_hours_is_none() -> None:
    play = called(repaired()).wait(hours=13).play(call(Result.NOT_REACHED))
    assert (play.news, outcomes(play)) == ((), [Outcome.CALLBACK_QUIET])


def test_who_could_not_be_reached_may_still_answer_in_the_chat() -> None:
    play = called(agreed(repaired()))
    for _ in range(3):
        play.play(call(Result.NOT_REACHED)).wait(hours=2)
    play.play(answer(Question.RESULT, 0))
    assert (kinds(play), play.case.state) == ([v.CallbackRated, v.CaseReopened], CaseState.ASSIGNED)


def test_contact_data_are_renewed_once_and_what_they_are_now_is_kept() -> None:
    play = called(repaired())
    for _ in range(3):
        play.play(call(Result.NOT_REACHED)).wait(hours=2)
    play.play(k.RenewContact(agent=LIN.user_id, origin=ROOM, words="13900002222"))
    assert (kinds(play), play.case.contact_stale) == ([v.ContactRenewed], False)
    assert [(one.field, one.text) for one in play.last.texts] == [("contact", "13900002222")]
    assert outcomes(play.play(k.RenewContact(agent=LIN.user_id, origin=ROOM))) == [Outcome.CONTACT_FRESH]


@pytest.mark.parametrize(
    ("play", "outcome"),
    [
        (begun(CaseKind.REPAIR), Outcome.CASE_STALE),
        (called(repaired()).play(answer(Question.RESULT, 1)), Outcome.CALLBACK_KNOWN),
    ],
)
def test_what_is_not_owed_or_known_already_cannot_be_recorded(play: CaseScript, outcome: Outcome) -> None:
    play.play(call(Result.SATISFIED))
    assert (play.news, outcomes(play)) == ((), [outcome])
    assert begun(CaseKind.REPAIR).play(call(Result.SATISFIED, remedy=None)).says == (
        Told(outcome=Outcome.CALLBACK_NOT_DUE),
    )


# --- another time ----------------------------------------------------------------------------------------------------


def later(until: datetime | ClockTime | timedelta, by: Agent = WANG) -> k.MoveCallback:
    return k.MoveCallback(agent=by.user_id, origin=ROOM, until=until, remedy=1)


def test_a_new_time_is_agreed_once_and_then_a_person_calls() -> None:
    play = called(repaired()).play(later(at(days=4, hours=5)))
    assert play.told(n.CallbackTimeAgreed).until == at(days=4, hours=5)
    assert play.deadlines[Clock.CALLBACK] == at(days=5, hours=5)
    assert outcomes(play.play(later(at(days=4, hours=6)))) == [Outcome.CALLBACK_MOVED_ALREADY]
    play.now = at(days=4, hours=5)
    assert play.strike().told(n.CallbackTask).agreed
    assert play.silent_about(n.CallbackQuestion)


def test_a_time_may_be_told_as_people_say_it() -> None:
    play = called(repaired()).play(later(ClockTime(time(15), InDays(1))))
    assert play.case.callback_until == at(days=4, hours=5)


@pytest.mark.parametrize(
    ("until", "outcome"),
    [
        (at(days=2), Outcome.CALLBACK_TIME_PAST),
        (at(days=3, hours=13), Outcome.CALLBACK_QUIET),
        (at(days=9), Outcome.CALLBACK_TIME_FAR),
    ],
)
def test_a_time_that_is_over_at_night_or_too_far_off_is_refused(until: datetime, outcome: Outcome) -> None:
    play = called(repaired()).play(later(until))
    assert (play.news, outcomes(play)) == ((), [outcome])


def test_the_times_that_are_offered_can_all_be_had() -> None:
    play = called(repaired()).play(k.ShowCallbackTimes(agent=WANG.user_id, origin=ROOM, remedy=1))
    times = play.told(n.CallbackTimes).times
    assert times[0] == at(days=4)
    assert all(outcomes(called(repaired()).play(later(one))) == [Outcome.CALLBACK_MOVED] for one in times)

"""How it went is asked once the remedy is done: in the chat first, then by somebody who calls (RULES §1 callback)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time

import pytest

from desk.cases import events as v
from desk.cases.callbacks import commands as k
from desk.cases.callbacks import notices as n
from desk.cases.callbacks.closing import close_if_over, may_close
from desk.cases.callbacks.commands import Question
from desk.cases.clocks import owes_callback
from desk.cases.kinds import CaseKind, Cause, Class, Ending, Result
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.state import Case, CaseState
from desk.cases.turn import CaseTurn
from desk.events import Breached, Clock
from desk.rules import QuietHours, Rules
from tests.kit.called_back import (
    SUN,
    agreed,
    answer,
    asked,
    begun,
    call,
    called,
    kinds,
    made,
    outcomes,
    remedied,
    repaired,
)
from tests.kit.case_script import CaseScript
from tests.kit.cast import LIN, TEN, ZHAO, at

# --- when ------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("callback_from")
def test_a_repair_is_asked_about_on_the_second_day_and_not_before() -> None:
    play = repaired()
    assert play.wait(days=1, hours=23).strike().silent_about(n.CallbackQuestion)
    play.now = at(days=2)
    question = play.strike().told(n.CallbackQuestion)
    assert (question.question, question.satisfied, play.case.callback_asked_at) == (Question.RESULT, None, at(days=2))


@pytest.mark.rule("callback_from")
def test_a_call_about_a_repair_before_its_second_day_is_refused_with_the_day() -> None:
    play = repaired().wait(days=1).play(call(Result.SATISFIED))
    assert play.says == (Told(outcome=Outcome.CALLBACK_TOO_EARLY, at=datetime(2026, 11, 25, tzinfo=TEN.tzinfo)),)


@pytest.mark.rule("callback")
def test_the_outcome_is_due_by_the_end_of_the_third_day() -> None:
    end = datetime(2026, 11, 27, tzinfo=TEN.tzinfo)
    assert (repaired().deadlines[Clock.CALLBACK], remedied().deadlines[Clock.CALLBACK]) == (end, end)


@pytest.mark.rule("callback")
def test_an_outcome_that_is_not_known_by_then_is_a_breach_at_that_moment() -> None:
    play = called(repaired())
    play.now = at(days=4)
    due = datetime(2026, 11, 27, tzinfo=TEN.tzinfo)
    found = [one for one in play.strike().news if isinstance(one, Breached) and one.clock is Clock.CALLBACK]
    assert [(one.due, one.agent) for one in found] == [(due, LIN.user_id)]


def test_a_complaint_is_asked_about_on_the_next_day() -> None:
    play = remedied()
    play.now = at(days=1)
    assert play.strike().told(n.CallbackQuestion).kind is CaseKind.COMPLAINT


def test_nobody_is_asked_in_quiet_hours() -> None:
    play = remedied(rules=Rules(quiet_hours=QuietHours(start=time(22), end=time(11))))
    play.now = at(days=1)
    assert play.strike().silent_about(n.CallbackQuestion)
    assert play.wait(hours=1).strike().told(n.CallbackQuestion).question is Question.RESULT


def test_an_unjustified_complaint_is_called_back_too() -> None:
    play = begun(CaseKind.COMPLAINT)
    made(play, v.CaseSettled(at=play.now, ending=Ending.UNJUSTIFIED, by=LIN.user_id))
    assert asked(play).told(n.CallbackQuestion).remedy == 1


@pytest.mark.parametrize("ending", [Ending.DECLINED, Ending.WITHDRAWN])
def test_what_was_declined_or_withdrawn_is_not_asked_about_and_closed_at_once(ending: Ending) -> None:
    play = repaired()
    made(play, v.CaseSettled(at=play.now, ending=ending))
    turn = CaseTurn(play.case, play.now, play.rules, play.floor)
    assert (owes_callback(play.case), close_if_over(turn), turn.case.state) == (False, True, CaseState.CLOSED)


# --- in the chat -----------------------------------------------------------------------------------------------------


def test_four_questions_are_asked_one_after_another_and_every_press_is_recorded() -> None:
    play = asked(agreed(repaired())).play(answer(Question.RESULT, 1))
    assert play.told(n.CallbackQuestion).question is Question.PROMPTNESS
    play.play(answer(Question.PROMPTNESS, 4))
    assert play.told(n.CallbackQuestion).question is Question.MANNER
    play.play(answer(Question.MANNER, 5))
    assert play.told(n.CallbackQuestion).question is Question.MORE
    play.play(k.AddCallbackWords(at=play.now, words="Sun was very kind"))
    assert play.told(n.CallbackThanks).satisfied
    rated = [one for one in play.history if isinstance(one, v.CallbackRated)]
    assert [(one.promptness, one.manner, one.ended) for one in rated] == [
        (None, None, False),
        (4, None, False),
        (4, 5, False),
        (4, 5, True),
    ]
    assert [(one.field, one.text, one.author) for one in play.last.texts] == [("callback", "Sun was very kind", None)]


def test_who_answers_only_the_first_question_has_answered_it() -> None:
    play = asked(agreed(repaired())).play(answer(Question.RESULT, 1))
    assert (kinds(play), play.case.state) == ([v.CallbackRated, v.CaseClosed], CaseState.CLOSED)
    assert (play.case.callback_result, play.deadlines) == (Result.SATISFIED, {})


def test_a_satisfied_customer_who_had_not_agreed_yet_has_agreed_by_it() -> None:
    play = asked(repaired()).play(answer(Question.RESULT, 1))
    assert kinds(play) == [v.CallbackRated, v.CaseSettled, v.CaseClosed]
    assert play.case.ending is Ending.AGREED


@pytest.mark.parametrize("done", [remedied, repaired])
def test_who_is_not_satisfied_gets_the_case_back_to_its_handler_and_the_lead_hears_of_it(
    done: Callable[[], CaseScript],
) -> None:
    play = asked(agreed(done())).play(answer(Question.RESULT, 0))
    assert kinds(play) == [v.CallbackRated, v.CaseReopened]
    assert (play.case.state, play.case.handler, play.case.reopened) == (CaseState.ASSIGNED, LIN.user_id, 1)
    assert play.told(n.NotSatisfied).handler == LIN.number
    assert [one.agent for one in play.says if isinstance(one, n.NotSatisfiedRing)] == [LIN.user_id, ZHAO.user_id]


def test_who_is_not_satisfied_is_asked_on_and_what_they_add_is_kept_with_the_open_case() -> None:
    play = asked(agreed(remedied())).play(answer(Question.RESULT, 0))
    play.play(answer(Question.PROMPTNESS, 1)).play(answer(Question.MANNER, 2)).play(answer(Question.MORE, 0))
    case = play.case
    assert (case.state, case.rated, case.promptness, case.manner) == (CaseState.ASSIGNED, False, 1, 2)
    assert (case.callback_done_at, case.more_asked_at) == (None, None)


def test_a_repair_that_did_not_satisfy_needs_a_new_order_and_is_asked_about_again_when_it_is_done() -> None:
    play = asked(agreed(repaired())).play(answer(Question.RESULT, 0))
    made(
        play,
        v.WorkOrdered(at=play.now, order=2, by=LIN.user_id),
        v.Dispatched(at=play.now, worker=SUN.user_id),
        v.WorkAccepted(at=play.now, worker=SUN.user_id),
        v.WorkDone(at=play.now, worker=SUN.user_id),
    )
    assert outcomes(play.play(answer(Question.PROMPTNESS, 1))) == [Outcome.CALLBACK_OLD]
    assert asked(play).told(n.CallbackQuestion).remedy == 2


@pytest.mark.parametrize(
    ("press", "outcome"),
    [
        (answer(Question.RESULT, 0), Outcome.CALLBACK_THANKED),
        (answer(Question.RESULT, 7), Outcome.CALLBACK_OLD),
        (answer(Question.RESULT, 1, remedy=2), Outcome.CALLBACK_OLD),
        (answer(Question.PROMPTNESS, 0), Outcome.CALLBACK_OLD),
        (answer(Question.MORE, 0), Outcome.CALLBACK_THANKED),
    ],
)
def test_a_second_an_old_and_an_impossible_press_change_nothing_and_are_answered(
    press: k.AnswerCallback, outcome: Outcome
) -> None:
    play = asked(agreed(repaired())).play(answer(Question.RESULT, 1)).play(press)
    assert (play.news, outcomes(play)) == ((), [outcome])


def test_a_later_answer_of_the_same_question_does_not_replace_the_first() -> None:
    play = asked(agreed(repaired())).play(answer(Question.RESULT, 1)).play(answer(Question.PROMPTNESS, 4))
    play.play(answer(Question.PROMPTNESS, 1))
    assert (play.news, play.case.promptness) == ((), 4)


# --- closing ---------------------------------------------------------------------------------------------------------


def test_a_major_complaint_is_closed_only_with_its_verdict_and_its_callback() -> None:
    settled = agreed(remedied(Class.MAJOR)).case
    judged = replace(settled, justified=True, cause=Cause.SERVICE, unit="客服部")
    known = replace(judged, callback_done_at=at(days=1), callback_result=Result.SATISFIED)
    failed = replace(judged, callback_failed=True)
    assert [may_close(one) for one in (settled, judged, known, failed)] == [
        Outcome.VERDICT_FIRST,
        Outcome.CALLBACK_FIRST,
        None,
        None,
    ]


def test_a_satisfied_customer_of_a_major_complaint_without_verdict_leaves_it_settled_not_closed() -> None:
    play = asked(remedied(Class.MAJOR)).play(answer(Question.RESULT, 1))
    assert (play.case.state, may_close(play.case)) == (CaseState.SETTLED, Outcome.VERDICT_FIRST)


def test_what_still_owes_a_callback_is_not_closed() -> None:
    settled: Case = agreed(repaired()).case
    turn = CaseTurn(settled, at(hours=1), Rules(), CaseScript(CaseKind.REPAIR).floor)
    assert (close_if_over(turn), turn.news) == (False, [])

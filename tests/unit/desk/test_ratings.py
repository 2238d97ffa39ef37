"""A talk is rated once for each time it was settled, and a low rating is a grievance (RULES §7)."""

from dataclasses import replace

import pytest

from desk import events as e
from desk import notices as n
from desk.cases import events as v
from desk.cases.callbacks import commands as cb
from desk.cases.callbacks.rating_figures import RatingFigure as Figure
from desk.cases.callbacks.rating_figures import Ratio, callback_figures, rating_figures
from desk.cases.kinds import CaseKind, Ending, Result
from desk.cases.state import Case, CaseState
from desk.conversation import decide
from desk.events import Code
from desk.forms.form import Field, FormKind
from desk.state import State
from tests.kit.cast import LIN, MEI, PENG, TEN, WANG, ZHAO, at
from tests.kit.lines import Block, Line, Reply, Resolve, Say, Strike, Take
from tests.kit.lines_rating import Rate
from tests.kit.script import (
    CustomerWrote,
    Farewell,
    Mirror,
    Rated,
    Resolved,
    Resumed,
    SameAgent,
    Script,
    Told,
    Welcome,
)

LATER = at(days=30)


def played(*lines: Line) -> Script:
    """Return a script after these, whatever they led to."""
    play = Script()
    for line in lines:
        play >> line
        play.clear()
    return play


def served() -> Script:
    return played(Say("How do I get a visitor pass for a friend"), Say("A person please"), Take(), Reply())


def resolved(code: Code = Code.SOLVED) -> Script:
    play = served() >> Resolve(code=code) << Resolved << Farewell << Told
    play.end()
    return play


def farewell_of(play: Script, code: Code) -> n.Farewell:
    play >> Resolve(code=code)
    said = play.told(n.Farewell)
    play.clear()
    return said


@pytest.mark.parametrize(
    ("code", "rate"), [(Code.SOLVED, 1), (Code.UNSOLVED, 1), (Code.WRONG_ADDRESSEE, None), (Code.NO_ANSWER, None)]
)
def test_the_farewell_asks_how_it_was_only_where_somebody_was_served(code: Code, rate: int | None) -> None:
    assert farewell_of(served(), code).rate == rate


def test_spam_is_not_asked() -> None:
    play = served() >> Resolve(code=Code.SPAM) << Resolved(code=Code.SPAM, asks=False) << Told
    assert play.conversation.rating_asked is None


def test_a_polite_close_for_silence_is_not_asked() -> None:
    play = served()
    for _ in range(4):
        play.wait(hours=30) >> Strike()
        play.clear()
    assert (play.happened(e.IdleClosed) != [], play.conversation.rating_asked) == (True, None)


def test_who_cannot_be_reached_is_not_asked() -> None:
    play = served() >> Block()
    play.clear()
    assert farewell_of(play, Code.SOLVED).rate is None


def test_nobody_is_asked_about_a_talk_in_which_no_person_wrote() -> None:
    play = played(Say("How do I get a visitor pass for a friend"), Say("A person please"), Take())
    assert farewell_of(play, Code.SOLVED).rate is None


@pytest.mark.parametrize(
    "case",
    [
        Case(customer=MEI.chat_id, kind=CaseKind.REPAIR, id=4),
        Case(customer=MEI.chat_id, kind=CaseKind.SUGGESTION, id=4, state=CaseState.CLOSED, conversation=1),
    ],
)
def test_where_a_case_is_open_or_was_filed_in_the_talk_its_callback_asks(case: Case) -> None:
    play = served()
    play.floor.cases[MEI.chat_id] = [case]
    assert farewell_of(play, Code.SOLVED).rate is None


def test_a_case_that_was_closed_before_is_no_reason_not_to_ask() -> None:
    play = served()
    play.floor.cases[MEI.chat_id] = [
        Case(customer=MEI.chat_id, kind=CaseKind.REPAIR, id=4, state=CaseState.CLOSED, conversation=9)
    ]
    assert farewell_of(play, Code.SOLVED).rate == 1


def test_a_press_is_recorded_with_who_served_and_thanked_for() -> None:
    play = resolved() >> Rate(satisfied=True) << e.Rated(at=TEN, agent=LIN.user_id, satisfied=True)
    play << n.RatingHeard(episode=1, satisfied=True) << n.Told(outcome=n.Outcome.THANKS)
    play >> Rate(value=5) << Rated(agent=LIN.user_id, satisfied=True, value=5) << n.Told(outcome=n.Outcome.THANKS)
    assert (play.conversation.state, play.filings) == (State.RESOLVED, [])


def test_every_later_press_is_thanked_for_and_changes_nothing() -> None:
    play = resolved() >> Rate(satisfied=True) << Rated << n.RatingHeard(episode=1, satisfied=True) << Told
    play >> Rate(satisfied=False) << n.Told(outcome=n.Outcome.THANKS)
    play >> Rate(value=4) << Rated << Told
    play >> Rate(value=1) << n.Told(outcome=n.Outcome.THANKS)
    assert (play.conversation.rated, play.conversation.rated_value) == (True, 4)


@pytest.mark.parametrize(
    "press",
    [
        Rate(satisfied=True, by=PENG),
        Rate(satisfied=True, episode=2),
    ],
)
def test_another_customers_press_and_one_of_another_time_are_refused(press: Rate) -> None:
    resolved() >> press << n.Told(outcome=n.Outcome.OLD_BUTTON)


@pytest.mark.parametrize("value", [0, 6, 3])
def test_a_mark_that_is_none_or_comes_before_the_first_press_records_nothing(value: int) -> None:
    resolved() >> Rate(value=value) << n.Told(outcome=n.Outcome.THANKS)


def test_a_low_rating_opens_a_grievance_about_the_talk_and_tells_the_lead() -> None:
    play = resolved() >> Rate(satisfied=False) << Rated(satisfied=False)
    play << n.LowRating(customer=MEI.chat_id, number=LIN.number)
    play << n.LowRatingRing(customer=MEI.chat_id, number=LIN.number, agent=ZHAO.user_id)
    play << n.RatingHeard(episode=1, satisfied=False) << n.Told(outcome=n.Outcome.THANKS)
    (filing,) = play.filings
    assert (filing.form.kind, filing.conversation) == (FormKind.GRIEVANCE, 1)
    assert filing.form.answers[Field.WHOM].text == LIN.number


def test_a_low_mark_after_a_satisfied_press_is_a_grievance_too_and_a_second_low_one_is_the_same() -> None:
    play = resolved() >> Rate(satisfied=True)
    play.clear()
    play >> Rate(value=2)
    assert (play.told(n.LowRating).value, len(play.filings)) == (2, 1)
    play.clear()
    low = resolved() >> Rate(satisfied=False)
    low.clear()
    low >> Rate(value=1)
    low.clear()
    assert len(low.filings) == 1


def test_neither_the_farewell_nor_a_rating_nor_thanks_opens_the_talk_again() -> None:
    play = resolved() >> Rate(satisfied=False)
    play.clear()
    play >> Say("thank you") << CustomerWrote << Mirror << Welcome
    assert (play.conversation.state, play.conversation.resolved_at) == (State.RESOLVED, TEN)


def written_on(play: Script) -> Script:
    play >> Say("And how do I get a second pass for another friend")
    play.clear()
    return play


def test_a_press_counts_though_the_customer_wrote_on_and_the_talk_goes_on() -> None:
    play = written_on(resolved()) >> Rate(satisfied=False) << Rated(agent=LIN.user_id, satisfied=False)
    assert (play.conversation.state, play.told(n.LowRating).number) == (State.ACTIVE, LIN.number)
    play.clear()
    play >> Rate(satisfied=True) << n.Told(outcome=n.Outcome.THANKS)


def test_a_press_is_about_who_settled_it_though_another_took_it_since() -> None:
    play = resolved()
    play.floor.agents = {**play.floor.agents, LIN.user_id: replace(LIN, on_duty_since=None)}
    written_on(play) >> Take(by=WANG)
    play.clear()
    assert play.conversation.owner == WANG.user_id
    play >> Rate(satisfied=False) << Rated(agent=LIN.user_id, satisfied=False)
    assert play.told(n.LowRating).number == LIN.number
    play.clear()


def test_a_talk_that_goes_on_is_asked_again_when_it_is_settled_again_and_the_old_buttons_are_old() -> None:
    play = written_on(resolved()) >> Reply()
    play.clear()
    assert farewell_of(play, Code.SOLVED).rate == 2
    play >> Rate(satisfied=True) << n.Told(outcome=n.Outcome.OLD_BUTTON)
    play >> Rate(satisfied=True, episode=2) << Rated << n.RatingHeard(episode=2, satisfied=True) << Told


@pytest.mark.parametrize("text", ["差评！！", "不满意", "☹️ 不满意。", "Not satisfied!"])
def test_a_low_rating_in_words_is_taken_as_the_button_and_opens_nothing_again(text: str) -> None:
    play = resolved() >> Say(text) << CustomerWrote << Rated(agent=LIN.user_id, satisfied=False) << Mirror
    assert (play.conversation.state, len(play.filings)) == (State.RESOLVED, 1)
    assert play.told(n.RatingHeard) == n.RatingHeard(episode=1, satisfied=False)
    play.clear()


def test_a_low_rating_in_words_that_comes_again_or_was_not_asked_for_is_a_message() -> None:
    rated = resolved() >> Rate(satisfied=False)
    rated.clear()
    rated >> Say("差评") << CustomerWrote << Resumed << Mirror << SameAgent
    assert rated.conversation.state is State.ACTIVE
    unasked = served() >> Resolve(code=Code.WRONG_ADDRESSEE)
    unasked.clear()
    unasked >> Say("差评") << CustomerWrote << Resumed << Mirror << SameAgent
    assert unasked.happened(e.Rated) == []


def test_a_talk_may_be_rated_after_the_reopen_window_is_over() -> None:
    play = resolved().wait(hours=73) >> Strike()
    play.clear()
    play >> Rate(satisfied=True) << Rated << n.RatingHeard(episode=1, satisfied=True) << Told
    assert play.conversation.state is State.CLOSED


# --- what else there is to say ---------------------------------------------------------------------------------------

CASE = Case(id=4, customer=MEI.chat_id, kind=CaseKind.REPAIR, state=CaseState.CLOSED, more_asked_at=TEN)


def asked_for_more(play: Script) -> Script:
    play.floor.cases[MEI.chat_id] = [CASE]
    return play


def asks_of(play: Script, text: str) -> list[tuple[int, object]]:
    """Return what a message of Mei's asks of cases; nothing else may come of it but what is passed on."""
    command = Say(text).command(play)
    return list(decide(play.conversation, command, play.now, play.rules, play.floor).asks)


@pytest.mark.parametrize(
    ("text", "words"), [("The hall was left dirty", "The hall was left dirty"), ("没有了", ""), ("thank you", "")]
)
def test_what_is_written_when_asked_for_more_goes_to_the_case_and_opens_nothing_again(text: str, words: str) -> None:
    play = asked_for_more(resolved())
    assert asks_of(play, text) == [(4, cb.AddCallbackWords(at=TEN, words=words))]
    play >> Say(text) << CustomerWrote << Mirror
    assert play.conversation.state is State.RESOLVED


@pytest.mark.parametrize("text", ["I smell gas", "I want to talk to a person", "How do I pay the property fee?"])
def test_danger_the_wish_for_a_person_and_a_sure_question_are_what_they_always_are(text: str) -> None:
    assert asks_of(asked_for_more(resolved()), text) == []


def test_an_hour_later_a_message_is_a_message() -> None:
    assert asks_of(asked_for_more(resolved()).wait(minutes=61), "The hall was left dirty") == []


# --- figures ---------------------------------------------------------------------------------------------------------


def test_the_figures_of_talks_count_what_was_asked_answered_and_liked() -> None:
    histories: list[list[e.Event]] = [
        [
            e.Resolved(at=TEN, agent=7, asks=True),
            e.Rated(at=TEN, agent=7, satisfied=True),
            e.Rated(at=TEN, agent=7, satisfied=True, value=5),
            e.Resolved(at=at(hours=1), agent=7, asks=True),
        ],
        [e.Resolved(at=TEN, agent=7, asks=True), e.Rated(at=TEN, agent=7, satisfied=False)],
        [e.Resolved(at=TEN, agent=7)],
        [e.Resolved(at=LATER, agent=7, asks=True)],
    ]
    assert rating_figures(histories, TEN, LATER) == (
        Ratio(Figure.RATING_COVERAGE, 2, 3),
        Ratio(Figure.RATING_SATISFACTION, 1, 2),
    )


def test_the_figures_of_callbacks_count_each_remedy_once() -> None:
    done, asked = v.WorkDone(at=TEN, worker=31), v.CallbackAsked(at=at(days=2))
    histories: list[list[e.Event]] = [
        [
            done,
            asked,
            v.CallbackRated(at=LATER, satisfied=True),
            v.CallbackRated(at=LATER, satisfied=True, promptness=4),
        ],
        [
            done,
            asked,
            v.CallbackRated(at=at(days=2), satisfied=False, promptness=1, manner=2),
            v.CaseReopened(at=at(days=2)),
            replace(done, at=at(days=5)),
            v.CallbackTried(at=at(days=7), result=Result.NOT_REACHED, by=12),
            v.CallbackTried(at=at(days=8), result=Result.REFUSED, by=12),
        ],
        [done, v.CaseSettled(at=at(days=1), ending=Ending.WITHDRAWN)],
        [v.CaseSettled(at=TEN, ending=Ending.UNJUSTIFIED, by=7)],
        [v.RemedyDone(at=LATER, by=7)],
    ]
    assert callback_figures(histories, TEN, LATER) == (
        Ratio(Figure.CALLBACKS_MADE, 3, 4),
        Ratio(Figure.CALLBACK_COVERAGE, 2, 3),
        Ratio(Figure.CALLBACK_SATISFACTION, 1, 2),
        Ratio(Figure.CALLBACK_PROMPTNESS, 5, 2),
        Ratio(Figure.CALLBACK_MANNER, 2, 1),
    )


def test_nothing_to_count_is_no_share() -> None:
    assert [one.value for one in rating_figures([], TEN, LATER)] == [None, None]

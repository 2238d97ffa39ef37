"""Callbacks and ratings as customers and staff read them, and what their buttons and commands ask of the desk."""

from datetime import timedelta, timezone

import pytest

from desk import commands as c
from desk import notices as n
from desk.cases.callbacks import commands as k
from desk.cases.callbacks import notices as b
from desk.cases.callbacks.commands import Question
from desk.cases.callbacks.rating_figures import RatingFigure
from desk.cases.commands import OnCase
from desk.cases.kinds import CaseKind, Result
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.state import Case, CaseState
from desk.commands import OfCase, OfNumber, OfTopic, Origin
from desk.library.live import LiveLibrary
from desk.manners import blunders
from desk.people import Customer
from desk.ports import CaseFacts
from desk.rules import Rules
from desk.service.until import ClockTime, InDays
from handlers.buttons import MOST, Button, pack, unpack
from handlers.callback_buttons import AnswerIt, CalledIt, OtherTimesIt, PutOffIt, RateIt, RenewedIt
from handlers.callback_card import lines_of_callback, rows_of_callback
from handlers.lettering import TEXT, TOAST, units, visible
from handlers.spoken import Voice
from handlers.to_callbacks import TO_CALLBACKS
from handlers.wording import Spoken, Wording
from handlers.words import LOCALES, words_of
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.rating_notices import rating_samples
from tests.flows.handlers.test_notices_in_words import HOSTILE, stands
from tests.flows.handlers.updates import LIN_USER, ROOM, TOPIC, Json, in_topic, pressed, update
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, at

LIBRARY = LiveLibrary(KNOWLEDGE)
EAST = timezone(timedelta(hours=8))
WORDING = Wording(LIBRARY, Rules(), zone=EAST)
NUMBER = "BX-20261123-0004"
ABOUT = {"case": 4, "number": NUMBER, "customer": MEI.chat_id}
BY_MEI = Origin(chat_id=MEI.chat_id, message_id=21, press_id="p1")
BY_LIN = Origin(chat_id=STAFF_ROOM, message_id=21, thread_id=TOPIC, press_id="p1")
CARD: Json = {"message_thread_id": TOPIC, "is_topic_message": True}
LARGEST = 10**18 - 1
BUTTONS: list[Button] = [
    *(AnswerIt(LARGEST, LARGEST, question, 5) for question in Question),
    *(CalledIt(LARGEST, 1, result) for result in Result),
    OtherTimesIt(4, 1),
    PutOffIt(LARGEST, LARGEST, at(days=4)),
    RenewedIt(4),
    RateIt(9, 2, satisfied=True),
    RateIt(9, 2, satisfied=False),
    *(RateIt(LARGEST, LARGEST, value=value) for value in range(1, 6)),
]


def facts(**more: object) -> CaseFacts:
    case = Case(id=4, number=NUMBER, customer=MEI.chat_id, kind=CaseKind.REPAIR, state=CaseState.DONE, **more)  # type: ignore[arg-type]
    return CaseFacts(case=case, customer=Customer(chat_id=MEI.chat_id, name=HOSTILE), words={"contact": HOSTILE})


def say(notice: n.Notice, locale: str = "zh", case: CaseFacts | None = None) -> Spoken:
    return WORDING.speak(notice, locale, case=case, conversation=9)


def samples(number: str) -> list[n.Notice]:
    """Return one of every kind of notice about callbacks and ratings, in every way it can be said."""
    task = {"remedy": 1, "due": at(days=3)}
    return [
        *rating_samples("", number),
        *(
            b.CallbackQuestion(**ABOUT, kind=kind, remedy=1, question=question, satisfied=satisfied)  # type: ignore[arg-type]
            for kind in (CaseKind.COMPLAINT, CaseKind.REPAIR)
            for question in Question
            for satisfied in (None, True, False)
        ),
        *(b.CallbackThanks(**ABOUT, satisfied=satisfied) for satisfied in (True, False)),  # type: ignore[arg-type]
        b.CallbackTimeAgreed(**ABOUT, until=at(days=4)),  # type: ignore[arg-type]
        *(
            b.CallbackTask(**ABOUT, **task, caller=caller, tries=tries, agreed=agreed)  # type: ignore[arg-type]
            for caller in (None, number)
            for tries in (0, 2)
            for agreed in (True, False)
        ),
        *(b.CallbackYours(**ABOUT, **task, caller=number, agent=7, calls=calls) for calls in (True, False)),  # type: ignore[arg-type]
        b.CallbackTimes(**ABOUT, remedy=1, times=(at(days=4), at(days=5))),  # type: ignore[arg-type]
        *(
            b.NotSatisfied(**ABOUT, kind=kind, handler=handler)  # type: ignore[arg-type]
            for kind in (CaseKind.COMPLAINT, CaseKind.REPAIR)
            for handler in (None, number)
        ),
        b.NotSatisfiedRing(**ABOUT, kind=CaseKind.REPAIR, handler=number, agent=7),  # type: ignore[arg-type]
        b.ContactStale(**ABOUT, tries=3),  # type: ignore[arg-type]
        b.ContactStaleRing(**ABOUT, tries=3, agent=7),  # type: ignore[arg-type]
    ]


# --- what is read ----------------------------------------------------------------------------------------------------


def test_the_first_question_names_the_case_and_has_two_answers() -> None:
    spoken = say(b.CallbackQuestion(**ABOUT, kind=CaseKind.REPAIR, remedy=1, question=Question.RESULT))  # type: ignore[arg-type]
    assert NUMBER in spoken.text
    assert stands(spoken) == [
        [
            ("😊 满意", pack(AnswerIt(4, 1, Question.RESULT, 1))),
            ("☹️ 不满意", pack(AnswerIt(4, 1, Question.RESULT, 0))),
        ]
    ]


@pytest.mark.parametrize("question", [Question.PROMPTNESS, Question.MANNER])
def test_a_mark_is_one_of_five_buttons(question: Question) -> None:
    spoken = say(b.CallbackQuestion(**ABOUT, kind=CaseKind.REPAIR, remedy=1, question=question, satisfied=True))  # type: ignore[arg-type]
    assert stands(spoken) == [[(str(value), pack(AnswerIt(4, 1, question, value))) for value in range(1, 6)]]


def test_the_last_question_may_be_answered_in_words_or_with_nothing() -> None:
    spoken = say(b.CallbackQuestion(**ABOUT, kind=CaseKind.REPAIR, remedy=1, question=Question.MORE, satisfied=True))  # type: ignore[arg-type]
    assert stands(spoken) == [[("没有了", pack(AnswerIt(4, 1, Question.MORE, 0)))]]


def test_the_farewell_asks_in_the_same_message() -> None:
    plain, asking = say(n.Farewell()), say(n.Farewell(rate=2))
    assert asking.text == f"{plain.text}\n\n请问这次服务您满意吗？"
    assert stands(asking) == [
        [
            ("😊 满意", pack(RateIt(9, 2, satisfied=True))),
            ("☹️ 不满意", pack(RateIt(9, 2, satisfied=False))),
        ]
    ]
    assert plain.keyboard is None


def test_whoever_calls_reads_the_contact_and_has_a_button_for_each_outcome() -> None:
    spoken = say(b.CallbackYours(**ABOUT, remedy=1, caller="12", agent=12), case=facts())  # type: ignore[arg-type]
    assert "☎️ &lt;b&gt;Mei&lt;/b&gt; &amp; co evil" in spoken.text
    assert [text for row in stands(spoken) for text, _ in row] == [
        "😊 满意",
        "☹️ 不满意",
        "📵 没联系上",
        "🙅 不愿评价",
        "🕐 改时间",
        "查看",
    ]


def test_whoever_does_not_call_gets_no_buttons_for_it() -> None:
    spoken = say(b.CallbackYours(**ABOUT, remedy=1, caller="12", agent=7, calls=False), case=facts())  # type: ignore[arg-type]
    assert [text for row in stands(spoken) for text, _ in row] == ["查看"]


def test_the_card_shows_the_buttons_once_the_customer_was_asked_and_what_came_of_it() -> None:
    voice = Voice(words=words_of("zh"), knowledge=KNOWLEDGE, rules=Rules(), zone=EAST)
    fresh, asked = facts(remedied_at=at()), facts(remedied_at=at(), callback_asked_at=at(days=2))
    stale = facts(contact_stale=True)
    known = facts(
        remedied_at=at(),
        remedies=1,
        rated_remedy=1,
        promptness=4,
        callback_result=Result.SATISFIED,
        callback_done_at=at(days=2),
    )
    assert [len(rows_of_callback(voice, one)) for one in (fresh, asked, stale, known)] == [0, 3, 1, 0]
    assert lines_of_callback(voice, known) == ["回访：满意（2026-11-25 18:00）", "评价：及时 4/5，态度 –/5"]
    assert lines_of_callback(voice, stale) == ["📵 联系方式待更新"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("number", ["07", HOSTILE])
def test_every_notice_is_whole_escaped_polite_and_short_enough(locale: str, number: str) -> None:
    for notice in samples(number):
        spoken = say(notice, locale, facts())
        assert "{" not in spoken.text
        assert "<b>Mei" not in spoken.text
        assert units(visible(spoken.text)) <= TEXT
        assert blunders(visible(spoken.text), locale) == [], spoken.text


def test_the_samples_are_of_every_kind_of_notice_about_how_it_went() -> None:
    assert {type(one) for one in samples("07")} >= set(TO_CALLBACKS)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("outcome", [one for one in CaseOutcome if one.value.startswith(("callback_", "contact_"))])
def test_every_outcome_has_its_sentence_that_fits_the_small_window(locale: str, outcome: CaseOutcome) -> None:
    spoken = say(CaseTold(outcome=outcome, number="07", count=3, at=at(days=4)), locale)
    assert spoken.toast
    assert "{" not in spoken.text
    assert units(spoken.text) <= TOAST


@pytest.mark.parametrize("locale", LOCALES)
def test_every_figure_has_a_name_and_says_what_it_is_a_share_of(locale: str) -> None:
    words = words_of(locale)
    assert [
        one for one in RatingFigure if f"rating_figure.{one}" not in words or f"rating_figure_means.{one}" not in words
    ] == []


# --- what is pressed and written -------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_is_read_back_as_it_was_made(button: Button) -> None:
    data = pack(button)
    assert (unpack(data, LIBRARY.named), len(data.encode()) <= MOST) == (button, True)


@pytest.mark.parametrize("data", ["1q", "1qa:4:1:r:6", "1qa:0:1:r:1", "1qt:4:1:z", "1qm:4:1:0", "1qc:9:2:0", "1qn:x"])
def test_what_we_never_made_is_no_button(data: str) -> None:
    assert unpack(data, LIBRARY.named) is None


async def test_a_customers_answer_is_about_their_case_and_bears_their_chat() -> None:
    answer = k.AnswerCallback(customer=MEI.chat_id, origin=BY_MEI, remedy=1, question=Question.PROMPTNESS, value=4)
    assert await heard(pressed(pack(AnswerIt(4, 1, Question.PROMPTNESS, 4)))) == [(OfCase(4), answer)]


async def test_a_rating_is_about_the_talk_below_whose_farewell_it_was_pressed() -> None:
    rate = c.Rate(customer=MEI, origin=BY_MEI, episode=2, satisfied=False)
    assert await heard(pressed(pack(RateIt(9, 2, satisfied=False)))) == [(OfNumber(9), rate)]


@pytest.mark.parametrize("button", [RateIt(9, 2, value=1), AnswerIt(4, 1, Question.RESULT, 1)])
async def test_what_customers_are_asked_is_of_no_use_in_the_staff_room(button: Button) -> None:
    ((_, command),) = await heard(pressed(pack(button), by=LIN_USER, chat=ROOM, **CARD))
    assert type(command) is c.Forged


@pytest.mark.parametrize(
    ("button", "command"),
    [
        (
            CalledIt(4, 1, Result.NOT_REACHED),
            k.RecordCallback(agent=LIN.user_id, origin=BY_LIN, result=Result.NOT_REACHED, remedy=1),
        ),
        (OtherTimesIt(4, 1), k.ShowCallbackTimes(agent=LIN.user_id, origin=BY_LIN, remedy=1)),
        (
            PutOffIt(4, 1, at(days=4)),
            k.MoveCallback(agent=LIN.user_id, origin=BY_LIN, until=at(days=4), remedy=1),
        ),
        (RenewedIt(4), k.RenewContact(agent=LIN.user_id, origin=BY_LIN)),
    ],
)
async def test_a_callers_press_is_about_the_case(button: Button, command: c.Command) -> None:
    assert await heard(pressed(pack(button), by=LIN_USER, chat=ROOM, **CARD)) == [(OfCase(4), command)]


@pytest.mark.parametrize(
    ("words", "kind", "named"),
    [
        ("回访 满意 很好", k.RecordCallback, {"result": Result.SATISFIED, "words": "很好"}),
        (
            "callback unsatisfied still drips",
            k.RecordCallback,
            {"result": Result.NOT_SATISFIED, "words": "still drips"},
        ),
        ("回访 没联系上", k.RecordCallback, {"result": Result.NOT_REACHED}),
        ("回访 不愿评价", k.RecordCallback, {"result": Result.REFUSED}),
        (
            "回访 改时间 明天 15:00 客户开会",
            k.MoveCallback,
            {"until": ClockTime(at(hours=5).time(), InDays(1)), "words": "客户开会"},
        ),
        ("callback later 2h", k.MoveCallback, {"until": timedelta(hours=2)}),
        ("更新联系方式 13900002222", k.RenewContact, {"words": "13900002222"}),
    ],
)
async def test_what_staff_write_about_a_callback_is_understood(
    words: str, kind: type[c.Command], named: dict[str, object]
) -> None:
    ((subject, given),) = await heard(update(message=in_topic(text=f"/case {NUMBER} {words}")))
    assert subject == OfTopic(STAFF_ROOM, TOPIC)
    assert isinstance(given, OnCase)
    assert (given.number, type(given.asked)) == (NUMBER, kind)
    assert {name: getattr(given.asked, name) for name in named} == named


@pytest.mark.parametrize("words", ["回访", "回访 很好", "回访 改时间", "回访 改时间 明天下午", "callback later 25:00"])
async def test_what_says_too_little_is_asked_again(words: str) -> None:
    ((_, given),) = await heard(update(message=in_topic(text=f"/case {NUMBER} {words}")))
    assert not isinstance(given, OnCase)

"""What is said about complaints, what their buttons carry, and how the verbs are heard."""

import html
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.cases.commands import CaseCommand
from desk.cases.complaints import commands as k
from desk.cases.complaints import notices as n
from desk.cases.kinds import CaseKind, Cause, Class, Ending, Waits
from desk.cases.notices import CaseCard
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.state import Case, CaseState, Slip
from desk.cases.units import code_of
from desk.clocks import BREACHABLE
from desk.commands import OfCase, Origin
from desk.events import Clock
from desk.library.live import LiveLibrary
from desk.manners import blunders
from desk.ports import CaseFacts
from desk.rules import Rules
from handlers import complaint_buttons as b
from handlers.agreement_buttons import AgreementButton
from handlers.buttons import MOST, Button, pack, unpack
from handlers.complaint_verbs import VERBS
from handlers.lettering import TEXT, TOAST, units, visible
from handlers.spoken import Spoken
from handlers.wording import Wording
from handlers.words import LOCALES, words_of
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import LIN_USER, ROOM, pressed
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, TEN, WANG

RULES = Rules()
WORDING = Wording(LiveLibrary(KNOWLEDGE), RULES)
NUMBER = "TS-20261123-0001"
HOSTILE = "<b>Mei</b> & co \u202e\u200bevil"
LONG = "😀" * 4096
CASE = Case(
    id=7,
    number=NUMBER,
    customer=MEI.chat_id,
    kind=CaseKind.COMPLAINT,
    filed_at=TEN,
    state=CaseState.ASSIGNED,
    handler=LIN.user_id,
    taken=True,
)
ABOUT: dict[str, Any] = {"case": 7, "number": NUMBER, "customer": MEI.chat_id}
AT_ORIGIN = Origin(chat_id=STAFF_ROOM, message_id=1)
LARGEST = 10**17


def facts(case: Case = CASE, **words: str) -> CaseFacts:
    return CaseFacts(case=case, customer=MEI, words=words, numbers={LIN.user_id: "07", WANG.user_id: "12"})


def say(notice: Any, locale: str = "en", case: CaseFacts | None = None) -> Spoken:
    return WORDING.speak(notice, locale, customer=MEI, case=case or facts())


def card(locale: str = "en", **changes: Any) -> Spoken:
    return say(CaseCard(**ABOUT), locale, facts(replace(CASE, **changes)))


def buttons(spoken: Spoken) -> list[Button | None]:
    rows = spoken.keyboard.inline_keyboard if spoken.keyboard is not None else []
    return [unpack(one.callback_data or "", lambda _: None) for row in rows for one in row]


def samples(text: str) -> list[Any]:
    told: dict[str, Any] = {"by": text[:40], "to": text[:40], "text": text, "amount": 80_000, "level": 2, "at": TEN}
    return [
        *(kind(**ABOUT, **told, point=point) for point in n.Point for kind in (n.CasePoint,)),
        *(n.CaseCall(**ABOUT, **told, point=point, agent=LIN.user_id) for point in n.Point),
        *(n.CasePoint(**ABOUT, point=point) for point in n.Point),
        *(n.VerdictWanted(**ABOUT, justified=yes, cause=one) for yes in (True, False) for one in (None, *Cause)),
        *(n.AgreementAsked(**ABOUT, remedy=1, again=again) for again in (0, 2)),
        n.WhatIsMissing(**ABOUT),
        n.MissingHeard(**ABOUT),
        *(n.CaseWanted(**ABOUT, text=said, again=again) for said in (text, "") for again in (0, 1)),
        n.CaseResting(**ABOUT),
        *(n.CaseEnded(**ABOUT, ending=ending, text=said) for ending in Ending for said in (text, "")),
    ]


def test_the_samples_are_of_every_kind_there_is() -> None:
    assert {type(one) for one in samples("x")} == set(n.COMPLAINT_NOTICES)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", [HOSTILE, LONG])
def test_whatever_a_person_wrote_is_shown_as_it_is_and_fits(text: str, locale: str) -> None:
    for notice in samples(text):
        spoken = say(notice, locale, facts(wanted=text, remedy_done=text))
        assert 0 < units(visible(spoken.text)) <= TEXT
        assert "<b>Mei" not in spoken.text


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_to_a_customer_keeps_its_manners(locale: str) -> None:
    to_customers = (n.AgreementAsked, n.WhatIsMissing, n.CaseWanted, n.CaseResting, n.CaseEnded)
    for notice in samples("–"):
        if isinstance(notice, to_customers):
            assert blunders(visible(say(notice, locale).text), locale) == [], notice


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("outcome", CaseOutcome)
def test_every_outcome_is_one_plain_sentence_that_fits_a_press(outcome: CaseOutcome, locale: str) -> None:
    spoken = say(CaseTold(outcome=outcome, number="07", count=2, at=TEN), locale)
    assert spoken.toast
    assert units(spoken.text) < TOAST
    assert not set("<>\n") & set(html.unescape(spoken.text))


def test_the_customer_is_asked_with_what_was_done_and_two_buttons() -> None:
    spoken = say(n.AgreementAsked(**ABOUT, remedy=2), "zh", facts(remedy_done="换了新花瓶"))
    assert spoken.text == (
        f"您的投诉 {NUMBER} 已经处理好了，请您看看是否满意。如果还有没解决的地方，请直接告诉我们。\n“换了新花瓶”"
    )
    assert spoken.keyboard is not None
    assert [[one.text for one in row] for row in spoken.keyboard.inline_keyboard] == [["已解决，同意"], ["还没有解决"]]
    assert buttons(spoken) == [AgreementButton(7, 2, agreed=True), AgreementButton(7, 2, agreed=False)]


def test_who_is_reminded_hears_what_was_wanted() -> None:
    spoken = say(n.CaseWanted(**ABOUT, again=1), "en", facts(wanted="A photo of the vase"))
    assert spoken.text == (
        f"We are still waiting for your answer about {NUMBER}. "
        "Whenever it suits you, please send us:\n“A photo of the vase”"
    )


def test_a_lead_decides_about_money_where_it_is_told() -> None:
    asked = n.CaseCall(**ABOUT, point=n.Point.MONEY_ASKED, agent=1, by="07", amount=80_050, text="For the vase")
    spoken = say(asked, "en", facts(replace(CASE, money_asked=80_050)))
    assert spoken.text.endswith("Lead, please decide.\n“For the vase”")
    assert "asks for 800.50 for" in spoken.text
    assert buttons(spoken)[:2] == [b.DecideMoneyIt(7, 80_050, granted=True), b.DecideMoneyIt(7, 80_050, granted=False)]


@pytest.mark.parametrize("point", [n.Point.MONEY_ASKED, n.Point.EXCLUSION_ASKED, n.Point.CRISIS])
def test_what_is_decided_by_the_time_it_is_sent_has_no_buttons_for_it(point: n.Point) -> None:
    (shown,) = buttons(say(n.CasePoint(**ABOUT, point=point, amount=80_000, crisis=1)))
    assert type(shown).__name__ == "ShowCaseIt"


def test_a_verdict_is_chosen_step_by_step() -> None:
    causes = say(n.VerdictWanted(**ABOUT, justified=True))
    assert buttons(causes) == [b.VerdictIt(7, justified=True, cause=one) for one in Cause]
    chosen = say(n.VerdictWanted(**ABOUT, justified=True, cause=Cause.DELAY))
    assert buttons(chosen) == [
        b.VerdictIt(7, justified=True, cause=Cause.DELAY, unit=code_of(unit)) for unit in RULES.units
    ]


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"klass": Class.MAJOR}, [b.VerdictIt, b.VerdictIt, b.RemedyIt]),
        ({"justified": True, "cause": Cause.DELAY}, [b.RemedyIt]),
        ({"justified": True, "waits": Waits.THIRD_PARTY}, [b.RemedyIt, b.GoOnIt]),
        ({"justified": True, "money_asked": 80_000}, [b.DecideMoneyIt, b.DecideMoneyIt, b.RemedyIt]),
        ({"justified": True, "exclusion_asked": True}, [b.DecideExclusionIt, b.DecideExclusionIt, b.RemedyIt]),
        ({"justified": True, "crisis_at": TEN, "crises": 1}, [b.KnowCrisisIt, b.RemedyIt]),
        ({"justified": True, "state": CaseState.DONE}, [b.SeekIt]),
        ({"justified": True, "state": CaseState.DONE, "attempts": (TEN,) * 3}, [b.SeekIt, b.UnreachedIt]),
        ({"justified": True, "state": CaseState.SETTLED}, [b.CloseIt]),
        ({"justified": True, "state": CaseState.RESTING}, [b.GoOnIt]),
        ({"justified": True, "state": CaseState.CLOSED}, []),
        ({"kind": CaseKind.GRIEVANCE}, [b.TurnIt]),
    ],
)
def test_the_card_offers_the_next_steps(changes: dict[str, Any], kinds: list[type]) -> None:
    ours = [type(one) for one in buttons(card(**changes)) if isinstance(one, b.ComplaintButton)]
    assert ours == kinds


def test_the_card_tells_the_life_of_a_complaint() -> None:
    slips = (
        Slip(number=1, to=WANG.user_id, sent_at=TEN, until=TEN + timedelta(days=1), by=LIN.user_id),
        Slip(number=2, to=WANG.user_id, sent_at=TEN, until=TEN, by=LIN.user_id, returned_at=TEN),
    )
    text = card(
        justified=False,
        cause=Cause.DELAY,
        unit="工程部",
        money_asked=80_000,
        money_granted=60_000,
        attempts=(TEN,),
        slips=slips,
        over_head=True,
        skip_unreported=True,
        excluded=True,
        ending=Ending.UNREACHED,
        turned_into="TS-20261123-0002",
    ).text
    for told in (
        "⚖️ not justified · delay · 工程部",
        "💰 800 waits for a lead's yes",
        "💰 600 granted",
        "agreement sought 1 of 3 times",
        "🤝 slip 1 → 12, due 2026-11-24 10:00",
        "🤝 slip 2 → 12, back 2026-11-23 10:00",
        (
            "may go over our heads · skipped level to be reported · excluded from the figures · "
            "three attempts in vain · became TS-20261123-0002"
        ),
    ):
        assert told in text.splitlines()


EVERY: tuple[Button, ...] = (
    b.DecideMoneyIt(LARGEST, LARGEST, granted=True),
    b.DecideMoneyIt(7, 80_000, granted=False),
    b.DecideExclusionIt(LARGEST, excluded=True),
    b.DecideExclusionIt(7, excluded=False),
    b.KnowCrisisIt(LARGEST, LARGEST),
    b.RemedyIt(7, 0),
    b.VerdictIt(7, justified=True),
    *(b.VerdictIt(7, justified=False, cause=one) for one in Cause),
    b.VerdictIt(LARGEST, justified=True, cause=Cause.OTHER, unit=code_of("工程部")),
    b.SeekIt(LARGEST),
    b.UnreachedIt(7),
    b.CloseIt(7),
    b.GoOnIt(7),
    b.TurnIt(7),
    AgreementButton(LARGEST, LARGEST, agreed=True),
    AgreementButton(7, 1, agreed=False),
)


@pytest.mark.parametrize("button", EVERY)
def test_every_button_fits_and_comes_back_as_it_was(button: Button) -> None:
    assert len(pack(button).encode()) <= MOST
    assert unpack(pack(button), lambda _: None) == button


@pytest.mark.parametrize(
    "data",
    ["1v", "1vm:7:1", "1vm:0:1:y", "1vm:7:1:q", "1vj:7:y:z", "1vj:7:y::12345678", "1vx:7", "1vc:7:", "1x", "1xy:7:0"],
)
def test_what_is_no_button_of_ours_is_none(data: str) -> None:
    assert unpack(data, lambda _: None) is None


@pytest.mark.parametrize("button", [one for one in EVERY if not isinstance(one, AgreementButton)])
async def test_a_press_in_the_room_asks_about_the_case_on_the_button(button: Any) -> None:
    ((subject, command),) = await heard(pressed(pack(button), by=LIN_USER, chat=ROOM))
    assert isinstance(command, CaseCommand)
    assert (subject, command.agent) == (OfCase(button.case), LIN.user_id)


async def test_a_whole_verdict_is_a_judgement_and_half_of_one_asks_on() -> None:
    ((_, asked),) = await heard(
        pressed(pack(b.VerdictIt(7, justified=True, cause=Cause.DELAY)), by=LIN_USER, chat=ROOM)
    )
    assert isinstance(asked, k.AskVerdict)
    whole = b.VerdictIt(7, justified=True, cause=Cause.DELAY, unit=code_of("工程部"))
    ((_, judged),) = await heard(pressed(pack(whole), by=LIN_USER, chat=ROOM))
    assert isinstance(judged, k.JudgeCase)
    assert (judged.justified, judged.cause, judged.unit) == (True, Cause.DELAY, code_of("工程部"))


async def test_the_customer_answers_in_their_own_chat_and_nowhere_else() -> None:
    ((subject, wish),) = await heard(pressed(pack(AgreementButton(7, 1, agreed=True))))
    assert (subject, wish) == (
        OfCase(7),
        k.AnswerRemedy(
            customer=MEI.chat_id,
            origin=Origin(chat_id=MEI.chat_id, message_id=21, press_id="p1"),
            remedy=1,
            agreed=True,
        ),
    )
    ((_, other),) = await heard(pressed(pack(AgreementButton(7, 1, agreed=True)), by=LIN_USER, chat=ROOM))
    assert not isinstance(other, k.AnswerRemedy)


def read(verb: str, rest: str) -> CaseCommand | None:
    return VERBS[verb](rest, LIN.user_id, AT_ORIGIN)


@pytest.mark.parametrize(
    ("verb", "rest", "expected"),
    [
        (
            "属实",
            "质量 保洁部 现场看过",
            (k.JudgeCase, {"cause": Cause.QUALITY, "unit": "保洁部", "words": "现场看过"}),
        ),
        ("unjustified", "delay Works", (k.JudgeCase, {"justified": False, "cause": Cause.DELAY, "unit": "Works"})),
        ("办结", "换了新花瓶", (k.ReportRemedy, {"amount": None, "words": "换了新花瓶"})),
        ("办结", "800 赔付花瓶", (k.ReportRemedy, {"amount": 80_000, "words": "赔付花瓶"})),
        ("remedied", "¥1,200.50 paid", (k.ReportRemedy, {"amount": 120_050, "words": "paid"})),
        ("请款", "800元 赔花瓶", (k.AskMoney, {"amount": 80_000, "words": "赔花瓶"})),
        ("准款", "800", (k.DecideMoney, {"amount": 80_000, "granted": True})),
        (
            "会办",
            "12号 24h 谁打扫的？",
            (k.SendSlip, {"to": "12", "until": timedelta(hours=24), "words": "谁打扫的？"}),
        ),
        ("slip", "12 who cleaned?", (k.SendSlip, {"to": "12", "until": None, "words": "who cleaned?"})),
        ("回单", "1 是小彭", (k.ReturnSlip, {"slip": 1, "words": "是小彭"})),
        ("return", "it was Peng", (k.ReturnSlip, {"slip": None, "words": "it was Peng"})),
        ("上报", "赔一半", (k.Escalate, {"level": None, "emergency": False, "words": "赔一半"})),
        ("skip", "2 pay half", (k.Escalate, {"level": 2, "emergency": True, "words": "pay half"})),
        ("客户同意", "电话里说好", (k.NoteAgreement, {"agreed": True, "words": "电话里说好"})),
        ("剔除", "不是本小区", (k.AskExclusion, {"words": "不是本小区"})),
        ("不剔除", "", (k.DecideExclusion, {"excluded": False})),
        ("等客户", "花瓶的照片", (k.AskCustomer, {"words": "花瓶的照片"})),
    ],
)
def test_a_verb_is_heard(verb: str, rest: str, expected: tuple[type, dict[str, Any]]) -> None:
    command = read(verb, rest)
    kind, fields = expected
    assert isinstance(command, kind)
    assert {name: getattr(command, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("verb", "rest"),
    [
        ("属实", ""),
        ("属实", "质量"),
        ("属实", "倒霉 保洁部"),
        ("请款", "很多"),
        ("准款", ""),
        ("会办", "12"),
        ("会办", "12 25:99 谁打扫的？"),
    ],
)
def test_a_verb_that_lacks_something_is_answered_with_how_to(verb: str, rest: str) -> None:
    assert read(verb, rest) is None


@pytest.mark.parametrize("locale", LOCALES)
def test_every_button_of_the_card_has_words(locale: str) -> None:
    for state in CaseState:
        spoken = card(locale, state=state, waits=Waits.CUSTOMER, attempts=(TEN,) * 3, money_asked=1, crisis_at=TEN)
        assert units(visible(spoken.text)) <= TEXT


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_due_next_is_told_in_words_for_every_clock(locale: str) -> None:
    words = words_of(locale)
    lacking = {clock for clock in BREACHABLE if clock not in _OF_TALKS and f"case_due.{clock.value}" not in words}
    assert lacking == set()


_OF_TALKS = {Clock.ACCEPT, Clock.FIRST_REPLY, Clock.NEXT_REPLY, Clock.PROMISED_REPLY}

"""A repair in words: what customers, workers and the room read and press, and the verbs of `/case`."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desk.cases import notices as common
from desk.cases.commands import CaseCommand, CaseWish, OnCase
from desk.cases.kinds import CaseKind, Category, Refusal, Scope, Waits
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.repairs import commands as k
from desk.cases.repairs import notices as n
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.quoting import digest_of, text_of
from desk.cases.state import Case, CaseState
from desk.commands import OfCase, OfRoom, Origin
from desk.library.live import LiveLibrary
from desk.manners import blunders
from desk.notices import Notice
from desk.people import Customer
from desk.ports import CaseFacts
from desk.rules import Rules
from handlers import words
from handlers.buttons import MOST, Button, pack, unpack
from handlers.lettering import TEXT, TOAST, units, visible
from handlers.quote_buttons import ConfirmIt, PriceIt, VisitIt
from handlers.repair_verbs import REPAIR_VERBS
from handlers.spoken import Spoken
from handlers.wording import Wording
from handlers.words import LOCALES
from handlers.work_buttons import (
    AcceptWorkIt,
    ArriveIt,
    DispatchIt,
    FinishIt,
    RefuseWorkIt,
    RepairEmergencyIt,
    ScopeIt,
    TakeUpIt,
    WorkersIt,
)
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.repair_notices import NUMBER, repair_samples
from tests.flows.handlers.updates import LIN_USER, ROOM, TOPIC, pressed, update, written
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, at

WORDING = Wording(LiveLibrary(KNOWLEDGE), Rules(), zone=UTC)
HOSTILE = "<b>Mei</b> & co \u202e\u200bevil\n<a href='tg://user?id=1'>you</a>"
LONG = "😀" * 4096
PRICE = text_of(NUMBER, 18_000, "更换水龙头，含材料")
LARGE = 10**18 - 1


def facts(words: dict[str, str] | None = None, **more: Any) -> CaseFacts:
    case = Case(
        id=4,
        number=NUMBER,
        customer=MEI.chat_id,
        kind=CaseKind.REPAIR,
        state=CaseState.DISPATCHED,
        filed_at=at(),
        moved_at=at(),
        worker=21,
        workers=(21,),
        dispatches=1,
        dispatched_at=at(),
    )
    told = {"place": "3 栋 502", "what": "水龙头漏水", "contact": "13800138000", "wishes": "家里有老人，请轻声"}
    return CaseFacts(
        case=replace(case, **more),
        customer=Customer(chat_id=MEI.chat_id, name="Mei"),
        words=told if words is None else words,
        numbers={21: "21", 7: "07"},
        notes=((at(), "quote", 7, PRICE),),
    )


def say(notice: Notice, locale: str = "zh", case: CaseFacts | None = None) -> Spoken:
    return WORDING.speak(notice, locale, customer=MEI, case=case or facts())


def stands(spoken: Spoken) -> list[list[str | None]]:
    rows = spoken.keyboard.inline_keyboard if spoken.keyboard else []
    return [[button.callback_data for button in row] for row in rows]


def card(words: dict[str, str] | None = None, **more: Any) -> Spoken:
    shown = common.CaseShown(case=4, number=NUMBER, customer=MEI.chat_id)
    return say(shown, case=facts(words, **more))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("notice", repair_samples("Mei", "07"), ids=lambda one: type(one).__name__)
def test_every_notice_is_polite_in_both_languages(notice: Notice, locale: str) -> None:
    spoken = say(notice, locale, facts({"place": "3 栋 502", "what": "水龙头漏水"}))
    assert blunders(visible(spoken.text), locale) == []
    assert spoken.text.strip()


@pytest.mark.parametrize("text", [HOSTILE, LONG])
@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_anybody_writes_breaks_the_markup_or_the_measure(text: str, locale: str) -> None:
    hostile = facts(dict.fromkeys(("place", "what", "contact", "wishes", "report", "waits", "quote"), text))
    for notice in repair_samples(text, text[:9]):
        spoken = say(notice, locale, hostile)
        assert units(visible(spoken.text)) <= TEXT
        assert "<b>Mei" not in spoken.text
        assert "<a href='" not in spoken.text


def test_every_kind_of_notice_about_repairs_is_played_here() -> None:
    assert {type(one) for one in repair_samples("x", "07")} == set(n.REPAIR_NOTICES)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_outcome_fits_the_small_window_and_is_polite(locale: str) -> None:
    own = tomllib.loads((Path(words.__file__).parent / "repairs.zh.toml").read_text(encoding="utf-8"))["case_outcome"]
    for outcome in map(CaseOutcome, own):
        spoken = say(CaseTold(outcome=outcome, number="07", at=at()), locale)
        assert units(spoken.text) <= TOAST
        assert blunders(spoken.text, locale) == []


def test_the_card_says_by_when_what_is_owed_next_and_names_the_category_of_the_records() -> None:
    lines = card({"category": "漏水", "place": "3 栋 502"}, category=Category.LEAKAGE).text.splitlines()
    assert lines[2] == "登记 2026-11-23 10:00 · 师傅 2026-11-23 10:03 前接单"
    assert "类别：渗漏（漏水）" in lines


def test_the_card_and_the_work_order_call_a_category_as_the_customer_saw_it() -> None:
    told = {"category": "水管", "place": "3 栋 502"}
    assert "类别：给排水（水管）" in card(told, category=Category.WATER).text.splitlines()
    sent = o.WorkToDo(case=4, number=NUMBER, customer=MEI.chat_id, agent=21, dispatch=1)
    assert "类别：给排水（水管）" in say(sent, case=facts(told, category=Category.WATER)).text.splitlines()
    assert "类别：给排水" in card({**told, "category": "water"}, category=Category.WATER).text.splitlines()


def test_who_is_sent_reads_what_goes_with_it_and_of_a_repair_that_failed_what_was_done_and_that_it_is_free() -> None:
    sent = o.WorkOffered(case=4, number=NUMBER, customer=MEI.chat_id, agent=21, dispatch=2, text="带梯子")
    told = {"quote": f"{NUMBER}\n换水龙头\n¥180.00", "report": "换了垫圈", "visit": "明天下午"}
    lines = say(sent, case=facts(told, repeat_repairs=1)).text.splitlines()
    assert {"上次费用：换水龙头 ¥180.00（返修不另收费）", "🔁 返修 1 次", "上次做了：换了垫圈", "📝 带梯子"} <= set(
        lines
    )


def test_a_card_shows_no_wish_for_a_visit_that_is_long_over() -> None:
    told = {"place": "3 栋 502", "visit": "明天下午"}
    assert "明天下午" in card(told).text
    assert "明天下午" not in card(told, repeat_repairs=1).text


def test_a_customer_hears_of_the_repair_and_not_of_our_work_orders() -> None:
    table = tomllib.loads((Path(words.__file__).parent / "repairs.zh.toml").read_text(encoding="utf-8"))["repair"]
    assert [key for key in ("ordered", "ordered_free", "price") if "工单" in table[key]] == []


def test_who_has_just_registered_a_repair_reads_the_visit_they_wished_until_it_is_agreed() -> None:
    notice = common.CaseRegistered(case=4, number=NUMBER, customer=MEI.chat_id, kind=CaseKind.REPAIR, at=at())
    wished: dict[str, Any] = {"visit_since": at(hours=27), "visit_until": at(hours=32)}
    line = "您希望 11 月 24 日（周二）13:00–18:00 上门，已经记下，具体时间同事会与您确认。"
    assert say(notice, case=facts(**wished)).text.splitlines()[1:] == [line]
    assert len(say(notice, case=facts(**wished, visit_agreed_at=at())).text.splitlines()) == 1


@pytest.mark.parametrize(
    ("at_", "promise"),
    [
        (at(hours=4), "最迟明天下午 14:00 前，会有同事与您联系。"),
        (at(hours=16, minutes=1), "24 小时内，会有同事与您联系。"),
        (at(hours=20, minutes=59), "24 小时内，会有同事与您联系。"),
        (at(hours=21), "最迟明早 7:00 前，会有同事与您联系。"),
    ],
)
def test_a_promise_that_ends_in_the_night_is_told_by_its_hours(at_: datetime, promise: str) -> None:
    notice = common.CaseRegistered(
        case=4, number=NUMBER, customer=MEI.chat_id, kind=CaseKind.REPAIR, at=at_, until=at_ + timedelta(hours=24)
    )
    assert promise in say(notice).text


def test_who_urges_hears_the_truth_about_who_has_it() -> None:
    notice = common.UrgeHeard(case=4, number=NUMBER, customer=MEI.chat_id, count=1)
    assert "已经转给负责的同事" in say(notice).text
    nobodys = say(notice, case=facts(state=CaseState.OPEN, worker=None)).text
    assert "请同事尽快接手" in nobodys
    assert "负责的同事" not in nobodys


# --- the price -------------------------------------------------------------------------------------------------------


def test_the_customer_sees_the_very_text_with_yes_and_no() -> None:
    spoken = say(n.PriceTold(case=4, number=NUMBER, customer=MEI.chat_id, quote=2, text=PRICE))
    assert f"<blockquote>{NUMBER}\n更换水龙头，含材料\n¥180.00</blockquote>" in spoken.text
    assert stands(spoken) == [["1iy:4:2", "1in:4:2"]]


@pytest.mark.parametrize("kind", [n.PriceAgreed, partial(n.PriceAsked, quote=2)])
def test_the_text_that_was_agreed_to_is_shown_as_proof(kind: Callable[..., Notice]) -> None:
    notice = kind(case=4, number=NUMBER, customer=MEI.chat_id, digest=digest_of(PRICE))
    assert "¥180.00" in say(notice).text


# --- the worker ------------------------------------------------------------------------------------------------------


def test_the_worker_gets_wishes_place_contact_and_price_with_the_buttons() -> None:
    case = facts(scope=Scope.FREE)
    spoken = say(o.WorkOffered(case=4, number=NUMBER, customer=MEI.chat_id, agent=21, dispatch=1), "zh", case)
    assert spoken.text.splitlines()[:2] == [f"🔧 <b>{NUMBER}</b> 请您接单", "⚠️ <b>特别要求：家里有老人，请轻声</b>"]
    assert "3 栋 502" in spoken.text
    assert "13800138000" in spoken.text
    assert spoken.text.endswith("免费")
    assert stands(spoken) == [["1ja:4:1"], ["1jr:4:1:b", "1jr:4:1:t", "1jr:4:1:u"]]


@pytest.mark.parametrize(("until", "told"), [(at(minutes=3), "10:03"), (at(hours=22.5), "11-24 08:30")])
def test_an_order_that_may_be_accepted_tomorrow_names_the_day(until: datetime, told: str) -> None:
    offered = {"case": 4, "number": NUMBER, "customer": MEI.chat_id, "agent": 21, "dispatch": 1, "until": until}
    last = f"请在 {told} 前接单；接不了的话，请点原因，我们另派。"
    today = facts(dispatched_at=at())
    assert say(o.WorkOffered(**offered), "zh", today).text.endswith(last)  # type: ignore[arg-type]
    assert say(o.WorkCall(**offered, worker="21"), "zh", today).text.endswith(last)  # type: ignore[arg-type]


def test_a_work_order_that_is_anothers_by_now_has_no_buttons() -> None:
    offered = o.WorkOffered(case=4, number=NUMBER, customer=MEI.chat_id, agent=21, dispatch=1)
    assert stands(say(offered, "zh", facts(worker=22, dispatches=2))) == []


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (CaseState.ACCEPTED, [["1jo:4:1", "1jd:4:1"]]),
        (CaseState.ON_SITE, [["1jd:4:1"]]),
        (CaseState.DONE, []),
    ],
)
def test_the_next_step_stands_below_the_order(state: CaseState, buttons: list[list[str]]) -> None:
    to_do = o.WorkToDo(case=4, number=NUMBER, customer=MEI.chat_id, agent=21, dispatch=1)
    assert stands(say(to_do, "zh", facts(state=state))) == buttons


def test_a_lead_is_offered_those_who_could_be_sent_those_on_duty_marked() -> None:
    people = (o.WorkerThatIs(agent=21, number="21", on_duty=True), o.WorkerThatIs(agent=22, number="22"))
    spoken = say(o.WorkersShown(case=4, number=NUMBER, customer=MEI.chat_id, dispatch=0, workers=people))
    assert stands(spoken) == [["1jt:4:21:0", "1jt:4:22:0"]]
    assert spoken.keyboard is not None
    assert [button.text for button in spoken.keyboard.inline_keyboard[0]] == ["🟢 21", "22"]


def test_the_work_that_was_taken_away_is_said_with_who_has_it_and_since_when() -> None:
    told = CaseTold(outcome=CaseOutcome.WORK_TAKEN_AWAY, number="22", at=at())
    assert say(told).text == "这一单已改派，现在由 22 处理（2026-11-23 10:00 起），您不用再处理了。"


# --- the customer ----------------------------------------------------------------------------------------------------


def test_the_customer_is_asked_whether_it_is_mended_with_what_the_worker_wrote() -> None:
    case = facts({"report": "换了垫圈"}, state=CaseState.DONE)
    spoken = say(n.WorkToConfirm(case=4, number=NUMBER, customer=MEI.chat_id, remedy=1, worker="21"), "zh", case)
    assert spoken.text == f"{NUMBER} 已由 21 号师傅处理完毕。\n师傅写道：换了垫圈\n请您看一看：修好了吗？"
    assert stands(spoken) == [["1if:4:1", "1ix:4:1"]]


def test_new_windows_are_proposed_as_people_name_them() -> None:
    missed = n.VisitMissed(case=4, number=NUMBER, customer=MEI.chat_id, visits=1, windows=("2026-11-24a",))
    spoken = say(missed)
    assert spoken.keyboard is not None
    assert [(one.text, one.callback_data) for one in spoken.keyboard.inline_keyboard[0]] == [
        ("11 月 24 日（周二）上午", "1iv:4:1:2026-11-24a")
    ]


def test_it_is_told_why_it_is_still_open() -> None:
    notice = n.StillOpen(case=4, number=NUMBER, customer=MEI.chat_id, since=at(), waits=Waits.PARTS)
    assert "因为还在等：等厂家发阀芯" in say(notice, "zh", facts({"waits": "等厂家发阀芯"})).text


def test_who_files_at_night_hears_when_we_open() -> None:
    notice = n.RepairAtNight(case=4, number=NUMBER, customer=MEI.chat_id, at=at(hours=12), opening=at(hours=22))
    assert "明早 8:00 一上班就为您安排" in say(notice).text


# --- emergencies -----------------------------------------------------------------------------------------------------


def test_who_is_on_call_sees_where_and_whom_to_ring_and_acknowledges_by_a_press() -> None:
    notice = o.RepairEmergencyRing(case=4, number=NUMBER, customer=MEI.chat_id, agent=12, called="12", emergency=1)
    spoken = say(notice)
    assert "3 栋 502" in spoken.text
    assert "13800138000" in spoken.text
    assert stands(spoken) == [["1je:4:1"]]


# --- the card --------------------------------------------------------------------------------------------------------


def test_special_wishes_are_flagged_on_the_card_and_stand_there_once() -> None:
    assert "⚠️ <b>特别要求：家里有老人，请轻声</b>" in card().text
    assert card().text.count("特别要求") == 1


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"scope": Scope.FREE}, "免费"),
        ({"scope": Scope.PAID}, "收费，待报价"),
        ({"scope": Scope.PAID, "quote": 18_000, "state": CaseState.QUOTED}, "收费 ¥180.00，待客户同意"),
        ({"scope": Scope.PAID, "quote": 18_000, "state": CaseState.ASSIGNED}, "收费 ¥180.00，客户没有同意"),
        (
            {"scope": Scope.PAID, "quote": 18_000, "agreed": True, "remedied_at": at()},
            "收费 ¥180.00，客户已同意 · 未付款",
        ),
        (
            {"scope": Scope.PAID, "quote": 18_000, "agreed": True, "paid": 18_000, "invoiced_at": at()},
            "收费 ¥180.00，客户已同意 · 已付 ¥180.00 · 已开票",
        ),
        ({"repeat_repairs": 2}, "🔁 返修 2 次"),
        ({"emergency": True}, "🩹 应急处理还没有记录，请写：/case 应急 …"),
    ],
)
def test_the_card_tells_what_it_costs_and_what_is_missing(more: dict[str, Any], line: str) -> None:
    assert line in card(**more).text.splitlines()


@pytest.mark.parametrize(
    ("more", "buttons"),
    [
        ({"state": CaseState.OPEN}, ["1js:4:f", "1js:4:p"]),
        ({"state": CaseState.ORDERED}, ["1jl:4"]),
        ({"state": CaseState.DISPATCHED}, ["1ja:4:1"]),
        ({"state": CaseState.ON_SITE, "waits": Waits.PARTS, "waitings": 3, "waits_since": at()}, ["1ju:4:3"]),
        ({"state": CaseState.OPEN, "emergency_at": at(), "emergencies": 1}, ["1je:4:1"]),
    ],
)
def test_the_card_has_the_next_steps(more: dict[str, Any], buttons: list[str]) -> None:
    assert buttons in stands(card(handler=7, taken=True, **more))


# --- buttons and verbs -----------------------------------------------------------------------------------------------

EVERY: list[Button] = [
    AcceptWorkIt(4, 1),
    ArriveIt(4, 1),
    FinishIt(4, 1),
    *(RefuseWorkIt(4, 1, why) for why in (Refusal.BUSY, Refusal.TRADE, Refusal.UNWELL)),
    *(ScopeIt(4, scope) for scope in Scope),
    WorkersIt(4),
    DispatchIt(4, 21, 0),
    DispatchIt(LARGE, LARGE, 10**9 - 1),
    TakeUpIt(4, 1),
    RepairEmergencyIt(4, 1),
    *(PriceIt(4, 2, agreed=agreed) for agreed in (True, False)),
    *(ConfirmIt(4, 1, fixed=fixed) for fixed in (True, False)),
    VisitIt(LARGE, 10**9 - 1, "2026-11-25p"),
]


@pytest.mark.parametrize("button", EVERY, ids=pack)
def test_a_button_is_packed_and_read_back(button: Button) -> None:
    data = pack(button)
    assert len(data) <= MOST
    assert unpack(data, lambda _: None) == button


@pytest.mark.parametrize(
    "data", ["1jr:4:1:z", "1ja:0:1", "1ja:4", "1js:4:x", "1iv:4:1:2026-11-25x", "1iy:4:-1", "1j", "1i"]
)
def test_a_button_we_never_made_is_none(data: str) -> None:
    assert unpack(data, lambda _: None) is None


IN_TOPIC = Origin(chat_id=STAFF_ROOM, message_id=21, thread_id=TOPIC, press_id="p1")
BY_LIN: dict[str, Any] = {"agent": LIN.user_id, "origin": IN_TOPIC}


@pytest.mark.parametrize(
    ("button", "command"),
    [
        (AcceptWorkIt(4, 1), k.AcceptWork(**BY_LIN, dispatch=1)),
        (ArriveIt(4, 1), k.Arrive(**BY_LIN, dispatch=1)),
        (FinishIt(4, 1), k.FinishWork(**BY_LIN, dispatch=1)),
        (RefuseWorkIt(4, 1, Refusal.TRADE), k.RefuseWork(**BY_LIN, dispatch=1, why=Refusal.TRADE)),
        (ScopeIt(4, Scope.FREE), k.DecideScope(**BY_LIN, scope=Scope.FREE)),
        (WorkersIt(4), k.ShowWorkers(**BY_LIN)),
        (DispatchIt(4, 21, 2), k.DispatchTo(**BY_LIN, worker=21, dispatch=2)),
        (TakeUpIt(4, 1), k.TakeUp(**BY_LIN, waiting=1)),
        (RepairEmergencyIt(4, 1), k.TakeEmergency(**BY_LIN, emergency=1)),
    ],
)
async def test_a_press_of_staff_is_about_the_case(button: Button, command: CaseCommand) -> None:
    given = await heard(pressed(pack(button), by=LIN_USER, chat=ROOM, message_thread_id=TOPIC, is_topic_message=True))
    assert given == [(OfCase(4), command)]


BY_MEI: dict[str, Any] = {"customer": MEI.chat_id, "origin": Origin(chat_id=MEI.chat_id, message_id=21, press_id="p1")}


@pytest.mark.parametrize(
    ("button", "command"),
    [
        (PriceIt(4, 2, agreed=True), k.AnswerPrice(**BY_MEI, quote=2, agreed=True)),
        (ConfirmIt(4, 1, fixed=False), k.ConfirmWork(**BY_MEI, remedy=1, fixed=False)),
        (VisitIt(4, 0, "2026-11-25a"), k.PickVisit(**BY_MEI, visits=0, code="2026-11-25a")),
    ],
)
async def test_a_customers_press_is_about_their_case(button: Button, command: CaseWish) -> None:
    assert await heard(pressed(pack(button))) == [(OfCase(4), command)]


async def test_a_customers_button_in_the_room_is_nobodys() -> None:
    ((_, command),) = await heard(pressed(pack(PriceIt(4, 2, agreed=True)), by=LIN_USER, chat=ROOM))
    assert not isinstance(command, k.AnswerPrice)


WRITTEN: dict[str, Any] = {"agent": 7, "origin": Origin(chat_id=-1)}


@pytest.mark.parametrize(
    ("verb", "rest", "command"),
    [
        ("免费", "", k.DecideScope(**WRITTEN, scope=Scope.FREE)),
        ("收费", "", k.DecideScope(**WRITTEN, scope=Scope.PAID)),
        ("报价", "180 更换水龙头，含材料", k.TellPrice(**WRITTEN, amount=18_000, words="更换水龙头，含材料")),
        ("报价", "¥1,280.50：换阀门", k.TellPrice(**WRITTEN, amount=128_050, words="换阀门")),
        ("报价", "更换水龙头", None),
        ("报价", "180", None),
        ("price", "180 new tap", k.TellPrice(**WRITTEN, amount=18_000, words="new tap")),
        ("派工", "21 请带梯子", k.DispatchTo(**WRITTEN, to="21", words="请带梯子")),
        ("派工", "21号", k.DispatchTo(**WRITTEN, to="21")),
        ("派工", "", k.DispatchTo(**WRITTEN, to=None)),
        ("无法接单", "缺专用工具", k.RefuseWork(**WRITTEN, words="缺专用工具")),
        ("完工", "换了垫圈", k.FinishWork(**WRITTEN, words="换了垫圈")),
        ("约", "明天下午", k.AgreeVisit(**WRITTEN, words="明天下午")),
        ("约", "", None),
        ("收款", "180元", k.NotePayment(**WRITTEN, amount=18_000)),
        ("收款", "已付", None),
        ("待料", "等阀芯", k.SetAside(**WRITTEN, why=Waits.PARTS, words="等阀芯")),
        ("待料", "", None),
        ("不修了", "", None),
        ("应急", "已关总阀", k.ReportStopGap(**WRITTEN, words="已关总阀")),
        ("验收", "", k.NoteConfirmation(**WRITTEN, fixed=True)),
    ],
)
def test_a_verb_is_read_with_the_words_behind_it(verb: str, rest: str, command: CaseCommand | None) -> None:
    assert REPAIR_VERBS[verb](rest, 7, Origin(chat_id=-1)) == command


def test_a_verb_asks_something_of_the_customers_only_case() -> None:
    asked = REPAIR_VERBS["已到现场"]("", 7, Origin(chat_id=-1))
    assert asked is not None
    assert OnCase(agent=7, origin=Origin(chat_id=-1), number=None, asked=asked).asked == k.Arrive(**WRITTEN)


async def test_a_worker_writes_about_a_repair_in_private_too() -> None:
    given = await heard(update(message=written(text=f"/case {NUMBER} 待料 等阀芯")))
    origin = Origin(chat_id=MEI.chat_id, message_id=7)
    asked = k.SetAside(agent=MEI.chat_id, origin=origin, why=Waits.PARTS, words="等阀芯")
    assert given == [(OfRoom(), OnCase(agent=MEI.chat_id, origin=origin, number=NUMBER, asked=asked))]

"""An appeal against a breach of a case: how it is asked for, what is read of it, and what a press asks."""

from datetime import UTC

import pytest

from desk.cases import commands as k
from desk.cases import notices as n
from desk.commands import OfCase, OfRoom, Origin
from desk.events import Clock
from desk.library.live import LiveLibrary
from desk.rules import Rules
from handlers.buttons import MOST, pack, unpack
from handlers.case_buttons import JudgeCaseAppealIt
from handlers.lettering import TEXT, units, visible
from handlers.wording import Wording
from handlers.words import LOCALES
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.repair_notices import NUMBER
from tests.flows.handlers.updates import LIN_USER, ROOM, pressed, update, written
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, at

WORDING = Wording(LiveLibrary(KNOWLEDGE), Rules(), zone=UTC)
ABOUT = {"case": 4, "number": NUMBER, "customer": MEI.chat_id, "clock": Clock.REPAIR_ACCEPT, "due": at(minutes=3)}


def made(reason: str) -> n.CaseAppealMade:
    return n.CaseAppealMade(**ABOUT, occurrence=2, by="21", reason=reason)  # type: ignore[arg-type]


def judged(*, granted: bool) -> n.CaseAppealJudged:
    return n.CaseAppealJudged(**ABOUT, agent=21, granted=granted)  # type: ignore[arg-type]


@pytest.mark.parametrize("verb", ["申诉", "appeal"])
async def test_a_worker_appeals_in_private_with_the_number_and_the_reason(verb: str) -> None:
    origin = Origin(chat_id=MEI.chat_id, message_id=7)
    asked = k.AppealCase(agent=MEI.chat_id, origin=origin, words="客户改了地址")
    on_case = k.OnCase(agent=MEI.chat_id, origin=origin, number=NUMBER, asked=asked)
    assert await heard(update(message=written(text=f"/case {NUMBER} {verb} 客户改了地址"))) == [(OfRoom(), on_case)]


async def test_an_appeal_without_a_reason_is_answered_with_how_it_is_written() -> None:
    ((_, given),) = await heard(update(message=written(text=f"/case {NUMBER} 申诉")))
    assert given == k.CaseUnclear(agent=MEI.chat_id, origin=Origin(chat_id=MEI.chat_id, message_id=7), verb="申诉")


@pytest.mark.parametrize(
    ("language", "verb", "way"),
    [
        ("zh", "申诉", "申诉 理由"),
        ("zh", "回复", "回复 …"),
        ("zh", "告知", "告知 …"),
        ("zh", "约", "约 明天 14:00"),
        ("en", "visit", "visit tomorrow 14:00"),
        ("en", "class", "class major"),
    ],
)
def test_who_leaves_out_what_belongs_behind_a_verb_reads_how_it_is_written(language: str, verb: str, way: str) -> None:
    assert f" {way}</code>" in WORDING.speak(n.CaseHelp(verb=verb), language, customer=MEI).text


async def test_who_asks_what_nobody_can_do_with_a_case_reads_which_word_that_was() -> None:
    ((_, given),) = await heard(update(message=written(text=f"/case {NUMBER} 打折")))
    assert isinstance(given, k.CaseUnclear)
    assert given.unknown == "打折"
    assert WORDING.speak(n.CaseHelp(unknown="打折"), "zh", customer=MEI).text.startswith("“打折”不是处理单子的动作")


def test_the_room_reads_who_asks_about_what_and_why() -> None:
    spoken = WORDING.speak(made("客户改了 <地址>"), "zh", customer=MEI)
    assert (
        spoken.text
        == f"⚖️ 21 申诉：{NUMBER}，Mei，师傅接单时限（应于 2026-11-23 10:03 前完成）。理由：客户改了 &lt;地址&gt;"
    )
    assert spoken.keyboard is not None
    ((grant, refuse),) = spoken.keyboard.inline_keyboard
    assert (grant.callback_data, refuse.callback_data) == ("1gy:4:repair_accept:2", "1gn:4:repair_accept:2")


def test_whoever_asked_reads_what_was_decided() -> None:
    granted, refused = (WORDING.speak(judged(granted=yes), "zh").text for yes in (True, False))
    assert granted == f"⚖️ 您对 {NUMBER} 的申诉已同意：师傅接单时限（应于 2026-11-23 10:03 前完成）不计分。"
    assert refused == f"⚖️ 您对 {NUMBER} 的申诉没有通过：师傅接单时限（应于 2026-11-23 10:03 前完成）照常计入。"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_reason_of_any_length_fits(locale: str) -> None:
    spoken = WORDING.speak(made("<b>" + "😀" * 4096), locale, customer=MEI)
    assert 0 < units(visible(spoken.text)) <= TEXT


@pytest.mark.parametrize("clock", list(Clock))
def test_every_answer_fits_a_button_and_comes_back_as_it_was(clock: Clock) -> None:
    button = JudgeCaseAppealIt(10**17, clock, 10**9 - 1, grant=False)
    assert len(pack(button).encode()) <= MOST
    assert unpack(pack(button), lambda _: None) == button


@pytest.mark.parametrize("data", ["1gy", "1gy:4", "1gy:0:accept:1", "1gy:4:lunch:1", "1gx:4:accept:1"])
def test_a_made_up_answer_is_none_of_ours(data: str) -> None:
    assert unpack(data, lambda _: None) is None


async def test_a_press_asks_the_desk_to_judge() -> None:
    ((subject, given),) = await heard(pressed("1gn:4:repair_accept:2", by=LIN_USER, chat=ROOM))
    assert subject == OfCase(4)
    assert isinstance(given, k.JudgeCaseAppeal)
    assert (given.agent, given.clock, given.occurrence, given.grant, given.origin.chat_id) == (
        LIN.user_id,
        Clock.REPAIR_ACCEPT,
        2,
        False,
        STAFF_ROOM,
    )

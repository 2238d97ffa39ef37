"""Shifts in words: what staff write and press, and what they read."""

from dataclasses import replace
from datetime import date

import pytest

from desk import commands as c
from desk.commands import OfRoom, Origin
from desk.library.live import LiveLibrary
from desk.notices import Called, Notice
from desk.notices import shifts as n
from desk.people import Absence
from desk.rules import Rules
from faq import KnowledgeBase
from handlers.buttons import MOST, pack, unpack
from handlers.pressed import Press
from handlers.shift_buttons import (
    BackIt,
    GoOnWithIt,
    GrantIt,
    HandOverIt,
    InHandIt,
    LeaveNowIt,
    ReadIt,
    ShiftButton,
    SwapIt,
)
from handlers.shift_presses import shift_asked_by
from handlers.wording import Wording
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.shift_notices import item
from tests.flows.handlers.updates import in_room, in_topic, update
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, at

_HERE = Origin(chat_id=STAFF_ROOM, message_id=8)
_PRESSED = Origin(chat_id=STAFF_ROOM, message_id=4, press_id="p")
_WORDING = Wording(LiveLibrary(KnowledgeBase([])), Rules())
_LIN = LIN.user_id


def _says(notice: Notice, locale: str = "zh") -> tuple[str, list[tuple[str, str | None]]]:
    spoken = _WORDING.speak(notice, locale)
    rows = spoken.keyboard.inline_keyboard if spoken.keyboard else []
    return spoken.text, [(button.text, button.callback_data) for row in rows for button in row]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/away", c.GoAway(agent=_LIN, origin=_HERE, absence=Absence.UNSAID)),
        ("离开", c.GoAway(agent=_LIN, origin=_HERE, absence=Absence.UNSAID)),
        ("/away 开会", c.GoAway(agent=_LIN, origin=_HERE, absence=Absence.REASON)),
        ("/离开 开会", c.GoAway(agent=_LIN, origin=_HERE, absence=Absence.REASON)),
        ("/away meal", c.GoAway(agent=_LIN, origin=_HERE, absence=Absence.MEAL)),
        ("/away 吃饭", c.GoAway(agent=_LIN, origin=_HERE, absence=Absence.MEAL)),
        ("用餐", c.GoAway(agent=_LIN, origin=_HERE, absence=Absence.MEAL)),
        ("/back", c.ComeBack(agent=_LIN, origin=_HERE)),
        ("回来", c.ComeBack(agent=_LIN, origin=_HERE)),
        ("交接", c.ShowHandovers(agent=_LIN, origin=_HERE)),
        ("/remove 07", c.Remove(agent=_LIN, origin=_HERE, number="07")),
        ("/移除", c.Remove(agent=_LIN, origin=_HERE, number=None)),
        ("/notice Tea\nis served", c.PostNotice(agent=_LIN, origin=_HERE, text="Tea\nis served")),
        ("/notices", c.ShowNotices(agent=_LIN, origin=_HERE)),
        (
            "/swap 2026-11-24 late 12",
            c.AskSwap(agent=_LIN, origin=_HERE, day=date(2026, 11, 24), shift="late", taker="12"),
        ),
        (
            "/换班 2026-11-24 晚 班 12",
            c.AskSwap(agent=_LIN, origin=_HERE, day=date(2026, 11, 24), shift="晚 班", taker="12"),
        ),
        ("/swap tomorrow late 12", c.AskSwap(agent=_LIN, origin=_HERE, day=None, shift="late", taker="12")),
        ("/swap", c.AskSwap(agent=_LIN, origin=_HERE, day=None, shift="", taker="")),
    ],
)
async def test_what_staff_write_about_shifts_is_understood(text: str, command: c.CrewCommand) -> None:
    assert await heard(update(message=in_room(text=text))) == [(OfRoom(), command)]


async def test_it_is_about_oneself_in_a_customers_topic_too() -> None:
    ((subject, command),) = await heard(update(message=in_topic(text="/back")))
    assert (subject, type(command)) == (OfRoom(), c.ComeBack)


BUTTONS: list[tuple[ShiftButton, str, c.CrewCommand]] = [
    (BackIt(7), "1db:7", c.ComeBack(agent=_LIN, origin=_PRESSED, whose=7)),
    (GrantIt(7, 4), "1dg:7:4", c.GrantLeave(agent=_LIN, origin=_PRESSED, whose=7, absence=4)),
    (HandOverIt(7, 9), "1di:7:9", c.HandItemOver(agent=_LIN, origin=_PRESSED, whose=7, conversation=9)),
    (LeaveNowIt(7), "1dx:7", c.LeaveNow(agent=_LIN, origin=_PRESSED, whose=7)),
    (
        LeaveNowIt(7, meal=True),
        "1dm:7",
        c.GoAway(agent=_LIN, origin=_PRESSED, absence=Absence.MEAL, anyway=True, whose=7),
    ),
    (GoOnWithIt(7, 3), "1dk:7:3", c.AcknowledgeHandover(agent=_LIN, origin=_PRESSED, whose=7, handover=3)),
    (ReadIt(5), "1dr:5", c.ReadNotice(agent=_LIN, origin=_PRESSED, notice=5)),
    (SwapIt(2, yes=True), "1dy:2", c.AnswerSwap(agent=_LIN, origin=_PRESSED, swap=2, yes=True)),
    (SwapIt(2, yes=False), "1dn:2", c.AnswerSwap(agent=_LIN, origin=_PRESSED, swap=2, yes=False)),
    (InHandIt(6), "1da:6", c.AcknowledgeAlarm(agent=_LIN, origin=_PRESSED, gap=6)),
]


@pytest.mark.parametrize(("button", "packed", "command"), BUTTONS)
def test_a_button_comes_back_as_it_was_and_asks_the_desk(
    button: ShiftButton, packed: str, command: c.CrewCommand
) -> None:
    assert pack(button) == packed
    assert unpack(packed, lambda _: None) == button
    pressed = Press(by=_LIN, customer=MEI, origin=_PRESSED, in_private=False, in_room=True, knowledge=KNOWLEDGE)
    assert shift_asked_by(button, pressed) == (OfRoom(), command)


def test_the_longest_button_still_fits() -> None:
    assert len(pack(HandOverIt(10**17, 10**17)).encode()) <= MOST


@pytest.mark.parametrize("data", ["1d", "1db", "1db:0", "1db:7:1", "1dg:7", "1dz:7", "1di:7:9:1", "1dx:07"])
def test_a_made_up_button_is_none_of_ours(data: str) -> None:
    assert unpack(data, lambda _: None) is None


def test_a_hand_over_names_danger_and_what_was_promised_and_what_is_over_waits_for_nobody() -> None:
    urgent = replace(item("王女士"), danger=True, promised_until=at(hours=24))
    over = replace(item("Tom"), state="RESOLVED", awaits_us=False, over=True)
    text, _ = _says(n.HandoverWritten(agent=7, number="07", handover=1, at=at(), items=(urgent, over)))
    assert text.splitlines()[1:] == [
        "• 🚨 A021 王女士（服务中，客户在等，已答应 2026-11-24 10:00 前答复）：“王女士”",
        "• A021 Tom（已结案）：“Tom”",
    ]


def test_who_leaves_reads_each_item_with_its_two_ways_and_one_press_for_all() -> None:
    text, buttons = _says(n.HandoverAsked(agent=7, items=(item("王女士"), item("Tom", 10, awaits_us=False))))
    assert text.splitlines()[1:] == [
        "• A021 王女士（服务中，客户在等）：“王女士”",
        "• A021 Tom（服务中，等客户回复）：“Tom”",
    ]
    assert buttons == [
        ("交班 A021 王女士", "1di:7:9"),
        ("结案 A021 王女士", "1r:9:4:210"),
        ("交班 A021 Tom", "1di:7:10"),
        ("结案 A021 Tom", "1r:10:4:210"),
        ("全部交班并下班", "1dx:7"),
        ("先不走", "1db:7"),
    ]


def test_who_is_rung_is_rung_by_a_number_and_an_alarm_in_hand_rings_nobody() -> None:
    lead = (Called(agent=1, number="01"),)
    text, buttons = _says(n.RoomUnstaffed(since=at(), waiting=2, gap=6, leads=lead))
    assert '<a href="tg://user?id=1">01</a>' in text
    assert buttons == [("知道了", "1da:6")]
    text, buttons = _says(
        n.RoomUnstaffed(since=at(), waiting=2, gap=6, acknowledged_by="01", acknowledged_at=at(minutes=1))
    )
    assert ("tg://" in text, "01 已于 10:01 知晓" in text, buttons) == (False, True, [])


def test_a_lead_grants_leave_where_it_is_needed() -> None:
    lead = (Called(agent=1, number="01"),)
    text, buttons = _says(n.AwayTooLong(agent=7, number="07", leads=lead, since=at(), tier=2, absence=4))
    assert "需要主管准假" in text
    assert buttons == [("我回来了", "1db:7"), ("准假（07）", "1dg:7:4")]

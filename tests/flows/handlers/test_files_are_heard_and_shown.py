"""The customer's file in the staff room: what is asked and shown, how customers are called; and what was hidden."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.commands import OfCustomer, OfTopic
from desk.customers import commands as k
from desk.customers import notices as n
from desk.customers.file import Check, CustomerClass, FileField
from desk.library.live import LiveLibrary
from desk.manners import blunders
from desk.notices import Farewell, Greeting, Notice, TakenBy
from desk.people import Customer
from desk.rules import Rules
from desk.secrets import SecretKind
from handlers.file_buttons import ConfirmIt, DropIt, FileButton, ShowLooksIt, ShowPhonesIt, pack_file, unpack_file
from handlers.lettering import units, visible
from handlers.spoken import Spoken
from handlers.wording import Wording
from handlers.words import LOCALES, words_of
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import LIN_USER, ROOM, TOPIC, in_topic, pressed, update
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, TEN

WORDING = Wording(LiveLibrary(KNOWLEDGE), Rules())
BUTTONS: list[FileButton] = [
    ShowPhonesIt(1001),
    ShowLooksIt(10**17),
    ConfirmIt(10**17, 10**17, (Check.PHONE, Check.CASE)),
    ConfirmIt(1001, 1, (Check.HOME, Check.CASE)),
    DropIt(1001, 3),
]
SHOWN = n.FileShown(
    customer=1001,
    name="梅",
    called="王女士",
    phones=("138****8000",),
    home="3栋<502>",
    klass=CustomerClass.KEY,
    note="请先打电话",
    merged=(1002,),
    history=(
        n.HistoryLine(number="BX-20261123-0007", at=TEN, state="DISPATCHED", kind="repair", open=True),
        n.HistoryLine(number="9", at=TEN - timedelta(days=400), state="CLOSED", ending="solved"),
    ),
    more=3,
)


def say(notice: Notice, locale: str = "zh", customer: Customer | None = None) -> Spoken:
    return WORDING.speak(notice, locale, customer=customer)


# --- what is asked ---------------------------------------------------------------------------------------------------


async def asked(text: str) -> k.FileCommand:
    """Return what an agent's words in a topic ask of the file."""
    ((subject, command),) = await heard(update(message=in_topic(text=text)))
    assert subject == OfTopic(STAFF_ROOM, TOPIC)
    assert isinstance(command, k.FileCommand)
    assert command.agent == LIN.user_id
    return command


@pytest.mark.parametrize("text", ["/file", "档案", "/file@frontdesk_bot"])
async def test_the_file_is_asked_for_by_command_and_by_word(text: str) -> None:
    assert type(await asked(text)) is k.ShowFile


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("/file 电话 138 0013 8000", FileField.PHONE, "138 0013 8000"),
        ("档案 称呼 王先生", FileField.CALLED, "王先生"),
        ("/file home 3-502", FileField.HOME, "3-502"),
        ("/file 级别 贵宾", FileField.CLASS, "vip"),
        ("/file class KEY", FileField.CLASS, "key"),
        ("/file 备注 请先打电话", FileField.NOTE, "请先打电话"),
    ],
)
async def test_a_change_names_its_field_and_its_value(text: str, field: FileField, value: str) -> None:
    command = await asked(text)
    assert command == k.ChangeFile(agent=LIN.user_id, origin=command.origin, field=field, value=value)


async def test_what_stands_there_can_be_taken_away() -> None:
    phone, note = await asked("/file 电话 删除 13800138000"), await asked("/file note remove")
    assert isinstance(phone, k.ChangeFile)
    assert isinstance(note, k.ChangeFile)
    assert (phone.field, phone.value, phone.removed) == (FileField.PHONE, "13800138000", True)
    assert (note.field, note.value, note.removed) == (FileField.NOTE, "", True)


async def test_leads_ask_who_has_looked_and_merge() -> None:
    assert type(await asked("/file 记录")) is k.ShowLooks
    merge = await asked("/file 合并 1002")
    assert isinstance(merge, k.MergeFiles)
    assert merge.other == 1002


@pytest.mark.parametrize(
    "text",
    ["/file 电话", "/file 心情 好", "/file 合并 他", "/file 合并 " + "9" * 30, "/file 级别 删除", "/file 电话 删除"],
)
async def test_what_cannot_be_read_is_asked_again(text: str) -> None:
    assert type(await asked(text)) is k.UnclearFile


# --- buttons ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_is_read_back_as_it_was_packed(button: FileButton) -> None:
    packed = pack_file(button)
    assert len(packed.encode()) <= 64
    assert unpack_file(packed, lambda _: None) == button


@pytest.mark.parametrize(
    "data", ["1u", "1up", "1up:", "1up:-1", "1uc:1:1:p", "1uc:1:1:px", "1ux:1", "1up:1:1", "1uz:1"]
)
def test_what_we_never_packed_is_none_of_ours(data: str) -> None:
    assert unpack_file(data, lambda _: None) is None


@pytest.mark.parametrize(
    ("button", "kind"),
    [
        (ShowPhonesIt(1001), k.ShowPhones),
        (ShowLooksIt(1001), k.ShowLooks),
        (ConfirmIt(1001, 2, (Check.PHONE, Check.HOME)), k.ConfirmFile),
        (DropIt(1001, 2), k.DropFileWish),
    ],
)
async def test_a_press_asks_about_the_customer_it_names(button: FileButton, kind: type[k.FileCommand]) -> None:
    ((subject, command),) = await heard(pressed(pack_file(button), by=LIN_USER, chat=ROOM))
    assert (subject, type(command)) == (OfCustomer(1001), kind)


# --- what is said ----------------------------------------------------------------------------------------------------


def test_a_file_is_shown_with_its_history_and_two_buttons() -> None:
    spoken = say(SHOWN)
    assert visible(spoken.text).splitlines()[:7] == [
        "📇 客户档案　梅（1001）",
        "称呼：王女士",
        "电话：138****8000",
        "住址：3栋<502>",
        "级别：重点　语言：中文",
        "备注：请先打电话",
        "同一位客户的其他档案：1002",
    ]
    assert "🟢 2026-11-23 10:00　报修 BX-20261123-0007 · 已派工" in spoken.text
    assert "⚪ 2025-10-19 10:00　会话 9 · 已关闭 · 已解决" in visible(spoken.text)
    assert spoken.keyboard is not None
    assert [[one.callback_data for one in row] for row in spoken.keyboard.inline_keyboard] == [["1up:1001", "1ul:1001"]]


def test_an_empty_file_is_shown_too() -> None:
    assert "（还没有记录）" in say(n.FileShown(customer=1001)).text


def test_a_check_offers_every_pair_there_is() -> None:
    spoken = say(n.FileCheckAsked(customer=1001, wish=2, field=FileField.PHONE, checks=tuple(Check)))
    assert spoken.keyboard is not None
    assert [[(one.text, one.callback_data) for one in row] for row in spoken.keyboard.inline_keyboard] == [
        [("电话 + 住址", "1uc:1001:2:ph")],
        [("电话 + 单号", "1uc:1001:2:pc")],
        [("住址 + 单号", "1uc:1001:2:hc")],
        [("核对不上，不改了", "1ux:1001:2")],
    ]


def test_looks_tell_who_and_what() -> None:
    lines = (n.LookLine(at=TEN, what="phones", number="07"), n.LookLine(at=TEN, what="export"))
    assert visible(say(n.LooksShown(lines=lines)).text).splitlines() == [
        "查阅记录（最近的在前）",
        "2026-11-23 10:00　07　查看完整电话",
        "2026-11-23 10:00　系统管理员　导出全部资料",
    ]


def test_whole_phones_fit_a_presss_small_window() -> None:
    assert say(n.PhonesShown(phones=("13800138000", "+442079460958"))).text == "13800138000、+442079460958"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_outcome_and_every_mask_has_its_sentence_and_is_polite(locale: str) -> None:
    notices: list[Notice] = [n.FileTold(outcome=one, field=FileField.PHONE) for one in n.FileOutcome]
    notices += [n.SecretMasked(kinds=tuple(SecretKind)), n.SecretMaskedHere(kinds=tuple(SecretKind)), SHOWN]
    notices += [n.FileCheckAsked(customer=1, wish=1, field=field, checks=tuple(Check)) for field in FileField]
    for notice in notices:
        text = visible(say(notice, locale).text)
        assert text
        assert "{" not in text
        assert blunders(text, locale) == [], text


def test_a_customer_hears_kindly_what_was_hidden() -> None:
    text = say(n.SecretMasked(kinds=(SecretKind.CARD, SecretKind.CODE))).text
    assert text.startswith("为了您的安全，您刚才写的银行卡号、验证码我们已经隐去")


@pytest.mark.parametrize("table", ["state", "kind", "ending", "class", "check", "field", "look", "outcome"])
def test_both_languages_have_the_same_words_for_files(table: str) -> None:
    keys = [{key for key in words_of(locale).sentences if key.startswith(f"file_{table}.")} for locale in LOCALES]
    assert keys[0] == keys[1] != set()


# --- how customers are called ----------------------------------------------------------------------------------------

WANG = replace(MEI, called="王先生")


@pytest.mark.parametrize("notice", [Greeting(), TakenBy(number="07"), Farewell()])
def test_who_has_a_form_of_address_is_called_by_it(notice: Notice) -> None:
    plain = say(notice, customer=MEI)
    assert say(notice, customer=WANG) == replace(plain, text=f"王先生，{plain.text}")
    assert say(notice, "en", replace(MEI, called="Ms <Wang>")).text.startswith("Dear Ms &lt;Wang&gt;,\n")


def test_nobody_else_is_called_anything() -> None:
    assert say(Greeting(), customer=MEI) == say(Greeting())


def test_the_name_is_left_out_where_there_is_no_room_for_it() -> None:
    called = replace(MEI, called="王" * 5000)
    assert units(visible(say(Greeting(), customer=called).text)) <= 4096

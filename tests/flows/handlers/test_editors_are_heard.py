from dataclasses import replace

import pytest

from desk import commands as c
from desk.commands import OfCustomer, OfRoom, Origin, Say
from desk.content import Content, Kind
from desk.library import commands as lc
from desk.library.alterations import Add, Field, Put, Take
from desk.library.commands import Blank
from desk.library.looking import (
    FindEntries,
    History,
    ListDrafts,
    ListLapsed,
    ListRetired,
    ListUnused,
    ShowEntry,
    ShowLibrary,
    TryQuestion,
)
from handlers.buttons import Button, pack
from handlers.editor_buttons import (
    AskFor,
    ClearIt,
    Decide,
    Deed,
    LeaveIt,
    OpenEntry,
    OpenHistory,
    OpenView,
    TakeOut,
    View,
)
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import (
    ANONYMOUS,
    ELSEWHERE,
    FORWARDED,
    LIN_USER,
    OTHER_BOT,
    ROOM,
    TOPIC,
    Json,
    in_room,
    in_topic,
    pressed,
    update,
    written,
)
from tests.kit.cast import LIN, MEI, STAFF_ROOM, TEN

IN_GENERAL = Origin(chat_id=STAFF_ROOM, message_id=8)
IN_TOPIC = replace(IN_GENERAL, thread_id=TOPIC)
PRIVATELY = Origin(chat_id=MEI.chat_id, message_id=7)
US: Json = {"id": 42, "is_bot": True, "first_name": "Frontdesk"}
PROMPT: Json = {
    "message_id": 30,
    "date": 1_700_000_000,
    "chat": ROOM,
    "from": US,
    "text": "…",
    "reply_markup": {"inline_keyboard": [[{"text": "取消", "callback_data": pack(LeaveIt())}]]},
}


def by_lin(kind: type[lc.EditorCommand], **more: object) -> lc.EditorCommand:
    return kind(agent=LIN.user_id, origin=IN_GENERAL, **more)  # type: ignore[arg-type]


ASKED: list[tuple[str, lc.EditorCommand]] = [
    ("/faq", by_lin(ShowLibrary)),
    ("/FAQ@frontdesk_bot", by_lin(ShowLibrary)),
    ("知识库", by_lin(ShowLibrary)),
    ("词条", by_lin(ShowLibrary)),
    ("/faq 物业费", by_lin(FindEntries, text="物业费")),
    ("/faq parking fee", by_lin(FindEntries, text="parking fee")),
    ("/faq 搜索 物业费 多少", by_lin(FindEntries, text="物业费 多少")),
    ("/faq search fee", by_lin(FindEntries, text="fee")),
    ("知识库 搜索 物业费", by_lin(FindEntries, text="物业费")),
    ("/知识库 搜索", by_lin(lc.Ask, blank=Blank.SEARCH)),
    ("/faq fee", by_lin(ShowEntry, entry_id="fee")),
    ("/faq drafted", by_lin(ShowEntry, entry_id="drafted")),
    ("/faq 新增", by_lin(lc.Ask, blank=Blank.NEW)),
    (
        "/faq new Where is the gym?\nIs there a gym?",
        by_lin(
            lc.SaveEntry,
            alterations=(Put(Field.QUESTION, "Where is the gym?"), Add(Field.VARIANTS, "Is there a gym?")),
        ),
    ),
    ("词条 待审", by_lin(ListDrafts)),
    ("/faq drafts", by_lin(ListDrafts)),
    ("/faq 回收站", by_lin(ListRetired)),
    ("/faq bin", by_lin(ListRetired)),
    ("/faq 从未用到", by_lin(ListUnused)),
    ("知识库 未用", by_lin(ListUnused)),
    ("/faq unused", by_lin(ListUnused)),
    ("/faq 过期", by_lin(ListLapsed)),
    ("/faq 试问 怎么交物业费", by_lin(TryQuestion, text="怎么交物业费")),
    ("知识库 试问 怎么交物业费", by_lin(TryQuestion, text="怎么交物业费")),
    ("/faq try where do I pay", by_lin(TryQuestion, text="where do I pay")),
    ("/faq 试问", by_lin(lc.Ask, blank=Blank.TRY)),
    ("/faq lapsed", by_lin(ListLapsed)),
    ("/faq 过期 证件", by_lin(FindEntries, text="过期 证件")),
    ("/faq bin collection", by_lin(FindEntries, text="bin collection")),
    ("/faq keep pets", by_lin(FindEntries, text="keep pets")),
    ("/faq 修改 fee", by_lin(lc.Ask, blank=Blank.PART, entry_id="fee")),
    ("/faq 历史 fee", by_lin(History, entry_id="fee")),
    ("/faq retire fee", by_lin(lc.Ask, blank=Blank.RETIRE, entry_id="fee")),
    ("/faq 恢复 fee", by_lin(lc.Restore, entry_id="fee")),
    ("/faq 回退 fee 2", by_lin(lc.Ask, blank=Blank.ROLL_BACK, entry_id="fee", seen=2)),
    ("/faq rollback fee", by_lin(lc.Ask, blank=Blank.ROLL_BACK, entry_id="fee")),
    ("/faq 考题 fee How do I pay it?", by_lin(lc.AddGolden, question="How do I pay it?", entry_id="fee")),
    ("/faq 考题 无 How is the weather?", by_lin(lc.AddGolden, question="How is the weather?")),
    ("/faq golden fee", by_lin(lc.Ask, blank=Blank.GOLDEN, entry_id="fee")),
    ("/faq golden", by_lin(lc.Ask, blank=Blank.GOLDEN_NONE)),
    ("/faq 删考题 How is the weather?", by_lin(lc.DropGolden, question="How is the weather?")),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
async def test_what_is_asked_of_the_library_in_the_room_is_given_as_it_is_meant(
    text: str, expected: lc.EditorCommand
) -> None:
    assert await heard(update(message=in_room(text=text))) == [(OfRoom(), expected)]


@pytest.mark.parametrize("text", ["/faq 收录", "/faq keep", "收录", "/收录"])
async def test_an_entry_is_made_of_the_message_that_the_command_answers(text: str) -> None:
    message = in_topic(text=text, reply_to_message=in_topic(message_id=6, text="We come at two"))
    expected = lc.MakeEntry(agent=LIN.user_id, origin=IN_TOPIC, chat_id=STAFF_ROOM, message_id=6)
    assert await heard(update(message=message)) == [(OfRoom(), expected)]


async def test_a_command_that_answers_nothing_is_of_itself_which_the_desk_explains() -> None:
    expected = lc.MakeEntry(agent=LIN.user_id, origin=IN_TOPIC, chat_id=STAFF_ROOM, message_id=8)
    assert await heard(update(message=in_topic(text="收录"))) == [(OfRoom(), expected)]


@pytest.mark.parametrize("text", ["/faq", "/faq 新增", "知识库", "词条 待审", "收录"])
async def test_in_private_it_carries_what_a_customer_would_have_said(text: str) -> None:
    (given,) = await heard(update(message=written(text=text)))
    content = Content(chat_id=MEI.chat_id, message_id=7, sent_at=TEN, text=text)
    locale = "en" if text == "/faq" else "zh"
    said = Say(customer=replace(MEI, locale=locale), content=content)
    assert given[0] == OfCustomer(MEI.chat_id)
    assert isinstance(given[1], lc.EditorCommand)
    assert (given[1].agent, given[1].origin, given[1].otherwise) == (MEI.chat_id, PRIVATELY, said)


@pytest.mark.parametrize(
    "text",
    ["知识库里怎么写的", "知识库 里怎么写的", "词条，请看这里", "faq", "收录一下", "search fee", "/faqs", "新增"],
)
async def test_words_that_only_sound_like_it_are_an_agents_own(text: str) -> None:
    (given,) = await heard(update(message=in_topic(text=text)))
    assert not isinstance(given[1], lc.EditorCommand)


@pytest.mark.parametrize("text", ["知识库", "词条 待审", "/faq", "收录"])
async def test_what_was_forwarded_is_no_command(text: str) -> None:
    (given,) = await heard(update(message=in_topic(text=text, forward_origin=FORWARDED)))
    assert isinstance(given[1], c.Reply)


@pytest.mark.parametrize(("build", "origin"), [(in_room, IN_GENERAL), (in_topic, IN_TOPIC)])
async def test_a_reply_to_a_prompt_fills_it_in_and_goes_to_no_customer(build: object, origin: Origin) -> None:
    message = (in_topic if build is in_topic else in_room)(text="In the app", reply_to_message=PROMPT)
    content = Content(chat_id=STAFF_ROOM, message_id=8, sent_at=TEN, text="In the app", reply_to=30)
    expected = lc.Fill(agent=LIN.user_id, origin=origin, prompt=30, content=content)
    assert await heard(update(message=message)) == [(OfRoom(), expected)]


async def test_a_reply_to_a_prompt_that_is_edited_later_goes_to_no_customer_either() -> None:
    edited = in_topic(text="In the App", reply_to_message=PROMPT, edit_date=1_900_000_000)
    content = Content(chat_id=STAFF_ROOM, message_id=8, sent_at=TEN, text="In the App", reply_to=30)
    expected = lc.Fill(agent=LIN.user_id, origin=IN_TOPIC, prompt=30, content=content, edited=True)
    assert await heard(update(edited_message=edited)) == [(OfRoom(), expected)]


async def test_a_photo_fills_in_a_prompt_too() -> None:
    photo = [{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}]
    (given,) = await heard(update(message=in_room(photo=photo, reply_to_message=PROMPT)))
    assert isinstance(given[1], lc.Fill)
    assert (given[1].content.kind, given[1].content.file_id) == (Kind.PHOTO, "F")


async def test_a_command_as_a_reply_to_a_prompt_is_a_text_that_was_asked_for() -> None:
    (given,) = await heard(update(message=in_room(text="/faq", reply_to_message=PROMPT)))
    assert isinstance(given[1], lc.Fill)


@pytest.mark.parametrize(
    "answered",
    [
        {**PROMPT, "from": OTHER_BOT},
        {**PROMPT, "reply_markup": {"inline_keyboard": [[{"text": "打开", "callback_data": "1lm"}]]}},
        {key: value for key, value in PROMPT.items() if key != "reply_markup"},
    ],
)
async def test_a_reply_to_anything_else_is_an_agents_own(answered: Json) -> None:
    (given,) = await heard(update(message=in_topic(text="In the app", reply_to_message=answered)))
    assert isinstance(given[1], c.Reply)


async def test_who_acts_as_the_group_is_asked_to_act_as_oneself() -> None:
    anonymous = {"from": ANONYMOUS, "sender_chat": ROOM}
    for message in (
        in_room(**{"text": "/faq", **anonymous}),
        in_room(**{"text": "In the app", "reply_to_message": PROMPT, **anonymous}),
    ):
        assert await heard(update(message=message)) == [(OfRoom(), c.Anonymous(origin=IN_GENERAL))]


PRESSED = Origin(chat_id=STAFF_ROOM, message_id=21, press_id="p1")
PRESSES: list[tuple[Button, lc.EditorCommand]] = [
    (OpenView(View.LIBRARY), ShowLibrary(agent=7, origin=PRESSED)),
    (OpenView(View.DRAFTS), ListDrafts(agent=7, origin=PRESSED)),
    (OpenView(View.BIN), ListRetired(agent=7, origin=PRESSED)),
    (OpenView(View.UNUSED), ListUnused(agent=7, origin=PRESSED)),
    (OpenView(View.LAPSED), ListLapsed(agent=7, origin=PRESSED)),
    (OpenEntry("fee"), ShowEntry(agent=7, origin=PRESSED, entry_id="fee")),
    (OpenEntry("drafted", 3), ShowEntry(agent=7, origin=PRESSED, entry_id="drafted", number=3)),
    (OpenHistory("fee"), History(agent=7, origin=PRESSED, entry_id="fee")),
    (AskFor(Blank.TRY), lc.Ask(agent=7, origin=PRESSED, blank=Blank.TRY)),
    (AskFor(Blank.SEARCH), lc.Ask(agent=7, origin=PRESSED, blank=Blank.SEARCH)),
    (AskFor(Field.VETO, "fee", 3), lc.Ask(agent=7, origin=PRESSED, blank=Field.VETO, entry_id="fee", seen=3)),
    (Decide(Deed.SUBMIT, "fee", 3), lc.Submit(agent=7, origin=PRESSED, entry_id="fee", seen=3)),
    (Decide(Deed.APPROVE, "fee", 3), lc.Approve(agent=7, origin=PRESSED, entry_id="fee", seen=3)),
    (Decide(Deed.DROP, "fee", 3), lc.DropDraft(agent=7, origin=PRESSED, entry_id="fee", seen=3)),
    (Decide(Deed.RETIRE, "fee"), lc.Retire(agent=7, origin=PRESSED, entry_id="fee")),
    (Decide(Deed.RESTORE, "fee"), lc.Restore(agent=7, origin=PRESSED, entry_id="fee")),
    (Decide(Deed.ROLL_BACK, "fee", 2), lc.RollBack(agent=7, origin=PRESSED, entry_id="fee", to=2)),
    (Decide(Deed.ROLL_BACK, "fee"), lc.RollBack(agent=7, origin=PRESSED, entry_id="fee")),
    (LeaveIt(), lc.Leave(agent=7, origin=PRESSED)),
    (
        TakeOut("fee", 3, Field.VARIANTS, 1),
        lc.SaveEntry(agent=7, origin=PRESSED, entry_id="fee", seen=3, alterations=(Take(Field.VARIANTS, 1),)),
    ),
    (
        ClearIt("fee", 3, Field.ANSWER),
        lc.SaveEntry(agent=7, origin=PRESSED, entry_id="fee", seen=3, alterations=(Put(Field.ANSWER, ""),)),
    ),
]


@pytest.mark.parametrize(("button", "expected"), PRESSES)
async def test_a_press_of_the_librarys_is_given_as_it_is_meant(button: Button, expected: lc.EditorCommand) -> None:
    assert await heard(pressed(pack(button), by=LIN_USER, chat=ROOM)) == [(OfRoom(), expected)]


async def test_a_press_of_the_librarys_in_private_is_the_pressers_and_the_desk_looks_who_that_is() -> None:
    origin = Origin(chat_id=MEI.chat_id, message_id=21, press_id="p1")
    expected = lc.Retire(agent=MEI.chat_id, origin=origin, entry_id="fee")
    assert await heard(pressed(pack(Decide(Deed.RETIRE, "fee")))) == [(OfRoom(), expected)]


@pytest.mark.parametrize(
    "data", ["1l", "1lq", "1ls:=fee", "1lr:3=fee", "1la:h:", "1lt:q:0:3=fee", "1le:#0123456789abcdef"]
)
async def test_a_button_of_the_librarys_that_we_never_made_is_refused(data: str) -> None:
    assert await heard(pressed(data, by=LIN_USER, chat=ROOM)) == [(OfRoom(), c.Forged(origin=PRESSED))]


async def test_a_button_of_the_librarys_pressed_elsewhere_is_refused() -> None:
    origin = Origin(chat_id=-100777, message_id=21, press_id="p1")
    assert await heard(pressed("1lm", by=LIN_USER, chat=ELSEWHERE)) == [(OfRoom(), c.Forged(origin=origin))]


@pytest.mark.parametrize(
    ("text", "nearest"), [("/onn", "on"), ("/queu now", "queue"), ("/fag", "faq"), ("/上斑", "上班")]
)
async def test_a_slip_in_general_is_answered_with_the_command_that_was_meant(text: str, nearest: str) -> None:
    misspelt = c.Misspelt(agent=LIN.user_id, origin=IN_GENERAL, nearest=nearest)
    assert await heard(update(message=in_room(text=text))) == [(OfRoom(), misspelt)]

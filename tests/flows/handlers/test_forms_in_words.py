"""Forms as customers and agents read them, and what their buttons and commands ask of the desk."""

import re
from datetime import timedelta, timezone

import pytest

from desk import commands as c
from desk.cases.kinds import Category
from desk.commands import OfCustomer, OfTopic, Origin
from desk.forms.form import Answer, Field, FormKind
from desk.forms.moves import Change, Move, Pick, Trouble
from desk.library.live import LiveLibrary
from desk.manners import blunders
from desk.notices import Notice
from desk.notices import forms as n
from desk.rules import Rules
from handlers.buttons import PersonPlease, pack, unpack
from handlers.form_buttons import FormIt, StartFormIt
from handlers.form_presses import about_form
from handlers.lettering import TEXT, TOAST, units, visible
from handlers.to_forms import TO_FORMS
from handlers.wording import Spoken, Wording
from handlers.words import LOCALES
from tests.flows.handlers.form_notices import form_samples
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.test_notices_in_words import stands
from tests.flows.handlers.updates import LIN_USER, ROOM, TOPIC, Json, in_topic, pressed, update, written
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, at

_LIBRARY = LiveLibrary(KNOWLEDGE)
_EAST = timezone(timedelta(hours=8))
WORDING = Wording(_LIBRARY, Rules(), zone=_EAST)
_BY_MEI: Json = {"chat_id": MEI.chat_id, "message_id": 21, "press_id": "p1"}
_ORIGIN = Origin(chat_id=STAFF_ROOM, message_id=1, thread_id=5)


def said(notice: Notice, locale: str = "zh") -> Spoken:
    return WORDING.speak(notice, locale)


def test_a_told_defect_is_offered_to_be_registered_with_a_person_one_press_away() -> None:
    spoken = said(n.FormOffer(kind=FormKind.REPAIR))
    assert "您说过的不用再说一遍" in spoken.text
    assert stands(spoken) == [
        [("🔧 登记报修", pack(StartFormIt(FormKind.REPAIR))), ("🙋 人工", pack(PersonPlease()))],
    ]


def test_a_question_stands_with_its_choices_a_way_back_a_way_out_and_a_person() -> None:
    question = n.FormQuestion(
        kind=FormKind.REPAIR, step=4, field=Field.VISIT, choices=("2026-11-24a", "2026-11-24p", "2026-11-25a")
    )
    assert said(question) == Spoken(
        "请问什么时候上门方便？可以点选，也可以直接写，比如“周三上午10点”。", said(question).keyboard
    )
    assert stands(said(question)) == [
        [
            ("11 月 24 日（周二）上午", pack(FormIt(4, Pick("2026-11-24a")))),
            ("11 月 24 日（周二）下午", pack(FormIt(4, Pick("2026-11-24p")))),
        ],
        [("11 月 25 日（周三）上午", pack(FormIt(4, Pick("2026-11-25a"))))],
        [("都可以", pack(FormIt(4, Move.SKIP)))],
        [
            ("⬅️ 上一步", pack(FormIt(4, Move.BACK))),
            ("✖️ 取消", pack(FormIt(4, Move.CANCEL))),
            ("🙋 人工", pack(PersonPlease())),
        ],
    ]


def test_the_first_question_has_no_way_back_and_one_that_is_needed_none_past_it() -> None:
    question = n.FormQuestion(kind=FormKind.COMPLAINT, step=0, field=Field.WHAT, may_skip=False, first=True)
    assert [[label for label, _ in row] for row in stands(said(question, "en"))] == [["✖️ Cancel", "🙋 A person"]]


def test_a_trouble_is_said_before_the_question_with_the_limit_there_is() -> None:
    question = n.FormQuestion(
        kind=FormKind.REPAIR, step=4, field=Field.PLACE, longest=200, trouble=Trouble.TOO_LONG, may_skip=False
    )
    trouble, asked = said(question).text.split("\n")
    assert (trouble.startswith("这一项最多 200 个字"), asked.startswith("请问在什么地方？")) == (True, True)


def test_everything_is_read_back_with_how_we_understood_it_and_every_line_can_be_changed() -> None:
    lines = (
        n.AnswerLine(field=Field.WHAT, answer=Answer(text="水槽下面 <b>一直</b> 滴水")),
        n.AnswerLine(field=Field.EVIDENCE, answer=Answer(files=("photo:a", "photo:b"))),
        n.AnswerLine(field=Field.CATEGORY, answer=Answer(text="漏水", code=Category.LEAKAGE)),
        n.AnswerLine(field=Field.VISIT, answer=Answer(text="明天下午", since=at(hours=19), until=at(hours=24))),
        n.AnswerLine(field=Field.MONEY, answer=Answer(text="收了我300元", amount=30_000)),
        n.AnswerLine(field=Field.ENTRY, answer=Answer(text="可以的", code="yes")),
        n.AnswerLine(field=Field.WISHES, answer=Answer(skipped=True)),
    )
    spoken = said(n.FormReadBack(kind=FormKind.REPAIR, step=12, lines=lines))
    assert spoken.text.splitlines() == [
        "<b>请您核对报修内容</b>",
        "情况：水槽下面 &lt;b&gt;一直&lt;/b&gt; 滴水",
        "照片：2 个文件",
        "类别：渗漏（漏水）",
        "上门时间：明天下午，即 11 月 24 日（周二）13:00–18:00",
        "金额：300 元（收了我300元）",
        "无人时进门：可以进门",
        "特别交代：（未填）",
        "",
        "都对的话，请点“确认登记”；要改哪一项，请点哪一项。",
    ]
    assert stands(spoken)[0] == [("✅ 确认登记", pack(FormIt(12, Move.CONFIRM)))]
    assert ("✏️ 类别", pack(FormIt(12, Change(Field.CATEGORY)))) in stands(spoken)[1]


def test_the_same_again_is_asked_about_with_its_number() -> None:
    spoken = said(n.SameFormAgain(kind=FormKind.COMPLAINT, step=8, number="TS-20261123-0001"), "en")
    assert "<code>TS-20261123-0001</code>" in spoken.text
    assert stands(spoken) == [
        [("The same matter", pack(FormIt(8, Move.CANCEL)))],
        [("Another matter", pack(FormIt(8, Move.ANEW)))],
    ]


def test_who_presses_twice_reads_the_number_in_the_small_window() -> None:
    told = n.FormTold(outcome=n.FormOutcome.ALREADY_FILED, kind=FormKind.REPAIR, number="BX-20261123-0001")
    assert said(told) == Spoken("这份报修已经登记好了，编号 BX-20261123-0001，不用再点。", toast=True)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["Hello", "<b>Mei</b> & co", "😀" * 2_000, ""])
def test_every_notice_of_a_form_is_whole_escaped_polite_and_short_enough(locale: str, text: str) -> None:
    for notice in form_samples(text, "07"):
        spoken = said(notice, locale)
        seen = visible(spoken.text)
        assert 0 < units(seen) <= (TOAST if spoken.toast else TEXT), notice
        assert not re.search(r"[{}]|form_\w+\.", seen), notice
        assert "<b>Mei" not in spoken.text, notice
        assert all(len(data or "") <= 64 for row in stands(spoken) for _, data in row), notice
        assert all(0 < units(label) <= 64 for row in stands(spoken) for label, _ in row), notice
        if text == "":
            assert blunders(seen, locale) == [], notice


def test_the_samples_are_of_every_kind_of_notice_about_forms() -> None:
    assert {type(notice) for notice in form_samples("x", "07")} == set(TO_FORMS) == set(n.FORM_NOTICES)


@pytest.mark.parametrize(
    "button",
    [
        *(StartFormIt(kind) for kind in FormKind if kind is not FormKind.REPORT),
        *(FormIt(7, move) for move in Move),
        *(FormIt(0, Change(field)) for field in Field),
        FormIt(999_999_999, Pick("2026-11-24a")),
        FormIt(3, Pick("common_area")),
    ],
)
def test_a_button_is_read_back_as_it_was_made(button: StartFormIt | FormIt) -> None:
    assert unpack(pack(button), _LIBRARY.named) == button


@pytest.mark.parametrize(
    "data",
    ["1fn:report", "1fn:nothing", "1fs:-1", "1fs:01", "1fs:", "1fc:1:nothing", "1fp:1:", "1fp:1:A", "1fz:1", "1f"],
)
def test_what_we_never_made_is_no_button(data: str) -> None:
    assert unpack(data, _LIBRARY.named) is None


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (
            StartFormIt(FormKind.REPAIR),
            c.StartForm(kind=FormKind.REPAIR, customer=MEI, origin=Origin(**_BY_MEI)),
        ),
        (
            FormIt(4, Pick("water")),
            c.PressForm(step=4, what=Pick("water"), customer=MEI, origin=Origin(**_BY_MEI)),
        ),
    ],
)
async def test_a_press_is_about_the_form_of_ones_own_chat(button: FormIt, expected: c.Command) -> None:
    assert await heard(pressed(pack(button))) == [(OfCustomer(MEI.chat_id), expected)]


async def test_a_customers_button_is_of_no_use_in_the_staff_room() -> None:
    ((_, command),) = await heard(pressed(pack(FormIt(4, Move.CONFIRM)), by=LIN_USER, chat=ROOM))
    assert isinstance(command, c.Forged)


async def test_an_agent_begins_a_form_in_the_topic_of_its_customer() -> None:
    for word in ("/form 报修 3栋502", "表单 报修 3栋502"):
        ((subject, command),) = await heard(update(message=in_topic(text=word)))
        assert subject == OfTopic(STAFF_ROOM, TOPIC)
        assert isinstance(command, c.BeginForm)
        assert (command.kind, command.words) == (FormKind.REPAIR, "3栋502")


@pytest.mark.parametrize(
    ("sent", "phone", "place"),
    [
        ({"contact": {"phone_number": "8613800138000", "first_name": "Mei"}}, "+8613800138000", None),
        ({"contact": {"phone_number": "+85291234567", "first_name": "Mei"}}, "+85291234567", None),
        ({"location": {"latitude": 31.23, "longitude": 121.47}}, None, "31.230000, 121.470000"),
    ],
)
async def test_a_contact_tells_its_number_and_a_location_where_it_is(
    sent: Json, phone: str | None, place: str | None
) -> None:
    ((_, command),) = await heard(update(message=written(**sent)))
    assert isinstance(command, c.Say)
    assert (command.content.phone, command.content.place) == (phone, place)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("报修", c.BeginForm(agent=LIN.user_id, origin=_ORIGIN, kind=FormKind.REPAIR)),
        (
            "投诉 保安态度差 13800138000",
            c.BeginForm(agent=LIN.user_id, origin=_ORIGIN, kind=FormKind.COMPLAINT, words="保安态度差 13800138000"),
        ),
        ("3栋502", c.BeginForm(agent=LIN.user_id, origin=_ORIGIN, words="3栋502")),
        ("已核对", c.FileForm(agent=LIN.user_id, origin=_ORIGIN)),
        ("Confirmed", c.FileForm(agent=LIN.user_id, origin=_ORIGIN)),
        ("取消", c.DropForm(agent=LIN.user_id, origin=_ORIGIN)),
        ("", c.BeginForm(agent=LIN.user_id, origin=_ORIGIN)),
    ],
)
def test_what_an_agent_writes_behind_the_command_is_understood(words: str, command: c.StaffCommand) -> None:
    assert about_form(words, LIN.user_id, _ORIGIN) == command

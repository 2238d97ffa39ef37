import re
from dataclasses import replace
from datetime import date

import pytest

from desk.commands import Origin
from desk.library import notices as n
from desk.library.alterations import Field
from desk.library.commands import Blank
from desk.library.live import LiveLibrary
from desk.library.outcomes import LibraryOutcome, LibraryTold
from desk.library.shelf import Double, GateReport, Standing, Theft, Wrong
from desk.notices import Notice
from desk.rules import Rules
from faq import Entry, KnowledgeBase
from handlers.buttons import Button, pack
from handlers.editor_buttons import (
    AskFor,
    ClearIt,
    Decide,
    Deed,
    LeaveIt,
    OpenEntry,
    OpenHistory,
    TakeOut,
)
from handlers.lettering import TEXT, TOAST, units, visible
from handlers.spoken import Spoken
from handlers.wording import Wording
from handlers.words import LOCALES
from tests.flows.handlers.library_notices import PHOTO, library_samples, shown
from tests.kit.cast import FEE, STAFF_ROOM, at

HOSTILE = "<b>Mei</b> & co \u202e\u200bevil\n<a href='tg://user?id=1'>you</a>"
LONG = "😀" * 4000
PAY = Entry(
    id="zh-fee-pay",
    question="物业费怎么交？",
    variants=("在哪里交物业费", "物业费能不能手机交"),
    answer="请在手机上的“账单”里缴纳。",
    keywords=("物业费", "缴费"),
    owner="03",
)
WORDING = Wording(LiveLibrary(KnowledgeBase([PAY, FEE])), Rules())
TOPIC = Origin(chat_id=STAFF_ROOM, message_id=8, thread_id=55)


def say(notice: Notice, locale: str = "zh", origin: Origin | None = None) -> Spoken:
    return WORDING.speak(notice, locale, origin=origin)


def stands(spoken: Spoken) -> list[list[tuple[str, str | None]]]:
    rows = spoken.keyboard.inline_keyboard if spoken.keyboard is not None else []
    return [[(button.text, button.callback_data) for button in row] for row in rows]


def meant(spoken: Spoken) -> list[list[str | None]]:
    return [[data for _, data in row] for row in stands(spoken)]


def packed(*rows: list[Button]) -> list[list[str]]:
    return [[pack(button) for button in row] for row in rows]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["Hello", HOSTILE, LONG, ""])
def test_every_notice_is_whole_escaped_and_short_enough(locale: str, text: str) -> None:
    for notice in library_samples(text, "07" if text else "–"):
        spoken = say(notice, locale, TOPIC)
        seen = visible(spoken.text)
        assert 0 < units(seen) <= TEXT, notice
        assert "{" not in seen, notice
        assert "<b>Mei" not in spoken.text, notice
        assert "<a " not in spoken.text, notice
        assert all(len((data or "").encode()) <= 64 for row in stands(spoken) for _, data in row), notice
        assert all(0 < units(label) <= 64 for row in stands(spoken) for label, _ in row), notice
        assert sum(map(len, stands(spoken))) <= 100, notice


def test_the_samples_are_of_every_kind_there_is() -> None:
    assert {type(notice) for notice in library_samples("x")} == set(n.LIBRARY_NOTICES)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("outcome", LibraryOutcome)
def test_an_outcome_fits_the_small_window_and_needs_no_markup(locale: str, outcome: LibraryOutcome) -> None:
    for told in (
        LibraryTold(outcome=outcome),
        LibraryTold(outcome=outcome, by="07"),
        LibraryTold(outcome=outcome, by="–"),
    ):
        spoken = say(told, locale)
        assert (spoken.toast, spoken.keyboard, visible(spoken.text)) == (True, None, spoken.text)
        assert 0 < units(spoken.text) <= TOAST
        assert "–" not in spoken.text


def test_numbers_stand_apart_from_chinese_words() -> None:
    crowded = re.compile(r"[\u4e00-\u9fff][0-9A-Za-z]|[0-9A-Za-z][\u4e00-\u9fff]")
    told = [visible(say(notice).text) for notice in library_samples("–")]
    assert [text for text in told if crowded.search(text)] == []


def test_an_entry_is_shown_with_all_that_its_keepers_want_to_know() -> None:
    notice = shown("", entry=PAY, number=3, note="", golden=2, by="03")
    spoken = say(notice)
    assert spoken.text == (
        "<b>物业费怎么交？</b>\n"
        "<code>zh-fee-pay</code> · 第 3 版 · 已发布\n"
        "03 号同事保存于 2026-11-23 10:00\n\n"
        "<b>答案</b>\n"
        "请在手机上的“账单”里缴纳。\n\n"
        "<b>问法</b>（2 种）\n"
        "• 在哪里交物业费\n"
        "• 物业费能不能手机交\n"
        "关键词：物业费、缴费\n"
        "语言：中文 · 负责人：03 · 考题：2 道"
    )
    assert stands(spoken) == [
        [
            ("✏️ 修改", pack(AskFor(Blank.PART, "zh-fee-pay", 3))),
            ("🕘 历史", pack(OpenHistory("zh-fee-pay"))),
        ],
        [("🗑 停用", pack(AskFor(Blank.RETIRE, "zh-fee-pay")))],
    ]


def test_a_draft_is_shown_against_what_is_published() -> None:
    differences = (
        n.Difference(field=Field.ANSWER, before=("旧的",), after=("新的",)),
        n.Difference(field=Field.VARIANTS, before=("怎么缴费",), after=("在哪里交物业费",)),
        n.Difference(field=Field.LANGUAGE, before=("en",), after=("zh",)),
        n.Difference(field=Field.ATTACHMENTS, before=(), after=(PHOTO,)),
        n.Difference(field=Field.KEYWORDS, before=(), after=()),
        n.Difference(field=Field.OWNER, before=(), after=("03",)),
    )
    draft = shown("", entry=PAY, number=4, published=3, standing=Standing.DRAFT, note="", differences=differences)
    assert say(draft).text.split("\n\n")[:2] == [
        (
            "<b>物业费怎么交？</b>\n"
            "<code>zh-fee-pay</code> · 第 4 版 · 草稿\n"
            "03 号同事保存于 2026-11-23 10:00\n"
            "客户现在得到的是第 3 版。"
        ),
        (
            "<b>与已发布的第 3 版相比</b>\n"
            "答案\n− <s>旧的</s>\n+ 新的\n"
            "问法\n− <s>怎么缴费</s>\n+ 在哪里交物业费\n"
            "语言\n− <s>英语</s>\n+ 中文\n"
            "附件\n+ 图片\n"
            "关键词：只换了顺序\n"
            "负责人\n− <s>（空）</s>\n+ 03"
        ),
    ]


def test_the_gate_is_told_in_plain_words() -> None:
    found = GateReport(
        passed=False,
        stolen=(Theft(question="怎么交钱", owner="zh-fee-pay", thief="zh-park"),),
        wrong=(
            Wrong(question="停车费多少", expected="zh-park", answered="zh-fee-pay"),
            Wrong(question="在哪里交", expected="zh-fee-pay", answered=None),
            Wrong(question="今天天气好吗", expected=None, answered="zh-park"),
        ),
        doubles=(
            Double(question="交费", entry_ids=("zh-park", "zh-fee-pay")),
            Double(question="缴费", entry_ids=("zh-park", "zh-gone"), alike=True),
        ),
        precision_before=0.98,
        precision_after=0.934,
        more=2,
    )
    told = say(n.GateShown(entry_id="zh-park", question="停车费怎么交？", number=2, report=found))
    pay = "「物业费怎么交？」（<code>zh-fee-pay</code>）"
    assert told.text.splitlines() == [
        "<b>停车费怎么交？</b>（<code>zh-park</code>，第 2 版）",
        "⛔ <b>检查未通过</b>，发布以后会这样：",
        f"• “怎么交钱”现在由{pay}回答，发布后会被本条抢走。",
        f"• “停车费多少”应当由本条回答，发布后却由{pay}回答。",
        f"• “在哪里交”应当由{pay}回答，发布后没有条目能直接回答。",
        "• “今天天气好吗”不该由助手直接回答，发布后却由本条回答。",
        f"• “交费”也是{pay}的问法，客户这样问时，助手会分不清由谁回答。",
        "• 请留意：“缴费”和「<code>zh-gone</code>」的问法很像。这一点不影响发布。",
        "…… 另有 2 处",
        "直接回答的正确率：98.0% → 93.4%",
        "请修改以后再提交；确有必要，也可以请另一位编辑写明理由，坚持发布。",
    ]
    assert meant(told) == packed(
        [AskFor(Blank.PART, "zh-park", 2), AskFor(Blank.REASON_TO_INSIST, "zh-park", 2)], [OpenEntry("zh-park")]
    )


EDIT: list[Button] = [AskFor(Blank.PART, "zh-fee-pay", 4), OpenHistory("zh-fee-pay")]
RETIRE = AskFor(Blank.RETIRE, "zh-fee-pay")
DROP = Decide(Deed.DROP, "zh-fee-pay", 4)
SUBMIT = Decide(Deed.SUBMIT, "zh-fee-pay", 4)
REJECT = AskFor(Blank.REASON_TO_REJECT, "zh-fee-pay", 4)


@pytest.mark.parametrize(
    ("changes", "buttons"),
    [
        ({"standing": Standing.DRAFT}, [[SUBMIT, DROP], EDIT, [RETIRE]]),
        ({"standing": Standing.DRAFT, "published": None}, [[SUBMIT, DROP], EDIT]),
        (
            {"standing": Standing.DRAFT, "published": None, "entry": replace(PAY, answer=None)},
            [[AskFor(Field.ANSWER, "zh-fee-pay", 4), DROP], EDIT],
        ),
        ({"standing": Standing.CHECKING}, [[DROP], EDIT, [RETIRE]]),
        (
            {"standing": Standing.REFUSED},
            [[SUBMIT, AskFor(Blank.REASON_TO_INSIST, "zh-fee-pay", 4)], [REJECT, DROP], EDIT, [RETIRE]],
        ),
        (
            {"standing": Standing.REVIEW},
            [[Decide(Deed.APPROVE, "zh-fee-pay", 4), REJECT], [DROP], EDIT, [RETIRE]],
        ),
        ({"can_roll_back": True}, [EDIT, [AskFor(Blank.ROLL_BACK, "zh-fee-pay"), RETIRE]]),
        ({"retired": True}, [[Decide(Deed.RESTORE, "zh-fee-pay"), OpenHistory("zh-fee-pay")]]),
        ({"current": False}, [[OpenEntry("zh-fee-pay"), OpenHistory("zh-fee-pay")]]),
    ],
)
def test_an_entry_has_the_buttons_of_what_can_be_done_now(
    changes: dict[str, object], buttons: list[list[Button]]
) -> None:
    assert meant(say(shown("", **{"entry": PAY, "number": 4, "published": 3, **changes}))) == packed(*buttons)


def test_a_text_is_asked_for_with_what_stands_there_now_and_can_be_cleared() -> None:
    asked = n.FillIn(
        blank=Field.ANSWER, entry_id="zh-fee-pay", seen=3, question="物业费怎么交？", now=("请看<账单>。",)
    )
    spoken = say(asked)
    assert spoken.text == (
        "<b>物业费怎么交？</b>\n"
        "请写下新的答案。客户看到的就是这段文字，请用“您”来称呼客户。\n\n"
        "现在是：\n请看&lt;账单&gt;。\n\n"
        "👉 请“回复”本条消息来填写（长按或左滑，再选“回复”）。"
    )
    assert meant(spoken) == packed([ClearIt("zh-fee-pay", 3, Field.ANSWER)], [LeaveIt()])


def test_items_of_a_list_are_numbered_and_taken_out_by_their_number() -> None:
    asked = n.FillIn(blank=Field.VARIANTS, entry_id="zh-fee-pay", seen=3, now=("怎么缴费", "在哪里交"))
    spoken = say(asked)
    assert "1. 怎么缴费\n2. 在哪里交\n要去掉哪一项，请点它的号码。" in spoken.text
    out: list[Button] = [TakeOut("zh-fee-pay", 3, Field.VARIANTS, place) for place in (0, 1)]
    assert meant(spoken) == packed(out, [LeaveIt()])


def test_the_question_is_never_cleared() -> None:
    asked = n.FillIn(blank=Field.QUESTION, entry_id="zh-fee-pay", seen=3, now=("物业费怎么交？",))
    assert meant(say(asked)) == packed([LeaveIt()])


def test_in_a_customers_topic_a_prompt_warns_of_what_goes_to_the_customer() -> None:
    asked = n.FillIn(blank=Blank.NEW)
    warned = "⚠️ 在这个话题里直接写的话，会发给客户。"
    assert (
        warned in say(asked, origin=TOPIC).text,
        warned in say(asked, origin=replace(TOPIC, thread_id=None)).text,
    ) == (
        True,
        False,
    )


def test_what_takes_effect_at_once_is_confirmed_with_a_press() -> None:
    sure = n.FillIn(blank=Blank.RETIRE, entry_id="zh-fee-pay", seen=3)
    back = n.FillIn(blank=Blank.ROLL_BACK, entry_id="zh-fee-pay", seen=2)
    assert meant(say(sure)) == packed([Decide(Deed.RETIRE, "zh-fee-pay")], [LeaveIt()])
    assert meant(say(back)) == packed([Decide(Deed.ROLL_BACK, "zh-fee-pay", 2)], [LeaveIt()])
    assert "第 2 版" in say(back).text
    assert "上一个发布过的版本" in say(replace(back, seen=None)).text


def test_every_part_of_an_entry_can_be_chosen_to_be_changed() -> None:
    chosen = [data for row in meant(say(n.FillIn(blank=Blank.PART, entry_id="zh-fee-pay", seen=3))) for data in row]
    assert set(chosen) == {
        *(pack(AskFor(field, "zh-fee-pay", 3)) for field in Field),
        pack(AskFor(Blank.GOLDEN, "zh-fee-pay")),
        pack(LeaveIt()),
    }


def test_the_history_tells_what_customers_get_and_leads_back_to_what_they_got() -> None:
    versions = tuple(
        n.VersionLine(number=number, by=by, at=at(), note=note, published=published, forced=number == 3)
        for number, by, note, published in (
            (4, "03", "", False),
            (3, "07", "涨价了", True),
            (2, "07", "", False),
            (1, "–", "", True),
        )
    )
    spoken = say(n.HistoryShown(entry_id="zh-fee-pay", live=3, lines=versions, total=4))
    assert spoken.text == (
        "🕘 <code>zh-fee-pay</code> 共有 4 版\n"
        "• 第 4 版　2026-11-23 10:00　03 号同事\n"
        "• <b>第 3 版</b>　2026-11-23 10:00　07 号同事　🟢 客户现在得到的\n"
        "　⚠️ 检查没有通过，坚持发布的\n　涨价了\n"
        "• 第 2 版　2026-11-23 10:00　07 号同事\n"
        "• 第 1 版　2026-11-23 10:00　文件导入　发布过"
    )
    assert meant(spoken) == packed(
        [OpenEntry("zh-fee-pay", number) for number in (4, 3, 2, 1)],
        [AskFor(Blank.ROLL_BACK, "zh-fee-pay", 1)],
        [OpenEntry("zh-fee-pay")],
    )


def test_a_list_names_each_entry_and_opens_it() -> None:
    lines = (
        n.EntryLine(
            entry_id="zh-fee-pay", question="物业费怎么交？", standing=Standing.SETTLED, live=True, number=0, by="–"
        ),
        n.EntryLine(
            entry_id="entry-9", question="停车费？", standing=Standing.REVIEW, live=False, number=2, by="07", at=at()
        ),
    )
    spoken = say(n.EntriesListed(listing=n.Listing.FOUND, lines=lines, total=3, text="费"))
    assert spoken.text == (
        "🔎 “费”：找到 3 条\n"
        "1. 物业费怎么交？\n　<code>zh-fee-pay</code> · 已发布\n"
        "2. 停车费？\n　<code>entry-9</code> · 等待审核 · 07 号同事 2026-11-23 10:00\n"
        "…… 另有 1 条，请用 /faq 加上要找的词来查找。"
    )
    assert stands(spoken) == [
        [("1. 物业费怎么交？", pack(OpenEntry("zh-fee-pay")))],
        [("2. 停车费？", pack(OpenEntry("entry-9")))],
    ]


def upkept(entry_id: str, question: str, **more: object) -> n.EntryLine:
    fields = {"standing": Standing.SETTLED, "live": True, "number": 0, "by": "–"}
    return n.EntryLine(entry_id=entry_id, question=question, **fields, **more)  # type: ignore[arg-type]


def test_what_nobody_needed_is_listed_with_how_long_it_has_been_there() -> None:
    lines = (upkept("pool", "游泳池几点开？", days=400), upkept("gym", "健身房在哪？", days=91, last_at=at()))
    spoken = say(n.EntriesListed(listing=n.Listing.UNUSED, lines=lines, total=2))
    assert spoken.text == (
        "💤 最近 90 天没有用到的有 2 条\n"
        "没有用来回答、供客户选择，也没有同事发送；在用不满 30 天的不算，每隔几小时统计一次。\n"
        "1. 游泳池几点开？\n　<code>pool</code> · 在用 400 天，从未用到\n"
        "2. 健身房在哪？\n　<code>gym</code> · 在用 91 天，上一次用到是 2026-11-23 10:00"
    )
    assert meant(spoken) == packed([OpenEntry("pool")], [OpenEntry("gym")])


def test_what_has_lapsed_is_listed_with_its_day() -> None:
    lines = (
        upkept("pool", "游泳池？", expired_on=date(2026, 9, 30)),
        upkept("gym", "健身？", review_on=date(2026, 11, 1)),
    )
    spoken = say(n.EntriesListed(listing=n.Listing.LAPSED, lines=lines, total=2))
    assert spoken.text == (
        "📅 过期或复核逾期的有 2 条\n"
        "1. 游泳池？\n　<code>pool</code> · 已于 2026-09-30 之后失效\n"
        "2. 健身？\n　<code>gym</code> · 应在 2026-11-01 之前复核"
    )


def test_who_waits_for_a_second_person_is_told_what_became_of_it_and_why() -> None:
    decided = n.DraftDecided(
        entry_id="zh-fee-pay", question="物业费怎么交？", number=4, by="01", approved=False, reason="请写<清楚>金额"
    )
    spoken = say(decided)
    assert spoken.text == (
        "<b>物业费怎么交？</b>（<code>zh-fee-pay</code>，第 4 版）\n"
        "↩️ 01 号同事退回了这份草稿，请修改后再提交。\n"
        "理由：请写&lt;清楚&gt;金额"
    )
    assert meant(spoken) == packed([AskFor(Blank.PART, "zh-fee-pay", 4), OpenEntry("zh-fee-pay")])

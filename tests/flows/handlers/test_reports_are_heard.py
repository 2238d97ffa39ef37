"""Reports asked for in the staff room, and how they read."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.cases.callbacks.rating_figures import RatingFigure, Ratio
from desk.cases.kinds import CaseKind, Class
from desk.commands import OfRoom
from desk.events import Clock
from desk.library.live import LiveLibrary
from desk.reports.asked import AskReport, ReportDue, ReportUnclear, ReportWanted
from desk.reports.period import Period, Span
from desk.reports.report import Person, Promises, Report, Waits
from desk.rules import Organisation, Rules
from handlers.report_words import lines_of
from handlers.wording import Wording
from handlers.words import words_of
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import in_room, update
from tests.kit.cast import KNOWLEDGE

DAY = Period(Span.DAY, date(2026, 11, 22))
BEFORE = Report(
    period=DAY.before(), conversations=100, by_bot=60, promises=(Promises(clock=Clock.ACCEPT, kept=8, broken=2),)
)
FULL = Report(
    period=DAY,
    conversations=123,
    by_bot=78,
    handed_over={"A": 30, "B": 5, "Z": 1},
    taken=44,
    left=1,
    waits=Waits(mean=timedelta(seconds=80.4), longest=timedelta(minutes=6)),
    resolved=40,
    satisfied=Ratio(RatingFigure.RATING_SATISFACTION, 11, 12),
    registered={CaseKind.COMPLAINT: 2, CaseKind.REPAIR: 5},
    by_phone=1,
    classes={Class.ORDINARY: 1, Class.MAJOR: 1},
    units={"工程部": 2},
    promises=(
        Promises(clock=Clock.ACCEPT, kept=43, broken=1, tiers=(1, 0, 0)),
        Promises(clock=Clock.FIRST_REPLY, kept=42, broken=2, tiers=(0, 1, 1)),
        Promises(clock=Clock.EMERGENCY, excused=1),
    ),
    points=20,
    hours=(*[0] * 10, 31, *[2] * 13),
    people=(Person(agent=12, taken=4, resolved=3), Person(agent=7, taken=20, resolved=18, broken=1)),
    earlier=(BEFORE,),
)


def read(report: Report, locale: str = "zh", numbers: dict[int, str] | None = None) -> list[str]:
    return lines_of(report, words_of(locale), Rules(), numbers)


@pytest.mark.parametrize(
    ("text", "span", "before", "written"),
    [
        ("/report", Span.DAY, 0, ""),
        ("报表", Span.DAY, 0, ""),
        ("日报", Span.DAY, 0, ""),
        ("周报", Span.WEEK, 0, ""),
        ("月报", Span.MONTH, 0, ""),
        ("/日报 昨天", Span.DAY, 1, ""),
        ("/报表 上周", Span.WEEK, 1, ""),
        ("/report last  Month", Span.MONTH, 1, ""),
        ("/report 2026-W47", None, 0, "2026-w47"),
        ("/report soon", None, 0, "soon"),
    ],
)
async def test_a_report_is_asked_for_by_its_period(text: str, span: Span | None, before: int, written: str) -> None:
    ((subject, command),) = await heard(update(message=in_room(text=text)))
    assert isinstance(command, AskReport)
    assert (subject, command.span, command.before, command.written) == (OfRoom(), span, before, written)


def test_what_was_unclear_is_said_with_how_to_ask() -> None:
    wording = Wording(LiveLibrary(KNOWLEDGE), Rules())
    assert "报表 昨天" in wording.speak(ReportUnclear(), "zh").text
    for notice in (ReportWanted(period="2026-11"), ReportDue(period="2026-11")):
        assert wording.speak(notice, "zh").text == "正在统计，请稍候…"


def test_the_room_reads_what_the_day_was_and_nobody_by_number() -> None:
    assert read(FULL) == [
        "📊 服务日报　11 月 22 日（周日）",
        "",
        "客户会话 123，没有转人工 78（63%）",
        "转人工 36：咨询 30，投诉 5，Z 1",
        "接单 44，排队中离开 1，结案 40",
        "平均等候 1 分钟 20 秒，最久 6 分钟（按营业时间算）",
        "评价满意 11/12（92%）",
        "新登记：投诉 2，报修 5（电话登记 1）",
        "投诉级别：一般 1，重大 1",
        "投诉责任单位：工程部 2",
        "消息最多的时段：10–11 点（31 条）",
        "",
        "⏱ 时限达成",
        "接单时限　43/44（98%），超出 10 分钟以内 1 次",
        "首次回复时限　42/44（95%），超出 10–30 分钟 1 次，30 分钟以上 1 次",
        "紧急响应时限　–",
        "超时 3 次，记 20 分，另有 1 次按规则不计",
        "",
        "📈 对比",
        "11 月 21 日（周六）　会话 100，没有转人工 60%，时限达成 80%",
    ]


def test_a_lead_reads_what_everybody_did_by_their_numbers() -> None:
    assert read(FULL, "en", {7: "07"})[-3:] == [
        "👥 Everybody",
        "07  took 20, resolved 18, late 1",
        "12  took 4, resolved 3, late 0",
    ]


def test_of_many_people_a_message_has_the_first_and_says_how_many_more() -> None:
    many = Report(period=DAY, conversations=1, people=tuple(Person(agent=one) for one in range(50)))
    told = read(many, "zh", {one: f"{one:02}" for one in range(50)})
    assert (told[-2], told[-1]) == ("39　接单 0，结案 0，超时 0", "……还有 10 位，见 python -m bot report")
    assert len("\n".join(told)) < 4096


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (
            Period(Span.WEEK, date(2026, 11, 16)),
            "📊 服务周报　11 月 16 日（周一）至 11 月 22 日（周日）",
            "📊 The week  Mon 16 November to Sun 22 November",
        ),
        (Period(Span.MONTH, date(2026, 11, 1)), "📊 服务月报　2026 年 11 月", "📊 The month  November 2026"),
    ],
)
def test_nothing_is_said_of_a_period_in_which_nothing_was(period: Period, zh: str, en: str) -> None:
    assert read(Report(period=period)) == [zh, "这段时间没有客户来访，也没有新登记。"]
    assert read(Report(period=period), "en")[0] == en


def test_a_day_on_which_only_old_matters_were_settled_is_not_empty() -> None:
    told = read(Report(period=DAY, resolved=2, people=(Person(agent=7, resolved=2),)))
    assert "接单 0，排队中离开 0，结案 2" in told


@pytest.mark.parametrize(("kept", "told"), [(399, "99%"), (1, "1%"), (0, "0%"), (400, "100%")])
def test_only_all_is_everything_and_only_none_is_nothing(kept: int, told: str) -> None:
    promises = (Promises(clock=Clock.ACCEPT, kept=kept, broken=400 - kept),)
    assert read(Report(period=DAY, promises=promises))[-2] == f"接单时限　{kept}/400（{told}）"


def test_a_day_that_is_not_over_says_until_when_it_was_counted() -> None:
    rules = Rules(organisation=Organisation())
    told = lines_of(Report(period=DAY, counted_until=datetime(2026, 11, 22, 14, 5, tzinfo=UTC)), words_of("en"), rules)
    assert told[1].startswith("(counted until ")


def test_a_day_on_which_every_promise_was_kept_says_so() -> None:
    kept = Report(period=DAY, conversations=1, promises=(Promises(clock=Clock.ACCEPT, kept=1),))
    assert read(kept)[-2:] == ["接单时限　1/1（100%）", "没有超时"]

"""What is said outside the opening hours, in an emergency, and about the rules, in both languages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk import notices as n
from desk.events import Reason
from desk.hours import Unpublished
from desk.library.live import LiveLibrary
from desk.rules import Organisation, Rules
from desk.rules.differences import Difference
from desk.rules.live_rules import LiveRules
from desk.rules.rulebook import Book
from handlers.buttons import pack, unpack
from handlers.hours_buttons import ApplyRulesIt
from handlers.moments import upcoming
from handlers.wording import Wording
from handlers.words import words_of
from tests.kit.cast import KNOWLEDGE

CHINA = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2026, 9, 30, 18, 0, tzinfo=CHINA)  # a Wednesday
WORDING = Wording(LiveLibrary(KNOWLEDGE), Rules(), zone=CHINA)


def said(notice: n.Notice, locale: str = "zh") -> str:
    return WORDING.speak(notice, locale).text


def china(month: int, day: int, hour: int, minute: int = 30, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA).astimezone(UTC)


@pytest.mark.parametrize(
    ("opening", "zh", "en"),
    [
        (china(9, 30, 18, 30), "今晚 18:30", "today at 18:30"),
        (china(10, 1, 8), "明早 8:30", "tomorrow at 8:30"),
        (china(10, 1, 13), "明天下午 13:30", "tomorrow at 13:30"),
        (china(10, 1, 0, 5), "明天凌晨 0:05", "tomorrow at 0:05"),
        (china(10, 1, 19, 0), "明晚 19:00", "tomorrow at 19:00"),
        (china(10, 5, 8), "周一 8:30", "on Monday at 8:30"),
        (china(10, 6, 8), "周二 8:30", "on Tuesday at 8:30"),
        (china(10, 7, 8), "10 月 7 日 8:30", "on 7 October at 8:30"),
        (china(10, 8, 8), "10 月 8 日 8:30", "on 8 October at 8:30"),
        (china(1, 4, 8, year=2027), "2027 年 1 月 4 日 8:30", "on 4 January 2027 at 8:30"),
    ],
)
def test_an_opening_is_named_as_people_name_it(opening: datetime, zh: str, en: str) -> None:
    assert upcoming(opening, EVENING, CHINA, words_of("zh")) == zh
    assert upcoming(opening, EVENING, CHINA, words_of("en")) == en


def test_later_on_the_same_day_is_today() -> None:
    noon = datetime(2026, 9, 30, 12, 10, tzinfo=CHINA)
    assert upcoming(china(9, 30, 13), noon, CHINA, words_of("zh")) == "今天下午 13:30"
    early = datetime(2026, 9, 30, 7, 10, tzinfo=CHINA)
    assert upcoming(china(9, 30, 8), early, CHINA, words_of("zh")) == "今天上午 8:30"


def test_whoever_needs_a_person_in_the_evening_hears_the_opening_the_number_and_the_place() -> None:
    notice = n.ClosedNow(at=EVENING, opening=china(10, 1, 8), place=3, number="A021", reason=Reason.ASKED)
    assert said(notice).startswith(
        "好的，请您放心。我们现在已下班，明早 8:30 上班后第一时间在这里回复您；您的号码 A021，排在第 3 位"
    )
    assert said(notice, "en").startswith(
        "Certainly, a colleague will help you. We are closed now and will answer you right here first thing when we"
        " open tomorrow at 8:30; your number is A021, and you are number 3 in the queue."
    )


def test_after_a_pause_it_goes_on_at_a_time_of_the_day() -> None:
    noon = datetime(2026, 9, 30, 12, 10, tzinfo=CHINA)
    notice = n.ClosedNow(at=noon, opening=china(9, 30, 13), pause=True, place=1)
    assert "我们正在休息，13:30 继续为您服务；您排在第 1 位" in said(notice)
    soon = n.ClosingSoon(place=2, at=noon, opening=china(9, 30, 13), pause=True, number="B002")
    assert "13:30 继续为您服务；您的号码 B002，排在第 2 位" in said(soon)


def test_a_desk_of_which_nobody_knows_when_it_opens_promises_no_moment() -> None:
    assert "上班后第一时间" in said(n.ClosedNow(at=EVENING, opening=None, place=1))
    assert "上班后第一时间" in said(n.KeptForOpening(at=EVENING, opening=None, place=1))
    assert "上班后第一时间" in said(n.ClosingSoon(place=1))


def test_a_second_message_gets_a_short_receipt() -> None:
    kept = n.KeptForOpening(at=EVENING, opening=china(10, 1, 8), place=2, number="A021")
    assert said(kept) == "收到，已经为您记下。明早 8:30 上班后第一时间回复您；您的号码 A021，排在第 2 位。"


def test_an_agent_who_has_gone_home_leaves_the_next_opening() -> None:
    left = n.AgentLeft(place=1, wait=timedelta(minutes=3), staffed=False, at=EVENING, opening=china(10, 5, 8))
    assert "周一 8:30上班后" in said(left).replace(" 上班", "上班")


def test_who_asks_for_somebody_or_for_later_while_we_are_closed_hears_of_the_next_opening() -> None:
    opening = china(10, 1, 8)
    later = n.LaterPromised(until=china(10, 1, 18), at=EVENING, opening=opening)
    assert said(later) == "好的，您不用守在这里。明早 8:30 上班后就为您办，最晚明晚 18:30 前在这里回复您。"
    absent = n.AgentAbsent(number="07", at=EVENING, opening=opening)
    assert said(absent).startswith("07 号同事现在不在班上，我们明早 8:30 上班。")
    back = n.AgentAbsent(number="07", back_at=china(10, 5, 8), at=EVENING, opening=opening)
    assert "下次上班是周一 8:30。" in said(back)
    assert "会说的同事明早 8:30 上班" in said(n.NobodySpeaks(back_at=opening, at=EVENING))


def test_what_was_stored_before_it_knew_when_it_was_said_names_the_day() -> None:
    assert "最晚10 月 1 日 18:30 前" in said(n.LaterPromised(until=china(10, 1, 18)))


def test_danger_at_night_is_answered_calmly_with_what_to_do_and_that_somebody_is_being_reached() -> None:
    danger = n.Queued(place=1, wait=timedelta(minutes=3), reason=Reason.DANGER, staffed=False)
    told = said(danger)
    assert "正在联系值班人员" in told
    assert "120、119 或 110" in told
    assert "到岗" not in told


def test_who_is_on_call_is_called_by_number_so_that_their_phone_rings() -> None:
    call = n.EmergencyCall(customer=1001, agent=900007, number="07")
    assert '<a href="tg://user?id=900007">07</a>' in said(call)
    stranger = n.EmergencyCall(customer=1001, agent=900099, number="–")
    assert '<a href="tg://user?id=900099">值班同事</a>' in said(stranger)
    assert "客户 1001" in said(n.EmergencyRing(customer=1001, agent=900007, number="07"))


# --- the rules ---------------------------------------------------------------------------------------------------


def test_the_rules_are_shown_with_what_changed_and_who_keeps_what_was_before() -> None:
    shown = n.RulesShown(
        version=3,
        since=china(9, 30, 9),
        changed=(
            Difference(name="accept", before="PT3M", after="PT1H1M30S"),
            Difference(name="on_call.people", before="[]", after="[7]"),
            Difference(name="organisation.name", before="PT", after="<b>"),
            Difference(name="lines.C.skill", before="", after="repair"),
            Difference(name="hours"),
            Difference(name="rota"),
        ),
        kept=(1, 2),
        estimated=(Unpublished(region="CN", year=2027),),
        never_opens=True,
        unread=(1,),
    )
    lines = said(shown).splitlines()
    assert lines[:6] == [
        "📐 现在是规则第 <b>3</b> 版，2026-09-30 09:30 起生效。",
        "• 接单时限：3 分钟 → 1 小时 1 分钟",
        "• on_call.people：[] → [7]",
        "• organisation.name：PT → &lt;b&gt;",
        "• lines.C.skill：（无） → repair",
        "• 营业时间有变化；正在走的时限，变化之前按旧的算，之后按新的算",
    ]
    assert [line for line in lines if "第 1、2 版" in line] != []
    assert len(lines) == 11
    keyboard = WORDING.speak(shown, "zh").keyboard
    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].callback_data == "1h:3"


def test_rules_that_no_clock_keeps_have_no_button() -> None:
    assert WORDING.speak(n.RulesShown(version=1), "zh").keyboard is None
    assert WORDING.speak(n.RulesChanged(version=2), "en").keyboard is None


def test_a_refusal_names_the_mistake_and_fits_however_many_there_are() -> None:
    assert "rules.toml, line 1: accept is &lt;0&gt;" in said(n.RulesRefused(wrong="rules.toml, line 1: accept is <0>"))
    assert len(said(n.RulesRefused(wrong="rules.toml, line 1: accept is 0\n" * 500))) <= 4096


def test_the_button_of_the_rules_is_read_back_and_a_forged_one_is_not() -> None:
    assert unpack(pack(ApplyRulesIt(12)), lambda _: None) == ApplyRulesIt(12)
    for forged in ("1h:", "1h:0", "1h:-1", "1h:1:2", "1h:9999999999"):
        assert unpack(forged, lambda _: None) is None


def test_the_words_follow_the_rules_in_force() -> None:
    live = LiveRules(Book(rules=Rules(organisation=Organisation(name="旧名"))))
    wording = Wording(LiveLibrary(KNOWLEDGE), live)
    assert "旧名" in wording.speak(n.Greeting(), "zh").text
    live.exchange(Book(rules=Rules(organisation=Organisation(name="新名", zone=CHINA))))
    assert "新名" in wording.speak(n.Greeting(), "zh").text
    assert wording.zone == CHINA

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from faq import Candidate, Entry, KnowledgeBase
from faq.upkeep.gaps import Asked, Gap, Kind, cluster

NOW = datetime(2027, 3, 15, 9, tzinfo=UTC)


def asked(text: str, *, days: float = 1, kind: Kind = Kind.MISS, answer: str | None = None, weight: float = 1) -> Asked:
    return Asked(text, NOW - timedelta(days=days), kind, answer, weight)


CHARGER = (
    asked("小区里能装充电桩吗", days=1),
    asked("请问小区能不能装充电桩？", days=2, kind=Kind.HANDED_OVER, answer="可以，请先到服务中心登记车位。"),
    asked("小区里能装充电桩吗", days=9, kind=Kind.NOT_HELPFUL),
)
CAT = (asked("电梯里可以牵猫吗", days=3),)


def texts(gaps: Sequence[Gap]) -> list[str]:
    return [gap.text for gap in gaps]


def test_questions_that_are_alike_are_one_gap_with_its_counts_and_trend() -> None:
    first, second = cluster([*CAT, *CHARGER], now=NOW)
    assert first == Gap(
        key=first.key,
        text="小区里能装充电桩吗",
        examples=("请问小区能不能装充电桩？",),
        misses=1,
        not_helpful=1,
        handed_over=1,
        this_week=2,
        week_before=1,
        first_at=NOW - timedelta(days=9),
        last_at=NOW - timedelta(days=1),
        answer="可以，请先到服务中心登记车位。",
    )
    assert (first.times, first.trend) == (3, 1)
    assert (second.text, second.times, second.answer) == ("电梯里可以牵猫吗", 1, None)


def test_the_order_of_the_questions_does_not_matter() -> None:
    questions = [*CAT, *CHARGER]
    assert cluster(questions, now=NOW) == cluster(questions[::-1], now=NOW)


def test_the_heaviest_gap_comes_first_and_no_more_than_wanted() -> None:
    assert texts(cluster([*CAT, *CHARGER], now=NOW, most=1)) == ["小区里能装充电桩吗"]
    heavy = asked("电梯里可以牵猫吗", weight=5)
    assert texts(cluster([heavy, *CHARGER], now=NOW)) == ["电梯里可以牵猫吗", "小区里能装充电桩吗"]


def test_a_gap_keeps_its_key_while_it_grows() -> None:
    (before,) = cluster(CHARGER[:2], now=NOW)
    grown = [asked(f"小区里能装充电桩吗{end}") for end in ("", "呀", "，多少钱")] * 3
    known = {before.key: before.text}
    assert cluster([*grown, *CAT], now=NOW, known=known)[0].key == before.key


def test_a_known_gap_that_nobody_asked_about_is_not_told_again() -> None:
    assert cluster(CAT, now=NOW, known={"old": "小区里能装充电桩吗"})[0].text == "电梯里可以牵猫吗"
    assert cluster([], now=NOW, known={"old": "小区里能装充电桩吗"}) == []


def test_a_new_gap_never_takes_the_key_of_a_known_one() -> None:
    (first,) = cluster(CAT, now=NOW)
    gaps = cluster([*CAT, *CHARGER], now=NOW, known={first.key: "小区里能装充电桩吗"})
    assert [gap.key == first.key for gap in gaps] == [True, False]


def test_two_gaps_have_two_keys() -> None:
    assert len({gap.key for gap in cluster([*CAT, *CHARGER], now=NOW)}) == 2


def test_nothing_in_a_gap_tells_who_asked() -> None:
    questions = [
        asked("我叫王小明，充电桩坏了打13800138000", answer="王女士您好，请打13900139000。"),
        asked("充电桩坏了打13900138000", weight=2),
    ]
    (gap,) = cluster(questions, now=NOW)
    assert gap.text == "充电桩坏了打〔电话〕"
    assert gap.examples == ("我叫〔姓名〕，充电桩坏了打〔电话〕",)
    assert gap.answer == "〔姓名〕女士您好，请打〔电话〕。"


def test_the_answer_is_what_agents_typically_said() -> None:
    answers = ["请到服务中心登记。", "不可以。", "请您到服务中心登记。"]
    questions = [asked("能装充电桩吗", days=day, answer=answer) for day, answer in enumerate(answers, start=1)]
    assert cluster(questions, now=NOW)[0].answer == "请到服务中心登记。"


def test_the_nearest_entry_is_proposed() -> None:
    knowledge = KnowledgeBase([Entry("ev", "充电桩怎么申请安装"), Entry("gym", "健身房几点开门")])
    (gap,) = cluster(CHARGER[:1], now=NOW, knowledge=knowledge)
    assert isinstance(gap.nearest, Candidate)
    assert gap.nearest.entry_id == "ev"


def test_a_message_without_a_letter_is_no_question() -> None:
    assert cluster([asked("？？"), asked("😀"), asked("13800138000")], now=NOW) == []


def test_a_moment_to_come_counts_in_no_week() -> None:
    (gap,) = cluster([asked("能装充电桩吗", days=-1)], now=NOW)
    assert (gap.this_week, gap.week_before, gap.times) == (0, 0, 1)


def test_only_the_newest_questions_are_looked_at() -> None:
    many = [asked("能装充电桩吗", days=2)] * 10_000
    assert texts(cluster([asked("电梯里可以牵猫吗", days=30), *many], now=NOW)) == ["能装充电桩吗"]


def test_a_flood_of_like_questions_is_put_together_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.upkeep.gaps.EFFORT", 1)
    flood = [asked(f"小区南门的充电桩坏了怎么办{chr(0x4E00 + number)}") for number in range(300)]
    gaps = cluster([*flood, *CAT, asked("电梯里可以牵猫吗吗")], now=NOW)
    assert (gaps[0].times, sum(gap.times for gap in gaps)) == (300, 302)


def test_a_long_question_is_cut() -> None:
    (gap,) = cluster([asked("充电桩坏了" + "，" * 500 + "13800138000")], now=NOW)
    assert gap.text == "充电桩坏了" + "，" * 495


def test_many_questions_that_are_all_alike_are_one_gap() -> None:
    questions = [asked(f"小区南门的充电桩坏了怎么办{chr(0x4E00 + number)}") for number in range(300)]
    gaps = cluster(questions, now=NOW)
    assert sum(gap.times for gap in gaps) == 300
    assert gaps[0].times > 250

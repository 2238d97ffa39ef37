"""Thresholds that keep what they promise, and libraries that know what they cannot."""

from itertools import product

import pytest

from faq import Entry, Example, KnowledgeBase, Outcome
from faq.matching.calibration import (
    NEVER,
    UNTRIED,
    Thresholds,
    Trial,
    answer_from,
    kind_of,
    misgivings,
    thresholds,
    wilson,
)
from faq.matching.matcher import Contender, Ranking, fits_several


def trials(right: int, wrong: int, confidence: float, *, kind: str = "zh") -> list[Trial]:
    return [
        *(Trial(confidence, right=True, fits=True, kind=kind) for _ in range(right)),
        *(Trial(confidence, right=False, fits=True, kind=kind) for _ in range(wrong)),
    ]


def test_the_threshold_is_the_least_confidence_that_keeps_the_precision() -> None:
    asked = [*trials(100, 0, 0.9), *trials(99, 1, 0.8), *trials(50, 50, 0.7)]
    assert answer_from(asked, 0.95) == 0.8
    assert answer_from(asked, 0.999) == NEVER


def test_a_few_lucky_answers_are_no_proof() -> None:
    assert answer_from(trials(10, 0, 0.9), 0.95) == NEVER


def test_questions_of_one_confidence_are_answered_together_or_not_at_all() -> None:
    assert answer_from(trials(60, 40, 0.9), 0.95) == NEVER


def test_weights_count_and_not_heads() -> None:
    stranger = Trial(0.9, right=False, fits=False, weight=50.0)
    assert answer_from([*trials(100, 0, 0.9), stranger], 0.95) == NEVER


def test_a_kind_of_questions_that_is_oftener_wrong_has_a_higher_threshold() -> None:
    asked = [*trials(900, 2, 0.8), *trials(40, 12, 0.8, kind="zh short"), *trials(40, 0, 0.9, kind="zh short")]
    chosen = thresholds(asked, 0.95, {})
    assert (chosen.answers("zh", "pay"), chosen.answers("zh short", "pay")) == (0.8, 0.9)


def test_where_too_little_could_be_tried_only_what_hardly_differs_is_answered() -> None:
    assert thresholds(trials(5, 0, 0.5), 0.95, {}).answer_from == UNTRIED
    near = [Trial(0.995, right=False, fits=False)]
    assert thresholds(near, 0.95, {}).answer_from == NEVER


def test_an_entry_that_was_wrong_needs_more_confidence_and_others_do_not() -> None:
    real = [Trial(0.9, right=False, fits=False, found="pay"), Trial(0.9, right=True, fits=True, found="park")]
    chosen = Thresholds(0.8, 0.3, by_entry=misgivings(real))
    assert chosen.answers("zh", "pay") > chosen.answers("zh", "park") == 0.8


def test_the_lower_bound_grows_with_what_was_seen_and_stays_below_it() -> None:
    bounds = [wilson(0.95, count) for count in (20, 200, 2_000)]
    assert bounds == sorted(bounds)
    assert bounds[-1] < 0.95
    assert wilson(1.0, 100, z=1.28) == pytest.approx(0.9839, abs=0.001)


def test_a_short_question_is_of_its_own_kind_in_each_language() -> None:
    keys = ["还款日", "我上个月的账单在哪里看", "pay fee", "where can i pay the fee"]
    assert [kind_of(key) for key in keys] == ["zh short", "zh", "en short", "en"]


THINGS = ("门禁卡", "停车卡", "健身卡", "电梯卡", "水卡", "电卡", "会员卡", "钥匙", "遥控器", "对讲机")
ALIKE = KnowledgeBase(
    Entry(f"e{at}", f"{thing}丢了怎么补办", (f"{thing}丢了怎么办",)) for at, thing in enumerate(THINGS)
)


def test_a_library_of_entries_that_are_too_much_alike_asks_back() -> None:
    assert ALIKE.match("储物柜的卡丢了怎么补办").outcome is not Outcome.ANSWER
    assert ALIKE.match("门禁卡丢了怎么办").entry_id == "e0"


def test_thresholds_can_be_chosen_on_real_questions() -> None:
    openings = ("", "我的", "家里的", "昨天")
    asked = [
        Example(f"{opening}{thing}不见了", f"e{at}") for opening, (at, thing) in product(openings, enumerate(THINGS))
    ]
    chosen = ALIKE.calibrated_on(asked)
    assert chosen.thresholds.trials == len(asked)
    assert chosen.thresholds.answer_from < ALIKE.thresholds.answer_from
    assert chosen.match("我的钥匙不见了呢").entry_id == "e7"
    assert chosen.version == ALIKE.version


@pytest.mark.parametrize("word", ["停车", "停车费", "parking"])
def test_a_mere_word_is_asked_back_unless_it_is_a_phrasing(word: str) -> None:
    entries = [
        Entry("fee", "停车费怎么收", ("parking fees",)),
        Entry("space", "怎么租停车位", ("renting a parking space",)),
    ]
    assert KnowledgeBase(entries).match(word).outcome is not Outcome.ANSWER
    assert KnowledgeBase([*entries, Entry("word", word)]).match(word).entry_id == "word"


@pytest.mark.parametrize("asked", ["怎么收费", "请问怎么收费？", "opening hours"])
def test_what_leads_to_several_entries_is_asked_back_unless_it_is_a_phrasing(asked: str) -> None:
    entries = [
        Entry("park", "停车怎么收费", ("opening hours of the garage",)),
        Entry("gym", "健身房怎么收费", ("opening hours of the gym",)),
        Entry("card", "门禁卡丢了怎么补办"),
    ]
    found = KnowledgeBase(entries).explain(asked)
    assert (found.match.outcome, found.answer_from) == (Outcome.SUGGEST, NEVER)
    assert {one.entry_id for one in found.match.candidates} >= {"park", "gym"}
    assert KnowledgeBase([*entries, Entry("fees", "怎么收费", ("opening hours",))]).match(asked).entry_id == "fees"


@pytest.mark.parametrize(("key", "several"), [("part", False), ("hall rules", True), ("规则", True), ("规定", False)])
def test_a_part_is_made_of_whole_words(key: str, several: bool) -> None:  # noqa: FBT001 - a row of a table
    phrasings = ("party hall rules", "hall rules for parties", "泳池规则", "停车规则")
    entries = [Entry(phrasing, phrasing) for phrasing in phrasings]
    found = [Contender(entry, entry.question, {}, 0.5, family) for family, entry in enumerate(entries)]
    assert fits_several(key, Ranking(tuple(found))) is several

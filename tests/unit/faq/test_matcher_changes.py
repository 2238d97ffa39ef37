"""A library that is changed, taught, addressed to some, and leant on."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from faq import Entry, Example, KnowledgeBase, Outcome
from faq.matching.counts import numbering
from faq.matching.embedding import trained
from faq.matching.holdings import WAITING, holdings
from faq.matching.pinyin import is_typed_pinyin, parted
from faq.matching.postings import FEW, Postings, among, rows_of
from faq.matching.views import LEAST_SHARP, SHARPEST, sharpness
from faq.text import normalise

PAY = Entry("pay", "物业费怎么交？", ("在哪里交物业费", "交物业费有哪些方式"))
PARK = Entry("park", "停车月卡怎么办理？", ("我想租一个固定车位", "办停车卡要什么材料"))
LEAK = Entry("leak", "家里漏水了怎么办？", ("天花板在渗水", "水管一直滴水"))
POOL = Entry("pool", "泳池几点开放？", ("游泳池开到几点",))
LIBRARY = KnowledgeBase([PAY, PARK, LEAK])


def first(library: KnowledgeBase, asked: str, **how: object) -> str | None:
    candidates = library.match(asked, **how).candidates  # type: ignore[arg-type]
    return candidates[0].entry_id if candidates else None


# ── changes ──


def test_an_added_entry_is_found_at_once_and_only_in_the_changed_library() -> None:
    changed = LIBRARY.changed(put=[POOL])
    assert (first(changed, "泳池什么时候开放"), changed.match("游泳池开到几点").entry_id) == ("pool", "pool")
    assert (LIBRARY.entry("pool"), first(LIBRARY, "泳池什么时候开放") == "pool") == (None, False)
    assert (changed.stale, LIBRARY.stale, changed.entries[-1]) == (True, False, POOL)


def test_a_removed_entry_is_gone_at_once() -> None:
    changed = LIBRARY.changed(removed=["pay"])
    assert (changed.entry("pay"), changed.match("物业费怎么交").entry_id) == (None, None)
    assert "pay" not in {one.entry_id for one in changed.match("在哪里交物业费").candidates}
    assert LIBRARY.match("物业费怎么交").entry_id == "pay"


def test_an_edited_entry_keeps_its_place_and_loses_its_old_words() -> None:
    edited = Entry("pay", "停水通知在哪里看", ("停水公告",))
    changed = LIBRARY.changed(put=[edited])
    assert [entry.id for entry in changed.entries] == ["pay", "park", "leak"]
    assert (changed.match("停水公告").entry_id, changed.match("物业费怎么交").entry_id) == ("pay", None)
    assert changed.changed(put=[PAY]).match("物业费怎么交").entry_id == "pay"


def test_a_library_that_began_empty_finds_what_was_added_and_then_edited() -> None:
    begun = KnowledgeBase(()).changed(put=[PAY, PARK])
    edited = begun.changed(put=[replace(PAY, question="物业费如何缴纳？")])
    asked = "物业费在什么地方交"
    assert (first(begun, asked), first(edited, asked), first(edited.refitted(), asked)) == ("pay", "pay", "pay")
    assert first(begun.changed(removed=["pay"]), "怎么办停车月卡") == "park"
    assert KnowledgeBase(()).changed(put=[PAY]).changed(removed=["pay"]).match(asked).outcome is Outcome.NONE


def test_after_many_changes_no_question_has_to_wait_for_all_of_them() -> None:
    held = holdings([PAY, PARK, LEAK], (), trained())
    for number in range(20):
        held = held.changed([Entry(f"locker-{number}", f"{number}号楼的快递柜在哪里", ("快递放在哪儿",))], ())
    assert len(held.corpus.added) == 40
    assert sum(one.waits for one in held.corpus.added) <= WAITING


def test_an_edited_answer_leaves_every_vote_as_it_was_but_awaits_a_refit() -> None:
    changed = LIBRARY.changed(put=[replace(PAY, answer="请到大堂缴费。")])
    assert changed.match("物业费去哪儿交") == LIBRARY.match("物业费去哪儿交")
    assert (changed.stale, changed.entry("pay")) == (True, replace(PAY, answer="请到大堂缴费。"))


def test_an_edit_taken_back_gives_every_vote_back() -> None:
    edited = LIBRARY.changed(put=[Entry("pay", "停水通知在哪里看", ("停水公告",))], removed=["leak"])
    restored = edited.changed(put=[PAY, LEAK])
    for asked in ("物业费去哪儿交", "天花板渗水了", "车位怎么租"):
        assert restored.match(asked) == LIBRARY.match(asked) != edited.match(asked)


def test_what_was_learned_for_an_entry_outlives_an_edit_of_it() -> None:
    taught = KnowledgeBase([PAY, PARK, LEAK], [Example("管理费打到哪个账户", "pay")])
    for library in (taught, LIBRARY.changed(examples=taught.examples)):
        for edited in (replace(PAY, variants=()), replace(PAY, question="物业费如何缴纳？")):
            assert first(library.changed(put=[edited]), "管理费打到哪个账户里") == "pay"


def test_an_entry_that_takes_up_a_question_given_up_by_another_is_another() -> None:
    renamed = LIBRARY.changed(put=[replace(PAY, question="管理费怎么缴")])
    both = renamed.changed(put=[Entry("new", PAY.question)])
    assert (both.match(PAY.question).entry_id, both.match("管理费怎么缴").entry_id) == ("new", "pay")
    back = both.changed(put=[replace(PAY, question="管理费怎么缴", answer="现金")]).changed(removed=["new"])
    assert (back.match("在哪里交物业费").entry_id, first(back, "管理费该怎么缴")) == ("pay", "pay")


def test_two_entries_that_exchange_their_questions_are_told_apart() -> None:
    swapped = LIBRARY.changed(put=[replace(PAY, question=PARK.question), replace(PARK, question=PAY.question)])
    assert (swapped.match(PAY.question).entry_id, swapped.match(PARK.question).entry_id) == ("park", "pay")
    assert (first(swapped, "我想租一个固定的车位"), first(swapped, "在哪里交物业费呢")) == ("park", "pay")


def test_an_entry_that_came_and_went_leaves_nothing_behind() -> None:
    changed = LIBRARY.changed(put=[POOL]).changed(removed=["pool"])
    assert (changed.version, changed.entries) == (LIBRARY.version, LIBRARY.entries)
    assert changed.match("泳池几点开放").entry_id is None


def test_a_changed_library_has_the_version_of_one_made_so() -> None:
    changed = LIBRARY.changed(put=[POOL], removed=["leak"])
    assert changed.version == KnowledgeBase([PAY, PARK, POOL]).version != LIBRARY.version


def test_refitting_forgets_nothing() -> None:
    changed = LIBRARY.changed(put=[POOL], removed=["leak"], examples=[Example("水费单在哪里打印", None)])
    refitted = changed.refitted()
    assert (refitted.stale, refitted.version, refitted.entries) == (False, changed.version, changed.entries)
    assert refitted.examples == changed.examples
    assert first(refitted, "泳池什么时候开放") == "pool"


def test_a_library_fitted_to_be_compared_keeps_its_thresholds() -> None:
    changed = LIBRARY.changed(put=[POOL], removed=["leak"])
    fitted = changed.fitted()
    assert (fitted.stale, fitted.version, fitted.thresholds) == (False, changed.version, LIBRARY.thresholds)
    assert first(fitted, "泳池什么时候开放") == "pool"


def test_a_golden_set_comes_with_the_next_fit() -> None:
    golden = (Example("水费单在哪里打印", None),)
    assert LIBRARY.changed(put=[POOL]).refitted(golden).golden == golden


# ── what agents decide ──


def test_an_example_is_found_like_a_phrasing_but_is_never_sure_by_itself() -> None:
    taught = KnowledgeBase([PAY, PARK, LEAK], [Example("管理费打到哪个账户", "pay")])
    assert first(taught, "管理费打到哪个账户里") == "pay"
    assert taught.match("管理费打到哪个账户").confidence < 1


def test_a_question_that_fitted_nothing_makes_its_like_less_sure() -> None:
    asked = "物业费怎么开发票"
    before, after = LIBRARY, LIBRARY.changed(examples=[Example("物业费发票怎么开", None)])
    assert after.match(asked).confidence < before.match(asked).confidence
    assert after.changed(examples=[]).match(asked).confidence > after.match(asked).confidence


def test_an_example_of_an_entry_that_is_gone_is_left_out() -> None:
    taught = KnowledgeBase([PAY, PARK], [Example("屋顶滴水", "leak"), Example("……", "pay"), Example("卡", "park", 0.0)])
    assert first(taught, "屋顶滴水") != "leak"


# ── to whom an entry speaks ──


def test_an_entry_for_a_branch_speaks_to_that_branch_alone_and_before_the_common_one() -> None:
    north = Entry("north", "物业费怎么交", applies_to=("north",))
    library = KnowledgeBase([PAY, PARK, north])
    assert library.match("物业费怎么交").entry_id == "pay"
    assert library.match("物业费怎么交", tags=frozenset({"north"})).entry_id == "north"
    assert library.match("物业费怎么交", tags=frozenset({"south"})).entry_id == "pay"
    assert first(library, "物业费应该怎么交", tags=frozenset({"north"})) == "north"
    assert first(library, "物业费应该怎么交") == "pay"


def test_last_years_price_does_not_take_the_votes_of_this_years() -> None:
    old = Entry("old", "年卡多少钱", ("办年卡要多少费用",), valid_until=date(2026, 12, 31))
    new = Entry("new", "年卡多少钱", ("办年卡要多少费用",), valid_from=date(2027, 1, 1))
    both, alone = KnowledgeBase([old, new, PAY]), KnowledgeBase([new, PAY])
    asked, today = "请问年卡要多少钱一张", date(2027, 3, 1)
    assert first(both, asked, today=today) == "new"
    assert abs(both.match(asked, today=today).confidence - alone.match(asked).confidence) < 0.2


def test_a_question_that_leans_on_the_last_answer_is_looked_for_with_it() -> None:
    weekend = Entry("weekend", "泳池周末几点开放？")
    library = KnowledgeBase([PAY, PARK, LEAK, POOL, weekend])
    assert first(library, "那周末呢", follows="pool") == "weekend"
    assert library.match("那周末呢").outcome is not Outcome.ANSWER
    assert library.match("那泳池几点开放呢", follows="pool").entry_id in {None, "pool"}


def test_a_leaning_question_is_never_answered_with_the_same_entry_again() -> None:
    library = KnowledgeBase([PAY, PARK, LEAK, POOL])
    assert library.match("那开放时间呢", follows="pool").outcome is not Outcome.ANSWER


# ── how it is written ──


def test_a_word_written_by_ear_is_understood() -> None:
    assert [first(LIBRARY, asked) for asked in ("tingche月卡怎么办", "停车月咔怎么办", "停車月卡怎麼辦")] == [
        "park"
    ] * 3


def test_a_question_typed_in_syllables_may_be_chinese_unless_somebody_knows_better() -> None:
    library = KnowledgeBase([PAY, PARK, LEAK, Entry("fee", "How do I pay the fee?", language="en")])
    asked = "tingche yueka zenme ban"
    unknown, english = (library.match(asked, language=language) for language in (None, "en"))
    assert unknown.candidates[0].entry_id == english.candidates[0].entry_id == "park"
    assert unknown.candidates[0].score > english.candidates[0].score


@pytest.mark.parametrize(
    ("key", "may_be"),
    [
        ("wuyefei zenme jiao", 1),
        ("2 hao lou", 1),
        ("where can i pay", 0),
        ("wifi mima", 0),
        ("12", 0),
        ("", 0),
        ("物业费 zenme jiao", 0),
    ],
)
def test_only_words_that_part_into_syllables_may_be_typed_pinyin(key: str, may_be: int) -> None:
    assert is_typed_pinyin(key) == may_be


def test_every_view_of_a_contender_is_between_nothing_and_all() -> None:
    explanation = LIBRARY.explain("物业费在哪交")
    assert len(explanation.ranking) == 3
    assert {tuple(one.views) for one in explanation.ranking} == {("pieces", "sound", "letters", "meaning")}
    assert all(0 <= view <= 1 for one in explanation.ranking for view in one.views.values())


# ── what it is worked out with ──


def test_all_texts_at_once_share_what_they_share_one_by_one() -> None:
    chance, numbers = np.random.default_rng(0), numbering()
    texts = [
        {"everywhere": 0.5, f"often {number % 2}": 0.25, f"rare {chance.integers(50)}": 0.5}
        for number in range(2 * FEW)
    ]
    postings = Postings(numbers, rows_of(texts, numbers))
    pairs = among([postings.row(number) for number in range(postings.count)])
    assert np.allclose(postings.all_among(), pairs, atol=1e-5)


def test_the_more_entries_there_are_the_sharper_they_are_told_apart_within_bounds() -> None:
    steps = [sharpness(entries) for entries in (0, 1, 28, 150, 1_439, 100_000)]
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (LEAST_SHARP, SHARPEST)


def test_what_customers_wrote_is_soon_forgotten() -> None:
    assert (normalise.cache_parameters()["maxsize"], parted.cache_parameters()["maxsize"]) == (16, 512)

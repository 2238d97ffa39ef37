import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from faq import Candidate, Entry, KnowledgeBase, LibraryError, Match, Outcome
from faq.upkeep import gate
from faq.upkeep.gate import Stolen, Twins, Verdict, Wrong, examine, needs_examination
from faq.upkeep.golden import FEEDBACK, PHRASING, Golden, from_phrasings, read_golden
from faq.upkeep.rivals import Rivals

PAY = Entry("pay", "物业费怎么交？", ("在哪里交物业费", "交物业费有哪些方式"), "请到服务中心缴费。")
PARK = Entry("park", "停车月卡怎么办理？", ("我想租一个固定车位", "办停车卡要什么材料"), "请带行驶证办理。")
LEAK = Entry("leak", "家里漏水了怎么办？", ("天花板在渗水", "水管一直滴水"), "请先关上水阀。")
GYM = Entry("gym", "健身会所几点开门？", ("健身房的营业时间", "泳池开到几点"), "每天 7:00 到 22:00。")
LIBRARY = (PAY, PARK, LEAK, GYM)
BEFORE = KnowledgeBase(LIBRARY)
GOLDEN = (
    Golden("物业费该在哪里交", "pay"),
    Golden("我想租个固定的车位", "park"),
    Golden("健身房营业时间是几点", "gym"),
    Golden("天上有几颗星星", None),
)


def answered(entry_id: str) -> Match:
    return Match(Outcome.ANSWER, entry_id, 0.9, (Candidate(entry_id, 0.9),))


def offered(*entry_ids: str) -> Match:
    return Match(Outcome.SUGGEST, None, 0.4, tuple(Candidate(one, 0.4) for one in entry_ids))


def nothing(*entry_ids: str) -> Match:
    return Match(Outcome.NONE, None, 0.1, tuple(Candidate(one, 0.1) for one in entry_ids))


def after(*put: Entry, without: str = "") -> KnowledgeBase:
    return BEFORE.changed(put, [without] if without else [])


def test_an_entry_about_something_new_passes() -> None:
    pool = Entry("parcel", "快递柜的取件码收不到", ("快递存在哪里",), "请联系快递员。")
    assert examine(BEFORE, after(pool), GOLDEN, {"parcel"}) == Verdict(
        passed=True, precision_before=1.0, precision_after=1.0
    )


def test_a_golden_question_that_goes_to_another_entry_is_stolen() -> None:
    thief = Entry("rent", "车位出租", ("我想租个固定的车位",), "请到前台登记。")
    verdict = examine(BEFORE, after(thief), GOLDEN, {"rent"})
    assert Stolen("我想租个固定的车位", "park", "rent") in verdict.stolen
    assert not verdict.passed
    assert verdict.precision_after is not None
    assert verdict.precision_after < 1.0


def test_a_phrasing_that_was_surely_another_entrys_question_is_stolen_even_if_no_golden_question_tells() -> None:
    thief = Entry("club", "会所", ("健身房的营业时间是几点",), "九点。")
    verdict = examine(BEFORE, after(thief), (), {"club"})
    assert verdict.stolen == (Stolen("健身房的营业时间是几点", "gym", "club"),)
    assert not verdict.passed


@pytest.mark.parametrize("phrasing", ["开到几点泳池", "请问泳池是开到几点的呢", "泳池几点开到"])
def test_a_phrasing_that_another_entry_has_in_another_order_is_stolen(phrasing: str) -> None:
    thief = Entry("pool", "游泳馆", (phrasing,), "九点。")
    verdict = examine(BEFORE, after(thief), (), {"pool"})
    assert verdict.stolen == (Stolen(phrasing, "gym", "pool"),)
    assert not verdict.passed


def test_a_phrasing_moved_from_one_entry_to_another_is_not_stolen() -> None:
    giver, taker = replace(GYM, variants=("健身房的营业时间",)), Entry("pool", "泳池", ("泳池开到几点",), "九点。")
    verdict = examine(BEFORE, after(giver, taker), from_phrasings(LIBRARY), {"gym", "pool"})
    assert verdict.newly_wrong == ()
    assert verdict.rivals == ()


def test_a_question_that_fits_nothing_must_not_be_answered_newly() -> None:
    stars = Entry("stars", "天上有几颗星星呢？", (), "数不清。")
    verdict = examine(BEFORE, after(stars), GOLDEN, {"stars"})
    assert verdict.newly_wrong == (Wrong("天上有几颗星星", None, "stars"),)
    assert not verdict.passed
    assert verdict.precision_before == 1.0
    assert verdict.precision_after is not None
    assert verdict.precision_after < 1.0


def test_a_golden_question_that_nobody_answers_any_more_is_told() -> None:
    rich = replace(LEAK, variants=("guest wifi password",))
    poor, golden = replace(LEAK, variants=()), (Golden("guest wifi password", "leak", FEEDBACK),)
    verdict = examine(after(rich), after(poor), golden, {"leak"})
    assert verdict.newly_wrong == (Wrong("guest wifi password", "leak", None),)
    assert not verdict.passed


def test_a_golden_question_made_of_a_phrasing_goes_with_its_phrasing() -> None:
    poorer = replace(LEAK, variants=("天花板在渗水",))
    golden = (Golden("水管一直滴水", "leak", PHRASING),)
    assert examine(BEFORE, after(poorer), golden, {"leak"}) == Verdict(passed=True)


def test_a_golden_question_that_was_offered_first_must_not_be_offered_as_anothers() -> None:
    lost, tap = Entry("lost", "门禁卡丢了", ("卡找不到了",), "补办。"), Entry("bin", "垃圾怎么分类", (), "分四类。")
    thief = Entry("thief", "卡丢了找不到", ("我的卡丢了找不到怎么办",), "请到前台。")
    before, golden = KnowledgeBase([lost, tap, GYM]), (Golden("我的卡丢了怎么办呀找不到", "lost"),)
    verdict = examine(before, before.changed([thief]), golden, {"thief"})
    assert Stolen("我的卡丢了怎么办呀找不到", "lost", "thief") in verdict.stolen


def test_the_questions_of_a_retired_entry_may_be_left_alone_but_not_answered_otherwise() -> None:
    golden = (Golden("我想租个固定的车位", "park"),)
    assert examine(BEFORE, after(without="park"), golden, {"park"}).passed
    thief = Entry("rent", "车位出租", ("我想租个固定的车位",), "请到前台登记。")
    verdict = examine(BEFORE, after(thief, without="park"), golden, {"park", "rent"})
    assert verdict.newly_wrong == (Wrong("我想租个固定的车位", "park", "rent"),)


def test_a_shared_phrasing_is_a_rival_and_stops_the_change() -> None:
    rival = Entry("card", "停车卡", ("请问我想租一个固定车位", "天花板在渗水"), "请到前台。")
    verdict = examine(BEFORE, after(rival), (), {"card"})
    assert verdict.rivals == (
        Rivals("请问我想租一个固定车位", ("card", "park")),
        Rivals("天花板在渗水", ("card", "leak")),
    )
    assert not verdict.passed


def test_rivals_that_were_there_before_are_not_held_against_a_change() -> None:
    old = (*LIBRARY, Entry("card", "停车卡", ("我想租一个固定车位",), "请到前台。"))
    kinder = replace(GYM, variants=(*GYM.variants, "游泳馆什么时间开放"))
    verdict = examine(KnowledgeBase(old), KnowledgeBase([*old[:3], kinder, old[4]]), (), {"gym"})
    assert verdict.rivals == ()


def test_the_same_question_may_stand_for_another_branch_or_another_time() -> None:
    east = replace(PAY, applies_to=("东区",))
    west = Entry("pay-west", "物业费怎么交？", (), "请到西区前台。", applies_to=("西区",))
    later = Entry("pay-later", "物业费怎么交？", (), "请扫码。", valid_from=date(2028, 1, 1), applies_to=("东区",))
    now = replace(east, valid_until=date(2027, 12, 31))
    libraries = KnowledgeBase([now, *LIBRARY[1:]]), KnowledgeBase([now, *LIBRARY[1:], west, later])
    assert examine(*libraries, (), {"pay-west", "pay-later"}).passed


def test_the_questions_of_a_branch_are_asked_as_its_customers_ask_them() -> None:
    east = replace(GYM, applies_to=("东区",))
    before = KnowledgeBase([*LIBRARY[:3], east])
    thief = Entry("club", "会所", ("健身房的营业时间是几点",), "九点。", applies_to=("东区",))
    golden = (Golden("健身会所早上几点开门", "gym"),)
    verdict = examine(before, before.changed([thief]), golden, {"club"})
    assert verdict.stolen == (Stolen("健身房的营业时间是几点", "gym", "club"),)
    assert verdict.precision_before == 1.0
    elsewhere = replace(thief, applies_to=("西区",))
    assert examine(before, before.changed([elsewhere]), golden, {"club"}).passed


def test_a_near_duplicate_is_reported() -> None:
    yearly = Entry("yearly", "物业费可以按年付吗", ("一次交一年物业费",), "可以。")
    monthly = Entry("monthly", "物业费可以按月付吗", (), "可以。")
    before = KnowledgeBase([yearly, PARK, LEAK, GYM])
    verdict = examine(before, before.changed([monthly]), (), {"monthly"})
    assert verdict.duplicates == (Twins("monthly", "物业费可以按月付吗", "yearly", "物业费可以按年付吗", 0.89),)


def test_what_the_library_said_before_is_not_asked_again_when_it_is_known() -> None:
    first = examine(BEFORE, BEFORE, GOLDEN, ())
    assert set(first.known) == {one.text for one in GOLDEN}
    silent = KnowledgeBase([Entry("else", "别的")])
    assert examine(silent, BEFORE, GOLDEN, (), known=first.known).precision_before == first.precision_after


def test_a_golden_set_without_end_is_asked_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.upkeep.gate.MOST_GOLDEN", 2)
    monkeypatch.setattr("faq.upkeep.gate.MOST_PHRASINGS", 1)
    pool = Entry("parcel", "快递柜的取件码收不到", ("快递存在哪里", "快递丢了"), "请联系快递员。")
    assert examine(BEFORE, after(pool), GOLDEN, {"parcel"}).unexamined == 2 + 2


def test_rivals_are_found_among_all_entries_when_there_are_too_many_phrasings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.upkeep.gate.MOST_PHRASINGS", 1)
    rival = Entry("card", "停车卡", ("快递丢了", "天花板在渗水"), "请到前台。")
    assert examine(BEFORE, after(rival), (), {"card"}).rivals == (Rivals("天花板在渗水", ("leak", "card")),)


@pytest.mark.parametrize(
    "new",
    [
        replace(PAY, answer="请扫码。"),
        replace(PAY, owner="财务部", category="费用"),
        replace(PAY, valid_from=date(2027, 1, 1), valid_until=date(2027, 2, 1), review_on=date(2027, 1, 15)),
        replace(PAY, attachments=("qr.png",)),
        replace(PAY, leads_to="person"),
    ],
)
def test_another_answer_owner_or_date_alone_needs_no_examination(new: Entry) -> None:
    assert not needs_examination(PAY, new)


@pytest.mark.parametrize(
    "new",
    [
        replace(PAY, question="物业费怎么缴？"),
        replace(PAY, variants=()),
        replace(PAY, keywords=("物业费",)),
        replace(PAY, veto=("商铺",)),
        replace(PAY, language="en"),
        replace(PAY, applies_to=("东区",)),
    ],
)
def test_new_words_need_examination(new: Entry) -> None:
    assert needs_examination(PAY, new)
    assert needs_examination(None, new)


def test_golden_questions_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "golden.jsonl"
    lines = [json.dumps({"text": one.text, "expected": one.expected, "source": one.source}) for one in GOLDEN]
    path.write_text("\n".join(lines), "utf-8")
    assert read_golden(path) == GOLDEN


def test_a_labelled_question_of_another_program_is_a_golden_question_too(tmp_path: Path) -> None:
    path = tmp_path / "golden.jsonl"
    path.write_text('\n{"text": "停车费", "expected": null, "split": "dev", "oos": "near"}\n', "utf-8")
    assert read_golden(path) == (Golden("停车费", None),)


def test_every_line_that_is_no_golden_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "golden.jsonl"
    path.write_text(
        '{"text": "a", "expected": "pay"}\n[]\n{"text": " ", "expected": null}\n{"text": "a"}\n{"text": 1}\n'
        '{"text": "a", "expected": 7}\n{\n' + "[" * 100_000,
        "utf-8",
    )
    with pytest.raises(LibraryError) as caught:
        read_golden(path)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "It cannot be opened (No such file or directory); check the path and the right to read it."),
        (b"\xff", "This is not UTF-8; save the file again with the encoding UTF-8."),
        (b" " * 20_000_001, "Larger than 20,000,000 bytes; take some lines out."),
    ],
)
def test_a_file_that_holds_no_golden_questions_is_named(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "golden.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LibraryError) as caught:
        read_golden(path)
    assert [(problem.line, problem.what) for problem in caught.value.problems] == [(0, what)]


def test_a_library_without_golden_questions_starts_from_its_phrasings() -> None:
    entries = [Entry("a", "停车费？", ("停车费",)), Entry("b", "？")]
    assert from_phrasings(entries) == (Golden("停车费", "a", PHRASING),)


@pytest.mark.parametrize(
    ("was", "now", "verdict"),
    [
        (offered("fee", "park"), nothing("fee"), "weakened"),
        (offered("fee", "park"), offered("park", "fee"), "weakened"),
        (offered("fee", "park"), offered("new", "fee"), "stolen"),
        (answered("fee"), nothing("fee"), "wrong"),
        (answered("fee"), offered("park", "fee"), "stolen"),
        (offered("park", "fee"), answered("park"), "weakened"),
        (offered("park", "fee"), answered("new"), "stolen"),
    ],
)
def test_only_what_the_change_itself_takes_away_stops_it(was: Match, now: Match, verdict: str) -> None:
    """A fit moves every confidence a little, and that is nobody's theft."""
    entries = [Entry(name, f"question of {name}") for name in ("fee", "park", "new")]
    found = gate._compare(Golden("how much is it", "fee"), was, now, KnowledgeBase(entries), {"new"})
    kinds = {Stolen: "stolen", Wrong: "wrong", Golden: "weakened"}
    assert kinds[type(found)] == verdict

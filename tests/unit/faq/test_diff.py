from dataclasses import replace
from datetime import date

from faq import Entry
from faq.upkeep.diff import Change, Diff, FieldChange, compare, lines

PAY = Entry("pay", "物业费怎么交？", ("在哪里交物业费", "交物业费"), "请扫码。", owner="客户服务部")
PARK = Entry("park", "停车费怎么收？", (), "请看价目表。")
GYM = Entry("gym", "健身房几点开门？", (), "七点。")


def test_entries_are_told_apart_by_their_ids() -> None:
    dearer = replace(PARK, answer="请看新的价目表。")
    assert compare([PAY, PARK], [GYM, dearer, PAY]) == Diff(
        added=(GYM,),
        changed=(Change(PARK, dearer, (FieldChange("answer", ("请看价目表。",), ("请看新的价目表。",)),)),),
        same=1,
    )


def test_what_a_file_does_not_name_stays_unless_the_library_is_replaced() -> None:
    assert compare([PAY, PARK], [PAY]) == Diff(same=1)
    assert compare([PAY, PARK], [PAY], replace=True) == Diff(removed=(PARK,), same=1)


def test_a_library_that_stays_as_it_is_has_no_diff() -> None:
    assert not compare([PAY, PARK], [PARK, PAY], replace=True)
    assert compare([], [PAY])


def test_of_a_list_only_what_goes_and_comes_is_told() -> None:
    after = replace(PAY, variants=("交物业费", "物业费扫码"), veto=("商铺",))
    (change,) = compare([PAY], [after]).changed
    assert change.fields == (
        FieldChange("variants", ("在哪里交物业费",), ("物业费扫码",), is_list=True),
        FieldChange("veto", (), ("商铺",), is_list=True),
    )


def test_a_field_may_come_from_nothing_and_go_to_nothing() -> None:
    after = replace(PAY, owner="", review_on=date(2027, 3, 1))
    (change,) = compare([PAY], [after]).changed
    assert change.fields == (
        FieldChange("owner", ("客户服务部",), ()),
        FieldChange("review_on", (), ("2027-03-01",)),
    )


def test_what_is_to_be_written_is_what_was_added_or_changed() -> None:
    dearer = replace(PARK, answer="请看新的价目表。")
    assert compare([PAY, PARK], [GYM, dearer, PAY]).put == (GYM, dearer)


def test_the_lines_show_every_change_in_either_language() -> None:
    after = replace(PAY, variants=("交物业费", "物业费扫码"), answer="请扫码。\n谢谢。", owner="")
    diff = compare([PAY, PARK], [after, GYM], replace=True)
    assert lines(diff) == [
        "+ gym  健身房几点开门？",
        "~ pay  物业费怎么交？",
        "    variants − 在哪里交物业费",
        "    variants + 物业费扫码",
        "    answer: 请扫码。 → 请扫码。 谢谢。",
        "    owner: 客户服务部 → ∅",
        "− park  停车费怎么收？",
        "1 added, 1 changed, 1 retired, 0 as before.",
    ]
    assert lines(diff, "zh")[2:6] == [
        "    问法 − 在哪里交物业费",
        "    问法 + 物业费扫码",
        "    答案: 请扫码。 → 请扫码。 谢谢。",
        "    负责人: 客户服务部 → ∅",
    ]
    assert lines(diff, "zh")[-1] == "新增 1 条，修改 1 条，停用 1 条，不变 0 条。"


def test_a_list_in_another_order_is_told_as_such() -> None:
    after = replace(PAY, variants=("交物业费", "在哪里交物业费"))
    assert lines(compare([PAY], [after]))[1] == "    variants: ↕"


def test_a_long_text_is_cut_in_a_line() -> None:
    after = replace(PAY, answer="长" * 100)
    assert lines(compare([PAY], [after]))[1] == f"    answer: 请扫码。 → {'长' * 59}…"

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from faq import Entry
from faq.commands.lint import names_a_file
from faq.commands.main import main
from faq.upkeep.lint import SENTENCES, Concern, Finding, in_words, lint
from faq.upkeep.usage import Unused

TODAY = date(2027, 3, 15)
PAY = Entry("pay", "物业费怎么交？", ("在哪里交物业费",), "请扫码。")
PARK = Entry("park", "停车月卡怎么办理？", ("我想租一个固定车位",), "请带行驶证办理。")
POOL = Entry("pool", "When does the pool open?", (), "At 7:00.", "en")


def test_a_good_library_has_nothing_to_look_at() -> None:
    assert lint([PAY, PARK, POOL], today=TODAY) == []


def test_a_phrasing_that_two_entries_share_is_told() -> None:
    other = Entry("card", "停车卡收费", ("我想租一个固定车位",), "请看价目表。")
    assert lint([PARK, other]) == [Finding(Concern.RIVALS, ("park", "card"), "我想租一个固定车位")]


def test_an_entry_whose_phrasings_are_all_anothers_cannot_be_reached() -> None:
    other = Entry("card", "我想租一个固定车位", ("请问我想租一个固定车位",), "请看价目表。")
    assert Finding(Concern.UNREACHABLE, ("card",), "我想租一个固定车位") in lint([PARK, other])


@pytest.mark.parametrize("veto", [("物业",), ("怎么", "哪里")])
def test_an_entry_that_vetoes_all_its_phrasings_cannot_be_reached(veto: tuple[str, ...]) -> None:
    assert lint([replace(PAY, veto=veto)]) == [Finding(Concern.UNREACHABLE, ("pay",), "物业费怎么交？")]
    assert lint([replace(PAY, veto=("商铺", "怎么", "？"))]) == []


def test_entries_that_ask_nearly_the_same_are_told_once_by_their_likest_phrasings() -> None:
    pay = replace(PAY, variants=("物业费可以按年付吗", "物业费按年付可以吗"))
    other = Entry("monthly", "物业费可以按月付吗", ("可以按年付物业费吗",), "可以。")
    (found,) = lint([pay, other, PARK])
    assert found == Finding(Concern.TWINS, ("pay", "monthly"), "物业费可以按年付吗", "可以按年付物业费吗")


def test_entries_that_are_never_meant_by_one_customer_may_ask_the_same() -> None:
    east, west = replace(PAY, applies_to=("东区",)), replace(PAY, id="west", applies_to=("西区",))
    english = replace(PAY, id="en", language="en")
    over, later = replace(PAY, valid_until=TODAY), replace(PAY, id="later", valid_from=date(2027, 3, 16))
    assert lint([east, west]) == lint([PAY, english]) == lint([over, later], today=TODAY) == []


def test_the_same_answer_given_twice_is_told() -> None:
    other = Entry("rent", "车位出租吗", (), "请带行驶证办理！")
    assert lint([PARK, other, PAY]) == [Finding(Concern.SAME_ANSWER, ("park", "rent"))]


def test_an_entry_without_an_answer_is_told_where_others_have_one() -> None:
    mute = replace(PAY, answer=None)
    assert lint([mute, PARK]) == [Finding(Concern.NO_ANSWER, ("pay",), "物业费怎么交？")]
    assert lint([mute, replace(PARK, answer=None)]) == []


def test_what_is_expired_or_overdue_is_told_on_the_day_after() -> None:
    over, due = replace(PAY, valid_until=date(2027, 3, 14)), replace(PARK, review_on=date(2027, 3, 14))
    assert lint([over, due], today=TODAY) == [
        Finding(Concern.EXPIRED, ("pay",), "2027-03-14"),
        Finding(Concern.REVIEW_OVERDUE, ("park",), "2027-03-14"),
    ]
    assert lint([over, due], today=date(2027, 3, 14)) == lint([over, due]) == []


def test_what_nobody_needed_is_told_last_and_need_not_be_mended() -> None:
    over = replace(PAY, valid_until=date(2027, 3, 14))
    found = lint([over, PARK], today=TODAY, unused=[Unused(entry_id="park", days=200)])
    assert found == [Finding(Concern.EXPIRED, ("pay",), "2027-03-14"), Finding(Concern.NEVER_HIT, ("park",), "200")]
    assert not found[1].must_be_mended
    assert in_words(found[1]) == (
        "park was never answered, offered or sent in the last 90 days, and has been in force for 200 days; "
        "look at its phrasings or retire it."
    )
    assert in_words(found[1], "zh").startswith("park 已在用 200 天，最近 90 天里没有被用来回答")


@pytest.mark.parametrize(
    ("arguments", "a_file"),
    [
        (["faq.csv"], True),
        (["--today", "2027-03-15", "faq.csv", "--locale", "zh"], True),
        ([], False),
        (["--locale", "zh"], False),
        (["--today", "2027-03-15"], False),
        (["--today"], True),
    ],
)
def test_without_a_file_the_library_in_force_is_meant(arguments: list[str], *, a_file: bool) -> None:
    assert names_a_file(arguments) is a_file


def test_the_gravest_concern_comes_first_and_only_some_must_be_mended() -> None:
    rival = Entry("card", "停车卡收费", ("我想租一个固定车位",), None)
    found = lint([PAY, PARK, rival])
    assert [(one.concern, one.must_be_mended) for one in found] == [
        (Concern.RIVALS, True),
        (Concern.NO_ANSWER, False),
    ]


def test_of_a_very_large_library_only_the_questions_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.upkeep.lint.MOST_COMPARED", 3)
    one, other = replace(PAY, variants=("物业费可以按年付吗",)), replace(PARK, variants=("物业费可以按月付吗",))
    assert lint([one, other]) == []
    monkeypatch.setattr("faq.upkeep.lint.MOST_COMPARED", 4)
    assert [found.concern for found in lint([one, other])] == [Concern.TWINS]


@pytest.mark.parametrize("concern", Concern)
def test_every_concern_has_a_sentence_in_both_languages(concern: Concern) -> None:
    finding = Finding(concern, ("a", "b"), "shown", "other")
    assert in_words(finding).startswith(("a and b ", "“shown” is a phrasing of a and b"))
    assert "a、b" in in_words(finding, "zh")
    assert set(SENTENCES) == set(Concern)


def test_the_command_line_tells_what_is_over_and_says_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "faq.csv"
    path.write_text("id,question,answer,valid_until\npay,物业费怎么交,请扫码。,2027-03-14\n", "utf-8")
    assert main(["lint", str(path)]) == 0
    assert capsys.readouterr().out == "1 entries with 1 phrasings.\n"
    assert main(["lint", str(path), "--today", "2027-03-15", "--locale", "zh"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "pay 已于 2027-03-14 之后失效，请续期或停用。",
        "共 1 条，1 个问法。",
    ]


def test_the_command_line_tells_problems_of_a_table_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "faq.csv"
    path.write_text("编号,问题\npay,\n", "utf-8")
    assert main(["lint", str(path), "--locale", "zh"]) == 1
    assert capsys.readouterr().out == "第 2 行「问题」：必填，请写上文字。\n"


def test_a_day_that_is_none_is_a_wrong_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(tmp_path), "--today", "soon"]) == 2
    assert "soon is no date; write year-month-day" in capsys.readouterr().err


def test_the_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "faq.xlsx"
    assert main(["template", str(path)]) == 0
    assert capsys.readouterr().out == f"模板已写入 {path}。\n"
    assert load_workbook(BytesIO(path.read_bytes())).worksheets[0]["A1"].value == "编号"
    assert main(["template", str(path)]) == 2
    assert capsys.readouterr().err == f"There is already a file {path}; choose another name or take it away first.\n"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("faq.csv", "The template is a workbook; write it to a file that ends in .xlsx, not to faq.csv.\n"),
        ("no/faq.xlsx", "cannot be written (No such file or directory); choose another place.\n"),
    ],
)
def test_a_template_that_cannot_be_written_is_a_wrong_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, sentence: str
) -> None:
    assert main(["template", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.endswith(sentence)

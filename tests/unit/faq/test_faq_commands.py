from pathlib import Path

import pytest

from faq.commands.main import main


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "faq.yaml"
    path.write_text(
        "- {id: pay, question: 物业费怎么交, answer: 请扫码。}\n- {id: park, question: 停车费, answer: 请看价目表。}\n",
        "utf-8",
    )
    return path


def test_lint_is_content_with_a_good_library(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(library)]) == 0
    assert capsys.readouterr().out == "2 entries with 2 phrasings.\n"


def test_lint_tells_every_problem(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library.write_text("- {id: a, question: 8}\n- {id: b}\n", "utf-8")
    assert main(["lint", str(library)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f'{library}, line 1, question: 8 reads as a number, not as a text; put it in quotes: "8".',
        f"{library}, line 2, question: This field is needed; write a text.",
    ]


def test_lint_tells_a_phrasing_that_two_entries_share(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library.write_text("- {id: a, question: 停车费}\n- {id: b, question: 收费, variants: [停车费]}\n", "utf-8")
    assert main(["lint", str(library)]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "“停车费” is a phrasing of a and b; leave it to one of them."


def test_explain_shows_the_contenders_and_the_decision(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--kb", str(library), "请问物业费怎么交？"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "looked for: 物业费怎么交"
    assert said[1].startswith("1. pay  0.9")
    assert said[1].endswith("letters 0.14 of 0.14, meaning 0.45 of 0.45)  “物业费怎么交”")
    assert said[2].startswith("2. park  ")
    assert said[3:] == [
        "new to the library: 0%",
        "threshold: answer from 0.99, suggest from 0.30",
        "decision: answer pay, confidence 1.00",
    ]


def test_explain_says_no_when_nothing_fits(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--kb", str(library), "天上有几颗星星"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "decision: none, confidence 0.00"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["lint", "nowhere"], "There is no file or folder nowhere.\n"),
        (["explain", "--kb", "nowhere", "停车费"], "There is no file or folder nowhere.\n"),
    ],
)
def test_a_wrong_question_gets_one_sentence(
    asked: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked) == 2
    assert capsys.readouterr() == ("", sentence)


def test_a_question_without_a_command_is_told_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err.startswith(
        "The following arguments are required: command; ask as follows: python -m bot faq [-h] {lint,explain,eval"
    )


def test_explain_cannot_use_a_broken_library(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library.write_text("no: list\n", "utf-8")
    assert main(["explain", "--kb", str(library), "停车费"]) == 2
    assert capsys.readouterr().err == (
        f'The library cannot be used: {library}, line 1: The file must be a list: begin every entry with "- id: …".\n'
    )

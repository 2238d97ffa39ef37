import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faq.commands.main import main

Evaluate = Callable[..., int]

QUESTIONS = [
    {"text": "请问物业费怎么交？", "expected": "pay", "split": "test", "oos": None},
    {"text": "停车费", "expected": "park", "split": "test"},
    {"text": "天上有几颗星星", "expected": None, "split": "test", "oos": "far"},
    {"text": "物业费怎么交", "expected": "park"},
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "kb.jsonl"
    entries = [{"id": "pay", "question": "物业费怎么交", "answer": None}, {"id": "park", "question": "停车费"}]
    path.write_text("".join(f"{json.dumps(entry)}\n" for entry in entries), "utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "queries.jsonl"
    path.write_text("".join(f"{json.dumps(question)}\n" for question in QUESTIONS), "utf-8")
    return path


@pytest.fixture
def evaluate(library: Path, file: Path) -> Evaluate:
    return lambda *options: main(["eval", "--kb", str(library), "--queries", str(file), *options])


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_the_figures_are_one_object_that_begins_with_the_agreed_keys(
    evaluate: Evaluate, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate("--json") == 0
    agreed = "top1 hit3 mrr auroc precision coverage coverage95 coverage90 p50_ms p99_ms"
    assert list(printed(capsys))[:10] == agreed.split()


def test_all_lines_are_evaluated_without_a_split(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("--json") == 0
    found = printed(capsys)
    assert (found["questions"], found["in_scope"]) == (4, 3)
    assert (found["top1"], found["precision"], found["coverage"]) == (2 / 3, 2 / 3, 3 / 3)
    assert found["three_way"]["answer"] == {"right": 2, "wrong": 1, "out of scope": 0}


def test_a_split_leaves_the_other_lines_out(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("--split", "test", "--json") == 0
    found = printed(capsys)
    assert (found["questions"], found["top1"], found["auroc"]) == (3, 1.0, 1.0)
    assert (found["precision"], found["coverage95"], found["threshold"]) == (1.0, 1.0, "library")


def dev(text: str, expected: str | None, times: int = 1) -> str:
    return f"{json.dumps({'text': text, 'expected': expected, 'split': 'dev'})}\n" * times


def test_the_threshold_is_chosen_on_the_split_dev_where_there_is_one(
    evaluate: Evaluate, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = file.read_text("utf-8")
    nearly = '{"text": "物业费要怎么交", "expected": "pay", "split": "test"}\n'
    file.write_text(tests + nearly + dev("物业费要怎么交", "pay", 200) + dev("天上有几颗星星", None, 20), "utf-8")
    assert evaluate("--split", "test", "--json") == 0
    trusting = printed(capsys)
    file.write_text(tests + nearly + dev("物业费要怎么交", None, 200) + dev("停车费贵吗", "park", 20), "utf-8")
    assert evaluate("--split", "test", "--json") == 0
    doubtful = printed(capsys)
    assert (trusting["threshold"], trusting["coverage"]) == ("dev", 3 / 3)
    assert (doubtful["threshold"], doubtful["coverage"]) == ("dev", 2 / 3)


@pytest.mark.parametrize("options", [(), ("--split", "dev")])
def test_no_threshold_is_chosen_on_what_is_measured(
    evaluate: Evaluate, file: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(file.read_text("utf-8") + dev("物业费要怎么交", "pay", 200), "utf-8")
    assert evaluate("--json", *options) == 0
    assert printed(capsys)["threshold"] == "library"


def test_an_unknown_entry_of_the_split_dev_is_named_too(
    evaluate: Evaluate, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(file.read_text("utf-8") + dev("停车费", "gone"), "utf-8")
    assert evaluate("--split", "test") == 2
    assert capsys.readouterr().err.startswith(f"{file}, line 5, expected: No entry has the id “gone”;")


def test_people_get_a_table(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("--split", "test") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 questions, 2 in scope; threshold from the library"
    assert "right entry first (top-1)" in lines[2]
    assert [line.split() for line in lines[-3:]] == [
        ["answer", "2", "0", "0"],
        ["suggest", "0", "0", "0"],
        ["none", "0", "0", "1"],
    ]


def test_what_was_said_is_written_line_by_line(evaluate: Evaluate, tmp_path: Path) -> None:
    assert evaluate("--split", "test", "--out", str(tmp_path / "said.jsonl")) == 0
    said = [json.loads(line) for line in (tmp_path / "said.jsonl").read_text("utf-8").splitlines()]
    assert [one["text"] for one in said] == ["请问物业费怎么交？", "停车费", "天上有几颗星星"]
    assert [one["outcome"] for one in said] == ["answer", "answer", "none"]
    assert said[0] == {
        "text": "请问物业费怎么交？",
        "outcome": "answer",
        "entry": "pay",
        "confidence": 1.0,
        "candidates": [{"entry_id": "pay", "score": 1.0}],
    }


def test_half_a_character_is_measured_and_written_like_any_other(
    evaluate: Evaluate, file: Path, tmp_path: Path
) -> None:
    file.write_text('{"text": "停车费\\ud83d", "expected": null}\n', "utf-8")
    assert evaluate("--out", str(tmp_path / "said.jsonl")) == 0
    assert json.loads((tmp_path / "said.jsonl").read_text("utf-8"))["text"] == "停车费\ud83d"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("停车费", ": This is not JSON: Expecting value. Write one whole question on one line."),
        ('["停车费"]', ': A question is an object: {"text": "…", "expected": "id"}.'),
        ('{"expected": "pay"}', ", text: This field is needed; write the question as a text."),
        ('{"text": "x"}', ", expected: This field is needed; write an entry's id, or null if none fits."),
        (
            '{"text": "x", "expected": "pay", "split": 1}',
            ", split: This is no name of a split; write a text such as test, or leave it out.",
        ),
        (
            '{"text": "x", "expected": "gone"}',
            ", expected: No entry has the id “gone”; write an id of the library, or null if no entry fits.",
        ),
    ],
)
def test_a_line_that_is_no_labelled_question_is_named(
    evaluate: Evaluate, file: Path, line: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(f'{{"text": "停车费", "expected": "park"}}\n\n{line}\n', "utf-8")
    assert evaluate("--json") == 2
    assert capsys.readouterr() == ("", f"{file}, line 3{sentence}\n")


def test_a_split_nobody_named_is_told_which_there_are(
    evaluate: Evaluate, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate("--split", "dev") == 2
    assert capsys.readouterr().err == f"{file}: No question belongs to the split “dev”; choose one of test.\n"


def test_a_file_without_questions_is_no_evaluation(
    evaluate: Evaluate, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("\n", "utf-8")
    assert evaluate() == 2
    what = 'There is no question in it; write lines of {"text": "…", "expected": "id"}.'
    assert capsys.readouterr().err == f"{file}: {what}\n"


def test_files_that_are_not_there_are_named(
    evaluate: Evaluate, library: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.unlink()
    assert evaluate() == 2
    what = "It cannot be opened (No such file or directory); check the path and the right to read it."
    assert capsys.readouterr().err == f"{file}: {what}\n"
    library.unlink()
    assert evaluate() == 2
    assert capsys.readouterr().err == f"There is no file or folder {library}.\n"


def test_figures_that_cannot_be_written_are_refused(
    evaluate: Evaluate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate("--out", str(tmp_path)) == 2
    assert capsys.readouterr() == (
        "",
        f"{tmp_path} cannot be written (Is a directory); name another file with --out.\n",
    )


def test_measuring_needs_no_telegram(library: Path, file: Path) -> None:
    program = "import sys; from bot.__main__ import main; main(sys.argv[1:]); print('aiogram' in sys.modules)"
    asked = [sys.executable, "-c", program, "faq", "eval", "--kb", str(library), "--queries", str(file)]
    answer = subprocess.run(asked, capture_output=True, check=True, text=True)  # noqa: S603 - our own words
    assert answer.stdout.splitlines()[-1] == "False"

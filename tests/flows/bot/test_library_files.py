"""The library at the command line: files in and out of the database, all of it or nothing."""

import asyncio
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.__main__ import main
from desk.library.events import LibraryImported
from faq import Entry
from faq.upkeep.golden import Golden, golden_beside, written_golden
from storage import codec
from storage.tables import events, remarks
from tests.kit.databases import opened, sqlite_address
from tests.storage import steps

FEE = {"id": "fee", "question": "How do I pay the fee?", "answer": "In the app."}
HOURS = {"id": "hours", "question": "When is the office open?", "answer": "From eight to six."}


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DATABASE_URL", sqlite_address(tmp_path / "desk.db"))
    monkeypatch.setenv("DESK_LOCALE", "en")


def file(name: str, *entries: Mapping[str, object]) -> str:
    """Write entries into a file of the folder."""
    lines = [f"- {{{', '.join(f'{key}: {value!r}' for key, value in entry.items())}}}\n" for entry in entries]
    Path(name).write_text("".join(lines), encoding="utf-8")
    return name


def library(*command: str) -> int:
    """Run a command about the library; return its exit code."""
    return main(["faq", *command])


def published(tmp_path: Path) -> dict[str, str | None]:
    """Return what customers are answered now."""

    async def read() -> tuple[Entry, ...]:
        async with opened(sqlite_address(tmp_path / "desk.db")) as database:
            return (await database.library.published())[1]

    return {entry.id: entry.answer for entry in asyncio.run(read())}


def test_a_file_is_taken_over_and_another_only_adds_and_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert library("import", file("first.yaml", FEE, HOURS)) == 0
    assert capsys.readouterr().out.endswith("2 added, 0 changed, 0 retired, 0 as before.\n")
    pool = {"id": "pool", "question": "When does the pool open?", "answer": "At seven."}
    assert library("import", file("second.yaml", {**FEE, "answer": "At the desk."}, pool)) == 0
    said = capsys.readouterr().out
    assert "+ pool  When does the pool open?" in said
    assert "~ fee  How do I pay the fee?\n    answer: In the app. → At the desk." in said
    assert published(tmp_path) == {"fee": "At the desk.", "hours": "From eight to six.", "pool": "At seven."}


def test_what_a_file_lacks_is_retired_only_when_it_replaces_the_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library("import", file("first.yaml", FEE, HOURS))
    assert library("import", file("second.yaml", FEE), "--replace") == 0
    assert "− hours  When is the office open?" in capsys.readouterr().out
    assert published(tmp_path) == {"fee": "In the app."}


def test_a_dry_run_tells_what_would_change_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library("import", file("first.yaml", FEE))
    assert library("import", file("second.yaml", FEE, HOURS), "--dry-run") == 0
    assert "+ hours" in capsys.readouterr().out
    assert library("diff", "second.yaml") == 1
    assert library("diff", "first.yaml") == 0
    assert published(tmp_path) == {"fee": "In the app."}


def test_a_file_that_takes_anothers_question_is_stopped_unless_somebody_insists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library("import", file("first.yaml", FEE, HOURS))
    stealing = file("second.yaml", {**HOURS, "variants": ["How do I pay the fee"]})
    assert library("import", stealing) == 1
    said = capsys.readouterr().out
    assert "The gate stops it" in said
    assert "fee, hours" in said
    assert library("import", stealing, "--insist", "the new house rules") == 0
    asyncio.run(_is_told_why(tmp_path))


async def _is_told_why(tmp_path: Path) -> None:
    async with opened(sqlite_address(tmp_path / "desk.db")) as database:
        *_, last = await steps.rows(database, events)
        imported = codec.event(last["type"], last["body"])
        assert isinstance(imported, LibraryImported)
        assert (imported.changed, imported.insisted) == (1, True)
        assert [row["text"] for row in await steps.rows(database, remarks)] == ["the new house rules"]


@pytest.mark.parametrize("suffix", [".yaml", ".jsonl", ".csv", ".xlsx"])
def test_what_is_written_is_read_again_without_a_difference(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    library("import", file("first.yaml", FEE, {**HOURS, "question": "营业时间是几点?", "owner": "客户服务部"}))
    assert library("export", f"out{suffix}") == 0
    assert library("diff", f"out{suffix}") == 0
    assert capsys.readouterr().out.endswith("0 added, 0 changed, 0 retired, 2 as before.\n")


def test_golden_questions_beside_a_file_come_with_it_once(tmp_path: Path) -> None:
    file("first.yaml", FEE)
    line = '{"text": "Where do I pay?", "expected": "fee"}\n'
    Path("first.golden.jsonl").write_text(line, encoding="utf-8")
    assert (library("import", "first.yaml"), library("import", "first.yaml")) == (0, 0)

    async def read() -> tuple[int, tuple[Golden, ...]]:
        async with opened(sqlite_address(tmp_path / "desk.db")) as database:
            return await database.library.revision(), await database.library.golden()

    assert asyncio.run(read()) == (2, (Golden("Where do I pay?", "fee"),))


def test_golden_questions_are_written_beside_and_read_again(capsys: pytest.CaptureFixture[str]) -> None:
    file("first.yaml", FEE)
    asked = [Golden("Where do I pay? “Here”?", "fee"), Golden("卖不卖机票", None)]
    Path("first.golden.jsonl").write_bytes(written_golden(asked))
    assert (library("import", "first.yaml"), library("export", "out.jsonl")) == (0, 0)
    assert capsys.readouterr().out.endswith("1 → out.jsonl\n2 → out.golden.jsonl\n")
    assert set(golden_beside(Path("out.jsonl"))) == set(asked)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("import", "gone.yaml"), "There is no file or folder gone.yaml."),
        (("import", "bad.jsonl"), "line 1, answer: "),
        (("export", "out.doc"), "“.doc” is not written"),
        (("export", "gone/out.yaml"), "gone/out.yaml cannot be written"),
        (("import",), "ask as follows: python -m bot faq import"),
    ],
)
def test_a_wrong_question_is_answered_in_one_sentence_and_nothing_is_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], sentence: str
) -> None:
    Path("bad.jsonl").write_text('{"id": "x", "question": "Who?"}\n', encoding="utf-8")
    assert library(*command) == 2
    assert sentence in capsys.readouterr().err
    assert published(tmp_path) == {}


def test_a_golden_question_of_an_unknown_entry_is_refused_and_nothing_is_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = file("first.yaml", FEE)
    Path("first.golden.jsonl").write_text('{"text": "What does it cost?", "expected": "fees"}\n', encoding="utf-8")
    assert library("import", first) == 2
    assert "“What does it cost?” belongs to fees, which is no entry of the library" in capsys.readouterr().err
    assert published(tmp_path) == {}


def test_golden_questions_that_a_file_brings_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert library("import", file("first.yaml", FEE, HOURS)) == 0
    Path("next.golden.jsonl").write_text('{"text": "What does it cost?", "expected": "fee"}\n', encoding="utf-8")
    assert library("import", "--dry-run", file("next.yaml", {**FEE, "answer": "At the desk."})) == 0
    assert "New golden questions: 1." in capsys.readouterr().out


def test_a_file_that_would_empty_the_library_needs_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = [{"id": f"e{at}", "question": f"Where is number {at}?", "answer": "Here."} for at in range(12)]
    assert library("import", file("first.yaml", FEE, *many)) == 0
    only = file("only.yaml", FEE)
    assert library("import", "--replace", only) == 1
    assert "It would retire 12 of 13 entries: nothing is imported" in capsys.readouterr().out
    assert len(published(tmp_path)) == 13
    assert library("import", "--replace", "--insist", "a new beginning", only) == 0
    assert list(published(tmp_path)) == ["fee"]


def test_the_library_in_force_is_linted_with_what_nobody_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert library("import", file("first.yaml", FEE, {**HOURS, "valid_until": "2026-01-31"})) == 0
    capsys.readouterr()
    over = "hours expired after 2026-01-31; renew it or retire it.\n"
    counts = "2 entries with 2 phrasings.\nIn the last 90 days: answered 0, picked 0, offered 0, sent by agents 0.\n"
    assert library("lint") == 1
    assert capsys.readouterr().out == over + counts
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("UPDATE events SET at = at - 40 * 86400 * 1000000")
    assert library("lint") == 1
    idle = (
        "fee was never answered, offered or sent in the last 90 days, and has been in force for 40 days; "
        "look at its phrasings or retire it.\n"
    )
    assert capsys.readouterr().out == over + idle + counts
    assert library("lint", "--locale", "zh") == 1
    assert capsys.readouterr().out.endswith(
        "最近 90 天：直接回答 0 次，客户选中 0 次，供客户选择 0 次，同事发送 0 次。\n"
    )
    assert library("lint", "first.yaml") == 0
    assert capsys.readouterr().out == "2 entries with 2 phrasings.\n"
    assert library("lint", "--today", "2027-01-01") == 2

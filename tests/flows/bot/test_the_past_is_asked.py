"""`why`, `replay` and `ledger` at the command line, of a record that was made by the desk itself."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from storage.engine import open_database
from tests.kit.short_day import ShortDay

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Mei asked at ten, Lin took her at once and answered six minutes later, one too late."""
    path = tmp_path / "desk.sqlite3"
    url = f"sqlite+aiosqlite:///{path}"

    async def record() -> None:
        kept = await open_database(url)
        day = ShortDay(kept)
        await day.mei_asks()
        await day.lin_takes_her()
        await day.clocks_strike(5)
        await day.lin_answers(6)
        await kept.close()

    asyncio.run(record())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DATABASE_URL", url)
    return path


def said(capsys: Capture, *arguments: str) -> tuple[int, list[dict[str, object]]]:
    """Return the exit code of a command and the JSON lines it prints."""
    code = main([*arguments, "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_why_says_of_a_conversation_the_assistant_served_alone_that_no_clock_has_run(
    database: Path, capsys: Capture
) -> None:
    with closing(sqlite3.connect(database)) as kept, kept:
        kept.execute("DELETE FROM events WHERE subject = 'conversation:1' AND seq > 2")
    assert main(["why", "1"]) == 0
    assert capsys.readouterr().out == "no clock has run in conversation 1: it never went to people.\n"


@pytest.mark.usefixtures("database")
def test_who_reads_only_the_first_line_hears_of_no_broken_pipe() -> None:
    program = [sys.executable, "-m", "bot", "why", "1"]
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(program, env=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as why:  # noqa: S603 - our own words
        assert why.stdout is not None
        why.stdout.close()
        _, said_aside = why.communicate(timeout=60)
    assert (why.returncode, said_aside) == (0, b"")


@pytest.mark.usefixtures("database")
def test_why_explains_each_clock_to_the_second(capsys: Capture) -> None:
    code, clocks = said(capsys, "why", "1")
    (first,) = [one for one in clocks if one["clock"] == "first_reply"]
    assert code == 0
    assert first == {
        "clock": "first_reply",
        "occurrence": 1,
        "rules": 1,
        "since": "2026-11-23T10:00:00+00:00",
        "budget": 300,
        "deadline": "2026-11-23T10:05:00+00:00",
        "run": 360,
        "counted": [["2026-11-23T10:00:00+00:00", "2026-11-23T10:06:00+00:00"]],
        "pauses": [],
        "strikes": [
            {"tier": 0, "due": "2026-11-23T10:04:00+00:00", "at": "2026-11-23T10:05:00+00:00"},
            {"tier": 1, "due": "2026-11-23T10:05:00+00:00", "at": "2026-11-23T10:05:00+00:00"},
        ],
        "ended_at": "2026-11-23T10:06:00+00:00",
        "ended_by": "AgentReplied",
        "broken_at": "2026-11-23T10:05:00+00:00",
        "tier": 1,
        "agent": 7,
        "overrun": 60,
        "excuse": None,
    }


@pytest.mark.usefixtures("database")
def test_the_ledger_prints_its_lines_and_their_sums(capsys: Capture) -> None:
    code, (line, *sums) = said(capsys, "ledger", "--from", "2026-11-23", "--to", "2026-11-24T12:00:00Z")
    assert code == 0
    assert line == {
        "conversation": 1,
        "case": None,
        "clock": "first_reply",
        "occurrence": 1,
        "due": "2026-11-23T10:05:00+00:00",
        "met_at": "2026-11-23T10:06:00+00:00",
        "overrun": 60,
        "tier": 1,
        "points": 5,
        "charged_to": "07",
        "excuse": None,
        "appeal": None,
    }
    whole = {"lines": 1, "excused": 0, "points": 5, "overrun": 60}
    assert sums == [
        {"sum": {"charged_to": "07", "clock": "first_reply", **whole}},
        {"sum": {"charged_to": "all", "clock": "all", **whole}},
    ]


@pytest.mark.usefixtures("database")
def test_a_period_in_which_nothing_was_due_has_an_empty_ledger(capsys: Capture) -> None:
    _, lines = said(capsys, "ledger", "--to", "2026-11-22")
    assert [list(line) for line in lines] == [["sum"]]


def test_a_whole_record_is_replayed_without_a_difference(database: Path, capsys: Capture) -> None:
    assert database.exists()
    code, (counts,) = said(capsys, "replay")
    assert (code, counts["histories"], counts["differences"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("tampered", "what", "name"),
    [
        ("UPDATE overruns SET points = 0", "ledger", "first_reply:1:points"),
        ("DELETE FROM strikes WHERE clock = 'first_reply' AND tier = 1", "strike", "first_reply:1:1"),
        ("UPDATE conversations SET facts = replace(facts, '\"level\":0', '\"level\":3')", "state", "level"),
    ],
)
def test_what_was_tampered_with_is_found_and_named(
    database: Path, capsys: Capture, tampered: str, what: str, name: str
) -> None:
    with closing(sqlite3.connect(database)) as kept:
        kept.execute(tampered)
        kept.commit()
    code, (found, counts) = said(capsys, "replay")
    assert (code, found["what"], found["name"], counts["differences"]) == (1, what, name, 1)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["why", "9"], "there is no conversation 9"),
        (["replay", "--from", "2026-11-24", "--to", "2026-11-23"], "the later moment comes second"),
        (["ledger", "--from", "yesterday"], "write a day like 2026-11-23"),
    ],
)
def test_a_question_that_cannot_be_answered_is_said_in_one_sentence(
    arguments: list[str], remedy: str, capsys: Capture
) -> None:
    assert main(arguments) == 2
    assert remedy in capsys.readouterr().err


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", [["why", "1"], ["replay"], ["ledger"]])
def test_people_read_it_in_lines(command: list[str], capsys: Capture) -> None:
    assert main(command) == 0
    assert capsys.readouterr().out.splitlines() != []

"""`python -m bot audit`: whether the record is whole, who did what, and where its head is noted."""

import asyncio
import getpass
import json
import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot import attesting
from bot.__main__ import main
from bot.attesting import Attesting
from desk import commands as c
from desk.audit.chain import Head
from storage.engine import open_database
from tests.kit.cast import LIN, MEI, TEN, ZHAO
from tests.kit.databases import sqlite_address
from tests.kit.lines import in_topic
from tests.kit.short_day import ShortDay

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Zhao barred Mei and thought better of it; then somebody at the machine exported what is kept about her."""
    path = tmp_path / "desk.sqlite3"

    async def play() -> None:
        database = await open_database(sqlite_address(path))
        day = ShortDay(database)
        await day.mei_asks()
        for barred in (True, False):
            await day.give(c.DecideBarring(agent=ZHAO.user_id, origin=in_topic("press"), barred=barred))
        await database.close()

    asyncio.run(play())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DATABASE_URL", sqlite_address(path))
    assert main(["person", "export", str(MEI.chat_id), "--out", "mei.json"]) == 0
    return path


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        for statement in ("DROP TRIGGER audit_unchanged", "DROP TRIGGER audit_undeleted", *statements):
            database.execute(statement)


def head(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        return str(database.execute("SELECT digest FROM audit_head").fetchone()[0])


def test_a_whole_record_says_how_many_and_its_head(kept: Path, capsys: Capture) -> None:
    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == f"whole: 3 records, head {head(kept)}\n"
    assert main(["audit", "verify", "--head", head(kept).upper()]) == 0
    assert capsys.readouterr().out.endswith("the hash that was noted is that of record 3\n")


def test_a_broken_record_is_named_with_what_is_wrong(kept: Path, capsys: Capture) -> None:
    tamper(kept, "UPDATE audit SET body = replace(body, 'user:1', 'user:7') WHERE number = 2")
    capsys.readouterr()
    assert main(["audit", "verify"]) == 1
    assert capsys.readouterr().out == (
        "broken: record 2 does not follow from what stands before it: one of the two was changed;"
        " 1 records before it are whole\n"
    )


def test_a_record_cut_off_with_care_is_told_by_a_head_that_was_noted(kept: Path, capsys: Capture) -> None:
    noted = head(kept)
    moved = "UPDATE audit_head SET number = 2, digest = (SELECT digest FROM audit WHERE number = 2)"
    tamper(kept, "DELETE FROM audit WHERE number = 3", moved)
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--head", noted]) == 1
    assert "none has the hash that was noted" in capsys.readouterr().out


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (["verify", "--head", "abc"], "--head is no hash; it has 64 of the digits"),
        (["show", "--since", "yesterday"], "--since is 'yesterday'; write a day like"),
    ],
)
def test_a_wrong_question_is_answered_with_the_remedy(question: list[str], answer: str, capsys: Capture) -> None:
    assert main(["audit", *question]) == 2
    assert answer in capsys.readouterr().err


@pytest.mark.usefixtures("kept")
def test_records_are_shown_by_whom_and_since_when(capsys: Capture) -> None:
    capsys.readouterr()
    assert main(["audit", "show"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[3:5] for line in lines[:2]] == [
        [f"user:{ZHAO.user_id}", "customer_barred"],
        [f"user:{ZHAO.user_id}", "customer_unbarred"],
    ]
    assert main(["audit", "show", "--who", str(ZHAO.user_id), "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["number"], one["at"], one["subjects"]) for one in found] == [
        (number, TEN.isoformat(timespec="microseconds"), ["conversation:1", f"customer:{MEI.chat_id}"])
        for number in (1, 2)
    ]
    assert main(["audit", "show", "--who", "command line"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.endswith(f"command line:{getpass.getuser()} person_exported file:{MEI.chat_id}")
    assert main(["audit", "show", "--who", str(LIN.user_id)]) == 0
    assert main(["audit", "show", "--since", "2999-01-01T00:00:00"]) == 2
    assert main(["audit", "show", "--since", "2998-01-01"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("kept")
def test_a_library_taken_over_and_words_erased_at_the_machine_name_the_account_there(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "faq.yaml").write_text("- {id: fee, question: How do I pay?, answer: In the app.}\n", encoding="utf-8")
    assert main(["faq", "import", "faq.yaml"]) == 0
    assert main(["person", "erase", str(MEI.chat_id), "--yes", "--force"]) == 0
    capsys.readouterr()
    assert main(["audit", "show", "--who", "command line", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["actor"], one["action"]) for one in found] == [
        (f"command line:{getpass.getuser()}", action)
        for action in ("person_exported", "library_imported", "person_erased")
    ]
    assert main(["audit", "verify"]) == 0


def test_a_record_that_cannot_be_read_stops_nobody_from_reading_the_others(kept: Path, capsys: Capture) -> None:
    tamper(kept, "UPDATE audit SET body = '{' WHERE number = 1", "UPDATE audit SET body = '[]' WHERE number = 2")
    capsys.readouterr()
    assert main(["audit", "show"]) == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert (first, second) == tuple(f"{one} cannot be read; `audit verify` says more" for one in (1, 2))
    assert "person_exported" in third


def test_asking_does_not_wait_for_telegrams_library(kept: Path) -> None:
    code = "import sys; from bot.__main__ import main; main(['audit', 'verify']); print('aiogram' in sys.modules)"
    asked = [sys.executable, "-c", code]
    root = Path(__file__).parents[3]
    answer = subprocess.run(  # noqa: S603 - our own text
        asked, cwd=kept.parent, env={"PYTHONPATH": str(root), "DESK_DATABASE_URL": sqlite_address(kept)}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert answer.stdout.splitlines()[1:] == ["False"]


async def test_the_head_is_noted_in_the_log_at_the_start_and_every_day(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attesting.log, "disabled", False)  # a linter that sets up its own logs may have been here
    stop = asyncio.Event()
    heads = [Head(3, "a" * 64), Head(4, "b" * 64)]

    class Days:
        def now(self) -> datetime:
            return TEN

        async def sleep(self, seconds: float) -> None:
            assert seconds == 86400
            if not heads:
                stop.set()

    async def newest() -> Head:
        return heads.pop(0)

    with caplog.at_level(logging.INFO, "bot.attesting"):
        await Attesting(newest, Days()).run(stop)
    noted = [(record.__dict__["records"], record.__dict__["head"]) for record in caplog.records]
    assert noted == [(3, "a" * 64), (4, "b" * 64)]

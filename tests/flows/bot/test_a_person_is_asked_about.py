"""`python -m bot person`: everything about somebody as JSON, and every word erased."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from desk import commands as c
from desk.customers.commands import ChangeFile, ShowFile
from desk.customers.file import FileField
from storage.engine import open_database
from tests.kit.cast import LIN, MEI
from tests.kit.lines import in_topic
from tests.kit.short_day import NUMBER, ShortDay

Capture = pytest.CaptureFixture[str]
WHO = str(MEI.chat_id)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Mei asked, Lin answered, and wrote into her file how she is called."""
    path = tmp_path / "desk.sqlite3"
    _play(path, settled=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DATABASE_URL", _url(path))
    return path


def _url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def _play(path: Path, *, settled: bool) -> None:
    async def record() -> None:
        kept = await open_database(_url(path))
        day = ShortDay(kept)
        if settled:
            await day.give(c.Resolve(agent=LIN.user_id, origin=in_topic()))
        else:
            await day.mei_asks()
            await day.lin_takes_her()
            await day.lin_answers(1)
            called = ChangeFile(agent=LIN.user_id, origin=in_topic(), field=FileField.CALLED, value="Ms Wang")
            await day.give(called, NUMBER)
            await day.give(ShowFile(agent=LIN.user_id, origin=in_topic()), NUMBER)
        await kept.close()

    asyncio.run(record())


@pytest.mark.usefixtures("database")
def test_everything_about_a_person_is_printed(capsys: Capture) -> None:
    assert main(["person", "export", WHO]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["chats"], told["person"][0]["name"]) == ([MEI.chat_id], "Mei")
    assert [one["text"] for one in told["messages"]] == ["My tap leaks", "Which tap is it?"]
    assert told["files"][0]["called"] == "Ms Wang"
    assert "FileChanged" in {one["type"] for one in told["history"]}


@pytest.mark.usefixtures("database")
def test_a_file_can_be_named_and_only_its_owner_reads_it(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "mei.json"
    assert main(["person", "export", WHO, "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["files"][0]["called"] == "Ms Wang"
    assert out.stat().st_mode & 0o077 == 0
    assert capsys.readouterr().out == f"{out}: 2 messages, 0 cases\n"


@pytest.mark.usefixtures("database")
def test_a_file_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "nowhere" / "mei.json"
    assert main(["person", "export", WHO, "--out", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"frontdesk: {out} cannot be written: No such file or directory; name another file after --out.\n"
    )


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("verb", ["export", "erase"])
def test_somebody_unknown_is_a_question_put_wrongly(verb: str, capsys: Capture) -> None:
    assert main(["person", verb, "999"]) == 2
    assert capsys.readouterr().err.startswith("frontdesk: there is no customer 999;")


@pytest.mark.usefixtures("database")
def test_nothing_is_erased_without_a_yes(capsys: Capture) -> None:
    assert main(["person", "erase", WHO]) == 2
    assert capsys.readouterr().err == "frontdesk: what is erased cannot be brought back; say --yes to erase it.\n"


def test_nothing_is_erased_while_something_is_open(database: Path, capsys: Capture) -> None:
    assert main(["person", "erase", WHO, "--yes"]) == 1
    assert capsys.readouterr().out == ("nothing erased: conversation 1 is not over; close it first, or say --force\n")
    assert "My tap leaks" in _texts(database)
    assert main(["person", "erase", WHO, "--yes", "--force"]) == 0
    assert "My tap leaks" not in _texts(database)


def test_words_are_erased_and_it_is_told_how_many(database: Path, capsys: Capture) -> None:
    _play(database, settled=True)
    assert main(["person", "erase", WHO, "--yes"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("erased: 2 messages")
    assert "1 files" in told
    assert _texts(database) == {""}
    assert [word for word in ("My tap leaks", "Which tap", "Ms Wang", "Mei") if word in _everything(database)] == []
    assert main(["person", "erase", WHO, "--yes"]) == 0
    assert capsys.readouterr().out.startswith("nothing was left to erase\n")


def _everything(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())


def _texts(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[0] for row in connection.execute("SELECT text FROM messages")}

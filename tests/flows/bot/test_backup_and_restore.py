"""`python -m bot backup` and `restore`, as an operator says them."""

import asyncio
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.clock import WallClock
from storage.backup import PASSING
from storage.engine import open_database
from storage.tables import metadata
from tests.kit.databases import Server, postgres, sqlite_address
from tests.kit.desks import MEI, ROOM
from tests.kit.short_day import ShortDay
from tests.kit.watching import said_to, topic_of
from tests.kit.whole import desk_in, town

__all__ = ["postgres"]

Capture = pytest.CaptureFixture[str]
_ROOT = Path(__file__).parents[3]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Mei asked; nobody has answered yet."""
    path = tmp_path / "desk.sqlite3"

    async def record() -> None:
        kept = await open_database(sqlite_address(path))
        await ShortDay(kept).mei_asks()
        await kept.close()

    asyncio.run(record())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DATABASE_URL", sqlite_address(path))
    return path


def texts(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as opened:
        return [text for (text,) in opened.execute("SELECT text FROM messages")]


def forget(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("UPDATE messages SET text = ''")


def said(capsys: Capture) -> str:
    return capsys.readouterr().err


def test_what_was_backed_up_is_there_again(database: Path, capsys: Capture) -> None:
    assert main(["backup", "mei.backup"]) == 0
    assert f"of {len(metadata.tables.keys() - PASSING)} tables at revision" in capsys.readouterr().out
    forget(database)
    assert main(["restore", "mei.backup", "--replace"]) == 0
    assert capsys.readouterr().out.startswith("restored as of ")
    assert texts(database) == ["My tap leaks"]


@pytest.mark.usefixtures("database")
def test_a_database_that_was_not_there_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["backup", "mei.backup"]) == 0
    monkeypatch.setenv("DESK_DATABASE_URL", sqlite_address(tmp_path / "new" / "desk.sqlite3"))
    assert main(["restore", "mei.backup"]) == 0
    assert texts(tmp_path / "new" / "desk.sqlite3") == ["My tap leaks"]


def test_facts_are_not_replaced_unless_that_is_said(database: Path, capsys: Capture) -> None:
    assert main(["backup", "mei.backup"]) == 0
    assert main(["restore", "mei.backup"]) == 1
    assert "say --replace" in said(capsys)
    assert texts(database) == ["My tap leaks"]


def test_a_database_that_a_desk_works_on_is_not_replaced(database: Path, capsys: Capture) -> None:
    assert main(["backup", "mei.backup"]) == 0

    async def restore_beside_a_desk() -> int:
        running = await open_database(sqlite_address(database))
        assert await running.presence.arrive()
        code = await asyncio.to_thread(main, ["restore", "mei.backup", "--replace"])
        await running.close()
        return code

    assert asyncio.run(restore_beside_a_desk()) == 1
    assert "a desk runs on this database; stop it" in said(capsys)
    assert texts(database) == ["My tap leaks"]


def test_a_file_that_is_there_stays_as_it_is(database: Path, capsys: Capture) -> None:
    before = database.read_bytes()
    assert main(["backup", str(database)]) == 2
    assert "is there already" in said(capsys)
    assert database.read_bytes() == before


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["backup", "nowhere/mei.backup"], "No such file or directory; name a file elsewhere"),
        (["restore", "none.backup"], "No such file or directory; is the path right?"),
        (["restore", "."], "Is a directory; is the path right?"),
        (["restore", "desk.sqlite3"], "is no backup of a desk"),
    ],
)
def test_a_path_that_will_not_do_is_named(capsys: Capture, asked: list[str], told: str) -> None:
    assert main(asked) == 2
    assert told in said(capsys)


def test_without_a_database_there_is_nothing_to_back_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("DESK_DATABASE_URL", sqlite_address(tmp_path / "none.sqlite3"))
    assert main(["backup", str(tmp_path / "mei.backup")]) == 1
    assert "there is no database" in said(capsys)
    assert list(tmp_path.iterdir()) == []


async def test_a_desk_that_runs_is_backed_up_and_one_on_postgresql_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Server
) -> None:
    clock, moved = WallClock(), await postgres.fresh()
    async with town(clock) as play:
        async with desk_in(play, tmp_path, clock) as desk:
            await play.do("write", as_=MEI, text="转人工")
            thread = await topic_of(play, "梅")
            await desk.settled()
            monkeypatch.setenv("DESK_DATABASE_URL", desk.place.address)
            assert await asyncio.to_thread(main, ["backup", str(tmp_path / "mei.backup")]) == 0
        monkeypatch.setenv("DESK_DATABASE_URL", moved)
        assert await asyncio.to_thread(main, ["restore", str(tmp_path / "mei.backup")]) == 0
        async with desk_in(play, tmp_path, clock, database_url=moved):
            await play.do("write", as_=MEI, text="水龙头漏水")
            said = await said_to(play, ROOM, "水龙头漏水")
            assert said["message_thread_id"] == thread


def test_a_full_disk_leaves_no_file_and_no_damage(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("UPDATE messages SET text = hex(randomblob(100000))")  # more than fits, however it is packed
    before, known = texts(database), {path.name for path in database.parent.iterdir()}
    full = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", "backup", str(database.parent / "mei.backup")],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert (full.returncode, "was not written" in full.stderr) == (1, True)
    assert {path.name for path in database.parent.iterdir()} - known <= {"desk.sqlite3-shm", "desk.sqlite3-wal"}
    assert texts(database) == before


def test_neither_they_nor_health_wait_for_telegrams_library() -> None:
    of_health = "bot.__main__, bot.health_command", {"aiogram", "aiohttp", "sqlalchemy", "desk"}
    for imported, heavy in (("bot.backup_command, bot.restore_command", {"aiogram"}), of_health):
        program = f"import sys, {imported}; print({heavy} & set(sys.modules))"
        asked = subprocess.run([sys.executable, "-c", program], cwd=_ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
        assert asked.stdout.strip() == "set()"

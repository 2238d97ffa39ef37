"""A start that cannot be: one sentence with what, where and the remedy, exit code 2, and nothing changed."""

import asyncio
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.check import Finding, findings
from bot.clock import WallClock
from bot.places import database_url
from bot.settings import BadSettings, Settings
from bot.wiring import program
from storage.migrations import migrate
from storage.presence import Alone
from tests.kit.desks import MEI, ROOM, STRANGER, ZHAO, free_port
from tests.kit.watching import said_to, topic_of
from tests.kit.whole import settings_for, town, whole
from tests.storage.test_migrations import migrate_to


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_HTTP_PORT", str(free_port()))
    monkeypatch.setenv("DESK_SANDBOX_PORT", str(free_port()))


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def refused(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """Return the sentence a start was refused with."""
    assert main(list(command)) == 2
    sentence = capsys.readouterr().err
    assert sentence.startswith("frontdesk: ")
    assert "Traceback" not in sentence
    return sentence


def made_in(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return sorted(one.name for one in folder.iterdir())


def test_an_unknown_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DESK_TOKEN", "1:a")
    assert "unknown setting DESK_TOKEN; .env.example lists those there are" in refused(capsys, "run")


def test_an_unknown_setting_in_the_file_is_named_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".env").write_text("DESK_TOKN=1:a\n")
    assert "unknown setting DESK_TOKN" in refused(capsys, "run")


def test_an_impossible_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DESK_HTTP_PORT", "eighty")
    assert "DESK_HTTP_PORT" in refused(capsys, "run")


@pytest.mark.parametrize("name", ["RULES", "HOURS", "ROTA"])
def test_a_file_of_rules_hours_or_rota_that_is_not_there_is_named(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"DESK_{name}", "gone.toml")
    assert f"DESK_{name} gone.toml cannot be read: No such file or directory" in refused(capsys, "run")
    assert main(["check"]) == 1
    assert f"✗ {name.lower()}: DESK_{name} gone.toml cannot be read" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("rules", "accept = -3", "rules.toml, line 1: accept is -3, which is negative"),
        ("rules", 'on_call = ["07"]', "rules.toml, line 1: on_call is ['07']; write a table"),
        ("hours", 'zone = "Mars"', "hours.toml, line 1: zone is 'Mars', which is no time zone"),
        (
            "hours",
            'zone = "UTC"\nweek.mon = [["12:00", "08:30"]]',
            "hours.toml, line 2: week.mon closes at 08:30, not after",
        ),
        ("hours", 'zone = "UTC"\nweek.mon = [["08:30", "12:00"], ["11:00", "13:00"]]', "which overlap; make them one"),
        ("rota", '[rota]\nmon = { late = ["12"] }', "rota.toml, line 2: rota.mon.late is no shift"),
        ("rota", '[shifts.late]\nhours = ["17:30", "25:00"]\n[rota]\nmon = { late = ["12"] }', "who is no agent"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line_by_a_start_and_by_check(
    name: str,
    text: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv(f"DESK_{name.upper()}", f"{name}.toml")
    assert sentence in refused(capsys, "run")
    assert main(["check"]) == 1
    told = capsys.readouterr().out
    assert f"✗ {name}: {name}.toml, line " in told
    assert sentence in told


def test_check_finds_nothing_wrong_in_the_examples_and_says_of_hours_that_never_open_that_they_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("rules", "hours", "rota"):
        example = Path(__file__).parents[3] / "docs" / "examples" / f"{name}.toml"
        (tmp_path / f"{name}.toml").write_text(example.read_text(encoding="utf-8"), encoding="utf-8")
        monkeypatch.setenv(f"DESK_{name.upper()}", f"{name}.toml")
    main(["check"])
    assert capsys.readouterr().out.splitlines()[:5] == ["✓ rules", "✓ hours", "✓ rota", "✓ zone", "✓ database"]
    (tmp_path / "hours.toml").write_text('zone = "Asia/Shanghai"\n', encoding="utf-8")
    main(["check"])
    assert "✗ hours: hours.toml: the desk never opens again" in capsys.readouterr().out


def test_a_webhook_without_a_secret_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESK_WEBHOOK_URL", "https://desk.example")
    assert "needs DESK_WEBHOOK_SECRET" in refused(capsys, "run")


def test_a_library_that_cannot_be_read_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "faq.yaml").write_text("- id: hours\n  question: 8:30\n  answer: no\n")
    monkeypatch.setenv("DESK_FAQ", "faq.yaml")
    sentence = refused(capsys, "run")
    assert "faq.yaml" in sentence
    assert "2" in sentence


def test_rules_that_ask_for_the_impossible_are_named_with_their_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.toml").write_text("accept = -3\n")
    monkeypatch.setenv("DESK_RULES", "rules.toml")
    sentence = refused(capsys, "run")
    assert "rules.toml" in sentence
    assert "accept" in sentence


def test_a_port_in_use_is_named_with_the_setting_that_mends_it(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESK_HTTP_PORT", str(taken))
    assert f"port {taken} on 127.0.0.1 is in use by another program" in refused(capsys, "run")


def test_the_sandboxs_port_in_use_is_named_too(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESK_SANDBOX_PORT", str(taken))
    assert "set DESK_SANDBOX_PORT" in refused(capsys, "run")
    assert "set DESK_SANDBOX_PORT" in refused(capsys, "sandbox")


def test_a_database_of_a_newer_program_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3")) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    monkeypatch.setenv("DESK_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    assert "'9999'" in refused(capsys, "run")
    assert "'9999'" in refused(capsys, "migrate")


async def test_a_desk_that_waits_for_another_to_stop_leaves_its_tables_alone(tmp_path: Path) -> None:
    file, clock, stop = tmp_path / "desk.sqlite3", WallClock(), asyncio.Event()
    await migrate_to("0006", f"sqlite+aiosqlite:///{file}")
    running = Alone(file)
    assert await running.arrive()
    stop.set()
    async with town(clock) as play, program(settings_for(tmp_path, play.url), clock, stop) as loops:
        await loops()
    await running.leave()
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0006",)]


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    assert "dance" in capsys.readouterr().err


async def test_a_token_telegram_does_not_know_is_refused(tmp_path: Path) -> None:
    async with town(WallClock()) as play:
        settings = settings_for(tmp_path, play.url, bot_token="200000:WRONG")
        with pytest.raises(BadSettings, match="does not know this token"):
            async with program(settings, WallClock(), asyncio.Event()):
                pass
    assert made_in(tmp_path) == []


async def test_a_token_telegram_finds_nothing_under_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    async with town(WallClock()) as play:
        await play.do("fault", kind="error", method="getMe", code=404, description="Not Found")
        with pytest.raises(BadSettings, match="does not know this token"):
            async with program(settings_for(tmp_path, play.url), WallClock(), asyncio.Event()):
                pass
    assert made_in(tmp_path) == []


@pytest.mark.parametrize("word", ["abc", "1:", ":a", "1:a b", "1:ключ"])
def test_what_has_not_the_form_of_a_token_is_refused(
    word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESK_BOT_TOKEN", word)
    assert "DESK_BOT_TOKEN holds no token" in refused(capsys, "run")


def test_a_tokens_file_that_holds_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESK_BOT_TOKEN_FILE", "token")
    (tmp_path / "token").write_text("abc\n")
    assert "DESK_BOT_TOKEN_FILE holds no token" in refused(capsys, "run")
    (tmp_path / "token").write_bytes(b"\xff\xfe1:a")
    assert "DESK_BOT_TOKEN_FILE token is no text" in refused(capsys, "run")


def test_an_env_file_that_is_not_utf8_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_bytes("DESK_FAQ=知识库.yaml\n".encode("gbk"))
    assert refused(capsys, "run") == "frontdesk: .env is not UTF-8; save it as UTF-8 once more.\n"


def test_health_of_a_desk_that_is_not_there_is_no(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health"]) == 1
    assert "no desk answers" in capsys.readouterr().out


def test_check_doubts_that_the_machines_zone_is_the_desks_and_says_what_settles_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check"])
    doubt, remedy, *_ = capsys.readouterr().out.splitlines()
    assert doubt.startswith("! zone: none is set: times are told, and the quiet hours kept, as this machine does (UTC")
    assert 'zone = "Asia/Shanghai" below [organisation]' in remedy
    (tmp_path / "rules.toml").write_text('[organisation]\nzone = "Asia/Shanghai"\n', encoding="utf-8")
    monkeypatch.setenv("DESK_RULES", "rules.toml")
    main(["check"])
    assert "✓ zone" in capsys.readouterr().out.splitlines()


def test_check_says_that_there_is_no_token_and_what_mends_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    assert capsys.readouterr().out.splitlines()[2:] == [
        "✓ database",
        "✗ token: there is none: the desk would start in its sandbox",
        "  → set DESK_BOT_TOKEN",
    ]


def test_check_makes_no_database(tmp_path: Path) -> None:
    main(["check"])
    assert made_in(tmp_path) == []


async def test_check_leaves_a_database_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    before = file.read_bytes()
    settings = settings_for(tmp_path, "http://127.0.0.1:1", bot_token=None)
    (found,) = await _database_found(settings, file)
    assert "'9999'" in (found.wrong or "")
    assert (file.read_bytes(), made_in(tmp_path)) == (before, ["old.sqlite3"])


async def test_check_doubts_that_others_shall_read_the_database(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite3"
    await migrate(f"sqlite+aiosqlite:///{file}")
    settings = settings_for(tmp_path, "http://127.0.0.1:1", bot_token=None)
    assert await _database_found(settings, file, "database file") == []
    for mode in (0o640, 0o604):
        file.chmod(mode)
        (found,) = await _database_found(settings, file, "database file")
        assert (found.doubt, found.remedy) == (True, f"chmod 600 {file}")


async def test_check_says_of_a_file_that_is_no_database_that_it_is_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("buy milk, and then a great deal more of it\n" * 99)
    settings = settings_for(tmp_path, "http://127.0.0.1:1", bot_token=None)
    (found,) = await _database_found(settings, tmp_path / "notes.txt")
    assert "cannot be read: file is not a database" in (found.wrong or "")


async def _database_found(settings: Settings, file: Path, what: str = "database") -> list[Finding]:
    found = findings(settings, WallClock(), f"sqlite+aiosqlite:///{file}")
    return [one async for one in found if one.what == what]


async def test_check_finds_a_room_that_is_as_it_should_be(tmp_path: Path) -> None:
    clock = WallClock()
    async with town(clock) as play:
        settings = settings_for(tmp_path, play.url)
        found = [one async for one in findings(settings, clock, database_url(settings))]
    assert [one for one in found if one.wrong and not one.doubt] == []
    assert [one.what for one in found] == [
        "zone",
        "database",
        "token",
        "clock",
        "webhook",
        "staff room",
        "forum",
        "rights",
        "privacy mode",
    ]


async def test_a_group_becomes_the_staff_room_by_the_code_the_operator_has_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with whole(tmp_path, staff_chat_id=None) as desk:
        code = capsys.readouterr().out.split("/link ")[1].split()[0]
        await desk.play.do("write", as_=STRANGER, chat=ROOM, text="/link 12345678")
        await said_to(desk.play, ROOM, "口令不对")
        await desk.play.do("write", as_=ZHAO, chat=ROOM, text=f"/link {code}")
        await said_to(desk.play, ROOM, "已设为客服工作室")
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")

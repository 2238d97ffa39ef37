"""Secrets in files of their own: one of two places, read well or refused in a sentence, and never told to anybody."""

import asyncio
import traceback
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.check import findings
from bot.clock import WallClock
from bot.places import database_url
from bot.settings import BadSettings, Settings, read_settings, readable_by_all
from storage.engine import open_database

TOKEN = "123456789:AAE4f-cXqwCANARYCANARYCANARYCANARY"
PASSWORD = "hunter2-canary"
ADDRESS = f"postgresql+asyncpg://desk:{PASSWORD}@127.0.0.1:1/desk"
SETTINGS = ("BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL")

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.chdir(tmp_path)


def secret(name: str, text: str, mode: int = 0o600) -> str:
    """Write a secret into a file; return its name."""
    Path(name).write_text(text, encoding="utf-8")
    Path(name).chmod(mode)
    return name


def test_every_secret_is_read_from_its_file_without_the_line_break_at_its_end(monkeypatch: Patch) -> None:
    monkeypatch.setenv("DESK_BOT_TOKEN_FILE", secret("token", f"{TOKEN}\n"))
    monkeypatch.setenv("DESK_WEBHOOK_SECRET_FILE", secret("hook", "s3cret\r\n"))
    monkeypatch.setenv("DESK_DATABASE_URL_FILE", secret("database", f"{ADDRESS}\n"))
    monkeypatch.setenv("DESK_WEBHOOK_URL", "https://desk.example.org")
    settings = read_settings()
    assert settings.webhook_secret is not None
    assert (settings.token, settings.webhook_secret.get_secret_value(), database_url(settings)) == (
        TOKEN,
        "s3cret",
        ADDRESS,
    )


@pytest.mark.parametrize("name", SETTINGS)
def test_a_secret_in_both_places_is_refused(name: str, monkeypatch: Patch, capsys: Capture) -> None:
    monkeypatch.setenv(f"DESK_{name}", TOKEN)
    monkeypatch.setenv(f"DESK_{name}_FILE", secret("file", TOKEN))
    assert main(["check"]) == 2
    told = capsys.readouterr().err
    assert told == f"frontdesk: DESK_{name} and DESK_{name}_FILE are both set; leave one of them out.\n"


@pytest.mark.parametrize("name", SETTINGS)
def test_a_file_that_is_empty_missing_a_folder_or_no_text_is_refused_in_a_sentence(
    name: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setenv(f"DESK_{name}_FILE", "file")
    wrongs: list[str] = []
    for make in (
        lambda: None,
        lambda: Path("file").write_text(" \n", encoding="utf-8"),
        lambda: Path("file").write_bytes(b"\xff\xfe"),
    ):
        make()
        with pytest.raises(BadSettings) as refused:
            read_settings()
        wrongs.append(str(refused.value))
    monkeypatch.setenv(f"DESK_{name}_FILE", str(tmp_path))
    with pytest.raises(BadSettings, match="cannot be read: Is a directory"):
        read_settings()
    missing, empty, no_text = wrongs
    assert missing == f"DESK_{name}_FILE file cannot be read: No such file or directory."
    assert empty.startswith(f"DESK_{name}_FILE file is empty; put the ")
    assert no_text.startswith(f"DESK_{name}_FILE file is no text; put the ")


def test_files_with_secrets_that_everybody_can_read_are_found(monkeypatch: Patch) -> None:
    monkeypatch.setenv("DESK_BOT_TOKEN_FILE", secret("token", TOKEN, 0o644))
    monkeypatch.setenv("DESK_WEBHOOK_SECRET_FILE", secret("hook", "s3cret", 0o640))
    secret(".env", f"DESK_DATABASE_URL={ADDRESS}\n", 0o604)
    assert readable_by_all(read_settings()) == [Path("token"), Path(".env")]
    secret(".env", "DESK_LOCALE=en\nDESK_DATABASE_URL=\n", 0o644)
    assert readable_by_all(read_settings()) == [Path("token")]


async def test_check_says_how_a_file_that_everybody_can_read_is_mended(monkeypatch: Patch) -> None:
    monkeypatch.setenv("DESK_BOT_TOKEN_FILE", secret("token", TOKEN, 0o644))
    monkeypatch.setenv("DESK_TELEGRAM_API", "http://127.0.0.1:1")
    settings = read_settings()
    found = [one async for one in findings(settings, WallClock(), database_url(settings)) if one.what == "secrets"]
    (loose,) = found
    told = ("everybody on this machine can read token", "chmod 600 token", True)
    assert (loose.wrong, loose.remedy, loose.doubt) == told


def test_a_start_warns_of_a_file_that_everybody_can_read(monkeypatch: Patch, capsys: Capture) -> None:
    monkeypatch.setenv("DESK_BOT_TOKEN_FILE", secret("token", TOKEN, 0o644))
    monkeypatch.setenv("DESK_DATABASE_URL", "nonsense")
    monkeypatch.setenv("DESK_TELEGRAM_API", "http://127.0.0.1:1")
    assert main(["run"]) == 2
    told = capsys.readouterr().err
    assert (
        '"event": "everybody on this machine can read secrets of the desk", "why": "mend it: chmod 600 token"' in told
    )
    assert TOKEN not in told


@pytest.mark.parametrize(
    "command", [["run"], ["check"], ["migrate"], ["why", "1"], ["audit", "verify"], ["faq", "gaps"]]
)
@pytest.mark.parametrize(
    "address",
    [ADDRESS, f"postgresql+asyncpg://desk:{PASSWORD}/x@host/db", f"postgresql://desk:{PASSWORD}@host/db", PASSWORD],
)
def test_a_databases_password_is_told_by_no_command(
    command: list[str], address: str, monkeypatch: Patch, capsys: Capture
) -> None:
    monkeypatch.setenv("DESK_DATABASE_URL", address)
    monkeypatch.setenv("DESK_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DESK_TELEGRAM_API", "http://127.0.0.1:1")
    monkeypatch.setenv("DESK_LOG_LEVEL", "DEBUG")
    assert main(command) in {1, 2}
    said = "".join(capsys.readouterr())
    assert said
    assert [word for word in (PASSWORD, TOKEN) if word in said] == []


def test_an_error_about_a_database_and_the_settings_themselves_do_not_hold_the_password() -> None:
    settings = Settings.model_validate({"database_url": ADDRESS, "bot_token": TOKEN, "webhook_secret": PASSWORD})
    told = [repr(settings), str(settings), str(settings.model_dump())]
    for address in (ADDRESS, f"postgresql+asyncpg://desk:x@h:{PASSWORD}/desk"):
        with pytest.raises(Exception) as wrong:  # noqa: PT011 - whatever it is, it must not tell
            asyncio.run(_open(address))
        told += ["".join(traceback.format_exception(wrong.value))]
    assert [one for one in told if PASSWORD in one or TOKEN in one] == []


async def _open(address: str) -> None:
    await (await open_database(address)).close()


def test_the_example_of_settings_names_every_setting_and_holds_no_secret() -> None:
    example = (Path(__file__).parents[3] / ".env.example").read_text(encoding="utf-8")
    lines = dict(line.split("=", 1) for line in example.splitlines() if line and not line.startswith("#"))
    ours = {name for name in lines if name.startswith("DESK_")}  # the rest is for containers
    assert ours == {f"DESK_{name.upper()}" for name in Settings.model_fields}
    assert [name for name in lines if name.startswith(tuple(f"DESK_{one}" for one in SETTINGS)) and lines[name]] == []

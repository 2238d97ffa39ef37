"""What starts the desk elsewhere (image, compose, units, proxies) asks only for what the program has."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import webhook
from bot.__main__ import _COMMANDS
from bot.gate import ANSWERS_WITHIN
from bot.settings import Settings

_ROOT = Path(__file__).parents[3]
_PACKAGES = {"bot", "handlers", "storage", "desk", "faq"}
_MADE_BY_THE_OPERATOR = ("./deploy/secrets/", "./deploy/settings")
_SETTING = re.compile(r"\bDESK_[A-Z_]+\b")
_STARTED = re.compile(r"-m bot (\w+)")


def text(path: str) -> str:
    return (_ROOT / path).read_text(encoding="utf-8")


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text("compose.yaml"))
    return found


def ours() -> dict[str, dict[str, Any]]:
    return {name: one for name, one in compose()["services"].items() if one.get("image") == "frontdesk"}


def unit(path: str) -> dict[str, list[str]]:
    """Return the words of a unit by key; a key may stand more than once."""
    found: dict[str, list[str]] = {}
    for line in text(path).splitlines():
        key, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def seconds(span: str) -> int:
    (number,) = re.findall(r"^(\d+)s?$", span)
    return int(number)


FILES = ["Dockerfile", "compose.yaml", "deploy/frontdesk.service", "deploy/frontdesk-backup.service"]


@pytest.mark.parametrize("path", FILES)
def test_every_setting_is_one_the_program_knows(path: str) -> None:
    known = {f"DESK_{name}".upper() for name in Settings.model_fields}
    assert set(_SETTING.findall(text(path))) - known == set()


@pytest.mark.parametrize("path", FILES)
def test_every_command_is_one_the_program_has(path: str) -> None:
    assert set(_STARTED.findall(text(path))) - _COMMANDS.keys() == set()


def test_what_compose_says_to_the_image_are_commands_too() -> None:
    assert [word for one in ours().values() for word in one.get("command", ["run"])[:1] if word not in _COMMANDS] == []
    assert 'ENTRYPOINT ["python", "-m", "bot"]\nCMD ["run"]' in text("Dockerfile")
    assert 'CMD ["python", "-m", "bot", "health"]' in text("Dockerfile")


def test_the_image_has_every_package_and_only_what_git_has() -> None:
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", text("Dockerfile"), re.MULTILINE)
    sources = {source for line in copied for source in line.split()}
    assert sources == {*_PACKAGES, "LICENSE", "requirements.lock"}
    assert all((_ROOT / source).exists() for source in sources)
    let_through = {line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")}
    assert let_through == sources
    assert text(".dockerignore").splitlines()[1] == "*"


def test_the_image_runs_the_oldest_python_we_promise_with_locked_requirements_and_no_rights() -> None:
    dockerfile = text("Dockerfile")
    (oldest,) = re.findall(r'^requires-python = ">=(.+)"$', text("pyproject.toml"), re.MULTILINE)
    assert set(re.findall(r"^FROM python:(\d+\.\d+)", dockerfile, re.MULTILINE)) == {oldest}
    assert "--require-hashes" in dockerfile
    assert re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE) == ["10001:10001"]


def test_what_the_image_writes_is_in_its_volume() -> None:
    (volume,) = re.findall(r"^VOLUME (.+)$", text("Dockerfile"), re.MULTILINE)
    assert f"DESK_DATABASE_URL=sqlite+aiosqlite:///{volume}/" in text("Dockerfile")
    for name, one in ours().items():
        if name != "migrate":
            assert f"state:{volume}" in one["volumes"]
    assert compose()["services"]["desk"]["environment"]["DESK_DATABASE_URL"].startswith(
        f"sqlite+aiosqlite:///{volume}/"
    )


def test_every_service_is_read_only_without_rights_and_logs_within_limits() -> None:
    for one in compose()["services"].values():
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["security_opt"] == ["no-new-privileges:true"]
        assert one["logging"]["options"]["max-size"]


def test_the_two_ways_have_no_service_in_common() -> None:
    ways = {name: one["profiles"] for name, one in compose()["services"].items()}
    small = [name for name, profiles in ways.items() if profiles == ["small"]]
    scale = [name for name, profiles in ways.items() if profiles == ["scale"]]
    assert (small, sorted([*small, *scale])) == (["desk"], sorted(ways))


def test_a_container_is_given_no_secret_but_as_a_file_and_none_it_does_not_ask_for() -> None:
    declared = compose()["secrets"]
    for name, one in compose()["services"].items():
        asked = {value.rsplit("/", 1)[1] for key, value in one.get("environment", {}).items() if key.endswith("_FILE")}
        assert (name, asked) == (name, set(one.get("secrets", [])))
        assert asked <= declared.keys()
        assert not {"DESK_BOT_TOKEN", "DESK_WEBHOOK_SECRET", "POSTGRES_PASSWORD"} & one.get("environment", {}).keys()


def test_every_file_compose_mounts_is_there_or_the_operators() -> None:
    whole = compose()
    mounted = [volume.split(":")[0] for one in whole["services"].values() for volume in one.get("volumes", [])]
    paths = [path for path in mounted if path.startswith(".")] + [one["file"] for one in whole["secrets"].values()]
    missing = [path for path in paths if not path.startswith(_MADE_BY_THE_OPERATOR) and not (_ROOT / path).exists()]
    assert missing == []
    assert {path for path in mounted if not path.startswith(".")} <= whole["volumes"].keys()
    assert all(f"{path.strip('./')}" in text(".gitignore") for path in _MADE_BY_THE_OPERATOR)


def test_whoever_stops_the_desk_waits_longer_than_a_call_to_telegram_may_take() -> None:
    graces = [seconds(one["stop_grace_period"]) for name, one in ours().items() if name != "migrate"]
    graces.append(seconds(unit("deploy/frontdesk.service")["TimeoutStopSec"][0]))
    assert min(graces) >= 2 * ANSWERS_WITHIN


def test_the_unit_restarts_the_desk_whatever_ended_it_and_keeps_it_out_of_the_system() -> None:
    said = unit("deploy/frontdesk.service")
    expected = {"Restart": ["always"], "ProtectSystem": ["strict"], "NoNewPrivileges": ["yes"], "User": ["frontdesk"]}
    assert {key: said[key] for key in expected} == expected
    assert said["StateDirectory"] == ["frontdesk"]
    assert "DESK_BOT_TOKEN_FILE=%d/bot_token" in said["Environment"]
    assert said["LoadCredential"] == ["bot_token:/etc/frontdesk/bot_token"]


def test_the_proxies_let_one_path_through_and_nothing_longer_than_the_webhook_reads() -> None:
    caddy, nginx = text("deploy/Caddyfile"), text("deploy/nginx.conf")
    assert re.findall(r"^\s*path (.+)$", caddy, re.MULTILINE) == [webhook.PATH]
    assert re.findall(r"^\s*location (.+) \{$", nginx, re.MULTILINE) == [f"= {webhook.PATH}", "/"]
    assert (re.findall(r"max_size (\S+)", caddy), re.findall(r"client_max_body_size (\S+);", nginx)) == (
        ["1MiB"],
        ["1m"],
    )
    assert webhook._LONGEST == 1 << 20
    sent_twice, blamed_for_others = r"non_idempotent|lb_retry_match", r"fail_duration"
    assert not re.search(rf"^[^#]*({sent_twice}|{blamed_for_others})", caddy + nginx, re.MULTILINE)


def test_the_proxy_in_compose_asks_every_replica() -> None:
    replicas = [name for name, one in ours().items() if one["profiles"] == ["scale"] and name != "migrate"]
    (asked,) = re.findall(r"reverse_proxy (.+) \{", text("deploy/Caddyfile"))
    assert asked.split() == [f"{name}:8080" for name in replicas]

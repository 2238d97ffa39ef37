"""What our HTTP server answers to whom: Telegram with its secret, and nobody else; the page only in the sandbox."""

import asyncio
import json
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import psutil
import pytest
from aiohttp import ClientError, ClientSession, web

from bot import webhook, wiring
from bot.intake import Deaf, Intake
from bot.playing import TOKEN
from bot.serving import serve_http
from bot.settings import Settings
from bot.webhook import PATH, Webhook
from tests.kit.desks import free_port
from tests.kit.whole import whole

SECRET = "x" * 40
JSON = {"Content-Type": "application/json"}
KNOWN = {**JSON, "X-Telegram-Bot-Api-Secret-Token": SECRET}
MEGABYTE = 1 << 20


class _Heard:
    """Remembers what came in."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []

    async def hear(self, update: dict[str, Any]) -> None:
        if update.get("too late"):
            raise Deaf
        self.updates.append(update)


@asynccontextmanager
async def door() -> AsyncGenerator[tuple[ClientSession, str, _Heard]]:
    """Have the webhook's route on a server of its own."""
    heard = _Heard()
    settings = Settings.model_validate({"http_port": free_port()})
    async with AsyncExitStack() as stack, ClientSession() as session:
        await serve_http(settings, Webhook(cast("Intake", heard), SECRET).routes(), stack)
        yield session, f"http://127.0.0.1:{settings.http_port}", heard


@pytest.mark.parametrize("secret", ["", "x", "x" * 39, "x" * 41, "X" * 40, "x" * 8000, "秘密", None])
async def test_a_wrong_secret_of_any_length_is_refused_and_nothing_of_the_body_is_looked_at(
    secret: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[bytes] = []
    monkeypatch.setattr(webhook, "update_in", parsed.append)
    headers = JSON if secret is None else {**JSON, "X-Telegram-Bot-Api-Secret-Token": secret}
    async with door() as (session, url, heard):
        async with session.post(url + PATH, data=b'{"update_id": 1}', headers=headers) as answer:
            assert answer.status == 401
            assert await answer.read() == b""
        assert (parsed, heard.updates) == ([], [])


async def test_a_secret_that_is_no_text_is_refused_like_any_other() -> None:
    async with door() as (_, url, heard):
        host, port = url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /telegram HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
            b"X-Telegram-Bot-Api-Secret-Token: \xff\xfe\r\nContent-Length: 2\r\n\r\n{}"
        )
        assert (await reader.readline()).split()[1] == b"401"
        writer.close()
        assert heard.updates == []


async def test_the_secret_is_compared_in_a_time_that_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(given: bytes, ours: bytes) -> bool:
        compared.append((given, ours))
        return given == ours

    monkeypatch.setattr("bot.webhook.hmac.compare_digest", compare)
    async with door() as (session, url, heard):
        for secret in ("no", SECRET):
            headers = {**JSON, "X-Telegram-Bot-Api-Secret-Token": secret}
            async with session.post(url + PATH, data=b'{"update_id": 1}', headers=headers):
                """The door has answered."""
        assert compared == [(b"no", SECRET.encode()), (SECRET.encode(), SECRET.encode())]
        assert heard.updates == [{"update_id": 1}]


@pytest.mark.parametrize("declared", [True, False], ids=["told beforehand", "in pieces of which nothing was told"])
async def test_a_body_longer_than_a_megabyte_is_refused(declared: bool) -> None:  # noqa: FBT001 - a row
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(64):
            sent += MEGABYTE
            yield b" " * MEGABYTE

    data: Any = BytesIO(b" " * (MEGABYTE + 1)) if declared else pieces()
    async with door() as (session, url, heard):
        try:
            async with session.post(url + PATH, data=data, headers=KNOWN) as answer:
                assert answer.status == 413
        except ClientError:
            assert not declared, "who goes on sending is cut off"
        assert heard.updates == []
        assert sent < 64 * MEGABYTE, "it was not read to its end"


async def test_a_body_that_never_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "_PATIENCE", 0.05)
    never = asyncio.Event()

    async def drops() -> AsyncIterator[bytes]:
        yield b"{"
        await never.wait()

    async with door() as (session, url, heard):
        async with session.post(url + PATH, data=drops(), headers=KNOWN) as answer:
            assert answer.status == 408
        assert heard.updates == []


@pytest.mark.parametrize(
    ("method", "kind", "body", "status"),
    [
        ("GET", "application/json", b"", 405),
        ("PUT", "application/json", b"{}", 405),
        ("POST", "text/plain", b'{"update_id": 1}', 415),
        ("POST", "application/x-www-form-urlencoded", b"update_id=1", 415),
        ("POST", "application/json", b"", 400),
        ("POST", "application/json", b"[" * 100_000, 400),
        ("POST", "application/json", b'{"update_id": "1"}', 400),
        ("POST", "application/json", b'{"update_id": true}', 400),
        ("POST", "application/json", b'{"update_id": ' + b"9" * 19 + b"}", 400),
        ("POST", "application/json", b'{"update_id": ' + b"9" * 9000 + b"}", 400),
        ("POST", "application/json", b'{"update_id": 1}', 200),
    ],
)
async def test_only_an_update_in_json_by_post_is_heard(method: str, kind: str, body: bytes, status: int) -> None:
    async with door() as (session, url, heard):
        async with session.request(method, url + PATH, data=body, headers={**KNOWN, "Content-Type": kind}) as answer:
            assert answer.status == status
        assert heard.updates == ([json.loads(body)] if status == 200 else [])


async def test_with_a_token_no_route_of_the_sandbox_is_there_and_none_names_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[web.RouteDef] = []

    async def serve(settings: Settings, routes: Any, stack: Any) -> None:
        served.extend(routes)
        await serve_http(settings, routes, stack)

    monkeypatch.setattr(wiring, "serve_http", serve)
    async with whole(tmp_path) as desk:
        assert {(route.method, route.path) for route in served} == {
            ("GET", "/healthz"),
            ("GET", "/readyz"),
            ("GET", "/metrics"),
        }
        for path in ("/", "/control/state", "/page", "/index.html", f"/bot{TOKEN}/getMe", PATH):
            assert (await desk.ask(path))[0] == 404
    served.clear()
    hook = {"webhook_url": "http://127.0.0.1:9", "webhook_secret": SECRET}
    async with whole(tmp_path, **hook):
        assert {route.path for route in served} == {"/healthz", "/readyz", "/metrics", PATH}
        assert not any(TOKEN in route.path or SECRET in route.path for route in served)


async def test_the_server_listens_on_this_machine_only_unless_told_otherwise(tmp_path: Path) -> None:
    assert Settings.model_fields["http_host"].default == "127.0.0.1"
    async with whole(tmp_path) as desk:
        listening = [
            one.laddr.ip
            for one in psutil.Process().net_connections("tcp")
            if one.status == psutil.CONN_LISTEN and one.laddr.port == desk.port
        ]
        assert listening == ["127.0.0.1"]
        assert socket.gethostbyname("localhost") == "127.0.0.1"


async def test_what_comes_too_late_is_to_be_brought_again() -> None:
    async with door() as (session, url, heard):
        async with session.post(url + PATH, data=b'{"update_id": 1, "too late": true}', headers=KNOWN) as answer:
            assert answer.status == 503
        assert heard.updates == []

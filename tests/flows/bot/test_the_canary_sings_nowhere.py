"""The canary: a text, a phone, a name and a token that stand in no log, figure, health answer or error.

A day on which everything happens that may make a program talk: customers, agents, notes, forms, poison, a Telegram
that refuses and quotes what it refuses, requests of somebody else's, a database that is locked and one that is broken.
"""

import asyncio
import json
import logging
import sqlite3
import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage
from aiogram.methods.base import TelegramMethod
from aiohttp import ClientSession, web

from bot import logs
from bot.clock import WallClock
from bot.line import JsonSession
from bot.mishaps import mishap_of
from bot.sandbox.server import serve
from bot.sandbox.world import World, default_cast
from tests.kit.crowds import Place
from tests.kit.databases import sqlite_address
from tests.kit.desks import LIN, ROOM, ZHAO, Sandbox, free_port
from tests.kit.watching import card_in, on_duty, said_to, topic_of
from tests.kit.whole import Whole, desk_in

TEXT = "水管金丝雀漏水"
PHONE = "13912345678"
NAME = "鸣禽女士"
SECRET = "webhook-canary-secret"
TOKEN = "100000:AAE4canaryCANARYcanaryCANARYcanaryXY"
CANARY = 5001
CANARIES = (TEXT, PHONE, NAME, TOKEN, TOKEN.partition(":")[2], SECRET, "金丝雀", "鸣禽")


@dataclass(slots=True)
class Ears:
    """Everything the desk says to whoever is neither customer nor staff."""

    heard: list[str] = field(default_factory=list[str])

    async def listen(self, desk: Whole) -> dict[str, str]:
        """Ask for health and figures; return what is wrong."""
        for path in ("/healthz", "/metrics", "/readyz", f"/{TEXT}"):
            _, said = await desk.ask(path)
            self.heard.append(said)
        wrong: dict[str, str] = json.loads(self.heard[-2])["wrong"]
        return wrong

    async def post(self, desk: Whole, path: str = "/telegram", **request: Any) -> int:
        """Knock at the door of the webhook; return the status."""
        async with desk.play.session.post(f"http://127.0.0.1:{desk.port}{path}", **request) as answer:
            self.heard.append(f"{answer.headers} {await answer.text()}")
            return answer.status


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """Log as the program does, as much as it can, beside all else that is printed; undo it in the end."""
    out, root = StringIO(), logging.getLogger()
    before = root.handlers[:], root.level
    known = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    for one in known:
        monkeypatch.setattr(one, "disabled", False)  # a linter that sets up its own logs may have been here
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", out)
    logs.begin("DEBUG")
    yield out
    root.handlers[:], level = before[0], before[1]
    root.setLevel(level)
    for name in ("bot", "handlers", "storage", "desk", "faq"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@asynccontextmanager
async def desk_with_a_webhook(folder: Path) -> AsyncGenerator[Whole]:
    """Have a desk on an SQLite file, which can be locked and broken."""
    clock, port = WallClock(), free_port()
    world = World(clock, tokens=(TOKEN,), pace=1000)
    default_cast(world)
    hook = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": SECRET, "http_port": port}
    async with serve(world, "127.0.0.1", 0) as server, ClientSession() as session:
        play = Sandbox(session, server.url)
        await play.do("user", id=CANARY, first_name=NAME, username="canary_bird", language_code="zh-hans")
        file = Place(sqlite_address(folder / "desk.sqlite3"), 1)
        async with desk_in(play, folder, clock, place=file, bot_token=TOKEN, **hook) as desk:
            yield desk


async def test_texts_phones_names_and_tokens_stand_in_no_log_figure_health_answer_or_error(
    tmp_path: Path, said: StringIO
) -> None:
    ears = Ears()
    async with desk_with_a_webhook(tmp_path) as desk:
        await a_talk(desk)
        await ears.listen(desk)
        await telegram_quotes_what_it_refuses(desk)
        await ears.listen(desk)
        await a_poison_update(desk)
        await bad_requests(desk, ears)
        await a_locked_database(desk, ears, tmp_path / "desk.sqlite3")
        await a_broken_database(desk, ears, tmp_path / "desk.sqlite3")
    lines = said.getvalue().splitlines()
    told = [*ears.heard, *lines]
    assert [line for line in told if any(canary in _plain(line) for canary in CANARIES)] == []
    events = {json.loads(line)["event"] for line in lines if line.startswith("{")}
    assert {"an update was put aside", "the intake waits", "the audit stands"} <= events


def _plain(line: str) -> str:
    """Return a line as a person reads it: what JSON has escaped, too."""
    return line + line.encode("ascii", "backslashreplace").decode("unicode_escape")


async def a_talk(desk: Whole) -> None:
    """Somebody with the canary's name and phone asks; agents answer, note, correct, and look at the file."""
    play = desk.play
    await on_duty(play)
    await play.do("write", as_=CANARY, text=f"转人工 {TEXT} {PHONE}")
    await play.do("write", as_=CANARY, text="转人工")
    thread = await topic_of(play, NAME)
    await card_in(play, thread)
    await play.do("write", as_=LIN, chat=ROOM, thread=thread, text=f"您好，{TEXT}我们知道了")
    heard = await said_to(play, CANARY, "我们知道了")
    for text in (f"备注 {TEXT} {PHONE}", f"档案 电话 {PHONE}", f"档案 备注 {TEXT}", "档案", "求助"):
        await play.do("write", as_=LIN, chat=ROOM, thread=thread, text=text)
    mine = await play.do("write", as_=CANARY, text=f"{TEXT}还有 {PHONE}", reply_to=heard["message_id"])
    await play.do("edit", as_=CANARY, message_id=mine["message"]["message_id"], text=f"改一下：{TEXT}")
    await play.do("write", as_=CANARY, kind="photo", caption=TEXT)
    await said_to(play, ROOM, "改一下")
    await play.do("write", as_=CANARY, text=f"报修 {TEXT}，3栋502，{PHONE}")
    for who in (ZHAO, LIN):
        await play.do("write", as_=who, chat=ROOM, text=f"/faq {TEXT}")
        await play.do("write", as_=who, chat=ROOM, text="/ledger repairs")
    await desk.settled()


async def telegram_quotes_what_it_refuses(desk: Whole) -> None:
    """Refusals that name what was said, answers that are none, connections that break."""
    quoting = f"Bad Request: can't parse entities: unsupported start tag {TEXT} of {NAME} {PHONE} at /bot{TOKEN}/"
    for fault in (
        {"kind": "error", "code": 400, "description": quoting, "times": 2},
        {"kind": "error", "code": 400, "description": f"Bad Request: {TEXT} {TOKEN}", "times": 1},
        {"kind": "error", "code": 500, "description": f"{TEXT} {TOKEN}", "times": 1},
        {"kind": "html", "times": 1},
        {"kind": "reset_before", "times": 1},
    ):
        await desk.play.do("fault", method="send*", **fault)
        await desk.play.do("write", as_=CANARY, text=f"{TEXT}？{fault['kind']}")
    await desk.settled()
    await desk.play.do("fault/off")


async def a_poison_update(desk: Whole) -> None:
    """What nobody can understand, with everything in it."""
    person = {"id": CANARY, "is_bot": False, "first_name": NAME}
    chat = {"id": CANARY, "type": "private", "first_name": NAME}
    poison = {"message_id": PHONE + TEXT, "from": person, "chat": chat, "date": TEXT, "text": f"{TEXT} {PHONE} {TOKEN}"}
    await desk.play.do("update", update={"message": poison})
    await said_to(desk.play, ROOM, "message")


async def bad_requests(desk: Whole, ears: Ears) -> None:
    """Somebody else knocks, or the right one with something wrong."""
    body = json.dumps({"update_id": TEXT, "message": {"text": f"{TEXT} {PHONE}"}})
    right = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
    theirs = {**right, "X-Telegram-Bot-Api-Secret-Token": PHONE}
    assert await ears.post(desk, data=body, headers=theirs) == 401
    assert await ears.post(desk, data=body, headers={**right, "Content-Type": "text/plain"}) == 415
    assert await ears.post(desk, data=body, headers=right) == 400
    assert await ears.post(desk, data=f"{{{TEXT}", headers=right) == 400
    long = BytesIO(TEXT.encode() * (1 << 16))
    assert await ears.post(desk, data=long, headers=right) == 413
    assert await ears.post(desk, f"/bot{TOKEN}/getMe?text={PHONE}", data=body, headers=right) == 404
    assert await ears.post(desk, "/metrics", data=body, headers=right) == 405


async def a_locked_database(desk: Whole, ears: Ears, file: Path) -> None:
    """Another program holds the file for longer than anybody waits."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # the desk may be writing just now
        await desk.play.do("write", as_=CANARY, text=f"{TEXT}还在吗")
        while "intake" not in await ears.listen(desk):
            await desk.clock.sleep(0.2)
        other.execute("ROLLBACK")
    while await ears.listen(desk):
        await desk.clock.sleep(0.1)


async def a_broken_database(desk: Whole, ears: Ears, file: Path) -> None:
    """A table is gone: what fails then is a mistake of ours, with the statement and all it was given."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "ALTER TABLE messages RENAME TO elsewhere")
        await desk.play.do("write", as_=CANARY, text=f"{TEXT}又漏了 {PHONE}")
        while "desk_dead_letters 1.0" in (await desk.ask("/metrics"))[1]:  # the poison; letters may follow it aside
            await ears.listen(desk)
            await desk.clock.sleep(0.1)
        await asyncio.to_thread(other.execute, "ALTER TABLE elsewhere RENAME TO messages")


async def _around(_: web.Request) -> web.Response:
    raise web.HTTPTemporaryRedirect("again")


async def _called_in_vain(method: TelegramMethod[Any]) -> TelegramNetworkError:
    """Return what a call comes to at a server that sends everybody in a circle."""
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", _around)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    session = JsonSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{port}"))
    try:
        with pytest.raises(TelegramNetworkError) as failed:
            await Bot(TOKEN, session=session)(method)
    finally:
        await session.close()
        await runner.cleanup()
    return failed.value


async def test_a_call_that_fails_names_no_address_for_the_token_is_in_it() -> None:
    error = await _called_in_vain(SendMessage(chat_id=1, text=TEXT))
    assert (str(error), mishap_of(error).sentence) == ("HTTP Client says - TooManyRedirects", "TooManyRedirects")


def test_an_error_of_aiograms_that_names_the_address_is_told_without_the_token() -> None:
    method = SendMessage(chat_id=1, text=TEXT)
    error = TelegramNetworkError(method=method, message=f"InvalidURL: http://api/bot{TOKEN}/sendDocument")
    assert mishap_of(error).sentence == "InvalidURL: http://api/bot<token>/sendDocument"
    assert TOKEN not in mishap_of(ValueError(f"bot{TOKEN}")).sentence


def test_a_canary_that_sings_is_heard() -> None:
    """The ears are good: what a log would hold if it were escaped is found."""
    for canary in CANARIES:
        assert canary in _plain(json.dumps({"why": canary}))
        assert canary in _plain(f"why {canary}")

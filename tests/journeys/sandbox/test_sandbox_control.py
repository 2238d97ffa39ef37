import asyncio
import subprocess
import sys

import pytest

from bot.sandbox.server import Server, serve
from bot.sandbox.world import World
from tests.journeys.sandbox.players import LIN, MEI, ROOM, STRANGER, StandingClock, Telegram


async def test_an_impossible_wish_is_refused_with_a_sentence(telegram: Telegram) -> None:
    wishes: list[tuple[str, dict[str, object]]] = [
        ("write", {"as": 42, "text": "who?"}),
        ("write", {"as": MEI, "text": ""}),
        ("write", {"as": MEI, "chat": ROOM, "text": "not a member"}),
        ("press", {"as": MEI, "message_id": 1, "data": "x"}),
        ("fault", {"kind": "earthquake"}),
        ("speed", {"rate": 60}),
    ]
    for deed, wish in wishes:
        async with telegram.session.post(f"{telegram.url}/control/{deed}", json=wish) as response:
            assert (response.status, list(await response.json())) == (400, ["error"])


async def test_a_look_that_makes_no_sense_is_refused(telegram: Telegram) -> None:
    async with telegram.session.get(f"{telegram.url}/control/feed?since=yesterday") as response:
        assert (response.status, list(await response.json())) == (400, ["error"])


async def test_the_feed_can_be_waited_on_for_one_kind_in_one_chat(telegram: Telegram) -> None:
    await telegram.greeted()
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(telegram.see(f"feed?since=0&wait=5&kind=message&chat={ROOM}"))
        await telegram.greeted()
        await telegram.people("write", LIN, chat=ROOM, text="/on")
    assert [event["message"]["text"] for event in waiting.result()["events"]] == ["/on"]
    assert (await telegram.see(f"feed?since={waiting.result()['seq']}"))["events"] == []


async def test_events_stream_to_the_page(telegram: Telegram) -> None:
    async with telegram.session.get(f"{telegram.url}/control/events?since=0") as response:
        await telegram.greeted()
        line = await response.content.readline()
    assert response.content_type == "text/event-stream"
    assert line.startswith(b'data: {"seq":1,"kind":"message"')


async def test_a_press_brings_back_the_answer(telegram: Telegram) -> None:
    await telegram.greeted()
    keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    sent = await telegram.done("sendMessage", chat_id=MEI, text="?", reply_markup=keyboard)
    async with asyncio.TaskGroup() as group:
        press = group.create_task(telegram.people("press", MEI, message_id=sent["message_id"], data="ok", wait=5))
        updates = await telegram.done("getUpdates", offset=-1, timeout=5)
        while "callback_query" not in updates[-1]:
            updates = await telegram.done("getUpdates", offset=updates[-1]["update_id"] + 1, timeout=5)
        await telegram.done("answerCallbackQuery", callback_query_id=updates[-1]["callback_query"]["id"], text="收到")
    assert press.result()["press"]["answer"] == {"text": "收到", "show_alert": False, "url": ""}


async def test_a_button_that_has_gone_can_still_be_under_a_slow_finger(telegram: Telegram) -> None:
    await telegram.greeted()
    sent = await telegram.done("sendMessage", chat_id=MEI, text="?")
    await telegram.people("press", MEI, message_id=sent["message_id"], data="gone", stale=True)
    query = (await telegram.done("getUpdates", offset=-1))[0]["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("gone", sent["message_id"])


async def test_who_writes_has_started_the_bot_again(telegram: Telegram) -> None:
    await telegram.people("block", MEI, blocked=True)
    await telegram.greeted()
    kinds = [next(key for key in update if key != "update_id") for update in await telegram.done("getUpdates")]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_many_messages_at_once_keep_the_order_of_each_customer(telegram: Telegram) -> None:
    done = await telegram.people("bulk", count=6, users=2, text="n{n}")
    updates = await telegram.done("getUpdates")
    assert updates[0]["update_id"] == done["first_update_id"]
    assert [(u["message"]["from"]["id"], u["message"]["text"]) for u in updates] == [
        (50_000 + n % 2, f"n{n}") for n in range(6)
    ]


async def test_people_come_and_go(telegram: Telegram) -> None:
    await telegram.people("user", id=2001, first_name="新人")
    await telegram.people("member", 2001, chat=ROOM, user=2001, status="member")
    await telegram.people("write", 2001, chat=ROOM, text="/on")
    await telegram.people("member", LIN, chat=ROOM, user=STRANGER, status="kicked")
    members = {m["user_id"]: m["status"] for m in (await telegram.see("state"))["groups"][0]["members"]}
    assert (members[2001], members[STRANGER]) == ("member", "kicked")


async def test_a_picture_is_shown_and_anything_else_is_only_saved(telegram: Telegram) -> None:
    photo = (await telegram.people("write", MEI, kind="photo"))["message"]["photo"][-1]["file_id"]
    page = {"name": "x.html", "base64": "PHNjcmlwdD4=", "mime_type": "text/html"}
    document = (await telegram.people("write", MEI, kind="document", file=page))["message"]["document"]["file_id"]
    kinds = []
    for file_id in (photo, document):
        async with telegram.session.get(f"{telegram.url}/control/file/{file_id}") as response:
            kinds.append(response.content_type)
    assert kinds == ["image/png", "application/octet-stream"]


async def test_time_is_sped_up_where_the_clock_can(world: World, clock: StandingClock, telegram: Telegram) -> None:
    rates: list[float] = []
    clock.speed_up = rates.append  # type: ignore[attr-defined]  # this one only listens
    assert await telegram.people("speed", rate=60) == {"rate": 60}
    assert rates == [60.0]
    assert world.feed.since(0)[-1]["kind"] == "clock"


async def test_the_board_is_what_the_bot_beside_tells(world: World, telegram: Telegram) -> None:
    async def board() -> dict[str, object]:
        return {"now": "2026-03-02T09:00:00+00:00", "queue": [], "clocks": [], "agents": [], "struck": []}

    assert await telegram.see("board") == {"board": None}
    async with serve(world, "127.0.0.1", 0, board) as beside:
        assert await Telegram(telegram.session, beside.url).see("board") == await board()


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/style.css", "/page/icon.svg"])
async def test_the_page_needs_nothing_from_outside_this_machine(server: Server, telegram: Telegram, path: str) -> None:
    async with telegram.session.get(server.url + path) as response:
        text = await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert (response.status, policy.startswith("default-src 'self'")) == (200, True)
    assert "https://" not in text


@pytest.mark.parametrize("path", ["/page/..%2f..%2fserver.py", "/page/nothing.js", "/control/nothing", "/elsewhere"])
async def test_nothing_else_is_served(server: Server, telegram: Telegram, path: str) -> None:
    async with telegram.session.get(server.url + path) as response:
        assert response.status == 404


def test_the_sandbox_does_not_need_the_library_it_is_there_to_test() -> None:
    program = "import sys, bot.sandbox.server; sys.exit(sum(name in sys.modules for name in ('aiogram', 'telegram')))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603 - our own words


async def test_a_group_that_is_made_has_its_maker_the_others_and_the_bot(telegram: Telegram) -> None:
    await telegram.people("group", LIN, id=-1009876543210, title="投诉组", members=[LIN, STRANGER])
    groups = (await telegram.see("state"))["groups"]
    (made,) = [group for group in groups if group["id"] == -1009876543210]
    standing = [(one["user_id"], one["status"]) for one in made["members"]]
    assert standing == [(LIN, "creator"), (STRANGER, "member"), (100000, "administrator")]
    assert (made["title"], made["is_forum"], len(groups)) == ("投诉组", True, 2)

"""What Telegram is told at the start reaches it, however late."""

import json
from pathlib import Path
from typing import Any

from bot.clock import WallClock
from tests.kit.desks import MEI, ROOM, TOKEN, Sandbox, free_port
from tests.kit.watching import said_to, topic_of
from tests.kit.whole import Whole, desk_in, town

FAST = 30


async def menus(play: Sandbox) -> list[Any]:
    """Return for which chats a menu was set."""
    calls = (await play.see("calls", method="setMyCommands"))["calls"]
    scopes = [call["params"].get("scope") for call in calls if call["code"] == 200]
    read = [json.loads(scope) if isinstance(scope, str) else scope for scope in scopes]
    return [scope["chat_id"] if scope else None for scope in read]


async def wrong_with(desk: Whole, part: str) -> str:
    """Return what is wrong with a part, once something is."""
    while part not in (wrong := json.loads((await desk.ask("/readyz"))[1])["wrong"]):
        await desk.clock.sleep(0.05)
    return str(wrong[part])


async def until_well(desk: Whole) -> None:
    """Wait until nothing is wrong."""
    while (await desk.ask("/readyz"))[0] != 200:
        await desk.clock.sleep(0.05)


async def test_a_desk_started_while_telegram_is_away_hears_by_webhook_as_soon_as_it_is_back(tmp_path: Path) -> None:
    port = free_port()
    hook: dict[str, Any] = {
        "webhook_url": f"http://127.0.0.1:{port}",
        "webhook_secret": "a-secret-of-ours",
        "http_port": port,
    }
    clock = WallClock(FAST)
    async with town(clock) as play:
        await play.do("fault", kind="html", code=502)
        async with desk_in(play, tmp_path, clock, **hook) as desk:
            assert await wrong_with(desk, "announcing") == (
                "not everything could be told to Telegram yet: ClientDecodeError"
            )
            await play.do("fault/off")
            await play.do("write", as_=MEI, text="转人工")
            await topic_of(play, "梅")
            await until_well(desk)


async def test_a_webhook_left_behind_is_removed_although_telegram_was_away_at_the_start(tmp_path: Path) -> None:
    clock = WallClock(FAST)
    async with town(clock) as play:
        left = {"url": f"http://127.0.0.1:{free_port()}/telegram"}
        async with play.session.post(f"{play.url}/bot{TOKEN}/setWebhook", json=left) as answer:
            assert answer.status == 200
        await play.do("fault", kind="html", code=502, method="getMe", times=1)
        await play.do("fault", kind="html", code=502, method="getWebhookInfo", times=2)
        async with desk_in(play, tmp_path, clock):
            await play.do("write", as_=MEI, text="转人工")
            await topic_of(play, "梅")


async def test_a_group_that_becomes_the_staff_room_is_given_its_menu(tmp_path: Path, capsys: Any) -> None:
    clock = WallClock(FAST)
    async with town(clock) as play, desk_in(play, tmp_path, clock, staff_chat_id=None) as desk:
        many = desk.place.many
        while len(await menus(play)) < 3 * many:
            await clock.sleep(0.5)
        code = capsys.readouterr().out.split("/link ")[1].split()[0]
        await play.do("write", as_=900001, chat=ROOM, text=f"/link {code}")
        await said_to(play, ROOM, "已设为客服工作室")
        while len(await menus(play)) < 4 * many:
            await clock.sleep(0.5)
        assert await menus(play) == [None] * 3 * many + [ROOM] * many

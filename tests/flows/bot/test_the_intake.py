"""What the intake does with updates that are not as they should be."""

import json
from pathlib import Path

from tests.kit.desks import MEI, ROOM, TOM
from tests.kit.watching import said_to, topic_of
from tests.kit.whole import whole


async def test_an_update_nobody_can_understand_is_put_aside_and_the_next_one_is_served(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("update", update={"message": {"message_id": "not a number"}})
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        await said_to(desk.play, ROOM, "message")
        _, figures = await desk.ask("/metrics")
        assert "desk_dead_letters 1.0" in figures


async def test_an_update_of_a_kind_still_unknown_is_passed_over(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("update", update={"something_of_next_year": {"id": 1}})
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        _, figures = await desk.ask("/metrics")
        assert "desk_dead_letters 0.0" in figures


async def test_an_update_that_comes_twice_is_handled_once(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("updates", duplicate=3)
        await desk.play.do("write", as_=MEI, text="转人工")
        thread = await topic_of(desk.play, "梅")
        await desk.play.do("write", as_=MEI, text="我家的水龙头")
        await said_to(desk.play, ROOM, "水龙头")
        await desk.play.do("write", as_=MEI, text="最后一句")
        await said_to(desk.play, ROOM, "最后一句")
        texts = [m.get("text") for m in (await desk.play.room())["messages"] if m.get("message_thread_id") == thread]
        assert texts.count("我家的水龙头") == 1


async def test_ids_that_start_lower_again_after_a_quiet_week_are_heard(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        await desk.play.do("updates", next_id=5)
        await desk.play.do("write", as_=TOM, text="human")
        await topic_of(desk.play, "Tom")


async def test_a_webhook_hears_what_telegram_brings_and_nobody_else(tmp_path: Path) -> None:
    from tests.kit.desks import free_port  # noqa: PLC0415 - the port must be known before the desk

    port = free_port()
    hook = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": "a-secret-of-ours", "http_port": port}
    async with whole(tmp_path, **hook) as desk:
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        url = f"http://127.0.0.1:{port}/telegram"
        update = json.dumps({"update_id": 1})
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": "a-secret-of-theirs"}
        for wrong in (headers, {"Content-Type": "application/json"}):
            async with desk.play.session.post(url, data=update, headers=wrong) as answer:
                assert answer.status == 401
        async with desk.play.session.get(url) as answer:
            assert answer.status == 405


async def test_health_tells_what_is_wrong(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        assert await desk.ask("/healthz") == (200, '{"alive": true}')
        assert await desk.ask("/readyz") == (200, '{"ready": true, "wrong": {}}')
        await desk.play.do("fault", kind="error", method="getUpdates", code=401, times=3)
        await desk.play.do("write", as_=MEI, text="还在吗")
        while (answer := await desk.ask("/readyz"))[0] == 200:
            await desk.clock.sleep(0.05)
        assert "token" in json.loads(answer[1])["wrong"]["intake"]

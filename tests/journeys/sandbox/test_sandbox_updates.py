import asyncio
from collections.abc import AsyncGenerator

import pytest
from aiohttp import MultipartWriter, web
from aiohttp.test_utils import TestServer

from tests.journeys.sandbox.players import BOT, LIN, MEI, ROOM, TOM, StandingClock, Telegram


def ids(updates: list[dict[str, object]]) -> list[object]:
    return [update["update_id"] for update in updates]


async def test_an_offset_confirms_what_lies_before_it(telegram: Telegram) -> None:
    for _ in range(3):
        await telegram.greeted()
    first = await telegram.done("getUpdates", limit=2)
    again = await telegram.done("getUpdates", limit=2)
    rest = await telegram.done("getUpdates", offset=first[-1]["update_id"] + 1)
    assert ids(first) == ids(again)
    assert ids(rest) == [first[-1]["update_id"] + 1]


async def test_a_negative_offset_keeps_only_the_last(telegram: Telegram) -> None:
    await telegram.people("bulk", count=5)
    last = await telegram.done("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in last] == ["message 4"]
    assert ids(await telegram.done("getUpdates")) == ids(last)


async def test_a_batch_is_at_most_a_hundred(telegram: Telegram) -> None:
    await telegram.people("bulk", count=130)
    assert len(await telegram.done("getUpdates", limit=1000)) == 100


async def test_a_poller_waits_until_something_comes(telegram: Telegram) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(telegram.done("getUpdates", timeout=30))
        await asyncio.wait([poll], timeout=0.05)
        assert not poll.done()
        await telegram.greeted()
    assert [update["message"]["text"] for update in poll.result()] == ["你好"]


async def test_a_second_poller_ends_the_first(telegram: Telegram) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(telegram.call("getUpdates", timeout=30))
        await asyncio.wait([first], timeout=0.05)
        second = group.create_task(telegram.call("getUpdates", timeout=30))
        await asyncio.wait([first])
        await telegram.greeted()
    assert first.result()["error_code"] == 409
    assert "terminated by other getUpdates request" in first.result()["description"]
    assert len(second.result()["result"]) == 1


async def test_a_poller_that_was_killed_holds_nothing_back(telegram: Telegram) -> None:
    async with asyncio.TaskGroup() as group:
        killed = group.create_task(telegram.call("getUpdates", timeout=30))
        await asyncio.wait([killed], timeout=0.05)
        killed.cancel()
    await telegram.greeted()
    assert len(await telegram.done("getUpdates", timeout=5)) == 1


async def test_reactions_come_only_to_those_who_ask(telegram: Telegram) -> None:
    message_id = await telegram.greeted()
    await telegram.people("react", MEI, message_id=message_id, emoji=["👍"])
    assert [min(update) for update in await telegram.done("getUpdates")] == ["message"]
    await telegram.done("getUpdates", offset=-1, allowed_updates=["message", "message_reaction"])
    await telegram.people("react", MEI, message_id=message_id, emoji=[])
    change = (await telegram.done("getUpdates"))[-1]["message_reaction"]
    assert change["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert change["new_reaction"] == []


async def test_an_update_is_a_snapshot_of_its_moment(telegram: Telegram) -> None:
    message_id = await telegram.greeted()
    await telegram.people("edit", MEI, message_id=message_id, text="您好")
    first, second = await telegram.done("getUpdates")
    assert (first["message"]["text"], second["edited_message"]["text"]) == ("你好", "您好")


async def test_updates_older_than_a_day_are_gone(telegram: Telegram, clock: StandingClock) -> None:
    await telegram.greeted()
    clock.push(23 * 3600)
    await telegram.greeted(TOM)
    clock.push(2 * 3600)
    assert [update["message"]["from"]["id"] for update in await telegram.done("getUpdates")] == [TOM]


async def test_privacy_mode_hides_the_talk_of_a_group_from_a_bot_that_is_only_a_member(telegram: Telegram) -> None:
    await telegram.people("member", LIN, chat=ROOM, user=BOT, status="member")
    await telegram.people("write", LIN, chat=ROOM, text="吃饭了吗")
    await telegram.people("write", LIN, chat=ROOM, text="/queue")
    texts = [u["message"]["text"] for u in await telegram.done("getUpdates") if "message" in u]
    assert texts == ["/queue"]


async def test_updates_can_come_twice_in_disorder_and_under_new_numbers(telegram: Telegram) -> None:
    await telegram.people("updates", duplicate=1, next_id=7000)
    await telegram.greeted()
    await telegram.greeted()
    await telegram.people("updates", shuffle=True)
    assert ids(await telegram.done("getUpdates")) == [7001, 7000]
    assert ids(await telegram.done("getUpdates", offset=7002)) == [7000]
    assert ids(await telegram.done("getUpdates", offset=7002)) == []


async def test_any_update_can_be_put_in_as_it_is(telegram: Telegram) -> None:
    chat = {"id": ROOM, "type": "supergroup", "title": "x"}
    update = {"message": {"message_id": 5, "date": 1, "chat": chat, "sender_chat": chat, "text": "anonymous"}}
    update_id = (await telegram.people("update", update=update))["update_id"]
    assert await telegram.done("getUpdates") == [{**update, "update_id": update_id}]


class Address:
    """Where a bot takes its updates, and what it answers."""

    def __init__(self) -> None:
        self.received: list[tuple[str | None, dict[str, dict[str, str]]]] = []
        self.answers: list[int] = []
        self.reply: object = None
        self.came = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.received.append((secret, await request.json()))
        self.came.set()
        status = self.answers.pop(0) if self.answers else 200
        if isinstance(self.reply, MultipartWriter):
            return web.Response(body=self.reply)
        return web.json_response(self.reply, status=status)

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.received) < count:
                self.came.clear()
                await self.came.wait()


@pytest.fixture
def address() -> Address:
    return Address()


@pytest.fixture
async def url(address: Address) -> AsyncGenerator[str]:
    app = web.Application()
    app.router.add_post("/hook", address.take)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/hook"))


async def test_a_webhook_gets_updates_in_order_with_the_secret_and_again_after_a_failure(
    telegram: Telegram, address: Address, url: str
) -> None:
    address.answers = [500]
    await telegram.done("setWebhook", url=url, secret_token="s3cret")
    assert (await telegram.call("getUpdates"))["error_code"] == 409
    await telegram.people("write", MEI, text="一")
    await telegram.people("write", MEI, text="二")
    await address.until(3)
    assert [update["message"]["text"] for _, update in address.received] == ["一", "一", "二"]
    assert {secret for secret, _ in address.received} == {"s3cret"}
    info = await telegram.done("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    await telegram.done("deleteWebhook")
    assert (await telegram.call("getUpdates"))["ok"]


async def test_a_webhooks_reply_can_be_a_call(telegram: Telegram, address: Address, url: str) -> None:
    address.reply = {"method": "sendMessage", "chat_id": MEI, "text": "reply in the answer"}
    await telegram.done("setWebhook", url=url)
    await telegram.greeted()
    seen = await telegram.see(f"feed?chat={MEI}&since=1&wait=5")
    assert [event["message"]["text"] for event in seen["events"]] == ["reply in the answer"]


async def test_a_webhooks_reply_can_bring_a_file(telegram: Telegram, address: Address, url: str) -> None:
    parts = {"method": "sendDocument", "chat_id": str(MEI), "document": "attach://one", "one": "a,b"}
    address.reply = MultipartWriter("form-data")
    for name, value in parts.items():
        part = address.reply.append(value)
        if name == "one":
            part.set_content_disposition("form-data", name=name, filename="表.csv")
        else:
            part.set_content_disposition("form-data", name=name)
    await telegram.done("setWebhook", url=url)
    await telegram.greeted()
    seen = await telegram.see(f"feed?chat={MEI}&since=1&wait=5")
    assert [event["message"]["document"]["file_size"] for event in seen["events"]] == [3]


async def test_waiting_updates_can_be_dropped_with_the_webhook(telegram: Telegram) -> None:
    await telegram.greeted()
    assert (await telegram.done("getWebhookInfo"))["pending_update_count"] == 1
    await telegram.done("deleteWebhook", drop_pending_updates=True)
    assert (await telegram.done("getWebhookInfo"))["pending_update_count"] == 0

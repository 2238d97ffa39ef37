import json

import aiohttp
import pytest

from bot.sandbox.server import Server
from tests.journeys.sandbox.players import MEI, TOKEN, Telegram


async def test_a_token_nobody_has_is_unauthorized(telegram: Telegram) -> None:
    assert await telegram.call("getMe", token="100000:WRONG") == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }


async def test_a_method_that_does_not_exist_is_not_found(telegram: Telegram) -> None:
    envelope = await telegram.call("makeCoffee")
    assert (envelope["error_code"], envelope["description"]) == (404, "Not Found: method not found")


@pytest.mark.parametrize("name", ["sendMessage", "sendmessage", "SENDMESSAGE"])
async def test_the_case_of_a_methods_name_does_not_matter(telegram: Telegram, name: str) -> None:
    await telegram.greeted()
    assert (await telegram.done(name, chat_id=MEI, text="好"))["text"] == "好"


async def test_parameters_come_by_query_form_multipart_and_json_alike(server: Server, telegram: Telegram) -> None:
    await telegram.greeted()
    keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
    words = {"chat_id": str(MEI), "text": "好", "reply_markup": json.dumps(keyboard)}
    form = aiohttp.FormData(words, default_to_multipart=True)
    address = f"{server.url}/bot{TOKEN}/sendMessage"
    requests = (
        telegram.session.get(address, params=words),
        telegram.session.post(address, data=words),
        telegram.session.post(address, data=form),
        telegram.session.post(address, json={**words, "chat_id": MEI, "reply_markup": keyboard}),
    )
    answers = [await (await request).json() for request in requests]
    seen = [(answer["result"]["text"], answer["result"]["reply_markup"]) for answer in answers]
    assert seen == [("好", keyboard)] * 4


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"chat_id": {}}', '{"chat_id": 1001, "text": {"a": 1}, "entities": "{"}'], ids=repr
)
async def test_a_malformed_call_is_the_callers_mistake(server: Server, telegram: Telegram, body: str) -> None:
    await telegram.greeted()
    headers = {"Content-Type": "application/json"}
    address = f"{server.url}/bot{TOKEN}/sendMessage"
    async with telegram.session.post(address, data=body, headers=headers) as response:
        assert response.status == 400


async def test_a_foreign_web_page_may_not_play_with_the_sandbox(server: Server, telegram: Telegram) -> None:
    address = f"{server.url}/control/write"
    wish = {"as": MEI, "text": "hello"}
    foreign = await telegram.session.post(address, json=wish, headers={"Origin": "http://elsewhere.example"})
    rebound = await telegram.session.post(address, json=wish, headers={"Host": "elsewhere.example"})
    simple = await telegram.session.post(address, data=json.dumps(wish), headers={"Content-Type": "text/plain"})
    assert [foreign.status, rebound.status, simple.status] == [403, 403, 415]
    assert (await telegram.see("state"))["privates"] == []

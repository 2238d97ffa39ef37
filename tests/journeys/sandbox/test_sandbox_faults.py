import asyncio

import aiohttp
import pytest

from tests.journeys.sandbox.players import MEI, Telegram


async def texts(telegram: Telegram) -> list[str]:
    """What the customer sees of the bot."""
    chat = (await telegram.see("state"))["privates"][0]
    return [message["text"] for message in chat["messages"] if message["from"]["is_bot"]]


async def test_an_error_is_given_so_many_times_and_nothing_happens(telegram: Telegram) -> None:
    await telegram.greeted()
    await telegram.people("fault", kind="error", method="send*", code=429, retry_after=7, times=2)
    answers = [await telegram.call("sendMessage", chat_id=MEI, text=str(n)) for n in range(3)]
    assert [answer.get("parameters") for answer in answers] == [{"retry_after": 7}, {"retry_after": 7}, None]
    assert await texts(telegram) == ["2"]


async def test_a_bad_gateway_answers_with_a_page_instead_of_json(telegram: Telegram) -> None:
    await telegram.people("fault", kind="html", times=1)
    async with telegram.session.get(f"{telegram.url}/bot100000:SANDBOX/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")


@pytest.mark.parametrize(("kind", "happened"), [("reset_before", []), ("reset_after", ["hello"])])
async def test_a_connection_lost_before_or_after_the_effect(telegram: Telegram, kind: str, happened: list[str]) -> None:
    await telegram.greeted()
    await telegram.people("fault", kind=kind, method="sendMessage", times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await telegram.call("sendMessage", chat_id=MEI, text="hello")
    assert await texts(telegram) == happened


async def test_a_lost_answer_hides_what_has_happened(telegram: Telegram) -> None:
    await telegram.greeted()
    await telegram.people("fault", kind="hang", method="sendMessage", times=1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await telegram.call("sendMessage", chat_id=MEI, text="hello")
    assert await texts(telegram) == ["hello"]


async def test_a_delay_is_only_a_delay(telegram: Telegram) -> None:
    await telegram.greeted()
    await telegram.people("fault", kind="delay", method="sendMessage", seconds=0.05, times=1)
    assert (await telegram.done("sendMessage", chat_id=MEI, text="late"))["text"] == "late"


async def test_chance_repeats_itself_under_the_same_seed(telegram: Telegram) -> None:
    async def outcomes() -> list[bool]:
        await telegram.people("fault/off")
        await telegram.people("fault", kind="error", method="getMe", chance=0.5, seed=11)
        return [(await telegram.call("getMe"))["ok"] for _ in range(20)]

    first, second = await outcomes(), await outcomes()
    assert first == second
    assert 3 < sum(first) < 17


async def test_a_fault_can_aim_at_one_chat_and_spare_the_first_calls(telegram: Telegram) -> None:
    await telegram.greeted()
    await telegram.people("fault", kind="error", code=403, chat_id=MEI, skip=1)
    codes = [(await telegram.call("sendMessage", chat_id=MEI, text="x")).get("error_code") for _ in range(3)]
    assert codes == [None, 403, 403]
    assert (await telegram.see("faults"))["faults"][0]["struck"] == 2


async def test_every_call_is_in_the_log_with_its_outcome(telegram: Telegram) -> None:
    await telegram.greeted()
    await telegram.done("sendMessage", chat_id=MEI, text="one")
    await telegram.call("sendMessage", chat_id=MEI, text="")
    calls = (await telegram.see(f"calls?method=sendMessage&chat={MEI}"))["calls"]
    assert [(call["code"], call["outcome"]) for call in calls] == [
        (200, 2),
        (400, "Bad Request: message text is empty"),
    ]
    await telegram.people("log", on=False, clear=True)
    await telegram.done("sendMessage", chat_id=MEI, text="two")
    assert (await telegram.see("calls"))["calls"] == []
    assert (await telegram.see("stats"))["calls"] == {"sendMessage": 1}

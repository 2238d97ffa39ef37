"""The whole program: a repair and a complaint are registered in the chat, once each, also over a restart."""

import asyncio
from pathlib import Path
from typing import Any

from bot.clock import WallClock
from tests.kit.desks import LIN, MEI, ROOM, TOM, Sandbox
from tests.kit.watching import button, card_in, on_duty, said_to, topic_of
from tests.kit.whole import Whole, desk_in, town, whole


async def test_a_repair_told_in_one_line_is_asked_for_the_rest_read_back_and_filed_once(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        play = desk.play
        await on_duty(play)
        await _says(play, "报修", "请问是哪一类")
        await _says(play, "漏水,3栋502,明天下午", "有照片或视频的话")
        photo = await play.do("write", as_=MEI, kind="photo")
        assert photo
        kept = await said_to(play, MEI, "现在一共有 1 个")
        asked = await _presses(play, kept, "好了", "师傅可以进门维修吗")
        await _presses(play, asked, "可以进门", "请留一个电话")
        await _says(play, "12345", "这个号码好像不完整")
        await _says(play, "13800138000", "请问怎么称呼您")
        wishes = await _says(play, "王先生", "还有什么要特别交代师傅的吗")
        read_back = await _presses(play, wishes, "跳过", "请您核对报修内容")
        assert "地点：3栋502" in read_back["text"]
        assert "情况：漏水" in read_back["text"]
        assert "照片：1 个文件" in read_back["text"]
        told = await asyncio.gather(*(_press(play, read_back, "确认登记") for _ in range(3)))
        number = await said_to(play, MEI, "BX-")
        assert sum("已经登记好了，编号 BX-" in str(one) for one in told) == 2
        assert number["text"].count("BX-") == 1
        await said_to(play, ROOM, "BX-")
        await desk.settled()
    assert await _cases(desk) == 1


async def test_a_complaint_in_english_goes_on_after_a_restart_where_it_was_left(tmp_path: Path) -> None:
    clock = WallClock()
    async with town(clock) as play:
        async with desk_in(play, tmp_path, clock) as desk:
            await on_duty(play)
            await _says(play, "complaint", "Please tell us what happened", by=TOM)
            await _says(play, "The guard shouted at my mother", "When did it happen", by=TOM)
            await desk.settled()
        async with desk_in(play, tmp_path, clock) as desk:
            await _says(play, "yesterday evening", "Which colleague or department", by=TOM)
            await _says(play, "the guard at the gate", "What would you like us to do", by=TOM)
            await _says(play, "an apology", "Is money involved", by=TOM)
            await _says(play, "no", "If you have photos", by=TOM)
            await _says(play, "skip", "Please leave a phone number", by=TOM)
            await _says(play, "+44 20 7946 0958", "How may we address you", by=TOM)
            read_back = await _says(play, "Ms Brown", "Please check your complaint", by=TOM)
            assert "What happened: The guard shouted at my mother" in read_back["text"]
            await _says(play, "yes", "TS-", by=TOM)
            await desk.settled()
    assert await _cases(desk) == 1


async def test_the_same_complaint_three_times_within_a_minute_makes_one_case(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        play = desk.play
        await on_duty(play)
        await _suggests(play)
        await _says(play, "确认", "JY-")
        for _ in range(2):
            await _suggests(play)
            same = await _says(play, "确认", "请问是同一件事吗")
            await _presses(play, same, "是同一件事", "这次不登记了")
        await desk.settled()
    assert await _cases(desk) == 1


async def test_an_agent_registers_by_phone_what_the_customer_told(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        play = desk.play
        await on_duty(play)
        await play.do("write", as_=MEI, text="转人工")
        thread = await topic_of(play, "梅")
        await card_in(play, thread)
        await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/form 建议 请在门口装一个雨棚")
        await said_to(play, MEI, "正在为您登记建议")
        await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/form 已核对")
        await said_to(play, ROOM, "建议已按电话核对登记")
        await said_to(play, MEI, "JY-")
        await desk.settled()
    assert await _cases(desk) == 1


async def _suggests(play: Sandbox) -> None:
    await _says(play, "提个建议", "请写下您的建议")
    contact = await _says(play, "请在门口装一个雨棚", "请留一个电话")
    await _presses(play, contact, "跳过", "请您核对建议内容")


async def _says(play: Sandbox, text: str, answer: str, *, by: int = MEI) -> dict[str, Any]:
    """Write something and return what the bot answers."""
    since = (await play.see("feed"))["seq"]
    await play.do("write", as_=by, text=text)
    return await _heard(play, answer, by, since)


async def _presses(play: Sandbox, message: dict[str, Any], words: str, answer: str, *, by: int = MEI) -> dict[str, Any]:
    """Press a button and return what the bot says then."""
    since = (await play.see("feed"))["seq"]
    await _press(play, message, words, by=by)
    return await _heard(play, answer, by, since)


async def _press(play: Sandbox, message: dict[str, Any], words: str, *, by: int = MEI) -> dict[str, Any]:
    place = {"chat": message["chat"]["id"], "message_id": message["message_id"]}
    return await play.do("press", as_=by, **place, data=button(message, words), wait=10)


async def _heard(play: Sandbox, words: str, by: int, since: int) -> dict[str, Any]:
    told = await play.until(
        lambda event: event["message"]["from"]["is_bot"] and words in (event["message"].get("text") or ""),
        since=since,
        kind="message",
        chat=by,
    )
    message: dict[str, Any] = told["message"]
    return message


async def _cases(desk: Whole) -> int:
    return len(await desk.rows("SELECT 1 FROM cases"))

"""The whole program: what nobody should know is masked before anybody sees it, in both directions, and kept nowhere."""

from pathlib import Path

from desk.secrets import MASK
from storage.tables import metadata
from tests.kit.desks import LIN, MEI, ROOM
from tests.kit.watching import card_in, on_duty, said_to, topic_of
from tests.kit.whole import Whole, whole

CARD = "6222 0212 3456 7890 128"


async def test_a_card_is_masked_both_ways_and_both_writers_hear_why(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await on_duty(desk.play)
        await desk.play.do("write", as_=MEI, text="转人工")
        thread = await topic_of(desk.play, "梅")
        await card_in(desk.play, thread)
        await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="您好，请讲")
        await said_to(desk.play, MEI, "请讲")

        await desk.play.do("write", as_=MEI, text=f"请退到我的卡 {CARD}")
        await said_to(desk.play, ROOM, f"请退到我的卡 {MASK}")
        await said_to(desk.play, MEI, "您刚才写的银行卡号我们已经隐去")
        await desk.play.do("write", as_=MEI, kind="photo", caption=f"卡在这里 {CARD}")
        shown = await desk.play.until(
            lambda event: event["message"]["from"]["is_bot"] and "photo" in event["message"], kind="message", chat=ROOM
        )
        assert shown["message"]["caption"] == f"卡在这里 {MASK}"

        await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text=f"是 {CARD} 这张吗？")
        await said_to(desk.play, MEI, f"是 {MASK} 这张吗？")
        await said_to(desk.play, ROOM, "这条消息里的银行卡号已隐去")
        await desk.settled()
        bot_said = [message for message in await desk.play.chat(MEI) if message["from"]["is_bot"]]
        assert sum("已经隐去" in (message.get("text") or "") for message in bot_said) == 2, "once for each message"
    assert CARD not in await _everything(desk)


async def test_what_was_long_and_is_shown_only_when_people_come_in_is_masked_too(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await on_duty(desk.play)
        await desk.play.do("write", as_=MEI, text=f"我想说一件很长的事情。{'事情是这样的，' * 20}我的卡是 {CARD}")
        await said_to(desk.play, MEI, "我们已经隐去")
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        await said_to(desk.play, ROOM, f"我的卡是 {MASK}")
    assert CARD not in await _everything(desk)


async def test_a_file_is_kept_in_the_topic_and_the_customer_is_called_by_it(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await on_duty(desk.play)
        await desk.play.do("write", as_=MEI, text="转人工")
        thread = await topic_of(desk.play, "梅")
        await card_in(desk.play, thread)
        await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="档案 称呼 王女士")
        await said_to(desk.play, ROOM, "称呼已改好")
        await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/file 电话 13800138000")
        await said_to(desk.play, ROOM, "电话已改好")
        await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/file")
        shown = await said_to(desk.play, ROOM, "138****8000")
        assert "王女士" in shown["text"]
        await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="您好，请讲")
        await said_to(desk.play, MEI, "王女士，您好，接下来由")


async def _everything(desk: Whole) -> str:
    rows = [row for table in metadata.tables for row in await desk.rows(f"SELECT * FROM {table}")]  # noqa: S608 - ours
    return "\n".join(str(tuple(row)) for row in rows)

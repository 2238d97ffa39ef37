"""A talk is rated, and a case is called back about, in the whole program."""

from pathlib import Path
from typing import Any

from tests.kit.desks import LIN, MEI, ROOM, Sandbox
from tests.kit.watching import button, on_duty, said_to, topic_of
from tests.kit.whole import Whole, whole


async def kept(desk: Whole, kind: str) -> int:
    """Return how many cases of a kind there are."""
    return len(await desk.rows("SELECT 1 FROM cases WHERE kind = :kind", kind=kind))


async def happened(desk: Whole, kind: str) -> int:
    """Return how many events of a kind are recorded."""
    return len(await desk.rows("SELECT 1 FROM events WHERE type = :kind", kind=kind))


async def served_and_settled(play: Sandbox) -> dict[str, Any]:
    """Let Lin serve Mei and say goodbye; return the farewell."""
    await on_duty(play)
    await play.do("write", as_=MEI, text="转人工")
    thread = await topic_of(play, "梅")
    await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="接单")
    await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="您好,我在")
    await said_to(play, MEI, "我在")
    await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="结案 solved")
    return await said_to(play, MEI, "请问这次服务您满意吗")


async def press(play: Sandbox, message: dict[str, Any], words: str) -> str:
    """Let Mei press; return what the small window says."""
    data = button(message, words)
    pressed = await play.do("press", as_=MEI, message_id=message["message_id"], data=data, wait=10)
    return str(pressed["press"]["answer"])


async def test_a_low_rating_becomes_a_grievance_with_a_number_and_a_second_press_is_only_thanked_for(
    tmp_path: Path,
) -> None:
    async with whole(tmp_path) as desk:
        farewell = await served_and_settled(desk.play)
        assert "谢谢" in await press(desk.play, farewell, "不满意")
        await said_to(desk.play, ROOM, "已登记为抱怨")
        await said_to(desk.play, MEI, "转给主管")
        assert "谢谢" in await press(desk.play, farewell, "😊 满意")
        await desk.settled()
    assert await kept(desk, "grievance") == 1
    assert (await happened(desk, "Rated"), await happened(desk, "Reopened")) == (1, 0)


async def test_the_press_after_angry_words_counts_though_they_opened_the_talk_again(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        farewell = await served_and_settled(desk.play)
        await desk.play.do("write", as_=MEI, text="你们这样处理我不接受，太慢了")
        await desk.settled()
        assert "谢谢" in await press(desk.play, farewell, "不满意")
        await said_to(desk.play, ROOM, "已登记为抱怨")
        await desk.settled()
    assert await kept(desk, "grievance") == 1
    assert (await happened(desk, "Rated"), await happened(desk, "Resumed")) == (1, 1)


async def test_a_low_rating_in_words_becomes_the_one_grievance_of_the_press(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        farewell = await served_and_settled(desk.play)
        await desk.play.do("write", as_=MEI, text="差评！！")
        await said_to(desk.play, MEI, "转给主管")
        assert "谢谢" in await press(desk.play, farewell, "不满意")
        await desk.settled()
    assert await kept(desk, "grievance") == 1
    assert (await happened(desk, "Rated"), await happened(desk, "Resumed")) == (1, 0)

"""From a question asked in vain to an entry that answers it: through the whole program."""

from pathlib import Path
from typing import Any

import pytest

from bot import learner
from tests.kit.desks import LIN, MEI, ROOM, TOM, ZHAO, Sandbox
from tests.kit.watching import button, on_duty, said_to, says, topic_of
from tests.kit.whole import whole

ASKED = "你们有没有代收国际快递的服务"
ANSWER = "代收国际快递需要您先到前台登记护照，收到后我们会打电话通知您。"
LIBRARY = """
- id: fee
  question: 物业费怎么交？
  variants: [在哪里交物业费, 物业费可以用手机交吗]
  answer: 请在手机的“账单”页面缴纳。
- id: hours
  question: 客服中心几点上班？
  variants: [前台什么时候有人, 客服中心的上班时间]
  answer: 每天八点到十八点。
"""


@pytest.fixture(autouse=True)
def _an_eager_learner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learner, "POLL", 0.05)


async def test_a_question_asked_in_vain_becomes_an_entry_with_the_agents_answer(tmp_path: Path) -> None:
    async with whole(tmp_path, faq=library_in(tmp_path)) as desk:
        play = desk.play
        await on_duty(play)
        await play.do("write", as_=MEI, text=ASKED)
        await said_to(play, MEI, "换个说法")
        await play.do("write", as_=MEI, text="就是从国外寄来的快递，能不能帮忙代收")
        thread = await topic_of(play, "梅")
        await desk.settled()
        await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="您好")
        await play.do("write", as_=LIN, chat=ROOM, thread=thread, text=ANSWER)
        await said_to(play, MEI, "登记护照")
        gap = await looked_at(play, "国际快递", "同事当时的回答")
        assert ANSWER in gap["text"]
        seq = (await play.see("feed"))["seq"]
        await press(play, gap, "新建条目")
        draft = (await play.until(says("草稿"), since=seq, kind="message", chat=ROOM))["message"]
        assert ASKED in draft["text"]
        assert ANSWER in draft["text"]
        assert "已经处理过了" in str(await press(play, gap, "新建条目"))


async def test_the_card_tells_what_the_assistant_thought_of_and_how_surely(tmp_path: Path) -> None:
    async with whole(tmp_path, faq=library_in(tmp_path)) as desk:
        await on_duty(desk.play)
        await desk.play.do("write", as_=TOM, text="在哪里交物业费")
        answer = await said_to(desk.play, TOM, "账单")
        await press(desk.play, answer, "没帮助", by=TOM)
        await said_to(desk.play, ROOM, "助手想到的：“物业费怎么交？”　100 %")


def library_in(folder: Path) -> Path:
    """Return a file with a small library."""
    path = folder / "library.yaml"
    path.write_text(LIBRARY, encoding="utf-8")
    return path


async def press(play: Sandbox, message: dict[str, Any], words: str, by: int = ZHAO) -> dict[str, Any]:
    """Press a button and return what the bot answers to the press."""
    place = {"chat": message["chat"]["id"], "message_id": message["message_id"]}
    return await play.do("press", as_=by, **place, data=button(message, words), wait=10)


async def looked_at(play: Sandbox, gap: str, words: str) -> dict[str, Any]:
    """Look at a gap until it says this: what an agent answered is put to it beside what happens."""
    for _ in range(100):
        since = (await play.see("feed"))["seq"]
        await press(play, await listed(play, gap), gap)
        told = await play.until(says("最接近的条目"), since=since, kind="message", chat=ROOM)
        message: dict[str, Any] = told["message"]
        if words in message["text"]:
            return message
    raise AssertionError(f"the gap never says {words}")


async def listed(play: Sandbox, words: str) -> dict[str, Any]:
    """Ask for the gaps until the list says this: it is put together beside what happens."""
    for _ in range(100):
        since = (await play.see("feed"))["seq"]
        await play.do("write", as_=ZHAO, chat=ROOM, text="/gaps")
        told = await play.until(
            lambda event: says("没有等待处理")(event) or says("还没有好答案")(event),
            since=since,
            kind="message",
            chat=ROOM,
        )
        message: dict[str, Any] = told["message"]
        if words in message["text"]:
            return message
    raise AssertionError(f"the gaps never say {words}")

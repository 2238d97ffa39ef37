"""An entry's way through the whole program: written in the staff room, checked, approved, heard, and taken back."""

from pathlib import Path
from typing import Any

from tests.kit.desks import CHEN, LIN, MEI, ROOM, ZHAO, Sandbox
from tests.kit.watching import button, on_duty, said_to, says
from tests.kit.whole import whole

LIBRARY = """
- id: fee
  question: 物业费怎么交？
  answer: 您在手机上打开“账单”就能交。
- id: parking
  question: 停车怎么收费？
  answer: 每天十元。
- id: repair
  question: 水管漏水怎么办？
  answer: 请您关上总阀，我们马上来。
"""


async def press(play: Sandbox, who: int, message: dict[str, Any], words: str) -> None:
    """Press a button and wait until the bot has answered the press."""
    data = button(message, words)
    await play.do("press", as_=who, chat=ROOM, message_id=message["message_id"], data=data, wait=10)


async def after(play: Sandbox, message: dict[str, Any], words: str) -> dict[str, Any]:
    """Return the bot's next message in the room with these words, after another."""

    def comes_later(event: dict[str, Any]) -> bool:
        return bool(event["message"]["message_id"] > message["message_id"] and says(words)(event))

    found: dict[str, Any] = (await play.until(comes_later, kind="message", chat=ROOM))["message"]
    return found


async def test_a_phrasing_goes_from_an_agents_draft_to_the_next_customer_and_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").write_text(LIBRARY, encoding="utf-8")
    async with whole(tmp_path, faq=tmp_path / "faq.yaml", leads=f"{ZHAO},{CHEN}") as desk:
        play = desk.play
        await on_duty(play, LIN)
        await play.do("write", as_=LIN, chat=ROOM, text="/faq fee")
        card = await said_to(play, ROOM, "物业费怎么交")
        await press(play, LIN, card, "修改")
        parts = await after(play, card, "请问要改哪一项")
        await press(play, LIN, parts, "答案")
        prompt = await after(play, parts, "请写下新的答案")
        await play.do("write", as_=LIN, chat=ROOM, text="您到前台扫码就能交。", reply_to=prompt["message_id"])
        saved = await after(play, prompt, "您到前台扫码就能交")
        await press(play, LIN, saved, "提交审核")
        wanted = await after(play, saved, "请另一位编辑或主管审核")
        await press(play, CHEN, wanted, "通过并发布")
        published = await after(play, wanted, "您到前台扫码就能交")
        await play.do("write", as_=MEI, text="物业费怎么交？")
        await said_to(play, MEI, "您到前台扫码就能交")
        await press(play, CHEN, published, "回退")
        sure = await after(play, published, "请确认")
        await press(play, CHEN, sure, "确定回退")
        await after(play, sure, "手机上打开“账单”")


async def test_a_phrasing_that_is_anothers_question_is_stopped_and_its_writer_is_told_whose_it_is(
    tmp_path: Path,
) -> None:
    (tmp_path / "faq.yaml").write_text(LIBRARY, encoding="utf-8")
    async with whole(tmp_path, faq=tmp_path / "faq.yaml", leads=f"{ZHAO},{CHEN}") as desk:
        play = desk.play
        await on_duty(play, LIN)
        await play.do("write", as_=LIN, chat=ROOM, text="/faq 新增 物业费怎么交\n到哪里交物业费")
        made = await said_to(play, ROOM, "到哪里交物业费")
        await press(play, LIN, made, "修改")
        parts = await after(play, made, "请问要改哪一项")
        await press(play, LIN, parts, "答案")
        prompt = await after(play, parts, "请写下新的答案")
        await play.do("write", as_=LIN, chat=ROOM, text="到前台。", reply_to=prompt["message_id"])
        saved = await after(play, prompt, "到前台。")
        await press(play, LIN, saved, "提交审核")
        stopped = await after(play, saved, "检查未通过")
        assert "fee" in stopped["text"]
        assert button(stopped, "坚持发布")


async def test_a_customer_who_writes_an_editors_command_is_a_customer(tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").write_text(LIBRARY, encoding="utf-8")
    async with whole(tmp_path, faq=tmp_path / "faq.yaml") as desk:
        await desk.play.do("write", as_=MEI, text="/faq 停车怎么收费？")
        said = await desk.play.until(lambda event: event["message"]["from"]["is_bot"], kind="message", chat=MEI)
        assert "停车怎么收费" in str(said["message"]) or "每天十元" in said["message"]["text"]


async def press_in_private(play: Sandbox, who: int, message: dict[str, Any], words: str) -> None:
    """Press a button of one's own chat with the bot."""
    data = button(message, words)
    await play.do("press", as_=who, chat=who, message_id=message["message_id"], data=data, wait=10)


async def test_an_answer_written_without_replying_to_the_prompt_is_taken_once_and_in_private_only(
    tmp_path: Path,
) -> None:
    (tmp_path / "faq.yaml").write_text(LIBRARY, encoding="utf-8")
    async with whole(tmp_path, faq=tmp_path / "faq.yaml", leads=f"{ZHAO},{CHEN}") as desk:
        play = desk.play
        await on_duty(play, LIN)
        await play.do("write", as_=CHEN, text="/start")
        await play.do("write", as_=CHEN, text="/faq 新建 泳池几点开门？")
        card = await said_to(play, CHEN, "泳池几点开门")
        await press_in_private(play, CHEN, card, "写答案")
        await said_to(play, CHEN, "请写下新的答案")
        await play.do("write", as_=CHEN, chat=ROOM, text="大家早上好，今天泳池清洗。")
        await play.do("write", as_=LIN, text="停车怎么收费？")
        await said_to(play, LIN, "每天十元")
        await play.do("write", as_=CHEN, text="您好，泳池每天早上六点开门。")
        await said_to(play, CHEN, "泳池每天早上六点开门")
        await play.do("write", as_=CHEN, text="停车怎么收费？")
        await said_to(play, CHEN, "每天十元")
        await desk.settled()
        bodies = [str(row[0]) for row in await desk.rows("SELECT body FROM entry_versions ORDER BY at, number")]
    assert [one for one in bodies if "今天泳池清洗" in one] == []
    assert len([one for one in bodies if "泳池每天早上六点开门" in one]) == 1


async def test_a_prompt_that_was_left_takes_nothing_more(tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").write_text(LIBRARY, encoding="utf-8")
    async with whole(tmp_path, faq=tmp_path / "faq.yaml", leads=f"{ZHAO},{CHEN}") as desk:
        play = desk.play
        await play.do("write", as_=CHEN, text="/start")
        await play.do("write", as_=CHEN, text="/faq 新建 泳池几点开门？")
        card = await said_to(play, CHEN, "泳池几点开门")
        await press_in_private(play, CHEN, card, "写答案")
        prompt = await said_to(play, CHEN, "请写下新的答案")
        await press_in_private(play, CHEN, prompt, "取消")
        await desk.settled()
        await play.do("write", as_=CHEN, text="停车怎么收费？")
        await said_to(play, CHEN, "每天十元")

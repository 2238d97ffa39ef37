"""How a group becomes the staff room, and stays it when it moves."""

from pathlib import Path

import pytest

from tests.kit.desks import LIN, MEI, ROOM, STRANGER, ZHAO
from tests.kit.watching import button, on_duty, said_to, topic_of
from tests.kit.whole import whole

ELSEWHERE = -1005550001


async def test_who_comes_on_duty_at_once_after_the_group_became_the_room_is_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with whole(tmp_path, staff_chat_id=None) as desk:
        code = capsys.readouterr().out.split("/link ")[1].split()[0]
        await desk.play.do("write", as_=ZHAO, chat=ROOM, text="Hello")
        await desk.play.do("write", as_=ZHAO, chat=ROOM, text=f"/link {code}")
        await desk.play.do("write", as_=ZHAO, chat=ROOM, text="/on")
        await said_to(desk.play, ROOM, "上班成功")


async def test_who_makes_the_group_the_staff_room_with_the_operators_code_is_taken_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with whole(tmp_path, staff_chat_id=None, leads="") as desk:
        code = capsys.readouterr().out.split("/link ")[1].split()[0]
        await desk.play.do("write", as_=LIN, chat=ROOM, text=f"/link {code}")
        await desk.play.do("write", as_=LIN, chat=ROOM, text="/on")
        await said_to(desk.play, ROOM, "上班成功")


async def test_a_member_of_the_group_is_nobody_until_the_lead_takes_them_on_and_nobody_again_when_they_leave(
    tmp_path: Path,
) -> None:
    async with whole(tmp_path) as desk:
        play = desk.play
        await play.do("write", as_=LIN, chat=ROOM, text="/on")
        await said_to(play, ROOM, "您还没有登记")
        notice = await said_to(play, ROOM, "在员工群里，还没有登记")
        await play.do("press", as_=ZHAO, chat=ROOM, message_id=notice["message_id"], data=button(notice, "登记"))
        await said_to(play, ROOM, "已登记为客服")
        await play.do("write", as_=LIN, chat=ROOM, text="/on")
        await said_to(play, ROOM, "上班成功")
        await play.do("member", as_=ZHAO, chat=ROOM, user=LIN, status="kicked")
        await said_to(play, ROOM, "已不在员工群")


async def test_a_code_is_good_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with whole(tmp_path, staff_chat_id=None) as desk:
        code = capsys.readouterr().out.split("/link ")[1].split()[0]
        await desk.play.do("write", as_=ZHAO, chat=ROOM, text=f"/link {code}")
        await said_to(desk.play, ROOM, "已设为客服工作室")
        await desk.play.do("write", as_=STRANGER, chat=ROOM, text=f"/link {code}")
        await said_to(desk.play, ROOM, "口令不对")


async def test_a_code_in_chinese_is_only_wrong(tmp_path: Path) -> None:
    async with whole(tmp_path, staff_chat_id=None) as desk:
        await desk.play.do("write", as_=ZHAO, chat=ROOM, text="/link 芝麻开门")
        await said_to(desk.play, ROOM, "口令不对")


async def test_agents_are_heard_where_the_group_goes_on_before_we_have_said_a_word_there(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await on_duty(desk.play)
        await desk.play.do("write", as_=MEI, text="转人工")
        thread = await topic_of(desk.play, "梅")
        await desk.settled()
        await desk.play.do("migrate", chat=ROOM, to=ELSEWHERE)
        await desk.play.do("write", as_=LIN, chat=ELSEWHERE, thread=thread, text="您好，师傅在路上")
        await said_to(desk.play, MEI, "师傅在路上")

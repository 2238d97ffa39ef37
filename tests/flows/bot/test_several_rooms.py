"""Several staff rooms with the whole program: who is served where, and what becomes of a room that is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.check import findings
from bot.places import database_url
from tests.kit.desks import LIN, MEI, ROOM, STRANGER, TOM, WANG, ZHAO, Sandbox
from tests.kit.teams import TEAM, TEAM_ROOM, code_for, group, link_team, texts_in, two_rooms, with_teams
from tests.kit.watching import admitted, button, card_in, on_duty, said_to, topic_of
from tests.kit.whole import Whole, settings_for

ANGRY = "太过分了，你们就是骗子！"
BOT = 100000


async def served_in_main(desk: Whole) -> int:
    """Let Mei be served by Lin in the main room; return the topic."""
    await on_duty(desk.play)
    await desk.play.do("write", as_=MEI, text="转人工")
    thread = await topic_of(desk.play, "梅")
    await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/take")
    await said_to(desk.play, MEI, "02")
    await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="请问是哪一户？")
    await said_to(desk.play, MEI, "请问是哪一户")
    await desk.play.do("write", as_=MEI, text="三栋 <b>502</b>")
    await said_to(desk.play, ROOM, "三栋")
    await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/note 上周也来过")
    await said_to(desk.play, ROOM, "备注已存")
    await desk.settled()
    return thread


async def moved_to_the_team(desk: Whole, thread: int) -> int:
    """Let Lin transfer Mei to the line of complaints; return the topic there."""
    await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/transfer B")
    there = await topic_of(desk.play, "梅", TEAM_ROOM)
    await said_to(desk.play, TEAM_ROOM, "从客服主群转来")
    await said_to(desk.play, ROOM, "已转到投诉组")
    await desk.settled()
    return there


async def closed(play: Sandbox, chat_id: int, thread: int) -> bool:
    (topic,) = [one for one in (await group(play, chat_id))["topics"] if one["message_thread_id"] == thread]
    return bool(topic["closed"])


async def made(play: Sandbox, chat_id: int) -> int:
    """Return how many topics there ever were in a group."""
    return sum("forum_topic_created" in one for one in (await group(play, chat_id))["messages"])


async def test_a_conversation_of_the_teams_line_is_served_in_its_room_from_the_hand_off_on(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as desk:
        await on_duty(desk.play, WANG)
        await desk.play.do("write", as_=MEI, text=ANGRY)
        there = await topic_of(desk.play, "梅", TEAM_ROOM)
        card = await card_in(desk.play, there, TEAM_ROOM)
        await desk.play.do("press", as_=WANG, chat=TEAM_ROOM, message_id=card["message_id"], data=button(card, "接单"))
        await said_to(desk.play, MEI, "02")
        await desk.play.do("write", as_=WANG, chat=TEAM_ROOM, thread=there, text="非常抱歉，我来处理")
        await said_to(desk.play, MEI, "我来处理")
        await desk.settled()
        assert await made(desk.play, ROOM) == 0


async def test_a_transfer_moves_the_conversation_with_what_was_said_and_the_notes(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as desk:
        here = await served_in_main(desk)
        there = await moved_to_the_team(desk, here)
        (past,) = [one for one in await texts_in(desk.play, TEAM_ROOM, there) if "从客服主群转来" in one]
        lines = past.splitlines()
        said = ["请问是哪一户？", "三栋 <b>502</b>", "02 备注"]
        assert [any(words in line for line in lines) for words in said] == [True, True, True]
        assert any("上周也来过" in line for line in lines)
        await card_in(desk.play, there, TEAM_ROOM)
        assert await closed(desk.play, ROOM, here)
        left = next(m for m in (await group(desk.play, ROOM))["messages"] if "已转到投诉组" in m.get("text", ""))
        (link,) = [one["url"] for one in left["entities"] if one["type"] == "text_link"]
        assert link == f"https://t.me/c/9876543210/{there}"


async def test_where_the_old_topic_cannot_be_closed_the_move_is_told_there_all_the_same_and_once(
    tmp_path: Path,
) -> None:
    async with two_rooms(tmp_path) as desk:
        here = await served_in_main(desk)
        await desk.play.do(
            "fault", method="closeForumTopic", kind="error", code=500, description="Internal Server Error", times=1
        )
        await moved_to_the_team(desk, here)
        told = [text for text in await texts_in(desk.play, ROOM, here) if "已转到投诉组" in text]
        assert len(told) == 1


async def test_what_is_said_after_the_move_goes_on_in_the_new_room_alone(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as desk:
        here = await served_in_main(desk)
        there = await moved_to_the_team(desk, here)
        before = await texts_in(desk.play, ROOM, here)
        await desk.play.do("write", as_=MEI, text="还在漏水")
        await said_to(desk.play, TEAM_ROOM, "还在漏水")
        await desk.play.do("write", as_=LIN, chat=TEAM_ROOM, thread=there, text="/take")
        await desk.play.do("write", as_=LIN, chat=TEAM_ROOM, thread=there, text="马上派人")
        await said_to(desk.play, MEI, "马上派人")
        await desk.settled()
        assert await texts_in(desk.play, ROOM, here) == before


async def test_a_transfer_back_opens_the_topic_there_was_and_makes_no_other(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as desk:
        here = await served_in_main(desk)
        there = await moved_to_the_team(desk, here)
        await desk.play.do("write", as_=ZHAO, chat=TEAM_ROOM, thread=there, text="/transfer A")
        await said_to(desk.play, TEAM_ROOM, "已转到客服主群")
        await said_to(desk.play, ROOM, "从投诉组转来")
        await desk.settled()
        assert (await made(desk.play, ROOM), await made(desk.play, TEAM_ROOM)) == (1, 1)
        assert [await closed(desk.play, *topic) for topic in ((ROOM, here), (TEAM_ROOM, there))] == [False, True]
        await desk.play.do("write", as_=MEI, text="谁来看看？")
        await said_to(desk.play, ROOM, "谁来看看")


async def test_only_a_lead_links_a_room_and_only_for_a_team_the_rules_know(tmp_path: Path) -> None:
    async with with_teams(tmp_path) as desk:
        await on_duty(desk.play)
        for nobody in (LIN, STRANGER):
            await desk.play.do("write", as_=nobody, chat=ROOM, text="/link")
        await said_to(desk.play, ROOM, "是主管的事")
        code = await code_for(desk.play)
        await desk.play.do("write", as_=LIN, chat=TEAM_ROOM, text=f"/link {code} {TEAM}")
        await said_to(desk.play, TEAM_ROOM, "是主管的事")
        await desk.play.do("write", as_=ZHAO, chat=TEAM_ROOM, text=f"/link {code} 投诉科")
        await said_to(desk.play, TEAM_ROOM, "没有叫“投诉科”的团队。规则文件里现有：投诉组")
        await desk.play.do("write", as_=ZHAO, chat=TEAM_ROOM, text=f"/link {code} {TEAM}")
        await said_to(desk.play, TEAM_ROOM, "负责：投诉")
        await desk.play.do("write", as_=ZHAO, chat=TEAM_ROOM, text=f"/link {code} {TEAM}")
        await said_to(desk.play, TEAM_ROOM, "口令不对")


async def test_a_team_without_a_room_is_served_in_the_main_one(tmp_path: Path) -> None:
    async with with_teams(tmp_path) as desk:
        await desk.play.do("write", as_=MEI, text=ANGRY)
        await topic_of(desk.play, "梅")
        assert json.loads((await desk.ask("/readyz"))[1])["rooms"] == {"main": True, TEAM: False}
        await link_team(desk.play)
        assert json.loads((await desk.ask("/readyz"))[1])["rooms"] == {"main": True, TEAM: True}
        await desk.play.do("write", as_=MEI, text="还没有人吗？")
        await said_to(desk.play, TEAM_ROOM, "还没有人吗")


async def _kicked(play: Sandbox) -> None:
    await play.do("member", as_=ZHAO, chat=TEAM_ROOM, user=BOT, status="kicked")


async def _demoted(play: Sandbox) -> None:
    rights = ["can_manage_chat", "can_delete_messages"]
    await play.do("member", as_=ZHAO, chat=TEAM_ROOM, user=BOT, status="administrator", rights=rights)


@pytest.mark.parametrize("lose", [_kicked, _demoted])
async def test_a_teams_room_that_is_lost_is_made_up_for_by_the_main_one_and_the_lead_hears_of_it(
    tmp_path: Path, lose: Any
) -> None:
    async with two_rooms(tmp_path) as desk:
        await lose(desk.play)
        await desk.play.do("write", as_=TOM, text="This is outrageous!")
        await topic_of(desk.play, "Tom")
        told = await said_to(desk.play, ROOM, "投诉组的群现在不能用了")
        assert [one["url"] for one in told["entities"] if one["type"] == "text_link"] == [f"tg://user?id={ZHAO}"]
        assert json.loads((await desk.ask("/readyz"))[1]) == {
            "ready": True,
            "wrong": {},
            "rooms": {"main": True, TEAM: False},
        }


async def test_a_customer_in_a_room_that_is_lost_goes_on_in_the_main_one(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as desk:
        await desk.play.do("write", as_=MEI, text=ANGRY)
        await topic_of(desk.play, "梅", TEAM_ROOM)
        await desk.settled()
        await _kicked(desk.play)
        await desk.play.do("write", as_=MEI, text="有人吗？")
        thread = await topic_of(desk.play, "梅")
        await said_to(desk.play, ROOM, "有人吗")
        await on_duty(desk.play)
        await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="/take")
        await said_to(desk.play, MEI, "02")


async def test_a_teams_group_that_gets_another_id_stays_its_room(tmp_path: Path) -> None:
    elsewhere = -1005550002
    async with two_rooms(tmp_path) as desk:
        await desk.play.do("write", as_=MEI, text=ANGRY)
        thread = await topic_of(desk.play, "梅", TEAM_ROOM)
        await desk.settled()
        await desk.play.do("migrate", chat=TEAM_ROOM, to=elsewhere)
        await desk.play.do("write", as_=MEI, text="有人吗？")
        await said_to(desk.play, elsewhere, "有人吗")
        await admitted(desk.play, WANG)
        await desk.play.do("write", as_=WANG, chat=elsewhere, text="/on")
        await said_to(desk.play, elsewhere, "上班成功")
        await desk.play.do("write", as_=WANG, chat=elsewhere, thread=thread, text="/take")
        await said_to(desk.play, MEI, "02")


async def test_check_says_which_rooms_are_bound_and_what_is_wrong_with_each(tmp_path: Path) -> None:
    async with with_teams(tmp_path) as desk:
        here = {"rules": tmp_path / "rules.toml", "database_url": desk.place.address}
        settings = settings_for(tmp_path, str(desk.play.url), **here)

        async def wrong() -> dict[str, tuple[str | None, bool]]:
            found = [one async for one in findings(settings, desk.clock, database_url(settings))]
            return {
                one.what: (one.wrong, one.doubt) for one in found if "staff room" in one.what or "rights" in one.what
            }

        none_yet = ("there is none yet: the main room serves its lines", True)
        assert await wrong() == {"staff room": (None, False), "rights": (None, False), f"staff room ({TEAM})": none_yet}
        await link_team(desk.play)
        assert (await wrong())[f"rights ({TEAM})"] == (None, False)
        await _demoted(desk.play)
        assert (await wrong())[f"rights ({TEAM})"] == ("the bot may not manage topics", False)

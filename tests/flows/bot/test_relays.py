"""What goes through the desk in both directions: every kind of message, replies, edits, emoji, and why not."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.kit.desks import LIN, MEI, ROOM, STRANGER, Sandbox
from tests.kit.watching import button, card_in, on_duty, said_to, topic_of
from tests.kit.whole import Whole, whole

GIVEN = {
    "location": {"latitude": 31.2, "longitude": 121.5},
    "contact": {"phone_number": "13800138000", "first_name": "梅"},
}
KINDS = ("photo", "document", "voice", "video", "audio", "animation", "video_note", "sticker", "location", "contact")


@dataclass(slots=True)
class Talk:
    """Mei and Lin in conversation."""

    desk: Whole
    play: Sandbox
    thread: int


@asynccontextmanager
async def talk(folder: Path) -> AsyncGenerator[Talk]:
    """Have Mei served by Lin."""
    async with whole(folder) as desk:
        await on_duty(desk.play)
        await desk.play.do("write", as_=MEI, text="转人工")
        thread = await topic_of(desk.play, "梅")
        await card_in(desk.play, thread)
        await desk.play.do("write", as_=LIN, chat=ROOM, thread=thread, text="您好,请讲")
        await said_to(desk.play, MEI, "请讲")
        yield Talk(desk, desk.play, thread)


async def copied(play: Sandbox, chat: int, kind: str) -> dict[str, Any]:
    """Return the bot's copy of a message of a kind."""
    event = await play.until(
        lambda event: event["message"]["from"]["is_bot"] and kind in event["message"], kind="message", chat=chat
    )
    message: dict[str, Any] = event["message"]
    return message


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_goes_both_ways(kind: str, tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        await here.play.do("write", as_=MEI, kind=kind, given=GIVEN.get(kind, {}))
        assert (await copied(here.play, ROOM, kind))["message_thread_id"] == here.thread
        await here.play.do("write", as_=LIN, chat=ROOM, thread=here.thread, kind=kind, given=GIVEN.get(kind, {}))
        await copied(here.play, MEI, kind)


async def test_an_album_is_one_turn_and_arrives_as_one(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("album", as_=MEI, items=[{"kind": "photo"}, {"kind": "photo"}, {"kind": "photo"}])
        await topic_of(desk.play, "梅")
        await desk.play.until(lambda event: "photo" in event["message"], kind="message", chat=ROOM)
        told = [message for message in await desk.play.chat(MEI) if message["from"]["is_bot"]]
        assert len(told) == 1, "three photos are one matter, and are answered once"


async def test_an_agents_message_is_marked_when_it_has_arrived(tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        sent = await here.play.do("write", as_=LIN, chat=ROOM, thread=here.thread, text="马上为您查")
        mark = await here.play.until(
            lambda event: event["message_id"] == sent["message"]["message_id"], kind="reaction", chat=ROOM
        )
        assert mark["emoji"] == ["👌"]


async def test_an_agent_is_told_when_the_customer_cannot_be_reached(tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        await here.play.do(
            "fault", kind="error", method="copyMessage", code=403, description="Forbidden: bot was blocked by the user"
        )
        sent = await here.play.do("write", as_=LIN, chat=ROOM, thread=here.thread, text="您在吗?")
        mark = await here.play.until(
            lambda event: event["message_id"] == sent["message"]["message_id"], kind="reaction", chat=ROOM
        )
        assert mark["emoji"] == ["👎"]
        await said_to(here.play, ROOM, "客户停用了本机器人")


async def test_replies_point_at_the_same_message_on_the_other_side(tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        asked = await here.play.do("write", as_=MEI, text="几点能来?")
        mirrored = await said_to(here.play, ROOM, "几点能来?")
        await here.desk.settled()
        await here.play.do(
            "write", as_=LIN, chat=ROOM, thread=here.thread, text="明早九点", reply_to=mirrored["message_id"]
        )
        answer = await said_to(here.play, MEI, "明早九点")
        assert answer["reply_to_message"]["message_id"] == asked["message"]["message_id"]


async def test_a_customers_edit_is_shown_below_and_an_agents_corrects_the_copy(tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        asked = await here.play.do("write", as_=MEI, text="我住3栋501")
        await said_to(here.play, ROOM, "我住3栋501")
        await here.desk.settled()
        await here.play.do("edit", as_=MEI, message_id=asked["message"]["message_id"], text="我住3栋502")
        await said_to(here.play, ROOM, "客户修改了消息")

        sent = await here.play.do("write", as_=LIN, chat=ROOM, thread=here.thread, text="明早八点到")
        copy = await said_to(here.play, MEI, "明早八点到")
        await here.desk.settled()
        await here.play.do("edit", as_=LIN, chat=ROOM, message_id=sent["message"]["message_id"], text="明早九点到")
        edited = await here.play.until(
            lambda event: event["message"]["message_id"] == copy["message_id"], kind="edited", chat=MEI
        )
        assert edited["message"]["text"] == "明早九点到"


async def test_an_emoji_shows_on_the_other_side(tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        asked = await here.play.do("write", as_=MEI, text="谢谢您帮我")
        mirrored = await said_to(here.play, ROOM, "谢谢您帮我")
        await here.desk.settled()
        await here.play.do("react", as_=LIN, chat=ROOM, message_id=mirrored["message_id"], emoji=["❤"])
        shown = await here.play.until(lambda event: event["emoji"] == ["❤"], kind="reaction", chat=MEI)
        assert shown["message_id"] == asked["message"]["message_id"]


async def test_a_deleted_topic_is_made_anew_and_no_word_is_lost(tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        await here.play.do("topic", as_=LIN, chat=ROOM, thread=here.thread, deleted=True)
        await here.play.do("write", as_=MEI, text="还有一件事")
        again = await said_to(here.play, ROOM, "还有一件事")
        assert again["message_thread_id"] != here.thread


async def test_a_stranger_in_the_staff_room_is_let_into_nothing(tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        await here.play.do("write", as_=STRANGER, chat=ROOM, thread=here.thread, text="我是冒充的客服")
        await said_to(here.play, ROOM, "您还没有登记")
        await here.play.do("write", as_=LIN, chat=ROOM, thread=here.thread, text="我在")
        await said_to(here.play, MEI, "我在")
        assert all("冒充" not in (message.get("text") or "") for message in await here.play.chat(MEI))


async def test_an_anonymous_admin_is_told_to_act_as_himself(tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        await here.play.do("write", as_=LIN, chat=ROOM, thread=here.thread, text="匿名的话", anonymous=True)
        await said_to(here.play, ROOM, "请用本人身份操作")


async def test_a_forged_button_opens_nothing_and_says_so(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("write", as_=MEI, text="物业费怎么交?")
        answer = await said_to(desk.play, MEI, "服务中心")
        assert button(answer, "没帮助")
        press = await desk.play.do(
            "press", as_=MEI, message_id=answer["message_id"], data="1t:1:1", stale=True, wait=10
        )
        assert press["press"]["answer"]["text"]
        assert (await desk.play.room())["topics"] == []


@pytest.mark.parametrize(
    "text",
    ["😀" * 2048, "\u202e你好\u202d\u200b\u200d", "<b>粗</b> & <a href='x'>链</a>", "啊" * 4096],
    ids=["emoji", "bidi", "html", "long"],
)
async def test_whatever_a_customer_writes_arrives_as_it_was_written(text: str, tmp_path: Path) -> None:
    async with talk(tmp_path) as here:
        await here.play.do("write", as_=MEI, text=text)
        event = await here.play.until(
            lambda event: event["message"]["from"]["is_bot"] and event["message"].get("text") == text,
            kind="message",
            chat=ROOM,
        )
        assert [one["type"] for one in event["message"].get("entities", [])] in ([], ["url"])

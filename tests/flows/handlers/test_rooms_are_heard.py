"""What is heard and said where there are several staff rooms."""

from typing import Any

import pytest

from desk import commands as c
from desk.commands import Inbox, OfRoom, OfTopic, Origin
from desk.notices.rooms import LinkCode, MovedIn, MovedOut
from desk.ports import Said, Topic
from handlers.lettering import TEXT, units, visible
from handlers.routers import translate
from handlers.wording import Wording
from tests.flows.handlers.hearing import BOT, DISPATCHER, LIBRARY, heard
from tests.flows.handlers.test_notices_in_words import WORDING
from tests.flows.handlers.updates import (
    ANONYMOUS,
    ELSEWHERE,
    FORWARDED,
    LIN_USER,
    ROOM,
    TOPIC,
    in_room,
    in_topic,
    standing,
    update,
)
from tests.kit.cast import LIN, MEI, STAFF_ROOM, at

GROUP: dict[str, Any] = {**ELSEWHERE, "is_forum": True}
THERE = Origin(chat_id=GROUP["id"], message_id=8)
TEAM = "投诉组"


@pytest.mark.parametrize(
    ("text", "code", "team"),
    [
        ("/link 1a2b", "1a2b", ""),
        (f"/link 1a2b {TEAM}", "1a2b", TEAM),
        (f"/绑定  1a2b   {TEAM} ", "1a2b", TEAM),
        (f"/link@frontdesk_bot 1a2b {TEAM}", "1a2b", TEAM),
    ],
)
async def test_a_group_is_linked_by_whoever_speaks_for_themselves(text: str, code: str, team: str) -> None:
    said = update(message=in_room(chat=GROUP, text=text))
    expected = c.Link(origin=THERE, code=code, forum=True, team=team, agent=LIN.user_id)
    assert await heard(said, room=None) == [(OfRoom(), expected)]
    assert await heard(said) == [(OfRoom(), expected)]


async def test_who_speaks_as_the_group_is_nobody_and_what_was_forwarded_links_nothing() -> None:
    text = f"/link 1a2b {TEAM}"
    anonymous = in_room(chat=GROUP, text=text, sender_chat=GROUP, **{"from": ANONYMOUS})
    ((_, command),) = await heard(update(message=anonymous))
    assert isinstance(command, c.Link)
    assert command.agent is None
    assert await heard(update(message=in_room(chat=GROUP, text=text, forward_origin=FORWARDED))) == []


async def test_a_code_is_asked_for_in_a_staff_room_and_nowhere_else() -> None:
    ask = c.AskCode(agent=LIN.user_id, origin=Origin(chat_id=STAFF_ROOM, message_id=8))
    for word in ("/link", "/绑定", "绑定"):
        assert await heard(update(message=in_room(text=word))) == [(OfRoom(), ask)]
    assert await heard(update(message=in_room(chat=GROUP, text="/link"))) == []


@pytest.mark.parametrize("status", ["kicked", "left"])
async def test_a_room_we_are_put_out_of_is_lost_and_any_other_group_is_none(status: str) -> None:
    lost = [(OfRoom(), c.LoseRoom(chat_id=STAFF_ROOM))]
    assert await heard(standing("member", status, chat=ROOM)) == lost
    assert await heard(standing(status, "member", chat=ROOM)) == []
    assert await heard(standing("member", status, chat=GROUP)) == []


async def test_every_room_is_as_good_as_the_first() -> None:
    inbox = Inbox(update_id=500)
    rooms = (STAFF_ROOM, GROUP["id"])
    said = update(message=in_topic(chat=GROUP, text="/take", **{"from": LIN_USER}))
    await translate(DISPATCHER, BOT, said, inbox, library=LIBRARY, rooms=rooms, locale="zh")
    (given,) = inbox.given
    assert (given.subject, type(given.command)) == (OfTopic(GROUP["id"], TOPIC), c.Take)


def moved_in(*lines: Said, wording: Wording = WORDING) -> str:
    notice = MovedIn(customer=MEI.chat_id, former="", team=TEAM)
    return visible(wording.speak(notice, "zh", past=lines).text)


def test_what_was_said_before_is_told_in_its_order_with_its_authors_and_its_markup_as_it_was_written() -> None:
    told = moved_in(
        Said(author="customer", at=at(), kind="text", text="It <b>leaks</b>"),
        Said(author="bot", at=at(minutes=1), kind="text", text="<b>Please</b> wait"),
        Said(author="customer", at=at(minutes=2), kind="photo", text=""),
        Said(author="agent", at=at(minutes=3), kind="text", text="Which flat?", number="07"),
        Said(author="note", at=at(minutes=4), kind="text", text="has called twice", number="07"),
    ).splitlines()
    assert told == [
        "⬅️ 从客服主群转来，之前的对话：",
        "客户 10:00　It <b>leaks</b>",
        "助手 10:01　Please wait",
        "客户 10:02　[图片]",
        "07 10:03　Which flat?",
        "07 备注 10:04　has called twice",
    ]


def test_of_a_long_past_the_latest_is_told_and_how_much_more_there_was() -> None:
    told = moved_in(*(Said(author="customer", at=at(minutes=n), kind="text", text=f"{n} " * 200) for n in range(40)))
    assert units(told) <= TEXT
    head, earlier, *lines = told.splitlines()
    assert (head, earlier) == ("⬅️ 从客服主群转来，之前的对话：", f"……更早的 {40 - len(lines)} 条请看原话题")
    assert "39 39" in lines[-1]


def test_the_old_topic_leads_to_the_new_one() -> None:
    notice = MovedOut(customer=MEI.chat_id, former="", team="<投诉组>")
    spoken = WORDING.speak(notice, "zh", topic=Topic(chat_id=-1009876543210, thread_id=9))
    assert '<a href="https://t.me/c/9876543210/9">打开新话题</a>' in spoken.text
    assert "已转到<b>&lt;投诉组&gt;</b>" in spoken.text


def test_a_code_is_told_with_what_to_say_for_each_team() -> None:
    notice = LinkCode(code="1a2b", lasts=at(minutes=10) - at(), teams=(TEAM, "维修组"))
    told = visible(WORDING.speak(notice, "zh").text)
    assert told.splitlines()[1:] == ["/link 1a2b 投诉组", "/link 1a2b 维修组", "/link 1a2b（改设主群）"]

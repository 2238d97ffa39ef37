from dataclasses import replace

import pytest

from desk import commands as c
from desk.commands import OfMessage, OfRoom, OfTopic, Origin
from desk.content import Content, Kind
from desk.people import Role
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import (
    ANONYMOUS,
    CHANNEL,
    FORWARDED,
    LIN_USER,
    OTHER_BOT,
    ROOM,
    STRANGER,
    TOPIC,
    Json,
    in_room,
    in_topic,
    leaving,
    reaction,
    update,
)
from tests.kit.cast import LIN, STAFF_ROOM, TEN

THERE = OfTopic(STAFF_ROOM, TOPIC)
IN_TOPIC = Origin(chat_id=STAFF_ROOM, message_id=8, thread_id=TOPIC)
IN_GENERAL = Origin(chat_id=STAFF_ROOM, message_id=8)
TEXT = Content(chat_id=STAFF_ROOM, message_id=8, sent_at=TEN, text="We are on our way")
VOICE: Json = {"file_id": "F", "file_unique_id": "U", "duration": 2}
POLL: Json = {
    "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
    "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"text": "We are on our way"}, TEXT),
        ({"text": "We are on our way", "reply_to_message": in_room(message_id=6)}, replace(TEXT, reply_to=6)),
        ({"voice": VOICE}, replace(TEXT, kind=Kind.VOICE, text="", file_id="F")),
        ({"poll": POLL}, replace(TEXT, kind=Kind.OTHER, text="")),
        ({"text": "/take", "forward_origin": FORWARDED}, replace(TEXT, text="/take")),
        ({"text": "接单", "forward_origin": FORWARDED}, replace(TEXT, text="接单")),
        ({"text": "接单了吗"}, replace(TEXT, text="接单了吗")),
        ({"text": "take"}, replace(TEXT, text="take")),
        ({"text": "/usr/bin"}, replace(TEXT, text="/usr/bin")),
        ({"text": "We /take it"}, replace(TEXT, text="We /take it")),
    ],
)  # fmt: skip
async def test_words_in_a_topic_are_a_reply(message: Json, expected: Content) -> None:
    reply = c.Reply(agent=LIN.user_id, origin=IN_TOPIC, content=expected)
    assert await heard(update(message=in_topic(**message))) == [(THERE, reply)]


@pytest.mark.parametrize(
    ("text", "number", "role"),
    [
        ("/admit 07 editor", "07", Role.EDITOR),
        ("/登记 07 编辑", "07", Role.EDITOR),
        ("/admit 07 Agent", "07", Role.AGENT),
        ("/admit 07 lead", "07", None),
        ("/admit 07", "07", None),
        ("/admit", None, None),
    ],
)
async def test_a_role_is_given_by_number(text: str, number: str | None, role: Role | None) -> None:
    admission = c.Admit(agent=LIN.user_id, origin=IN_GENERAL, number=number, role=role)
    assert await heard(update(message=in_room(text=text))) == [(OfRoom(), admission)]


async def test_an_edit_in_a_topic_corrects_the_reply() -> None:
    edited = update(edited_message=in_topic(text="At nine", edit_date=1_900_000_000))
    correction = c.CorrectReply(agent=LIN.user_id, origin=IN_TOPIC, content=replace(TEXT, text="At nine"))
    assert await heard(edited) == [(THERE, correction)]


@pytest.mark.parametrize("text", ["/resolve", "备注：客户很着急", "结案。", "转接12"])
async def test_a_message_that_is_made_a_command_afterwards_neither_is_one_nor_reaches_the_customer(text: str) -> None:
    ((_, given),) = await heard(update(edited_message=in_topic(text=text, edit_date=1_900_000_000)))
    assert isinstance(given, c.Misspelt)


@pytest.mark.parametrize("text", ["备注 客户很着急", "备注：看这张图", "结案。", "转接12 看这张图", "/ note customer"])
async def test_a_command_below_a_picture_is_none_and_does_not_reach_the_customer(text: str) -> None:
    ((_, given),) = await heard(
        update(
            message=in_topic(caption=text, photo=[{"file_id": "AgAC", "file_unique_id": "u", "width": 9, "height": 9}])
        )
    )
    assert isinstance(given, c.Misspelt)


@pytest.mark.parametrize(
    "text",
    [
        "通知：明天上午9点停水，请提前储水",
        "登记：您的报修已经登记好了",
        "离开，请您把门锁好",
        "表单：请填写",
        "申诉，您可以在网上提交",
        "承诺，我们一定处理",
        "承诺一定办好",
        "承诺今年内解决",
    ],
)
async def test_words_to_a_customer_that_begin_like_a_command_of_the_room_are_sent(text: str) -> None:
    ((_, given),) = await heard(update(message=in_topic(text=text)))
    assert isinstance(given, c.Reply)


async def test_in_general_a_colon_is_as_good_as_a_space_and_a_number_in_a_sentence_removes_nobody() -> None:
    assert [type(given) for _, given in await heard(update(message=in_room(text="通知：明天停水")))] == [c.PostNotice]
    assert [type(given) for _, given in await heard(update(message=in_room(text="移除12")))] == [c.Remove]
    assert await heard(update(message=in_room(text="移除12栋门口的垃圾桶"))) == []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("/take", "/take@frontdesk_bot", "/TAKE now", "接单", " 接单 ", "/接单"), c.Take),
        (("/resolve", "结案", "/结案"), c.Resolve),
    ],
)
async def test_a_command_in_a_topic_is_about_its_customer_and_tells_when_it_was_typed(
    texts: tuple[str, ...], expected: type[c.Take | c.Resolve]
) -> None:
    for text in texts:
        command = expected(agent=LIN.user_id, origin=IN_TOPIC, sent_at=TEXT.sent_at)
        assert await heard(update(message=in_topic(text=text))) == [(THERE, command)]


@pytest.mark.parametrize("text", ["/why", "为何"])
async def test_why_is_asked_about_the_topics_customer(text: str) -> None:
    assert await heard(update(message=in_topic(text=text))) == [(THERE, c.Why(agent=LIN.user_id, origin=IN_TOPIC))]


@pytest.mark.parametrize("text", ["/take", "接单", "/resolve", "/why@frontdesk_bot"])
async def test_outside_a_topic_it_is_about_nobody(text: str) -> None:
    command = c.NoTopic(agent=LIN.user_id, origin=IN_GENERAL)
    assert await heard(update(message=in_room(text=text))) == [(OfRoom(), command)]


async def test_a_reply_in_general_is_in_no_topic_although_it_has_a_thread() -> None:
    message = in_room(text="/take", message_thread_id=6, reply_to_message=in_room(message_id=6, text="?"))
    command = c.NoTopic(agent=LIN.user_id, origin=IN_GENERAL)
    assert await heard(update(message=message)) == [(OfRoom(), command)]


@pytest.mark.parametrize(("message", "origin"), [(in_room, IN_GENERAL), (in_topic, IN_TOPIC)])
async def test_duty_and_queue_are_asked_anywhere_in_the_room(message: object, origin: Origin) -> None:
    build = in_topic if message is in_topic else in_room
    agent = LIN.user_id
    on = c.GoOn(agent=agent, origin=origin, name="Lin Xiao")
    for text, command in {
        "/on": on,
        "上班": on,
        "/off": c.GoOff(agent=agent, origin=origin),
        "下班": c.GoOff(agent=agent, origin=origin),
        "/queue": c.ShowQueue(agent=agent, origin=origin),
        "排队": c.ShowQueue(agent=agent, origin=origin),
    }.items():
        assert await heard(update(message=build(text=text))) == [(OfRoom(), command)]


@pytest.mark.parametrize(("message", "origin"), [(in_room, IN_GENERAL), (in_topic, IN_TOPIC)])
async def test_who_asks_for_help_with_the_commands_calls_no_lead(message: object, origin: Origin) -> None:
    build = in_topic if message is in_topic else in_room
    for text in ("/help", "/帮助", "帮助"):
        command = c.ShowCommands(agent=LIN.user_id, origin=origin)
        assert await heard(update(message=build(text=text))) == [(OfRoom(), command)]


@pytest.mark.parametrize("text", ["/figures", "/天气 很好"])
async def test_a_command_nobody_knows_is_answered_in_general_too(text: str) -> None:
    misspelt = c.Misspelt(agent=LIN.user_id, origin=IN_GENERAL)
    assert await heard(update(message=in_room(text=text))) == [(OfRoom(), misspelt)]


async def test_a_stranger_in_the_room_gives_commands_under_their_own_id_and_the_desk_refuses() -> None:
    message = in_topic(**{"text": "/take", "from": STRANGER})
    assert await heard(update(message=message)) == [(THERE, c.Take(agent=666, origin=IN_TOPIC, sent_at=TEXT.sent_at))]


@pytest.mark.parametrize(("text", "nearest"), [("/tkae", "take"), ("/weather is fine", None), ("/天气 很好", None)])
async def test_a_misspelt_command_in_a_topic_never_becomes_words_to_the_customer(
    text: str, nearest: str | None
) -> None:
    misspelt = c.Misspelt(agent=LIN.user_id, origin=IN_TOPIC, nearest=nearest)
    assert await heard(update(message=in_topic(text=text))) == [(OfRoom(), misspelt)]


@pytest.mark.parametrize(
    ("message", "origin"),
    [
        (in_topic(**{"text": "We come", "from": ANONYMOUS, "sender_chat": ROOM}), IN_TOPIC),
        (in_topic(**{"text": "/take", "from": ANONYMOUS, "sender_chat": ROOM}), IN_TOPIC),
        (in_room(**{"text": "/on", "from": ANONYMOUS, "sender_chat": ROOM}), IN_GENERAL),
        (in_topic(**{"text": "We come", "from": ANONYMOUS, "sender_chat": CHANNEL}), IN_TOPIC),
    ],
)
async def test_who_acts_as_the_group_is_asked_to_act_as_oneself(message: Json, origin: Origin) -> None:
    assert await heard(update(message=message)) == [(OfRoom(), c.Anonymous(origin=origin))]


async def test_an_emoji_in_the_room_is_about_the_conversation_of_its_message() -> None:
    thumb = {"type": "emoji", "emoji": "👍"}
    expected = c.React(chat_id=STAFF_ROOM, message_id=21, emoji="👍", agent=LIN.user_id)
    assert await heard(reaction(ROOM, LIN_USER, [], [thumb])) == [(OfMessage(STAFF_ROOM, 21), expected)]


@pytest.mark.parametrize(
    "ignored",
    [
        update(message=in_room(text="Who brings lunch?")),
        update(message=in_room(text="/weather@weather_bot")),
        update(message=in_room(**{"text": "Hello", "from": ANONYMOUS, "sender_chat": ROOM})),
        update(message=in_topic(text="/take@weather_bot")),
        update(message=in_topic(**{"text": "/take", "from": OTHER_BOT})),
        update(message=in_topic(**{"text": "Rain", "from": OTHER_BOT})),
        update(message=in_room(message_id=TOPIC, message_thread_id=TOPIC, is_topic_message=True,
                               forum_topic_created={"name": "Mei", "icon_color": 7322096})),
        update(message=in_topic(forum_topic_closed={})),
        update(message=in_topic(forum_topic_edited={"name": "Mei"})),
        update(message=in_topic(pinned_message=in_room(text="card"))),
        update(message=in_room(new_chat_members=[LIN_USER])),
        update(message=in_room(migrate_to_chat_id=-100501)),
        update(message=in_room(text="News", sender_chat=CHANNEL, is_automatic_forward=True)),
        update(edited_message=in_room(text="Who brings dinner?", edit_date=1_900_000_000)),
        reaction(ROOM, None, [], [{"type": "emoji", "emoji": "👍"}]),
    ],
)  # fmt: skip
async def test_what_the_staff_say_among_themselves_gives_nothing(ignored: Json) -> None:
    assert await heard(ignored) == []


@pytest.mark.parametrize("text", ["/take", "/on", "We come"])
async def test_without_a_bound_room_no_group_is_heard(text: str) -> None:
    assert await heard(update(message=in_topic(text=text)), room=None) == []


async def test_who_leaves_the_main_room_leaves_the_staff_and_who_leaves_a_teams_room_does_not() -> None:
    team = STAFF_ROOM - 1
    assert await heard(leaving(LIN_USER, STAFF_ROOM), teams=(team,)) == [(OfRoom(), c.LeaveGroup(user_id=LIN.user_id))]
    assert await heard(leaving(LIN_USER, team), teams=(team,)) == []

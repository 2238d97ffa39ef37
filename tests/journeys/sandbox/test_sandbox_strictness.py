import base64

import pytest

from bot.sandbox.chats import Group
from bot.sandbox.world import World
from tests.journeys.sandbox.players import BOT, LIN, MEI, ROOM, STRANGER, TOM, StandingClock, Telegram

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
ICON = "5417915203100613993"


def keyboard(data: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "好", "callback_data": data}]]}


async def test_a_text_has_1_to_4096_utf16_units(telegram: Telegram) -> None:
    await telegram.greeted()
    assert await telegram.refused("sendMessage", chat_id=MEI, text=" \n ") == "Bad Request: message text is empty"
    assert await telegram.refused("sendMessage", chat_id=MEI, text="😀" * 2049) == "Bad Request: message is too long"
    assert len((await telegram.done("sendMessage", chat_id=MEI, text="😀" * 2048))["text"]) == 2048


async def test_a_caption_has_at_most_1024_units(telegram: Telegram) -> None:
    photo = (await telegram.people("write", MEI, kind="photo"))["message"]["photo"][-1]["file_id"]
    refused = await telegram.refused("sendPhoto", chat_id=MEI, photo=photo, caption="好" * 1025)
    assert refused == "Bad Request: message caption is too long"


@pytest.mark.parametrize(("data", "fits"), [("", False), ("好" * 21, True), ("好" * 22, False), ("x" * 64, True)])
async def test_callback_data_has_1_to_64_bytes(telegram: Telegram, data: str, *, fits: bool) -> None:
    await telegram.greeted()
    envelope = await telegram.call("sendMessage", chat_id=MEI, text="?", reply_markup=keyboard(data))
    assert envelope.get("description") == (None if fits else "Bad Request: BUTTON_DATA_INVALID")


async def test_html_becomes_entities_counted_in_utf16_units(telegram: Telegram) -> None:
    await telegram.greeted()
    html = (
        '😀 <b>粗 <i>斜</i></b> &lt;1&gt; <a href="https://example.org/">链</a> '
        '<pre><code class="language-py">x</code></pre>'
    )
    message = await telegram.done("sendMessage", chat_id=MEI, text=html, parse_mode="HTML")
    assert message["text"] == "😀 粗 斜 <1> 链 x"
    assert message["entities"] == [
        {"type": "bold", "offset": 3, "length": 3},
        {"type": "italic", "offset": 5, "length": 1},
        {"type": "text_link", "offset": 11, "length": 1, "url": "https://example.org/"},
        {"type": "pre", "offset": 13, "length": 1, "language": "py"},
    ]


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<b>粗", 'Can\'t find end tag corresponding to start tag "b"'),
        ("粗</b>", "Unexpected end tag at byte offset 3"),
        ("<b>粗</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("粗<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
    ],
)
async def test_html_that_cannot_be_read_is_refused_with_the_place(
    telegram: Telegram, html: str, complaint: str
) -> None:
    await telegram.greeted()
    refused = await telegram.refused("sendMessage", chat_id=MEI, text=html, parse_mode="HTML")
    assert refused == f"Bad Request: can't parse entities: {complaint}"


async def test_a_bot_cannot_speak_first(telegram: Telegram) -> None:
    words = {"text": "hello"}
    assert await telegram.refused("sendMessage", chat_id=4242, **words) == "Bad Request: chat not found"
    assert await telegram.refused("sendMessage", chat_id=MEI, **words) == "Bad Request: chat not found"
    known_by_sight = await telegram.refused("sendMessage", chat_id=LIN, **words)
    assert known_by_sight == "Forbidden: bot can't initiate conversation with a user"


async def test_a_customer_who_blocked_the_bot_is_not_reached_until_they_take_it_back(telegram: Telegram) -> None:
    await telegram.greeted()
    await telegram.people("block", MEI, blocked=True)
    blocked = "Forbidden: bot was blocked by the user"
    assert await telegram.refused("sendMessage", chat_id=MEI, text="?") == blocked
    await telegram.people("block", MEI, blocked=False)
    assert (await telegram.done("sendMessage", chat_id=MEI, text="!"))["text"] == "!"
    changes = [u["my_chat_member"] for u in await telegram.done("getUpdates") if "my_chat_member" in u]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_an_edit_that_changes_nothing_is_refused(telegram: Telegram) -> None:
    await telegram.greeted()
    message_id = (await telegram.done("sendMessage", chat_id=MEI, text="一", reply_markup=keyboard("a")))["message_id"]
    place = {"chat_id": MEI, "message_id": message_id}
    assert await telegram.refused("editMessageText", **place, text="一", reply_markup=keyboard("a")) == SAME
    assert "reply_markup" not in await telegram.done("editMessageText", **place, text="一")
    assert (await telegram.done("editMessageText", **place, text="二"))["edit_date"] > 0


async def test_only_the_bots_own_messages_can_be_edited(telegram: Telegram) -> None:
    theirs = await telegram.greeted()
    missing = await telegram.refused("editMessageText", chat_id=MEI, message_id=99, text="x")
    assert missing == "Bad Request: message to edit not found"
    refused = await telegram.refused("editMessageText", chat_id=MEI, message_id=theirs, text="x")
    assert refused == "Bad Request: message can't be edited"


async def test_a_message_with_a_keyboard_of_letters_cannot_be_edited(telegram: Telegram) -> None:
    await telegram.greeted()
    sent = await telegram.done("sendMessage", chat_id=MEI, text="?", reply_markup={"keyboard": [["人工"]]})
    assert "reply_markup" not in sent
    refused = await telegram.refused("editMessageText", chat_id=MEI, message_id=sent["message_id"], text="x")
    assert refused == "Bad Request: message can't be edited"


async def test_a_reply_needs_its_message_unless_it_may_go_without(telegram: Telegram) -> None:
    hers = await telegram.greeted()
    replied = await telegram.done("sendMessage", chat_id=MEI, text="x", reply_parameters={"message_id": hers})
    assert replied["reply_to_message"]["text"] == "你好"
    missing = {"message_id": 99}
    refused = await telegram.refused("sendMessage", chat_id=MEI, text="x", reply_parameters=missing)
    assert refused == "Bad Request: message to be replied not found"
    tolerant = {**missing, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await telegram.done(
        "sendMessage", chat_id=MEI, text="x", reply_parameters=tolerant
    )


async def test_copies_carry_the_content_and_nothing_else(telegram: Telegram) -> None:
    photo = (await telegram.people("write", MEI, kind="photo", caption="漏水"))["message"]
    thread_id = await telegram.topic()
    place = {"chat_id": ROOM, "message_thread_id": thread_id, "from_chat_id": MEI}
    copy_id = (await telegram.done("copyMessage", **place, message_id=photo["message_id"]))["message_id"]
    room = (await telegram.see("state"))["groups"][0]
    copy = room["messages"][-1]
    assert (copy["message_id"], copy["photo"], copy["caption"]) == (copy_id, photo["photo"], "漏水")
    assert "forward_origin" not in copy
    assert await telegram.refused("copyMessage", **place, message_id=99) == "Bad Request: message to copy not found"
    back = {"chat_id": MEI, "from_chat_id": ROOM, "message_id": thread_id}
    assert await telegram.refused("copyMessage", **back) == "Bad Request: message can't be copied"


async def test_forwards_name_the_writer_unless_the_writer_hides(telegram: Telegram, world: World) -> None:
    hers, his = await telegram.greeted(MEI), await telegram.greeted(TOM)
    world.users[TOM].hides_forwards = True
    open_one = await telegram.done("forwardMessage", chat_id=ROOM, from_chat_id=MEI, message_id=hers)
    hidden = await telegram.done("forwardMessage", chat_id=ROOM, from_chat_id=TOM, message_id=his)
    assert open_one["forward_origin"]["sender_user"]["id"] == MEI
    assert hidden["forward_origin"]["type"] == "hidden_user"
    assert hidden["forward_origin"]["sender_user_name"] == "Tom Baker"


async def test_many_copies_keep_their_album_and_skip_what_is_gone(telegram: Telegram) -> None:
    album = (await telegram.people("album", MEI, items=[{"kind": "photo"}, {"kind": "photo"}]))["messages"]
    ids = [message["message_id"] for message in album]
    copies = await telegram.done("copyMessages", chat_id=ROOM, from_chat_id=MEI, message_ids=[*ids, 98, 99])
    room = (await telegram.see("state"))["groups"][0]["messages"]
    copied = [message for message in room if message["message_id"] in {copy["message_id"] for copy in copies}]
    assert len({message["media_group_id"] for message in copied}) == 1
    assert len(copied) == 2


async def test_a_topic_message_says_which_topic_and_replies_to_its_head(telegram: Telegram) -> None:
    thread_id = await telegram.topic("梅女士 A001")
    message = await telegram.done("sendMessage", chat_id=ROOM, message_thread_id=thread_id, text="x")
    assert (message["message_thread_id"], message["is_topic_message"]) == (thread_id, True)
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "梅女士 A001"


@pytest.mark.parametrize("thread_id", [1, 4242])
async def test_general_has_no_thread_id_and_unknown_threads_are_not_found(telegram: Telegram, thread_id: int) -> None:
    refused = await telegram.refused("sendMessage", chat_id=ROOM, message_thread_id=thread_id, text="x")
    assert refused == "Bad Request: message thread not found"
    assert "message_thread_id" not in await telegram.done("sendMessage", chat_id=ROOM, text="x")


async def test_a_deleted_topic_takes_no_messages_and_no_changes(telegram: Telegram) -> None:
    thread_id = await telegram.topic()
    await telegram.people("topic", LIN, chat=ROOM, thread=thread_id, deleted=True)
    place = {"chat_id": ROOM, "message_thread_id": thread_id}
    assert await telegram.refused("sendMessage", **place, text="x") == "Bad Request: message thread not found"
    assert await telegram.refused("editForumTopic", **place, name="x") == "Bad Request: TOPIC_DELETED"


async def test_a_closed_topic_is_for_those_who_manage_topics(telegram: Telegram) -> None:
    thread_id = await telegram.topic()
    place = {"chat_id": ROOM, "message_thread_id": thread_id}
    await telegram.done("closeForumTopic", **place)
    assert await telegram.refused("closeForumTopic", **place) == "Bad Request: TOPIC_NOT_MODIFIED"
    assert (await telegram.done("sendMessage", **place, text="x"))["text"] == "x"
    await telegram.people("member", LIN, chat=ROOM, user=BOT, status="administrator", rights=["can_manage_chat"])
    assert await telegram.refused("sendMessage", **place, text="x") == "Bad Request: TOPIC_CLOSED"


async def test_an_edit_of_a_topic_must_change_something(telegram: Telegram) -> None:
    place = {"chat_id": ROOM, "message_thread_id": await telegram.topic("梅")}
    assert await telegram.refused("editForumTopic", **place, name="梅") == "Bad Request: TOPIC_NOT_MODIFIED"
    assert await telegram.done("editForumTopic", **place, icon_custom_emoji_id=ICON) is True


async def test_a_bot_without_the_right_creates_no_topics(telegram: Telegram) -> None:
    await telegram.people("member", LIN, chat=ROOM, user=BOT, status="member")
    refused = await telegram.refused("createForumTopic", chat_id=ROOM, name="x")
    assert refused == "Bad Request: not enough rights to create a topic"
    assert (await telegram.done("getChatMember", chat_id=ROOM, user_id=BOT))["status"] == "member"


async def test_a_group_that_is_no_forum_has_no_topics(telegram: Telegram, world: World) -> None:
    plain = world.add_group(Group(-100500, "Plain", is_forum=False))
    plain.members[BOT] = world.groups[ROOM].members[BOT]
    refused = await telegram.refused("createForumTopic", chat_id=-100500, name="x")
    assert refused == "Bad Request: the chat is not a forum"


async def test_a_migrated_group_says_where_it_has_gone(telegram: Telegram) -> None:
    await telegram.people("migrate", chat=ROOM, to=-100777)
    envelope = await telegram.call("sendMessage", chat_id=ROOM, text="x")
    assert envelope["parameters"] == {"migrate_to_chat_id": -100777}
    assert (await telegram.done("sendMessage", chat_id=-100777, text="x"))["chat"]["id"] == -100777


async def test_a_button_waits_for_its_answer_but_not_for_ever(telegram: Telegram, clock: StandingClock) -> None:
    await telegram.greeted()
    sent = await telegram.done("sendMessage", chat_id=MEI, text="?", reply_markup=keyboard("yes"))
    press = {"message_id": sent["message_id"], "data": "yes"}
    first = (await telegram.people("press", MEI, **press))["press"]["id"]
    assert await telegram.done("answerCallbackQuery", callback_query_id=first, text="好") is True
    second = (await telegram.people("press", MEI, **press))["press"]["id"]
    clock.push(3600)
    stale = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await telegram.refused("answerCallbackQuery", callback_query_id=second) == stale
    assert await telegram.refused("answerCallbackQuery", callback_query_id="17") == stale


async def test_only_the_emoji_telegram_allows_are_reactions(telegram: Telegram) -> None:
    place = {"chat_id": MEI, "message_id": await telegram.greeted()}
    assert await telegram.done("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👌"}]) is True
    refused = await telegram.refused("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "✅"}])
    assert refused == "Bad Request: REACTION_INVALID"


async def test_files_over_20_mb_are_not_handed_out(telegram: Telegram) -> None:
    big = await telegram.people("write", MEI, kind="document", file={"size": 21 * 1024 * 1024})
    file_id = big["message"]["document"]["file_id"]
    assert await telegram.refused("getFile", file_id=file_id) == "Bad Request: file is too big"


async def test_a_file_is_fetched_by_the_path_it_was_given(telegram: Telegram) -> None:
    content = "水表 读数".encode()
    sent = await telegram.people(
        "write", MEI, kind="document", file={"name": "表.txt", "base64": base64.b64encode(content).decode()}
    )
    path = (await telegram.done("getFile", file_id=sent["message"]["document"]["file_id"]))["file_path"]
    async with telegram.session.get(f"{telegram.url}/file/bot100000:SANDBOX/{path}") as response:
        assert await response.read() == content


async def test_a_file_cannot_be_sent_as_what_it_is_not(telegram: Telegram) -> None:
    voice = (await telegram.people("write", MEI, kind="voice"))["message"]["voice"]["file_id"]
    refused = await telegram.refused("sendPhoto", chat_id=MEI, photo=voice)
    assert refused == "Bad Request: type of file mismatch"


async def test_messages_older_than_two_days_stay(telegram: Telegram, clock: StandingClock) -> None:
    place = {"chat_id": MEI, "message_id": await telegram.greeted()}
    clock.push(49 * 3600)
    assert await telegram.refused("deleteMessage", **place) == "Bad Request: message can't be deleted for everyone"
    assert await telegram.refused("deleteMessage", chat_id=MEI, message_id=99) == (
        "Bad Request: message to delete not found"
    )


async def test_private_chats_share_a_counter_and_a_group_has_its_own(telegram: Telegram) -> None:
    ids = [await telegram.greeted(MEI), await telegram.greeted(TOM)]
    sent = await telegram.done("sendMessage", chat_id=MEI, text="x")
    in_the_room = await telegram.done("sendMessage", chat_id=ROOM, text="x")
    assert [*ids, sent["message_id"], in_the_room["message_id"]] == [1, 2, 3, 2]


async def test_a_stranger_is_only_a_member_and_administrators_are_named(telegram: Telegram) -> None:
    assert (await telegram.done("getChatMember", chat_id=ROOM, user_id=STRANGER))["status"] == "member"
    lead = [member["user"]["id"] for member in await telegram.done("getChatAdministrators", chat_id=ROOM)]
    assert lead == [900001, BOT]

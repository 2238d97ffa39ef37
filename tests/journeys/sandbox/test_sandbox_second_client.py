"""The same server through another library, so that it is not only right in the eyes of the first."""

from collections.abc import AsyncGenerator

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, RetryAfter

from bot.sandbox.server import Server
from tests.journeys.sandbox.players import BOT, LIN, MEI, ROOM, TOKEN, Telegram

PICTURE = b"\x89PNG not really"


@pytest.fixture
async def bot(server: Server, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it, reading a span of time is a warning
    async with Bot(TOKEN, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot") as bot:
        yield bot


async def test_it_knows_itself_its_chats_and_their_members(bot: Bot, telegram: Telegram) -> None:
    await telegram.greeted()
    assert bot.id == BOT
    assert (await bot.get_chat(ROOM)).is_forum
    assert (await bot.get_chat(MEI)).first_name == "梅女士"
    assert (await bot.get_chat_member(ROOM, BOT)).status == "administrator"
    assert len(await bot.get_chat_administrators(ROOM)) == 2


async def test_uploads_stand_in_the_named_field_and_come_back_whole(bot: Bot, telegram: Telegram) -> None:
    await telegram.greeted()
    photo = await bot.send_photo(MEI, PICTURE, caption="漏水")
    document = await bot.send_document(MEI, b"a,b", filename="表.csv")
    voice = await bot.send_voice(MEI, b"OggS", duration=2)
    sticker = await bot.send_sticker(MEI, b"RIFF")
    assert document.document is not None
    assert document.document.file_name == "表.csv"
    assert voice.voice is not None
    assert sticker.sticker is not None
    again = await bot.send_photo(MEI, photo.photo[-1].file_id)
    assert again.photo == photo.photo
    file = await bot.get_file(photo.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PICTURE


async def test_albums_are_uploaded_together(bot: Bot, telegram: Telegram) -> None:
    await telegram.greeted()
    album = await bot.send_media_group(MEI, [InputMediaPhoto(PICTURE, caption="一"), InputMediaPhoto(PICTURE)])
    assert [message.caption for message in album] == ["一", None]
    assert len({message.media_group_id for message in album}) == 1
    edited = await bot.edit_message_media(InputMediaDocument(b"x", filename="y.txt"), MEI, album[0].message_id)
    assert not isinstance(edited, bool)
    assert edited.document is not None


async def test_places_contacts_dice_and_polls(bot: Bot, telegram: Telegram) -> None:
    await telegram.greeted()
    location = (await bot.send_location(MEI, 31.2, 121.4)).location
    venue = (await bot.send_venue(MEI, 31.2, 121.4, "门岗", "东门")).venue
    contact = (await bot.send_contact(MEI, "+86", "梅")).contact
    dice = (await bot.send_dice(MEI)).dice
    poll = (await bot.send_poll(MEI, "?", ["a", "b"])).poll
    assert None not in (location, venue, contact, dice, poll)


async def test_copies_edits_and_answers(bot: Bot, telegram: Telegram) -> None:
    hers = await telegram.greeted()
    copy = await bot.copy_message(ROOM, MEI, hers)
    assert copy.message_id > 1
    copies = await bot.copy_messages(ROOM, MEI, [hers])
    assert len(copies) == 1
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="ok")]])
    sent = await bot.send_message(MEI, "<b>?</b>", parse_mode="HTML", reply_markup=keyboard)
    await telegram.people("press", MEI, message_id=sent.message_id, data="ok")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert await query.answer("收到")
    edited = await query.edit_message_text("!")
    assert not isinstance(edited, bool)
    assert edited.text == "!"
    with pytest.raises(BadRequest, match="Message is not modified"):
        await query.edit_message_text("!")


async def test_topics(bot: Bot, telegram: Telegram) -> None:
    topic = await bot.create_forum_topic(ROOM, "梅女士")
    thread_id = topic.message_thread_id
    message = await bot.send_message(ROOM, "x", message_thread_id=thread_id)
    assert message.reply_to_message is not None
    assert message.reply_to_message.forum_topic_created is not None
    assert await bot.edit_forum_topic(ROOM, thread_id, name="梅女士 ✓")
    assert await bot.close_forum_topic(ROOM, thread_id)
    assert await bot.reopen_forum_topic(ROOM, thread_id)
    await telegram.people("write", LIN, chat=ROOM, thread=thread_id, text="/take")
    update = (await bot.get_updates(offset=-1))[0]
    assert update.message is not None
    assert [entity.type for entity in update.message.entities] == ["bot_command"]
    assert await bot.delete_forum_topic(ROOM, thread_id)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(ROOM, "x", message_thread_id=thread_id)


async def test_replies_reactions_pins_and_keyboards(bot: Bot, telegram: Telegram) -> None:
    hers = await telegram.greeted()
    reply = await bot.send_message(
        MEI, "?", reply_parameters=ReplyParameters(hers), reply_markup=ReplyKeyboardMarkup([["人工"]])
    )
    assert reply.reply_to_message is not None
    assert await bot.set_message_reaction(MEI, hers, ReactionTypeEmoji("👌"))
    assert await bot.pin_chat_message(MEI, reply.message_id)
    pinned = (await bot.get_chat(MEI)).pinned_message
    assert pinned is not None
    assert pinned.message_id == reply.message_id
    assert (await telegram.see("state"))["privates"][0]["keyboard"]["keyboard"] == [[{"text": "人工"}]]


async def test_refusals_are_the_errors_the_library_knows(bot: Bot, telegram: Telegram) -> None:
    await telegram.greeted()
    await telegram.people("fault", kind="error", code=429, retry_after=5, times=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(MEI, "x")
    await telegram.people("block", MEI, blocked=True)
    with pytest.raises(Forbidden):
        await bot.send_message(MEI, "x")
    await telegram.people("migrate", chat=ROOM, to=-100777)
    with pytest.raises(ChatMigrated):
        await bot.send_message(ROOM, "x")
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict):
        await bot.get_updates()

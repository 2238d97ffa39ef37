from collections.abc import AsyncGenerator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReactionTypeEmoji,
    ReplyParameters,
)

from bot.sandbox.server import Server
from tests.journeys.sandbox.players import BOT, LIN, MEI, ROOM, TOKEN, Telegram

PICTURE = BufferedInputFile(b"\x89PNG not really", "leak.png")


def session(server: Server) -> AiohttpSession:
    return AiohttpSession(api=TelegramAPIServer.from_base(server.url))


@pytest.fixture
async def bot(server: Server) -> AsyncGenerator[Bot]:
    async with Bot(TOKEN, session=session(server)) as bot:
        yield bot


async def test_it_knows_itself_its_chats_and_their_members(bot: Bot, telegram: Telegram) -> None:
    await telegram.greeted()
    assert (await bot.get_me()).id == BOT
    assert (await bot.get_chat(ROOM)).is_forum
    assert (await bot.get_chat(MEI)).full_name == "梅女士"
    assert (await bot.get_chat_member(ROOM, BOT)).status == "administrator"
    assert [member.status for member in await bot.get_chat_administrators(ROOM)] == ["creator", "administrator"]
    assert await bot.get_chat_member_count(ROOM) == 6


async def test_every_kind_of_message_arrives_as_what_it_is(bot: Bot, telegram: Telegram) -> None:
    kinds = ("text", "photo", "document", "voice", "video", "audio", "animation", "video_note", "sticker", "dice")
    for kind in kinds:
        await telegram.people("write", MEI, kind=kind, text="x" if kind == "text" else "")
    place = {"latitude": 31.2, "longitude": 121.4, "title": "t", "address": "a"}
    person = {"phone_number": "+86", "first_name": "梅"}
    await telegram.people("write", MEI, kind="location", given=place)
    await telegram.people("write", MEI, kind="venue", given=place)
    await telegram.people("write", MEI, kind="contact", given=person)
    await telegram.people("write", MEI, kind="poll", given={"question": "?", "options": ["a", "b"]})
    messages = [update.message for update in await bot.get_updates()]
    arrived = [message.content_type for message in messages if message is not None]
    assert arrived == [*kinds, "location", "venue", "contact", "poll"]


async def test_uploads_albums_and_files(bot: Bot, telegram: Telegram) -> None:
    await telegram.greeted()
    photo = await bot.send_photo(MEI, PICTURE, caption="<b>漏水</b>", parse_mode="HTML")
    assert photo.photo is not None
    again = await bot.send_photo(MEI, photo.photo[-1].file_id)
    assert again.photo == photo.photo
    file = await bot.get_file(photo.photo[-1].file_id)
    assert file.file_path is not None
    content = await bot.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"\x89PNG not really"
    album = await bot.send_media_group(MEI, [InputMediaPhoto(media=PICTURE), InputMediaPhoto(media=PICTURE)])
    assert len({message.media_group_id for message in album}) == 1
    with pytest.raises(TelegramBadRequest, match="can't be mixed"):
        await bot.send_media_group(MEI, [InputMediaPhoto(media=PICTURE), InputMediaDocument(media=PICTURE)])
    edited = await bot.edit_message_media(
        InputMediaDocument(media=PICTURE, caption="档案"), chat_id=MEI, message_id=photo.message_id
    )
    assert not isinstance(edited, bool)
    assert edited.caption == "档案"


async def test_a_conversation_between_a_customer_and_a_topic(bot: Bot, telegram: Telegram) -> None:
    hers = await telegram.greeted()
    topic = await bot.create_forum_topic(ROOM, "梅女士 A001")
    copy = await bot.copy_message(ROOM, MEI, hers, message_thread_id=topic.message_thread_id)
    reply = await telegram.people(
        "write", LIN, chat=ROOM, thread=topic.message_thread_id, text="您好", reply_to=copy.message_id
    )
    updates = await bot.get_updates(offset=-1)
    message = updates[0].message
    assert message is not None
    assert message.reply_to_message is not None
    assert (message.message_thread_id, message.is_topic_message) == (topic.message_thread_id, True)
    assert message.reply_to_message.message_id == copy.message_id
    answer = await bot.send_message(MEI, message.text or "", reply_parameters=ReplyParameters(message_id=hers))
    assert answer.reply_to_message is not None
    assert await bot.set_message_reaction(ROOM, reply["message"]["message_id"], [ReactionTypeEmoji(emoji="👌")])
    assert await bot.edit_forum_topic(ROOM, topic.message_thread_id, name="梅女士 ✓")
    assert await bot.close_forum_topic(ROOM, topic.message_thread_id)
    assert await bot.reopen_forum_topic(ROOM, topic.message_thread_id)
    assert await bot.delete_forum_topic(ROOM, topic.message_thread_id)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(ROOM, "x", message_thread_id=topic.message_thread_id)


async def test_a_button_is_pressed_answered_and_edited_away(bot: Bot, telegram: Telegram) -> None:
    await telegram.greeted()
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="接单", callback_data="take:1")]])
    sent = await bot.send_message(MEI, "?", reply_markup=keyboard)
    await telegram.people("press", MEI, message_id=sent.message_id, data="take:1")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("take:1", MEI)
    assert await bot.answer_callback_query(query.id, text="已接单", show_alert=True)
    edited = await bot.edit_message_reply_markup(chat_id=MEI, message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None
    answers = (await telegram.see("feed?kind=answer"))["events"]
    assert answers[0]["answer"] == {"text": "已接单", "show_alert": True, "url": ""}


async def test_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    scope = BotCommandScopeAllGroupChats()
    await bot.set_my_commands([BotCommand(command="on", description="上班")], scope=scope, language_code="zh")
    assert [command.command for command in await bot.get_my_commands(scope=scope, language_code="zh")] == ["on"]
    assert await bot.get_my_commands() == []
    assert await bot.delete_my_commands(scope=scope, language_code="zh")
    assert len(await bot.get_forum_topic_icon_stickers()) > 5


async def test_refusals_are_the_errors_the_library_knows(bot: Bot, server: Server, telegram: Telegram) -> None:
    await telegram.greeted()
    await telegram.people("fault", kind="error", code=429, retry_after=5, times=1)
    with pytest.raises(TelegramRetryAfter) as flood:
        await bot.send_message(MEI, "x")
    assert flood.value.retry_after == 5
    await telegram.people("fault", kind="html", times=1)
    with pytest.raises(ClientDecodeError):
        await bot.send_message(MEI, "x")
    await telegram.people("fault", kind="reset_after", times=1)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(MEI, "x")
    await telegram.people("block", MEI, blocked=True)
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await bot.send_message(MEI, "x")
    await telegram.people("migrate", chat=ROOM, to=-100777)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(ROOM, "x")
    assert moved.value.migrate_to_chat_id == -100777
    async with Bot("1:WRONG", session=session(server)) as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()


async def test_standings_and_service_messages_can_be_read(bot: Bot, telegram: Telegram) -> None:
    await bot.get_updates(allowed_updates=["message", "my_chat_member", "chat_member", "message_reaction"])
    message_id = await telegram.greeted()
    await telegram.people("react", MEI, message_id=message_id, emoji=["❤"])
    await telegram.people("block", MEI, blocked=True)
    await telegram.people("member", LIN, chat=ROOM, user=MEI, status="member")
    await telegram.people("member", LIN, chat=ROOM, user=MEI, status="left")
    await telegram.people("member", LIN, chat=ROOM, user=BOT, status="administrator", rights=["can_manage_chat"])
    await telegram.people("write", 900001, chat=ROOM, text="anonymous", anonymous=True)
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds == [
        "message", "message_reaction", "my_chat_member", "chat_member", "message", "chat_member", "message",
        "my_chat_member", "message",
    ]  # fmt: skip

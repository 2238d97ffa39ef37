"""Methods that change or take away what stands in a chat."""

from bot.sandbox import contents
from bot.sandbox.chats import Chat, Group, PrivateChat
from bot.sandbox.errors import Refusal, bad_request
from bot.sandbox.keyboards import inline_of
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.sending import file_of
from bot.sandbox.params import Params
from bot.sandbox.texts import caption_of, text_of
from bot.sandbox.wire import Json

DELETABLE = 48 * 3600  # seconds
WORDS = ("text", "entities", "caption", "caption_entities", "show_caption_above_media")


def edit_message_text(call: Call) -> Json:
    """Change the text of a message."""
    chat, message = _own(call)
    fresh = text_of(call.params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _changed(call, chat, message, fresh, drop=WORDS)


def edit_message_caption(call: Call) -> Json:
    """Change the caption under a file."""
    chat, message = _own(call)
    fresh = caption_of(call.params)
    if contents.kind_of(message) not in contents.CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return _changed(call, chat, message, fresh, drop=WORDS)


def edit_message_reply_markup(call: Call) -> Json:
    """Change the buttons under a message."""
    chat, message = _own(call)
    return _changed(call, chat, message, {})


def edit_message_media(call: Call) -> Json:
    """Put another file into a message."""
    chat, message = _own(call)
    given = Params(call.params.object("media") or {})
    kind = given.text("type")
    if kind not in {*contents.ALBUM_KINDS, "animation"}:
        raise bad_request(f"unsupported media type {kind}")
    if contents.kind_of(message) not in contents.CAPTIONED:
        raise bad_request("message can't be edited")
    file = file_of(call, kind, given.text("media"))
    fresh = {**contents.of_file(kind, file, given.values), **caption_of(given)}
    return _changed(call, chat, message, fresh, drop=(*WORDS, *contents.FILE_KINDS))


def _own(call: Call) -> tuple[Chat, Json]:
    """Return a message of the bot that it may edit."""
    chat = call.chat()
    message = call.message(chat, "to edit")
    if message["from"]["id"] != call.bot.id or contents.is_service(message) or "forward_origin" in message:
        raise bad_request("message can't be edited")
    if message["message_id"] in chat.lettered:
        raise bad_request("message can't be edited")
    if isinstance(chat, PrivateChat) and chat.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    return chat, message


def _changed(call: Call, chat: Chat, message: Json, fresh: Json, drop: tuple[str, ...] = ()) -> Json:
    """Put the new version in place; without a keyboard in the call the old one goes, as on Telegram."""
    buttons = inline_of(call.params)
    kept = {key: value for key, value in message.items() if key not in drop and key != "reply_markup"}
    edited = {**kept, **fresh, **({"reply_markup": buttons} if buttons else {})}
    if {**edited, "edit_date": None} == {**message, "edit_date": None}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    call.spend(chat)
    return call.world.replace(chat, {**edited, "edit_date": call.world.seconds()}, by=call.bot)


def delete_message(call: Call) -> bool:
    """Take a message away."""
    chat = call.chat()
    message = call.message(chat, "to delete")
    if not _deletable(call, chat, message):
        raise bad_request("message can't be deleted for everyone")
    call.world.delete(chat, message["message_id"])
    return True


def delete_messages(call: Call) -> bool:
    """Take many messages away; those that cannot be found or deleted stay without a word."""
    chat = call.chat()
    ids = [int(message_id) for message_id in call.params.array("message_ids")]
    if not 1 <= len(ids) <= 100:  # noqa: PLR2004 - Telegram's number
        raise bad_request("wrong number of message identifiers specified; it must be from 1 to 100")
    for message_id in ids:
        message = chat.messages.get(message_id)
        if message is not None and _deletable(call, chat, message):
            call.world.delete(chat, message_id)
    return True


def _deletable(call: Call, chat: Chat, message: Json) -> bool:
    if isinstance(chat, Group):
        if "forum_topic_created" in message:
            return False
        if chat.members[call.bot.id].may("can_delete_messages"):
            return True
    fresh = call.world.seconds() - message["date"] <= DELETABLE
    return fresh and (isinstance(chat, PrivateChat) or message["from"]["id"] == call.bot.id)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageMedia": edit_message_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}

"""Methods that put one new message into a chat."""

from bot.sandbox import contents
from bot.sandbox.chats import Chat, PrivateChat
from bot.sandbox.errors import bad_request
from bot.sandbox.files import File, Upload
from bot.sandbox.keyboards import keyboard_of
from bot.sandbox.methods.call import Call
from bot.sandbox.texts import caption_of, text_of
from bot.sandbox.topics import Topic
from bot.sandbox.wire import Json, is_object

ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip


def send(call: Call, content: Json) -> Json:
    """Post a content where the call says, with its keyboard and what it replies to."""
    chat, topic = call.to_write_in()
    return place_in(call, chat, topic, content)


def place_in(call: Call, chat: Chat, topic: Topic | None, content: Json, *, free: bool = False) -> Json:
    """Post a content in a chat; `free` if its price was paid with others."""
    inline, letters = keyboard_of(call.params)
    reply_to, topic = replied(call, chat, topic)
    if not free:
        call.spend(chat)
    if inline:
        content = {**content, "reply_markup": inline}
    if call.params.flag("protect_content"):
        content = {**content, "has_protected_content": True}
    message = call.world.post(chat, call.bot.user, content, topic=topic, reply_to=reply_to, by=call.bot)
    if letters:
        chat.lettered.add(message["message_id"])
        _lay_out(call, chat, letters)
    return message


def _lay_out(call: Call, chat: Chat, letters: Json) -> None:
    """Replace the letters under a person's fingers."""
    if isinstance(chat, PrivateChat):
        chat.keyboard = None if letters.get("remove_keyboard") else letters
        call.world.feed.note("keyboard", chat_id=chat.id, bot_id=chat.bot_id, keyboard=chat.keyboard)


def replied(call: Call, chat: Chat, topic: Topic | None) -> tuple[Json | None, Topic | None]:
    """Return the message a call replies to, and the topic it then belongs to."""
    given = call.params.object("reply_parameters") or {}
    message_id = given.get("message_id") or call.params.number("reply_to_message_id")
    if not message_id:
        return None, topic
    found = chat.messages.get(int(message_id)) if int(given.get("chat_id") or chat.id) == chat.id else None
    there = found.get("message_thread_id") if found else None
    if found is None or (topic is not None and there != topic.id):
        if given.get("allow_sending_without_reply") or call.params.flag("allow_sending_without_reply"):
            return None, topic
        raise bad_request("message to be replied not found")
    if topic is None and there is not None:
        topic = call.forum().topics.to_write_in(there)
    return found, topic


def file_of(call: Call, kind: str, value: object) -> File:
    """Return the file a parameter means: an upload in the named field or attached, an id, or an address."""
    if isinstance(value, Upload):
        return call.world.files.keep(kind, value)
    text = value if isinstance(value, str) else ""
    if text.startswith("attach://"):
        upload = call.params.uploads.get(text.removeprefix("attach://"))
        if upload is None:
            raise bad_request("can't find the attached file")
        return call.world.files.keep(kind, upload)
    if text.startswith(("http://", "https://")):
        return call.world.files.keep(kind, Upload(text.rpartition("/")[2] or kind, b""))  # nothing is fetched here
    return _known(call, kind, text)


def _known(call: Call, kind: str, file_id: str) -> File:
    if not file_id:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if not file_id.startswith("AgAC"):
        raise bad_request("wrong file identifier/HTTP URL specified")
    file = call.world.files.get(file_id)
    if file.kind != kind:
        raise bad_request("type of file mismatch")
    return file


def _send_file(kind: str, call: Call) -> Json:
    value = call.params.uploads.get(kind) or call.params.text(kind)
    call.to_write_in()  # whether one may write there is said before the file is looked at
    content = contents.of_file(kind, file_of(call, kind, value), call.params.values)
    return send(call, {**content, **(caption_of(call.params) if kind in contents.CAPTIONED else {})})


def send_message(call: Call) -> Json:
    """Send a text."""
    return send(call, text_of(call.params))


def send_photo(call: Call) -> Json:
    """Send a picture."""
    return _send_file("photo", call)


def send_document(call: Call) -> Json:
    """Send a file."""
    return _send_file("document", call)


def send_voice(call: Call) -> Json:
    """Send a voice message."""
    return _send_file("voice", call)


def send_video(call: Call) -> Json:
    """Send a film."""
    return _send_file("video", call)


def send_audio(call: Call) -> Json:
    """Send music."""
    return _send_file("audio", call)


def send_animation(call: Call) -> Json:
    """Send a film without sound."""
    return _send_file("animation", call)


def send_video_note(call: Call) -> Json:
    """Send a round film."""
    return _send_file("video_note", call)


def send_sticker(call: Call) -> Json:
    """Send a sticker."""
    return _send_file("sticker", call)


def send_location(call: Call) -> Json:
    """Send a place."""
    return send(call, contents.place(call.params.values))


def send_venue(call: Call) -> Json:
    """Send a place with its name."""
    return send(call, contents.venue(call.params.values))


def send_contact(call: Call) -> Json:
    """Send a contact."""
    return send(call, contents.contact(call.params.values))


def send_dice(call: Call) -> Json:
    """Throw a die."""
    return send(call, contents.dice(call.params.values, call.bot.last_message_id))


def send_poll(call: Call) -> Json:
    """Ask many."""
    options = [_option(option) for option in call.params.array("options")]
    return send(call, contents.poll(call.params.text("question"), options, call.world.feed.seq + 1))


def _option(option: object) -> str:
    return str(option.get("text", "")) if is_object(option) else str(option)


def send_chat_action(call: Call) -> bool:
    """Show "is typing" and the like."""
    chat, _ = call.to_write_in()
    action = call.params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.limits.take_action(call.bot.id, chat.id)
    thread_id = call.params.number("message_thread_id")
    call.world.feed.note("action", chat_id=chat.id, bot_id=call.bot.id, thread_id=thread_id, action=action)
    return True


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendVideo": send_video,
    "sendAudio": send_audio,
    "sendAnimation": send_animation,
    "sendVideoNote": send_video_note,
    "sendSticker": send_sticker,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendDice": send_dice,
    "sendPoll": send_poll,
    "sendChatAction": send_chat_action,
}

"""Methods that look at a chat and its members, and pin messages."""

from bot.sandbox.chats import Chat, Group, Member, PrivateChat
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.wire import Json

FULL: Json = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def get_chat(call: Call) -> Json:
    """Return a chat in full."""
    chat = call.chat()
    shown = {**chat.shown, **FULL}
    if isinstance(chat, Group):
        shown["permissions"] = dict.fromkeys(PERMISSIONS, True)
    if chat.pinned:
        shown["pinned_message"] = chat.messages[chat.pinned[-1]]
    return shown


def get_chat_member(call: Call) -> Json:
    """Return somebody's standing in a chat."""
    chat, user_id = call.chat(), call.params.number("user_id")
    user = call.world.users.get(user_id or 0)
    if user is None:
        raise bad_request("invalid user_id specified")
    if isinstance(chat, Group):
        return (chat.member(user.id) or Member(user, "left")).shown()
    return Member(user).shown()


def get_chat_administrators(call: Call) -> list[Json]:
    """Return who may do more than others; other bots are left out."""
    members = _group(call).members.values()
    lead = [member for member in members if member.status in {"creator", "administrator"}]
    return [member.shown() for member in lead if not member.user.is_bot or member.user.id == call.bot.id]


def get_chat_member_count(call: Call) -> int:
    """Return how many are in a chat."""
    chat = call.chat()
    return sum(member.inside for member in chat.members.values()) if isinstance(chat, Group) else 2


def leave_chat(call: Call) -> bool:
    """Go."""
    _group(call).members[call.bot.id].status = "left"
    return True


def _group(call: Call) -> Group:
    chat = call.chat()
    if not isinstance(chat, Group):
        raise bad_request("there are no administrators in the private chat")
    return chat


def pin_chat_message(call: Call) -> bool:
    """Pin a message; the chat is told by a service message."""
    chat = _pinnable(call)
    message = call.message(chat, "to pin")
    if message["message_id"] not in chat.pinned:
        chat.pinned.append(message["message_id"])
        topic = chat.topics.open.get(message.get("message_thread_id", 0)) if isinstance(chat, Group) else None
        bare = {key: value for key, value in message.items() if key != "reply_to_message"}
        call.world.post(chat, call.bot.user, {"pinned_message": bare}, topic=topic)
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, or the last one."""
    chat = _pinnable(call)
    message_id = call.params.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    _pinnable(call).pinned.clear()
    return True


def _pinnable(call: Call) -> Chat:
    chat = call.chat()
    if isinstance(chat, Group) and not chat.members[call.bot.id].may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    if isinstance(chat, PrivateChat):
        call.to_write_in()
    return chat


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}

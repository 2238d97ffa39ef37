"""Methods about the topics of a forum."""

from bot.sandbox.chats import Group
from bot.sandbox.errors import bad_request
from bot.sandbox.markup import units
from bot.sandbox.methods.call import Call
from bot.sandbox.people import User
from bot.sandbox.topics import ICON_COLOURS, ICONS, Topic
from bot.sandbox.wire import Json
from bot.sandbox.world import World

NAME_LIMIT = 128


def create_forum_topic(call: Call) -> Json:
    """Open a topic; its id is the id of the message that says so."""
    group = call.forum()
    if not group.members[call.bot.id].may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    name, colour = _name(call), call.params.number("icon_color") or ICON_COLOURS[0]
    if colour not in ICON_COLOURS:
        raise bad_request("invalid topic icon color specified")
    icon = _icon(call)
    call.spend(group)
    return open_topic(call.world, group, call.bot.user, name=name, colour=colour, icon=icon).shown()


def open_topic(
    world: World, group: Group, creator: User, *, name: str, colour: int = ICON_COLOURS[0], icon: str = ""
) -> Topic:
    """Open a topic and post the message it hangs on."""
    topic = Topic(group.last_message_id + 1, name, creator.id, colour, icon)
    content: Json = {"name": name, "icon_color": colour, **({"icon_custom_emoji_id": icon} if icon else {})}
    by = world.bots.get(creator.id)
    group.topics.add(topic)
    topic.head = world.post(group, creator, {"forum_topic_created": content}, topic=topic, by=by)
    world.feed.note("topic", chat_id=group.id, topic=shown(topic))
    return topic


def shown(topic: Topic) -> Json:
    """Return a topic as the page sees it."""
    return {**topic.shown(), "closed": topic.closed, "icon": ICONS.get(topic.icon_custom_emoji_id, "")}


def edit_forum_topic(call: Call) -> bool:
    """Rename a topic or give it another icon."""
    group, topic = _topic(call, "edit")
    name = _name(call) if call.params.text("name") else topic.name
    icon = _icon(call) if "icon_custom_emoji_id" in call.params.values else topic.icon_custom_emoji_id
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    call.spend(group)
    change: Json = {"name": name} if name != topic.name else {}
    change |= {"icon_custom_emoji_id": icon} if icon != topic.icon_custom_emoji_id else {}
    topic.name, topic.icon_custom_emoji_id = name, icon
    _report(call, group, topic, {"forum_topic_edited": change})
    return True


def close_forum_topic(call: Call) -> bool:
    """Let only administrators write in a topic."""
    return _switch(call, closed=True)


def reopen_forum_topic(call: Call) -> bool:
    """Let everybody write in a topic again."""
    return _switch(call, closed=False)


def _switch(call: Call, *, closed: bool) -> bool:
    group, topic = _topic(call, "edit")
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    call.spend(group)
    topic.closed = closed
    _report(call, group, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


def _report(call: Call, group: Group, topic: Topic, content: Json) -> None:
    call.world.post(group, call.bot.user, content, topic=topic, by=call.bot)
    call.world.feed.note("topic", chat_id=group.id, topic=shown(topic))


def delete_forum_topic(call: Call) -> bool:
    """Take a topic away with all its messages."""
    group, topic = _topic(call, "delete", right="can_delete_messages")
    remove_topic(call.world, group, topic.id)
    return True


def remove_topic(world: World, group: Group, thread_id: int) -> None:
    """Take a topic away, whoever does it; bots are not told."""
    for message in [m for m in group.messages.values() if m.get("message_thread_id") == thread_id]:
        group.forget(message["message_id"])
    group.topics.remove(thread_id)
    world.feed.note("topic_deleted", chat_id=group.id, thread_id=thread_id)


def unpin_all_forum_topic_messages(call: Call) -> bool:
    """Unpin what is pinned in a topic."""
    group, topic = _topic(call, "edit", right="can_pin_messages")
    pinned = (m for m in group.pinned if group.messages[m].get("message_thread_id") != topic.id)
    group.pinned = list(pinned)
    return True


def get_forum_topic_icon_stickers(_call: Call) -> list[Json]:
    """Return the icons a topic may have."""
    looks: Json = {"type": "custom_emoji", "width": 512, "height": 512, "is_animated": True, "is_video": False}
    return [
        {"file_id": f"AgACicon{n}", "file_unique_id": f"icon{n}", **looks, "emoji": emoji, "custom_emoji_id": icon}
        for n, (icon, emoji) in enumerate(ICONS.items())
    ]


def _topic(call: Call, verb: str, right: str = "can_manage_topics") -> tuple[Group, Topic]:
    group, thread_id = call.forum(), call.params.number("message_thread_id")
    if not thread_id:
        raise bad_request("message thread not found")
    topic, member = group.topics.to_change(thread_id), group.members[call.bot.id]
    if not member.may(right) and not (verb == "edit" and topic.creator_id == call.bot.id):
        raise bad_request(f"not enough rights to {verb} the topic")
    return group, topic


def _name(call: Call) -> str:
    name = call.params.text("name").strip()
    if not name:
        raise bad_request("topic name must be non-empty")
    if units(name) > NAME_LIMIT:
        raise bad_request("TOPIC_TITLE_TOO_LONG")
    return name


def _icon(call: Call) -> str:
    icon = call.params.text("icon_custom_emoji_id")
    if icon and icon not in ICONS:
        raise bad_request("DOCUMENT_INVALID")
    return icon


METHODS = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
    "unpinAllForumTopicMessages": unpin_all_forum_topic_messages,
    "getForumTopicIconStickers": get_forum_topic_icon_stickers,
}

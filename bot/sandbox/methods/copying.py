"""Methods that bring a message of one chat into another."""

from bot.sandbox.chats import Chat
from bot.sandbox.contents import CAPTIONED, KEPT_BY_COPY, is_service, kind_of
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.sending import place_in
from bot.sandbox.texts import caption_of
from bot.sandbox.wire import Json
from bot.sandbox.world import World

MANY = range(1, 101)


def copy_message(call: Call) -> Json:
    """Send the content of a message as one's own."""
    chat, topic = call.to_write_in()
    source = call.message(call.chat("from_chat_id"), "to copy")
    content = _copied(call, source)
    content.pop("media_group_id", None)
    return {"message_id": place_in(call, chat, topic, content)["message_id"]}


def copy_messages(call: Call) -> list[Json]:
    """Send the contents of many messages; those that cannot be found or copied are left out."""
    return _many(call, "copy")


def forward_message(call: Call) -> Json:
    """Pass a message on with the name of who wrote it."""
    chat, topic = call.to_write_in()
    source = call.message(call.chat("from_chat_id"), "to forward")
    if not _may_leave(source):
        raise bad_request("message can't be forwarded")
    content = forwarded(call.world, source)
    content.pop("media_group_id", None)
    return place_in(call, chat, topic, content)


def forward_messages(call: Call) -> list[Json]:
    """Pass many messages on; those that cannot be found or forwarded are left out."""
    return _many(call, "forward")


def _many(call: Call, verb: str) -> list[Json]:
    chat, topic = call.to_write_in()
    sources = _sources(call, call.chat("from_chat_id"), verb)
    call.spend(chat, len(sources))
    seq = call.world.feed.seq
    sent: list[Json] = []
    for source in sources:
        content = forwarded(call.world, source) if verb == "forward" else _kept(source)
        if "media_group_id" in content:
            content["media_group_id"] = f"{content['media_group_id']}{seq}"
        if call.params.flag("remove_caption"):
            content = {key: value for key, value in content.items() if not key.startswith("caption")}
        sent.append({"message_id": place_in(call, chat, topic, content, free=True)["message_id"]})
    return sent


def _sources(call: Call, chat: Chat, verb: str) -> list[Json]:
    ids = [int(message_id) for message_id in call.params.array("message_ids")]
    if len(ids) not in MANY:
        raise bad_request("wrong number of message identifiers specified; it must be from 1 to 100")
    if ids != sorted(set(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    sources = [chat.messages[message_id] for message_id in ids if message_id in chat.messages]
    sources = [source for source in sources if _may_leave(source)]
    if not sources:
        raise bad_request(f"there are no messages to {verb}")
    return sources


def _may_leave(source: Json) -> bool:
    return not is_service(source) and not source.get("has_protected_content")


def _copied(call: Call, source: Json) -> Json:
    if not _may_leave(source):
        raise bad_request("message can't be copied")
    content = _kept(source)
    if kind_of(source) in CAPTIONED and "caption" in call.params.values:
        for field in ("caption", "caption_entities"):
            content.pop(field, None)
        content |= caption_of(call.params)
    return content


def _kept(source: Json) -> Json:
    return {key: source[key] for key in source if key in KEPT_BY_COPY or key == "media_group_id"}


def forwarded(world: World, source: Json) -> Json:
    """Return the content of a message passed on, with where it came from."""
    if "forward_origin" in source:
        return {**_kept(source), "forward_origin": source["forward_origin"]}
    writer = world.users.get(source["from"]["id"])
    if writer is not None and writer.hides_forwards:
        origin: Json = {"type": "hidden_user", "sender_user_name": writer.name, "date": source["date"]}
    else:
        origin = {"type": "user", "sender_user": source["from"], "date": source["date"]}
    return {**_kept(source), "forward_origin": origin}


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}

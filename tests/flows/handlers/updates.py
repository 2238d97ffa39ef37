"""Raw updates as Telegram sends them, of the fixed cast."""

from datetime import datetime
from typing import Any

from tests.kit.cast import LIN, MEI, STAFF_ROOM, TEN

Json = dict[str, Any]

TOPIC = 55
MEI_USER: Json = {"id": MEI.chat_id, "is_bot": False, "first_name": "Mei", "language_code": "en"}
LIN_USER: Json = {"id": LIN.user_id, "is_bot": False, "first_name": "Lin", "last_name": "Xiao", "language_code": "zh"}
STRANGER: Json = {"id": 666, "is_bot": False, "first_name": "Nobody"}
OTHER_BOT: Json = {"id": 99, "is_bot": True, "first_name": "Weather", "username": "weather_bot"}
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE: Json = {"id": MEI.chat_id, "type": "private", "first_name": "Mei"}
ROOM: Json = {"id": STAFF_ROOM, "type": "supergroup", "title": "Staff room", "is_forum": True}
ELSEWHERE: Json = {"id": -100777, "type": "supergroup", "title": "Neighbours"}
CHANNEL: Json = {"id": -100888, "type": "channel", "title": "News"}
FORWARDED: Json = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1700000000}


def update(**event: Any) -> Json:
    """Return an update with one event."""
    return {"update_id": 500, **event}


def seconds(moment: datetime) -> int:
    """Return a moment as Telegram writes it."""
    return int(moment.timestamp())


def written(**more: Any) -> Json:
    """Return a message of Mei's in private."""
    return {"message_id": 7, "date": seconds(TEN), "chat": PRIVATE, "from": MEI_USER, **more}


def in_room(**more: Any) -> Json:
    """Return a message of Lin's in General of the staff room."""
    return {"message_id": 8, "date": seconds(TEN), "chat": ROOM, "from": LIN_USER, **more}


def in_topic(**more: Any) -> Json:
    """Return a message of Lin's in Mei's topic; Telegram makes it answer the topic's own first message."""
    created = {**in_room(message_id=TOPIC), "forum_topic_created": {"name": "Mei", "icon_color": 7322096}}
    answered = {"reply_to_message": created, "message_thread_id": TOPIC, "is_topic_message": True}
    return in_room(**{**answered, **more})


def pressed(data: str | None, *, by: Json = MEI_USER, chat: Json = PRIVATE, **more: Any) -> Json:
    """Return a press of a button under message 21."""
    below = {"message_id": 21, "date": seconds(TEN), "chat": chat, "from": OTHER_BOT, "text": "…", **more}
    press = {"id": "p1", "from": by, "chat_instance": "1", "message": below}
    return update(callback_query=press if data is None else {**press, "data": data})


def reaction(chat: Json, user: Json | None, before: list[Json], after: list[Json]) -> Json:
    """Return a change of somebody's emoji at message 21."""
    event: Json = {"chat": chat, "message_id": 21, "date": seconds(TEN), "old_reaction": before, "new_reaction": after}
    return update(message_reaction=event if user is None else {**event, "user": user})


def leaving(who: Json, chat_id: int) -> Json:
    """Return that somebody has left a group."""
    change = {"old_chat_member": {"status": "member", "user": who}, "new_chat_member": {"status": "left", "user": who}}
    chat = {"id": chat_id, "type": "supergroup", "title": "员工"}
    return update(chat_member={"chat": chat, "from": who, "date": seconds(TEN), **change})


def standing(before: str, after: str, chat: Json = PRIVATE) -> Json:
    """Return a change of what we are in a chat."""
    us = {"id": 42, "is_bot": True, "first_name": "Frontdesk"}
    known: dict[str, Json] = {
        "member": {"status": "member", "user": us},
        "kicked": {"status": "kicked", "user": us, "until_date": 0},
        "left": {"status": "left", "user": us},
    }
    event = {"chat": chat, "from": MEI_USER, "date": seconds(TEN)}
    return update(my_chat_member={**event, "old_chat_member": known[before], "new_chat_member": known[after]})

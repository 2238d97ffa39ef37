"""Updates as Telegram makes them, of every kind a desk hears and some it does not."""

from collections.abc import Sequence
from typing import Any

from tests.flows.handlers.updates import (
    ANONYMOUS,
    CHANNEL,
    FORWARDED,
    LIN_USER,
    MEI_USER,
    OTHER_BOT,
    PRIVATE,
    ROOM,
    STRANGER,
    Json,
    in_room,
    in_topic,
    pressed,
    reaction,
    standing,
    update,
    written,
)

_FILE = {"file_id": "BQADBAADbXXX", "file_unique_id": "abc", "file_size": 12}
_PHOTO = [{**_FILE, "width": 90, "height": 90}, {**_FILE, "width": 800, "height": 800}]
_THUMB = [{"type": "emoji", "emoji": "👍"}]
_CONTENTS: Sequence[Json] = (
    {"text": "我家水龙头漏水，请派师傅", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
    {"text": "human"},
    {"text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
    {"text": "@lin_07 <b>x</b> tg://user?id=7", "entities": [{"type": "mention", "offset": 0, "length": 7}]},
    {"photo": _PHOTO, "caption": "看这里", "media_group_id": "13"},
    {"document": {**_FILE, "file_name": "../../etc/passwd\u202egpj.exe", "mime_type": "text/plain"}, "caption": "x"},
    {"voice": {**_FILE, "duration": 3}},
    {"video": {**_FILE, "width": 1, "height": 1, "duration": 3}},
    {"sticker": {**_FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
    {"location": {"latitude": 31.2, "longitude": 121.4}},
    {"venue": {"location": {"latitude": 31.2, "longitude": 121.4}, "title": "12 号楼", "address": "302"}},
    {"contact": {"phone_number": "8613800138000", "first_name": "Mei"}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"text": "sent on", "forward_origin": FORWARDED},
    {"text": "reply", "reply_to_message": written(message_id=3, text="human")},
    {"new_chat_members": [STRANGER]},
    {"pinned_message": written(message_id=3, text="human")},
    {"migrate_to_chat_id": -100501},
)
_STAFFS: Sequence[Json] = (
    *({"text": text} for text in ("/on", "下班", "/queue", "/take", "结案", "/transfer 12 请接", "/hold 30")),
    *({"text": text} for text in ("/admit 900099 客服", "/remove 12", "/notice 大家好", "/swap 2026-11-24 late 12")),
    *({"text": text} for text in ("/faq 新增", "/case", "/ledger 2026-11", "/form repair", "/file", "/note x")),
    {"left_chat_member": LIN_USER},
)
_DATA = (
    "1t:1:2",
    "1r:1:2:3",
    "1p",
    "1y=fee",
    "1c=fee",
    "1dt:900099",
    "1db:7",
    "1os:1:2",
    "1lm",
    "1h:1",
    "1gs:1",
    "1fn:repair",
)


def _member(user: Json, before: str, after: str) -> Json:
    was, now = ({"status": status, "user": user} for status in (before, after))
    return update(
        chat_member={
            "chat": ROOM,
            "from": MEI_USER,
            "date": 1_795_000_000,
            "old_chat_member": was,
            "new_chat_member": now,
        }
    )


def arrivals() -> list[dict[str, Any]]:
    """Return one update of each kind, without numbers."""
    found: list[Json] = [update(message=written(**content)) for content in _CONTENTS]
    found += [update(edited_message=written(edit_date=1_795_000_001, **content)) for content in _CONTENTS[:6]]
    found += [update(message=where(**content)) for content in (*_CONTENTS, *_STAFFS) for where in (in_topic, in_room)]
    found += [update(edited_message=in_topic(edit_date=1_795_000_001, **content)) for content in _CONTENTS[:6]]
    found += [update(message=in_topic(**{"text": "/on", "from": ANONYMOUS, "sender_chat": ROOM}))]
    found += [
        update(message=in_room(**{"text": "hello", "from": OTHER_BOT})),
        update(channel_post=written(chat=CHANNEL)),
    ]
    found += [pressed(data, by=by, chat=chat) for data in _DATA for by, chat in ((MEI_USER, PRIVATE), (LIN_USER, ROOM))]
    found += [
        reaction(PRIVATE, MEI_USER, [], _THUMB),
        reaction(ROOM, LIN_USER, _THUMB, []),
        reaction(ROOM, None, [], _THUMB),
    ]
    found += [standing("member", "kicked"), standing("kicked", "member"), _member(LIN_USER, "member", "left")]
    return [{key: value for key, value in one.items() if key != "update_id"} for one in found]

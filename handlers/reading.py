"""A Telegram message as the desk knows it: what it is made of, and in which language its writer speaks."""

import re
from datetime import UTC, datetime
from typing import Any, Final

from aiogram.enums import ContentType
from aiogram.types import Message, User

from desk.commands import Origin
from desk.content import Content, Kind
from desk.people import Customer

_KINDS: Final[dict[str, Kind]] = {
    ContentType.TEXT: Kind.TEXT,
    ContentType.PHOTO: Kind.PHOTO,
    ContentType.LIVE_PHOTO: Kind.PHOTO,
    ContentType.DOCUMENT: Kind.DOCUMENT,
    ContentType.VOICE: Kind.VOICE,
    ContentType.AUDIO: Kind.AUDIO,
    ContentType.VIDEO: Kind.VIDEO,
    ContentType.VIDEO_NOTE: Kind.VIDEO_NOTE,
    ContentType.ANIMATION: Kind.ANIMATION,
    ContentType.STICKER: Kind.STICKER,
    ContentType.LOCATION: Kind.LOCATION,
    ContentType.VENUE: Kind.LOCATION,
    ContentType.CONTACT: Kind.CONTACT,
}
_STRANGE: Final = frozenset(
    {
        ContentType.UNKNOWN,
        ContentType.POLL,
        ContentType.DICE,
        ContentType.GAME,
        ContentType.STORY,
        ContentType.CHECKLIST,
        ContentType.PAID_MEDIA,
        ContentType.INVOICE,
        ContentType.GIVEAWAY,
        ContentType.GIVEAWAY_WINNERS,
        ContentType.GIFT,
        ContentType.UNIQUE_GIFT,
        ContentType.PASSPORT_DATA,
        ContentType.WEB_APP_DATA,
        ContentType.RICH_MESSAGE,
    }
)
"""What a person sends on purpose and we cannot pass on; every other kind is a note of Telegram's own."""

_READ_FOR_LANGUAGE: Final = 500
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_LATIN_WORD = re.compile(r"[A-Za-z]{3}")  # "ok" and "A4" are no language
_ADDRESS = re.compile(r"://|@|^www\.")


async def with_content(message: Message) -> dict[str, Any] | bool:
    """Let a message pass that can be passed on, with its `content`."""
    kind = _KINDS.get(message.content_type)
    return {"content": content_of(message, kind)} if kind is not None else False


async def with_words(message: Message) -> dict[str, Any] | bool:
    """Let an edited message pass; a live location that moves on is no edit."""
    kind = _KINDS.get(message.content_type)
    if kind is None or kind is Kind.LOCATION:
        return False
    return {"content": content_of(message, kind)}


async def with_anything(message: Message) -> dict[str, Any] | bool:
    """Let everything pass that a person sent; Telegram tries to copy it, and tells where it cannot."""
    kind = _KINDS.get(message.content_type, Kind.OTHER)
    if kind is Kind.OTHER and not await is_strange(message):
        return False
    return {"content": content_of(message, kind)}


async def is_strange(message: Message) -> bool:
    """Tell whether a person sent this on purpose, in a kind we cannot pass on."""
    return message.content_type in _STRANGE


def text_of(message: Message) -> str:
    """Return the words of a message; a zero byte, which no database keeps, is none."""
    return (message.text or message.caption or "").replace("\0", "")


def customer_of(user: User, chat_id: int, text: str, default: str) -> Customer:
    """Return who writes in a private chat."""
    return Customer(
        chat_id=chat_id,
        name=user.full_name.replace("\0", ""),
        username=user.username,
        locale=locale_of(text, user.language_code, default),
    )


def locale_of(text: str, language_code: str | None, default: str) -> str:
    """Return "zh" or "en": what the text is written in, else what the writer's program speaks, else the default."""
    beginning = text[:_READ_FOR_LANGUAGE]
    if _HAN.search(beginning):
        return "zh"
    if any(_LATIN_WORD.search(word) and not _ADDRESS.search(word) and word[0] != "/" for word in beginning.split()):
        return "en"
    if not language_code:
        return default
    return "zh" if language_code.lower().startswith("zh") else "en"


def sent_at(message: Message) -> datetime:
    """Return when a message was sent, in UTC; Telegram dates it in whole seconds."""
    return message.date.astimezone(UTC)


def origin_of(message: Message) -> Origin:
    """Return the place a message was written at."""
    return Origin(chat_id=message.chat.id, message_id=message.message_id, thread_id=thread_of(message))


def thread_of(message: Message) -> int | None:
    """Return the topic of a message; a reply in General has a thread's number too, and is in none."""
    return message.message_thread_id if message.is_topic_message else None


def content_of(message: Message, kind: Kind) -> Content:
    """Return a message as the desk keeps it."""
    return Content(
        chat_id=message.chat.id,
        message_id=message.message_id,
        sent_at=sent_at(message),
        kind=kind,
        text=text_of(message),
        file_id=_file_id(message, kind),
        album=message.media_group_id,
        reply_to=replied_to(message),
        phone=_phone(message),
        place=_place(message),
    )


def _phone(message: Message) -> str | None:
    """Return the number of a contact that was sent; Telegram leaves the plus of a country's code out at times."""
    if message.contact is None:
        return None
    number = message.contact.phone_number.replace("\0", "").strip()
    return number if number.startswith(("+", "0", "1")) or not number else f"+{number}"


def _place(message: Message) -> str | None:
    """Return a place that was sent: what it is called, or its degrees."""
    if message.venue is not None:
        return f"{message.venue.title}, {message.venue.address}".replace("\0", "")
    here = message.location
    return f"{here.latitude:.6f}, {here.longitude:.6f}" if here is not None else None


def _file_id(message: Message, kind: Kind) -> str | None:
    if kind is Kind.PHOTO:
        file: object = message.photo[-1] if message.photo else message.live_photo
    else:
        file = getattr(message, kind.value, None)
    found: object = getattr(file, "file_id", None)
    return found if isinstance(found, str) else None


def replied_to(message: Message) -> int | None:
    """Return the message that one answers.

    In a topic every message answers the topic's own first one; that says nothing.
    """
    answered = message.reply_to_message
    if answered is None or (message.is_topic_message and answered.message_id == message.message_thread_id):
        return None
    return answered.message_id

"""What a person sent: one message of one chat, of some kind, with its words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a message is made of."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    ANIMATION = "animation"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One message as Telegram knows it; `text` is its text or caption, `album` the id its group shares.

    `phone` is the number of a contact that was sent, `place` a location in words or degrees.
    """

    chat_id: int
    message_id: int
    sent_at: datetime
    kind: Kind = Kind.TEXT
    text: str = ""
    file_id: str | None = None
    album: str | None = None
    reply_to: int | None = None
    phone: str | None = None
    place: str | None = None

    @property
    def file(self) -> str | None:
        """What was sent, as an answer or a form keeps it ("photo:AgAC…"), or None if it cannot be sent along."""
        return f"{self.kind.value}:{self.file_id}" if self.kind in ATTACHABLE and self.file_id else None


ATTACHABLE = frozenset({Kind.PHOTO, Kind.DOCUMENT, Kind.VIDEO})
"""What can be sent along with an answer."""


def file_of(attachment: str) -> tuple[Kind, str] | None:
    """Return the kind of an entry's attachment and Telegram's name for it ("photo:AgAC…"), or None if it is none."""
    kind, _, file_id = attachment.partition(":")
    if kind not in ATTACHABLE or not file_id or not file_id.isascii() or not file_id.isprintable() or " " in file_id:
        return None
    return Kind(kind), file_id

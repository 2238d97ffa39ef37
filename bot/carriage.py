"""Letters as calls to Telegram: which method says a notice at a place. Pure: nothing is sent here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import methods as m
from aiogram.methods import TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageId,
    ReactionTypeEmoji,
    ReplyParameters,
)

from desk.content import Kind
from desk.notices import DeliverEdit, Mirror, Relay
from desk.secrets import is_masked
from handlers.lettering import CAPTION, TEXT, TITLE, TOAST, cut, unpinged, visible
from handlers.spoken import Spoken

HTML = "HTML"
DELIVERED = "👌"
NOT_DELIVERED = "👎"
_QUIET_LINKS = LinkPreviewOptions(is_disabled=True)
_POPUP = 60  # longer than this cannot be read before a toast is gone


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a chat, a topic of it, below one of its messages."""

    chat_id: int
    thread_id: int | None = None
    below: int | None = None

    def reply(self) -> ReplyParameters | None:
        """Return what makes it an answer; it is said even if what it answers is gone."""
        if self.below is None:
            return None
        return ReplyParameters(message_id=self.below, allow_sending_without_reply=True)


class Speak(TelegramMethod[MessageId]):
    """A message to send, of whose answer only the number is read: the rest costs more to take in than to ask for."""

    __returning__ = MessageId
    __api_method__ = "sendMessage"

    chat_id: int
    message_thread_id: int | None
    text: str
    parse_mode: str | None
    link_preview_options: LinkPreviewOptions
    reply_parameters: ReplyParameters | None
    reply_markup: InlineKeyboardMarkup | None


def spoken_at(place: Place, text: str, keyboard: InlineKeyboardMarkup | None = None) -> Speak:
    """Say our own words, which are HTML."""
    return _message(place, text, HTML, keyboard)


def plain_at(place: Place, text: str, keyboard: InlineKeyboardMarkup | None = None) -> Speak:
    """Say text exactly as it is: nothing in it means anything to Telegram."""
    return _message(place, cut(text, TEXT), None, keyboard)


def words_at(place: Place, text: str, keyboard: InlineKeyboardMarkup | None = None, *, plain: bool) -> Speak:
    """Say our own words, plainly if their markup was refused."""
    return plain_at(place, visible(text), keyboard) if plain else spoken_at(place, text, keyboard)


def _message(place: Place, text: str, parse_mode: str | None, keyboard: InlineKeyboardMarkup | None) -> Speak:
    return Speak(
        chat_id=place.chat_id,
        message_thread_id=place.thread_id,
        text=text,
        parse_mode=parse_mode,
        link_preview_options=_QUIET_LINKS,
        reply_parameters=place.reply(),
        reply_markup=keyboard,
    )


def copy_at(place: Place, relay: Relay) -> m.CopyMessage:
    """Pass on a message of any kind: an agent's with all its formatting, a customer's words as nothing but words.

    Where some words were hidden, it goes with those that are left.
    """
    plain = is_masked(relay.text) or (isinstance(relay, Mirror) and bool(relay.text))
    text = unpinged(relay.text) if isinstance(relay, Mirror) else relay.text
    words: dict[str, Any] = {"caption": cut(text, CAPTION), "parse_mode": None} if plain else {}
    return m.CopyMessage(
        chat_id=place.chat_id,
        message_thread_id=place.thread_id,
        from_chat_id=relay.from_chat,
        message_id=relay.message,
        reply_parameters=place.reply(),
        **words,
    )


def file_at(place: Place, kind: Kind, file_id: str, caption: str) -> m.SendPhoto | m.SendDocument | m.SendVideo:
    """Send a file that Telegram has already, by its name for it."""
    to: dict[str, Any] = {
        "chat_id": place.chat_id,
        "message_thread_id": place.thread_id,
        "caption": cut(caption, CAPTION),
        "parse_mode": None,
    }
    match kind:
        case Kind.PHOTO:
            return m.SendPhoto(photo=file_id, **to)
        case Kind.VIDEO:
            return m.SendVideo(video=file_id, **to)
        case _:
            return m.SendDocument(document=file_id, **to)


def upload_at(place: Place, name: str, content: bytes, caption: str) -> m.SendDocument:
    """Send a file of our own making."""
    return m.SendDocument(
        chat_id=place.chat_id,
        message_thread_id=place.thread_id,
        document=BufferedInputFile(content, name),
        caption=cut(caption, CAPTION),
        parse_mode=None,
        reply_parameters=place.reply(),
    )


def album_at(place: Place, relays: Sequence[Relay]) -> m.CopyMessages:
    """Pass on an album as the album it is."""
    return m.CopyMessages(
        chat_id=place.chat_id,
        message_thread_id=place.thread_id,
        from_chat_id=relays[0].from_chat,
        message_ids=sorted({relay.message for relay in relays}),
    )


def rewording(place: Place, message_id: int, spoken: Spoken, *, plain: bool = False) -> m.EditMessageText:
    """Change a message of ours, its buttons too."""
    return m.EditMessageText(
        chat_id=place.chat_id,
        message_id=message_id,
        text=cut(visible(spoken.text), TEXT) if plain else spoken.text,
        parse_mode=None if plain else HTML,
        link_preview_options=_QUIET_LINKS,
        reply_markup=spoken.keyboard,
    )


def correction(place: Place, message_id: int, edit: DeliverEdit) -> m.EditMessageText | m.EditMessageCaption:
    """Change the customer's copy as the agent changed the original."""
    if edit.kind is Kind.TEXT:
        return m.EditMessageText(chat_id=place.chat_id, message_id=message_id, text=edit.text, parse_mode=None)
    return m.EditMessageCaption(chat_id=place.chat_id, message_id=message_id, caption=edit.text, parse_mode=None)


def reaction_to(chat_id: int, message_id: int, emoji: str | None) -> m.SetMessageReaction:
    """Put an emoji to a message, or take ours away."""
    return m.SetMessageReaction(
        chat_id=chat_id,
        message_id=message_id,
        reaction=[ReactionTypeEmoji(emoji=emoji)] if emoji else [],
    )


def press_answer(press_id: str, spoken: Spoken) -> m.AnswerCallbackQuery:
    """Answer a press: a toast passes by, anything longer stays until it is closed."""
    text = cut(visible(spoken.text), TOAST)
    return m.AnswerCallbackQuery(
        callback_query_id=press_id, text=text, show_alert=not spoken.toast or len(text) > _POPUP
    )


def without_buttons(place: Place, message_id: int) -> m.EditMessageReplyMarkup:
    """Take the buttons off a message of ours."""
    return m.EditMessageReplyMarkup(chat_id=place.chat_id, message_id=message_id)


def new_topic(room: int, title: str) -> m.CreateForumTopic:
    """Make a customer's topic."""
    return m.CreateForumTopic(chat_id=room, name=cut(title, TITLE) or "–")

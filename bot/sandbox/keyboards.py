"""Keyboards under messages, and what Telegram demands of them."""

from typing import Any

from bot.sandbox.errors import Refusal, bad_request
from bot.sandbox.params import Params
from bot.sandbox.wire import Json, is_array, is_object

DATA_LIMIT = 64  # bytes, not characters
BUTTON_LIMIT = 100
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
LINKS = ("http://", "https://", "tg://", "ton://", "mailto:", "tel:")
OTHERS = ("keyboard", "remove_keyboard", "force_reply")


def inline_of(params: Params) -> Json | None:
    """Return the inline keyboard of an edit; another keyboard is refused."""
    markup = params.object("reply_markup")
    if markup is not None and "inline_keyboard" not in markup and any(name in markup for name in OTHERS):
        raise bad_request("inline keyboard expected")
    return _checked(markup)


def keyboard_of(params: Params) -> tuple[Json | None, Json | None]:
    """Return the inline keyboard of a new message, and the keyboard that replaces the letters."""
    markup = params.object("reply_markup")
    if not markup:
        return None, None
    if "inline_keyboard" in markup:
        return _checked(markup), None
    if "keyboard" in markup:
        return None, {**markup, "keyboard": [[_labelled(button) for button in row] for row in markup["keyboard"]]}
    if any(name in markup for name in OTHERS):
        return None, markup
    raise bad_request("object expected as reply markup")


def _labelled(button: Any) -> Json:
    if isinstance(button, str):
        return {"text": button}
    if not is_object(button) or "text" not in button:
        raise _unreadable('KeyboardButton: can\'t find field "text"')
    return button


def _checked(markup: Json | None) -> Json | None:
    """Return an inline keyboard without empty rows, or nothing where no button is left."""
    if not markup:
        return None
    rows = markup.get("inline_keyboard")
    if not is_array(rows):
        raise _unreadable("inline keyboard: field inline_keyboard must be an Array")
    kept = [[_button(button) for button in _row(row)] for row in rows if row]
    if sum(map(len, kept)) > BUTTON_LIMIT:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _row(row: Any) -> list[Any]:
    if not is_array(row):
        raise _unreadable("inline keyboard: a row must be an Array")
    return row


def _button(button: Any) -> Json:
    if not is_object(button):
        raise _unreadable("InlineKeyboardButton: expected an Object")
    shown = {name: value for name, value in button.items() if value is not None}
    if not shown.get("text"):
        raise _unreadable('InlineKeyboardButton: can\'t find field "text"')
    if not any(action in shown for action in ACTIONS):
        raise bad_request("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    if "callback_data" in shown and not 1 <= len(str(shown["callback_data"]).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in shown and not str(shown["url"]).startswith(LINKS):
        raise bad_request(f"inline keyboard button URL '{shown['url']}' is invalid: Wrong HTTP URL")
    return shown


def _unreadable(what: str) -> Refusal:
    return bad_request(f"can't parse {what}")

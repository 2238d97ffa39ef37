"""Methods that answer a pressed button or leave a reaction."""

from bot.sandbox.bots import ANSWERABLE
from bot.sandbox.chats import PrivateChat
from bot.sandbox.contents import is_service
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.markup import units
from bot.sandbox.methods.call import Call
from bot.sandbox.reactions import react
from bot.sandbox.wire import is_object

ANSWER_LIMIT = 200


def answer_callback_query(call: Call) -> bool:
    """Show the one who pressed a button an answer."""
    press = call.bot.presses.get(call.params.text("callback_query_id"))
    if press is None or call.world.clock.now() - press.at > ANSWERABLE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.params.text("text")
    if units(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = {"text": text, "show_alert": call.params.flag("show_alert"), "url": call.params.text("url")}
    call.world.feed.note("answer", press=press.id, user_id=press.user_id, chat_id=press.chat_id, answer=press.answer)
    return True


def set_message_reaction(call: Call) -> bool:
    """Leave the bot's reaction on a message, or take it back."""
    emoji = [_emoji(given) for given in call.params.array("reaction")]
    chat = call.chat()
    message = call.message(chat, "to react")
    if isinstance(chat, PrivateChat) and chat.blocked:
        raise forbidden("bot was blocked by the user")
    if is_service(message):
        raise bad_request("REACTION_INVALID")
    react(call.world, chat, message["message_id"], call.bot.user, emoji, by=call.bot)
    return True


def _emoji(given: object) -> str:
    if not is_object(given):
        raise bad_request("can't parse ReactionType: expected an Object")
    if given.get("type") not in {"emoji", "custom_emoji"}:
        raise bad_request("can't parse ReactionType: invalid reaction type specified")
    return str(given.get("emoji", ""))


METHODS = {"answerCallbackQuery": answer_callback_query, "setMessageReaction": set_message_reaction}

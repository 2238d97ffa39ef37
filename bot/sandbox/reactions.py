"""The emoji one may react with, and how reactions are put and taken back."""

from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.people import User
from bot.sandbox.wire import Json
from bot.sandbox.world import World

ALLOWED = frozenset((
    "👍", "👎", "❤", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢",
    "🎉", "🤩", "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳",
    "❤‍🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓",
    "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨‍💻", "👀", "🎃", "🙈",
    "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿",
    "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷‍♂", "🤷", "🤷‍♀",
    "😡",
))  # fmt: skip


def react(world: World, chat: Chat, message_id: int, who: User, emoji: list[str], *, by: Bot | None = None) -> None:
    """Set somebody's reactions to a message; a bot's own are told to no bot."""
    if not ALLOWED.issuperset(emoji):
        raise bad_request("REACTION_INVALID")
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    here = chat.reactions.setdefault(message_id, {})
    old = here.get(who.id, [])
    if old == emoji:
        return
    here[who.id] = emoji
    world.feed.note(
        "reaction", chat_id=chat.id, bot_id=getattr(chat, "bot_id", None), message_id=message_id,
        user_id=who.id, emoji=emoji,
    )  # fmt: skip
    if by is None:
        change: Json = {"chat": chat.shown, "message_id": message_id, "user": who.shown, "date": world.seconds()}
        change |= {"old_reaction": _types(old), "new_reaction": _types(emoji)}
        world.tell(chat, "message_reaction", change)


def _types(emoji: list[str]) -> list[Json]:
    return [{"type": "emoji", "emoji": one} for one in emoji]

"""One call of a bot, and how it finds the chats and messages it names."""

from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat, Group, PrivateChat
from bot.sandbox.errors import bad_request, forbidden, migrated
from bot.sandbox.params import Params
from bot.sandbox.topics import Topic
from bot.sandbox.wire import Json
from bot.sandbox.world import World


class Call:
    """A bot asking for something."""

    __slots__ = ("bot", "params", "world")

    def __init__(self, world: World, bot: Bot, params: Params) -> None:
        self.world = world
        self.bot = bot
        self.params = params

    def chat(self, field: str = "chat_id") -> Chat:
        """Return the chat a parameter names, if the bot knows it."""
        given = self.params.text(field)
        if not given:
            raise bad_request(f"{field} is empty")
        try:
            chat_id = int(given)
        except ValueError:
            raise bad_request("chat not found") from None
        return self._group(chat_id) if chat_id < 0 else self._private(chat_id)

    def _private(self, user_id: int) -> PrivateChat:
        if (chat := self.bot.privates.get(user_id)) is not None:
            return chat
        user = self.world.users.get(user_id)
        if user is None or not self._has_met(user_id):
            raise bad_request("chat not found")
        return PrivateChat(user, self.bot.id)  # known by sight only: it may be looked at, not written to

    def _has_met(self, user_id: int) -> bool:
        """Tell whether they share a group."""
        groups = self.world.groups.values()
        return any(self.bot.id in group.members and user_id in group.members for group in groups)

    def _group(self, chat_id: int) -> Group:
        group = self.world.groups.get(chat_id)
        member = group.member(self.bot.id) if group is not None else None
        if group is None or member is None:
            raise bad_request("chat not found")
        if group.migrated_to is not None:
            raise migrated(group.migrated_to)
        if member.status == "kicked":
            raise forbidden("bot was kicked from the supergroup chat")
        if member.status == "left":
            raise forbidden("bot is not a member of the supergroup chat")
        return group

    def to_write_in(self) -> tuple[Chat, Topic | None]:
        """Return where a new message goes, if the bot may write there."""
        chat, thread_id = self.chat(), self.params.number("message_thread_id")
        if isinstance(chat, Group):
            return chat, self._topic(chat, thread_id)
        if isinstance(chat, PrivateChat):
            self._reaches(chat)
        if thread_id is not None:
            raise bad_request("message thread not found")
        return chat, None

    def _reaches(self, chat: PrivateChat) -> None:
        if chat.user.is_bot:
            raise forbidden("bots can't send messages to bots")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")

    def _topic(self, group: Group, thread_id: int | None) -> Topic | None:
        if thread_id is not None and not group.is_forum:
            raise bad_request("message thread not found")
        topic = group.topics.to_write_in(thread_id)
        member = group.members[self.bot.id]
        if topic is not None and topic.closed and not member.may("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")
        return topic

    def forum(self) -> Group:
        """Return the forum a call is about."""
        chat = self.chat()
        if not isinstance(chat, Group) or not chat.is_forum:
            raise bad_request("the chat is not a forum")
        return chat

    def message(self, chat: Chat, purpose: str, field: str = "message_id") -> Json:
        """Return the message a parameter names; `purpose` says what for, as Telegram's complaint does."""
        message_id = self.params.number(field)
        found = chat.messages.get(message_id) if message_id is not None else None
        if found is None:
            raise bad_request(f"message {purpose} not found")
        return found

    def spend(self, chat: Chat, count: int = 1) -> None:
        """Count messages against the limits, or refuse."""
        self.world.limits.take(self.bot.id, chat.id, count)

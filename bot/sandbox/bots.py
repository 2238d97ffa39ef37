"""A bot as the server keeps it: its chats, its updates, and what it told about itself."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.sandbox.chats import PrivateChat
from bot.sandbox.people import User
from bot.sandbox.updates import Updates
from bot.sandbox.wire import Json

ANSWERABLE = timedelta(minutes=15)  # how long a pressed button waits; Telegram names no figure


@dataclass
class Press:
    """A button somebody pressed, and what they were shown for it."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    at: datetime
    answer: Json | None = None


@dataclass
class Webhook:
    """Where a bot wants its updates sent, and how that goes."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error_at: int | None = None
    last_error: str = ""


@dataclass
class Bot:
    """One bot; private chats of all people share one counter of message ids."""

    user: User
    updates: Updates
    reads_all: bool = False  # privacy mode, as BotFather sets it
    privates: dict[int, PrivateChat] = field(default_factory=dict[int, PrivateChat])
    presses: dict[str, Press] = field(default_factory=dict[str, Press])
    told: Json = field(default_factory=dict[str, object])  # commands, descriptions
    webhook: Webhook | None = None
    last_message_id: int = 0
    last_press_id: int = 4_000_000_000_000_000_000

    @property
    def id(self) -> int:
        """The bot's user id."""
        return self.user.id

    def number(self) -> int:
        """Return the next message id of the private chats."""
        self.last_message_id += 1
        return self.last_message_id

    def private(self, user: User) -> PrivateChat:
        """Return the chat with a person, opened if need be."""
        if (chat := self.privates.get(user.id)) is None:
            chat = self.privates[user.id] = PrivateChat(user, self.id)
        return chat

    def pressed(self, user: User, message: Json, data: str, clock: Clock) -> Press:
        """Take down a pressed button."""
        self.last_press_id += 1
        press_id = str(self.last_press_id)
        press = Press(press_id, user.id, message["chat"]["id"], message["message_id"], data, clock.now())
        self.presses[press_id] = press
        return press

    def shown(self) -> Json:
        """Return what getMe answers."""
        return self.user.shown | {
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
        }

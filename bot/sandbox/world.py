"""The world of the sandbox: people, bots, chats and what is posted in them, all in memory."""

from collections.abc import Iterable

from bot.clock import Clock
from bot.sandbox.bots import Bot
from bot.sandbox.chats import RIGHTS, Chat, Group, Member, PrivateChat
from bot.sandbox.errors import unauthorized
from bot.sandbox.faults import Faults
from bot.sandbox.feed import Feed
from bot.sandbox.files import Files
from bot.sandbox.journal import Journal
from bot.sandbox.limits import Limits
from bot.sandbox.people import User
from bot.sandbox.topics import Topic
from bot.sandbox.updates import Updates
from bot.sandbox.wire import Json, write

DEFAULT_TOKEN = "100000:SANDBOX"  # noqa: S105 - it opens nothing but this machine's sandbox
STAFF_ROOM = -1001234567890
DEFAULT_BOT = 100000


class World:
    """Everything that is, and the one place where it is added to."""

    def __init__(
        self, clock: Clock, *, tokens: Iterable[str] = (DEFAULT_TOKEN,), pace: float = 1.0, limits: bool = True
    ) -> None:
        self.clock = clock
        self.users: dict[int, User] = {}
        self.groups: dict[int, Group] = {}
        self.bots: dict[int, Bot] = {}
        self.tokens: dict[str, Bot] = {}
        self.files = Files()
        self.feed = Feed()
        self.journal = Journal(clock)
        self.limits = Limits(clock, pace, on=limits)
        self.faults = Faults()
        for token in tokens:
            self._admit(token)

    def _admit(self, token: str) -> None:
        bot_id = int(token.partition(":")[0])
        if bot_id not in self.bots:
            name = "frontdesk_bot" if bot_id == DEFAULT_BOT else f"sandbox_{bot_id}_bot"
            user = self.add_user(User(bot_id, "Frontdesk", username=name, is_bot=True))
            self.bots[bot_id] = Bot(user, Updates(self.clock))
        self.tokens[token] = self.bots[bot_id]

    def bot_of(self, token: str) -> Bot:
        """Return the bot that has a token."""
        if (bot := self.tokens.get(token)) is None:
            raise unauthorized()
        return bot

    def bot(self, bot_id: int | None = None) -> Bot:
        """Return a bot by its id, or the first."""
        return next(iter(self.bots.values())) if bot_id is None else self.bots[bot_id]

    def chat(self, chat_id: int, bot_id: int | None = None) -> Chat:
        """Return a group, or the private chat of a person with a bot; errors: KeyError."""
        return self.groups[chat_id] if chat_id < 0 else self.bot(bot_id).private(self.users[chat_id])

    def add_user(self, user: User) -> User:
        """Let somebody exist."""
        self.users[user.id] = user
        return user

    def add_group(self, group: Group) -> Group:
        """Let a group exist."""
        self.groups[group.id] = group
        return group

    def seconds(self) -> int:
        """Return the moment as Telegram writes dates."""
        return int(self.clock.now().timestamp())

    def post(
        self, chat: Chat, sender: User, content: Json, *,
        topic: Topic | None = None, reply_to: Json | None = None, by: Bot | None = None,
    ) -> Json:  # fmt: skip
        """Put a message into a chat and tell the bots that see it, unless a bot sent it."""
        message: Json = {"message_id": self._number(chat), "from": sender.shown, "chat": chat.shown}
        message["date"] = self.seconds()
        if topic is not None:
            message["message_thread_id"] = topic.id
            message["is_topic_message"] = True
        quoted = reply_to or (topic.head if topic is not None else None)
        if quoted:
            message["reply_to_message"] = {key: quoted[key] for key in quoted if key != "reply_to_message"}
        message |= content
        chat.messages[message["message_id"]] = message
        self.feed.note("message", message=message)
        self.tell(chat, "message", message, by)
        return message

    def replace(self, chat: Chat, message: Json, by: Bot | None = None) -> Json:
        """Put an edited message in the place of the old one."""
        chat.messages[message["message_id"]] = message
        self.feed.note("edited", message=message)
        self.tell(chat, "edited_message", message, by)
        return message

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message away; bots are not told, as on Telegram."""
        if chat.forget(message_id) is not None:
            self.feed.note("deleted", chat_id=chat.id, bot_id=getattr(chat, "bot_id", None), message_id=message_id)

    def tell(self, chat: Chat, kind: str, what: Json, by: Bot | None = None) -> None:
        """Queue an update for the bots that see a chat; what a bot did is told to no bot."""
        if by is not None:
            return
        body: str | None = None
        for bot in self._watching(chat, kind, what):
            if bot.updates.wants(kind):
                body = body or write(what)
                bot.updates.add(kind, chat.id, body)

    def _watching(self, chat: Chat, kind: str, what: Json) -> list[Bot]:
        if isinstance(chat, PrivateChat):
            return [self.bots[chat.bot_id]]
        if not isinstance(chat, Group):
            return []
        return [bot for bot in self.bots.values() if _sees(bot, chat, kind, what)]

    def _number(self, chat: Chat) -> int:
        if isinstance(chat, Group):
            return chat.number()
        assert isinstance(chat, PrivateChat)  # noqa: S101 - there are only two kinds of chat
        return self.bots[chat.bot_id].number()


def _sees(bot: Bot, group: Group, kind: str, what: Json) -> bool:
    """Tell whether a bot in a group gets an update: administrators all, others what privacy mode leaves them."""
    member = group.member(bot.id)
    if member is None or (not member.inside and kind != "my_chat_member"):
        return False
    if member.status in {"administrator", "creator"} or kind in {"my_chat_member", "callback_query"}:
        return True
    if kind in {"message_reaction", "chat_member"}:
        return False
    replied = what.get("reply_to_message", {}).get("from", {}).get("id") == bot.id
    return bot.reads_all or replied or what.get("text", "").startswith("/") or _is_service(what)


def _is_service(message: Json) -> bool:
    return any(key.startswith(("forum_topic_", "new_chat", "left_chat", "migrate_", "pinned")) for key in message)


def default_cast(world: World) -> Group:
    """Bring in the customers, the staff and their room; return the room."""
    for customer in (
        User(1001, "梅女士", username="mei_1001", language_code="zh-hans"),
        User(1002, "Tom", "Baker", username="tombaker", language_code="en"),
        User(1003, "周先生", language_code="zh-hans"),
        User(1004, "何女士", language_code="zh-hans"),
    ):
        world.add_user(customer)
    room = world.add_group(Group(STAFF_ROOM, "客服工作室 Staff room", is_forum=True))
    lead = world.add_user(User(900001, "赵 Zhao", username="zhao_lead", language_code="zh-hans"))
    staff = [
        User(900007, "林 Lin", username="lin_07", language_code="zh-hans"),
        User(900012, "王 Wang", username="wang_12", language_code="zh-hans"),
        User(900021, "陈 Chen", username="chen_21", language_code="zh-hans"),
        User(900099, "路人 Stranger", username="stranger_99", language_code="zh-hans"),
    ]
    room.members[lead.id] = Member(lead, "creator")
    for person in staff:
        room.members[person.id] = Member(world.add_user(person))
    for bot in world.bots.values():
        room.members[bot.id] = Member(bot.user, "administrator", frozenset(RIGHTS))
    return room

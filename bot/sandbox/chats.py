"""Where messages stand: a private chat with one bot, or a group with members and topics."""

from dataclasses import dataclass, field

from bot.sandbox.people import User
from bot.sandbox.topics import Topics
from bot.sandbox.wire import Json

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
)


@dataclass
class Member:
    """Somebody's standing in a group."""

    user: User
    status: str = "member"  # creator, administrator, member, left, kicked
    rights: frozenset[str] = field(default_factory=frozenset[str])

    def may(self, right: str) -> bool:
        """Tell whether they have a right of administrators."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    @property
    def inside(self) -> bool:
        """Tell whether they are in the group."""
        return self.status not in {"left", "kicked"}

    def shown(self) -> Json:
        """Return it as the Bot API does."""
        shown: Json = {"user": self.user.shown, "status": self.status}
        if self.status == "creator":
            shown["is_anonymous"] = False
        elif self.status == "administrator":
            shown |= {"can_be_edited": False, "is_anonymous": False}
            shown |= {right: right in self.rights for right in RIGHTS}
        elif self.status == "kicked":
            shown["until_date"] = 0
        return shown


class Chat:
    """Messages by id, and what people left on them."""

    def __init__(self, chat_id: int, shown: Json) -> None:
        self.id = chat_id
        self.shown = shown
        self.messages: dict[int, Json] = {}
        self.reactions: dict[int, dict[int, list[str]]] = {}
        self.pinned: list[int] = []
        self.lettered: set[int] = set()  # messages that brought a keyboard of letters, and so cannot be edited

    def forget(self, message_id: int) -> Json | None:
        """Delete a message and what was left on it."""
        self.reactions.pop(message_id, None)
        if message_id in self.pinned:
            self.pinned.remove(message_id)
        return self.messages.pop(message_id, None)


class PrivateChat(Chat):
    """One person and one bot."""

    def __init__(self, user: User, bot_id: int) -> None:
        names: Json = {key: user.shown[key] for key in ("first_name", "last_name", "username") if key in user.shown}
        super().__init__(user.id, {"id": user.id, **names, "type": "private"})
        self.user = user
        self.bot_id = bot_id
        self.started = False
        self.blocked = False
        self.keyboard: Json | None = None


class Group(Chat):
    """A supergroup, which may be a forum."""

    def __init__(self, chat_id: int, title: str, *, is_forum: bool) -> None:
        shown: Json = {"id": chat_id, "title": title, "type": "supergroup"}
        super().__init__(chat_id, {**shown, "is_forum": True} if is_forum else shown)
        self.title = title
        self.is_forum = is_forum
        self.members: dict[int, Member] = {}
        self.topics = Topics()
        self.migrated_to: int | None = None
        self.last_message_id = 1  # the message that made the group; and 1 is what General is called

    def member(self, user_id: int) -> Member | None:
        """Return somebody's standing, or nothing if they were never here."""
        return self.members.get(user_id)

    def number(self) -> int:
        """Return the next message id; a supergroup counts its own."""
        self.last_message_id += 1
        return self.last_message_id

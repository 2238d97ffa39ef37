"""The topics of a forum: where a message may go, and what Telegram says where it may not."""

from dataclasses import dataclass, field

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import Json

GENERAL = 1
ICON_COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
ICONS = {
    "5434144690511290129": "📰",
    "5312536423851630001": "💡",
    "5310076249404621168": "⚡️",
    "5377316857231450742": "❓",
    "5379748062124056162": "❗️",
    "5237699328843200968": "✅",
    "5420216386448270341": "🆘",
    "5418115271267197333": "🔥",
    "5238156910363950406": "⏰",
    "5357107601584693888": "🛠",
    "5309958691854754293": "💎",
    "5417915203100613993": "💬",
}


@dataclass
class Topic:
    """One topic; its id is the id of the message that created it."""

    id: int
    name: str
    creator_id: int
    icon_color: int
    icon_custom_emoji_id: str = ""
    closed: bool = False
    head: Json = field(default_factory=dict[str, object], repr=False)

    def shown(self) -> Json:
        """Return it as the Bot API does."""
        shown: Json = {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}
        return {**shown, "icon_custom_emoji_id": self.icon_custom_emoji_id} if self.icon_custom_emoji_id else shown


class Topics:
    """The topics of one forum, and the ids of those that were deleted."""

    def __init__(self) -> None:
        self.open: dict[int, Topic] = {}
        self.deleted: set[int] = set()

    def to_write_in(self, thread_id: int | None) -> Topic | None:
        """Return the topic a message goes to; no id means General, and General's own id is refused as Telegram does."""
        if thread_id is None:
            return None
        topic = self.open.get(thread_id)
        if topic is None:
            raise bad_request("message thread not found")
        return topic

    def to_change(self, thread_id: int) -> Topic:
        """Return the topic to rename, close or delete."""
        if thread_id in self.deleted:
            raise bad_request("TOPIC_DELETED")
        topic = self.open.get(thread_id)
        if topic is None:
            raise bad_request("TOPIC_ID_INVALID")
        return topic

    def add(self, topic: Topic) -> None:
        """Open a topic."""
        self.open[topic.id] = topic

    def remove(self, thread_id: int) -> None:
        """Forget a topic and remember that it was."""
        self.open.pop(thread_id, None)
        self.deleted.add(thread_id)

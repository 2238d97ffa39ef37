"""Those who write and are written to."""

from dataclasses import dataclass, field

from bot.sandbox.wire import Json


@dataclass
class User:
    """A person or a bot, as Telegram shows them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    hides_forwards: bool = False
    shown: Json = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        self.shown = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        self.shown |= {key: value for key, value in names.items() if value is not None}

    @property
    def name(self) -> str:
        """The full name; Chinese names are written without a space."""
        gap = " " if self.first_name.isascii() else ""
        return f"{self.first_name}{gap}{self.last_name}" if self.last_name else self.first_name


ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)

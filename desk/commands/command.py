"""What a command is, where it was given, whom it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a command was given: a message of a chat, or a button's press that waits for its answer."""

    chat_id: int
    message_id: int | None = None
    thread_id: int | None = None
    press_id: str | None = None

    @property
    def in_group(self) -> bool:
        """Tell whether it was given in a group; Telegram counts these downwards from zero."""
        return self.chat_id < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something asked of the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCommand(Command):
    """Something a member of staff asks; who is not on the list is refused before it is looked at."""

    agent: int
    origin: Origin

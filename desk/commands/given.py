"""A command on its way in: whom it is about, and with which update it came."""

from dataclasses import dataclass, field

from desk.commands.command import Command
from desk.secrets import SecretKind


@dataclass(frozen=True, slots=True)
class OfCustomer:
    """The open conversation of a customer's private chat, or a new one."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class OfTopic:
    """The latest conversation of the customer whose topic this is."""

    chat_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class OfMessage:
    """The conversation a message of the staff room belongs to, or is a copy for."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class OfNumber:
    """One conversation by its number."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class OfAgent:
    """A member of staff, by user id."""

    user_id: int


@dataclass(frozen=True, slots=True)
class OfCase:
    """A case, by the number of its row; 0: one that is only being registered."""

    case_id: int


@dataclass(frozen=True, slots=True)
class OfRoom:
    """No conversation: the room and the people in it."""


Subject = OfCustomer | OfTopic | OfMessage | OfNumber | OfAgent | OfCase | OfRoom


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A command, whom it is about, and the update it came with (None: a clock's or our own).

    `secrets` are what was hidden in the words it came with.
    """

    command: Command
    subject: Subject
    update_id: int | None = None
    secrets: tuple[SecretKind, ...] = ()


@dataclass(slots=True)
class Inbox:
    """Where handlers put what they understood; the intake lets the desk handle it as one batch."""

    given: list[Given] = field(default_factory=list[Given])
    update_id: int | None = None
    secrets: tuple[SecretKind, ...] = ()

    def give(self, subject: Subject, command: Command) -> None:
        """Hand over a command about somebody."""
        self.given.append(Given(command=command, subject=subject, update_id=self.update_id, secrets=self.secrets))

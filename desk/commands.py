"""What may be asked of the desk: a customer's message, an agent's button, a clock that has come due.

`sent_at` is when the person did it, as Telegram dates it; a button has only its receipt. Commands of staff carry
`origin`, the place the outcome is told at: no command ends without the one who gave it knowing.
"""

from dataclasses import dataclass, field
from datetime import datetime

from desk.content import Content
from desk.events import Clock
from desk.people import Customer, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a command was given: a message of a chat, or a button's press that waits for its answer."""

    chat_id: int
    message_id: int | None = None
    thread_id: int | None = None
    press_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something asked of the desk."""


# --- customers ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Command):
    """A customer's message; of several sent in one breath only the last, with the `earlier` ones, is answered."""

    customer: Customer
    content: Content
    earlier: tuple[Content, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """A customer edited a message."""

    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Greet(Command):
    """A customer said /start."""

    customer: Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Help(Command):
    """A customer said /help."""

    customer: Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForPerson(Command):
    """A customer pressed "a person, please" or said /human."""

    customer: Customer
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge(Command):
    """A customer pressed "this helped" or "this did not help" below an answer."""

    entry_id: str
    helpful: bool
    customer: Customer
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Command):
    """A customer picked one of the questions we suggested."""

    entry_id: str
    customer: Customer
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class React(Command):
    """Somebody put an emoji to a message (None: took it away); `agent` is who, where it was no customer."""

    chat_id: int
    message_id: int
    emoji: str | None
    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Command):
    """The customer cannot be reached any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unblock(Command):
    """The customer can be reached again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Command):
    """A customer sent what cannot be passed on (a poll, a game, a kind of message yet unknown)."""

    customer: Customer
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Forged(Command):
    """A button that we never made, or one so old that we no longer know it."""

    origin: Origin


# --- staff, about one conversation -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCommand(Command):
    """Something a member of staff asks; who is not on the list is refused before it is looked at."""

    agent: int
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(StaffCommand):
    """An agent wrote in a customer's topic."""

    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectReply(StaffCommand):
    """An agent edited what was written in a customer's topic."""

    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Take(StaffCommand):
    """An agent takes a conversation; a button tells the epoch it was shown for, typed words when they were sent."""

    epoch: int | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(StaffCommand):
    """An agent says the matter is settled, having seen the customer's messages up to `seen`, or up to `sent_at`."""

    epoch: int | None = None
    seen: int | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEntry(StaffCommand):
    """An agent sends an entry's answer with one press."""

    entry_id: str
    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Why(StaffCommand):
    """An agent asks which clocks run here, and why."""


# --- staff, about themselves and the room ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn(StaffCommand):
    """Somebody comes on duty; a `member` of the staff group is thereby admitted as agent, the first time."""

    name: str = ""
    member: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOff(StaffCommand):
    """An agent goes off duty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit(StaffCommand):
    """A lead gives somebody on the staff a role; None: no such number or role was named."""

    number: str | None
    role: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowQueue(StaffCommand):
    """An agent asks who waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTopic(StaffCommand):
    """An agent gave a command outside a customer's topic that needs one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misspelt(StaffCommand):
    """An agent wrote something that looks like a command and is none: it must not reach the customer.

    `nearest` is the command that was probably meant.
    """

    nearest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Command):
    """Somebody asks that a group be the staff room, with the code only the operator has seen."""

    origin: Origin
    code: str
    forum: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymous(Command):
    """Somebody acted in the staff room as the group itself: nobody can be answerable for that."""

    origin: Origin


# --- time and delivery -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike(Command):
    """A clock may have come due; the conversation's facts decide."""

    clock: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerLeft(Command):
    """The owner went off duty or was removed."""

    agent: int


# --- whom a command is about -------------------------------------------------------------------------------------


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
class OfRoom:
    """No conversation: the room and the people in it."""


Subject = OfCustomer | OfTopic | OfMessage | OfNumber | OfRoom


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A command, whom it is about, and the update it came with (None: a clock's or our own)."""

    command: Command
    subject: Subject
    update_id: int | None = None


@dataclass(slots=True)
class Inbox:
    """Where handlers put what they understood; the intake lets the desk handle it as one batch."""

    given: list[Given] = field(default_factory=list[Given])
    update_id: int | None = None

    def give(self, subject: Subject, command: Command) -> None:
        """Hand over a command about somebody."""
        self.given.append(Given(command=command, subject=subject, update_id=self.update_id))

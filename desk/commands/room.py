"""What staff ask about themselves and the room."""

from dataclasses import dataclass

from desk.commands.command import Command, Origin, StaffCommand
from desk.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn(StaffCommand):
    """Somebody comes on duty."""

    name: str = ""


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
class ShowCommands(StaffCommand):
    """A member of staff asks what can be asked."""


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
    """Somebody asks that a group be the staff room, with the code only the operator has seen, or one of a lead's.

    `team` is whose room it shall be ("": the main room), `agent` who asks (None: nameless).
    """

    origin: Origin
    code: str
    forum: bool
    team: str = ""
    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCode(StaffCommand):
    """A lead asks for a code that makes another group a staff room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseRoom(Command):
    """The bot cannot work in a group any more."""

    chat_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymous(Command):
    """Somebody acted in the staff room as the group itself: nobody can be answerable for that."""

    origin: Origin

"""What customers ask of the desk."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.commands.command import Command, Origin
from desk.content import Content
from desk.people import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Command):
    """A customer's message; of several sent in one breath only the last, with the `earlier` ones, is answered."""

    customer: Customer
    content: Content
    earlier: tuple[Content, ...] = ()
    goes_on: bool = False

    @property
    def whole(self) -> Content:
        """All that was said in one breath as one message."""
        texts = [one.text for one in (*self.earlier, self.content) if one.text]
        return replace(self.content, text="\n".join(texts)) if self.earlier else self.content


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
    """The customer cannot be reached any more, since a moment if it is known (None: it was just found out)."""

    sent_at: datetime | None = None


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

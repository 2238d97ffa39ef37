"""What staff do in the staff room, given to the desk: words in a customer's topic, and commands."""

from collections.abc import Mapping

from aiogram import Router
from aiogram.types import Message, MessageReactionUpdated, User

from desk import commands as c
from desk.commands import Inbox, OfMessage, OfRoom, OfTopic, Origin, Subject
from desk.content import Content, Kind
from desk.people import Role
from handlers.access import from_staff, in_room
from handlers.actions import SERVICE, about_service
from handlers.asking import Asked, asks_in_room
from handlers.reacting import with_emoji
from handlers.reading import content_of, origin_of, sent_at, thread_of, with_anything, with_words
from handlers.shifts import SHIFTS, about_shifts
from handlers.waiting import CUSTOMER_CARE, about_who_waits

_ABOUT_A_CUSTOMER: Mapping[str, type[c.Take]] = {"take": c.Take}
_ROLES: Mapping[str, Role] = {"editor": Role.EDITOR, "编辑": Role.EDITOR, "agent": Role.AGENT, "客服": Role.AGENT}
_ABOUT_ONESELF: Mapping[str, type[c.GoOff | c.ShowQueue | c.ShowRules]] = {
    "off": c.GoOff,
    "queue": c.ShowQueue,
    "rules": c.ShowRules,
}


def agent_router() -> Router:
    """Return what listens to the staff room."""
    router = Router(name="agent")
    router.message.filter(from_staff)
    router.message.register(ask, asks_in_room)
    router.message.register(reply, in_topic, with_anything)
    router.edited_message.register(correct, from_staff, in_topic, with_words)
    router.message_reaction.register(react, in_room, with_emoji)
    return router


async def in_topic(message: Message) -> bool:
    """Tell whether a message stands in a topic; General is where the staff talk among themselves."""
    return thread_of(message) is not None


async def reply(message: Message, author: User, content: Content, inbox: Inbox) -> None:
    """Give the desk what an agent writes in a topic."""
    inbox.give(_topic_of(message), c.Reply(agent=author.id, origin=origin_of(message), content=content))


async def correct(message: Message, author: User, content: Content, inbox: Inbox) -> None:
    """Give the desk an agent's new wording of a message."""
    inbox.give(_topic_of(message), c.CorrectReply(agent=author.id, origin=origin_of(message), content=content))


async def ask(message: Message, author: User, asked: Asked, inbox: Inbox) -> None:
    """Give the desk a command written in the staff room."""
    origin = origin_of(message)
    if asked.foreign:
        return
    if asked.name is None:
        inbox.give(OfRoom(), c.Misspelt(agent=author.id, origin=origin, nearest=asked.nearest))
    elif asked.name in SERVICE and origin.thread_id is not None:
        inbox.give(_topic_of(message), about_service(asked, author.id, message))
    elif asked.name in _ABOUT_A_CUSTOMER and origin.thread_id is not None:
        command = _ABOUT_A_CUSTOMER[asked.name](agent=author.id, origin=origin, sent_at=sent_at(message))
        inbox.give(_topic_of(message), command)
    elif asked.name in CUSTOMER_CARE and origin.thread_id is not None:
        inbox.give(_topic_of(message), about_who_waits(asked.name, author.id, origin))
    elif asked.name in SHIFTS:
        inbox.give(OfRoom(), about_shifts(asked, author.id, origin))
    elif asked.name == "admit":
        inbox.give(OfRoom(), admission(asked.rest, author, origin))
    elif asked.name == "appeal" and origin.thread_id is not None:
        content = content_of(message, Kind.TEXT)
        inbox.give(
            _topic_of(message), c.Appeal(agent=author.id, origin=origin, content=content, reason=asked.rest.strip())
        )
    elif asked.name == "why" and origin.thread_id is not None:
        inbox.give(_topic_of(message), c.Why(agent=author.id, origin=origin))
    else:
        inbox.give(OfRoom(), about_oneself(asked.name, author, origin, member=True))


def admission(rest: str, author: User, origin: Origin) -> c.Admit:
    """Return what "07 editor" asks for; what is left out or unknown is for the desk to refuse."""
    number, _, role = rest.strip().partition(" ")
    return c.Admit(agent=author.id, origin=origin, number=number or None, role=_ROLES.get(role.strip().lower()))


async def react(event: MessageReactionUpdated, author: User, emoji: str | None, inbox: Inbox) -> None:
    """Give the desk an agent's emoji, and whose it is: not everybody in the room is on the staff."""
    reaction = c.React(chat_id=event.chat.id, message_id=event.message_id, emoji=emoji, agent=author.id)
    inbox.give(OfMessage(event.chat.id, event.message_id), reaction)


def about_oneself(name: str, author: User, origin: Origin, *, member: bool = False) -> c.StaffCommand:
    """Return a command that needs no customer; one that does is out of place here."""
    if name == "on":
        return c.GoOn(agent=author.id, origin=origin, name=author.full_name, member=member)
    return _ABOUT_ONESELF.get(name, c.NoTopic)(agent=author.id, origin=origin)


def _topic_of(message: Message) -> Subject:
    thread = thread_of(message)
    return OfTopic(message.chat.id, thread) if thread is not None else OfRoom()

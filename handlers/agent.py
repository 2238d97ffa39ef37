"""What staff do in the staff room, given to the desk: words in a customer's topic, and commands."""

from collections.abc import Mapping

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberRestricted, ChatMemberUpdated, Message, MessageReactionUpdated, User

from desk import commands as c
from desk.commands import Inbox, OfMessage, OfRoom, OfTopic, Origin, Subject
from desk.content import Content, Kind
from desk.people import Role
from handlers.access import from_staff, in_main_room, in_room
from handlers.actions import SERVICE, about_service
from handlers.asking import Asked, asks_in_room
from handlers.case_verbs import about_cases
from handlers.files import about_file
from handlers.form_presses import about_form
from handlers.ledgers import about_ledger
from handlers.reacting import with_emoji
from handlers.reading import content_of, origin_of, sent_at, thread_of, with_anything, with_words
from handlers.reports import REPORTS, about_report
from handlers.shifts import SHIFTS, about_shifts
from handlers.waiting import CUSTOMER_CARE, about_who_waits

_ABOUT_A_CUSTOMER: Mapping[str, type[c.Take]] = {"take": c.Take}
_ROLES: Mapping[str, Role] = {
    "editor": Role.EDITOR,
    "编辑": Role.EDITOR,
    "agent": Role.AGENT,
    "客服": Role.AGENT,
    "worker": Role.WORKER,
    "师傅": Role.WORKER,
}
_OUTSIDE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.KICKED})
_ABOUT_ONESELF: Mapping[str, type[c.GoOff | c.ShowQueue | c.ShowCommands | c.ShowRules]] = {
    "off": c.GoOff,
    "queue": c.ShowQueue,
    "help": c.ShowCommands,
    "rules": c.ShowRules,
}


def agent_router() -> Router:
    """Return what listens to the staff room."""
    router = Router(name="agent")
    router.message.filter(from_staff)
    router.message.register(ask, asks_in_room)
    router.message.register(reply, in_topic, with_anything)
    router.edited_message.register(ask, from_staff, in_topic, asks_in_room)
    router.edited_message.register(correct, from_staff, in_topic, with_words)
    router.message_reaction.register(react, in_room, with_emoji)
    router.chat_member.register(leave, in_main_room, is_outside)
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
    of_customer = _about_this_customer(asked, author.id, message) if origin.thread_id is not None else None
    if asked.name is None:
        inbox.give(OfRoom(), c.Misspelt(agent=author.id, origin=origin, nearest=asked.nearest))
    elif of_customer is not None:
        inbox.give(_topic_of(message), of_customer)
    elif asked.name == "case":
        inbox.give(*about_cases(asked, author.id, message))
    elif asked.name in SHIFTS:
        inbox.give(OfRoom(), about_shifts(asked, author.id, origin))
    elif asked.name == "ledger":
        inbox.give(OfRoom(), about_ledger(asked.rest, author.id, origin))
    elif asked.name in REPORTS:
        inbox.give(OfRoom(), about_report(asked.rest or REPORTS[asked.name], author.id, origin))
    elif asked.name == "link":
        inbox.give(OfRoom(), c.AskCode(agent=author.id, origin=origin))
    elif asked.name == "admit":
        inbox.give(OfRoom(), admission(asked.rest, author, origin))
    else:
        inbox.give(OfRoom(), about_oneself(asked.name, author, origin))


def _about_this_customer(asked: Asked, agent: int, message: Message) -> c.StaffCommand | None:
    """Return what is asked in a topic about its customer, if it is that."""
    name, origin = asked.name, origin_of(message)
    match name:
        case str() if name in SERVICE:
            return about_service(asked, agent, message)
        case str() if name in _ABOUT_A_CUSTOMER:
            return _ABOUT_A_CUSTOMER[name](agent=agent, origin=origin, sent_at=sent_at(message))
        case str() if name in CUSTOMER_CARE:
            return about_who_waits(name, agent, origin)
        case "form":
            return about_form(asked.rest, agent, origin)
        case "file":
            return about_file(asked.rest, agent, origin)
        case "appeal":
            content = content_of(message, Kind.TEXT)
            return c.Appeal(agent=agent, origin=origin, content=content, reason=asked.rest.strip())
        case "why":
            return c.Why(agent=agent, origin=origin)
        case _:
            return None


def admission(rest: str, author: User, origin: Origin) -> c.Admit:
    """Return what "07 editor" asks for; what is left out or unknown is for the desk to refuse."""
    number, _, role = rest.strip().partition(" ")
    return c.Admit(agent=author.id, origin=origin, number=number or None, role=_ROLES.get(role.strip().lower()))


async def react(event: MessageReactionUpdated, author: User, emoji: str | None, inbox: Inbox) -> None:
    """Give the desk an agent's emoji, and whose it is: not everybody in the room is on the staff."""
    reaction = c.React(chat_id=event.chat.id, message_id=event.message_id, emoji=emoji, agent=author.id)
    inbox.give(OfMessage(event.chat.id, event.message_id), reaction)


async def is_outside(event: ChatMemberUpdated) -> bool:
    """Tell whether whoever a change is about is no longer in the group."""
    now = event.new_chat_member
    return now.status in _OUTSIDE or (isinstance(now, ChatMemberRestricted) and not now.is_member)


async def leave(event: ChatMemberUpdated, inbox: Inbox) -> None:
    """Tell the desk who has left the main staff room, or was put out of it."""
    inbox.give(OfRoom(), c.LeaveGroup(user_id=event.new_chat_member.user.id))


def about_oneself(name: str, author: User, origin: Origin) -> c.StaffCommand:
    """Return a command that needs no customer; one that does is out of place here."""
    if name == "on":
        return c.GoOn(agent=author.id, origin=origin, name=author.full_name.replace("\0", ""))
    return _ABOUT_ONESELF.get(name, c.NoTopic)(agent=author.id, origin=origin)


def _topic_of(message: Message) -> Subject:
    thread = thread_of(message)
    return OfTopic(message.chat.id, thread) if thread is not None else OfRoom()

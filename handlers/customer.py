"""What a customer does in the private chat, given to the desk.

Agents may come on and off duty here too; the desk knows who is one.
"""

from collections.abc import Callable, Mapping
from datetime import UTC

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated, Message, MessageReactionUpdated, User

from desk import commands as c
from desk.commands import Inbox, OfCustomer, OfRoom, Origin
from desk.content import Content
from desk.people import Customer
from handlers.access import from_customer, in_private
from handlers.agent import about_oneself
from handlers.asking import Asked, asks_in_private
from handlers.case_verbs import about_cases
from handlers.reacting import with_emoji
from handlers.reading import customer_of, is_strange, origin_of, with_content, with_words
from handlers.shifts import SHIFTS, about_shifts


def customer_router() -> Router:
    """Return what listens to private chats."""
    router = Router(name="customer")
    router.message.filter(from_customer)
    router.message.register(ask, asks_in_private)
    router.message.register(say, with_content)
    router.message.register(send_something_strange, is_strange)
    router.edited_message.register(correct, from_customer, with_words)
    router.message_reaction.register(react, in_private, with_emoji)
    router.my_chat_member.register(come_or_go, in_private)
    return router


async def say(message: Message, author: User, content: Content, inbox: Inbox, locale: str) -> None:
    """Give the desk what a customer writes."""
    customer = customer_of(author, message.chat.id, content.text, locale)
    inbox.give(OfCustomer(message.chat.id), c.Say(customer=customer, content=content))


async def ask(message: Message, author: User, asked: Asked, inbox: Inbox, locale: str) -> None:
    """Give the desk a command written in private."""
    origin = origin_of(message)
    if asked.foreign or asked.name is None:
        return
    if asked.name in _ASKED:
        customer = customer_of(author, message.chat.id, "", locale)
        inbox.give(OfCustomer(message.chat.id), _ASKED[asked.name](customer, origin))
    elif asked.name in SHIFTS:
        inbox.give(OfRoom(), about_shifts(asked, author.id, origin))
    elif asked.name == "case":
        inbox.give(*about_cases(asked, author.id, message))
    else:
        inbox.give(OfRoom(), about_oneself(asked.name, author, origin))


async def send_something_strange(message: Message, author: User, inbox: Inbox, locale: str) -> None:
    """Tell the desk of something we cannot pass on."""
    customer = customer_of(author, message.chat.id, "", locale)
    inbox.give(OfCustomer(message.chat.id), c.Unreadable(customer=customer, origin=origin_of(message)))


async def correct(message: Message, content: Content, inbox: Inbox) -> None:
    """Give the desk a customer's new wording of a message."""
    inbox.give(OfCustomer(message.chat.id), c.Correct(content=content))


async def react(event: MessageReactionUpdated, emoji: str | None, inbox: Inbox) -> None:
    """Give the desk a customer's emoji."""
    reaction = c.React(chat_id=event.chat.id, message_id=event.message_id, emoji=emoji)
    inbox.give(OfCustomer(event.chat.id), reaction)


async def come_or_go(event: ChatMemberUpdated, inbox: Inbox) -> None:
    """Tell the desk that a customer stopped the bot, or started it again."""
    if event.new_chat_member.status == ChatMemberStatus.KICKED:
        inbox.give(OfCustomer(event.chat.id), c.Block(sent_at=event.date.astimezone(UTC)))
    elif event.new_chat_member.status == ChatMemberStatus.MEMBER:
        inbox.give(OfCustomer(event.chat.id), c.Unblock())


def _greet(customer: Customer, _: Origin) -> c.Command:
    return c.Greet(customer=customer)


def _help(customer: Customer, _: Origin) -> c.Command:
    return c.Help(customer=customer)


def _ask_for_person(customer: Customer, origin: Origin) -> c.Command:
    return c.AskForPerson(customer=customer, origin=origin)


_ASKED: Mapping[str, Callable[[Customer, Origin], c.Command]] = {
    "start": _greet,
    "help": _help,
    "human": _ask_for_person,
}

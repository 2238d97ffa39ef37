"""Who speaks where: a customer in private, a member of staff in a staff room, and everybody else.

These are filters; who passes is given to the handler as `author`.
"""

from collections.abc import Collection, Sequence
from typing import Any

from aiogram.enums import ChatType
from aiogram.types import Chat, ChatMemberUpdated, Message, MessageReactionUpdated


async def from_customer(message: Message) -> dict[str, Any] | bool:
    """Let a person pass who writes to us in private; another bot is never answered."""
    author = message.from_user
    return {"author": author} if is_private(message.chat) and author is not None and not author.is_bot else False


async def from_staff(message: Message, rooms: Collection[int]) -> dict[str, Any] | bool:
    """Let a person pass who writes in a staff room under their own name."""
    author = message.from_user
    if message.chat.id not in rooms or message.sender_chat is not None:
        return False
    return {"author": author} if author is not None and not author.is_bot else False


async def from_nobody(message: Message, rooms: Collection[int]) -> bool:
    """Tell whether somebody writes in a staff room as a group or channel, so that nobody is answerable."""
    return message.chat.id in rooms and message.sender_chat is not None and not message.is_automatic_forward


async def in_private(event: ChatMemberUpdated | MessageReactionUpdated) -> bool:
    """Tell whether something happened in a private chat."""
    return is_private(event.chat)


async def in_room(event: ChatMemberUpdated | MessageReactionUpdated, rooms: Collection[int]) -> bool:
    """Tell whether something happened in a staff room."""
    return event.chat.id in rooms


async def in_main_room(event: ChatMemberUpdated, rooms: Sequence[int]) -> bool:
    """Tell whether something happened in the main staff room, which everybody on the staff is in."""
    return event.chat.id in rooms[:1]


def is_private(chat: Chat) -> bool:
    """Tell whether a chat is one person's with us."""
    return chat.type == ChatType.PRIVATE

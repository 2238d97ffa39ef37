"""Who speaks where: a customer in private, a member of staff in the staff room, and everybody else.

These are filters; who passes is given to the handler as `author`.
"""

from typing import Any

from aiogram.enums import ChatType
from aiogram.types import Chat, ChatMemberUpdated, Message, MessageReactionUpdated


async def from_customer(message: Message) -> dict[str, Any] | bool:
    """Let a person pass who writes to us in private; another bot is never answered."""
    author = message.from_user
    return {"author": author} if is_private(message.chat) and author is not None and not author.is_bot else False


async def from_staff(message: Message, room: int | None) -> dict[str, Any] | bool:
    """Let a person pass who writes in the staff room under their own name."""
    author = message.from_user
    if message.chat.id != room or message.sender_chat is not None:
        return False
    return {"author": author} if author is not None and not author.is_bot else False


async def from_nobody(message: Message, room: int | None) -> bool:
    """Tell whether somebody writes in the staff room as a group or channel, so that nobody is answerable."""
    return message.chat.id == room and message.sender_chat is not None and not message.is_automatic_forward


async def in_private(event: ChatMemberUpdated | MessageReactionUpdated) -> bool:
    """Tell whether something happened in a private chat."""
    return is_private(event.chat)


async def in_room(event: ChatMemberUpdated | MessageReactionUpdated, room: int | None) -> bool:
    """Tell whether something happened in the staff room."""
    return event.chat.id == room


def is_private(chat: Chat) -> bool:
    """Tell whether a chat is one person's with us."""
    return chat.type == ChatType.PRIVATE

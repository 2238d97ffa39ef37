"""What whoever sets the desk up does: making a group the staff room."""

import re
from typing import Any, Final

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.types import Message

from desk.commands import Inbox, Link, OfRoom
from handlers.asking import is_second_hand
from handlers.reading import origin_of

_LINK: Final = re.compile(r"/(?:link|绑定)(?:@\w+)?\s+(\S{1,64})\s*")


def lead_router() -> Router:
    """Return what listens to groups that are not the staff room yet."""
    router = Router(name="lead")
    router.message.register(link, asks_to_link)
    return router


async def asks_to_link(message: Message) -> dict[str, Any] | bool:
    """Let "/link CODE" pass, said in a group by a person."""
    if message.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP} or is_second_hand(message):
        return False
    found = _LINK.fullmatch(message.text or "")
    return {"code": found[1]} if found else False


async def link(message: Message, code: str, inbox: Inbox) -> None:
    """Give the desk a wish to make this group the staff room."""
    author = message.from_user
    by = None if author is None or author.is_bot or message.sender_chat is not None else author.id
    inbox.give(OfRoom(), Link(origin=origin_of(message), code=code, forum=bool(message.chat.is_forum), by=by))

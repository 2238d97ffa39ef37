"""What whoever sets the desk up does: making a group the staff room, or that of a team; and when one is lost."""

import re
from typing import Any, Final

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated, Message

from desk.commands import Inbox, Link, LoseRoom, OfRoom
from handlers.access import in_room
from handlers.asking import is_second_hand
from handlers.reading import origin_of

_LINK: Final = re.compile(r"/(?:link|绑定)(?:@\w+)?\s+(\S{1,64})(?:\s+(\S{1,64}))?\s*")
_OUT: Final = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.KICKED})


def lead_router() -> Router:
    """Return what listens to groups that are to be a staff room, and to those we are put out of."""
    router = Router(name="lead")
    router.message.register(link, asks_to_link)
    router.my_chat_member.register(lose, in_room, puts_us_out)
    return router


async def asks_to_link(message: Message) -> dict[str, Any] | bool:
    """Let "/link CODE" and "/link CODE TEAM" pass, said in a group by a person."""
    if message.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP} or is_second_hand(message):
        return False
    found = _LINK.fullmatch(message.text or "")
    return {"code": found[1], "team": found[2] or ""} if found else False


async def link(message: Message, code: str, team: str, inbox: Inbox) -> None:
    """Give the desk a wish to make this group a staff room; who speaks as the group itself is nobody."""
    author = message.from_user
    agent = None if author is None or author.is_bot or message.sender_chat is not None else author.id
    forum = bool(message.chat.is_forum)
    inbox.give(OfRoom(), Link(origin=origin_of(message), code=code, forum=forum, team=team, agent=agent))


async def puts_us_out(event: ChatMemberUpdated) -> bool:
    """Tell whether we are no longer in the group."""
    return event.new_chat_member.status in _OUT


async def lose(event: ChatMemberUpdated, inbox: Inbox) -> None:
    """Tell the desk that a room is lost."""
    inbox.give(OfRoom(), LoseRoom(chat_id=event.chat.id))

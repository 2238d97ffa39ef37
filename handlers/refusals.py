"""What nobody can be answerable for: somebody acting in the staff room as a group or a channel."""

from aiogram import Router
from aiogram.types import Message

from desk.commands import Anonymous, Inbox, OfRoom
from handlers.access import from_nobody
from handlers.agent import in_topic
from handlers.asking import asks_in_room
from handlers.editor import answers_prompt
from handlers.reading import origin_of, with_anything


def refusal_router() -> Router:
    """Return what listens to those who hide their name."""
    router = Router(name="refusals")
    router.message.filter(from_nobody)
    router.message.register(refuse, asks_in_room)
    router.message.register(refuse, answers_prompt)
    router.message.register(refuse, in_topic, with_anything)
    router.edited_message.register(refuse, from_nobody, in_topic, with_anything)
    return router


async def refuse(message: Message, inbox: Inbox) -> None:
    """Let the desk explain that one has to act as oneself."""
    inbox.give(OfRoom(), Anonymous(origin=origin_of(message)))

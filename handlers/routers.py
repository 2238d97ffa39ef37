"""The way of an update through the handlers, to the commands it gives."""

from collections.abc import Sequence
from typing import Any, Final

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from desk.commands import Inbox
from desk.library.live import LiveLibrary
from handlers.agent import agent_router
from handlers.customer import customer_router
from handlers.editor import editor_router
from handlers.lead import lead_router
from handlers.presses import press_router
from handlers.refusals import refusal_router

HEARD: Final = ("message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "chat_member")
"""The kinds of update we understand; reactions, and who comes and goes, arrive only when asked for by name."""


def build_dispatcher() -> Dispatcher:
    """Return what listens to everything; it remembers nothing between updates."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_routers(
        editor_router(), customer_router(), lead_router(), agent_router(), press_router(), refusal_router()
    )
    return dispatcher


async def translate(
    dispatcher: Dispatcher,
    bot: Bot,
    raw_update: dict[str, Any] | Update,
    inbox: Inbox,
    *,
    library: LiveLibrary,
    rooms: Sequence[int],
    locale: str,
) -> None:
    """Put the commands an update gives into the inbox; an update of a kind we do not hear gives none.

    Raises:
        pydantic.ValidationError: it is no update as Telegram makes them.
    """
    update = Update.model_validate(raw_update, context={"bot": bot})
    if any(getattr(update, kind) is not None for kind in HEARD):
        await dispatcher.feed_update(bot, update, inbox=inbox, library=library, rooms=rooms, locale=locale)

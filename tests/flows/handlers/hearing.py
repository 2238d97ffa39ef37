"""One update in, the commands it gives out."""

from typing import Any

from aiogram import Bot
from aiogram.types import User

from desk.commands import Command, Inbox, Subject
from desk.library.live import LiveLibrary
from handlers.routers import build_dispatcher, translate
from tests.kit.cast import KNOWLEDGE, STAFF_ROOM

BOT = Bot("42:TEST")
BOT._me = User(id=42, is_bot=True, first_name="Frontdesk", username="frontdesk_bot")  # as after the first getMe
LIBRARY = LiveLibrary(KNOWLEDGE, entry_ids=frozenset({"drafted"}))
DISPATCHER = build_dispatcher()


async def heard(
    update: dict[str, Any], *, room: int | None = STAFF_ROOM, teams: tuple[int, ...] = (), locale: str = "zh"
) -> list[tuple[Subject, Command]]:
    """Return the commands an update gives, with whom they are about; `teams` are further rooms."""
    inbox = Inbox(update_id=update["update_id"])
    rooms = () if room is None else (room, *teams)
    await translate(DISPATCHER, BOT, update, inbox, library=LIBRARY, rooms=rooms, locale=locale)
    assert {one.update_id for one in inbox.given} <= {update["update_id"]}
    return [(one.subject, one.command) for one in inbox.given]

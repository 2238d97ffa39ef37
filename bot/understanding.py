"""What the intake hears, given to the handlers with all they need to understand it."""

from datetime import datetime, timedelta
from typing import Any, cast

from aiogram import Bot
from aiogram.types import Message

from bot import logs
from bot.clock import Clock
from bot.hiding import without_secrets
from desk.commands import Inbox, Link, LoseRoom
from desk.library.live import LiveLibrary
from desk.ports import Outbox
from handlers.routers import build_dispatcher, translate

_ROOM_STAYS = timedelta(seconds=2)
_MOVING = frozenset({"migrate_to_chat_id", "migrate_from_chat_id"})


class Understanding:
    """One raw update in, commands into the inbox."""

    def __init__(self, bot: Bot, outbox: Outbox, library: LiveLibrary, clock: Clock, *, locale: str) -> None:
        self._bot = bot
        self._outbox = outbox
        self._library = library
        self._clock = clock
        self._locale = locale
        self._dispatcher = build_dispatcher()
        self._rooms: tuple[int, ...] = ()
        self._asked_at: datetime | None = None

    async def __call__(self, update: dict[str, Any], inbox: Inbox) -> None:
        """Put the commands an update gives into the inbox.

        Raises:
            Exception: it cannot be understood; the intake tries again a few times, and puts it aside.
        """
        await self._follow(update)
        rooms = await self._staff_rooms()
        update, inbox.secrets = without_secrets(update)
        given_before = len(inbox.given)
        spoken_of = logs.current_update.set(update["update_id"])
        try:
            await translate(
                self._dispatcher,
                self._bot,
                update,
                inbox,
                library=self._library,
                rooms=rooms,
                locale=self._locale,
            )
        finally:
            logs.current_update.reset(spoken_of)
        if any(isinstance(one.command, Link | LoseRoom) for one in inbox.given[given_before:]):
            self._asked_at = None

    async def _follow(self, update: dict[str, Any]) -> None:
        """Where a staff room goes on under another id, what is said there is meant for us from now on."""
        message: Any = update.get("message")
        if not isinstance(message, dict) or _MOVING.isdisjoint(cast("dict[str, Any]", message)):
            return
        told = Message.model_validate(message)
        old, new = told.migrate_from_chat_id or told.chat.id, told.migrate_to_chat_id or told.chat.id
        if old != new and old in (await self._outbox.rooms()).values():
            await self._outbox.moved(old, new)
        self._asked_at = None

    async def _staff_rooms(self) -> tuple[int, ...]:
        """Return the rooms, the main one first.

        A room seldom becomes another, so not every message asks; where there is none yet, every one does.
        """
        now = self._clock.now()
        if not self._rooms or self._asked_at is None or now - self._asked_at > _ROOM_STAYS:
            bound = await self._outbox.rooms()
            self._rooms, self._asked_at = tuple(bound[team] for team in sorted(bound)), now
        return self._rooms

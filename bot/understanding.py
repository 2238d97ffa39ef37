"""What the intake hears, given to the handlers with all they need to understand it."""

from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot

from bot import logs
from bot.clock import Clock
from desk.commands import Inbox
from desk.ports import Outbox
from faq import KnowledgeBase
from handlers.routers import build_dispatcher, translate

_ROOM_STAYS = timedelta(seconds=2)


class Understanding:
    """One raw update in, commands into the inbox."""

    def __init__(self, bot: Bot, outbox: Outbox, knowledge: KnowledgeBase, clock: Clock, *, locale: str) -> None:
        self._bot = bot
        self._outbox = outbox
        self._knowledge = knowledge
        self._clock = clock
        self._locale = locale
        self._dispatcher = build_dispatcher()
        self._room: int | None = None
        self._asked_at: datetime | None = None

    async def __call__(self, update: dict[str, Any], inbox: Inbox) -> None:
        """Put the commands an update gives into the inbox.

        Raises:
            Exception: it cannot be understood; the intake tries again a few times, and puts it aside.
        """
        room = await self._staff_room()
        spoken_of = logs.current_update.set(update["update_id"])
        try:
            await translate(
                self._dispatcher,
                self._bot,
                update,
                inbox,
                knowledge=self._knowledge,
                room=room,
                locale=self._locale,
            )
        finally:
            logs.current_update.reset(spoken_of)

    async def _staff_room(self) -> int | None:
        """The group may move to another id, but not so often that every message should ask."""
        now = self._clock.now()
        if self._asked_at is None or now - self._asked_at > _ROOM_STAYS:
            self._room, self._asked_at = await self._outbox.staff_room(), now
        return self._room

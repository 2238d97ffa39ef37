"""A desk on a real database, and updates as Telegram brings them: what each leads to, and what it leaves unchanged."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.types import User

from bot.intake import Intake
from bot.understanding import Understanding
from desk.commands import Inbox
from desk.desk import Desk
from desk.library.live import LiveLibrary
from desk.notices import Notice
from desk.people import Agent
from desk.rules import Rules
from storage.engine import Database, open_database
from storage.notices import notice
from tests.kit.cast import KNOWLEDGE, STAFF_ROOM, TEN
from tests.kit.databases import sqlite_address
from tests.storage.steps import employ

_MAIL = frozenset({"outbox", "handled_updates", "dead_letters", "alembic_version"})


@dataclass(slots=True)
class Doorway:
    """Where updates come in; `read` counts how often each was looked at."""

    database: Database
    file: Path
    moment: datetime = TEN
    read: dict[int, int] = field(default_factory=dict[int, int])
    _next: int = 1
    _intake: Intake = field(init=False)

    def __post_init__(self) -> None:
        bot = Bot("42:TEST")
        bot._me = User(id=42, is_bot=True, first_name="Frontdesk", username="frontdesk_bot")  # as after a getMe
        library = LiveLibrary(KNOWLEDGE)
        desk = Desk(self.database, library, Rules(), now=self.now, locale="zh")
        understand = Understanding(bot, self.database.outbox, library, self, locale="zh")

        async def counted(update: dict[str, Any], inbox: Inbox) -> None:
            number = update["update_id"]
            self.read[number] = self.read.get(number, 0) + 1
            await understand(update, inbox)

        self._intake = Intake(desk, counted, self.database.dead_letters, self, locale="zh")

    def now(self) -> datetime:
        """Return the moment it is."""
        return self.moment

    async def sleep(self, seconds: float) -> None:
        """Nobody waits here: a wait would be for a database that does not answer."""
        raise AssertionError(f"nothing to wait for, and {seconds} seconds of it")

    async def hear(self, *updates: Mapping[str, Any]) -> list[int]:
        """Take updates in, all at once, under numbers of their own; return these."""
        numbers = range(self._next, self._next + len(updates))
        self._next += len(updates)
        numbered = [{**update, "update_id": number} for update, number in zip(updates, numbers, strict=True)]
        await self._intake.take_in(numbered, asyncio.Event())
        return list(numbers)

    def rows(self, query: str) -> list[Any]:
        """Return what the database holds."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()

    def letters(self, since: int = 0) -> list[tuple[Notice, dict[str, Any] | None]]:
        """Return what was to be said, each with where it was asked for."""
        rows = self.rows(f"SELECT type, body, origin FROM outbox WHERE id > {int(since)} ORDER BY id")  # noqa: S608
        return [(notice(kind, body), json.loads(origin) if origin else None) for kind, body, origin in rows]

    def last_letter(self) -> int:
        """Return the number of the last thing that was to be said."""
        found: int = self.rows("SELECT COALESCE(MAX(id), 0) FROM outbox")[0][0]
        return found

    def aside(self) -> set[int]:
        """Return the updates that were put aside."""
        return {row[0] for row in self.rows("SELECT number FROM dead_letters WHERE put_aside_at IS NOT NULL")}

    def handled(self) -> set[int]:
        """Return the updates that were handled."""
        return {row[0] for row in self.rows("SELECT update_id FROM handled_updates")}

    def facts(self, *, but: Sequence[str] = ()) -> dict[str, list[Any]]:
        """Return all that is known, table by table; what is on its way by mail is none of it."""
        tables = [row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(map(repr, self.rows(f"SELECT * FROM {name}")))  # noqa: S608 - the database's own names
            for name in tables
            if name not in {*_MAIL, *but} and not name.startswith("sqlite_")
        }


@asynccontextmanager
async def doorway(file: Path, *staff: Agent) -> AsyncGenerator[Doorway]:
    """Have a desk with a staff room and these people, on an empty database."""
    database = await open_database(sqlite_address(file))
    try:
        await database.outbox.bind_room(STAFF_ROOM, TEN)
        await employ(database, *staff)
        yield Doorway(database, file)
    finally:
        await database.close()

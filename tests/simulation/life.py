"""The lives of the bot: the whole program on one database and one sandbox, ended at any step, begun again."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same lives every time

from bot.settings import Settings
from bot.wiring import program
from tests.kit.desks import ROOM, TOKEN, ZHAO
from tests.simulation.in_place import Drive, sqlite_in_place
from tests.simulation.line import Latency, Line, Wire
from tests.simulation.town import Town


class Lives:
    """One desk whose processes come and go; `begun_at` tells when each of them began, `commits` how many there were.

    `latency` is how long one way of a call takes; by itself, until the next tenth of a second. `found` may be put to
    False: then the name of Telegram is not known.
    """

    def __init__(
        self,
        town: Town,
        folder: Path,
        chance: Random,
        *,
        gives_way: float,
        files: Mapping[str, Path | None],
        latency: Latency | None = None,
    ) -> None:
        self._town = town
        self._latency = latency or self._tenths
        self._chance = chance
        self._gives_way = gives_way
        self._drive = self._new_drive()
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.database = folder / "desk.sqlite3"
        self.begun_at: list[datetime] = []
        self.ended_early = 0
        self.commits = 0
        self.found = True
        self.settings = Settings.model_validate(
            {
                "bot_token": TOKEN,
                "telegram_api": "http://sandbox",
                "staff_chat_id": ROOM,
                "leads": str(ZHAO),
                "database_url": f"sqlite+aiosqlite:///{self.database}",
                "http_port": 0,
                "log_level": "ERROR",
                **files,
            }
        )

    async def go_on(self) -> None:
        """Live until asked to stop; a life that has ended is followed by another after a while."""
        with sqlite_in_place(lambda: self._drive):
            while not self._stop.is_set():
                self._drive = self._new_drive()
                self.begun_at.append(self._town.clock.now())
                self._task = asyncio.get_running_loop().create_task(self._live(self._drive))
                if await self._ends(self._task, self._drive):
                    self.ended_early += 1
                    await self._town.clock.sleep(self._chance.choice((2.0, 8.0, 61.0, 600.0)))

    def doom(self, steps: int) -> None:
        """Let the life there is end after so many steps more."""
        self._drive.fuse.light(steps)

    def stop(self) -> None:
        """Ask it to stop, as an operator does."""
        self._stop.set()

    async def _live(self, drive: Drive) -> None:
        wire = Wire(
            self._town.world,
            self._town.clock,
            drive.fuse,
            self._latency,
            self._town.note_what_was_late,
            found=lambda: self.found,
        )
        async with program(
            self.settings, self._town.clock, self._stop, session=partial(Line, wire), chance=self._chance.random
        ) as loops:
            await loops()

    async def _ends(self, life: asyncio.Task[None], drive: Drive) -> bool:
        """Wait for the end; tell whether it was a sudden one."""
        blown = asyncio.get_running_loop().create_task(drive.fuse.blown.wait())
        await asyncio.wait({life, blown}, return_when=asyncio.FIRST_COMPLETED)
        blown.cancel()
        if not drive.fuse.blown.is_set():
            await life
            return False
        drive.cut()
        while not life.done():
            life.cancel()
            await asyncio.wait({life}, timeout=1e-6)
        with suppress(BaseException):
            life.result()
        return True

    def _tenths(self) -> float:
        """Ways end with the tenths of a second, so that what goes out together arrives together."""
        tenth = 100_000
        now = self._town.clock.now().microsecond
        return (tenth - now % tenth) / 1e6

    def _new_drive(self) -> Drive:
        return Drive(lambda: self._gives_way > 0 and self._chance.random() < self._gives_way, self._count)

    def _count(self) -> None:
        self.commits += 1
        self._town.clock.beat()

"""A database that is locked, full, read-only, gone or half open: nothing is confirmed that is not stored.

The desk says that it is unwell, and is well again without being started anew when the trouble is over; one process
whose lock on PostgreSQL was lost stops by itself, and is started anew by whoever runs it, here by the house.
"""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager as Trouble
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from tests.fire import troubles
from tests.fire.conftest import Tally
from tests.fire.day import Day
from tests.fire.figures import Figures
from tests.fire.forms import LONG
from tests.fire.house import PACE, House, house
from tests.fire.injecting import why_not
from tests.fire.past import Past, past_of
from tests.kit.databases import Server, sqlite_address
from tests.kit.desks import ROOM, sandbox
from tests.kit.proxy import Door, proxy
from tests.kit.watching import says

pytestmark = pytest.mark.fire

LOCKED = 12.0 if LONG else 6.0  # seconds; SQLite waits for five before it says that it is locked
SPAN = 6.0 if LONG else 1.5
ANSWERS_WITHIN = 1  # seconds


class Ward:
    """A desk to which troubles come, one after another, while people live through a day."""

    def __init__(self, desk: House, day: Day, past: Past, tally: Tally) -> None:
        self._desk = desk
        self._day = day
        self._past = past
        self._tally = tally

    async def suffers(self, name: str, trouble: Trouble[None], *, seconds: float = SPAN) -> None:
        """Let a trouble last so long; the desk has to say that it is unwell before it ends, and then recover."""
        unheard = 0
        lives = len(self._desk.begun)
        async with trouble:
            since = self._desk.clock.now()
            told = await self._day.probe()
            await self._desk.until(well=False)
            while (self._desk.clock.now() - since).total_seconds() < seconds:
                unheard = max(unheard, await self._unheard())
                told = await self._day.probe()
                await self._desk.clock.sleep(0.2)
        since = self._desk.clock.now()
        async with asyncio.TaskGroup() as both:
            both.create_task(self._desk.until(well=True))
            await self._day.play.until(says(told), kind="message", chat=ROOM)
        again = len(self._desk.begun) - lives
        print(f"{name}: started anew {again} times")  # noqa: T201 - if it fails
        span = (self._desk.clock.now() - since).total_seconds()
        self._tally(Figures(scenario=name, lost=unheard, recovery=span))

    async def _unheard(self) -> int:
        with suppress(SQLAlchemyError, OSError):  # nobody can look while it is gone
            return await self._day.confirmed_unheard(self._past)
        return 0


@asynccontextmanager
async def a_ward(
    scenario: str, folder: Path, address: str, tally: Tally, *, direct: str | None = None
) -> AsyncGenerator[tuple[House, Ward]]:
    """Have a desk in trouble; `direct` is the way to its database that is never in trouble."""
    async with (
        sandbox(pace=PACE) as play,
        house(folder, play, address) as desk,
        past_of(direct or address) as past,
    ):
        day = Day(play, served=2, lines=3)
        desk.start()
        await desk.ready()
        await day.begin()
        async with asyncio.TaskGroup() as both:
            both.create_task(day.go_on())
            yield desk, Ward(desk, day, past, tally)
        await day.rest(past)
        tally(await day.figures(scenario, past, kills=None, recovery=None))


@pytest.fixture
def file(migrated_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_file, tmp_path / "desk.db"))


async def test_an_sqlite_file_in_trouble(file: Path, tmp_path: Path, tally: Tally) -> None:
    async with a_ward("F3, F4 SQLite, the day around it", tmp_path, sqlite_address(file), tally) as (desk, ward):
        await ward.suffers(f"F3 SQLite locked {LOCKED:.0f} s", troubles.locked_file(file), seconds=LOCKED)
        await ward.suffers("F4 SQLite file may not grow", troubles.no_more_room(desk))
        if why_not() is None:
            await ward.suffers("F4 SQLite disk full (ENOSPC)", troubles.failing_writes(desk, "ENOSPC"))
            await ward.suffers("F4 SQLite read-only (EROFS)", troubles.failing_writes(desk, "EROFS"))
            await ward.suffers("F4 SQLite disk broken (EIO)", troubles.failing_writes(desk, "EIO"))
        assert len(desk.begun) == 1, "it needed a restart"


async def test_a_postgresql_in_trouble(postgres: Server, tmp_path: Path, tally: Tally) -> None:
    direct = await postgres.emptied()
    async with proxy(postgres.socket) as door:
        address = (
            f"postgresql+asyncpg://postgres@127.0.0.1:{door.port}/desk?ssl=disable&command_timeout={ANSWERS_WITHIN}"
        )
        async with a_ward("F3, F4, F16 PostgreSQL, the day around it", tmp_path, address, tally, direct=direct) as (
            _,
            ward,
        ):
            await ward.suffers("F16 PostgreSQL gone", troubles.door_stands(door, Door.SHUT))
            await ward.suffers("F16 PostgreSQL half open", troubles.door_stands(door, Door.FROZEN), seconds=2 * SPAN)
            await ward.suffers(
                "F16 PostgreSQL answers lost", troubles.door_stands(door, Door.SWALLOWING), seconds=2 * SPAN
            )
            await ward.suffers("F3 PostgreSQL tables locked", troubles.locked_tables(postgres), seconds=2 * SPAN)
            await ward.suffers("F4 PostgreSQL read-only", troubles.read_only_server(postgres))
            await ward.suffers("F16 PostgreSQL restarted, immediate", troubles.restarted_at_once(postgres))

"""The timekeeper sleeps until something is due, and no longer than what is committed meanwhile lets it."""

import asyncio
from pathlib import Path

from bot.timekeeper import Timekeeper
from desk.ports import DutyChange
from storage.engine import Database, open_database
from tests.kit.cast import LIN, WANG, at
from tests.kit.short_day import ShortDay


class Asleep(ShortDay):
    """A few minutes in which whoever sleeps waits for good, for the clock is moved by hand."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Wait for what never comes by itself."""
        self.slept.append(seconds)
        await asyncio.Event().wait()


async def test_only_a_commit_that_brings_something_nearer_wakes_it(tmp_path: Path) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    day, heard, stop, struck = Asleep(database), asyncio.Event(), asyncio.Event(), asyncio.Event()
    heard.set()
    await day.mei_asks()
    await day.lin_takes_her()
    timekeeper = Timekeeper(day.desk, database.agenda, day, heard=heard)
    database.moved.append(timekeeper.expect)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(timekeeper.run(stop))
            while not day.slept:
                await database.ping()
            async with database.begin() as unit:
                await unit.record_duty([DutyChange(agent=LIN, at=at(), next_due_at=at(minutes=30))])
            for _ in range(20):
                await database.ping()
            slept = [*day.slept]
            day.moment = at(minutes=6)
            async with database.begin() as unit:
                await unit.record_duty([DutyChange(agent=WANG, at=at(), next_due_at=at(minutes=2))])
            database.moved.append(lambda _: struck.set())
            await asyncio.wait_for(struck.wait(), 20)
            stop.set()
    finally:
        await database.close()
    assert (slept, timekeeper.struck) == ([60.0], 2)

"""The timekeeper sleeps until something is due, and no longer than what is committed meanwhile lets it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.timekeeper import Timekeeper, log
from desk.commands import OfAgent, OfCase, Subject
from desk.ports import DutyChange
from storage.engine import Database, open_database
from storage.tables import cases
from tests.kit.cast import LIN, MEI, WANG, at
from tests.kit.short_day import ShortDay
from tests.storage.steps import employ


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


async def test_a_clock_that_cannot_strike_is_named_and_only_that_one_is_pushed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    day, heard, stop = Asleep(database), asyncio.Event(), asyncio.Event()
    heard.set()
    logged: list[str] = []
    monkeypatch.setattr(log, "error", lambda _, extra: logged.append(extra["subject"]))
    await employ(database, LIN)
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=LIN, at=at(), next_due_at=at(minutes=3))])
    async with database._connections.writing() as connection:
        await connection.execute(insert(cases).values(**UNREADABLE))
    day.moment = at(minutes=4)
    due = await database.agenda.due(day.moment, 10)
    timekeeper = Timekeeper(day.desk, database.agenda, day, heard=heard)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(timekeeper.run(stop))
            while not day.slept:
                await database.ping()
            stop.set()
        soon, later = [await database.agenda.due(at(minutes=4, seconds=past), 10) for past in (59, 60)]
    finally:
        await database.close()
    assert {OfCase(9), OfAgent(LIN.user_id)} <= set(due)
    assert (OfCase(9) in soon, OfCase(9) in later, OfAgent(LIN.user_id) in later) == (False, True, False)
    assert logged == ["case 9"]


class InOtherHands:
    """An agenda on which something is due, if it still is, that another process has taken."""

    def __init__(self, due_at: datetime | None) -> None:
        self.asked = 0
        self._due_at = due_at

    async def next_due_at(self) -> datetime | None:
        return self._due_at

    async def due(self, _now: datetime, _most: int) -> Sequence[Subject]:
        self.asked += 1
        return []

    async def canary(self, _now: datetime, due_at: datetime | None = None) -> datetime | None:
        return due_at


@pytest.mark.parametrize(("due_at", "rests"), [(at(), 0.1), (None, 60.0)], ids=["taken", "cancelled"])
async def test_what_another_process_has_taken_is_asked_after_soon_and_what_was_cancelled_is_not(
    tmp_path: Path, due_at: datetime | None, rests: float
) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    day, heard, stop, agenda = Asleep(database), asyncio.Event(), asyncio.Event(), InOtherHands(due_at)
    heard.set()
    timekeeper = Timekeeper(day.desk, agenda, day, heard=heard)  # type: ignore[arg-type]
    timekeeper.expect(at())
    try:
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            group.create_task(timekeeper.run(stop))
            while not day.slept:
                await database.ping()
            stop.set()
    finally:
        await database.close()
    assert (agenda.asked, day.slept) == (1, [rests])


UNREADABLE = {
    "id": 9,
    "number": "BX-20261123-0009",
    "kind": "repair",
    "customer": MEI.chat_id,
    "state": "OPEN",
    "klass": "ordinary",
    "emergency": False,
    "filed_at": at(),
    "moved_at": at(),
    "version": 1,
    "due_at": at(minutes=2),
    "facts": "{",
}
"""The row of a case that nobody can read."""

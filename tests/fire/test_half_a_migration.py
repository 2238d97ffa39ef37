"""A migration killed before each of its statements: the start refuses or goes on, and never finds half of it."""

import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from storage.engine import migrate, open_database
from storage.errors import NotMigrated
from storage.migrations import NEWEST
from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.forms import LONG
from tests.kit.databases import Server, opened, sqlite_address
from tests.kit.desks import forked
from tests.storage.test_migrations import described, migrate_to, run

pytestmark = pytest.mark.fire

EVERY = 1 if LONG else 29
"""Which of the statements are died at: in the short form one in so many, the first and the commit."""
MEI = "INSERT INTO people (chat_id, name, locale) VALUES (1001, 'Mei', 'en')"


def _migrate_until(url: str, last: int, told: Any) -> None:
    """Bring a database up to date, as a process of its own that dies before statement or commit number `last`."""
    import asyncio  # noqa: PLC0415 - in the forked process

    from sqlalchemy import Engine, event  # noqa: PLC0415 - the same

    done = 0

    def next_one(*_: object) -> None:
        nonlocal done
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1

    event.listen(Engine, "before_cursor_execute", next_one)
    event.listen(Engine, "commit", next_one)
    asyncio.run(migrate(url))
    told.put(done)


def steps_of(url: str) -> int:
    """Return how many statements and commits a migration has, by doing it."""
    process, told = forked(_migrate_until, url, -1)
    process.join(60)
    assert process.exitcode == 0
    return int(told.get(timeout=10))


def die_at(url: str, step: int) -> None:
    process, _ = forked(_migrate_until, url, step)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL, f"step {step} was not reached"


def points(count: int) -> list[int]:
    return sorted({*range(0, count, EVERY), count - 1})


@pytest.mark.parametrize("since", [None, "0001"])
async def test_a_migration_of_an_sqlite_file_is_killed(tmp_path: Path, tally: Tally, since: str | None) -> None:
    first = tmp_path / "first.db"
    await _begin(sqlite_address(first), since)
    before = await described(sqlite_address(first))
    whole = shutil.copy(first, tmp_path / "whole.db")
    count = steps_of(sqlite_address(Path(whole)))
    after = await described(sqlite_address(Path(whole)))
    half = 0
    for step in points(count):
        die_at(sqlite_address(first), step)
        begun = Path(shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-{step}"))) / "first.db"
        half += await described(sqlite_address(begun)) != before
        async with opened(sqlite_address(begun)) as database:  # which goes on with it
            half += await database.schema_revision() != NEWEST
        half += await described(sqlite_address(begun)) != after
    name = f"F17 migration killed, SQLite, from {since or 'nothing'}"
    tally(Figures(scenario=name, kill_points=len(points(count)), lost=half))


@pytest.mark.parametrize("since", [None, "0001"])
async def test_a_migration_of_postgresql_is_killed(postgres: Server, tally: Tally, since: str | None) -> None:
    whole, address = await postgres.fresh(), await postgres.fresh()
    for one in (whole, address):
        await _begin(one, since)
    before = await described(address)
    count = steps_of(whole)
    half = 0
    for step in points(count):
        die_at(address, step)
        half += await described(address) != before
        with pytest.raises(NotMigrated):
            await open_database(address)
    await migrate(address)
    half += await described(address) != await described(whole)
    tally(
        Figures(
            scenario=f"F17 migration killed, PostgreSQL, from {since or 'nothing'}",
            kill_points=len(points(count)),
            lost=half,
        )
    )


async def _begin(address: str, since: str | None) -> None:
    if since is not None:
        await migrate_to(since, address)
        await run(address, MEI)

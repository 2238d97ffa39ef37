"""Several real processes of one desk: on an SQLite file there is one, on PostgreSQL there may be many."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import text

from storage.engine import open_database
from tests.kit.databases import Server, sqlite_address
from tests.kit.desks import Desk, Sandbox

CROWDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.fire), "three processes")
"""One process on PostgreSQL does what three do and one on SQLite does: it takes its turn under `-m fire`."""


@dataclass(frozen=True, slots=True)
class Place:
    """A database, and how many processes of a desk are to work on it."""

    address: str
    many: int

    def desks(self, folder: Path, api: str, **settings: str) -> list[Desk]:
        """Return the desks, none of them started."""
        given = {**settings, "DESK_DATABASE_URL": self.address}
        return [Desk(folder, api, given) for _ in range(self.many)]

    async def rows(self, query: str, **values: Any) -> Sequence[Any]:
        """Return what a query finds in the database now."""
        database = await open_database(self.address)
        try:
            async with database._connections.reading() as connection:  # pyright: ignore[reportPrivateUsage]
                return (await connection.execute(text(query), values)).all()
        finally:
            await database.close()


async def all_ready(desks: Sequence[Desk], session: ClientSession) -> None:
    """Wait until every one of them says that it is well."""
    for one in desks:
        await one.ready(session)


@asynccontextmanager
async def at_work(desks: Sequence[Desk], play: Sandbox) -> AsyncGenerator[None]:
    """Have desks that are ready, and stopped in the end."""
    for one in desks:
        one.start()
    try:
        await all_ready(desks, play.session)
        yield
    finally:
        codes = [await asyncio.to_thread(one.stop) for one in desks if one.process.is_alive()]
    assert codes == [0] * len(desks)


@pytest.fixture(params=CROWDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Return a new database for a desk of one process on each kind, and for one of three."""
    if request.param == "sqlite":
        return Place(sqlite_address(tmp_path / "desk.sqlite3"), 1)
    server: Server = request.getfixturevalue("postgres")
    return Place(asyncio.run(server.migrated()), 3 if request.param == "three processes" else 1)

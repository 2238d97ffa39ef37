"""Where the flows are played: on an SQLite file, or, as `TESTED_ON` says, on PostgreSQL by one process or three.

A flow that is about files as such, or about what only one process can show, takes the SQLite file by itself.
"""

import asyncio
import os
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.kit.crowds import Place
from tests.kit.databases import Server, postgres, sqlite_address

__all__ = ["left_behind", "postgres", "tested_on"]

TESTED_ON = os.environ.get("TESTED_ON", "sqlite")
MANY = {"sqlite": 1, "postgresql": 1, "three": 3}[TESTED_ON]

_servers: list[Server] = []
_places: dict[Path, Place] = {}


async def place_in(folder: Path) -> Place:
    """Return where the desk of a folder keeps its facts: the same place each time."""
    if TESTED_ON == "sqlite":
        return Place(sqlite_address(folder / "desk.sqlite3"), MANY)
    if folder not in _places:
        _places[folder] = Place(await _servers[-1].migrated(), MANY)
    return _places[folder]


@pytest.fixture(scope="session", autouse=True)
def tested_on(request: pytest.FixtureRequest) -> Generator[None]:
    """Have a server for this run where one is asked for."""
    if TESTED_ON == "sqlite":
        yield
        return
    _servers.append(request.getfixturevalue("postgres"))
    yield
    _servers.clear()


@pytest.fixture(autouse=True)
def left_behind(tested_on: None) -> Generator[None]:  # noqa: ARG001 - which must outlive this
    """Leave no database behind: hundreds of them take a minute to be cleared away."""
    yield
    while _places:
        asyncio.run(_servers[-1].drop(_places.popitem()[1].address))

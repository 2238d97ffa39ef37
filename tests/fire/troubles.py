"""What befalls a database while a desk runs on it, each for as long as its block."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from tests.fire.house import House
from tests.fire.injecting import Injection, strike
from tests.kit.databases import Server
from tests.kit.proxy import Door, Proxy

_LOCKED = "LOCK TABLE conversations IN ACCESS EXCLUSIVE MODE"
_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'desk' AND pid <> pg_backend_pid()"
_READ_ONLY = "ALTER DATABASE desk SET default_transaction_read_only = {}"


@asynccontextmanager
async def locked_file(path: Path) -> AsyncGenerator[None]:
    """Hold the write lock of an SQLite file, as a second writer does."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@asynccontextmanager
async def failing_writes(desk: House, error: str) -> AsyncGenerator[None]:
    """Let every write to a file fail."""
    async with strike(Injection("pwrite64", 1, error), desk.desks[0].process.pid):
        yield


@asynccontextmanager
async def no_more_room(desk: House) -> AsyncGenerator[None]:
    """Let no file of the process grow, nor anything be written behind its first page."""
    pid = desk.desks[0].process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def door_stands(door: Proxy, stands: Door) -> AsyncGenerator[None]:
    """Let the door before a server stand so."""
    door.stand(stands)
    try:
        yield
    finally:
        door.stand(Door.OPEN)
        door.cut()  # who was kept waiting has been given up on both sides


@asynccontextmanager
async def locked_tables(server: Server) -> AsyncGenerator[None]:
    """Hold the table everything needs."""
    connection = await asyncpg.connect(user="postgres", database="desk", host=str(server.socket.parent))
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(_LOCKED)
        yield
    finally:
        await transaction.rollback()
        await connection.close()


@asynccontextmanager
async def read_only_server(server: Server) -> AsyncGenerator[None]:
    """Let the server take no writes, as a standby does."""
    await _tell(server, _READ_ONLY.format("on"), _CUT)
    try:
        yield
    finally:
        await _tell(server, _READ_ONLY.format("off"), _CUT)


@asynccontextmanager
async def restarted_at_once(server: Server) -> AsyncGenerator[None]:
    """Stop the server in immediate mode, which is a crash to it; start it again."""
    await asyncio.to_thread(server.stop_at_once)
    try:
        yield
    finally:
        await asyncio.to_thread(server.start_again)


async def _tell(server: Server, *commands: str) -> None:
    connection = await asyncpg.connect(user="postgres", database="postgres", host=str(server.socket.parent))
    try:
        for command in commands:
            await connection.execute(command)
    finally:
        await connection.close()

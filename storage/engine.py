"""A database, opened: everything the program asks of storage hangs here."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from desk.audit.deed import DESK
from storage import board, figures, migrations
from storage.agenda import SqlAgenda
from storage.audit import SqlAudit
from storage.board import Board
from storage.brought import Brought
from storage.case_past import SqlCasePast
from storage.connections import Connections, address
from storage.dead_letters import DeadLetters
from storage.figures import Figures
from storage.learning import SqlLearning
from storage.librarian import SqlLibrarian
from storage.migrations import migrate
from storage.outbox import SqlOutbox
from storage.past import SqlPast
from storage.person import SqlPersons
from storage.poller import FilePoller, SessionPoller
from storage.retention import SqlRetention
from storage.rulebook import SqlRulebook
from storage.unit_of_work import SqlUnitOfWork

__all__ = ["Database", "migrate", "open_database"]


class Database:
    """Facts kept: the desk's `Storage`, its `agenda`, its `outbox`, and what the program around it needs.

    `posted` is called after every commit that brought letters; `moved` after every commit by which something comes due
    some day, with the earliest such moment. None of them may raise.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.posted: list[Callable[[], None]] = []
        self.moved: list[Callable[[datetime], None]] = []
        self.agenda = SqlAgenda(connections)
        self.outbox = SqlOutbox(connections)
        self.dead_letters = DeadLetters(connections)
        self.library = SqlLibrarian(connections)
        self.learning = SqlLearning(connections)
        self.rulebook = SqlRulebook(connections)
        self.audit = SqlAudit(connections)
        self.past = SqlPast(connections)
        self.case_past = SqlCasePast(connections)
        self.persons = SqlPersons(connections)
        self.retention = SqlRetention(connections)
        self.poller = (
            FilePoller(Path(connections.url.database or "")) if connections.sqlite else SessionPoller(connections)
        )

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[SqlUnitOfWork]:
        """Open a transaction: committed at the end of the block, rolled back if it raises.

        Raises:
            Conflict: somebody else was faster; nothing was written.
            StorageDown: the database does not answer; nothing was written.
        """
        brought = Brought()
        try:
            async with self._connections.writing() as connection:
                yield SqlUnitOfWork(connection, brought)
        finally:
            if brought.room:  # even if the commit's answer never came
                self.outbox.forget_room()
        if brought.letters:
            for wake in self.posted:
                wake()
        if brought.due_at is not None:
            for expect in self.moved:
                expect(brought.due_at)

    async def tidy(self, now: datetime) -> None:
        """Forget what is no longer needed; cheap, and meant to be called once an hour."""
        async with self._connections.writing() as connection:
            await SqlUnitOfWork(connection).forget_updates(now)
        self.outbox.forget_room()

    async def board(self, now: datetime) -> Board:
        """Return the desk at a glance."""
        async with self._connections.reading() as connection:
            return await board.read(connection, now)

    async def figures(self, now: datetime) -> Figures:
        """Return how much there is of what somebody should look at."""
        async with self._connections.reading() as connection:
            return await figures.read(connection, now)

    async def ping(self) -> None:
        """Ask whether the database answers.

        Raises:
            StorageDown: it does not.
        """
        async with self._connections.reading() as connection:
            await connection.execute(text("SELECT 1"))

    async def schema_revision(self) -> str | None:
        """Return the revision of the tables."""
        return await migrations.revision(self._connections)

    async def close(self) -> None:
        """Let every connection go, and the poller's lock with them."""
        await self.poller.release()
        await self._connections.close()


async def open_database(url: str, doer: str = DESK) -> Database:
    """Open a database ready for use: an SQLite file is made and migrated, PostgreSQL must have been.

    `doer` is who answers for what is written through it and names nobody.

    Raises:
        BadAddress: the address names no database we can use.
        NewerDatabase: a later version of the program has been here.
        NotMigrated: PostgreSQL waits for `migrate`.
        StorageDown: it does not answer.
    """
    parsed = address(url)
    connections = Connections(parsed, doer=doer)
    try:
        if connections.sqlite:
            await migrations.migrate_through(connections)
        else:
            await migrations.require_newest(connections)
    except BaseException:
        await connections.close()
        raise
    return Database(connections)

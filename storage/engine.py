"""A database, opened: everything the program asks of storage hangs here."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import select, text

from desk.audit.deed import DESK
from storage import board, figures, migrations
from storage.agenda import SqlAgenda
from storage.archive import Archive
from storage.board import Board
from storage.brought import Brought
from storage.connections import Connections, address, make_file, plainly
from storage.dead_letters import DeadLetters
from storage.dialects import upsert
from storage.figures import Figures
from storage.learning import SqlLearning
from storage.librarian import SqlLibrarian
from storage.migrations import migrate
from storage.outbox import SqlOutbox
from storage.paces import SqlPaces
from storage.person import SqlPersons
from storage.retention import SqlRetention
from storage.tables import bindings
from storage.unit_of_work import SqlUnitOfWork

_LINK_CODE = "link_code"
_CODE = select(bindings.c.value).where(bindings.c.key == _LINK_CODE)

__all__ = ["Database", "migrate", "open_database", "work_on"]


class Database(Archive):
    """Facts kept: the desk's `Storage`, its `agenda`, its `outbox`, and what the program around it needs.

    `posted` is called after every commit that brought letters; `moved` after every commit by which something comes due
    some day, with the earliest such moment; `told` with what other processes should know of it. None of them may raise.
    Where we are `alone` there are no others.
    """

    def __init__(self, connections: Connections) -> None:
        super().__init__(connections)
        self.posted: list[Callable[[], None]] = []
        self.moved: list[Callable[[datetime], None]] = []
        self.agenda = SqlAgenda(connections)
        self.outbox = SqlOutbox(connections)
        self.dead_letters = DeadLetters(connections)
        self.library = SqlLibrarian(connections)
        self.learning = SqlLearning(connections)
        self.persons = SqlPersons(connections)
        self.retention = SqlRetention(connections)
        self.paces = SqlPaces(connections)
        self.told = connections.told
        self.alone = connections.sqlite

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
                unit = SqlUnitOfWork(connection, brought)
                yield unit
                await unit.finish()
        finally:
            if "room" in brought.news:  # even if the commit's answer never came
                self.outbox.forget_room()
        if brought.letters:
            for wake in self.posted:
                wake()
            self._connections.tell("letters")
        if brought.due_at is not None:
            for expect in self.moved:
                expect(brought.due_at)
            self._connections.tell(f"due {brought.due_at.isoformat()}")
        for what in sorted(brought.news):
            self._connections.tell(what)

    async def tidy(self, now: datetime) -> None:
        """Forget what is no longer needed; cheap, and meant to be called once an hour."""
        async with self._connections.writing() as connection:
            await SqlUnitOfWork(connection).forget_updates(now)
        if not self.alone:
            await self.paces.forget_quiet(now)
        self.outbox.forget_room()

    async def link_code(self, offered: str) -> str:
        """Return the code that makes a group the staff room: the one offered, or what another process has offered."""
        async with self._connections.writing() as connection:
            row = {"key": _LINK_CODE, "value": offered}
            await connection.execute(upsert(connection, bindings).values(row).on_conflict_do_nothing())
            return str((await connection.execute(_CODE)).scalar_one())

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


async def open_database(url: str, doer: str = DESK) -> Database:
    """Open a database ready for use, as `Archive.open` says; it raises what that does."""
    return await Database.open(url, doer)


async def work_on(url: str) -> Database | None:
    """Open a database and begin to work on it; nothing where another process works on the SQLite file.

    Our place there is taken before its tables are brought up to this version, so that they change under nobody.

    Raises:
        As `Archive.open` does.
    """
    connections = Connections(address(url))
    database = Database(connections)
    try:
        if connections.sqlite:
            make_file(connections.url)
            with plainly():
                here = await database.presence.arrive()
            if here:
                await database.make_ready()
        else:
            await database.make_ready()
            here = await database.presence.arrive()
    except BaseException:
        await database.close()
        raise
    if here:
        return database
    await database.close()
    return None

"""The database as a whole: when it is down, who may run on it, what it shows at a glance, what a batch costs."""

import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from desk.commands import OfCustomer
from desk.content import Content, Kind
from desk.errors import StorageDown
from desk.events import Breached, Clock, CustomerWrote
from desk.notices import Card, Mirror
from desk.people import Customer
from desk.ports import Change, Letter, Written
from desk.state import Conversation
from storage.board import Board, Matter, PastStrike
from storage.connections import Connections
from storage.engine import Database, open_database
from storage.figures import Figures
from storage.tables import handled_updates
from tests.kit.cast import LIN, MEI, PENG, WANG, at
from tests.kit.databases import Server, opened, sqlite_address
from tests.storage.steps import begun, conversation_of, employ, letter, post, queued, record, rows, step, taken


async def test_a_database_answers(database: Database) -> None:
    await database.ping()


async def test_a_moment_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    here = datetime(2026, 11, 23, 18, 0, 0, 123457, timezone(timedelta(hours=8)))
    async with database.begin() as unit:
        await unit.unseen([1], here)
    (row,) = await rows(database, handled_updates)
    assert (row["at"], row["at"].tzinfo) == (here, UTC)


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    async with database.begin() as unit:
        with pytest.raises(StatementError, match="without a zone"):
            await unit.unseen([1], at().replace(tzinfo=None))


async def test_a_locked_database_is_down_and_comes_back(migrated_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(migrated_file, tmp_path / "desk.db"))
    impatient = Database(Connections(make_url(sqlite_address(path)), busy=0.01))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageDown):
        await record(impatient, begun())
    other.execute("COMMIT")
    other.close()
    await record(impatient, begun())
    assert (await conversation_of(impatient)).version == 2
    await impatient.close()


async def test_a_full_disk_is_down_and_nothing_was_written(migrated_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(migrated_file, tmp_path / "desk.db"))
    async with opened(sqlite_address(path)) as database:
        async with database._connections.writing() as connection:
            pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
            await connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(StorageDown):
            await post(database, *(letter(key=f"{number}") for number in range(500)))
        assert (await database.figures(at())).letters == 0


async def test_a_server_that_cuts_the_line_is_down_and_comes_back(postgres: Server) -> None:
    address = await postgres.emptied()
    async with opened(address) as database, opened(address) as other:
        await record(database, begun())
        async with other.begin() as unit:
            await unit._connection.execute(_CUT)
        with pytest.raises(StorageDown):
            await conversation_of(database)
        assert (await conversation_of(database)).version == 2


_CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.mark.usefixtures("usual_umask")
async def test_only_its_owner_may_read_a_file_that_is_made_and_what_lies_beside_it(tmp_path: Path) -> None:
    async with opened(sqlite_address(tmp_path / "desk.db")) as database:
        assert await database.presence.arrive()
        modes = modes_in(tmp_path)
    assert modes == dict.fromkeys(("desk.db", "desk.db-wal", "desk.db-shm", "desk.db.lock"), 0o600)


async def test_a_file_that_is_there_keeps_its_mode(migrated_file: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_file, tmp_path / "desk.db")
    (tmp_path / "desk.db").chmod(0o640)
    async with opened(sqlite_address(tmp_path / "desk.db")):
        assert modes_in(tmp_path)["desk.db"] == 0o640


def modes_in(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


async def test_a_file_that_is_no_database_is_down(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_text("My tap leaks. " * 100)
    with pytest.raises(StorageDown):
        await open_database(sqlite_address(path))


async def test_a_file_in_a_place_that_cannot_be_is_down(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageDown):
        await open_database(sqlite_address(tmp_path / "file" / "desk.db"))


async def test_a_server_that_is_not_there_or_knows_no_such_database_is_down(postgres: Server) -> None:
    address = await postgres.emptied()
    for wrong in (address.replace("/desk?", "/another?"), address.replace("host=", "host=/nowhere")):
        with pytest.raises(StorageDown):
            await open_database(wrong)


async def test_a_poison_update_is_counted_kept_and_in_the_end_handled(database: Database) -> None:
    dead = database.dead_letters
    tries = [await dead.note(7, at(seconds=second), "ValueError: no", "{}") for second in range(3)]
    assert (tries, await dead.count()) == ([1, 2, 3], 0)
    await dead.put_aside(7, at(seconds=3))
    assert await dead.count() == 1
    async with database.begin() as unit:
        assert await unit.unseen([7, 8], at()) == {8}


async def test_the_board_shows_who_waits_what_is_open_who_is_there_and_what_struck(database: Database) -> None:
    await employ(database, WANG, LIN)
    await record(database, queued(MEI, at(seconds=1)), queued(PENG), taken(Customer(chat_id=1003, name="Hu")))
    struck = Breached(at=at(minutes=3, seconds=1), due=at(minutes=3), clock=Clock.ACCEPT, occurrence=1)
    await record(database, step(await conversation_of(database, PENG), struck))
    hu = Customer(chat_id=1003, name="Hu")
    matters = {
        who.chat_id: Matter(conversation=await conversation_of(database, who), customer=who) for who in (MEI, PENG, hu)
    }
    assert await database.board(at(minutes=4)) == Board(
        now=at(minutes=4),
        queue=(matters[PENG.chat_id], matters[MEI.chat_id]),
        open=(matters[hu.chat_id], matters[PENG.chat_id], matters[MEI.chat_id]),
        cases=(),
        agents=(LIN, WANG),
        strikes=(
            PastStrike(
                subject="conversation:2",
                clock="accept",
                tier=1,
                occurrence=1,
                due=at(minutes=3),
                at=at(minutes=3, seconds=1),
            ),
        ),
    )


async def test_figures_count_who_waits_and_what_is_on_its_way(database: Database) -> None:
    await employ(database, LIN)
    await record(database, queued(MEI, at()), queued(PENG, at(minutes=1), letters=(letter(),)))
    await database.dead_letters.note(7, at(), "ValueError: no", "{}")
    await database.dead_letters.put_aside(7, at())
    assert await database.figures(at(minutes=5)) == Figures(
        waiting=2,
        oldest_wait=timedelta(minutes=5),
        letters=1,
        oldest_letter=timedelta(),
        dead_letters=1,
        on_duty=1,
        latest_strike=timedelta(),
        broken=0,
    )


CROWD = [Customer(chat_id=5000 + number, name=f"Customer {number}") for number in range(100)]


async def test_a_batch_of_a_hundred_messages_costs_eight_statements_and_one_commit(database: Database) -> None:
    await record(database, *(taken(one) for one in CROWD))
    with counted(database._connections.writer) as costs:
        async with database.begin() as unit:
            await unit.unseen(range(100), at(minutes=1))
            loaded = await unit.load([OfCustomer(one.chat_id) for one in CROWD])
            await unit.staff()
            open_ones = [one for one in loaded.conversations.values() if one is not None]
            await unit.record([says(one) for one in open_ones])
    statements = [line for line in costs["statements"] if not line.startswith("BEGIN")]
    assert len(open_ones) == 100
    assert len(statements) <= 8, statements
    assert costs["commits"] == ["commit"]


def says(conversation: Conversation) -> Change:
    """Return the change a message makes to a conversation an agent holds."""
    customer, when = conversation.customer, at(minutes=1)
    content = Content(chat_id=customer, message_id=9, sent_at=when, text="Is anybody there?")
    passed_on = Mirror(from_chat=customer, message=9, kind=Kind.TEXT, text=content.text)
    return step(
        conversation,
        CustomerWrote(at=when, message=9),
        written=(Written(content=content, author="customer"),),
        letters=(
            Letter(notice=passed_on, locale="en", customer=customer),
            Letter(notice=Card(), locale="en", customer=customer, key=f"card:{customer}"),
        ),
        next_due_at=when + timedelta(minutes=5),
        customer=next(one for one in CROWD if one.chat_id == customer),
    )


@contextmanager
def counted(engine: AsyncEngine) -> Generator[dict[str, list[str]]]:
    """Count what is asked of a database."""
    costs: dict[str, list[str]] = {"statements": [], "commits": []}

    def executed(_1: object, _2: object, statement: str, *_: object) -> None:
        costs["statements"].append(statement)

    def committed(_: object) -> None:
        costs["commits"].append("commit")

    event.listen(engine.sync_engine, "before_cursor_execute", executed)
    event.listen(engine.sync_engine, "commit", committed)
    yield costs
    event.remove(engine.sync_engine, "before_cursor_execute", executed)
    event.remove(engine.sync_engine, "commit", committed)

"""Steps from revision to revision: what they make, and what is refused."""

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from desk.notices import HelpText
from desk.ports import Topic
from storage import migrations
from storage.engine import migrate, open_database, work_on
from storage.errors import BadAddress, InUse, NewerDatabase, NotMigrated
from storage.presence import Alone
from storage.tables import metadata
from tests.kit.cast import MEI, PENG
from tests.kit.databases import KINDS, Server, opened, sqlite_address
from tests.storage.steps import claim


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database of each kind without any table."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        return asyncio.run(server.fresh())
    return sqlite_address(tmp_path / "empty.db")


async def made_by_migrations(address: str) -> list[str]:
    await migrate(address)
    return await described(address)


async def made_from_tables(address: str) -> list[str]:
    engine = create_async_engine(address)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
    return await described(address)


async def described(address: str) -> list[str]:
    """Tell every table with its columns and constraints and every index, as the database itself says them."""
    engine = create_async_engine(address)
    async with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            found = await connection.execute(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
            lines = [re.sub(r"\s+", " ", row[0].replace('"', "")) for row in found.all()]
        else:
            lines = []
            for question in _POSTGRESQL_SAYS:
                lines += [" ".join(map(str, row)) for row in (await connection.execute(text(question))).all()]
    await engine.dispose()
    return sorted(_in_order(line) for line in lines if "alembic_version" not in line)


def _in_order(line: str) -> str:
    """Constraints of a table may be written in any order."""
    head, bracket, body = line.partition(" (")
    if not line.startswith("CREATE TABLE"):
        return line
    inner, close, tail = body.rpartition(")")
    return head + bracket + ", ".join(sorted(re.split(r", (?![^()]*\))", inner.strip()))) + close + tail


_POSTGRESQL_SAYS = (
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
       FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'""",
    """SELECT conrelid::regclass, conname, pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
)


async def test_migrations_make_exactly_the_tables_the_program_knows(
    empty: str, tmp_path: Path, postgres: Server
) -> None:
    beside = sqlite_address(tmp_path / "beside.db") if "sqlite" in empty else await postgres.fresh()
    assert await made_by_migrations(empty) == await made_from_tables(beside)


async def test_migrating_twice_changes_nothing(empty: str) -> None:
    first = await made_by_migrations(empty)
    assert await made_by_migrations(empty) == first
    async with opened(empty) as database:
        assert await database.schema_revision() == migrations.NEWEST


def test_the_newest_revision_is_the_one_on_disk() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.NEWEST]


async def test_a_database_newer_than_the_program_is_refused_and_left_alone(empty: str) -> None:
    before = await made_by_migrations(empty)
    await run(empty, "UPDATE alembic_version SET version_num = '9999'")
    await run(empty, "UPDATE bindings SET value = '0999' WHERE key = 'readable_from'")
    with pytest.raises(NewerDatabase, match="9999"):
        await open_database(empty)
    with pytest.raises(NewerDatabase, match="9999"):
        await migrate(empty)
    assert await described(empty) == before


async def test_a_program_goes_on_working_beside_a_newer_one_that_left_word_that_it_can(postgres: Server) -> None:
    address = await postgres.fresh()
    await migrate(address)
    await run(address, "UPDATE alembic_version SET version_num = '0999'")
    async with opened(address) as database:
        assert await database.presence.arrive()
    await run(address, "DELETE FROM bindings WHERE key = 'readable_from'")
    with pytest.raises(NewerDatabase, match="0999"):
        await open_database(address)


async def test_postgresql_waits_for_its_own_step(postgres: Server) -> None:
    address = await postgres.fresh()
    with pytest.raises(NotMigrated, match="python -m bot migrate"):
        await open_database(address)
    assert await described(address) == []


async def test_a_file_that_a_process_works_on_is_not_migrated_under_it(tmp_path: Path) -> None:
    address, running = sqlite_address(tmp_path / "desk.db"), Alone(tmp_path / "desk.db")
    await migrate_to("0006", address)
    before = await described(address)
    assert await running.arrive()
    for change_it in (open_database, migrate):
        with pytest.raises(InUse, match="stop the desk first"):
            await change_it(address)
    assert await work_on(address) is None
    assert await described(address) == before
    await running.leave()
    for _ in range(2):
        async with opened(address) as database:
            assert await database.schema_revision() == migrations.NEWEST
            assert await running.arrive(), "a command keeps the place no longer than it must"
            await running.leave()


async def test_who_begins_to_work_on_a_file_has_its_place_before_it_is_migrated_and_keeps_it(tmp_path: Path) -> None:
    address, late = sqlite_address(tmp_path / "desk.db"), Alone(tmp_path / "desk.db")
    await migrate_to("0006", address)
    database = await work_on(address)
    assert database is not None
    assert (await database.schema_revision(), await late.arrive()) == (migrations.NEWEST, False)
    async with opened(address) as beside:
        await beside.ping()
    await database.close()
    assert await late.arrive()
    await late.leave()


async def test_who_comes_while_a_backup_is_put_back_does_not_wait_for_the_write_lock(
    migrated_file: Path, tmp_path: Path
) -> None:
    address = sqlite_address(Path(shutil.copy(migrated_file, tmp_path / "desk.db")))
    restoring = Alone(tmp_path / "desk.db")
    assert await restoring.arrive()
    with closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert await work_on(address) is None
        async with opened(address) as database:
            await database.ping()
    await restoring.leave()


async def test_work_on_a_server_is_begun_by_as_many_as_there_are(postgres: Server) -> None:
    address = await postgres.emptied()
    found = [await work_on(address) for _ in range(2)]
    assert [await one.presence.others() for one in found if one is not None] == [1, 1]
    for one in found:
        assert one is not None
        await one.close()


async def test_an_sqlite_file_is_made_where_there_was_none(tmp_path: Path) -> None:
    async with opened(sqlite_address(tmp_path / "var" / "deep" / "desk.db")) as database:
        assert await database.schema_revision() == migrations.NEWEST


@pytest.mark.parametrize(
    "address",
    [
        "",
        "desk.db",
        "sqlite:///desk.db",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "postgresql://host/desk",
        "mysql+aiomysql://host/desk",
    ],
)
async def test_an_address_of_no_database_we_know_is_refused_with_the_way_to_write_it(address: str) -> None:
    with pytest.raises(BadAddress, match=r"DESK_DATABASE_URL .* write sqlite\+aiosqlite"):
        await open_database(address)


async def test_a_database_from_before_the_library_keeps_what_it_had(empty: str) -> None:
    await migrate_to("0001", empty)
    await run(empty, "INSERT INTO people (chat_id, name, locale) VALUES (1001, 'Mei', 'en')")
    await run(
        empty,
        "INSERT INTO outbox (lane, type, body, locale, priority, status, tries, maybe_sent)"
        " VALUES ('c1001', 'HelpText', '{}', 'en', 1, 'ready', 0, false)",
    )
    await migrate(empty)
    async with opened(empty) as database:
        assert await database.outbox.customer(MEI.chat_id) == MEI
        assert [type(one.letter.notice) for one in await claim(database)] == [HelpText]
        assert await database.library.revision() == 0


async def test_topics_of_the_version_before_are_there_and_cards_know_their_room(empty: str) -> None:
    await migrate_to("0006", empty)
    await run(empty, "INSERT INTO bindings (key, value) VALUES ('staff_room', '-100')")
    await run(
        empty,
        "INSERT INTO people (chat_id, name, locale, topic_chat, topic_thread) VALUES (1001, 'Mei', 'en', -100, 40)",
    )
    await run(empty, "INSERT INTO people (chat_id, name, locale) VALUES (1002, 'Peng', 'zh')")
    await run(
        empty,
        "INSERT INTO conversations (customer, state, epoch, version, level, card_message, facts)"
        """ VALUES (1001, 'BOT', 0, 1, 0, 500, '{"customer": 1001}')""",
    )
    await migrate(empty)
    async with opened(empty) as database:
        assert await database.outbox.topics_of([MEI.chat_id, PENG.chat_id]) == {
            MEI.chat_id: Topic(chat_id=-100, thread_id=40)
        }
        card = await database.outbox.card(1)
        assert card is not None
        assert (card.card_message, card.card_chat, card.conversation.team) == (500, -100, "")


async def migrate_to(revision: str, address: str) -> None:
    """Bring a database to an older revision than ours."""

    def upgrade(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    engine = create_async_engine(address)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
    await engine.dispose()


async def run(address: str, statement: str) -> None:
    engine = create_async_engine(address)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()

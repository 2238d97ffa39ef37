"""A backup of either database, put back into either: all of it, or nothing."""

import asyncio
import gzip
import hashlib
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    SmallInteger,
    String,
    Table,
    insert,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from desk import commands as c
from desk.commands import Origin
from desk.forms.moves import Move
from desk.notices import HelpText
from storage import migrations
from storage.backup import PASSING, back_up
from storage.backup_file import Backup, examine, new_file
from storage.columns import Moment
from storage.engine import Database, migrate
from storage.errors import BadBackup, InUse, NewerDatabase, NotMigrated
from storage.restore import restore
from storage.tables import metadata, outbox
from tests.kit.cast import LIN, MEI, PENG, at
from tests.kit.databases import KINDS, Server, opened, sqlite_address
from tests.kit.lines import in_topic
from tests.kit.short_day import ShortDay
from tests.storage.steps import claim, letter, post, record, rows, taken
from tests.storage.test_a_repair_all_the_way import Play

_MANY = 1500
"""More rows than are written and read at once."""


@pytest.fixture(params=KINDS)
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database of each kind without any table."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        return asyncio.run(server.fresh())
    return sqlite_address(tmp_path / "elsewhere" / "desk.db")


async def test_every_row_of_every_table_comes_back_on_either_database(
    address: str, elsewhere: str, tmp_path: Path
) -> None:
    await fill(address)
    written = await back_up(address, tmp_path / "desk.backup", at())
    assert await restore(elsewhere, tmp_path / "desk.backup", replace=False) == written
    kept = await everything(address)
    assert {name: len(rows) for name, rows in kept.items()} == written.rows
    assert min(written.rows.values()) >= 2
    assert await everything(elsewhere) == doubted(kept)


async def test_the_same_facts_make_the_same_lines_whichever_database_they_come_from(
    address: str, elsewhere: str, tmp_path: Path
) -> None:
    await fill(address)
    await back_up(address, tmp_path / "first", at())
    await restore(elsewhere, tmp_path / "first", replace=False)
    await back_up(elsewhere, tmp_path / "second", at())
    await restore(address, tmp_path / "second", replace=True)
    await back_up(address, tmp_path / "third", at())
    assert lines(tmp_path / "second")[1:-1] == lines(tmp_path / "third")[1:-1]


async def test_a_desk_goes_on_where_the_backup_was_made(address: str, elsewhere: str, tmp_path: Path) -> None:
    async with opened(address) as database:
        play = Play(database)
        await play.files_a_repair()
        before = await rows(database, outbox)
        await back_up(address, tmp_path / "desk.backup", at())
    await restore(elsewhere, tmp_path / "desk.backup", replace=False)
    async with opened(elsewhere) as database:
        play = Play(database)
        await play.files_a_repair()
        await press(play, Move.ANEW)  # another matter, although the words are the same
        numbers = await ask(database, "SELECT number FROM cases ORDER BY number")
        letters = [row["id"] for row in await rows(database, outbox)]
    assert [number.rsplit("-", 1)[1] for (number,) in numbers] == ["0001", "0002"]
    assert sorted(set(letters)) == sorted(letters)
    assert len(letters) > len(before)


async def test_a_clock_that_came_due_meanwhile_strikes(address: str, tmp_path: Path) -> None:
    async with opened(address) as database:
        day = ShortDay(database)
        await day.mei_asks()
        await day.lin_takes_her()
        await back_up(address, tmp_path / "desk.backup", at())
    await restore(address, tmp_path / "desk.backup", replace=True)
    async with opened(address) as database:
        day = ShortDay(database)
        day.moment = at(minutes=30)
        (due,) = await database.agenda.due(day.moment, 1)
        await day.give(c.Strike(), due)
        assert await ask(database, "SELECT count(*) FROM strikes") != [(0,)]
        await day.give(c.Resolve(agent=LIN.user_id, origin=in_topic()))


async def test_what_may_have_been_sent_since_the_backup_says_so(address: str, tmp_path: Path) -> None:
    async with opened(address) as database:
        await post(database, letter(HelpText(), MEI), letter(HelpText(), PENG), letter(HelpText(), MEI))
        await claim(database, most=1)
        await back_up(address, tmp_path / "desk.backup", at())
    await restore(address, tmp_path / "desk.backup", replace=True)
    async with opened(address) as database:
        assert [row["status"] for row in await rows(database, outbox)] == ["ready", "ready", "behind"]
        assert [one.maybe_sent for one in await claim(database)] == [True, True, True]


async def test_a_backup_waits_for_no_writer_and_holds_none_up(address: str, tmp_path: Path) -> None:
    async with opened(address) as database:
        await record(database, taken(MEI))
        async with database.begin() as unit:
            await unit.record([taken(PENG)])
            written = await back_up(address, tmp_path / "desk.backup", at())
        assert await ask(database, "SELECT count(*) FROM conversations") == [(2,)]
    assert written.rows["conversations"] == 1


async def test_a_database_that_holds_facts_is_refused_and_left_alone(address: str, tmp_path: Path) -> None:
    await fill(address)
    await back_up(address, tmp_path / "desk.backup", at())
    before = await everything(address)
    with pytest.raises(InUse, match="--replace"):
        await restore(address, tmp_path / "desk.backup", replace=False)
    assert await everything(address) == before


async def test_a_database_whose_facts_may_go_holds_those_of_the_backup_alone(address: str, tmp_path: Path) -> None:
    async with opened(address) as database:
        await record(database, taken(MEI))
        await back_up(address, tmp_path / "desk.backup", at())
        await record(database, taken(PENG))
    await restore(address, tmp_path / "desk.backup", replace=True)
    async with opened(address) as database:
        assert await ask(database, "SELECT customer FROM conversations") == [(MEI.chat_id,)]


async def test_a_file_that_has_come_to_be_meanwhile_is_not_replaced(address: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.backup"

    async def overtaken() -> None:
        with new_file(path) as writer:
            writer.begin(revision=migrations.NEWEST, made_at=at(), kind="sqlite")
            writer.end()
            await back_up(address, path, at())

    with pytest.raises(BadBackup, match="is there already"):
        await overtaken()
    assert examine(path).rows, "the one that was quicker"


async def test_a_desk_of_another_user_of_the_server_is_seen(postgres: Server, tmp_path: Path) -> None:
    address = await postgres.migrated()
    async with opened(address) as database:
        await post(database, letter(HelpText(), MEI))
        await back_up(address, tmp_path / "desk.backup", at())
        await postgres._tell("DROP ROLE IF EXISTS admin", "CREATE ROLE admin SUPERUSER LOGIN")
        assert await database.presence.arrive()
        with pytest.raises(InUse, match="stop it"):
            await restore(address.replace("postgres@", "admin@"), tmp_path / "desk.backup", replace=True)
    await restore(address.replace("postgres@", "admin@"), tmp_path / "desk.backup", replace=True)


@pytest.mark.usefixtures("usual_umask")
async def test_only_its_owner_may_read_a_file_that_is_filled_from_a_backup(address: str, tmp_path: Path) -> None:
    await back_up(address, tmp_path / "desk.backup", at())
    await restore(sqlite_address(tmp_path / "new.db"), tmp_path / "desk.backup", replace=False)
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600


async def test_a_running_desk_is_not_put_another_database_under(address: str, tmp_path: Path) -> None:
    async with opened(address) as database:
        assert await database.presence.arrive()
        await back_up(address, tmp_path / "desk.backup", at())
        with pytest.raises(InUse, match="stop it"):
            await restore(address, tmp_path / "desk.backup", replace=True)


async def test_a_desk_that_does_not_poll_is_seen_too(postgres: Server, tmp_path: Path) -> None:
    address = await postgres.emptied()
    await back_up(address, tmp_path / "desk.backup", at())
    async with opened(address) as database:
        await database.ping()
        with pytest.raises(InUse, match="stop it"):
            await restore(address, tmp_path / "desk.backup", replace=True)


@pytest.mark.parametrize("revision", ["0003", "0005"])
async def test_a_backup_of_an_earlier_version_is_brought_up_to_ours(
    elsewhere: str, tmp_path: Path, revision: str
) -> None:
    old = sqlite_address(tmp_path / "old.db")
    await migrate_to(old, revision)
    await tell(old, "INSERT INTO counters (series, value) VALUES ('TS', 7)")
    written = await back_up(old, tmp_path / "desk.backup", at())
    assert (written.revision, "file_looks" in written.rows) == (revision, revision == "0005")
    await restore(elsewhere, tmp_path / "desk.backup", replace=False)
    async with opened(elsewhere) as database:
        assert await database.schema_revision() == migrations.NEWEST
        assert await ask(database, "SELECT series, value FROM counters") == [("TS", 7)]


async def test_a_backup_of_a_later_version_is_refused_before_anything_is_touched(address: str, tmp_path: Path) -> None:
    await fill(address)
    before = await everything(address)
    await back_up(address, tmp_path / "desk.backup", at())
    seal(tmp_path / "desk.backup", [one.replace(migrations.NEWEST, "9999") for one in lines(tmp_path / "desk.backup")])
    with pytest.raises(BadBackup, match="at revision 9999"):
        await restore(address, tmp_path / "desk.backup", replace=True)
    assert await everything(address) == before


async def test_databases_without_tables_or_of_a_later_version_are_not_backed_up(elsewhere: str, tmp_path: Path) -> None:
    if "postgresql" in elsewhere:
        with pytest.raises(NotMigrated):
            await back_up(elsewhere, tmp_path / "desk.backup", at())
    await migrate(elsewhere)
    await tell(elsewhere, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase):
        await back_up(elsewhere, tmp_path / "desk.backup", at())
    assert left_in(tmp_path) == []


async def test_a_row_that_does_not_fit_leaves_the_database_as_it_was(address: str, tmp_path: Path) -> None:
    await fill(address)
    await back_up(address, tmp_path / "desk.backup", at())
    doubled_last_row(tmp_path / "desk.backup")
    before = await everything(address)
    with pytest.raises(BadBackup, match="does not fit"):
        await restore(address, tmp_path / "desk.backup", replace=True)
    assert await everything(address) == before


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a backup."""
    address, path = sqlite_address(tmp_path / "desk.db"), tmp_path / "desk.backup"

    async def write() -> None:
        await migrate(address)
        await fill(address)
        await back_up(address, path, at())

    asyncio.run(write())
    return path


def test_a_backup_knows_what_it_is_of(file: Path) -> None:
    found = examine(file)
    assert found == Backup(revision=migrations.NEWEST, made_at=at(), kind="sqlite", rows=found.rows)
    assert set(found.rows) == set(metadata.tables) - PASSING


def test_only_its_owner_may_read_a_backup_and_nothing_stands_beside_it(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert left_in(file.parent) == [file]


@pytest.mark.parametrize("length", [0.0, 0.001, 0.01, 0.3, 0.9, 0.999])
def test_a_backup_that_was_cut_off_is_refused_wherever_that_was(file: Path, length: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(length * len(whole))])
    with pytest.raises(BadBackup, match=r"cut off|is no backup"):
        examine(file)


def test_a_bit_that_fell_over_is_noticed_wherever_it_stands(file: Path) -> None:
    whole = file.read_bytes()
    for place in range(10, len(whole), max(1, len(whole) // 60)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(BadBackup):
            examine(file)


def test_a_word_changed_by_hand_is_noticed(file: Path) -> None:
    changed(file, "水龙头", "龙头水")
    with pytest.raises(BadBackup, match="was changed"):
        examine(file)


def test_lines_behind_the_end_are_noticed(file: Path) -> None:
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes()) + b"[1]\n"))
    with pytest.raises(BadBackup, match="was changed"):
        examine(file)


@pytest.mark.parametrize(
    "content",
    [b"", b"SQLite format 3\0", gzip.compress(b"nothing"), gzip.compress(b"{}\n"), gzip.compress(b"")],
    ids=["empty", "SQLite", "no JSON", "no head", "nothing"],
)
def test_another_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(BadBackup, match="is no backup of a desk"):
        examine(tmp_path / "other")


def test_a_later_format_is_named(file: Path) -> None:
    changed(file, '{"frontdesk_backup":1', '{"frontdesk_backup":2')
    with pytest.raises(BadBackup, match="of format 2"):
        examine(file)


async def press(play: Play, what: Move) -> None:
    step = (await play.form(PENG.chat_id))["step"]
    origin = Origin(chat_id=PENG.chat_id, message_id=1, press_id="p5")
    await play.does(c.OfCustomer(PENG.chat_id), c.PressForm(step=step, what=what, customer=PENG, origin=origin))


async def fill(address: str) -> None:
    """Put rows into every table there is, of values that are hard to keep."""
    async with connected(address) as connection:
        for table in metadata.sorted_tables:
            count = _MANY if table.name == "handled_updates" else 3
            made = [{one.name: _value(table, one, number) for one in table.columns} for number in range(1, count + 1)]
            await connection.execute(insert(table), made)


def _value(table: Table, one: Column[Any], number: int) -> Any:
    kind = one.type
    if one.nullable and number == 2:
        return None
    if isinstance(kind, Moment):
        return datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC) + timedelta(days=9.1, microseconds=1) * (
            number - 1
        )
    if isinstance(kind, Boolean):
        return number % 2 == 1
    if isinstance(kind, Date):
        return date(2028, 2, 27 + number - 1)
    if isinstance(kind, Float):
        return 0.1 + number / 3
    if isinstance(kind, SmallInteger):
        return number
    if one.foreign_keys or isinstance(kind, Integer):
        big = one.primary_key and not one.foreign_keys and table.name == "handled_updates"
        return number + (2**62 if big else 0)
    assert isinstance(kind, String)
    return f"{number}水龙头🚰\n'\"\\"[: kind.length or None]


async def everything(address: str) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, by the program's own eyes."""
    async with connected(address) as connection:
        return {
            table.name: [dict(row._mapping) for row in (await connection.execute(_ordered(table))).all()]
            for table in metadata.sorted_tables
            if table.name not in PASSING
        }


def _ordered(table: Table) -> Any:
    return select(table).order_by(*table.primary_key.columns)


def doubted(kept: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return what was kept with the one thing a restored desk knows better."""
    letters = [{**one, "maybe_sent": one["maybe_sent"] or one["settled_at"] is None} for one in kept["outbox"]]
    return {**kept, "outbox": letters}


async def ask(database: Database, question: str) -> list[tuple[Any, ...]]:
    async with database._connections.reading() as connection:
        return [tuple(row) for row in (await connection.execute(text(question))).all()]


@asynccontextmanager
async def connected(address: str) -> AsyncGenerator[AsyncConnection]:
    engine = create_async_engine(address)
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


async def tell(address: str, command: str) -> None:
    async with connected(address) as connection:
        await connection.execute(text(command))


async def migrate_to(address: str, revision: str) -> None:
    async with connected(address) as connection:
        await connection.run_sync(migrations.upgrade, revision)


def left_in(folder: Path) -> list[Path]:
    return list(folder.glob("*backup*")) + list(folder.glob(".*"))


def lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def changed(path: Path, words: str, others: str) -> None:
    """Change a backup by hand; its digest stays as it was."""
    whole = gzip.decompress(path.read_bytes()).decode()
    assert words in whole
    path.write_bytes(gzip.compress(whole.replace(words, others, 1).encode()))


def doubled_last_row(path: Path) -> None:
    """Have a backup's last row twice, and everything that is said about it be right."""
    *before, end = lines(path)
    said = json.loads(end)
    table = next(json.loads(line)["table"] for line in reversed(before) if line.startswith("{"))
    said["rows"][table] += 1
    seal(path, [*before, before[-1], json.dumps(said)])


def seal(path: Path, said: list[str]) -> None:
    """Write lines as a backup whose digest is right."""
    *before, end = said
    body = "".join(f"{line}\n" for line in before)
    end = json.dumps({**json.loads(end), "sha256": hashlib.sha256(body.encode()).hexdigest()})
    path.write_bytes(gzip.compress(f"{body}{end}\n".encode()))

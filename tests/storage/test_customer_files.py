"""Customer files as they are kept, who looked at them, and how customers are called."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from desk.customers.events import FileChanged, FileTookIn
from desk.customers.file import CustomerClass, CustomerFile, FileField, merged
from desk.customers.looks import Look, Seen
from desk.customers.notices import HistoryLine
from desk.errors import Conflict
from desk.events import Resolved
from desk.ports.files import FileChange
from desk.state import State
from storage.engine import Database
from storage.tables import customer_files
from tests.kit.cast import LIN, MEI, PENG, ZHAO, at
from tests.storage.steps import begun, conversation_of, record, step, taken

FILE = CustomerFile(chat_id=MEI.chat_id, version=1, called="王女士", phones=("13800138000",), home="3栋502")
CHANGED = FileChanged(at=at(), fields=(FileField.CALLED,), by=LIN.user_id)
WRITTEN = FileChange(before=CustomerFile(chat_id=MEI.chat_id), after=FILE, news=(CHANGED,))
LOOK = Look(chat_id=MEI.chat_id, agent=LIN.user_id, at=at(minutes=1), what=Seen.FILE)


async def keep(database: Database, *changes: FileChange, looks: tuple[Look, ...] = ()) -> None:
    async with database.begin() as unit:
        await unit.record_files(changes, looks)


async def test_a_file_is_read_as_it_was_written(database: Database) -> None:
    await keep(database, WRITTEN)
    async with database.begin() as unit:
        assert await unit.files([MEI.chat_id, PENG.chat_id]) == {MEI.chat_id: FILE}


async def test_a_file_that_has_moved_on_is_not_written_over(database: Database) -> None:
    await keep(database, WRITTEN)
    with pytest.raises(Conflict):
        await keep(database, WRITTEN)
    async with database.begin() as unit:
        assert await unit.files([MEI.chat_id]) == {MEI.chat_id: FILE}


async def test_a_file_whose_facts_fell_behind_its_version_is_read_and_written_again(database: Database) -> None:
    await keep(database, WRITTEN)
    async with database.begin() as unit:
        await unit._connection.execute(update(customer_files).values(version=7))
    async with database.begin() as unit:
        before = (await unit.files([MEI.chat_id]))[MEI.chat_id]
    assert before == replace(FILE, version=7)
    await keep(database, FileChange(before=before, after=replace(before, version=8), news=(CHANGED,)))


async def test_looks_are_added_and_the_last_is_told_first(database: Database) -> None:
    later = replace(LOOK, agent=None, at=at(minutes=2), what=Seen.EXPORT)
    await keep(database, looks=(LOOK,))
    await keep(database, looks=(later,))
    async with database.begin() as unit:
        assert await unit.file_looks([MEI.chat_id], 1) == (2, [later])
        assert await unit.file_looks([MEI.chat_id], 9) == (2, [later, LOOK])
        assert await unit.file_looks([PENG.chat_id], 9) == (0, [])


async def test_a_customer_is_called_as_the_file_says_and_is_no_other_customer_for_it(database: Database) -> None:
    await record(database, begun())
    met = await database.outbox.customer(MEI.chat_id)
    await keep(database, WRITTEN)
    called = await database.outbox.customer(MEI.chat_id)
    assert met is not None
    assert called is not None
    assert (met.called, called.called) == ("", "王女士")
    assert met == called == MEI


async def test_who_was_merged_is_called_and_found_as_who_stands_for_both(database: Database) -> None:
    await record(database, begun(PENG))
    double = CustomerFile(chat_id=PENG.chat_id, version=1, phones=("13900139000",))
    await keep(database, WRITTEN, FileChange(before=replace(double, version=0), after=double))
    kept, gone = merged(FILE, double)
    kept, gone = replace(kept, version=2), replace(gone, version=2)
    took = FileTookIn(at=at(), other=PENG.chat_id, by=ZHAO.user_id)
    await keep(database, FileChange(before=FILE, after=kept, news=(took,)), FileChange(before=double, after=gone))
    found = await database.outbox.customer(PENG.chat_id)
    assert found is not None
    assert found.called == "王女士"
    assert await database.persons.chats(PENG.chat_id) == (MEI.chat_id, PENG.chat_id)


async def test_a_history_has_what_is_open_first_and_tells_how_the_others_ended(database: Database) -> None:
    await record(database, taken())
    first = await conversation_of(database)
    await record(database, step(first, Resolved(at=at(minutes=9), agent=LIN.user_id)))
    await record(database, taken(PENG, when=at(minutes=1)))
    async with database.begin() as unit:
        count, lines = await unit.file_history([MEI.chat_id, PENG.chat_id], 9)
        assert await unit.file_history([MEI.chat_id, PENG.chat_id], 1) == (2, lines[:1])
    assert count == 2
    assert lines == [
        HistoryLine(number="2", at=at(minutes=1), state=State.ACTIVE.value, open=True),
        HistoryLine(number="1", at=at(), state=State.RESOLVED.value, ending="solved"),
    ]


async def test_a_class_is_kept_beside_the_file(database: Database) -> None:
    key = replace(FILE, klass=CustomerClass.KEY)
    await keep(database, replace(WRITTEN, after=key))
    async with database.begin() as unit:
        assert (await unit.files([MEI.chat_id]))[MEI.chat_id].klass is CustomerClass.KEY

"""What has been kept long enough is erased by rule: words only, and only those."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, insert, select

from desk.content import Content
from desk.customers.file import CustomerFile
from desk.forms.form import Form, FormKind
from desk.notices import Greeting
from desk.ports import Delivery, Written
from desk.ports.files import FileChange
from desk.rules import Retention, Rules
from storage.engine import Database
from storage.tables import dead_letters, events, messages, outbox, revisions
from tests.kit.cast import LIN, MEI, PENG, STAFF_ROOM, at
from tests.kit.databases import Server, opened
from tests.storage.steps import claim, letter, record, taken, wrote

RULES = Rules().retention


async def test_nothing_is_erased_before_its_time(database: Database) -> None:
    await spoke(database)
    assert not any((await database.retention.erase_old(at(days=89), RULES)).values())


@pytest.mark.rule("retention")
async def test_words_are_erased_when_they_were_kept_for_as_long_as_the_rules_say(database: Database) -> None:
    await spoke(database)
    assert await database.retention.erase_old(at(days=730, minutes=3), RULES) == {
        "messages": 2,
        "revisions": 1,
        "letters": 1,
        "notes": 1,
        "dead letters": 1,
        "forms": 0,
        "customer notes": 1,
    }
    async with database.begin() as unit:
        texts = (await unit._connection.execute(select(messages.c.text))).scalars().all()
        letters = (await unit._connection.execute(select(outbox.c.text, outbox.c.body))).all()
        former = (await unit._connection.execute(select(func.count()).select_from(revisions))).scalar_one()
        happened = (await unit._connection.execute(select(func.count()).select_from(events))).scalar_one()
        note = (await unit.files([PENG.chat_id]))[PENG.chat_id].note
    assert (texts, letters, former, note) == (["", "", ""], [(None, "{}")], 0, "")
    assert happened == 3, "what happened stays"


async def test_an_update_whose_last_try_nobody_recorded_is_not_kept_for_ever(database: Database) -> None:
    await database.dead_letters.note(7, at(), "KeyError", "{}")
    kept = Retention(messages=0, notes=0, dead_letters=10, forms=0)
    assert (await database.retention.erase_old(at(days=9), kept))["dead letters"] == 0
    assert (await database.retention.erase_old(at(days=11), kept))["dead letters"] == 1


async def test_each_kind_has_its_own_time_and_none_at_all_is_for_ever(database: Database) -> None:
    await spoke(database)
    kept = Retention(messages=0, notes=10, dead_letters=0, forms=0)
    assert await database.retention.erase_old(at(days=5000), kept) == {"notes": 1, "customer notes": 1}


async def test_a_form_that_nobody_filled_in_to_the_end_is_forgotten(database: Database) -> None:
    form = Form(chat_id=PENG.chat_id, kind=FormKind.REPAIR, began_at=at())
    async with database.begin() as unit:
        await unit.unseen([], at())
        await unit.keep_forms({PENG.chat_id: form})
    assert (await database.retention.erase_old(at(days=29), RULES))["forms"] == 0
    assert (await database.retention.erase_old(at(days=31), RULES))["forms"] == 1


async def test_what_was_erased_is_not_counted_again(database: Database) -> None:
    await spoke(database)
    await database.retention.erase_old(at(days=5000), RULES)
    assert not any((await database.retention.erase_old(at(days=5001), RULES)).values())


async def test_a_letter_that_is_still_to_be_sent_keeps_its_words(database: Database) -> None:
    await record(database, taken(letters=(letter(),)))
    await database.retention.erase_old(at(days=5000), RULES)
    assert len(await claim(database)) == 1


async def test_many_rows_are_erased_to_the_last(database: Database) -> None:
    written = tuple(wrote(number, "old") for number in range(1, 1102))
    await record(database, taken(written=written))
    assert (await database.retention.erase_old(at(days=5000), RULES))["messages"] == 1101


async def test_what_another_process_writes_into_a_file_meanwhile_is_not_lost(postgres: Server) -> None:
    async with opened(await postgres.emptied()) as database, asyncio.TaskGroup() as group:
        await spoke(database)
        async with database.begin() as unit:
            before = (await unit.files([PENG.chat_id]))[PENG.chat_id]
            after = replace(before, version=2, phones=("13911111111",))
            await unit.record_files([FileChange(before=before, after=after)], [])
            erasing = group.create_task(database.retention.erase_old(at(days=5000), RULES))
            await asyncio.wait([erasing], timeout=1)
        assert (await erasing)["customer notes"] == 0, "it was being written"
        async with database.begin() as unit:
            assert (await unit.files([PENG.chat_id]))[PENG.chat_id] == after
        assert (await database.retention.erase_old(at(days=5000), RULES))["customer notes"] == 1, "the next time"
        async with database.begin() as unit:
            assert (await unit.files([PENG.chat_id]))[PENG.chat_id] == replace(after, note="", noted_at=None)


async def spoke(database: Database, when: datetime | None = None) -> None:
    """Let Mei write and change what she wrote, hear a greeting, and Lin make a note of her."""
    moment = when or at()
    note = Content(chat_id=STAFF_ROOM, message_id=70, sent_at=moment, text="She is kind")
    written = (
        wrote(5, "My tap leaks", moment),
        Written(content=note, author="note", agent=LIN.user_id),
        replace(wrote(5, "My tap leaks!", at(minutes=1)), revision=True),
    )
    await record(database, taken(written=written, letters=(letter(Greeting()),), when=moment))
    (posted,) = await claim(database)
    sent = Delivery(id=posted.id, at=at(minutes=2), chat_id=MEI.chat_id, message_id=9, text="Hello")
    await database.outbox.settle([sent])
    async with database.begin() as unit:
        file = CustomerFile(chat_id=PENG.chat_id, version=1, note="怕狗", noted_at=moment)
        await unit.record_files([FileChange(before=CustomerFile(chat_id=PENG.chat_id), after=file)], [])
        await unit._connection.execute(
            insert(dead_letters).values(
                kind="update", number=1, tries=3, at=moment, error="bad", body="{}", put_aside_at=moment
            )
        )

"""What is kept about a person: all of it for them, and none of their words once they wish so."""

import asyncio
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select

from desk.content import Content
from desk.customers.events import FileChanged
from desk.customers.file import CustomerFile, FileField
from desk.notices import Greeting, NobodyOnDuty
from desk.people import Customer
from desk.ports import Delivery, Written
from desk.ports.files import FileChange
from storage.engine import Database
from storage.person import Open
from storage.tables import (
    case_texts,
    cases,
    customer_files,
    dead_letters,
    events,
    file_looks,
    forms,
    messages,
    outbox,
    people,
    revisions,
)
from tests.kit.cast import LIN, MEI, PENG, STAFF_ROOM, ZHAO, at
from tests.kit.databases import Server, opened
from tests.storage.steps import claim, letter, record, taken, wrote

WORDS = "My tap leaks since Sunday"
ANSWER = "Please tell me your floor"
FILE = CustomerFile(
    chat_id=MEI.chat_id, version=1, called="王女士", phones=("13800138000",), home="3栋502", note="怕狗"
)


async def lived(database: Database, customer: Customer = MEI, case: int = 1) -> None:
    """Let a customer have all there is: a conversation, messages, a letter, a case, a form, a file."""
    said = Content(chat_id=customer.chat_id, message_id=5, sent_at=at(), text=WORDS)
    answered = Content(chat_id=STAFF_ROOM, message_id=70 + case, sent_at=at(minutes=1), text=ANSWER)
    edited = replace(said, text=f"{WORDS}!", sent_at=at(minutes=2))
    written = (
        Written(content=said, author="customer"),
        Written(content=answered, author="agent", agent=LIN.user_id),
        Written(content=edited, author="customer", revision=True),
    )
    await record(database, taken(customer, written=written, letters=(letter(Greeting(), customer),)))
    (posted,) = await claim(database)
    sent = Delivery(id=posted.id, at=at(minutes=1), chat_id=customer.chat_id, message_id=9, text="Hello")
    await database.outbox.settle([sent])
    file = replace(FILE, chat_id=customer.chat_id)
    async with database.begin() as unit:
        news = (FileChanged(at=at(), fields=(FileField.NOTE,), by=LIN.user_id),)
        await unit.record_files([FileChange(before=CustomerFile(chat_id=customer.chat_id), after=file, news=news)], [])
        connection = unit._connection
        await connection.execute(insert(cases).values(**_case(case, customer.chat_id)))
        await connection.execute(
            insert(case_texts).values(case_id=case, seq=1, field="what", text=WORDS, files='["photo:x"]', at=at())
        )
        await connection.execute(insert(forms).values(chat_id=customer.chat_id, kept_at=at(), facts='{"w":1}'))
        body = f'{{"message":{{"chat":{{"id":{customer.chat_id}}},"text":"{WORDS}"}}}}'
        await connection.execute(
            insert(dead_letters).values(
                kind="update", number=customer.chat_id, tries=3, at=at(), error=WORDS, body=body, put_aside_at=at()
            )
        )


def _case(number: int, customer: int) -> dict[str, Any]:
    return {
        "id": number,
        "number": f"BX-20261123-{number:04}",
        "kind": "repair",
        "customer": customer,
        "state": "OPEN",
        "klass": "ordinary",
        "emergency": False,
        "filed_at": at(),
        "moved_at": at(),
        "version": 1,
        "facts": '{"customer":1001,"kind":"repair"}',
    }


async def whole(database: Database) -> str:
    """Return everything in the tables that words can stand in."""
    async with database.begin() as unit:
        found = [
            str((await unit._connection.execute(select(table))).all())
            for table in (messages, revisions, outbox, case_texts, forms, people, customer_files, dead_letters, events)
        ]
    return "\n".join(found)


async def test_everything_kept_about_a_person_is_brought_together_and_nobody_elses(database: Database) -> None:
    await lived(database)
    await lived(database, PENG, case=2)
    told = await database.persons.export(await database.persons.chats(MEI.chat_id), at(days=1))
    assert {name: len(rows) for name, rows in told.items()} == {
        "person": 1,
        "files": 1,
        "looks": 1,
        "conversations": 1,
        "messages": 3,
        "revisions": 1,
        "letters": 1,
        "cases": 1,
        "case_texts": 1,
        "forms": 1,
        "history": 4,
        "overruns": 0,
        "questions": 0,
        "dead_letters": 1,
    }
    assert [one["text"] for one in told["messages"]] == [f"{WORDS}!", "Hello", ANSWER]
    assert told["files"][0]["facts"]["phones"] == ["13800138000"]
    assert "Peng" not in str(told)


async def test_an_export_is_kept_among_the_looks(database: Database) -> None:
    await lived(database)
    await database.persons.export((MEI.chat_id,), at(days=1))
    async with database.begin() as unit:
        assert (await unit._connection.execute(select(file_looks.c.what, file_looks.c.agent))).all() == [
            ("export", None)
        ]


async def test_no_word_of_a_person_is_left_and_all_of_the_others(database: Database) -> None:
    await lived(database)
    await lived(database, PENG, case=2)
    before = await whole(database)
    erased = await database.persons.erase((MEI.chat_id,), at(days=1))
    assert {where: count for where, count in erased.items() if count} == {
        "revisions": 1,
        "messages": 3,
        "case texts": 1,
        "forms": 1,
        "letters": 1,
        "names": 1,
        "files": 1,
        "dead letters": 1,
    }
    left = await whole(database)
    for word in (WORDS, ANSWER, "王女士", "13800138000", "3栋502", "怕狗"):
        assert before.count(word) == 2 * left.count(word) > 0, word
    assert "Mei" not in left
    assert left.count("Peng") == before.count("Peng") > 0


async def test_what_happened_stays_and_so_does_that_it_was_erased(database: Database) -> None:
    await lived(database)
    before = (await database.past.recorded(1), await database.persons.open((MEI.chat_id,)))
    await database.persons.erase((MEI.chat_id,), at(days=1))
    assert (await database.past.recorded(1), await database.persons.open((MEI.chat_id,))) == before
    async with database.begin() as unit:
        (kept,) = (await unit.files([MEI.chat_id])).values()
        count, looks = await unit.file_looks([MEI.chat_id], 5)
    assert kept == CustomerFile(chat_id=MEI.chat_id, version=2)
    assert (count, looks[0].what.value, looks[0].agent) == (1, "erasure", None)


async def test_erasing_again_finds_nothing_and_records_nothing(database: Database) -> None:
    await lived(database)
    await database.persons.erase((MEI.chat_id,), at(days=1))
    left = await whole(database)
    assert not any((await database.persons.erase((MEI.chat_id,), at(days=2))).values())
    assert await whole(database) == left


async def test_what_is_open_for_a_person_is_told(database: Database) -> None:
    await lived(database)
    assert await database.persons.open((MEI.chat_id,)) == Open(conversations=(1,), cases=("BX-20261123-0001",))
    assert not await database.persons.open((PENG.chat_id,))


async def test_nobody_is_nobody(database: Database) -> None:
    assert await database.persons.chats(999) == ()


async def test_what_was_still_to_be_said_is_said_no_more_and_nobody_elses_letter_waits_for_it(
    database: Database,
) -> None:
    alarm, other = letter(NobodyOnDuty(customer=MEI.chat_id)), letter(NobodyOnDuty(customer=PENG.chat_id), PENG)
    await record(database, taken(letters=(letter(), alarm), written=(wrote(5, WORDS),)))
    await record(database, taken(PENG, letters=(other,)))
    erased = await database.persons.erase((MEI.chat_id,), at(days=1))
    assert (erased["letters"], erased["messages"]) == (2, 1)
    assert [one.letter.customer for one in await claim(database)] == [PENG.chat_id]


async def test_what_is_written_into_a_merged_file_while_words_are_erased_is_erased_too(postgres: Server) -> None:
    async with opened(await postgres.emptied()) as database, asyncio.TaskGroup() as group:
        await lived(database)
        await lived(database, PENG, case=2)
        async with database.begin() as unit:
            before = (await unit.files([PENG.chat_id]))[PENG.chat_id]
            after = replace(before, version=2, merged=(ZHAO.user_id,), phones=("13911111111",))
            await unit.record_files([FileChange(before=before, after=after)], [])
            erasing = group.create_task(database.persons.erase((MEI.chat_id, PENG.chat_id), at(days=1)))
            await asyncio.wait([erasing], timeout=0.5)
            assert not erasing.done(), "it waits"
        await erasing
        async with database.begin() as unit:
            kept = (await unit.files([PENG.chat_id]))[PENG.chat_id]
        assert kept == CustomerFile(chat_id=PENG.chat_id, version=2, merged=after.merged)

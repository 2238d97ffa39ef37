"""The index of clocks: what may have come due, soonest first, and what is pushed on."""

from desk.commands import OfAgent, OfNumber
from desk.people import Customer
from desk.ports import DutyChange
from storage.engine import Database
from tests.kit.cast import LIN, MEI, PENG, at
from tests.kit.databases import Server, opened
from tests.storage.steps import conversation_of, queued, record, step

HU = Customer(chat_id=1003, name="Hu")


async def test_nothing_is_due_at_first(database: Database) -> None:
    assert (await database.agenda.next_due_at(), await database.agenda.due(at(), 10)) == (None, [])


async def test_what_comes_due_is_found_soonest_first(database: Database) -> None:
    await record(
        database,
        queued(MEI, next_due_at=at(minutes=5)),
        queued(PENG, next_due_at=at(minutes=3, microseconds=1)),
        queued(HU),
    )
    assert await database.agenda.next_due_at() == at(minutes=3, microseconds=1)
    assert await database.agenda.due(at(minutes=3), 10) == []
    assert await database.agenda.due(at(minutes=3, microseconds=1), 10) == [OfNumber(2)]
    assert set(await database.agenda.due(at(minutes=5, seconds=1), 10)) == {OfNumber(2), OfNumber(1)}


async def test_no_more_is_looked_at_than_was_asked_for(database: Database) -> None:
    await record(database, queued(MEI, next_due_at=at(minutes=5)), queued(PENG, next_due_at=at(minutes=3)))
    assert await database.agenda.due(at(minutes=5), 1) == [OfNumber(2)]


async def test_what_one_process_looks_at_another_does_not_until_it_has_had_time(postgres: Server) -> None:
    address = await postgres.emptied()
    async with opened(address) as one, opened(address) as other:
        await record(one, queued(MEI, next_due_at=at()), queued(PENG, next_due_at=at()))
        assert await one.agenda.due(at(), 1) == [OfNumber(1)]
        assert await other.agenda.due(at(), 10) == [OfNumber(2)]
        assert await other.agenda.due(at(seconds=1), 10) == []
        assert await other.agenda.due(at(seconds=2), 10) == [OfNumber(1), OfNumber(2)], "the first may have been killed"


async def test_a_decision_moves_what_is_due_only_where_it_says_so(database: Database) -> None:
    await record(database, queued(MEI, next_due_at=at(minutes=3)))
    mei = await conversation_of(database)
    await record(database, step(mei, due_changed=False))
    assert await database.agenda.next_due_at() == at(minutes=3)
    await record(database, step(mei, next_due_at=at(minutes=9)))
    assert await database.agenda.next_due_at() == at(minutes=9)
    await record(database, step(mei, next_due_at=None))
    assert await database.agenda.next_due_at() is None


async def test_what_cannot_be_decided_is_pushed_on_and_what_moved_meanwhile_is_not(database: Database) -> None:
    await record(database, queued(MEI, next_due_at=at(minutes=3)), queued(PENG, next_due_at=at(minutes=3, seconds=1)))
    due = await database.agenda.due(at(minutes=4), 10)
    await record(database, step(await conversation_of(database, PENG), next_due_at=at(minutes=4, seconds=30)))
    await database.agenda.push_on(due, at(minutes=5))
    assert await database.agenda.due(at(minutes=4, seconds=59), 10) == [OfNumber(2)]
    assert set(await database.agenda.due(at(minutes=5, seconds=1), 10)) == {OfNumber(2), OfNumber(1)}


async def test_staff_come_due_among_conversations_and_are_pushed_on_alike(database: Database) -> None:
    await record(database, queued(MEI, next_due_at=at(minutes=3)), queued(PENG, next_due_at=at(minutes=5)))
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=LIN, at=at(), next_due_at=at(minutes=2))])
    assert await database.agenda.next_due_at() == at(minutes=2)
    due = await database.agenda.due(at(minutes=4), 10)
    assert due == [OfAgent(LIN.user_id), OfNumber(1)]
    await database.agenda.push_on(due, at(minutes=6))
    assert await database.agenda.due(at(minutes=6), 10) == [OfNumber(2), OfNumber(1), OfAgent(LIN.user_id)]
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=LIN, at=at(), next_due_at=None)])
    assert await database.agenda.next_due_at() in {at(minutes=5), at(minutes=6, seconds=2)}, "taken, or as it was"


async def test_the_canary_is_set_and_asked_for_by_itself(database: Database) -> None:
    assert await database.agenda.canary(at()) is None
    await database.agenda.canary(at(), at(minutes=1))
    await database.agenda.canary(at(minutes=1), at(minutes=2))
    assert await database.agenda.canary(at(minutes=1)) == at(minutes=2)
    assert await database.agenda.next_due_at() is None

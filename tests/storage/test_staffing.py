"""What is kept of staff and room: their history, notices and who has read them, the last words of a customer."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from desk.content import Content
from desk.errors import Conflict
from desk.events import Breached, Clock, Event, Reminded
from desk.ports import DutyChange, LastWords, Written
from desk.shifts import events as s
from desk.shifts.agent import fold
from desk.shifts.bulletin import Reading, StaffNotice
from desk.shifts.duty import enrolled
from desk.shifts.room import Room, RoomChange, evolve
from storage import codec
from storage.engine import Database
from storage.tables import events, rooms, strikes
from tests.kit.cast import CHEN, LIN, MEI, TEN, ZHAO, at
from tests.storage.steps import begun, record, rows


def _step(before: Room, *news: Event) -> RoomChange:
    after = before
    for event in news:
        after = evolve(after, event)
    return RoomChange(before=before, after=after, news=news, next_due_at=at(minutes=5))


def _wrote(message: int, text: str, by: str = "customer") -> Written:
    content = Content(chat_id=MEI.chat_id, message_id=message, sent_at=at(minutes=message), text=text)
    return Written(content=content, author=by)


async def _keep(database: Database, change: RoomChange) -> None:
    async with database.begin() as unit:
        await unit.record_room(change)


async def test_a_member_of_staff_is_kept_with_the_history_that_leads_there(database: Database) -> None:
    lin = enrolled(LIN, TEN)
    breached = Breached(at=at(minutes=5), clock=Clock.AWAY, occurrence=1, due=at(minutes=5), agent=LIN.user_id)
    later = replace(lin.agent, version=lin.agent.version + 1)
    async with database.begin() as unit:
        await unit.record_duty([lin])
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=later, at=at(minutes=5), news=(breached,))])
        staff = await unit.staff()
    assert staff == {LIN.user_id: later}
    kept = [codec.event(row["type"], row["body"]) for row in await rows(database, events)]
    assert kept == [*lin.news, breached]
    assert fold(LIN.user_id, kept).number == "07"
    assert [(row["subject"], row["clock"], row["tier"]) for row in await rows(database, strikes)] == [
        ("agent:7", "away", 1)
    ]


async def test_two_who_change_one_agent_at_once_are_in_conflict(database: Database) -> None:
    async with database.begin() as unit:
        await unit.record_duty([enrolled(LIN, TEN)])
    with pytest.raises(Conflict):
        async with database.begin() as unit:
            await unit.record_duty([enrolled(LIN, TEN)])


async def test_the_room_is_kept_with_its_history_and_nobody_overtakes_another(database: Database) -> None:
    async with database.begin() as unit:
        assert await unit.room() == Room()
    asked = s.SwapAsked(at=TEN, swap=1, day=date(2026, 11, 24), shift="late", giver="07", taker="12")
    reminded = Reminded(at=at(minutes=5), clock=Clock.UNSTAFFED, occurrence=1, due=at(minutes=5))
    first = _step(Room(), s.Unstaffed(at=TEN), asked)
    await _keep(database, first)
    await _keep(database, _step(first.after, reminded))
    with pytest.raises(Conflict):
        await _keep(database, _step(first.after, s.Staffed(at=at(minutes=6))))
    async with database.begin() as unit:
        assert await unit.room() == evolve(first.after, reminded)
    assert [(row["seq"], row["type"]) for row in await rows(database, events)] == [
        (1, "Unstaffed"),
        (2, "SwapAsked"),
        (3, "Reminded"),
    ]
    assert [(row["subject"], row["clock"]) for row in await rows(database, strikes)] == [("room", "unstaffed")]
    async with database._connections.reading() as connection:
        assert (await connection.execute(select(rooms.c.due_at))).scalar_one() == at(minutes=5)


async def test_notices_are_kept_with_who_has_read_them(database: Database) -> None:
    first = StaffNotice(id=1, author=ZHAO.user_id, at=TEN, text="Tea is served")
    second = StaffNotice(id=2, author=ZHAO.user_id, at=at(hours=1), text="Tea is gone")
    async with database.begin() as unit:
        await unit.record_bulletin([first, second], [Reading(notice=1, agent=LIN.user_id, at=TEN)])
    async with database.begin() as unit:
        reads = [Reading(notice=1, agent=one, at=at(minutes=1)) for one in (LIN.user_id, CHEN.user_id)]
        await unit.record_bulletin([], reads)
        assert await unit.bulletin(10) == [replace(first, readers=(LIN.user_id, CHEN.user_id)), second]
        assert await unit.bulletin(1) == [second]
    with pytest.raises(Conflict):
        async with database.begin() as unit:
            await unit.record_bulletin([second], [])


async def test_the_last_words_are_the_customers(database: Database) -> None:
    said = (_wrote(5, "My tap leaks"), _wrote(6, "Still"), _wrote(7, "Coming", by="agent"))
    change = begun(written=said)
    await record(database, change)
    async with database.begin() as unit:
        found = await unit.last_words([1, 4711])
        assert await unit.last_words([]) == {}
    assert found == {1: LastWords(conversation=replace(change.after, id=1), name=MEI.name, text="Still")}

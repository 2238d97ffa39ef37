"""Where the record of who may do what cannot be read, nobody may do anything: an error never opens a door."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from desk import commands as c
from storage.engine import Database
from tests.kit.cast import LIN, PENG, ZHAO
from tests.kit.lines import in_topic
from tests.kit.short_day import NUMBER, ShortDay
from tests.storage.steps import conversation_of, wrote


async def rename(address: str, table: str, to: str) -> None:
    engine = create_async_engine(address)
    async with engine.begin() as connection:
        await connection.execute(text(f"ALTER TABLE {table} RENAME TO {to}"))
    await engine.dispose()


@pytest.mark.parametrize("table", ["staff", "people", "conversations"])
async def test_where_it_cannot_be_told_who_somebody_is_nothing_they_ask_happens(
    database: Database, address: str, table: str
) -> None:
    day = ShortDay(database)
    await day.mei_asks()
    before = await conversation_of(database)
    asked = [
        c.Given(command=c.Take(agent=LIN.user_id, origin=in_topic("press")), subject=NUMBER),
        c.Given(command=c.DecideBarring(agent=ZHAO.user_id, origin=in_topic("press"), barred=True), subject=NUMBER),
        c.Given(command=c.Remove(agent=ZHAO.user_id, origin=in_topic(), number="07"), subject=c.OfRoom()),
        c.Given(command=c.Say(customer=PENG, content=wrote(2, "Hello").content), subject=c.OfCustomer(PENG.chat_id)),
    ]
    await rename(address, table, "elsewhere")
    try:
        failures = await day.desk.handle(asked)
    finally:
        await rename(address, "elsewhere", table)
    assert len(failures) == len(asked)
    assert await conversation_of(database) == before
    assert [one async for one in database.audit.records()] == []
    async with database.begin() as unit:
        staff = await unit.staff()
    assert not staff[LIN.user_id].removed

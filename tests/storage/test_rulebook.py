"""The versions of the rules as they are kept, and what is looked at again when they change."""

from dataclasses import replace
from datetime import date

import pytest

from desk.cases.kinds import CaseKind
from desk.commands import OfCase, OfNumber
from desk.errors import Conflict
from desk.hours import Arrangement
from desk.people import Customer
from desk.ports.cases import CaseChange
from desk.rules.editions import Edition, Sources
from storage.engine import Database
from tests.kit.case_script import CaseScript
from tests.kit.cast import MEI, PENG, at
from tests.storage.steps import begun, queued, record, taken

HU = Customer(chat_id=1003, name="Hu")
FIRST = Edition(version=1, at=at(), sources=Sources(rules="accept = 60\n"))
SECOND = Edition(
    version=2,
    at=at(hours=1),
    sources=Sources(rules="", hours='zone = "Asia/Shanghai"\nholidays = "CN"\n', rota="[rota]\n"),
    known=(
        Arrangement(
            year=2026,
            holidays=frozenset({date(2026, 10, 1)}),
            workdays=frozenset({date(2026, 10, 10)}),
            published=True,
        ),
    ),
)


async def keep(database: Database, *editions: Edition) -> None:
    async with database.begin() as unit:
        for edition in editions:
            await unit.record_rules(edition)


async def test_there_is_no_version_at_first(database: Database) -> None:
    assert list(await database.rulebook.editions()) == []


async def test_versions_come_back_as_they_were_kept_oldest_first(database: Database) -> None:
    await keep(database, SECOND)
    await keep(database, FIRST)
    assert list(await database.rulebook.editions()) == [FIRST, SECOND]


async def test_a_number_is_given_to_one_version_only(database: Database) -> None:
    await keep(database, FIRST)
    with pytest.raises(Conflict):
        await keep(database, replace(SECOND, version=1))
    assert list(await database.rulebook.editions()) == [FIRST]


async def test_all_but_the_newest_are_replaced_once(database: Database) -> None:
    third = replace(FIRST, version=3, at=at(hours=3))
    await keep(database, FIRST, SECOND)
    async with database.begin() as unit:
        await unit.replace_former_rules(at(hours=2))
    await keep(database, third)
    async with database.begin() as unit:
        await unit.replace_former_rules(at(hours=4))
    replaced = [one.replaced_at for one in await database.rulebook.editions()]
    assert replaced == [at(hours=2), at(hours=4), None]


async def test_all_that_people_have_in_hand_is_looked_at_again_and_what_was_due_stays_in_front(
    database: Database,
) -> None:
    await record(
        database,
        queued(MEI, next_due_at=at(minutes=9)),
        queued(PENG, next_due_at=at(minutes=-1)),
        taken(HU),  # whom no clock runs for
        begun(Customer(chat_id=1004, name="Bo")),
    )
    async with database.begin() as unit:
        await unit.look_again(at(minutes=1))
    assert await database.agenda.due(at(seconds=50), 10) == [OfNumber(2)]
    assert set(await database.agenda.due(at(minutes=1), 10)) == {OfNumber(2), OfNumber(1), OfNumber(3)}


async def test_cases_that_are_open_are_looked_at_again_too(database: Database) -> None:
    await record(database, begun())
    script = CaseScript(CaseKind.REPAIR).filed(what="A leak")
    change = CaseChange(before=script.begun, after=script.case, news=script.news, next_due_at=at(days=1))
    async with database.begin() as unit:
        await unit.record_cases([change], {})
        await unit.look_again(at(minutes=1))
    assert await database.agenda.due(at(minutes=1), 10) == [OfCase(1)]


async def test_what_is_said_once_is_said_once(database: Database) -> None:
    async with database.begin() as unit:
        assert await unit.first_time("holidays:CN:2027")
        assert not await unit.first_time("holidays:CN:2027")
        assert await unit.first_time("holidays:CN:2028")
    async with database.begin() as unit:
        assert not await unit.first_time("holidays:CN:2028")

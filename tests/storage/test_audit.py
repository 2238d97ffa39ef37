"""The audit in the database: written with what it records or not at all, gapless, and unchanged or found out."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from desk import commands as c
from desk.audit.chain import Fault, Flaw
from desk.audit.deed import Action, Deed, command_line, user
from desk.cases import commands as k
from desk.cases.kinds import CaseKind, Scope
from desk.cases.ledger_asked import AskLedger
from desk.cases.ledgers import LedgerKind
from desk.cases.repairs import commands as w
from desk.clocks.ledger import postings
from desk.customers.commands import MergeFiles
from desk.desk import Desk
from desk.events import Clock
from desk.library.alterations import Field, Put
from desk.library.commands import Approve, ImportEntries, Restore, Retire, RollBack, SaveEntry, Submit
from desk.library.live import LiveLibrary
from desk.people import Agent, Role
from desk.rules import Rules
from desk.rules.editions import Edition, Sources
from desk.rules.live_rules import LiveRules
from desk.rules.rulebook import bound
from faq import KnowledgeBase
from storage.engine import Database, open_database
from storage.tables import audit
from tests.kit import registered
from tests.kit.case_script import CaseScript
from tests.kit.cast import CHEN, FEE, LIN, MEI, PENG, STAFF_ROOM, TEN, WANG, ZHAO, at
from tests.kit.lines import in_topic
from tests.kit.short_day import ShortDay
from tests.storage.steps import employ, fail, rows, wrote

_LEAD = user(ZHAO.user_id)
_HERE = c.Origin(chat_id=STAFF_ROOM, message_id=70)


async def told(database: Database) -> list[tuple[str, str, list[str]]]:
    """Return what was recorded, in order: the action, who, about what."""
    bodies = [json.loads(one.body) async for one in database.audit.records()]
    return [(one["action"], one["actor"], one["subjects"]) for one in bodies]


async def since(database: Database, seen: int) -> list[tuple[str, str, list[str]]]:
    """Return what was recorded after so many records, and that the chain is whole."""
    _, flaw = await database.audit.verified()
    assert flaw is None
    return (await told(database))[seen:]


def deed(number: int = 1) -> Deed:
    return Deed(at=TEN, action=Action.REMOVED, subjects=(f"agent:{number}",), actor=user(1))


async def write(database: Database, *deeds: Deed) -> None:
    async with database.begin() as unit:
        await unit.attest(deeds)


async def run(address: str, *statements: str) -> None:
    """Do to the tables what only somebody with the password of the database could."""
    engine = create_async_engine(address)
    try:
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    finally:
        await engine.dispose()


def unguarded(address: str, *statements: str) -> Sequence[str]:
    """Return statements with the guard of the table taken down before; on PostgreSQL others need it up again."""
    if address.startswith("sqlite"):
        return ("DROP TRIGGER audit_unchanged", "DROP TRIGGER audit_undeleted", *statements)
    return (
        "ALTER TABLE audit DISABLE TRIGGER audit_guard",
        *statements,
        "ALTER TABLE audit ENABLE TRIGGER audit_guard",
    )


# --- each deed, by the flow that does it ----------------------------------------------------------------------------


async def test_admitting_giving_a_role_and_removing_are_recorded_with_who_did_it(database: Database) -> None:
    day = ShortDay(database)
    await employ(database, LIN, ZHAO)
    seen = len(await told(database))
    stranger = 77001
    await day.give(c.Admit(agent=ZHAO.user_id, origin=_HERE, number=str(stranger), role=Role.WORKER), c.OfRoom())
    await day.give(c.Admit(agent=ZHAO.user_id, origin=_HERE, number="07", role=Role.EDITOR), c.OfRoom())
    await day.give(c.Admit(agent=LIN.user_id, origin=_HERE, number="07", role=Role.AGENT), c.OfRoom())
    await day.give(c.Remove(agent=ZHAO.user_id, origin=_HERE, number="07"), c.OfRoom())
    assert await since(database, seen) == [
        ("admitted", _LEAD, [f"agent:{stranger}"]),
        ("role_given", _LEAD, ["agent:7"]),
        ("removed", _LEAD, ["agent:7"]),
    ]


async def test_barring_and_unbarring_are_recorded(database: Database) -> None:
    day = ShortDay(database)
    await day.mei_asks()
    await day.lin_takes_her()
    seen = len(await told(database))
    await day.give(c.DecideBarring(agent=LIN.user_id, origin=in_topic("press"), barred=True))
    await day.give(c.DecideBarring(agent=ZHAO.user_id, origin=in_topic("press"), barred=True))
    await day.give(c.DecideBarring(agent=ZHAO.user_id, origin=in_topic("press"), barred=False))
    about = ["conversation:1", "customer:1001"]
    assert await since(database, seen) == [("customer_barred", _LEAD, about), ("customer_unbarred", _LEAD, about)]


@pytest.mark.parametrize(("grant", "action"), [(True, "breach_excused"), (False, "appeal_refused")])
async def test_what_a_lead_says_to_an_appeal_is_recorded(database: Database, *, grant: bool, action: str) -> None:
    day = ShortDay(database)
    await day.mei_asks()
    await day.lin_takes_her()
    await day.clocks_strike(30)
    appeal = c.Appeal(agent=LIN.user_id, origin=in_topic(), content=wrote(9, "I was ill").content, reason="I was ill")
    await day.give(appeal)
    seen = len(await told(database))
    lines = await ledger(database)
    judged = c.JudgeAppeal(agent=ZHAO.user_id, origin=in_topic("press"), clock=lines, occurrence=1, grant=grant)
    await day.give(judged)
    assert await since(database, seen) == [(action, _LEAD, ["conversation:1", "customer:1001"])]


@pytest.mark.parametrize(("grant", "action"), [(True, "breach_excused"), (False, "appeal_refused")])
async def test_what_a_lead_says_to_a_workers_appeal_is_recorded(
    database: Database, *, grant: bool, action: str
) -> None:
    day, worker = ShortDay(database), Agent(user_id=21, number="21", role=Role.WORKER)
    await employ(database, LIN, ZHAO, worker)
    play = CaseScript(CaseKind.REPAIR, agents=(LIN, ZHAO, worker)).filed(place="3-502", what="A tap drips")
    play.play(w.DecideScope(agent=LIN.user_id, origin=_HERE, scope=Scope.FREE))
    play.play(w.DispatchTo(agent=LIN.user_id, origin=_HERE, to="21")).until(Clock.REPAIR_ACCEPT)
    change = replace(registered.change(play.begun, play.history), ledger=postings(play.history, play.rules))
    async with database.begin() as unit:
        await unit.record_cases([change], {})
    asked = k.AppealCase(agent=21, origin=_HERE, words="The address was wrong")
    await day.give(k.OnCase(agent=21, origin=_HERE, number=play.case.number, asked=asked), c.OfRoom())
    seen = len(await told(database))
    judged = k.JudgeCaseAppeal(agent=ZHAO.user_id, origin=_HERE, clock=Clock.REPAIR_ACCEPT, occurrence=1, grant=grant)
    await day.give(judged, c.OfCase(1))
    assert await since(database, seen) == [(action, _LEAD, ["case:1", "customer:1001"])]


async def ledger(database: Database) -> Clock:
    async with database.begin() as unit:
        return next(line.clock for line in await unit.ledger(1) if line.appeal is not None)


async def test_a_file_taken_over_and_entries_that_come_and_go_are_recorded(database: Database) -> None:
    await employ(database, ZHAO)
    live = LiveLibrary(KnowledgeBase(()))
    desk = Desk(database, live, Rules(), now=lambda: TEN, locale="zh")
    seen = len(await told(database))
    lead: dict[str, Any] = {"agent": ZHAO.user_id, "origin": _HERE}
    for command in (
        ImportEntries(put=(FEE,), revision=0),
        Retire(entry_id=FEE.id, **lead),
        Restore(entry_id=FEE.id, **lead),
    ):
        assert await desk.handle([c.Given(command=command, subject=c.OfRoom())]) == []
    assert await since(database, seen) == [
        ("library_imported", "desk", ["library"]),
        ("entry_retired", _LEAD, ["entry:fee"]),
        ("entry_restored", _LEAD, ["entry:fee"]),
    ]


async def test_what_customers_hear_from_now_on_is_recorded_with_who_let_it_pass(database: Database) -> None:
    await employ(database, ZHAO, CHEN)
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), Rules(), now=lambda: TEN, locale="zh")
    chen: dict[str, Any] = {"agent": CHEN.user_id, "origin": _HERE, "entry_id": FEE.id}
    lead = {**chen, "agent": ZHAO.user_id}
    seen = len(await told(database))
    for command in (
        ImportEntries(put=(FEE,), revision=0),
        SaveEntry(alterations=(Put(Field.ANSWER, "At the desk."),), seen=1, **chen),
        Submit(seen=2, **chen),
        Approve(seen=2, **chen),
        Approve(seen=2, **lead),
        RollBack(to=None, **lead),
    ):
        assert await desk.handle([c.Given(command=command, subject=c.OfRoom())]) == []
    assert (await since(database, seen))[1:] == [
        ("entry_published", _LEAD, ["entry:fee"]),
        ("entry_rolled_back", _LEAD, ["entry:fee"]),
    ]


async def test_a_lead_who_lets_new_rules_count_for_clocks_that_run_is_recorded(database: Database) -> None:
    await employ(database, LIN, ZHAO)
    editions = [
        Edition(version=one, at=TEN, sources=Sources(rules=f"accept = {60 + one}\n"), replaced_at=None)
        for one in (1, 2)
    ]
    rules = LiveRules(bound(editions))
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), rules, now=lambda: at(minutes=1), locale="zh")
    seen = len(await told(database))
    for who in (LIN, ZHAO):
        apply = c.ApplyRules(agent=who.user_id, origin=_HERE, version=2)
        assert await desk.handle([c.Given(command=apply, subject=c.OfRoom())]) == []
    assert await since(database, seen) == [("rules_applied", _LEAD, ["room"])]


async def test_two_files_that_become_one_are_recorded_once(database: Database) -> None:
    day = ShortDay(database)
    await day.mei_asks()
    peng = wrote(2, "Hello").content
    await day.give(c.Say(customer=PENG, content=peng), c.OfCustomer(PENG.chat_id))
    seen = len(await told(database))
    await day.give(MergeFiles(agent=ZHAO.user_id, origin=in_topic(), other=PENG.chat_id))
    assert await since(database, seen) == [("files_merged", _LEAD, ["file:1002", "file:1001"])]


async def test_a_ledger_a_lead_asks_for_is_recorded_and_an_agents_question_is_not(database: Database) -> None:
    day = ShortDay(database)
    await employ(database, LIN, ZHAO)
    seen = len(await told(database))
    for who in (LIN, ZHAO):
        await day.give(AskLedger(agent=who.user_id, origin=_HERE, kind=LedgerKind.REPAIRS), c.OfRoom())
    assert await since(database, seen) == [("ledger_sent", _LEAD, ["ledger:repairs"])]


async def test_a_group_that_becomes_the_staff_room_is_recorded_with_who_linked_it(database: Database) -> None:
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), Rules(), now=lambda: TEN, locale="zh", link_code="abc")
    for code in ("wrong", "abc", "abc"):
        link = c.Link(origin=_HERE, code=code, forum=True, agent=ZHAO.user_id)
        assert await desk.handle([c.Given(command=link, subject=c.OfRoom())]) == []
    await database.outbox.bind_room(STAFF_ROOM, at())
    await database.outbox.bind_room(-200, at())
    room = ("room_bound", _LEAD, [f"chat:{STAFF_ROOM}"])
    linker = ("admitted", "desk", [f"agent:{ZHAO.user_id}"])  # the code was the operator's
    assert await told(database) == [linker, room, ("room_bound", "desk", ["chat:-200"])]


async def test_a_version_of_the_rules_is_recorded_with_a_digest_of_its_files(database: Database) -> None:
    first = Edition(version=1, at=TEN, sources=Sources(rules="a"))
    second = Edition(version=2, at=TEN, sources=Sources(rules="b"))
    async with database.begin() as unit:
        await unit.record_rules(first)
        await unit.record_rules(second)
    assert await told(database) == [("rules_changed", "desk", [f"rules:{one}"]) for one in (1, 2)]
    digests = {json.loads(one.body)["details"]["digest"] async for one in database.audit.records()}
    assert digests == {first.deed.details["digest"], second.deed.details["digest"]}
    assert len(digests) == 2


async def test_what_is_done_at_the_command_line_names_the_account_there(database: Database, address: str) -> None:
    await ShortDay(database).mei_asks()
    seen = len(await told(database))
    by_root = await open_database(address, command_line("root"))
    await by_root.persons.export([MEI.chat_id], at())
    await by_root.case_past.phones_seen(LedgerKind.REPAIRS, [MEI.chat_id], at())
    await by_root.case_past.phones_seen(LedgerKind.REPAIRS, [], at())
    await by_root.persons.erase([MEI.chat_id], at())
    await by_root.persons.erase([MEI.chat_id], at())
    await by_root.close()
    assert await since(database, seen) == [
        ("person_exported", "command line:root", ["file:1001"]),
        ("phones_exported", "command line:root", ["ledger:repairs"]),
        ("person_erased", "command line:root", ["file:1001"]),
    ]


# --- together or not at all ------------------------------------------------------------------------------------------


async def test_what_is_rolled_back_leaves_no_record_and_no_gap(database: Database) -> None:
    await write(database, deed(1))
    await fail(database, lambda unit: unit.attest([deed(2), deed(3)]))
    await write(database, deed(4))
    assert [subjects for _, _, subjects in await since(database, 0)] == [["agent:1"], ["agent:4"]]
    assert (await database.audit.head()).number == 2


async def test_many_who_write_at_once_make_one_whole_chain(address: str) -> None:
    """Two programs on one database: on SQLite they take turns, on PostgreSQL the head makes them wait."""
    programs = [await open_database(address) for _ in range(2)]
    tasks = [write(programs[one % 2], deed(one), deed(100 + one)) for one in range(20)]
    await asyncio.gather(*tasks)
    reading, flaw = await programs[0].audit.verified()
    assert (reading.head.number, flaw) == (40, None)
    pairs = [subjects[0] for _, _, subjects in await told(programs[0])]
    assert all(int(second[6:]) == int(first[6:]) + 100 for first, second in zip(pairs[::2], pairs[1::2], strict=True))
    for program in programs:
        await program.close()


async def test_a_chain_longer_than_a_page_is_read_to_its_end_while_others_write(database: Database) -> None:
    await write(database, *[deed(one) for one in range(25)])
    database.audit._page = 10

    async def more() -> None:
        for one in range(5):
            await write(database, deed(one))

    (reading, flaw), _ = await asyncio.gather(database.audit.verified(), more())
    assert flaw is None
    assert reading.head.number >= 25


# --- what nobody may do ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET body = '{}'", "DELETE FROM audit", "DELETE FROM audit WHERE number = 2"]
)
async def test_the_database_itself_refuses_to_change_a_record(database: Database, address: str, statement: str) -> None:
    await write(database, deed(1), deed(2))
    with pytest.raises(DBAPIError, match="only added to"):
        await run(address, statement)
    assert len(await since(database, 0)) == 2


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("UPDATE audit SET body = replace(body, 'user:1', 'user:2') WHERE number = 3", Flaw(3, Fault.CHANGED)),
        ("UPDATE audit SET digest = '' WHERE number = 3", Flaw(3, Fault.CHANGED)),
        ("DELETE FROM audit WHERE number = 3", Flaw(3, Fault.MISSING)),
        ("DELETE FROM audit WHERE number = 1", Flaw(1, Fault.MISSING)),
        ("DELETE FROM audit WHERE number > 3", Flaw(4, Fault.CUT)),
        ("INSERT INTO audit (number, body, digest) VALUES (6, '{}', '')", Flaw(6, Fault.CHANGED)),
        ("INSERT INTO audit (number, body, digest) VALUES (0, '{}', '')", Flaw(0, Fault.DOUBLED)),
        ("DELETE FROM audit_head", Flaw(1, Fault.BEYOND)),
        ("UPDATE audit_head SET digest = ''", Flaw(5, Fault.NOT_THE_HEAD)),
    ],
)  # fmt: skip
async def test_whoever_takes_the_guard_down_and_tampers_is_found_out(
    database: Database, address: str, statement: str, flaw: Flaw
) -> None:
    await write(database, *[deed(one) for one in range(5)])
    await run(address, *unguarded(address, statement))
    assert (await database.audit.verified())[1] == flaw


async def test_an_end_that_was_cut_off_cleanly_is_told_by_a_head_that_was_noted(
    database: Database, address: str
) -> None:
    await write(database, *[deed(one) for one in range(5)])
    noted = (await database.audit.head()).digest
    third = (await rows(database, audit))[2]["digest"]
    moved = "UPDATE audit_head SET number = 3, digest = (SELECT digest FROM audit WHERE number = 3)"
    await run(address, *unguarded(address, "DELETE FROM audit WHERE number > 3", moved))
    assert (await database.audit.verified())[1] is None
    assert (await database.audit.verified(noted))[1] == Flaw(3, Fault.NOT_NOTED)
    await write(database, deed(9))
    reading, flaw = await database.audit.verified(third)
    assert (reading.noted_at, flaw) == (3, None)


async def test_words_never_reach_a_record(database: Database) -> None:
    day = ShortDay(database)
    await day.mei_asks()
    await day.lin_takes_her()
    day.moment += timedelta(minutes=1)
    await day.give(c.DecideBarring(agent=ZHAO.user_id, origin=in_topic("press"), barred=True))
    await database.persons.export([MEI.chat_id], at())
    bodies = " ".join([one.body async for one in database.audit.records()])
    assert "tap" not in bodies
    assert MEI.name not in bodies
    assert WANG.user_id != LIN.user_id

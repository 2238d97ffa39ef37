"""What is kept of cases and forms: facts, words apart from the history, numbers without a gap, deadlines."""

import pytest

from desk import commands as c
from desk.case import fold
from desk.cases import commands as k
from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.commands import Given, OfCase, OfCustomer, Origin, Strike
from desk.errors import Conflict
from desk.events import Clock
from desk.forms.form import Answer, Field, Form, FormKind
from desk.ports.cases import CaseChange
from storage import codec
from storage.engine import Database
from storage.tables import case_texts, events, overruns
from tests.kit.case_script import CaseScript
from tests.kit.cast import LIN, MEI, TEN, ZHAO, at
from tests.storage.steps import begun, employ, record, rows
from tests.storage.talking import desk_on

ROOM = Origin(chat_id=-100, message_id=1)


def _filed(case_id: int = 1) -> tuple[CaseScript, CaseChange]:
    script = CaseScript(CaseKind.REPAIR)
    script.begun = script.case = Case(id=case_id, customer=MEI.chat_id, kind=CaseKind.REPAIR)
    script.floor.case_counters = {"case": case_id, "case:BX:2026": case_id - 1}
    script.filed(what="厨房漏水", place="3栋502", evidence=Answer(files=("photo:A", "photo:B")))
    return script, _change(script)


def _change(script: CaseScript) -> CaseChange:
    due = min(script.deadlines.values())
    return CaseChange(
        before=script.begun,
        after=script.case,
        news=script.news,
        texts=script.last.texts,
        next_due_at=due,
    )


async def _keep(database: Database, script: CaseScript, change: CaseChange) -> None:
    async with database.begin() as unit:
        await unit.case_counters()
        await unit.record_cases([change], script.floor.case_counters)


async def test_a_case_is_kept_with_its_history_and_its_words_beside_it(database: Database) -> None:
    await record(database, begun())
    script, change = _filed()
    await _keep(database, script, change)
    async with database.begin() as unit:
        assert list(await unit.cases([1])) == [script.case]
        assert list(await unit.cases_of([MEI.chat_id])) == [script.case]
        assert list(await unit.cases_numbered([script.case.number])) == [script.case]
        assert list(await unit.open_cases(10)) == [script.case]
        assert (await unit.load([OfCustomer(MEI.chat_id)])).cases == {MEI.chat_id}
    kept = [codec.event(row["type"], row["body"]) for row in await rows(database, events) if row["subject"] == "case:1"]
    assert fold(script.begun, kept) == script.case
    assert "漏水" not in str([row["body"] for row in await rows(database, events)])
    assert {(row["field"], row["text"], row["files"]) for row in await rows(database, case_texts)} == {
        ("what", "厨房漏水", None),
        ("place", "3栋502", None),
        ("evidence", "", '["photo:A", "photo:B"]'),
    }


async def test_numbers_follow_one_another_without_a_gap_and_are_never_given_twice(database: Database) -> None:
    script, change = _filed()
    await _keep(database, script, change)
    async with database.begin() as unit:
        assert await unit.case_counters() == {"case": 1, "case:BX:2026": 1}
    again, same = _filed()
    with pytest.raises(Conflict):
        await _keep(database, again, same)
    assert script.case.number == "BX-20261123-0001"


async def test_a_case_that_has_moved_on_is_not_overwritten(database: Database) -> None:
    script, change = _filed()
    await _keep(database, script, change)
    stale, moved = script.case, script.play(k.Assign(agent=LIN.user_id, origin=ROOM))
    step = CaseChange(before=stale, after=moved.case, news=moved.news)
    await _keep(database, script, step)
    with pytest.raises(Conflict):
        await _keep(database, script, step)


async def test_a_form_is_there_again_after_a_restart_and_gone_when_it_ends(database: Database) -> None:
    await record(database, begun())
    form = Form(
        chat_id=MEI.chat_id,
        kind=FormKind.REPAIR,
        began_at=TEN,
        step=3,
        asking=Field.PLACE,
        answers={Field.WHAT: Answer(text="漏水", files=("photo:A",))},
        trail=(Field.WHAT,),
    )
    async with database.begin() as unit:
        await unit.unseen([], TEN)
        await unit.keep_forms({MEI.chat_id: form})
    async with database.begin() as unit:
        assert (await unit.load([OfCustomer(MEI.chat_id)])).forms == {MEI.chat_id}
        assert await unit.forms([MEI.chat_id]) == {MEI.chat_id: form}
        await unit.keep_forms({MEI.chat_id: None})
    async with database.begin() as unit:
        assert await unit.forms([MEI.chat_id]) == {}


async def test_the_agenda_finds_a_case_that_has_come_due_and_the_desk_lets_it_strike(database: Database) -> None:
    await record(database, begun())
    await employ(database, LIN, ZHAO)
    script, change = _filed()
    await _keep(database, script, change)
    day_later = at(minutes=24 * 60 + 1)
    assert OfCase(1) in await database.agenda.due(day_later, 10)
    desk = desk_on(database, day_later)
    assert await desk.handle([Given(command=Strike(), subject=OfCase(1))]) == []
    (line,) = [row for row in await rows(database, overruns) if row["subject"] == "case:1"]
    assert (line["clock"], line["points"]) == (Clock.REQUEST_REPLY.value, 0)
    assert OfCase(1) not in await database.agenda.due(day_later, 10)


async def test_staff_find_a_case_by_its_number_and_a_stranger_is_told_nothing(database: Database) -> None:
    await record(database, begun())
    await employ(database, LIN)
    script, change = _filed()
    await _keep(database, script, change)
    desk = desk_on(database, at(minutes=1))
    stranger = k.Assign(agent=999, origin=ROOM)
    found = k.OnCase(
        agent=LIN.user_id, origin=ROOM, number=script.case.number, asked=k.Assign(agent=LIN.user_id, origin=ROOM)
    )
    given = [
        Given(command=stranger, subject=OfCase(1)),
        Given(command=found, subject=c.OfRoom()),
    ]
    assert await desk.handle(given) == []
    async with database.begin() as unit:
        (case,) = await unit.cases([1])
    assert (case.state, case.handler) == (CaseState.ASSIGNED, LIN.user_id)

"""What is kept of cases and forms: facts, words apart from the history, numbers without a gap, deadlines."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import Select, make_url

from desk import commands as c
from desk.batch import Batch
from desk.case import fold
from desk.cases import commands as k
from desk.cases.complaints.commands import TurnIntoComplaint
from desk.cases.kinds import CaseKind
from desk.cases.loading import open_cases
from desk.cases.state import Case, CaseState
from desk.commands import Given, OfCase, OfCustomer, Origin, Strike
from desk.content import Content
from desk.errors import Conflict
from desk.events import Clock
from desk.forms.form import Answer, Field, Form, FormKind
from desk.ports import UnitOfWork
from desk.ports.cases import CaseChange
from desk.rules import Rules
from storage import cases as kept
from storage import codec
from storage.engine import Database
from storage.tables import case_texts, events, overruns
from tests.kit.case_script import CaseScript
from tests.kit.cast import KNOWLEDGE, LIN, MEI, TEN, ZHAO, at
from tests.storage.steps import begun, employ, record, rows
from tests.storage.talking import desk_on

ROOM = Origin(chat_id=-100, message_id=1)


def _say(text: str) -> c.Say:
    return c.Say(customer=MEI, content=Content(chat_id=MEI.chat_id, message_id=9, sent_at=TEN, text=text))


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


async def test_whoever_is_removed_hands_their_cases_over_in_the_same_transaction(database: Database) -> None:
    await record(database, begun())
    await employ(database, LIN, ZHAO)
    script, change = _filed()
    await _keep(database, script, change)
    before = script.case
    script.play(k.Assign(agent=LIN.user_id, origin=ROOM))
    await _keep(database, script, CaseChange(before=before, after=script.case, news=script.news))
    remove = Given(command=c.Remove(agent=ZHAO.user_id, origin=ROOM, number=LIN.number), subject=c.OfRoom())
    async with database.begin() as unit:
        assert list(await unit.cases_with(LIN.user_id)) == [script.case]
        assert list(await unit.cases_with(ZHAO.user_id)) == []
    watched = _Watched(database, breaks=True)
    assert len(await desk_on(watched, at(minutes=1)).handle([remove])) == 1
    async with database.begin() as unit:
        assert [one.handler for one in await unit.cases([1])] == [LIN.user_id]
        assert not (await unit.staff())[LIN.user_id].removed
    watched = _Watched(database)
    assert await desk_on(watched, at(minutes=1)).handle([remove]) == []
    assert watched.begun == 1
    async with database.begin() as unit:
        assert [one.handler for one in await unit.cases([1])] == [ZHAO.user_id]
        assert (await unit.staff())[LIN.user_id].removed
        assert list(await unit.cases_with(LIN.user_id)) == []


class _Watched:
    """A database whose transactions are counted; where it breaks, each goes wrong when all is written."""

    def __init__(self, database: Database, *, breaks: bool = False) -> None:
        self._database = database
        self._breaks = breaks
        self.begun = 0

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[UnitOfWork]:
        self.begun += 1
        async with self._database.begin() as unit:
            yield unit
            if self._breaks:
                raise ZeroDivisionError


async def test_cases_are_locked_in_one_order_and_a_customers_are_told_latest_first(database: Database) -> None:
    await record(database, begun())
    for number in (1, 2, 3):
        script, change = _filed(number)
        await _keep(database, script, change)
    async with database.begin() as unit:
        assert [one.id for one in await unit.cases_of([MEI.chat_id])] == [3, 2, 1]
    postgresql = make_url("postgresql+asyncpg://").get_dialect()()
    named = [str(one.compile(dialect=postgresql)) for one in vars(kept).values() if isinstance(one, Select)]
    locking = [one for one in named if "FOR UPDATE" in one and "FROM cases" in one]
    assert len(locking) > 1
    assert all("ORDER BY cases.id FOR UPDATE" in one for one in locking)


@pytest.mark.parametrize(
    ("command", "held"),
    [
        (k.FollowUp(agent=LIN.user_id, origin=ROOM, words="Rang them"), False),
        (k.ShowCase(agent=LIN.user_id, origin=ROOM), False),
        (TurnIntoComplaint(agent=LIN.user_id, origin=ROOM), True),
        (
            k.OnCase(
                agent=LIN.user_id, origin=ROOM, number=None, asked=TurnIntoComplaint(agent=LIN.user_id, origin=ROOM)
            ),
            True,
        ),
        (c.FileForm(agent=LIN.user_id, origin=ROOM), True),
        (_say("My tap leaks"), False),
        (_say("水管爆了"), True),
    ],
)
async def test_the_numbers_are_held_only_where_a_case_may_be_filed(
    database: Database, command: c.Command, *, held: bool
) -> None:
    await record(database, begun())
    await employ(database, LIN)
    script, change = _filed()
    await _keep(database, script, change)
    given = Given(command=command, subject=OfCustomer(MEI.chat_id))
    async with database.begin() as unit:
        loaded = await unit.load({given.subject})
        batch = Batch(
            now=TEN, rules=Rules(), knowledge=KNOWLEDGE, locale="zh", loaded=loaded, agents=await unit.staff()
        )
        await open_cases(unit, [given], batch, loaded)
    assert bool(batch.floor.case_counters) is held

"""What came due while the program was down, or Telegram out of reach, is nobody's fault here."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.outages import Outages
from desk.cases.kinds import CaseKind, Scope
from desk.cases.repairs import commands as w
from desk.commands import OfCase, Strike
from desk.events import Clock, Excuse
from desk.people import Agent, Role
from desk.ports.cases import CaseChange
from storage.engine import open_database
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, TEN, WANG, ZHAO, at
from tests.kit.short_day import ShortDay
from tests.storage.steps import employ

_QIAN = Agent(user_id=21, number="21", role=Role.WORKER, on_duty_since=TEN)
_CASE = OfCase(1)
_TELEGRAM = frozenset({Excuse.TELEGRAM})
_DATABASE = frozenset({Excuse.OUTAGE})


class Line:
    """What promises are excused by while it lasts: Telegram out of reach, a database that does not answer."""

    excuses: frozenset[Excuse] = frozenset()


@asynccontextmanager
async def waiting_for_lin(folder: Path) -> AsyncGenerator[tuple[ShortDay, Line, Outages]]:
    """Mei waits for the first answer of Lin, due at five past."""
    database = await open_database(f"sqlite+aiosqlite:///{folder / 'desk.sqlite3'}")
    try:
        day, line = ShortDay(database), Line()
        await day.mei_asks()
        await day.lin_takes_her()
        yield day, line, Outages(day.desk, database.agenda, day, excuses=lambda: line.excuses)
    finally:
        await database.close()


@asynccontextmanager
async def waiting_for_qian(folder: Path) -> AsyncGenerator[tuple[ShortDay, Line, Outages]]:
    """A repair waits for Qian to accept it, due at three past."""
    crew = (LIN, WANG, ZHAO, _QIAN)
    script = CaseScript(CaseKind.REPAIR, agents=crew).filed(place="3 栋 502", what="厨房漏水")
    script.play(w.DecideScope(agent=LIN.user_id, origin=ROOM, scope=Scope.FREE))
    script.play(w.DispatchTo(agent=LIN.user_id, origin=ROOM, to="21"))
    due = min(script.deadlines.values())
    change = CaseChange(before=script.begun, after=script.case, news=tuple(script.history), next_due_at=due)
    database = await open_database(f"sqlite+aiosqlite:///{folder / 'desk.sqlite3'}")
    try:
        day, line = ShortDay(database), Line()
        await employ(database, *crew)
        async with database.begin() as unit:
            await unit.record_cases([change], {})
        yield day, line, Outages(day.desk, database.agenda, day, excuses=lambda: line.excuses)
    finally:
        await database.close()


async def excuse(day: ShortDay) -> Excuse | None:
    """Return what excuses the one line of the ledger."""
    ((_, line),) = await day.database.past.ledger(at(), at(days=1))
    assert line.clock is Clock.FIRST_REPLY
    return line.excuse


@pytest.mark.parametrize(("down", "excused"), [(4.9, Excuse.OUTAGE), (5.1, None)])
async def test_what_came_due_while_we_were_down_is_excused_when_it_strikes_at_the_start(
    tmp_path: Path, down: float, excused: Excuse | None
) -> None:
    """The canary sang for the last time a minute before it was due again."""
    async with waiting_for_lin(tmp_path) as (day, _, outages):
        await day.database.agenda.canary(day.now(), at(minutes=down + 1))
        day.moment = at(minutes=9)
        await outages.look_back()
        await day.clocks_strike(9)
        assert await excuse(day) == excused


async def test_a_start_that_took_less_than_two_minutes_excuses_nothing(tmp_path: Path) -> None:
    async with waiting_for_lin(tmp_path) as (day, _, outages):
        await day.database.agenda.canary(day.now(), at(minutes=5))
        day.moment = at(minutes=6)
        await outages.look_back()
        await day.clocks_strike(6)
        assert await excuse(day) is None


async def test_a_first_start_has_no_outage_before_it(tmp_path: Path) -> None:
    async with waiting_for_lin(tmp_path) as (day, _, outages):
        day.moment = at(minutes=6)
        await outages.look_back()
        await day.clocks_strike(6)
        assert await excuse(day) is None


@pytest.mark.parametrize(("until", "excused"), [(5.5, Excuse.TELEGRAM), (5.4, None)])
async def test_what_struck_while_telegram_was_out_of_reach_is_excused_when_that_is_over(
    tmp_path: Path, until: float, excused: Excuse | None
) -> None:
    async with waiting_for_lin(tmp_path) as (day, line, outages):
        line.excuses = _TELEGRAM
        for moment in (4.95, 5.2):
            day.moment = at(minutes=moment)
            await outages.look()
        await day.clocks_strike(5.2)
        assert await excuse(day) is None
        line.excuses, day.moment = frozenset(), at(minutes=until)
        await outages.look()
        await outages.look()
        assert await excuse(day) == excused


@pytest.mark.parametrize(
    ("first", "then", "excused"),
    [
        (_DATABASE, _DATABASE, Excuse.OUTAGE),
        (_TELEGRAM, _DATABASE, Excuse.TELEGRAM),
        (_DATABASE, _TELEGRAM, Excuse.OUTAGE),
        (frozenset[Excuse](), frozenset[Excuse](), None),
    ],
)
async def test_each_stretch_of_trouble_excuses_by_its_own_name(
    tmp_path: Path, first: frozenset[Excuse], then: frozenset[Excuse], excused: Excuse | None
) -> None:
    """One kind of trouble from four past to half past five, another from there on; Lin's answer was due at five."""
    async with waiting_for_lin(tmp_path) as (day, line, outages):
        for minutes, excuses in ((4, first), (5.5, then), (7, frozenset[Excuse]())):
            line.excuses, day.moment = excuses, at(minutes=minutes)
            await outages.look()
        await day.clocks_strike(7)
        assert await excuse(day) == excused


async def test_two_kinds_of_trouble_at_once_are_each_as_long_as_they_are(tmp_path: Path) -> None:
    """The database was away for twenty seconds of the minutes that Telegram was."""
    both, neither = _TELEGRAM | _DATABASE, frozenset[Excuse]()
    async with waiting_for_lin(tmp_path) as (day, line, outages):
        for minutes, excuses in ((4, _TELEGRAM), (4.9, both), (5.2, _TELEGRAM), (7, neither)):
            line.excuses, day.moment = excuses, at(minutes=minutes)
            await outages.look()
        await day.clocks_strike(7)
        assert await excuse(day) is Excuse.TELEGRAM


@pytest.mark.parametrize(("until", "excused"), [(6, Excuse.TELEGRAM), (3.4, None)])
async def test_a_case_that_struck_while_telegram_was_out_of_reach_is_excused_when_that_is_over(
    tmp_path: Path, until: float, excused: Excuse | None
) -> None:
    async with waiting_for_qian(tmp_path) as (day, line, outages):
        line.excuses, day.moment = _TELEGRAM, at(minutes=2.95)
        await outages.look()
        day.moment = at(minutes=3.2)
        await day.give(Strike(), _CASE)
        line.excuses, day.moment = frozenset(), at(minutes=until)
        await outages.look()
        ((_, found),) = await day.database.past.ledger(at(), at(days=1))
        assert (found.clock, found.excuse) == (Clock.REPAIR_ACCEPT, excused)


async def test_what_a_worker_did_while_we_were_down_is_excused_though_it_is_heard_before_any_clock_strikes(
    tmp_path: Path,
) -> None:
    async with waiting_for_qian(tmp_path) as (day, _, outages):
        await day.database.agenda.canary(day.now(), at(minutes=2))
        day.moment = at(minutes=20)
        await outages.look_back()
        await day.give(w.AcceptWork(agent=_QIAN.user_id, origin=ROOM), _CASE)
        ((_, found),) = await day.database.past.ledger(at(), at(days=1))
        assert (found.tier, found.points, found.excuse) == (2, 0, Excuse.OUTAGE)

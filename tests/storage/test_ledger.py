"""The ledger of overruns as it is kept, and what was recorded as it is read again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from desk.cases.kinds import CaseKind
from desk.cases.state import Case
from desk.clocks.ledger import Line, lines, postings
from desk.clocks.replay import replay
from desk.commands import ExcuseOne
from desk.events import Breached, BreachWithdrawn, Clock, Event, Excuse, Excused, Overran
from desk.ports import Change
from desk.ports.cases import CaseChange
from desk.rules import Rules
from desk.state import Conversation
from storage.engine import Database
from tests.kit.case_script import CaseScript
from tests.kit.cast import LIN, at
from tests.storage.steps import begun, conversation_of, employ, fail, record, step, taken

_DUE = at(minutes=5)
_BREACHED = Breached(at=_DUE, clock=Clock.FIRST_REPLY, occurrence=1, due=_DUE, agent=LIN.user_id)
_RAISED = Breached(
    at=at(minutes=15), clock=Clock.FIRST_REPLY, occurrence=1, due=at(minutes=15), tier=2, agent=LIN.user_id
)
_OVERRAN = Overran(
    at=at(minutes=16, milliseconds=1),
    clock=Clock.FIRST_REPLY,
    occurrence=1,
    due=_DUE,
    overrun=timedelta(minutes=11, milliseconds=1),
    tier=2,
)
_EXCUSED = Excused(at=at(minutes=17), clock=Clock.FIRST_REPLY, occurrence=1, due=_DUE, excuse=Excuse.OUTAGE)
_WITHDRAWN = BreachWithdrawn(at=at(minutes=17), clock=Clock.FIRST_REPLY, occurrence=1, due=_DUE)


def happens(before: Conversation, *news: Event) -> Change:
    return step(before, *news, ledger=postings(news, Rules()))


async def ledger(database: Database) -> list[Line]:
    return [line for _, line in await database.past.ledger(at(), at(days=1))]


async def test_a_line_is_raised_and_settled_from_transaction_to_transaction(database: Database) -> None:
    await record(database, taken())
    news = (_BREACHED, _RAISED, _OVERRAN)
    for count, one in enumerate(news, start=1):
        await record(database, happens(await conversation_of(database), one))
        assert await ledger(database) == list(lines(news[:count], Rules()).values())


async def test_all_of_it_in_one_transaction_leaves_the_same(database: Database) -> None:
    await record(database, taken())
    await record(database, happens(await conversation_of(database), _BREACHED, _RAISED, _OVERRAN, _EXCUSED))
    assert await ledger(database) == [
        Line(
            clock=Clock.FIRST_REPLY,
            occurrence=1,
            due=_DUE,
            tier=2,
            points=0,
            agent=LIN.user_id,
            overrun=timedelta(minutes=11, seconds=1),
            met_at=_OVERRAN.at,
            excuse=Excuse.OUTAGE,
        )
    ]


async def test_a_breach_that_is_withdrawn_leaves_no_line(database: Database) -> None:
    await record(database, taken())
    await record(database, happens(await conversation_of(database), _BREACHED))
    await record(database, happens(await conversation_of(database), _WITHDRAWN))
    assert await ledger(database) == []


async def test_nothing_is_entered_by_a_transaction_that_failed(database: Database) -> None:
    await record(database, taken())
    change = happens(await conversation_of(database), _BREACHED)
    await fail(database, lambda unit: unit.record([change]))
    assert await ledger(database) == []


async def test_what_was_broken_in_a_stretch_is_found_with_its_conversation_until_it_is_excused(
    database: Database,
) -> None:
    await record(database, taken())
    await record(database, happens(await conversation_of(database), _BREACHED))
    whole = await conversation_of(database)
    for since, until, found in ((at(), _DUE, 1), (_DUE, at(hours=1), 1), (at(minutes=6), at(hours=1), 0)):
        async with database.begin() as unit:
            broken = await unit.broken(since, until)
        assert [(one, list(of)) for one, of in broken] == [(whole, await ledger(database))] * found
    await record(database, happens(whole, _EXCUSED))
    async with database.begin() as unit:
        assert await unit.broken(at(), at(hours=1)) == []


async def test_what_was_broken_of_a_case_is_found_with_the_case_until_it_is_excused(database: Database) -> None:
    await record(database, taken())
    await record(database, happens(await conversation_of(database), _BREACHED))
    script = CaseScript(CaseKind.REPAIR).filed(place="3 栋 502", what="厨房漏水").wait(days=1).strike()
    await _keep(database, script, script.begun, script.history)
    due, (line,) = at(days=1), script.ledger
    for since, until, found in ((at(), due, 1), (due, at(days=2), 1), (at(), due - timedelta(seconds=1), 0)):
        async with database.begin() as unit:
            broken = await unit.broken_cases(since, until)
        assert [(one, list(of)) for one, of in broken] == [(script.case, [line])] * found
    before = script.case
    excuse = ExcuseOne(clock=line.clock, occurrence=line.occurrence, due=line.due, why=Excuse.TELEGRAM)
    await _keep(database, script, before, script.play(excuse).news)
    async with database.begin() as unit:
        assert await unit.broken_cases(at(), at(days=2)) == []
        assert len(await unit.broken(at(), at(days=2))) == 1


async def _keep(database: Database, script: CaseScript, before: Case, news: Sequence[Event]) -> None:
    posted = postings(news, script.rules)
    change = CaseChange(before=before, after=script.case, news=tuple(news), ledger=posted)
    async with database.begin() as unit:
        await unit.record_cases([change], {})


async def test_a_conversation_is_read_with_everything_that_was_recorded_of_it(database: Database) -> None:
    await record(database, begun())
    await record(database, happens(await conversation_of(database), *taken().news[1:]))
    await record(database, happens(await conversation_of(database), _BREACHED))
    found = await database.past.recorded(1)
    assert found is not None
    assert found.stands == await conversation_of(database)
    assert list(found.history) == [*begun().news, *taken().news[1:], _BREACHED]
    assert found.strikes == {(Clock.FIRST_REPLY, 1, 1, _DUE)}
    assert list(found.ledger.values()) == await ledger(database)
    assert replay(found, Rules(), at(), at(days=1)) == []
    assert await database.past.recorded(2) is None


async def test_a_period_is_of_the_conversations_in_which_something_happened_then(database: Database) -> None:
    await record(database, taken())
    for since, until, numbers in ((at(), at(seconds=1), [1]), (at(seconds=1), at(days=1), [])):
        found = [one.stands.id async for one in database.past.recorded_between(since, until)]
        assert found == numbers


async def test_a_promise_that_ran_out_then_belongs_to_a_period_though_it_was_noticed_later(database: Database) -> None:
    await record(database, begun())
    await record(database, happens(await conversation_of(database), *taken().news[1:]))
    await record(database, happens(await conversation_of(database), replace(_BREACHED, at=at(days=3))))
    found = [one.stands.id async for one in database.past.recorded_between(_DUE, _DUE + timedelta(seconds=1))]
    assert found == [1]


async def test_agents_are_known_by_their_numbers(database: Database) -> None:
    await employ(database, LIN)
    assert await database.past.numbers() == {LIN.user_id: "07"}

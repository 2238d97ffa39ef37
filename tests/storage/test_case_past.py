"""Cases read for ledgers and figures: page by page, in order, and the same figures as from the events."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from desk import events as e
from desk.case import fold
from desk.cases.brief import CaseInBrief
from desk.cases.callbacks.rating_figures import callback_figures, rating_figures
from desk.cases.figure import Figure
from desk.cases.figures import MonthCount, Talks
from desk.cases.kinds import CaseKind
from desk.cases.ledgers import CallbackEntry, CaseEntry, LedgerKind, OverrunEntry
from desk.cases.months import Month
from desk.cases.state import Case
from desk.cases.turn import CaseText
from desk.clocks.ledger import postings
from desk.events import Event
from desk.ports.cases import CaseChange
from desk.rules import Rules
from storage import codec
from storage.case_past import SqlCasePast
from storage.engine import Database
from storage.tables import events, file_looks
from tests.kit.registered import begun, change, history
from tests.storage.steps import rows

SINCE = datetime(2026, 10, 20, 8, tzinfo=UTC)
EVERY = timedelta(hours=6)
COUNT = 240
LATER = datetime(2027, 1, 5, tzinfo=UTC)


def told(number: int) -> tuple[Case, list[Event]]:
    """Return the case of a number before it began, and its history."""
    kind = tuple(CaseKind)[number % len(CaseKind)]
    case = begun(number, kind, 10_000 + number // 2)
    return case, history(case, SINCE + EVERY * (number // 2))  # two at the same moment


def texts(number: int) -> tuple[CaseText, ...]:
    return (
        CaseText(news=0, field="what", text=f"words of {number}"),
        CaseText(news=0, field="evidence", files=("photo:A", "photo:B")),
        CaseText(news=1, field="note", text="first"),
        CaseText(news=1, field="note", text="second", author=7),
    )


async def register(database: Database, changes: Sequence[CaseChange]) -> None:
    async with database.begin() as unit:
        await unit.record_cases(changes, {})


async def fill(database: Database) -> SqlCasePast:
    """Have many cases, and read them in small pages."""
    await register(database, [change(*told(number), texts(number)) for number in range(1, COUNT + 1)])
    return SqlCasePast(database._connections, page=7)


async def test_every_case_of_a_period_is_read_once_and_in_order(database: Database) -> None:
    past = await fill(database)
    whole = [case.id async for case in past.cases()]
    assert whole == list(range(1, COUNT + 1))
    since, until = SINCE + EVERY * 10, SINCE + EVERY * 20
    assert [case.id async for case in past.cases(since=since, until=until)] == list(range(20, 40))
    repairs = [case async for case in past.cases(kind=CaseKind.REPAIR, since=since, until=until)]
    assert [case.id for case in repairs] == [number for number in range(20, 40) if number % 4 == 1]


async def test_a_line_of_a_ledger_has_the_latest_words_and_counts_the_files(database: Database) -> None:
    past = await fill(database)
    entries = [entry async for entry in past.entries(LedgerKind.COMPLAINTS, until=SINCE + EVERY * 6)]
    assert entries == [
        CaseEntry(case=fold(*told(number)), words={"what": f"words of {number}", "note": "second"}, files=2)
        for number in (4, 8)
    ]


async def test_callbacks_are_read_event_by_event_with_the_words_beside_them(database: Database) -> None:
    case, news = told(9)
    asked = [place for place, one in enumerate(news) if type(one).__name__ == "CallbackRated"]
    said = [
        CaseText(news=0, field="what", text="it drips"),
        CaseText(news=asked[0], field="callback", text="very quick"),
    ]
    await register(database, [change(case, news, said)])
    found = [entry async for entry in database.case_past.entries(LedgerKind.CALLBACKS)]
    assert [type(one.event).__name__ for one in found if isinstance(one, CallbackEntry)] == [
        "CallbackAsked",
        "CallbackTried",
        "CallbackRated",
    ]
    assert [one.words for one in found if isinstance(one, CallbackEntry)] == ["", "", "very quick"]
    before = [entry async for entry in database.case_past.entries(LedgerKind.CALLBACKS, until=news[0].at)]
    assert before == []


async def test_overruns_of_conversations_and_of_cases_stand_in_one_ledger(database: Database) -> None:
    case, (first, *_) = told(4)
    due = first.at + timedelta(hours=24)
    news = [first, e.Breached(at=due, clock=e.Clock.COMPLAINT_REPLY, occurrence=1, due=due, agent=7)]
    written = change(case, news)
    await register(
        database, [CaseChange(before=case, after=written.after, news=tuple(news), ledger=postings(news, Rules()))]
    )
    (found,) = [entry async for entry in database.case_past.entries(LedgerKind.OVERRUNS)]
    assert isinstance(found, OverrunEntry)
    assert (found.case, found.conversation, found.line.clock) == (written.after.number, None, e.Clock.COMPLAINT_REPLY)
    assert [entry async for entry in database.case_past.entries(LedgerKind.OVERRUNS, until=due)] == []


@pytest.mark.parametrize("month", [Month(2026, 10), Month(2026, 11), Month(2026, 12)])
async def test_the_figures_of_the_rows_are_those_of_the_events(database: Database, month: Month) -> None:
    past = await fill(database)
    kept: dict[str, list[Event]] = {}
    for row in await rows(database, events):
        kept.setdefault(row["subject"], []).append(codec.event(row["type"], row["body"]))
    folded = [fold(told(number)[0], kept[f"case:{number}"]) for number in range(1, COUNT + 1)]
    stored = [case async for case in past.cases()]
    figures = counted(month, stored)
    assert figures == counted(month, folded)
    assert figures == counted(month, [case async for case in past.counted(until=LATER)])
    assert sum(figure.value or 0 for figure in figures) > 0


def counted(month: Month, cases: Sequence[Case | CaseInBrief]) -> Sequence[Figure]:
    found = MonthCount(month, now=LATER, rules=Rules(), talks=Talks(conversations=500))
    for case in cases:
        found.count(case)
    return found.figures()


async def test_conversations_are_counted_from_their_events(database: Database) -> None:
    def wrote(day: int) -> e.CustomerWrote:
        return e.CustomerWrote(at=SINCE + timedelta(days=day), message=day)

    by_bot = [wrote(1), wrote(2)]
    taken = [
        wrote(1),
        e.Taken(at=SINCE + timedelta(days=1), agent=7),
        e.Resolved(at=SINCE + timedelta(days=2), agent=7),
    ]
    idle_at = SINCE + timedelta(days=2)
    idle = [wrote(1), taken[1], e.IdleClosed(at=idle_at, clock=e.Clock.IDLE_PROMPTS, occurrence=1, due=idle_at)]
    talked: tuple[Sequence[Event], ...] = (by_bot, taken, idle, [wrote(40)])
    for number, news in enumerate(talked, start=1):
        await keep(database, f"conversation:{number}", news)
    await keep(database, "case:5", [wrote(1)])
    talks = await database.case_past.talks(SINCE, SINCE + timedelta(days=30))
    assert talks == Talks(conversations=3, by_bot=1, ended=2, unresolved=frozenset({3}))
    assert await database.case_past.talks(LATER, LATER + timedelta(days=1)) == Talks()


async def keep(database: Database, subject: str, news: Sequence[Event]) -> None:
    async with database._connections.writing() as connection:
        values = [
            {"subject": subject, "seq": seq, "type": type(one).__name__, "at": one.at, "body": codec.encode(one)}
            for seq, one in enumerate(news, start=1)
        ]
        await connection.execute(insert(events), values)


async def test_who_was_given_phone_numbers_is_only_added_to(database: Database) -> None:
    for day in (1, 2):
        await database.case_past.phones_seen(LedgerKind.REPAIRS, {1002, 1001}, SINCE + timedelta(days=day))
    await database.case_past.phones_seen(LedgerKind.REPAIRS, [], SINCE)
    seen = [(row["chat_id"], row["agent"], row["what"]) for row in await rows(database, file_looks)]
    assert seen == [(1001, None, "phones"), (1002, None, "phones")] * 2


async def test_what_was_learnt_of_a_months_remedies_is_what_the_whole_histories_tell(database: Database) -> None:
    past = await fill(database)
    since, until = Month(2026, 11).period(None)
    whole = callback_figures([told(number)[1] for number in range(1, COUNT + 1)], since, until)
    assert callback_figures(await past.remedies(since, until), since, until) == whole
    assert all(one.whole for one in whole)


async def test_how_a_months_talks_were_rated_is_read_from_their_farewells(database: Database) -> None:
    at = SINCE + timedelta(days=1)
    asked = [e.Resolved(at=at, agent=7, asks=True), e.Rated(at=at + timedelta(days=40), agent=7, satisfied=True)]
    await keep(database, "conversation:1", asked)
    await keep(database, "conversation:2", asked[:1])
    period = (SINCE, SINCE + timedelta(days=30))
    found = rating_figures(await database.case_past.farewells(*period), *period)
    assert [(one.part, one.whole) for one in found] == [(1, 2), (1, 1)]

from datetime import UTC, datetime

import pytest

from desk.case import fold
from desk.cases.kinds import CaseKind
from desk.cases.ledgers import (
    CALLBACK_EVENTS,
    LEDGERS,
    OF_CASES,
    TOLD,
    CallbackEntry,
    CaseEntry,
    LedgerKind,
    OverrunEntry,
    Shows,
    callback_step,
)
from desk.clocks.ledger import Line
from desk.events import Clock
from handlers.words import words_of
from tests.kit.registered import begun, history

FILED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def test_there_is_a_ledger_for_each_kind_of_record() -> None:
    assert set(LEDGERS) == set(LedgerKind)
    assert set(OF_CASES.values()) == set(CaseKind)


@pytest.mark.parametrize("kind", list(LedgerKind))
def test_no_column_stands_twice_in_a_ledger(kind: LedgerKind) -> None:
    names = [column.name for column in LEDGERS[kind]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("kind", list(LedgerKind))
def test_every_column_is_named(kind: LedgerKind, locale: str) -> None:
    named = words_of(locale).sentences
    assert f"ledger.{kind.value}" in named
    assert [column.name for column in LEDGERS[kind] if f"ledger_column.{column.name}" not in named] == []


@pytest.mark.parametrize("kind", list(OF_CASES))
def test_a_line_of_cases_is_cut_out_of_the_fold_and_the_words(kind: LedgerKind) -> None:
    case = begun(3, OF_CASES[kind])
    entry = CaseEntry(case=fold(case, history(case, FILED)), words=dict.fromkeys(TOLD, "words"), files=2)
    line = {column.name: column.of(entry) for column in LEDGERS[kind]}
    assert line["number"] == entry.case.number
    assert (line["filed_at"], line["handler"], line["files"]) == (FILED, entry.case.handler, 2)
    assert {line[column.name] for column in LEDGERS[kind] if column.shows is Shows.WORDS} == {"words"}


def test_every_event_of_a_callback_is_a_line_with_what_it_found() -> None:
    case = begun(9, CaseKind.REPAIR)
    news = history(case, FILED)
    whole = fold(case, news)
    entries = [CallbackEntry(case=whole, event=one) for one in news if isinstance(one, CALLBACK_EVENTS)]
    columns = {column.name: column.of for column in LEDGERS[LedgerKind.CALLBACKS]}
    told = [(columns["step"](one), columns["result"](one), columns["promptness"](one)) for one in entries]
    assert told == [("asked", None, None), ("tried", "not_reached", None), ("rated", "satisfied", 5)]


def test_what_is_no_callback_makes_no_line() -> None:
    case = begun(9, CaseKind.REPAIR)
    steps = [callback_step(one) for one in history(case, FILED)]
    assert steps.count(None) == len(steps) - 3


def test_an_overrun_names_the_case_or_the_conversation_it_is_about() -> None:
    line = Line(clock=Clock.COMPLAINT_REPLY, occurrence=1, due=FILED, tier=1, points=0)
    of = {column.name: column.of for column in LEDGERS[LedgerKind.OVERRUNS]}
    case, talk = OverrunEntry(line=line, case="TS-20261102-0001"), OverrunEntry(line=line, conversation=4)
    assert [(of["case"](one), of["conversation"](one)) for one in (case, talk)] == [
        ("TS-20261102-0001", None),
        (None, 4),
    ]

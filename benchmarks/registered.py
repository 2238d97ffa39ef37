"""A database full of cases: a year of them, a few stories for each day, as often as is wished.

To fold a history is to live through it, and a hundred thousand take minutes; so the stories of each day are folded
once and told of many customers. What is written is what the desk would have written.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from desk import events as e
from desk.case import Case, fold
from desk.cases.events import Filed
from desk.cases.kinds import SERIES, CaseKind
from desk.events import Event
from storage import codec
from tests.kit.registered import begun, history

BEGIN = datetime(2025, 11, 1, 1, 0, tzinfo=UTC)
DAYS = 365
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CHUNK = 20_000
_TALKS = 50_000

_WORDS = (
    ("what", "厨房水池下面的水管接头一直在滴水，已经用毛巾包住了，麻烦尽快安排师傅来看看，谢谢。"),
    ("place", "3 栋 2 单元 502"),
    ("contact", "13800138000"),
    ("called", "王女士"),
    ("note", "已电话联系客户 138 0013 8000，约好明天下午两点到四点上门。"),
)

Rows = Iterator[tuple[Any, ...]]


def fill(file: Path, cases: int) -> None:
    """Put so many cases into a migrated SQLite database, with their events and words, and conversations beside them."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    numbered = _cases(cases)
    while some := list(islice(numbered, _CHUNK)):
        connection.executemany(_CASE, map(_case_row, (case for case, _ in some)))
        connection.executemany(_EVENT, _event_rows(some))
        connection.executemany(_TEXT, _text_rows(some))
    connection.executemany(_EVENT, _talks())
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()


def _cases(count_: int) -> Iterator[tuple[Case, list[tuple[str, int, str]]]]:
    """Yield cases with their events as they are stored, day after day of the year, as registered."""
    each = -(-count_ // DAYS)
    number = count(1)
    left = count_
    for day in range(DAYS):
        stories = [_story(1 + day * len(CaseKind) + place) for place in range(2 * len(CaseKind))]
        for place in range(min(each, left)):
            left -= 1
            yield _told(next(number), *stories[place % len(stories)])


def _story(number: int) -> tuple[Case, list[Event]]:
    case = begun(number, tuple(CaseKind)[number % len(CaseKind)])
    news = history(case, BEGIN + _DAY * (number // len(CaseKind) % DAYS))
    return fold(case, news), news


def _told(number: int, case: Case, news: list[Event]) -> tuple[Case, list[tuple[str, int, str]]]:
    """The same story of another customer, at another place, under another number."""
    filed = news[0]
    assert isinstance(filed, Filed)  # noqa: S101 - every story begins so
    named = f"{SERIES[case.kind]}-{filed.at:%Y%m%d}-{number:06}"
    home = f"{number // 2:016x}" if case.household else None
    customer = 1_000_000 + number // 3
    told = replace(case, id=number, number=named, customer=customer, household=home, conversation=number % _TALKS)
    first = replace(filed, number=named, customer=customer, household=home, conversation=number % _TALKS)
    return told, [(type(one).__name__, _moment(one.at), codec.encode(one)) for one in (first, *news[1:])]


def _case_row(case: Case) -> tuple[Any, ...]:
    filed = _moment(case.filed_at or BEGIN)
    return (
        case.id, case.number, case.kind.value, case.customer, case.state.value, case.klass.value,
        case.category and case.category.value, case.handler, case.worker, case.emergency, filed,
        _moment(case.moved_at or BEGIN), case.closed_at and _moment(case.closed_at), case.version, codec.encode(case),
    )  # fmt: skip


def _event_rows(some: list[tuple[Case, list[tuple[str, int, str]]]]) -> Rows:
    for case, news in some:
        for seq, (kind, at, body) in enumerate(news, start=1):
            yield f"case:{case.id}", seq, kind, at, body


def _text_rows(some: list[tuple[Case, list[tuple[str, int, str]]]]) -> Rows:
    for case, _ in some:
        for field, text in _WORDS:
            yield case.id, 1, field, text, _moment(case.filed_at or BEGIN)


def _talks() -> Rows:
    """Conversations of the same year, a third of which people served and asked how it was."""
    for number in range(1, _TALKS + 1):
        at = BEGIN + _DAY * DAYS * number / _TALKS
        news: tuple[Event, ...] = (e.Opened(at=at), e.CustomerWrote(at=at, message=number))
        if number % 3 == 0:
            news += (
                e.HandedOff(at=at, reason=e.Reason.ASKED),
                e.Taken(at=at, agent=7),
                e.AgentReplied(at=at, agent=7, message=number),
                e.Resolved(at=at, agent=7, asks=True),
                e.Rated(at=at, agent=7, satisfied=number % 5 != 0),
            )
        for seq, one in enumerate(news, start=1):
            yield f"conversation:{number}", seq, type(one).__name__, _moment(at), codec.encode(one)


def _moment(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


_CASE = """
INSERT INTO cases (id, number, kind, customer, state, klass, category, handler, worker, emergency, filed_at, moved_at,
                   closed_at, version, facts)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_EVENT = "INSERT INTO events (subject, seq, type, at, body) VALUES (?, ?, ?, ?, ?)"
_TEXT = "INSERT INTO case_texts (case_id, seq, field, text, at) VALUES (?, ?, ?, ?, ?)"

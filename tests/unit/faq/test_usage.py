"""Which entries had their chance and were needed by nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from faq import Entry
from faq.upkeep.usage import Unused, Usage, Use, unused

NOW = datetime(2027, 3, 15, 10, tzinfo=UTC)
TODAY = date(2027, 3, 15)
POOL = Entry("pool", "When does the pool open?", (), "At 7:00.", "en")
GYM = replace(POOL, id="gym")


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def found(entry: Entry, since: float, **use: object) -> list[Unused]:
    """Return what is told of an entry in force for so many days, and used so often."""
    usage = Usage(uses={entry.id: Use(**use)} if use else {}, in_force_since={entry.id: days_ago(since)})  # type: ignore[arg-type]
    return unused([entry], usage, now=NOW, today=TODAY)


def test_an_entry_that_nobody_needed_is_told_with_the_days_it_is_in_force_the_oldest_first() -> None:
    usage = Usage(
        uses={"gym": Use(last_at=days_ago(100))}, in_force_since={"pool": days_ago(40), "gym": days_ago(300.5)}
    )
    assert unused([POOL, GYM], usage, now=NOW, today=TODAY) == [
        Unused(entry_id="gym", days=300, last_at=days_ago(100)),
        Unused(entry_id="pool", days=40),
    ]


@pytest.mark.parametrize("use", ["answered", "picked", "offered", "sent"])
def test_whatever_an_entry_did_once_it_is_not_unused(use: str) -> None:
    assert found(POOL, 200, **{use: 1, "last_at": NOW}) == []


def test_an_entry_has_thirty_days_to_be_asked_for() -> None:
    assert found(POOL, 29.9) == []
    assert found(POOL, 30) == [Unused(entry_id="pool", days=30)]


def test_an_entry_nothing_is_known_of_is_not_told() -> None:
    assert unused([POOL], Usage(uses={}, in_force_since={}), now=NOW, today=TODAY) == []


def test_the_days_before_it_is_valid_do_not_count_and_what_is_over_is_told_as_such_elsewhere() -> None:
    assert found(replace(POOL, valid_from=date(2027, 2, 14)), 200) == []
    assert found(replace(POOL, valid_from=date(2027, 2, 13)), 200) == [Unused(entry_id="pool", days=30)]
    assert found(replace(POOL, valid_until=date(2027, 3, 14)), 200) == []
    assert found(replace(POOL, valid_until=TODAY), 200) == [Unused(entry_id="pool", days=200)]

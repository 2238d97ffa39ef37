"""Strikes as rows: of each clock, run and tier of a subject there is one, so that none is ever told twice."""

from collections.abc import Iterable
from typing import Any

from desk.events import Event, Struck


def strikes_of(subject: str, news: Iterable[Event]) -> list[dict[str, Any]]:
    """Return the rows of those events that time caused."""
    return [
        {
            "subject": subject,
            "clock": one.clock.value,
            "tier": one.tier,
            "occurrence": one.occurrence,
            "due": one.due,
            "at": one.at,
        }
        for one in news
        if isinstance(one, Struck)
    ]

"""How much an entry is used: what it did for customers, and which entries had their chance and did nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from faq.entry import Entry

LOOKED_BACK = timedelta(days=90)
"""How far back uses are counted: what is asked once a season is no dead weight."""

CHANCE = timedelta(days=30)
"""How long an entry is in force before anybody wonders that nobody asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What an entry did in the last 90 days: times answered with, picked by customers, offered, sent by agents.

    `last_at` is when it last did any of these, however long ago.
    """

    answered: int = 0
    picked: int = 0
    offered: int = 0
    sent: int = 0
    last_at: datetime | None = None

    @property
    def times(self) -> int:
        """How often customers met it."""
        return self.answered + self.picked + self.offered + self.sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The uses of entries by id, of those that had any, and since when each has been in force without a break."""

    uses: Mapping[str, Use]
    in_force_since: Mapping[str, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """An entry that was not used in the last 90 days, the days it has been in force, and when it was used before."""

    entry_id: str
    days: int
    last_at: datetime | None = None


def unused(entries: Iterable[Entry], usage: Usage, *, now: datetime, today: date) -> list[Unused]:
    """Return what nobody needed, the longest in force first.

    What is young, not valid yet or valid no more is left out; `today` is the desk's own.
    """
    found: list[Unused] = []
    for entry in entries:
        since, use = usage.in_force_since.get(entry.id), usage.uses.get(entry.id, Use())
        over = entry.valid_until is not None and entry.valid_until < today
        if since is None or use.times or over:
            continue
        days = (now - since).days
        if entry.valid_from is not None:
            days = min(days, (today - entry.valid_from).days)
        if days >= CHANCE.days:
            found.append(Unused(entry_id=entry.id, days=days, last_at=use.last_at))
    return sorted(found, key=lambda one: (-one.days, one.entry_id))

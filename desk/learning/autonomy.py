"""Earned autonomy: whether what the library is sure of is answered at once, or offered to choose from first.

A library begins by suggesting. It answers directly once the lower bound of its precision, over labelled outcomes of
what it would have answered, is high enough; an entry that does badly lately goes back to suggesting by itself, and the
whole library only with the lead's yes. A lead may overrule all of this, for the library and for each entry, and only a
lead takes that back. All of it are events in the library's stream; this is their fold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import sqrt
from types import MappingProxyType

from desk.events import Event
from desk.library import events as e
from desk.library.events import Ground

Z = 1.28
"""Standard errors: a lower bound that nine of ten such records keep."""
ENOUGH = 100
"""Labelled outcomes before anything is earned."""
EARNED = 0.93
"""The lower bound of precision from which direct answers are earned."""
LOST = 0.90
"""The share of right ones among recent outcomes below which an entry, or the library, has lost it."""
ENTRY_RECENT = 20
"""Outcomes of an entry that are recent."""
ENTRY_FEWEST = 10
"""Recent outcomes of an entry before it can lose anything: 2 wrong of 10 lose it, 1 does not."""
LIBRARY_RECENT = 100
"""Outcomes of the library that are recent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What turned out about an answer the library was sure of, but for those in the very words of a phrasing."""

    at: datetime
    entry_id: str
    right: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many were right."""

    right: int = 0
    total: int = 0

    @property
    def precision(self) -> float | None:
        """The share of right ones, None of nothing."""
        return self.right / self.total if self.total else None

    @property
    def lower(self) -> float:
        """The lower bound of precision that can be vouched for."""
        return wilson(self.right, self.total)

    @property
    def earned(self) -> bool:
        """Whether direct answers are earned by this record."""
        return self.total >= ENOUGH and self.lower >= EARNED


def wilson(right: int, total: int, z: float = Z) -> float:
    """Return the lower end of Wilson's interval for a share; 0 of nothing."""
    if total == 0:
        return 0.0
    share = right / total
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, (middle - spread) / (1 + z * z / total))


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """Count."""
    rights = [outcome.right for outcome in outcomes]
    return Tally(sum(rights), len(rights))


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether answers are direct, since when, and why."""

    direct: bool = False
    ground: Ground = Ground.NEW
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Autonomy:
    """How the library stands, and the entries that stand otherwise; `asked_at`: the lead was asked about the whole."""

    library: Standing = Standing()
    entries: Mapping[str, Standing] = field(default_factory=lambda: MappingProxyType({}))
    asked_at: datetime | None = None

    def direct(self, entry_id: str) -> bool:
        """Tell whether a sure answer of this entry is given without asking back."""
        return self.entries.get(entry_id, self.library).direct


def evolve_autonomy(autonomy: Autonomy, event: Event) -> Autonomy:
    """Return how things stand after an event of the library's stream; most say nothing about this."""
    match event:
        case e.AutonomyChanged(entry_id=None):
            standing = Standing(event.direct, event.ground, event.at)
            kept = autonomy.entries if event.ground is not Ground.LEAD else _overruled(autonomy.entries)
            return replace(autonomy, library=standing, entries=kept, asked_at=None)
        case e.AutonomyChanged(entry_id=str(entry_id)):
            standing = Standing(event.direct, event.ground, event.at)
            return replace(autonomy, entries={**autonomy.entries, entry_id: standing})
        case e.AutonomyReturned(entry_id=None):
            return replace(autonomy, library=Standing(), asked_at=None)
        case e.AutonomyReturned(entry_id=entry_id):
            kept = {one: standing for one, standing in autonomy.entries.items() if one != entry_id}
            return replace(autonomy, entries=kept)
        case e.AutonomyDoubted():
            return replace(autonomy, asked_at=event.at)
        case _:
            return autonomy


def fold_autonomy(history: Iterable[Event]) -> Autonomy:
    """Return how things stand after the whole history."""
    autonomy = Autonomy()
    for event in history:
        autonomy = evolve_autonomy(autonomy, event)
    return autonomy


def _overruled(entries: Mapping[str, Standing]) -> Mapping[str, Standing]:
    """What a lead says of the whole library stands above what entries earned or lost, not above a lead's own word."""
    return {entry_id: standing for entry_id, standing in entries.items() if standing.ground is Ground.LEAD}


def weighed(autonomy: Autonomy, outcomes: Sequence[Outcome], at: datetime) -> list[Event]:
    """Return what follows from outcomes, the newest first: what is earned, what is lost, what the lead is to be asked.

    Only what turned out since a standing began counts for or against it.
    """
    news: list[Event] = []
    if (library := _of_the_library(autonomy, outcomes, at)) is not None:
        news.append(library)
    for entry_id in dict.fromkeys(outcome.entry_id for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.entry_id == entry_id]
        if (change := _of_an_entry(autonomy, entry_id, own, at)) is not None:
            news.append(change)
    return news


def _of_the_library(autonomy: Autonomy, outcomes: Sequence[Outcome], at: datetime) -> Event | None:
    standing = autonomy.library
    if standing.ground is Ground.LEAD and not standing.direct:
        return None
    if not standing.direct:
        record = tally(_since(outcomes, standing.since))
        return _changed(None, record, at, direct=True) if record.earned else None
    recent = tally(_since(outcomes, autonomy.asked_at or standing.since)[:LIBRARY_RECENT])
    if recent.total >= LIBRARY_RECENT and (recent.precision or 0.0) < LOST:
        return e.AutonomyDoubted(at=at, right=recent.right, total=recent.total)
    return None


def _of_an_entry(autonomy: Autonomy, entry_id: str, own: Sequence[Outcome], at: datetime) -> Event | None:
    own_standing = autonomy.entries.get(entry_id)
    standing = own_standing or autonomy.library
    if standing.ground is Ground.LEAD and (own_standing is not None or not standing.direct):
        return None
    since = _since(own, standing.since)
    if not standing.direct:
        record = tally(since)
        return _changed(entry_id, record, at, direct=True) if record.earned else None
    recent = tally(since[:ENTRY_RECENT])
    if recent.total >= ENTRY_FEWEST and (recent.precision or 0.0) < LOST:
        return _changed(entry_id, recent, at, direct=False)
    return None


def _changed(entry_id: str | None, record: Tally, at: datetime, *, direct: bool) -> Event:
    ground = Ground.EARNED if direct else Ground.LOST
    return e.AutonomyChanged(
        at=at, entry_id=entry_id, direct=direct, ground=ground, right=record.right, total=record.total
    )


def _since(outcomes: Sequence[Outcome], moment: datetime | None) -> list[Outcome]:
    return [outcome for outcome in outcomes if moment is None or outcome.at > moment]

"""The ledger of overruns: one line for each promise that was broken, raised and settled by events, never added to.

A line is known by its clock and by which run of it; points count only where nothing excuses the breach. The table in
the database is written by the same `posted` that `lines` replays a history with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk import events as e
from desk.clocks.overrun import points_of
from desk.events import Clock, Event, Excuse
from desk.rules import Rules

Key = tuple[Clock, int]
"""What a line of a conversation is known by: the clock, and which run of it."""

_Posted = e.Breached | e.Overran | e.BreachWithdrawn | e.Excused | e.Appealed | e.AppealRefused
_SECOND = timedelta(seconds=1)


class Appeal(StrEnum):
    """What became of an agent's appeal (003:310)."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A promise that was broken at `due`.

    `agent` is whom it is charged to (None: the queue), `overrun` by how much, in whole seconds rounded up, once it was
    met or became void at `met_at`; until then `tier` is the highest that was struck for.
    """

    clock: Clock
    occurrence: int
    due: datetime
    tier: int
    points: int
    agent: int | None = None
    overrun: timedelta | None = None
    met_at: datetime | None = None
    excuse: Excuse | None = None
    appeal: Appeal | None = None

    @property
    def key(self) -> Key:
        """What the line is known by within its conversation."""
        return (self.clock, self.occurrence)


@dataclass(frozen=True, slots=True)
class Posting:
    """An event that a line comes of or is changed by, with the points its tier has by the rules of that moment."""

    event: _Posted
    points: int = 0

    @property
    def key(self) -> Key:
        """Which line of the conversation it is about."""
        return (self.event.clock, self.event.occurrence)


def postings(news: Iterable[Event], rules: Rules) -> tuple[Posting, ...]:
    """Return what of these facts goes to the ledger; clocks keep the points of the rules they came due under."""
    return tuple(Posting(one, _points(one, rules)) for one in news if isinstance(one, _Posted))


def posted(line: Line | None, posting: Posting) -> Line | None:
    """Return a line after one more event; None: there is none, or no more."""
    event = posting.event
    if isinstance(event, e.Breached):
        return _broken(line, event, posting.points)
    if line is None or isinstance(event, e.BreachWithdrawn):
        return None
    match event:
        case e.Overran():
            overrun = -(-event.overrun // _SECOND) * _SECOND
            points = 0 if line.excuse else posting.points
            return replace(line, tier=event.tier, points=points, overrun=overrun, met_at=event.at)
        case e.Excused():
            appeal = Appeal.GRANTED if event.excuse is Excuse.APPEAL else line.appeal
            return replace(line, points=0, excuse=event.excuse, appeal=appeal)
        case e.Appealed():
            return replace(line, appeal=Appeal.OPEN)
        case e.AppealRefused():
            return replace(line, appeal=Appeal.REFUSED)


def posted_on(before: Iterable[Line], news: Iterable[Event], rules: Rules) -> list[Line]:
    """Return lines of one conversation after what has happened since."""
    found = {line.key: line for line in before}
    for posting in postings(news, rules):
        line = posted(found.pop(posting.key, None), posting)
        if line is not None:
            found[posting.key] = line
    return list(found.values())


def lines(history: Iterable[Event], rules: Rules) -> Mapping[Key, Line]:
    """Return the lines that a conversation's whole history leaves."""
    return {line.key: line for line in posted_on((), history, rules)}


def _broken(line: Line | None, event: e.Breached, points: int) -> Line:
    if line is None:
        return Line(
            clock=event.clock,
            occurrence=event.occurrence,
            due=event.due,
            tier=event.tier,
            points=points,
            agent=event.agent,
        )
    if event.tier <= line.tier:
        return line
    return replace(line, tier=event.tier, points=0 if line.excuse else points)


def _points(event: _Posted, rules: Rules) -> int:
    if not isinstance(event, e.Breached | e.Overran):
        return 0
    return points_of(event.clock, event.tier, rules.as_of(event.at).for_clock(event.due))

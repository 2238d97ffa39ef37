"""The promises of time that follow from what has happened: which run, until when, and why.

A deadline is never stored as a truth: it is computed here from the conversation's facts, and the stored one is only
an index to find candidates. Spans are of the wall clock until calendars exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.events import Clock
from desk.rules import Rules
from desk.state import Conversation, State


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Due:
    """A clock that runs: since when, until when; `occurrence` tells this run from the next of the same clock."""

    at: datetime
    clock: Clock
    occurrence: int
    since: datetime

    @property
    def span(self) -> timedelta:
        """The time that was promised."""
        return self.at - self.since


_WAITING = frozenset({State.QUEUED, State.OFFERED})
_WITH_PEOPLE = frozenset({State.QUEUED, State.OFFERED, State.ACTIVE, State.HOLD})
_WAITS = (Clock.ACCEPT, Clock.WAIT_COMFORT, Clock.WAIT_EXPLAIN)
BREACHABLE = frozenset({Clock.ACCEPT, Clock.FIRST_REPLY, Clock.NEXT_REPLY})
"""The clocks whose strike is a broken promise; the others only make us speak or act."""


def running(conversation: Conversation, rules: Rules) -> list[Due]:
    """Return the clocks that run and have not struck, soonest first."""
    dues = (due for due in started(conversation, rules) if conversation.ready(due.clock, due.occurrence))
    return sorted(dues)


def started(conversation: Conversation, rules: Rules) -> Iterator[Due]:
    """Yield every clock that runs, struck or not (a struck one shows how late we are)."""
    c = conversation
    if c.state is State.RESOLVED and c.resolved_at is not None:
        yield _due(rules, Clock.REOPEN_WINDOW, c.resolved_at, c.episode)
    if c.unreachable:
        return
    if c.state in _WAITING and c.queued_at is not None:
        for clock in _WAITS:
            yield _due(rules, clock, c.queued_at, c.episode)
    if c.state in _WITH_PEOPLE and c.handed_off_at is not None and c.replied_at is None:
        yield _due(rules, Clock.FIRST_REPLY, c.handed_off_at, c.promise)
    if c.state in _WITH_PEOPLE and c.replied_at is not None and c.unanswered_since is not None:
        yield _due(rules, Clock.NEXT_REPLY, c.unanswered_since, c.turn)


def soonest(conversation: Conversation, rules: Rules) -> datetime | None:
    """Return when the desk must look at this conversation again."""
    dues = running(conversation, rules)
    return dues[0].at if dues else None


def _due(rules: Rules, clock: Clock, since: datetime, occurrence: int) -> Due:
    span: timedelta = getattr(rules, clock.value)
    return Due(at=since + span, clock=clock, occurrence=occurrence, since=since)

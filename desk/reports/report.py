"""A report as a value: what a desk did in a period, counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.cases.callbacks.rating_figures import Ratio
from desk.cases.kinds import CaseKind, Class
from desk.events import Clock
from desk.reports.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What became of the promises of one clock: met in time, broken, broken with an excuse by rule.

    `tiers` are the broken ones by how much they were overrun, from the lowest tier on; () where these are not counted.
    """

    clock: Clock
    kept: int = 0
    broken: int = 0
    excused: int = 0
    tiers: tuple[int, ...] = ()

    @property
    def share(self) -> float | None:
        """The share that was kept, from 0 to 1; what is excused is not counted. None: there was none."""
        among = self.kept + self.broken
        return self.kept / among if among else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long customers waited for somebody to take them, in opening hours, since they last joined a line."""

    mean: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a member of staff did; `broken` are the promises that were theirs, without those excused."""

    agent: int
    taken: int = 0
    resolved: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What happened from the first moment of a period until its end, or until `counted_until` where it is not over.

    `conversations` are those in which customers wrote, `by_bot` those of them that no person had to do with,
    `handed_over` how often customers joined each line, by its letter. `satisfied` are the ratings after conversations
    that were settled in the period. Of what was `registered` `by_phone` was told to an agent, and complaints have a
    class and, once it is known, a unit that is responsible. `hours` are the messages customers wrote in each hour of
    the local day, `people` in no order. `earlier` are the periods to compare with in which something was.
    """

    period: Period
    counted_until: datetime | None = None
    conversations: int = 0
    by_bot: int = 0
    handed_over: Mapping[str, int] = field(default_factory=dict[str, int])
    taken: int = 0
    left: int = 0
    waits: Waits | None = None
    resolved: int = 0
    satisfied: Ratio | None = None
    registered: Mapping[CaseKind, int] = field(default_factory=dict[CaseKind, int])
    by_phone: int = 0
    classes: Mapping[Class, int] = field(default_factory=dict[Class, int])
    units: Mapping[str, int] = field(default_factory=dict[str, int])
    promises: tuple[Promises, ...] = ()
    points: int = 0
    hours: tuple[int, ...] = ()
    people: tuple[Person, ...] = ()
    earlier: "tuple[Report, ...]" = ()

    @property
    def kept(self) -> tuple[int, int]:
        """How many promises of all clocks were kept, and among how many."""
        kept = sum(one.kept for one in self.promises)
        return kept, kept + sum(one.broken for one in self.promises)

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody came, and nothing was done, registered, promised or broken."""
        done = self.handed_over or self.left or self.resolved or self.people or any(self.hours)
        return not (self.conversations or done or self.registered or self.promises)

"""A share: how many of how many, and the quick rate of complaints (002:240)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.cases.brief import AnyCase
from desk.cases.clocks import local_midnight
from desk.cases.figure import Figure, FigureName
from desk.cases.kinds import CaseKind
from desk.rules import Rules

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Share:
    """How many of how many, and who was left out."""

    met: int = 0
    among: int = 0
    running: int = 0
    excluded: int = 0

    def add(self, *, met: bool) -> None:
        """Count one more."""
        self.met += met
        self.among += 1

    def due(self, done_at: datetime | None, deadline: datetime, now: datetime) -> None:
        """Count what had to be done by a deadline: open and overdue is missed, open and not yet due is left out."""
        if done_at is None and now < deadline:
            self.running += 1
        else:
            self.add(met=done_at is not None and done_at <= deadline)

    def figure(self, name: FigureName) -> Figure:
        """Return it as a figure."""
        return Figure(
            name=name,
            value=self.met / self.among if self.among else None,
            met=self.met,
            among=self.among,
            running=self.running,
            excluded=self.excluded,
        )


class QuickRate:
    """The 7-day quick rate (七日快处率, 002:240) of the complaints registered in a period."""

    def __init__(self, period: tuple[datetime, datetime], *, now: datetime, rules: Rules) -> None:
        self._since, self._until = period
        self._now = now
        self._rules = rules
        self.share = Share()

    def count(self, case: AnyCase) -> None:
        """Count a case if it is one of those."""
        filed = case.filed_at
        if case.kind is not CaseKind.COMPLAINT or filed is None or not self._since <= filed < self._until:
            return
        if case.excluded:
            self.share.excluded += 1
            return
        days = self._rules.for_clock(filed).complaint_resolve // _DAY
        done_at = case.remedied_at or case.settled_at
        self.share.due(done_at, local_midnight(self._rules, filed, days), self._now)

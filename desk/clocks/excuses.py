"""Why a breach does not count, by rule: nobody was planned, or the fault was our own program's or Telegram's.

A customer who could not be reached is the fourth excuse; that one follows from the history (desk/clocks/strikes.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desk.clocks.run import Run
from desk.events import Excuse
from desk.hours import counted
from desk.shifts import Rota


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A stretch in which agents could not do what was due, by no fault of theirs."""

    since: datetime
    until: datetime
    why: Excuse

    def covers(self, due: datetime) -> bool:
        """Tell whether what was due at a moment is excused."""
        return self.since <= due <= self.until


def excuse_of(run: Run, due: datetime, rota: Rota | None, troubles: Iterable[Trouble]) -> Excuse | None:
    """Return why a promise that was broken at its deadline does not count, if there is a reason."""
    if rota is not None and nobody_planned(rota, run, due):
        return Excuse.NOBODY_PLANNED
    return next((trouble.why for trouble in troubles if trouble.covers(due)), None)


def nobody_planned(rota: Rota, run: Run, due: datetime) -> bool:
    """Tell whether by the rota nobody was to be there while the clock ran up to its deadline (RULES §1, overrun)."""
    pauses = [(pause.start, pause.end) for pause in run.pauses]
    ran = list(counted(run.hours, run.since, due, pauses))
    return bool(ran) and all(_unplanned(rota, start, end) for start, end in ran)


def _unplanned(rota: Rota, start: datetime, end: datetime) -> bool:
    planned = rota.next_planned(start)
    return planned is None or planned >= end

"""The life of a case, for whoever explains or replays it."""

from collections.abc import Sequence

from desk.cases.clocks import come_due, started
from desk.cases.evolution import evolve
from desk.cases.state import Case
from desk.clocks.lives import Life
from desk.events import Event


def beginning(case: Case, _: Sequence[Event]) -> Case:
    """Return the case before anything happened."""
    return Case(id=case.id, customer=case.customer, kind=case.kind, locale=case.locale)


def _subject(case: Case) -> str:
    return f"case:{case.id or 0}"


CASE: Life[Case] = Life(
    subject=_subject, beginning=beginning, evolve=evolve, remember=evolve, started=started, come_due=come_due
)

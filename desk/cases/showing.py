"""Cases in a list: which of them somebody may see, in which order, and what a line says."""

from collections.abc import Iterable
from datetime import datetime

from desk.cases import commands as k
from desk.cases.notices import CaseList, ListedCase
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.state import Case, CaseState
from desk.people import Agent, Role

_LISTED = 20


def case_list(command: k.ShowCases, known: Iterable[Case], who: Agent | None, now: datetime) -> CaseList | CaseTold:
    """Return the open cases among those known, emergencies first, then those longest untouched; a worker's own."""
    if who is not None and who.role is Role.EDITOR:
        return CaseTold(outcome=CaseOutcome.OFFICE_ONLY)
    cases = [one for one in known if one.open]
    if command.mine or (who is not None and who.role is Role.WORKER):
        cases = [one for one in cases if command.agent in {one.handler, one.worker}]
    shown = sorted(cases, key=lambda one: (one.emergency_at is None, one.moved_at or now))
    lines = tuple(listed(one, now) for one in shown[:_LISTED])
    return CaseList(cases=lines, more=max(len(shown) - _LISTED, 0))


def listed(case: Case, now: datetime) -> ListedCase:
    """Return a case as a line of a list."""
    agreed = case.state is CaseState.ACCEPTED and case.visit_agreed_at is not None
    coming = agreed and case.visit_until is not None and now < case.visit_until
    return ListedCase(
        case=case.id or 0,
        number=case.number,
        kind=case.kind,
        state=case.state,
        since=case.moved_at or case.filed_at or now,
        urgent=case.emergency_at is not None or case.crisis_at is not None,
        visit_since=case.visit_since if coming else None,
        visit_until=case.visit_until if coming else None,
    )

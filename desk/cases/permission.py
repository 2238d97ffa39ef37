"""Who may have to do with a case."""

from collections.abc import Mapping

from desk import commands as c
from desk.cases import commands as k
from desk.cases.outcomes import CaseOutcome
from desk.cases.repairs.commands import TakeEmergency
from desk.cases.state import Case
from desk.people import Agent, Role


def refusal_of(command: c.Command, case: Case, agents: Mapping[int, Agent]) -> CaseOutcome | None:
    """Return why whoever gives a command may not; None: they may.

    A customer may press about their own cases only; staff must be of the office, or asked for this very case. Workers
    are asked for their work, anybody by a slip; to editors nothing else is open.
    """
    if isinstance(command, k.CaseWish) and command.customer != case.customer:
        return CaseOutcome.NOT_YOUR_CASE
    if isinstance(command, k.CaseCommand | k.ShowByNumber) and not isinstance(command, TakeEmergency):
        who = agents.get(command.agent)
        if who is None or who.removed:
            return CaseOutcome.NOT_YOUR_CASE
        asked = {slip.to for slip in case.slips}
        if who.role is Role.EDITOR and command.agent not in asked:
            return CaseOutcome.OFFICE_ONLY
        if who.role is Role.WORKER and command.agent not in asked | {case.worker, case.handler, *case.workers}:
            return CaseOutcome.NOT_YOUR_CASE
    return None

"""What becomes of a case when somebody is removed from the staff: a lead has it, and the work looks for another."""

from collections.abc import Callable, Mapping
from typing import Any

from desk.cases import events as v
from desk.cases import notices as n
from desk.cases.kinds import Refusal
from desk.cases.repairs import notices as r
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.dispatching import want_another
from desk.cases.repairs.office import WITH_A_WORKER
from desk.cases.turn import CaseTurn, about
from desk.commands import Command, OwnerLeft


def owner_left(turn: CaseTurn, command: OwnerLeft) -> None:
    """Give an open case of theirs to the lead, who has it at once, and have their work done by somebody else."""
    if turn.case.open and command.agent == turn.case.worker and turn.case.state in WITH_A_WORKER:
        _give_work_back(turn, command.agent)
    if turn.case.open and command.agent == turn.case.handler:
        _give_to_lead(turn, command.agent)
    if turn.news:
        turn.say(n.CaseCard(**about(turn)))


def _give_work_back(turn: CaseTurn, agent: int) -> None:
    worker, promised = turn.floor.number(agent), turn.case.accepted_at is not None
    turn.meet(v.WorkRefused(at=turn.moment(), worker=agent, why=Refusal.LEFT))
    turn.say(o.WorkDeclined(**about(turn), worker=worker, why=Refusal.LEFT))
    want_another(turn, worker, Refusal.LEFT)
    if promised:
        turn.say(r.WorkerChanges(**about(turn)))


def _give_to_lead(turn: CaseTurn, agent: int) -> None:
    for lead in turn.floor.leads()[:1]:
        turn.meet(v.Assigned(at=turn.moment(), to=lead, by=lead))
        turn.say(n.CaseYours(**about(turn), agent=lead, by=turn.floor.number(agent)))


DECISIONS: Mapping[type[Command], Callable[[CaseTurn, Any], None]] = {OwnerLeft: owner_left}

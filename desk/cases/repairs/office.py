"""What the office decides about a repair, who of us may, and what is said by the way."""

from desk.cases import events as v
from desk.cases.commands import CaseCommand
from desk.cases.deciding.standing import OFFICE, in_the_office, left_to_the_shift
from desk.cases.kinds import CaseKind
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.repairs import work_notices as o
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn, about
from desk.people import Agent, Role

UNDONE = frozenset(
    {
        CaseState.OPEN,
        CaseState.ASSIGNED,
        CaseState.QUOTED,
        CaseState.ORDERED,
        CaseState.DISPATCHED,
        CaseState.ACCEPTED,
        CaseState.ON_SITE,
    }
)
"""The states in which somebody has yet to come and mend it."""
WITH_A_WORKER = frozenset({CaseState.DISPATCHED, CaseState.ACCEPTED, CaseState.ON_SITE})
_SHOWN = 8


def is_repair(turn: CaseTurn) -> bool:
    """Tell whether it is a repair."""
    if turn.case.kind is CaseKind.REPAIR:
        return True
    turn.say(Told(outcome=Outcome.ONLY_REPAIRS))
    return False


def may_arrange(turn: CaseTurn, agent: int) -> bool:
    """Tell whether somebody may decide about a repair: who has it, any agent while nobody on duty has, a lead."""
    if not is_repair(turn):
        return False
    if not in_the_office(turn, agent):
        return False
    case = turn.case
    if case.handler is None or agent in {case.handler, None if case.taken else case.first}:
        return True
    if turn.floor.is_lead(agent) or left_to_the_shift(turn, agent):
        return True
    turn.say(Told(outcome=Outcome.HANDLER_ONLY, number=turn.floor.number(case.handler)))
    return False


def may_report(turn: CaseTurn, agent: int) -> bool:
    """Tell whether somebody may write down how a repair goes on: its worker may, too."""
    if not is_repair(turn):
        return False
    return agent == turn.case.worker or may_arrange(turn, agent)


def stands_in(turn: CaseTurn, states: frozenset[CaseState]) -> bool:
    """Tell whether the case is in one of these states; else it has moved on."""
    if turn.case.state in states:
        return True
    turn.say(Told(outcome=Outcome.CASE_STALE))
    return False


def claim(turn: CaseTurn, agent: int) -> None:
    """Whoever of the office begins to see to a repair that nobody has is the one who has it."""
    who = turn.floor.agents.get(agent)
    if turn.case.handler is None and who is not None and who.role in OFFICE:
        turn.meet(v.Assigned(at=turn.moment(), to=agent, by=agent))


def replied(turn: CaseTurn, agent: int) -> None:
    """What a person of ours just had the customer told is a first word about it, if there was none (002:360)."""
    if turn.case.replied_at is None:
        turn.meet(v.Answered(at=turn.moment(), by=agent))


def workers(turn: CaseTurn) -> tuple[o.WorkerThatIs, ...]:
    """Return who could be sent: the workers, those on duty first; without any, the agents."""
    staff = [one for one in turn.floor.agents.values() if not one.removed]
    found = [one for one in staff if one.role is Role.WORKER] or [one for one in staff if one.role is Role.AGENT]
    return tuple(
        o.WorkerThatIs(agent=one.user_id, number=one.number, on_duty=one.on_duty)
        for one in sorted(found, key=_order)[:_SHOWN]
    )


def call_for_dispatch(turn: CaseTurn) -> None:
    """Show in the topic who could be sent, where there is anybody."""
    turn.say(o.WorkersShown(**about(turn), dispatch=turn.case.dispatches, workers=workers(turn)))


def show_workers(turn: CaseTurn, command: CaseCommand) -> None:
    """Show who could be sent."""
    if not may_arrange(turn, command.agent):
        return
    if not workers(turn):
        turn.say(Told(outcome=Outcome.NO_WORKERS))
        return
    call_for_dispatch(turn)
    turn.say(Told(outcome=Outcome.WORKERS_SHOWN))


def _order(agent: Agent) -> tuple[bool, str]:
    return not agent.on_duty, agent.number

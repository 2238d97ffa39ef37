"""What becomes of a case by what a callback found: settled and closed, or back with its handler."""

from typing import Any

from desk.cases import events as v
from desk.cases.callbacks import notices as n
from desk.cases.callbacks.closing import close_if_over
from desk.cases.kinds import Ending
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn, about


def settle(turn: CaseTurn, ending: Ending, by: int | None = None) -> None:
    """Settle what still waits for the customer's agreement, and close it unless something is missing."""
    if turn.case.state is CaseState.DONE:
        turn.meet(v.CaseSettled(at=turn.moment(), ending=ending, by=by))
    close_if_over(turn, by)


def reopen(turn: CaseTurn, by: int | None = None) -> None:
    """Give it back to its handler, who hears of it with a lead; a repair needs a new order."""
    turn.meet(v.CaseReopened(at=turn.moment(), by=by))
    handler = turn.case.handler
    number = turn.floor.number(handler) if handler is not None else None
    told: dict[str, Any] = {**about(turn), "kind": turn.case.kind, "handler": number}
    turn.say(n.NotSatisfied(**told))
    rung = [handler] if handler is not None else []
    rung += [lead for lead in turn.floor.leads()[:1] if lead != handler]
    turn.say(*[n.NotSatisfiedRing(**told, agent=one) for one in rung])

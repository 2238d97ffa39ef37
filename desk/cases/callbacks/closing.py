"""When a case may be closed for good: what is settled, once it is known how it went (002:576)."""

from desk.cases import events as v
from desk.cases.clocks import owes_callback
from desk.cases.kinds import CaseKind, Class, Ending
from desk.cases.outcomes import CaseOutcome
from desk.cases.state import Case, CaseState
from desk.cases.turn import CaseTurn


def may_close(case: Case) -> CaseOutcome | None:
    """Return why a case may not be closed yet, or None: a major complaint needs its verdict, and its callback.

    Three recorded attempts, to call back or to have the customer agree, take the callback's place (002:576).
    """
    if case.kind is not CaseKind.COMPLAINT or case.klass is Class.ORDINARY or case.ending is Ending.WITHDRAWN:
        return None
    if case.justified is None:
        return CaseOutcome.VERDICT_FIRST
    attempted = case.callback_failed or case.ending is Ending.UNREACHED
    if case.callback_done_at is None and not attempted:
        return CaseOutcome.CALLBACK_FIRST
    return None


def close_if_over(turn: CaseTurn, by: int | None = None) -> bool:
    """Close a case that is settled and owes nobody a callback; tell whether it was closed.

    To be asked after whatever settles a case, or is the last thing that closing waited for.
    """
    case = turn.case
    if case.state is not CaseState.SETTLED or owes_callback(case) or may_close(case) is not None:
        return False
    turn.meet(v.CaseClosed(at=turn.moment(), by=by))
    return True

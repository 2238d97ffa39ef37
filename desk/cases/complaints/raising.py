"""What makes a complaint climb to the lead by itself: said before, urged again, a threat to go over our heads."""

from desk.cases import events as v
from desk.cases.complaints import crisis
from desk.cases.complaints.notices import Point
from desk.cases.deciding.calling import call, call_lead
from desk.cases.kinds import CaseKind
from desk.cases.proposing import goes_over_our_heads
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn

_AGAIN = 2
_HEARD = frozenset({CaseKind.COMPLAINT, CaseKind.GRIEVANCE})


def on_filing(turn: CaseTurn) -> None:
    """The lead hears at once of a crisis, of a repeated complaint, of a threat (001:1543)."""
    case = turn.case
    if case.kind is not CaseKind.COMPLAINT:
        return
    if case.crisis_at is not None:
        crisis.alarm(turn)
    if case.repeats is not None:
        call_lead(turn, Point.REPEAT)
    if case.over_head:
        call_lead(turn, Point.OVER_HEAD)


def on_urging(turn: CaseTurn) -> None:
    """Tell the handler in private, and from the second time on the lead too (001:351)."""
    owner = turn.owner
    if owner is not None:
        call(turn, Point.URGED, [owner], level=turn.case.urged)
    if turn.case.urged >= _AGAIN:
        to = turn.floor.number(owner) if owner is not None else ""
        call_lead(turn, Point.URGED_AGAIN, level=turn.case.urged, to=to)


def on_words(turn: CaseTurn, text: str) -> None:
    """A threat in a later word raises it too."""
    case = turn.case
    if case.kind not in _HEARD or case.over_head or case.state is CaseState.CLOSED or not goes_over_our_heads(text):
        return
    turn.happen(v.Threatened(at=turn.moment()))
    turn.keep("word", text)
    call_lead(turn, Point.OVER_HEAD, text=text)

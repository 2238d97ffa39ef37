"""How a case ends without the customer's agreement to a remedy, and when it may be archived."""

from desk.cases import events as v
from desk.cases.callbacks.closing import close_if_over, may_close
from desk.cases.clocks import owes_callback
from desk.cases.complaints import commands as c
from desk.cases.complaints.notices import CaseEnded
from desk.cases.deciding.calling import done
from desk.cases.deciding.standing import has_words, is_complaint, may_handle, refuse
from desk.cases.kinds import CaseKind, Ending
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn, about

_SHORT = frozenset({CaseKind.SUGGESTION, CaseKind.GRIEVANCE})
_OVER = frozenset({CaseState.SETTLED, CaseState.CLOSED})


def reject(turn: CaseTurn, command: c.Reject) -> None:
    """Unjustified, found so by the verdict; the customer is given the reasons (001:1273)."""
    if not is_complaint(turn) or not may_handle(turn, command.agent) or not has_words(turn, command.words):
        return
    if turn.case.justified is not False:
        refuse(turn, Outcome.NOT_UNJUSTIFIED)
        return
    _settle(turn, Ending.UNJUSTIFIED, command)


def withdraw(turn: CaseTurn, command: c.NoteWithdrawal) -> None:
    """The customer wishes no more of it; the words tell how we know."""
    if may_handle(turn, command.agent) and has_words(turn, command.words):
        _settle(turn, Ending.WITHDRAWN, command)


def conclude(turn: CaseTurn, command: c.Conclude) -> None:
    """A suggestion or a grievance ends with an outcome, after the customer was answered (003:161, 003:251)."""
    if turn.case.kind not in _SHORT:
        refuse(turn, Outcome.ONLY_GRIEVANCES)
    elif may_handle(turn, command.agent) and has_words(turn, command.words):
        if turn.case.replied_at is None:
            refuse(turn, Outcome.ANSWER_FIRST)
        else:
            _settle(turn, Ending.ANSWERED, command)


def close(turn: CaseTurn, command: c.CloseCase) -> None:
    """Archive what is settled once its callback is made; of a grave one only with its result recorded (002:576)."""
    if not may_handle(turn, command.agent):
        return
    missing = may_close(turn.case)
    if missing is None and owes_callback(turn.case) and turn.case.ending is not Ending.UNREACHED:
        missing = Outcome.CALLBACK_FIRST
    if turn.case.state is not CaseState.SETTLED:
        refuse(turn, Outcome.NOT_SETTLED)
    elif missing is not None:
        refuse(turn, missing, count=turn.rules.attempts)
    else:
        turn.meet(v.CaseClosed(at=turn.moment(), by=command.agent))
        turn.keep("ending", command.words, author=command.agent)
        done(turn, Outcome.ARCHIVED)


def _settle(turn: CaseTurn, ending: Ending, command: c.Reject | c.NoteWithdrawal | c.Conclude) -> None:
    if turn.case.state in _OVER:
        refuse(turn, Outcome.CASE_STALE)
        return
    turn.meet(v.CaseSettled(at=turn.moment(), ending=ending, by=command.agent))
    turn.keep("ending", command.words, author=command.agent)
    told = command.words if ending is not Ending.WITHDRAWN else ""
    turn.say(CaseEnded(**about(turn), ending=ending, text=told))
    close_if_over(turn, command.agent)
    done(turn, Outcome.SETTLED)

"""What we need from the customer: asked once, reminded in waking hours, and at last the case rests (002:96)."""

from collections.abc import Callable, Mapping

from desk.cases import events as v
from desk.cases.complaints import commands as c
from desk.cases.complaints import notices as n
from desk.cases.complaints.agreeing import tried_on
from desk.cases.complaints.notices import Point
from desk.cases.deciding.calling import call, done
from desk.cases.deciding.standing import has_words, may_handle, refuse
from desk.cases.kinds import CaseKind, Waits
from desk.cases.notices import CaseCard
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.repairs.progressing import give_up_waiting
from desk.cases.state import CaseState
from desk.cases.strikes import remind
from desk.cases.transitions import TRANSITIONS
from desk.cases.turn import CaseTurn, about
from desk.clocks import Due

Asked = tuple[CaseKind, CaseState]
"""What the customer was asked by a button: of which kind of case, in which state."""
Reminder = Callable[[CaseTurn, int], None]
"""Asks once more, for the so-manieth time."""
_OVER = frozenset({CaseState.SETTLED, CaseState.CLOSED})


def ask_customer(turn: CaseTurn, command: c.AskCustomer) -> None:
    """Tell the customer what we need from them, and wait."""
    case = turn.case
    if not may_handle(turn, command.agent) or not has_words(turn, command.words):
        return
    if case.state in _OVER or case.state is CaseState.DONE:
        refuse(turn, Outcome.CASE_STALE)
        return
    at = turn.moment()
    turn.meet(v.Answered(at=at, by=command.agent))
    if turn.case.waits is not None:
        turn.meet(v.WaitOver(at=at, by=command.agent))
    turn.meet(v.WaitBegun(at=at, why=Waits.CUSTOMER, by=command.agent))
    turn.keep("wanted", command.words, author=command.agent)
    turn.say(n.CaseWanted(**about(turn), text=command.words))
    done(turn, Outcome.SENT)


def go_on(turn: CaseTurn, command: c.GoOnWith) -> None:
    """Take up what waits or rests; what was asked of the customer by a button stays asked."""
    case = turn.case
    if not may_handle(turn, command.agent):
        return
    if case.state is CaseState.RESTING:
        turn.meet(v.Woken(at=turn.moment(), by=command.agent))
    elif case.waits is not None and case.state not in _BY_BUTTON:
        turn.meet(v.WaitOver(at=turn.moment(), by=command.agent))
    else:
        refuse(turn, Outcome.NOT_WAITING)
        return
    turn.keep("note", command.words, author=command.agent)
    done(turn)


def chase(turn: CaseTurn, due: Due, reminders: Mapping[Asked, Reminder], *, told: bool) -> None:
    """Remind the customer; after the last reminder and one more span it rests, with a way back.

    Work that is ordered does not rest, it goes on without the answer.
    `reminders` are those that are more than words that name what we need.
    """
    moves = TRANSITIONS[turn.case.kind].get(turn.case.state, {})
    last = due.tier > turn.rules.for_clock(due.since).chases
    if last and v.WaitedInVain in moves:
        give_up_waiting(turn)
        return
    if last and v.Rested in moves:
        turn.happen(v.Rested(at=turn.now, due=due.at))
        turn.say(n.CaseResting(**about(turn)), CaseCard(**about(turn)))
        call(turn, Point.RESTED, [turn.owner])
        return
    remind(turn, due)
    if told:
        reminders.get((turn.case.kind, turn.case.state), _wanted)(turn, due.tier)


def _wanted(turn: CaseTurn, again: int) -> None:
    turn.say(n.CaseWanted(**about(turn), again=again))


def seek_agreement_again(turn: CaseTurn, again: int) -> None:
    """Asking again is an attempt to have the agreement, and is recorded as one."""
    if not tried_on(turn, turn.now):
        turn.happen(v.AgreementSought(at=turn.now))
    turn.say(n.AgreementAsked(**about(turn), remedy=turn.case.remedies, again=again), CaseCard(**about(turn)))


_BY_BUTTON = frozenset({CaseState.QUOTED, CaseState.DONE})

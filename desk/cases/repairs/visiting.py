"""When somebody comes, and whether they did: windows that are agreed, missed, proposed and chosen anew (003:190)."""

from datetime import datetime
from typing import Any

from desk.cases import events as v
from desk.cases.deciding.calling import done
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.repairs import commands as c
from desk.cases.repairs import notices as r
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.office import UNDONE, may_report, replied, stands_in
from desk.cases.state import Case, CaseState
from desk.cases.strikes import promised
from desk.cases.turn import CaseTurn, about
from desk.clocks import Due
from desk.forms.times import named_time
from desk.forms.visits import half_day, half_days, is_far, is_past


def windows(turn: CaseTurn) -> tuple[str, ...]:
    """Return the codes of the half-days that can be proposed now."""
    return half_days(turn.rules.workers_hours, turn.now, turn.rules.organisation.zone)


def is_missed(case: Case, at: datetime) -> bool:
    """Tell whether the window that was agreed is over at a moment."""
    return case.visit_agreed_at is not None and case.visit_until is not None and case.visit_until <= at


def agree(turn: CaseTurn, command: c.AgreeVisit) -> None:
    """Write down what was agreed with the customer, who sees it confirmed."""
    if not may_report(turn, command.agent) or not stands_in(turn, UNDONE):
        return
    named = named_time(command.words, turn.now, turn.rules.organisation.zone, ahead=True)
    if named is None or is_far(named, turn.now):
        turn.say(Told(outcome=Outcome.VISIT_UNCLEAR))
    elif is_past(named, turn.now):
        turn.say(Told(outcome=Outcome.VISIT_PAST))
    else:
        _agreed(turn, named.since, named.until, by=command.agent)
        replied(turn, command.agent)
        done(turn, Outcome.VISIT_AGREED, since=named.since, until=named.until)


def pick(turn: CaseTurn, command: c.PickVisit) -> None:
    """The customer chooses one of the windows that were proposed."""
    if command.visits != turn.case.visits or turn.case.state not in UNDONE:
        turn.say(Told(outcome=Outcome.VISIT_CHOSEN_ALREADY))
        return
    window = half_day(command.code, turn.rules.organisation.zone, turn.rules.workers_hours)
    if window is None or command.code not in windows(turn):
        turn.say(Told(outcome=Outcome.VISIT_PAST))
        return
    _agreed(turn, *window)
    turn.say(r.VisitChosen(**about(turn), at=turn.now, since=window[0], until=window[1]))
    done(turn, Outcome.VISIT_CHOSEN)


def missed(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Nobody came in time: worker and lead are told, and the customer with a new proposal."""
    promised(turn, due, told)
    if due.tier > 0 and told:
        turn.say(r.VisitMissed(**about(turn), visits=turn.case.visits, windows=windows(turn)))


def _agreed(turn: CaseTurn, since: datetime, until: datetime, by: int | None = None) -> None:
    was_there = turn.case.state is CaseState.ON_SITE
    turn.meet(v.VisitAgreed(at=turn.moment(), since=since, until=until, by=by))
    told: dict[str, Any] = {**about(turn), "at": turn.now, "since": since, "until": until}
    turn.say(r.VisitSet(**told))
    worker = turn.case.worker
    if worker is not None and worker != by:
        turn.say(o.VisitMoved(**told, agent=worker))
    if worker is not None and was_there:  # and comes again
        turn.say(o.WorkToDo(**about(turn), agent=worker, dispatch=turn.case.dispatches))

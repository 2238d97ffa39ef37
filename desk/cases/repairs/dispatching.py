"""A work order goes to a named worker (001:1515): by the office, and to another one who is not answered in time."""

from datetime import datetime

from desk.cases import events as v
from desk.cases.clocks import started
from desk.cases.deciding.calling import done
from desk.cases.kinds import Refusal, Scope
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.repairs import commands as c
from desk.cases.repairs import notices as r
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.office import WITH_A_WORKER, claim, may_arrange, show_workers, workers
from desk.cases.repairs.visiting import is_missed
from desk.cases.state import CaseState
from desk.cases.strikes import promised
from desk.cases.turn import CaseTurn, about
from desk.clocks import Due
from desk.events import Clock
from desk.people import Agent, Role


def dispatch(turn: CaseTurn, command: c.DispatchTo) -> None:
    """Have a named worker do it; who had it before hears so."""
    if not may_arrange(turn, command.agent):
        return
    case = turn.case
    if case.state is not CaseState.ORDERED and case.state not in WITH_A_WORKER:
        unpaid = case.scope is Scope.PAID and not case.agreed
        turn.say(Told(outcome=Outcome.PRICE_NOT_AGREED if unpaid else Outcome.NOT_ORDERED))
        return
    if command.dispatch is not None and command.dispatch != case.dispatches:
        turn.say(Told(outcome=Outcome.CASE_STALE))
        return
    if command.to is None and command.worker is None:
        show_workers(turn, command)
        return
    worker = _named(turn, command)
    if worker is None:
        turn.say(Told(outcome=Outcome.NO_SUCH_AGENT, number=command.to or ""))
    elif worker.user_id == case.worker and case.state in WITH_A_WORKER:
        turn.say(Told(outcome=Outcome.WORK_THEIRS, number=worker.number))
    else:
        claim(turn, command.agent)
        send(turn, worker.user_id, by=command.agent, words=command.words)
        done(turn, Outcome.DISPATCHED_TO, number=worker.number)


def send(turn: CaseTurn, worker: int, by: int | None = None, words: str = "") -> None:
    """Give the work to somebody, with all they need in private and a call in the topic."""
    before, promised_one = turn.case.worker, turn.case.accepted_at is not None
    at = turn.moment()
    turn.meet(v.Dispatched(at=at, worker=worker, by=by, late=is_missed(turn.case, at)))
    turn.keep("note", words, author=by)
    number, dispatches = turn.floor.number(worker), turn.case.dispatches
    until = _accept_until(turn)
    turn.say(
        o.WorkOffered(**about(turn), agent=worker, dispatch=dispatches, until=until, text=words),
        o.WorkCall(**about(turn), agent=worker, worker=number, dispatch=dispatches, until=until),
    )
    if before is not None and before != worker:
        turn.say(o.WorkTakenAway(**about(turn), agent=before, worker=number, since=turn.case.dispatched_at))
        if promised_one:
            turn.say(r.WorkerChanges(**about(turn)))


def want_another(turn: CaseTurn, worker: str, why: Refusal | None = None) -> None:
    """Ask a lead for somebody else, with those who could be sent as buttons."""
    for lead in turn.floor.leads()[:1]:
        turn.say(
            o.DispatchWanted(
                **about(turn),
                dispatch=turn.case.dispatches,
                workers=tuple(one for one in workers(turn) if one.number != worker),
                agent=lead,
                worker=worker,
                why=why,
            )
        )


def not_accepted(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Nobody has accepted in time: the lead may send another (002:38)."""
    promised(turn, due, told)
    if due.tier > 0 and told:
        want_another(turn, turn.floor.number(turn.case.worker))


def _accept_until(turn: CaseTurn) -> datetime | None:
    runs = {run.clock: run for run in started(turn.case, turn.rules)}
    return runs[Clock.REPAIR_ACCEPT].deadline


def _named(turn: CaseTurn, command: c.DispatchTo) -> Agent | None:
    staff = [one for one in turn.floor.agents.values() if not one.removed and one.role is not Role.EDITOR]
    return next((one for one in staff if one.user_id == command.worker or one.number == command.to), None)

"""What a worker does with a work order, and what the customer says to it (001:1515, 002:688)."""

from desk.cases import commands as k
from desk.cases import events as v
from desk.cases.callbacks.closing import close_if_over
from desk.cases.deciding.calling import done
from desk.cases.kinds import Ending, Refusal
from desk.cases.notices import CaseCard, CaseFile
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.repairs import commands as c
from desk.cases.repairs import notices as r
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.dispatching import want_another
from desk.cases.repairs.office import WITH_A_WORKER, call_for_dispatch, is_repair, may_arrange, replied
from desk.cases.repairs.visiting import is_missed, windows
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn, about
from desk.commands import BeginReport, OfCustomer
from desk.forms.form import Answer, Field

_JUDGED = frozenset({CaseState.DONE, CaseState.RESTING, CaseState.ASSIGNED})
_CONFIRMED = frozenset({CaseState.SETTLED, CaseState.CLOSED})
_TOO_OFTEN = 2


def accept(turn: CaseTurn, command: c.AcceptWork) -> None:
    """The worker comes; the customer hears who, and when where they had wished for a time that is still to come."""
    if not _has_it(turn, command.agent):
        return
    if turn.case.state is not CaseState.DISPATCHED:
        turn.say(Told(outcome=Outcome.WORK_ACCEPTED_ALREADY))
        return
    _accept(turn, command.agent)
    case = turn.case
    agreed = case.visit_agreed_at is not None and case.visit_until is not None and case.visit_until > turn.now
    turn.say(
        r.WorkerComes(
            **about(turn),
            worker=turn.floor.number(command.agent),
            at=turn.now,
            since=case.visit_since if agreed else None,
            until=case.visit_until if agreed else None,
        ),
        o.WorkToDo(**about(turn), agent=command.agent, dispatch=case.dispatches),
    )
    done(turn, Outcome.WORK_ACCEPTED)


def refuse(turn: CaseTurn, command: c.RefuseWork) -> None:
    """The worker cannot, and says why; it is never put off: somebody else is found at once (003:226)."""
    if not _has_it(turn, command.agent):
        return
    if command.why is Refusal.OTHER and not command.words.strip():
        turn.say(Told(outcome=Outcome.REASON_WANTED))
        return
    worker, promised = turn.floor.number(command.agent), turn.case.accepted_at is not None
    turn.meet(v.WorkRefused(at=turn.moment(), worker=command.agent, why=command.why))
    turn.keep("refusal", command.words, author=command.agent)
    turn.say(o.WorkDeclined(**about(turn), worker=worker, why=command.why, text=command.words))
    want_another(turn, worker, command.why)
    if promised:
        turn.say(r.WorkerChanges(**about(turn)))
    done(turn, Outcome.WORK_REFUSED)


def arrive(turn: CaseTurn, command: c.Arrive) -> None:
    """The worker is there; the customer hears it."""
    if not _has_it(turn, command.agent):
        return
    if turn.case.state is CaseState.ON_SITE:
        turn.say(Told(outcome=Outcome.ARRIVED_ALREADY))
        return
    if turn.case.state is CaseState.DISPATCHED:
        _accept(turn, command.agent)
    if turn.case.waits is not None:
        turn.meet(v.WaitOver(at=turn.moment(), by=command.agent))
    turn.meet(v.Arrived(at=turn.moment(), worker=command.agent))
    turn.say(
        r.WorkerThere(**about(turn), worker=turn.floor.number(command.agent)),
        o.WorkToDo(**about(turn), agent=command.agent, dispatch=turn.case.dispatches),
    )
    done(turn, Outcome.ARRIVED)


def finish(turn: CaseTurn, command: c.FinishWork) -> None:
    """It is done: with words at once, else the report is asked for in the worker's private chat."""
    if not _has_it(turn, command.agent):
        return
    if turn.case.state is CaseState.DISPATCHED:
        turn.say(Told(outcome=Outcome.ACCEPT_FIRST))
    elif command.words.strip():
        _report(turn, command.agent, command.words, ())
        turn.say(Told(outcome=Outcome.WORK_REPORTED))
    else:
        turn.order(OfCustomer(command.agent), BeginReport(case=turn.id))
        turn.say(Told(outcome=Outcome.REPORT_BEGUN))


def hear(turn: CaseTurn, command: c.HearWorker) -> None:
    """Show the office what the worker writes, and keep it with the case."""
    turn.meet(v.FollowedUp(at=turn.moment(command.at), by=command.worker))
    turn.keep("note", command.words, author=command.worker)
    worker = turn.floor.number(command.worker)
    turn.say(o.WorkerWrote(**about(turn), worker=worker, text=command.words), CaseCard(**about(turn)))


def submit_report(turn: CaseTurn, command: k.SubmitReport) -> None:
    """The report is filled in: what was done, with photos; if the work is another's by now, they hear whose."""
    case, worker = turn.case, command.worker
    if case.worker != worker or case.state not in WITH_A_WORKER:
        has_it = turn.floor.number(case.worker) if case.worker is not None and case.worker != worker else ""
        turn.say(o.WorkTakenAway(**about(turn), agent=worker, worker=has_it, since=case.dispatched_at))
        return
    if case.state is CaseState.DISPATCHED:
        _accept(turn, worker)
    answers = command.filing.form.answers
    files = answers.get(Field.EVIDENCE, Answer()).files
    _report(turn, worker, answers.get(Field.WHAT, Answer()).text, files)
    turn.say(o.WorkReported(**about(turn), agent=worker))


def confirm(turn: CaseTurn, command: c.ConfirmWork) -> None:
    """The customer says whether it is mended; about work that was done again since only the newer counts."""
    case = turn.case
    if command.remedy != case.remedies or case.remedied_at is None:
        turn.say(Told(outcome=Outcome.CONFIRM_OLD))
    elif command.fixed and case.state in _CONFIRMED:
        turn.say(Told(outcome=Outcome.CONFIRMED_ALREADY))
    elif case.state in _JUDGED or case.state in _CONFIRMED:
        _judge(turn, fixed=command.fixed)
    else:
        turn.say(Told(outcome=Outcome.CONFIRM_OLD))


def note_confirmation(turn: CaseTurn, command: c.NoteConfirmation) -> None:
    """Somebody of ours has heard on the phone whether it is mended."""
    if not may_arrange(turn, command.agent):
        return
    judged = _JUDGED if command.fixed else _JUDGED | _CONFIRMED
    if turn.case.remedied_at is None or turn.case.state not in judged:
        turn.say(Told(outcome=Outcome.CASE_STALE))
        return
    _judge(turn, fixed=command.fixed, by=command.agent, words=command.words)


def ask_again(turn: CaseTurn, _: int) -> None:
    """Ask the customer again whether it is mended."""
    turn.say(_question(turn, turn.case.worker))


def _accept(turn: CaseTurn, worker: int) -> None:
    at = turn.moment()
    turn.meet(v.WorkAccepted(at=at, worker=worker, late=is_missed(turn.case, at)))
    if turn.case.emergency_at is not None:
        turn.meet(v.EmergencyTaken(at=turn.moment(), by=worker))
    case = turn.case
    since, until = case.visit_since, case.visit_until
    if case.visit_agreed_at is None and since is not None and until is not None and until > turn.now:
        turn.meet(v.VisitAgreed(at=turn.moment(), since=since, until=until, by=worker))
    replied(turn, worker)


def _report(turn: CaseTurn, worker: int, words: str, files: tuple[str, ...]) -> None:
    turn.meet(v.WorkDone(at=turn.moment(), worker=worker, photos=len(files)))
    turn.keep("report", words, files, author=worker)
    turn.say(*[CaseFile(**about(turn), file=one) for one in files])
    turn.say(_question(turn, worker), CaseCard(**about(turn)))


def _question(turn: CaseTurn, worker: int | None) -> r.WorkToConfirm:
    return r.WorkToConfirm(**about(turn), remedy=turn.case.remedies, worker=turn.floor.number(worker))


def _judge(turn: CaseTurn, *, fixed: bool, by: int | None = None, words: str = "") -> None:
    if fixed:
        turn.meet(v.CaseSettled(at=turn.moment(), ending=Ending.AGREED, by=by))
        turn.keep("note", words, author=by)
        close_if_over(turn, by)
        turn.say(r.WorkConfirmed(**about(turn)), r.WorkJudged(**about(turn), fixed=True))
        done(turn, Outcome.CONFIRMED)
        return
    turn.meet(v.NotFixed(at=turn.moment(), by=by))
    turn.keep("note", words, author=by)
    turn.happen(v.WorkOrdered(at=turn.moment(), order=turn.case.orders + 1))
    count = turn.case.repeat_repairs
    turn.say(
        r.NotFixedHeard(**about(turn), visits=turn.case.visits, windows=windows(turn)),
        r.WorkJudged(**about(turn), fixed=False, count=count),
    )
    if count >= _TOO_OFTEN:
        turn.say(*[r.NotFixedAgain(**about(turn), agent=lead, count=count) for lead in turn.floor.leads()[:1]])
    call_for_dispatch(turn)
    done(turn, Outcome.NOT_FIXED)


def _has_it(turn: CaseTurn, agent: int) -> bool:
    """Tell whether the work is this worker's now; from whom it was taken hears who has it, and since when."""
    if not is_repair(turn):
        return False
    case = turn.case
    if case.worker == agent and case.state in WITH_A_WORKER:
        return True
    if case.worker == agent:
        turn.say(Told(outcome=Outcome.WORK_OVER))
    elif agent in case.workers and case.worker is not None:
        number = turn.floor.number(case.worker)
        turn.say(Told(outcome=Outcome.WORK_TAKEN_AWAY, number=number, at=case.dispatched_at))
    elif agent in case.workers:
        turn.say(Told(outcome=Outcome.WORK_CALLED_BACK))
    elif case.worker is not None:
        turn.say(Told(outcome=Outcome.WORKER_ONLY, number=turn.floor.number(case.worker)))
    else:
        turn.say(Told(outcome=Outcome.NOT_ORDERED))
    return False

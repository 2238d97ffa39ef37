"""A case climbs level by level with the handler's proposal; what is said above is recorded (003:239-242)."""

from desk.cases import events as v
from desk.cases.clocks import started
from desk.cases.complaints import commands as c
from desk.cases.complaints.notices import Point
from desk.cases.deciding.calling import call, done
from desk.cases.deciding.standing import has_words, may_decide, may_handle, refuse
from desk.cases.kinds import HIGHEST_LEVEL, Class
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.turn import CaseTurn
from desk.clocks.promises import BREACHABLE

_FOLLOW_UPS = 3
"""So many recorded follow-ups before it may be said that the unit has looked at it (002:92)."""


def escalate(turn: CaseTurn, command: c.Escalate) -> None:
    """To the next level; over a level's head only in an emergency or a crisis, to be reported afterwards (003:241)."""
    case = turn.case
    if not may_handle(turn, command.agent) or not has_words(turn, command.words):
        return
    level = case.level + 1 if command.level is None else command.level
    skips = level > case.level + 1
    if level > HIGHEST_LEVEL:
        refuse(turn, Outcome.TOP_LEVEL, count=HIGHEST_LEVEL)
    elif level <= case.level:
        refuse(turn, Outcome.LEVEL_REACHED, count=case.level)
    elif skips and not command.emergency and case.klass is not Class.CRISIS:
        refuse(turn, Outcome.LEVEL_BY_LEVEL, count=case.level + 1)
    else:
        turn.meet(v.Escalated(at=turn.moment(), level=level, skipped=skips, by=command.agent))
        turn.keep("proposal", command.words, author=command.agent)
        point = Point.SKIPPED if skips else Point.ESCALATED
        by = turn.floor.number(command.agent)
        call(turn, point, turn.floor.leads(), in_room=True, level=level, by=by, text=command.words)
        done(turn, Outcome.ESCALATED, count=level)


def instruct(turn: CaseTurn, command: c.Instruct) -> None:
    """Write down what was said above, and tell whoever has it in hand (003:242)."""
    if not may_decide(turn, command.agent) or not has_words(turn, command.words):
        return
    if not turn.case.level:
        refuse(turn, Outcome.NOT_ESCALATED)
        return
    turn.meet(v.Instructed(at=turn.moment(), level=turn.case.level, by=command.agent))
    turn.keep("instruction", command.words, author=command.agent)
    by, level = turn.floor.number(command.agent), turn.case.level
    call(turn, Point.INSTRUCTED, [turn.owner], level=level, by=by, text=command.words)
    done(turn, Outcome.NOTED)


def report_skip(turn: CaseTurn, command: c.ReportSkip) -> None:
    """The level that was skipped has its report."""
    if not may_handle(turn, command.agent) or not has_words(turn, command.words):
        return
    if not turn.case.skip_unreported:
        refuse(turn, Outcome.NO_SKIP)
        return
    turn.meet(v.SkipReported(at=turn.moment(), by=command.agent))
    turn.keep("skip_report", command.words, author=command.agent)
    by = turn.floor.number(command.agent)
    call(turn, Point.SKIP_REPORTED, turn.floor.leads(), in_room=True, by=by, text=command.words)
    done(turn, Outcome.NOTED)


def report_delay(turn: CaseTurn, command: c.ReportDelay) -> None:
    """What cannot be done in time is told to whoever gave the task, and to the lead, before the deadline (004:287)."""
    case = turn.case
    if not may_handle(turn, command.agent) or not has_words(turn, command.words):
        return
    turn.meet(v.FollowedUp(at=turn.moment(), by=command.agent))
    turn.keep("delay", command.words, author=command.agent)
    dues = [run.deadline for run in started(case, turn.rules) if run.clock in BREACHABLE and run.deadline is not None]
    due = min((at for at in dues if at > turn.now), default=None)
    told = [case.given_by, *turn.floor.leads()[:1]]
    by = turn.floor.number(command.agent)
    call(turn, Point.DELAYED, told, in_room=True, by=by, text=command.words, at=due)
    done(turn, Outcome.NOTED)


def cancel_unsettled(turn: CaseTurn, command: c.CancelUnsettled) -> None:
    """Its unit has looked at why it is not settled: never who handles it, and only after three follow-ups (002:92)."""
    case = turn.case
    if command.agent in {case.handler, case.owner, case.worker}:
        refuse(turn, Outcome.NOT_THE_HANDLER)
    elif case.follow_ups < _FOLLOW_UPS:
        refuse(turn, Outcome.FOLLOW_UPS_WANTED, count=_FOLLOW_UPS - case.follow_ups)
    elif has_words(turn, command.words):
        turn.meet(v.UnsettledCancelled(at=turn.moment(), by=command.agent))
        turn.keep("review", command.words, author=command.agent)
        done(turn, Outcome.NOTED)

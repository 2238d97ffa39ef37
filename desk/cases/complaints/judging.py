"""Whether a complaint is justified, of what it came, which unit answers for it; and whether it counts in figures."""

from desk.cases import events as v
from desk.cases.callbacks.closing import close_if_over
from desk.cases.complaints import commands as c
from desk.cases.complaints.notices import Point, VerdictWanted
from desk.cases.deciding.calling import call, call_lead, done
from desk.cases.deciding.standing import has_words, is_complaint, may_decide, may_handle, refuse
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.turn import CaseTurn, about
from desk.cases.units import unit_of


def ask_verdict(turn: CaseTurn, command: c.AskVerdict) -> None:
    """Show what can be chosen next."""
    if is_complaint(turn) and may_handle(turn, command.agent):
        turn.say(VerdictWanted(**about(turn), justified=command.justified, cause=command.cause))


def judge(turn: CaseTurn, command: c.JudgeCase) -> None:
    """Record the verdict with its cause and the responsible unit, one of the rules' (002:50, 001:1273)."""
    if not is_complaint(turn) or not may_handle(turn, command.agent):
        return
    unit = unit_of(turn.rules.units, command.unit)
    if unit is None:
        refuse(turn, Outcome.NO_SUCH_UNIT, "、".join(turn.rules.units))
        return
    turn.meet(
        v.Judged(
            at=turn.moment(),
            justified=command.justified,
            cause=command.cause,
            unit=unit,
            by=command.agent,
        )
    )
    turn.keep("verdict", command.words, author=command.agent)
    close_if_over(turn, command.agent)
    done(turn)


def ask_exclusion(turn: CaseTurn, command: c.AskExclusion) -> None:
    """Ask a lead, with reasons, that it does not count (001:1529)."""
    if not is_complaint(turn) or not may_handle(turn, command.agent) or not has_words(turn, command.words):
        return
    turn.meet(v.ExclusionAsked(at=turn.moment(), by=command.agent))
    turn.keep("exclusion", command.words, author=command.agent)
    call_lead(turn, Point.EXCLUSION_ASKED, by=turn.floor.number(command.agent), text=command.words)
    done(turn, Outcome.NOTED)


def decide_exclusion(turn: CaseTurn, command: c.DecideExclusion) -> None:
    """A lead approves or not; nobody approves a request of their own."""
    case = turn.case
    if not may_decide(turn, command.agent):
        return
    if not case.exclusion_asked:
        refuse(turn, Outcome.NOTHING_ASKED)
        return
    if case.exclusion_by == command.agent:
        refuse(turn, Outcome.OWN_REQUEST)
        return
    asker = case.exclusion_by
    turn.meet(v.ExclusionDecided(at=turn.moment(), excluded=command.excluded, by=command.agent))
    turn.keep("exclusion", command.words, author=command.agent)
    point = Point.EXCLUSION_GRANTED if command.excluded else Point.EXCLUSION_REFUSED
    call(turn, point, [asker], in_room=True, by=turn.floor.number(command.agent), text=command.words)
    done(turn)

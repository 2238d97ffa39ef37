"""A crisis: every lead is rung at once, and every quarter of an hour the level above, until a lead knows (003:165)."""

from desk.cases import events as v
from desk.cases.complaints import commands as c
from desk.cases.complaints.notices import Point
from desk.cases.deciding.calling import call, done
from desk.cases.deciding.standing import may_decide, refuse
from desk.cases.kinds import HIGHEST_LEVEL
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.strikes import remind
from desk.cases.turn import CaseTurn
from desk.clocks import Due


def alarm(turn: CaseTurn) -> None:
    """Ring every lead, in private and in the room."""
    case = turn.case
    owner = turn.floor.number(case.owner) if case.owner is not None else ""
    call(
        turn,
        Point.CRISIS,
        turn.floor.leads(),
        in_room=True,
        level=max(case.level, 1),
        to=owner,
        crisis=case.crises,
        at=case.crisis_at,
    )


def ring(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Nobody knows yet: it climbs to the next level, and everybody is rung again (003:239-241)."""
    remind(turn, due)
    above = min(due.tier + 1, HIGHEST_LEVEL)
    if above > turn.case.level:
        turn.happen(v.Escalated(at=turn.now, level=above))
    if told:
        alarm(turn)


def acknowledge(turn: CaseTurn, command: c.AcknowledgeCrisis) -> None:
    """A lead knows of it."""
    if not may_decide(turn, command.agent):
        return
    if turn.case.crisis_at is None or turn.case.crises != command.crisis:
        refuse(turn, Outcome.NO_CRISIS)
        return
    turn.meet(v.CrisisAcknowledged(at=turn.moment(), by=command.agent))
    call(turn, Point.CRISIS_KNOWN, [turn.owner], in_room=True, by=turn.floor.number(command.agent))
    done(turn)

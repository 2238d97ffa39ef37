"""Who is rung again and again until somebody has it in hand: of a repair those on call, else the leads."""

from desk.cases.complaints import crisis
from desk.cases.kinds import CaseKind
from desk.cases.repairs import emergencies
from desk.cases.turn import CaseTurn
from desk.clocks import Due


def ring(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Ring whoever is next."""
    if turn.case.kind is CaseKind.REPAIR and turn.case.emergency_at == due.since:
        emergencies.ring(turn, due, told)
    else:
        crisis.ring(turn, due, told)

"""Staff are told about a case: the one or two it concerns in private, and the room, where nobody can miss it."""

from collections.abc import Iterable
from typing import Any

from desk.cases.complaints.notices import CaseCall, CasePoint, Point
from desk.cases.notices import CaseCard
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.turn import CaseTurn, about


def call(turn: CaseTurn, point: Point, agents: Iterable[int | None], *, in_room: bool = False, **told: Any) -> None:
    """Tell these people, each once, and the room where it is asked for or where there is nobody to be told."""
    people = dict.fromkeys(one for one in agents if one is not None)
    if in_room or not people:
        turn.say(CasePoint(**about(turn), point=point, **told))
    turn.say(*[CaseCall(**about(turn), point=point, agent=one, **told) for one in people])


def call_lead(turn: CaseTurn, point: Point, **told: Any) -> None:
    """Tell the lead on duty, and the room."""
    call(turn, point, turn.floor.leads()[:1], in_room=True, **told)


def done(turn: CaseTurn, outcome: Outcome = Outcome.DONE, **told: Any) -> None:
    """Say how it ended, and show the case as it is now."""
    turn.say(Told(outcome=outcome, **told), CaseCard(**about(turn)))

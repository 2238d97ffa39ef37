"""Who may do what about a case, and the sentence for whoever may not."""

from desk.cases.kinds import CaseKind
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn
from desk.people import Role

OFFICE = frozenset({Role.AGENT, Role.LEAD})
"""Who decides about cases; workers report about their work, editors keep the library."""


def may_handle(turn: CaseTurn, agent: int) -> bool:
    """Tell whether somebody may act for the case: who has it, who is answerable until it is taken (002:568), a lead."""
    case = turn.case
    if case.handler is None and case.state is CaseState.OPEN:
        turn.say(Told(outcome=Outcome.ASSIGN_FIRST))
        return False
    if agent in {case.handler, case.owner} or turn.floor.is_lead(agent):
        return True
    turn.say(Told(outcome=Outcome.HANDLER_ONLY, number=turn.floor.number(case.handler)))
    return False


def in_the_office(turn: CaseTurn, agent: int) -> bool:
    """Tell whether somebody is an agent or a lead: those say whose a case is and how grave."""
    who = turn.floor.agents.get(agent)
    if who is not None and who.role in OFFICE:
        return True
    turn.say(Told(outcome=Outcome.OFFICE_ONLY))
    return False


def left_to_the_shift(turn: CaseTurn, agent: int) -> bool:
    """Tell whether a repair is left to somebody on duty, because who has it has gone off: it cannot wait (003:226)."""
    handler, floor = turn.case.handler, turn.floor
    return turn.case.kind is CaseKind.REPAIR and floor.on_duty(agent) and not floor.on_duty(handler)


def may_decide(turn: CaseTurn, agent: int) -> bool:
    """Tell whether somebody is a lead."""
    if turn.floor.is_lead(agent):
        return True
    turn.say(Told(outcome=Outcome.LEADS_ONLY))
    return False


def numbered(turn: CaseTurn, number: str) -> int | None:
    """Return the user id of the member of staff who has a number, unless they were removed."""
    found = (one for one in turn.floor.agents.values() if one.number == number and not one.removed)
    return next((one.user_id for one in found), None)


def has_words(turn: CaseTurn, words: str) -> bool:
    """Tell whether something was written; what goes into the record needs words."""
    if words.strip():
        return True
    turn.say(Told(outcome=Outcome.WORDS_WANTED))
    return False


def is_complaint(turn: CaseTurn) -> bool:
    """Tell whether it is a complaint; only those are judged, classed and agreed about."""
    if turn.case.kind is CaseKind.COMPLAINT:
        return True
    turn.say(Told(outcome=Outcome.ONLY_COMPLAINTS))
    return False


def refuse(turn: CaseTurn, outcome: Outcome, number: str = "", count: int = 0) -> None:
    """Say why not."""
    turn.say(Told(outcome=outcome, number=number, count=count))

"""A grievance that is more than one becomes a complaint: a new number, the same words, its own deadlines (001:1549)."""

from desk.cases import events as v
from desk.cases import notices as n
from desk.cases.complaints import commands as c
from desk.cases.complaints.raising import on_filing
from desk.cases.deciding.calling import done
from desk.cases.deciding.filing import promised
from desk.cases.deciding.standing import may_handle, refuse
from desk.cases.kinds import CaseKind
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn, about
from desk.commands import OfCase


def turn_into_complaint(turn: CaseTurn, command: c.TurnIntoComplaint) -> None:
    """End the grievance under the number the complaint will have, and have that one registered."""
    case = turn.case
    if case.kind is not CaseKind.GRIEVANCE:
        refuse(turn, Outcome.ONLY_GRIEVANCES)
        return
    if case.state is CaseState.CLOSED:
        refuse(turn, Outcome.CASE_STALE)
        return
    if case.handler is not None and not may_handle(turn, command.agent):
        return
    number = turn.floor.next_case_number(CaseKind.COMPLAINT, turn.now)
    turn.meet(v.TurnedInto(at=turn.moment(), number=number, by=command.agent))
    turn.keep("ending", command.words, author=command.agent)
    turn.order(
        OfCase(0),
        c.FileTurned(
            number=number,
            grievance=turn.id,
            by=command.agent,
            handler=case.handler,
            customer=case.customer,
            locale=case.locale,
            conversation=case.conversation,
            channel=case.channel,
            money=case.money,
            household=case.household,
            over_head=case.over_head,
        ),
    )
    done(turn, Outcome.TURNED, number=number)


def file_turned(turn: CaseTurn, command: c.FileTurned) -> None:
    """Register the complaint; whoever had the grievance goes on with it."""
    turn.happen(
        v.Filed(
            at=turn.now,
            kind=CaseKind.COMPLAINT,
            number=command.number,
            customer=command.customer,
            locale=command.locale,
            conversation=command.conversation,
            channel=command.channel,
            by=command.by,
            money=command.money,
            household=command.household,
            over_head=command.over_head,
            turned_from=command.grievance,
        )
    )
    if command.handler is not None:
        turn.happen(v.Assigned(at=turn.now, to=command.handler, by=command.handler))
    case = turn.case
    turn.say(
        n.CaseRegistered(**about(turn), kind=case.kind, at=turn.now, until=promised(turn)),
        n.NewCase(**about(turn), kind=case.kind, klass=case.klass),
        n.CaseCard(**about(turn)),
    )
    on_filing(turn)

"""Joint slips (会办单): a named colleague is asked for help by a moment, and sends it back with words (004:155)."""

from datetime import UTC

from desk.cases import events as v
from desk.cases.complaints import commands as c
from desk.cases.complaints.notices import Point
from desk.cases.deciding.calling import call, done
from desk.cases.deciding.standing import has_words, may_handle, numbered, refuse
from desk.cases.kinds import Waits
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.state import Slip
from desk.cases.strikes import remind
from desk.cases.turn import CaseTurn
from desk.clocks import Due
from desk.service.until import moment_of


def send_slip(turn: CaseTurn, command: c.SendSlip) -> None:
    """Ask a colleague; while nothing else is waited for, the case waits for them."""
    if not may_handle(turn, command.agent) or not has_words(turn, command.words):
        return
    to = numbered(turn, command.to)
    if to is None:
        refuse(turn, Outcome.NO_SUCH_AGENT, command.to)
        return
    if to == command.agent:
        refuse(turn, Outcome.SLIP_TO_ONESELF)
        return
    at, slip = turn.moment(), len(turn.case.slips) + 1
    until = moment_of(command.until or turn.rules.slip, at, turn.rules.organisation.zone or UTC)
    turn.meet(v.SlipSent(at=at, slip=slip, to=to, until=until, by=command.agent))
    turn.keep("slip", command.words, author=command.agent)
    if turn.case.waits is None:
        turn.happen(v.WaitBegun(at=at, why=Waits.THIRD_PARTY, by=command.agent, until=until))
    number = turn.floor.number(to)
    by = turn.floor.number(command.agent)
    call(turn, Point.SLIP, [to], in_room=True, by=by, to=number, text=command.words, slip=slip, at=until)
    done(turn, Outcome.SLIP_SENT, number=number, at=until)


def return_slip(turn: CaseTurn, command: c.ReturnSlip) -> None:
    """Send it back with words; with the last one nothing more is waited for."""
    if not has_words(turn, command.words):
        return
    found = _open(turn, command)
    if found is None:
        refuse(turn, Outcome.NO_SLIP)
        return
    if found.to != command.agent and not turn.floor.is_lead(command.agent):
        refuse(turn, Outcome.NOT_YOUR_SLIP, turn.floor.number(found.to))
        return
    turn.meet(v.SlipReturned(at=turn.moment(), slip=found.number, by=command.agent))
    turn.keep("slip_returned", command.words, author=command.agent)
    others = any(one.returned_at is None for one in turn.case.slips)
    if turn.case.waits is Waits.THIRD_PARTY and not others:
        turn.happen(v.WaitOver(at=turn.moment(), by=command.agent))
    by = turn.floor.number(command.agent)
    call(turn, Point.SLIP_RETURNED, [found.by, turn.owner], by=by, text=command.words, slip=found.number)
    done(turn, Outcome.NOTED)


def overdue(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Whoever was asked, whoever asked, and a lead hear that the slip is not back."""
    remind(turn, due)
    slip = next((one for one in turn.case.slips if one.number == due.occurrence), None)
    if told and slip is not None:
        people = [slip.to, slip.by, *turn.floor.leads()[:1]]
        to = turn.floor.number(slip.to)
        call(turn, Point.SLIP_OVERDUE, people, in_room=True, to=to, slip=slip.number, at=slip.until)


def _open(turn: CaseTurn, command: c.ReturnSlip) -> Slip | None:
    out = [one for one in turn.case.slips if one.returned_at is None]
    if command.slip is not None:
        return next((one for one in out if one.number == command.slip), None)
    mine = [one for one in out if one.to == command.agent]
    return mine[0] if len(mine) == 1 else None

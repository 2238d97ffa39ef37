"""An emergency repair: place and phone are enough, and somebody on call is rung at once, day and night (003:216)."""

from typing import Any

from desk.cases import events as v
from desk.cases.deciding.calling import done
from desk.cases.notices import CaseCard
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.repairs import commands as c
from desk.cases.repairs import notices as r
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.office import claim, is_repair, may_report, replied
from desk.cases.strikes import remind
from desk.cases.turn import CaseTurn, about
from desk.clocks import Due
from desk.commands import AcknowledgeEmergency, OfCustomer, Origin
from desk.events import Reason
from desk.queue.closed import opening_ahead


def registered(turn: CaseTurn) -> None:
    """An emergency is told to whoever is on call; of anything else filed at night, we say when we open."""
    if turn.case.emergency_at is not None:
        call(turn, 0)
        return
    hours = turn.rules.hours_of(turn.rules.line_of(Reason.REPAIR))
    if (opens := opening_ahead(hours, turn.now)) is not None:
        turn.say(r.RepairAtNight(**about(turn), at=turn.now, opening=opens))


def call(turn: CaseTurn, turns: int) -> None:
    """Ring whoever on call is next after so many who did not answer, in private and in the room; at last the leads."""
    people = turn.rules.on_call.people
    rung = [people[turns]] if turns < len(people) else turn.floor.leads()
    emergency = turn.case.emergencies
    if not rung:
        turn.say(o.RepairEmergency(**about(turn), agent=None, called="", emergency=emergency))
    for one in rung:
        said: dict[str, Any] = {**about(turn), "agent": one, "called": turn.floor.number(one), "emergency": emergency}
        turn.say(o.RepairEmergency(**said), o.RepairEmergencyRing(**said))


def ring(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Nobody has it in hand yet: the next on the list, then the leads, again and again."""
    remind(turn, due)
    if told:
        call(turn, due.tier)


def take(turn: CaseTurn, command: c.TakeEmergency) -> None:
    """Somebody has it in hand: nobody else is rung, the customer hears it, and what is done for the moment is asked."""
    agent, floor = command.agent, turn.floor
    if not is_repair(turn):
        return
    if agent not in turn.rules.on_call.people and not floor.employs(agent):
        turn.say(Told(outcome=Outcome.NOT_ON_CALL))
        return
    if turn.case.emergency_at is None or command.emergency != turn.case.emergencies:
        turn.say(Told(outcome=Outcome.EMERGENCY_OVER))
        return
    _taken(turn, agent)
    where = command.origin
    turn.order(  # what was told of danger in the talk is in hand by this, too
        OfCustomer(turn.case.customer),
        AcknowledgeEmergency(
            agent=agent, origin=Origin(chat_id=where.chat_id, message_id=where.message_id, thread_id=where.thread_id)
        ),
    )
    done(turn, Outcome.EMERGENCY_TAKEN)


def note_taken(turn: CaseTurn, command: c.NoteEmergencyTaken) -> None:
    """Somebody has said so in the customer's talk, or has taken it."""
    if turn.case.emergency_at is not None:
        _taken(turn, command.agent)
        turn.say(CaseCard(**about(turn)))


def _taken(turn: CaseTurn, agent: int) -> None:
    floor = turn.floor
    turn.meet(v.EmergencyTaken(at=turn.moment(), by=agent))
    claim(turn, agent)
    replied(turn, agent)
    turn.say(
        o.RepairEmergencyTaken(**about(turn), helper=floor.number(agent)),
        r.EmergencyHelpComes(**about(turn), helper=floor.number(agent)),
    )
    asked = [agent] if floor.employs(agent) else floor.leads()[:1]  # only staff write into the record
    turn.say(*[o.StopGapWanted(**about(turn), agent=one) for one in asked])


def stop_gap(turn: CaseTurn, command: c.ReportStopGap) -> None:
    """What was done for the moment, written down (003:217)."""
    if not turn.case.emergency:
        turn.say(Told(outcome=Outcome.NO_EMERGENCY))
    elif not command.words.strip():
        turn.say(Told(outcome=Outcome.WORDS_WANTED))
    elif may_report(turn, command.agent):
        turn.meet(v.FollowedUp(at=turn.moment(), by=command.agent))
        turn.keep("stopgap", command.words, author=command.agent)
        done(turn, Outcome.NOTED)

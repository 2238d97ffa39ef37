"""How far a repair is: what it waits for, who is reminded, and what the customer hears at least weekly (002:568)."""

from datetime import datetime, timedelta
from typing import Final

from desk.cases import events as v
from desk.cases.deciding.calling import done
from desk.cases.kinds import Waits
from desk.cases.notices import CaseCard
from desk.cases.occurrences import telling_of
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.repairs import commands as c
from desk.cases.repairs import notices as r
from desk.cases.repairs import work_notices as o
from desk.cases.repairs.office import UNDONE, may_report, replied, stands_in
from desk.cases.state import CaseState
from desk.cases.strikes import remind
from desk.cases.turn import CaseTurn, about
from desk.clocks import Due
from desk.forms.times import named_time
from desk.forms.visits import is_far, is_past

_DAY: Final = timedelta(days=1)
_EVENING: Final = timedelta(hours=7)
_MAY_WAIT: Final = UNDONE - {CaseState.QUOTED}


def set_aside(turn: CaseTurn, command: c.SetAside) -> None:
    """It waits, for a reason; the customer hears which."""
    if not may_report(turn, command.agent) or not stands_in(turn, _MAY_WAIT):
        return
    if not command.words.strip():
        turn.say(Told(outcome=Outcome.WORDS_WANTED))
        return
    if turn.case.waits is not None:
        turn.meet(v.WaitOver(at=turn.moment(), by=command.agent))
    until = None if command.why is Waits.CUSTOMER else _expected(turn, command.words)
    turn.meet(v.WaitBegun(at=turn.moment(), why=command.why, by=command.agent, until=until))
    turn.keep("wanted" if command.why is Waits.CUSTOMER else "waits", command.words, author=command.agent)
    replied(turn, command.agent)
    turn.say(r.RepairWaits(**about(turn), why=command.why, text=command.words))
    if command.agent == turn.case.worker:
        worker = turn.floor.number(command.agent)
        turn.say(o.WorkerWrote(**about(turn), worker=worker, text=command.words, waits=command.why))
    done(turn, Outcome.SET_ASIDE if until is None else Outcome.SET_ASIDE_UNTIL, at=until)


def _expected(turn: CaseTurn, words: str) -> datetime | None:
    """Return by when what it waits for is to come, as the words say it: of a day, when people go home."""
    named = named_time(words, turn.now, turn.rules.organisation.zone, ahead=True)
    if named is None or is_past(named, turn.now) or is_far(named, turn.now):
        return None
    return named.until - _EVENING if named.until - named.since >= _DAY else named.until


def take_up(turn: CaseTurn, command: c.TakeUp) -> None:
    """What it waited for has come: it goes on, and the customer hears so."""
    if not may_report(turn, command.agent):
        return
    case = turn.case
    if case.waits is None or case.state not in _MAY_WAIT:
        turn.say(Told(outcome=Outcome.NOT_WAITING))
        return
    if command.waiting not in {None, case.waitings}:
        turn.say(Told(outcome=Outcome.CASE_STALE))
        return
    turn.meet(v.WaitOver(at=turn.moment(), by=command.agent))
    turn.keep("note", command.words, author=command.agent)
    turn.say(r.RepairGoesOn(**about(turn)))
    done(turn, Outcome.TAKEN_UP)


def status(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    """Nothing has moved: whoever has it and a lead are reminded; once a week the customer hears why it is open."""
    to_customer = due.occurrence == telling_of(turn.case)
    remind(turn, due)
    if to_customer:
        turn.happen(v.StatusTold(at=turn.now))
        _still_open(turn, turn.case.waits)
    elif told:
        expected = turn.case.waits_until
        _ask_how_far(turn, due.since, expected if expected is not None and due.at <= expected else None)


def give_up_waiting(turn: CaseTurn) -> None:
    """The customer never answered: work that is ordered cannot rest (003:226), so it is ours to move again.

    Whoever has it and a lead are asked at once how far it is, and the customer hears what was still missing.
    """
    stood_since = turn.case.moved_at or turn.now
    turn.happen(v.WaitedInVain(at=turn.now))
    _still_open(turn, Waits.CUSTOMER)
    _ask_how_far(turn, stood_since)
    turn.say(CaseCard(**about(turn)))


def _still_open(turn: CaseTurn, waits: Waits | None) -> None:
    if turn.case.filed_at is not None:
        turn.say(r.StillOpen(**about(turn), since=turn.case.filed_at, waits=waits))


def _ask_how_far(turn: CaseTurn, since: datetime, expected: datetime | None = None) -> None:
    """Ask whoever has it, and a lead as well where nothing has moved; what was to come by now is the owner's to see."""
    owner = turn.owner
    number = turn.floor.number(owner) if owner is not None else ""
    leads = [one for one in turn.floor.leads()[:1] if one != owner and (expected is None or owner is None)]
    rung = [*([owner] if owner is not None else []), *leads]
    turn.say(*[o.StatusWanted(**about(turn), agent=one, since=since, owner=number, expected=expected) for one in rung])

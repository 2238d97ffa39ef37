"""How a person calls back: who may, when, how often, and what follows from what was found (RULES §1 callback).

Somebody other than the worker, and where there is somebody else on duty, other than who handles it (002:688).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.cases import events as v
from desk.cases.callbacks import commands as k
from desk.cases.callbacks import notices as n
from desk.cases.callbacks.going_by_answers import reopen, settle
from desk.cases.clocks import callback_days, local_midnight, owes_callback, started
from desk.cases.kinds import Ending, Result
from desk.cases.notices import CaseCard
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.turn import CaseTurn, about
from desk.clocks.quiet import awake
from desk.commands import Command
from desk.events import Clock
from desk.hours import is_open
from desk.people import Agent, Role
from desk.service.until import moment_of

BETWEEN_TRIES = timedelta(hours=2)
"""An attempt so soon after the one before is none: they are made at different hours (ours)."""
_OFFERED = ((1, 10), (1, 15), (1, 19), (2, 10))
"""The times a callback can be put off to by a button: days from today, and the hour."""


def call_for(turn: CaseTurn) -> None:
    """Give somebody the task to call: the room hears it, who is to call, and who is answerable."""
    case = turn.case
    caller = _caller(turn)
    task: dict[str, Any] = {
        **about(turn),
        "remedy": case.remedies,
        "caller": caller.number if caller is not None else None,
        "tries": len(case.callback_tries),
        "agreed": case.callback_until is not None,
        "due": next((run.deadline for run in started(case, turn.rules) if run.clock is Clock.CALLBACK), None),
    }
    turn.say(n.CallbackTask(**task))
    if caller is not None:
        turn.say(n.CallbackYours(**task, agent=caller.user_id))
    owner = turn.owner
    if owner is not None and (caller is None or owner != caller.user_id):
        turn.say(n.CallbackYours(**task, agent=owner, calls=False))


def record(turn: CaseTurn, command: k.RecordCallback) -> None:
    """Record what came of a call, and do what follows from it."""
    refusal = _refusal(turn, command.agent, command.remedy) or _too_soon(turn, command.result)
    if refusal is not None:
        turn.say(refusal)
        return
    agent = command.agent
    turn.meet(v.CallbackTried(at=turn.moment(), result=command.result, by=agent))
    turn.keep("callback", command.words, author=agent)
    match command.result:
        case Result.SATISFIED:
            settle(turn, Ending.AGREED, agent)
            turn.say(Told(outcome=Outcome.CALLBACK_RECORDED))
        case Result.REFUSED:
            settle(turn, Ending.UNSAID, agent)
            turn.say(Told(outcome=Outcome.CALLBACK_RECORDED))
        case Result.NOT_SATISFIED:
            reopen(turn, agent)
            turn.say(Told(outcome=Outcome.CALLBACK_REOPENED))
        case Result.NOT_REACHED:
            _count(turn)
    turn.say(CaseCard(**about(turn)))


def show_times(turn: CaseTurn, command: k.ShowCallbackTimes) -> None:
    """Show the times to choose from; any other is told in words."""
    refusal = _refusal(turn, command.agent, command.remedy) or _moved(turn)
    if refusal is not None:
        turn.say(refusal)
        return
    zone = turn.rules.organisation.zone or UTC
    today = turn.now.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    times = [(today + timedelta(days=days)).replace(hour=hour).astimezone(UTC) for days, hour in _OFFERED]
    good = tuple(at for at in times if _wrong_time(turn, at) is None)
    turn.say(n.CallbackTimes(**about(turn), remedy=turn.case.remedies, times=good))


def move(turn: CaseTurn, command: k.MoveCallback) -> None:
    """Put it off to a time agreed with the customer; once."""
    until = command.until
    at = until if isinstance(until, datetime) else moment_of(until, turn.now, turn.rules.organisation.zone or UTC)
    refusal = _refusal(turn, command.agent, command.remedy) or _moved(turn) or _wrong_time(turn, at)
    if refusal is not None:
        turn.say(refusal)
        return
    turn.meet(v.CallbackMoved(at=turn.moment(), until=at, by=command.agent))
    turn.keep("callback", command.words, author=command.agent)
    turn.say(
        Told(outcome=Outcome.CALLBACK_MOVED, at=at),
        n.CallbackTimeAgreed(**about(turn), until=at),
        CaseCard(**about(turn)),
    )


def renew_contact(turn: CaseTurn, command: k.RenewContact) -> None:
    """Record that the contact data are good again (004:150)."""
    if not turn.case.contact_stale:
        turn.say(Told(outcome=Outcome.CONTACT_FRESH))
        return
    turn.meet(v.ContactRenewed(at=turn.moment(), by=command.agent))
    turn.keep("contact", command.words, author=command.agent)
    turn.say(Told(outcome=Outcome.CONTACT_RENEWED), CaseCard(**about(turn)))


def _count(turn: CaseTurn) -> None:
    """After the last attempt it has failed: somebody is to renew the contact data, and nobody waits for it any more."""
    tries, most = len(turn.case.callback_tries), turn.rules.for_clock(turn.case.remedied_at or turn.now).attempts
    if tries < most:
        turn.say(Told(outcome=Outcome.CALLBACK_TRIED, count=tries, at=turn.now + BETWEEN_TRIES))
        return
    turn.meet(v.CallbackFailed(at=turn.moment()))
    settle(turn, Ending.UNREACHED)
    turn.say(Told(outcome=Outcome.CALLBACK_FAILED, count=tries), n.ContactStale(**about(turn), tries=tries))
    if turn.case.handler is not None:
        turn.say(n.ContactStaleRing(**about(turn), tries=tries, agent=turn.case.handler))


def _refusal(turn: CaseTurn, agent: int, remedy: int | None) -> Told | None:
    """Return why nobody, or not this one, may say what came of it now."""
    case = turn.case
    if remedy is not None and remedy != case.remedies:
        return Told(outcome=Outcome.CASE_STALE)
    if not owes_callback(case) or case.remedied_at is None:
        known = case.callback_done_at is not None or case.callback_failed
        return Told(outcome=Outcome.CALLBACK_KNOWN if known else Outcome.CALLBACK_NOT_DUE)
    if agent in case.workers:
        return Told(outcome=Outcome.CALLBACK_BY_WORKER)
    if agent == case.handler and (others := _there(turn)):
        return Told(outcome=Outcome.CALLBACK_BY_HANDLER, number=others[0].number)
    first, _ = callback_days(case, turn.rules, case.remedied_at)
    opens = local_midnight(turn.rules, case.remedied_at, first - 1)
    return Told(outcome=Outcome.CALLBACK_TOO_EARLY, at=opens) if turn.now < opens else None


def _too_soon(turn: CaseTurn, result: Result) -> Told | None:
    """Refuse a try at night, or at an hour of an earlier one; a customer who was reached was reached."""
    if result is not Result.NOT_REACHED:
        return None
    if not _is_awake(turn, turn.now):
        return Told(outcome=Outcome.CALLBACK_QUIET)
    tries = turn.case.callback_tries
    again = tries[-1] + BETWEEN_TRIES if tries else turn.now
    return Told(outcome=Outcome.CALLBACK_TOO_SOON, at=again) if turn.now < again else None


def _moved(turn: CaseTurn) -> Told | None:
    until = turn.case.callback_until
    return Told(outcome=Outcome.CALLBACK_MOVED_ALREADY, at=until) if until is not None else None


def _wrong_time(turn: CaseTurn, at: datetime) -> Told | None:
    """It lies ahead, not in quiet hours, and not further off than the callback itself may take."""
    if at <= turn.now:
        return Told(outcome=Outcome.CALLBACK_TIME_PAST)
    if not _is_awake(turn, at):
        return Told(outcome=Outcome.CALLBACK_QUIET)
    latest = local_midnight(turn.rules, turn.now, turn.rules.callback // timedelta(days=1))
    return Told(outcome=Outcome.CALLBACK_TIME_FAR, at=latest) if at >= latest else None


def _is_awake(turn: CaseTurn, at: datetime) -> bool:
    hours = awake(turn.rules.quiet_hours, turn.rules.organisation.zone)
    return hours is None or is_open(hours, at)


def _there(turn: CaseTurn) -> list[Agent]:
    """Return who is on duty and has neither handled it nor done the work."""
    return [one for one in _able(turn) if one.on_duty and one.user_id != turn.case.handler]


def _caller(turn: CaseTurn) -> Agent | None:
    """Return whom the task falls to."""
    return next(iter(_able(turn)), None)


def _able(turn: CaseTurn) -> list[Agent]:
    """Return who may call: those on duty first, rather no lead, and who handles it last of all."""
    case = turn.case
    able = [
        one
        for one in turn.floor.agents.values()
        if not one.removed and one.role in {Role.AGENT, Role.LEAD} and one.user_id not in case.workers
    ]
    return sorted(
        able, key=lambda one: (one.user_id == case.handler, not one.on_duty, one.role is Role.LEAD, one.number)
    )


DECISIONS: Mapping[type[Command], Callable[[CaseTurn, Any], None]] = {
    k.RecordCallback: record,
    k.ShowCallbackTimes: show_times,
    k.MoveCallback: move,
    k.RenewContact: renew_contact,
}

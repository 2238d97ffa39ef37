"""The remedy and the customer's agreement: money within the limit or with a lead's yes, then asked, agreed or not."""

from datetime import UTC, datetime

from desk.cases import events as v
from desk.cases.callbacks.closing import close_if_over
from desk.cases.complaints import commands as c
from desk.cases.complaints import notices as n
from desk.cases.complaints.notices import Point
from desk.cases.deciding.calling import call, call_lead, done
from desk.cases.deciding.standing import has_words, is_complaint, may_decide, may_handle, refuse
from desk.cases.kinds import CaseKind, Ending
from desk.cases.notices import CaseCard
from desk.cases.outcomes import CaseOutcome as Outcome
from desk.cases.outcomes import CaseTold as Told
from desk.cases.state import CaseState
from desk.cases.turn import CaseTurn, about

_HUNDREDTHS = 100
_OVER = frozenset({CaseState.SETTLED, CaseState.CLOSED})
_ASKED = frozenset({CaseState.DONE, CaseState.RESTING})
_ANSWERABLE = _ASKED | {CaseState.ASSIGNED}  # a case that rested is with its handler again once the customer writes


def ask_money(turn: CaseTurn, command: c.AskMoney) -> None:
    """Ask a lead before so much is promised; what is within the limit needs nobody's yes (002:710)."""
    if not is_complaint(turn) or not may_handle(turn, command.agent):
        return
    if _may_promise(turn, command.amount):
        refuse(turn, Outcome.MONEY_WITHIN, count=command.amount)
    else:
        _ask_for(turn, command.amount, command)


def decide_money(turn: CaseTurn, command: c.DecideMoney) -> None:
    """The lead says yes or no to the very amount that was asked for."""
    if not may_decide(turn, command.agent):
        return
    if turn.case.money_asked != command.amount:
        refuse(turn, Outcome.NOTHING_ASKED)
        return
    turn.meet(v.MoneyDecided(at=turn.moment(), amount=command.amount, granted=command.granted, by=command.agent))
    turn.keep("money_decided", command.words, author=command.agent)
    point = Point.MONEY_GRANTED if command.granted else Point.MONEY_REFUSED
    by = turn.floor.number(command.agent)
    call(turn, point, [turn.owner], in_room=True, amount=command.amount, by=by, text=command.words)
    done(turn)


def report_remedy(turn: CaseTurn, command: c.ReportRemedy) -> None:
    """What was to be done is done: the customer is asked to agree. Money above the limit waits for the lead."""
    case = turn.case
    if not is_complaint(turn) or not may_handle(turn, command.agent):
        return
    if case.state is not CaseState.ASSIGNED or command.after not in {None, case.remedies}:
        refuse(turn, Outcome.CASE_STALE)
        return
    if case.money_asked is not None:
        refuse(turn, Outcome.MONEY_WAITS, count=case.money_asked)
        return
    if command.amount is not None and not _may_promise(turn, command.amount):
        _ask_for(turn, command.amount, command)
        return
    turn.meet(v.RemedyDone(at=turn.moment(), by=command.agent, amount=command.amount))
    turn.keep("remedy_done", command.words, author=command.agent)
    turn.say(n.AgreementAsked(**about(turn), remedy=turn.case.remedies))
    done(turn, Outcome.ASKED_ANEW)


def seek_agreement(turn: CaseTurn, command: c.SeekAgreement) -> None:
    """Record an attempt, at most one on a day, and ask the customer again in the chat (002:576)."""
    case = turn.case
    if not is_complaint(turn) or not may_handle(turn, command.agent):
        return
    if case.state not in _ASKED or case.remedied_at is None:
        refuse(turn, Outcome.NOT_DONE_YET)
    elif tried_on(turn, turn.now):
        refuse(turn, Outcome.TRIED_TODAY)
    else:
        turn.meet(v.AgreementSought(at=turn.moment(), by=command.agent))
        turn.keep("attempt", command.words, author=command.agent)
        turn.say(n.AgreementAsked(**about(turn), remedy=case.remedies, again=len(turn.case.attempts)))
        done(turn, Outcome.ATTEMPT_NOTED, count=len(turn.case.attempts))


def note_agreement(turn: CaseTurn, command: c.NoteAgreement) -> None:
    """What the customer said by phone or at the counter, in words, by whom it was heard."""
    if not is_complaint(turn) or not may_handle(turn, command.agent) or not has_words(turn, command.words):
        return
    if turn.case.state not in _ANSWERABLE or turn.case.remedied_at is None:
        refuse(turn, Outcome.NOT_DONE_YET)
    elif command.agreed:
        turn.meet(v.CaseSettled(at=turn.moment(), ending=Ending.AGREED, by=command.agent))
        turn.keep("agreement", command.words, author=command.agent)
        turn.say(n.CaseEnded(**about(turn), ending=Ending.AGREED))
        close_if_over(turn, command.agent)
        done(turn, Outcome.SETTLED)
    else:
        turn.meet(v.Disagreed(at=turn.moment(), by=command.agent))
        turn.keep("disagreement", command.words, author=command.agent)
        done(turn, Outcome.NOTED)


def answer(turn: CaseTurn, command: c.AnswerRemedy) -> None:
    """The customer presses that it is settled, or that it is not; an old question is answered no more."""
    case = turn.case
    if case.kind is not CaseKind.COMPLAINT or case.remedies != command.remedy:
        refuse(turn, Outcome.CASE_STALE)
    elif command.agreed:
        _agree(turn)
    else:
        _disagree(turn, command)


def tell_missing(turn: CaseTurn, command: c.TellMissing) -> None:
    """Keep what the customer writes that is still missing; who had only been asked does not agree by it."""
    case, at = turn.case, turn.moment(command.at)
    if case.explains:
        call(turn, Point.EXPLAINED, [turn.owner], text=command.words)
    elif case.state in _ASKED and case.remedied_at is not None:
        turn.meet(v.Disagreed(at=at))
        call(turn, Point.DISAGREED, [turn.owner], in_room=True, text=command.words)
    else:
        return
    turn.meet(v.Explained(at=at))
    turn.keep("disagreement", command.words)
    turn.say(n.MissingHeard(**about(turn)), CaseCard(**about(turn)))


def settle_unreached(turn: CaseTurn, command: c.SettleUnreached) -> None:
    """Without the customer's agreement it ends only after so many recorded attempts to have it (002:576)."""
    case = turn.case
    if not is_complaint(turn) or not may_handle(turn, command.agent):
        return
    missing = turn.rules.attempts - len(case.attempts)
    if case.state not in _ASKED or case.remedied_at is None:
        refuse(turn, Outcome.NOT_DONE_YET)
    elif missing > 0:
        refuse(turn, Outcome.ATTEMPTS_WANTED, count=missing)
    else:
        turn.meet(v.CaseSettled(at=turn.moment(), ending=Ending.UNREACHED, by=command.agent))
        turn.keep("ending", command.words, author=command.agent)
        turn.say(n.CaseEnded(**about(turn), ending=Ending.UNREACHED))
        close_if_over(turn, command.agent)
        done(turn, Outcome.SETTLED)


def tried_on(turn: CaseTurn, at: datetime) -> bool:
    """Tell whether there was an attempt on the local day of a moment."""
    zone = turn.rules.organisation.zone or UTC
    day = at.astimezone(zone).date()
    return any(one.astimezone(zone).date() == day for one in turn.case.attempts)


def _may_promise(turn: CaseTurn, amount: int) -> bool:
    granted = turn.case.money_granted or 0
    return amount <= max(turn.rules.money_limit * _HUNDREDTHS, granted)


def _ask_for(turn: CaseTurn, amount: int, command: c.AskMoney | c.ReportRemedy) -> None:
    """A lead who has the case in hand says yes by asking."""
    if turn.case.money_asked == amount:
        refuse(turn, Outcome.MONEY_WAITS, count=amount)
        return
    turn.meet(v.MoneyAsked(at=turn.moment(), amount=amount, by=command.agent))
    turn.keep("money_asked", command.words, author=command.agent)
    by = turn.floor.number(command.agent)
    if turn.floor.is_lead(command.agent):
        turn.meet(v.MoneyDecided(at=turn.moment(), amount=amount, granted=True, by=command.agent))
        call(turn, Point.MONEY_GRANTED, [turn.owner], in_room=True, amount=amount, by=by, text=command.words)
        done(turn)
    else:
        call_lead(turn, Point.MONEY_ASKED, amount=amount, by=by, text=command.words)
        done(turn, Outcome.MONEY_ASKED, count=amount)


def _agree(turn: CaseTurn) -> None:
    case = turn.case
    if case.state in _OVER:
        turn.say(Told(outcome=Outcome.AGREED_ALREADY))
    elif case.state not in _ANSWERABLE or case.remedied_at is None:
        refuse(turn, Outcome.CASE_STALE)
    else:
        turn.meet(v.CaseSettled(at=turn.moment(), ending=Ending.AGREED))
        close_if_over(turn)
        call(turn, Point.AGREED, [turn.owner])
        turn.say(
            Told(outcome=Outcome.AGREED_THANKS),
            n.CaseEnded(**about(turn), ending=Ending.AGREED),
            CaseCard(**about(turn)),
        )


def _disagree(turn: CaseTurn, command: c.AnswerRemedy) -> None:
    """Back to the handler; what was settled begins again. The next words of the customer are why."""
    case = turn.case
    if case.state in _OVER:
        turn.meet(v.CaseReopened(at=turn.moment()))
    elif case.state in _ANSWERABLE and case.remedied_at is not None:
        turn.meet(v.Disagreed(at=turn.moment()))
    else:
        refuse(turn, Outcome.CASE_STALE)
        return
    turn.keep("disagreement", command.words)
    call(turn, Point.DISAGREED, [turn.owner], in_room=True, text=command.words)
    turn.say(Told(outcome=Outcome.NOT_AGREED), n.WhatIsMissing(**about(turn)), CaseCard(**about(turn)))

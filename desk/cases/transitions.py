"""How the state of a case moves: a table for each kind, from a state, by a type of event, to a state.

What is not in the table is refused, and nothing has changed.
"""

from collections.abc import Iterable, Mapping

from desk import events as e
from desk.cases import events as v
from desk.cases.kinds import CaseKind
from desk.cases.state import CaseState as S
from desk.events import Event

Moves = Mapping[type[Event], S]

_TIME = (e.Breached, e.BreachWithdrawn, e.Warned, e.Reminded, e.Overran, e.Excused, e.Appealed, e.AppealRefused)
_ANY = (
    *_TIME,
    v.Completed,
    v.Answered,
    v.FollowedUp,
    v.Urged,
    v.WaitBegun,
    v.WaitOver,
    v.Classed,
    v.Undertaken,
    v.Explained,
    v.Threatened,
    v.SlipSent,
    v.SlipReturned,
    v.Escalated,
    v.Instructed,
    v.SkipReported,
    v.CrisisAcknowledged,
    v.UnsettledCancelled,
    v.ExclusionAsked,
    v.ExclusionDecided,
    v.MoneyAsked,
    v.MoneyDecided,
    v.Judged,
    v.EmergencyTaken,
    v.ContactRenewed,
    v.PaymentNoted,
    v.InvoiceNoted,
    v.StatusTold,
    v.CallbackRated,
)
_IN_THE_FIELD = (*_ANY, v.VisitAgreed)
_WITH_AN_ORDER = (*_IN_THE_FIELD, v.WaitedInVain)
_PAPERS = (v.PaymentNoted, v.InvoiceNoted)
_CALLED_BACK = (v.CallbackAsked, v.CallbackTried, v.CallbackMoved, v.CallbackFailed)


def _at(state: S, *stays: Iterable[type[Event]], **moves: S) -> Moves:
    found: dict[type[Event], S] = {kind: state for kinds in stays for kind in kinds}
    return {**found, **{_KINDS[name]: to for name, to in moves.items()}}


_KINDS = {kind.__name__: kind for kind in v.CASE_EVENTS}

_COMPLAINT: Mapping[S, Moves] = {
    S.OPEN: _at(S.OPEN, _ANY, Filed=S.OPEN, Assigned=S.ASSIGNED, CaseSettled=S.SETTLED, Rested=S.RESTING),
    S.ASSIGNED: _at(
        S.ASSIGNED,
        _ANY,
        Assigned=S.ASSIGNED,
        RemedyDone=S.DONE,
        Disagreed=S.ASSIGNED,
        CaseSettled=S.SETTLED,
        Rested=S.RESTING,
    ),
    S.DONE: _at(
        S.DONE,
        _ANY,
        _CALLED_BACK,
        Assigned=S.DONE,
        AgreementSought=S.DONE,
        Disagreed=S.ASSIGNED,
        CaseSettled=S.SETTLED,
        CaseReopened=S.ASSIGNED,
        Rested=S.RESTING,
    ),
    S.SETTLED: _at(S.SETTLED, _ANY, _CALLED_BACK, Assigned=S.SETTLED, CaseClosed=S.CLOSED, CaseReopened=S.ASSIGNED),
    S.RESTING: _at(
        S.RESTING,
        _ANY,
        Assigned=S.RESTING,
        AgreementSought=S.RESTING,
        Disagreed=S.ASSIGNED,
        Woken=S.ASSIGNED,
        CaseSettled=S.SETTLED,
    ),
    S.CLOSED: _at(
        S.CLOSED,
        _TIME,
        (v.ExclusionAsked, v.ExclusionDecided, v.ContactRenewed, v.CallbackRated, v.FollowedUp, v.Answered),
        CaseReopened=S.ASSIGNED,
    ),
}
_REPAIR: Mapping[S, Moves] = {
    S.OPEN: _at(
        S.OPEN,
        _IN_THE_FIELD,
        Filed=S.OPEN,
        Assigned=S.ASSIGNED,
        Scoped=S.OPEN,
        Quoted=S.QUOTED,
        WorkOrdered=S.ORDERED,
        CaseSettled=S.SETTLED,
        Rested=S.RESTING,
    ),
    S.ASSIGNED: _at(
        S.ASSIGNED,
        _IN_THE_FIELD,
        Assigned=S.ASSIGNED,
        Scoped=S.ASSIGNED,
        Quoted=S.QUOTED,
        WorkOrdered=S.ORDERED,
        QuoteAgreed=S.ASSIGNED,
        QuoteDeclined=S.ASSIGNED,
        NotFixed=S.ORDERED,
        CaseSettled=S.SETTLED,
        Rested=S.RESTING,
    ),
    S.QUOTED: _at(
        S.QUOTED,
        _IN_THE_FIELD,
        Assigned=S.QUOTED,
        Scoped=S.ASSIGNED,
        Quoted=S.QUOTED,
        QuoteAgreed=S.ASSIGNED,
        QuoteDeclined=S.ASSIGNED,
        CaseSettled=S.SETTLED,
        Rested=S.RESTING,
    ),
    S.ORDERED: _at(
        S.ORDERED,
        _WITH_AN_ORDER,
        Assigned=S.ORDERED,
        Scoped=S.ORDERED,
        Quoted=S.QUOTED,
        WorkOrdered=S.ORDERED,
        Dispatched=S.DISPATCHED,
        CaseSettled=S.SETTLED,
    ),
    S.DISPATCHED: _at(
        S.DISPATCHED,
        _WITH_AN_ORDER,
        Assigned=S.DISPATCHED,
        Dispatched=S.DISPATCHED,
        WorkAccepted=S.ACCEPTED,
        WorkRefused=S.ORDERED,
        CaseSettled=S.SETTLED,
    ),
    S.ACCEPTED: _at(
        S.ACCEPTED,
        _WITH_AN_ORDER,
        Assigned=S.ACCEPTED,
        Scoped=S.ACCEPTED,
        Quoted=S.QUOTED,
        Dispatched=S.DISPATCHED,
        WorkRefused=S.ORDERED,
        Arrived=S.ON_SITE,
        WorkDone=S.DONE,
        CaseSettled=S.SETTLED,
    ),
    S.ON_SITE: _at(
        S.ON_SITE,
        _WITH_AN_ORDER,
        Assigned=S.ON_SITE,
        Scoped=S.ON_SITE,
        VisitAgreed=S.ACCEPTED,
        Dispatched=S.DISPATCHED,
        Quoted=S.QUOTED,
        WorkRefused=S.ORDERED,
        WorkDone=S.DONE,
        CaseSettled=S.SETTLED,
    ),
    S.DONE: _at(
        S.DONE,
        _ANY,
        _CALLED_BACK,
        Assigned=S.DONE,
        AgreementSought=S.DONE,
        NotFixed=S.ORDERED,
        CaseSettled=S.SETTLED,
        CaseReopened=S.ASSIGNED,
        Rested=S.RESTING,
    ),
    S.SETTLED: _at(
        S.SETTLED,
        _ANY,
        _CALLED_BACK,
        Assigned=S.SETTLED,
        CaseClosed=S.CLOSED,
        CaseReopened=S.ASSIGNED,
        NotFixed=S.ORDERED,
    ),
    S.RESTING: _at(
        S.RESTING,
        _ANY,
        Assigned=S.RESTING,
        Woken=S.ASSIGNED,
        QuoteAgreed=S.ASSIGNED,
        QuoteDeclined=S.ASSIGNED,
        NotFixed=S.ORDERED,
        CaseSettled=S.SETTLED,
    ),
    S.CLOSED: _at(
        S.CLOSED,
        _TIME,
        (v.ExclusionAsked, v.ExclusionDecided, v.ContactRenewed, v.CallbackRated),
        (*_PAPERS, v.FollowedUp, v.Answered),
        CaseReopened=S.ASSIGNED,
        NotFixed=S.ORDERED,
    ),
}
_SHORT: Mapping[S, Moves] = {
    S.OPEN: _at(S.OPEN, _ANY, Filed=S.OPEN, Assigned=S.ASSIGNED, CaseSettled=S.CLOSED, TurnedInto=S.CLOSED),
    S.ASSIGNED: _at(S.ASSIGNED, _ANY, Assigned=S.ASSIGNED, CaseSettled=S.CLOSED, TurnedInto=S.CLOSED, Rested=S.RESTING),
    S.RESTING: _at(S.RESTING, _ANY, Assigned=S.RESTING, Woken=S.ASSIGNED, CaseSettled=S.CLOSED, TurnedInto=S.CLOSED),
    S.CLOSED: _at(S.CLOSED, _TIME, (v.FollowedUp, v.Answered), CaseReopened=S.ASSIGNED),
}

TRANSITIONS: Mapping[CaseKind, Mapping[S, Moves]] = {
    CaseKind.COMPLAINT: _COMPLAINT,
    CaseKind.REPAIR: _REPAIR,
    CaseKind.SUGGESTION: _SHORT,
    CaseKind.GRIEVANCE: _SHORT,
}
"""Kind, state, event to state."""

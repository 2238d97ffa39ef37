"""What becomes of a repair."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desk.cases import events as v
from desk.cases.evolution.turns import begun_anew, end_wait, remedied, wait_for_customer
from desk.cases.state import Case
from desk.events import Event


def _in_hand(c: Case, event: v.EmergencyTaken) -> Case:
    return replace(c, emergency_at=None, first=c.first or event.by)


def _scoped(c: Case, event: v.Scoped) -> Case:
    return replace(c, scope=event.scope)


def _quoted(c: Case, event: v.Quoted) -> Case:
    after = wait_for_customer(c, event)
    return replace(after, quote=event.amount, digest=event.digest, quotes=c.quotes + 1, agreed=False)


def _agreed(c: Case, event: v.QuoteAgreed) -> Case:
    return replace(end_wait(c, event), agreed=True)


def _declined(c: Case, event: v.QuoteDeclined) -> Case:
    return end_wait(c, event)


def _ordered(c: Case, event: v.WorkOrdered) -> Case:
    return replace(c, orders=event.order)


def _without_window(c: Case) -> Case:
    """The window that was agreed is over: nobody promises or wishes for it any more."""
    return replace(c, visit_agreed_at=None, visit_since=None, visit_until=None)


def _dispatched(c: Case, event: v.Dispatched) -> Case:
    if event.late:
        c = _without_window(c)
    return replace(
        c,
        worker=event.worker,
        workers=(*(w for w in c.workers if w != event.worker), event.worker),
        dispatched_at=event.at,
        dispatches=c.dispatches + 1,
        accepted_at=None,
        arrived_at=None,
    )


def _work_accepted(c: Case, event: v.WorkAccepted) -> Case:
    if event.late:
        c = _without_window(c)
    return replace(c, accepted_at=event.at, belated=c.belated + event.late)


def _refused(c: Case, _: v.WorkRefused) -> Case:
    return replace(c, worker=None, accepted_at=None)


def _visit(c: Case, event: v.VisitAgreed) -> Case:
    return replace(c, visit_since=event.since, visit_until=event.until, visit_agreed_at=event.at, visits=c.visits + 1)


def _arrived(c: Case, event: v.Arrived) -> Case:
    return replace(c, arrived_at=event.at)


def _paid(c: Case, event: v.PaymentNoted) -> Case:
    return replace(c, paid=event.amount)


def _invoiced(c: Case, event: v.InvoiceNoted) -> Case:
    return replace(c, invoiced_at=event.at)


REPAIRS: Mapping[type[Event], Callable[[Case, Any], Case]] = {
    v.EmergencyTaken: _in_hand,
    v.Scoped: _scoped,
    v.Quoted: _quoted,
    v.QuoteAgreed: _agreed,
    v.QuoteDeclined: _declined,
    v.WorkOrdered: _ordered,
    v.Dispatched: _dispatched,
    v.WorkAccepted: _work_accepted,
    v.WorkRefused: _refused,
    v.VisitAgreed: _visit,
    v.Arrived: _arrived,
    v.WorkDone: remedied,
    v.NotFixed: begun_anew,
    v.PaymentNoted: _paid,
    v.InvoiceNoted: _invoiced,
}

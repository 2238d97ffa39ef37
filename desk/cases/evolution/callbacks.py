"""What becomes of the question how it went."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desk.cases import events as v
from desk.cases.kinds import Result
from desk.cases.state import Case
from desk.events import Event

_REACHED = frozenset({Result.SATISFIED, Result.NOT_SATISFIED, Result.REFUSED})


def _callback_asked(c: Case, event: v.CallbackAsked) -> Case:
    return replace(c, callback_asked_at=event.at)


def _callback_tried(c: Case, event: v.CallbackTried) -> Case:
    reached = event.result in _REACHED
    return replace(
        c,
        callback_tries=(*c.callback_tries, event.at),
        callback_result=event.result,
        callback_done_at=event.at if reached else None,
    )


def _callback_moved(c: Case, event: v.CallbackMoved) -> Case:
    return replace(c, callback_until=event.until)


def _callback_rated(c: Case, event: v.CallbackRated) -> Case:
    """Keep apart what is said after a reopening: it is about the remedy that failed."""
    after = replace(
        c,
        rated=event.satisfied,
        rated_remedy=c.remedies,
        promptness=event.promptness,
        manner=event.manner,
        more_asked_at=event.at if event.manner is not None and not event.ended else None,
    )
    if c.remedied_at is None:
        return after
    result = Result.SATISFIED if event.satisfied else Result.NOT_SATISFIED
    return replace(after, callback_done_at=c.callback_done_at or event.at, callback_result=result)


def _callback_failed(c: Case, _: v.CallbackFailed) -> Case:
    return replace(c, callback_failed=True, contact_stale=True)


def _renewed(c: Case, _: v.ContactRenewed) -> Case:
    return replace(c, contact_stale=False)


CALLBACKS: Mapping[type[Event], Callable[[Case, Any], Case]] = {
    v.CallbackAsked: _callback_asked,
    v.CallbackTried: _callback_tried,
    v.CallbackMoved: _callback_moved,
    v.CallbackRated: _callback_rated,
    v.CallbackFailed: _callback_failed,
    v.ContactRenewed: _renewed,
}

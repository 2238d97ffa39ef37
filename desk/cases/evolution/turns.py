"""What several facts do alike: to begin to wait, to wait no more, to be remedied, to begin anew."""

from dataclasses import replace

from desk.cases import events as v
from desk.cases.kinds import Waits
from desk.cases.state import Case
from desk.events import Event
from desk.state import Pause


def begin_wait(c: Case, event: v.WaitBegun) -> Case:
    """It waits for something from here on."""
    turns = (*c.customers_turns, Pause(event.at)) if event.why is Waits.CUSTOMER else c.customers_turns
    return replace(
        c,
        waits=event.why,
        waits_since=event.at,
        waits_until=event.until,
        waitings=c.waitings + 1,
        customers_turns=turns,
        moved_at=event.at,
        moves=c.moves + 1,
    )


def end_wait(c: Case, event: Event) -> Case:
    """It waits for nothing any more."""
    turns = c.customers_turns
    if turns and turns[-1].end is None:
        turns = (*turns[:-1], replace(turns[-1], end=event.at))
    return replace(
        c,
        waits=None,
        waits_since=None,
        waits_until=None,
        customers_turns=turns,
        moved_at=event.at,
        moves=c.moves + 1,
    )


def wait_for_customer(c: Case, event: Event) -> Case:
    """It is the customer's turn."""
    return begin_wait(end_wait(c, event), v.WaitBegun(at=event.at, why=Waits.CUSTOMER))


def begun_anew(c: Case, event: v.CaseReopened | v.Disagreed | v.NotFixed) -> Case:
    """The remedy was none: what was promised about it begins anew, the registration stays.

    Who opens again what was over begins a new time in which it is to be followed up, settled, and looked at by others.
    """
    again = isinstance(event, v.CaseReopened)
    return replace(
        end_wait(c, event),
        reopened_at=event.at if again else c.reopened_at,
        reviewed=c.reviewed and not again,
        remedied_at=None,
        settled_at=None,
        closed_at=None,
        ending=None,
        attempts=(),
        callback_asked_at=None,
        callback_until=None,
        callback_tries=(),
        callback_done_at=None,
        callback_result=None,
        callback_failed=False,
        reopened=c.reopened + again,
        disagreed=c.disagreed + isinstance(event, v.Disagreed),
        explains=not isinstance(event, v.NotFixed) and event.by is None and c.callback_done_at is None,
        repeat_repairs=c.repeat_repairs + isinstance(event, v.NotFixed),
        worker=None if isinstance(event, v.NotFixed) else c.worker,
        visit_since=None,
        visit_until=None,
        visit_agreed_at=None,
        accepted_at=None,
        arrived_at=None,
    )


def remedied(c: Case, event: v.RemedyDone | v.WorkDone) -> Case:
    """The remedy is done, and the customer's word is wanted."""
    after = wait_for_customer(c, event)
    return replace(after, remedied_at=event.at, remedies=c.remedies + 1, explains=False)

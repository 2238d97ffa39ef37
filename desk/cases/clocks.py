"""The promises of time about a case: which run, since when, until when (RULES §1, the rows of cases).

    request_reply, complaint_reply   24 h, until a person writes about it (002:360)
    complaint_resolve                7 days, to the local midnight of the seventh (002:240)
    crisis_report, emergency         minutes, until a lead, or whoever is on call, has it in hand (003:165, 003:216)
    repair_accept, repair_visit      the worker's: to accept, and to come in the agreed window (002:38)
    repair_status                    the end of a working day on which nothing moved; weekly while it waits (002:568)
    customer_chase                   reminders while the customer owes us something; then nobody waits on (002:96)
    follow_up_gap, unsettled         13 days without a word written down, or without an end (002:218, 002:92)
    slip                             until a colleague's slip is back (004:155)
    callback_from, callback          from when we ask how it went, and until when we know (002:358)

As with conversations, no deadline is stored as a truth: all of them follow from the facts.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from desk.cases.kinds import CaseKind, Ending, Waits
from desk.cases.occurrences import callback_of, follow_up_of, reminding_of, settling_of, telling_of, visit_of
from desk.cases.state import Case, CaseState
from desk.clocks import Due, Run
from desk.clocks.promises import promise
from desk.clocks.quiet import awake
from desk.clocks.run import Again, first_of, run_of, until
from desk.events import Clock
from desk.hours import ALWAYS
from desk.hours.working_days import DayEnds
from desk.rules import Rules

_DAY = timedelta(days=1)
_OVER = frozenset({CaseState.SETTLED, CaseState.CLOSED})
_FIELD = frozenset(
    {CaseState.OPEN, CaseState.ASSIGNED, CaseState.ORDERED, CaseState.DISPATCHED, CaseState.ACCEPTED, CaseState.ON_SITE}
)
_REMEDIED = frozenset({CaseState.DONE, CaseState.SETTLED})
_NOT_ASKED_ABOUT = frozenset({Ending.DECLINED, Ending.WITHDRAWN})
_ASKED_AT = time(10)
"""The time of the day at which customers are asked how it went (ours)."""
_FEW_HOURS = timedelta(hours=3)


def running(case: Case, rules: Rules) -> list[Due]:
    """Return the next strike of every clock that runs, soonest first."""
    return sorted(due for one in started(case, rules) for due in first_of(one.dues(case.rung)))


def come_due(case: Case, rules: Rules, now: datetime) -> list[Due]:
    """Return every strike that has come due, of every clock that runs, in the order of their moments."""
    return sorted(due for one in started(case, rules) for due in until(one.dues(case.rung), now))


def soonest(case: Case, rules: Rules) -> datetime | None:
    """Return when the desk must look at this case again."""
    dues = running(case, rules)
    return dues[0].at if dues else None


def started(case: Case, rules: Rules) -> Iterator[Run]:
    """Yield every clock that runs, struck or not."""
    if case.filed_at is None or case.state is CaseState.CLOSED:
        return
    if case.crisis_at is not None:
        yield promise(rules, Clock.CRISIS_REPORT, case.crisis_at, case.crises, ALWAYS)
        yield run_of(rules, Clock.RING, case.crisis_at, case.crises, ALWAYS, Again(_then(rules, case).crisis_report))
    if case.emergency_at is not None:
        yield promise(rules, Clock.EMERGENCY, case.emergency_at, case.emergencies, ALWAYS)
        yield run_of(rules, Clock.RING, case.emergency_at, case.emergencies, ALWAYS, Again(_then(rules, case).ring))
    if case.state not in _OVER:
        yield from _owed(case, rules, case.filed_at)
        for slip in case.slips:
            if slip.returned_at is None:
                marks = [(1, slip.until - slip.sent_at)]
                yield run_of(rules, Clock.SLIP, slip.sent_at, slip.number, ALWAYS, marks, budget=marks[0][1])
    if case.kind is CaseKind.REPAIR and case.state in _FIELD:
        yield from _in_the_field(case, rules)
    if case.waits is Waits.CUSTOMER and case.waits_since is not None and case.state is not CaseState.RESTING:
        yield _chase(case, rules, case.waits_since)
    if owes_callback(case) and case.remedied_at is not None:
        yield from _callback(case, rules, case.remedied_at)


def owes_callback(case: Case) -> bool:
    """Tell whether we are still to learn how it went: not of what was declined or withdrawn, and not for ever."""
    if case.remedied_at is None or case.state not in _REMEDIED or case.ending in _NOT_ASKED_ABOUT:
        return False
    return case.callback_done_at is None and not case.callback_failed


def local_midnight(rules: Rules, at: datetime, days: int) -> datetime:
    """Return the end of the local day so many days after a moment's own, in UTC."""
    zone = rules.organisation.zone or UTC
    day = at.astimezone(zone).date() + (days + 1) * _DAY
    return datetime.combine(day, time(), zone).astimezone(UTC)


def local_time(rules: Rules, at: datetime, days: int, clock_time: time) -> datetime:
    """Return a time of the local day so many days after a moment's own, in UTC."""
    zone = rules.organisation.zone or UTC
    return datetime.combine(at.astimezone(zone).date() + days * _DAY, clock_time, zone).astimezone(UTC)


def _then(rules: Rules, case: Case) -> Rules:
    return rules if case.filed_at is None else rules.for_clock(case.filed_at)


def _owed(case: Case, rules: Rules, filed_at: datetime) -> Iterator[Run]:
    if case.replied_at is None:
        clock = Clock.COMPLAINT_REPLY if case.kind is CaseKind.COMPLAINT else Clock.REQUEST_REPLY
        yield promise(rules, clock, filed_at, case.promises, ALWAYS)
    if case.kind is CaseKind.COMPLAINT and case.remedied_at is None:
        days = rules.for_clock(filed_at).complaint_resolve // _DAY
        end = local_midnight(rules, filed_at, days)
        yield promise(rules, Clock.COMPLAINT_RESOLVE, filed_at, settling_of(case), ALWAYS, budget=end - filed_at)
    if case.state is CaseState.RESTING:
        return
    begun = case.reopened_at or filed_at
    since = max(case.followed_at or begun, begun)
    yield promise(rules, Clock.FOLLOW_UP_GAP, since, follow_up_of(case), ALWAYS)
    if not case.reviewed:
        yield promise(rules, Clock.UNSETTLED, begun, settling_of(case), ALWAYS, case.customers_turns)


def _in_the_field(case: Case, rules: Rules) -> Iterator[Run]:
    if case.state is CaseState.DISPATCHED and case.dispatched_at is not None:
        yield promise(rules, Clock.REPAIR_ACCEPT, case.dispatched_at, case.dispatches, rules.workers_hours)
    if case.state is CaseState.ACCEPTED:
        yield from _visit(case, rules)
    elif case.state is not CaseState.ON_SITE:
        yield from _window(case, rules)
    if case.moved_at is not None and case.waits is not Waits.CUSTOMER:
        yield _status(case, rules, case.moved_at)
        yield _telling(case, rules, case.informed_at or case.moved_at)


def _visit(case: Case, rules: Rules) -> Iterator[Run]:
    """The agreed window; a worker with whom none was agreed, or one that was over before, has a span of its own.

    The span is another run than the window that was missed: it warns and is broken for itself.
    """
    accepted, agreed, end = case.accepted_at or case.moved_at, case.visit_agreed_at, case.visit_until
    if accepted is None:
        return
    if agreed is not None and end is not None and end > accepted:
        yield promise(rules, Clock.REPAIR_VISIT, agreed, visit_of(case), ALWAYS, budget=end - agreed)
    else:
        yield promise(rules, Clock.REPAIR_VISIT, accepted, visit_of(case), ALWAYS)


def _window(case: Case, rules: Rules) -> Iterator[Run]:
    """What was agreed with the customer is due also while nobody has accepted; not of whom it was over for before."""
    agreed, end = case.visit_agreed_at, case.visit_until
    sent = case.dispatched_at if case.state is CaseState.DISPATCHED else None
    if agreed is not None and end is not None and (sent is None or end > sent):
        yield promise(rules, Clock.REPAIR_VISIT, agreed, visit_of(case), ALWAYS, budget=end - agreed)


def _status(case: Case, rules: Rules, moved_at: datetime) -> Run:
    """Reminds us at the end of each working day on which nothing moved; nothing is broken.

    While it waits that is weekly, but first when what it waits for is to come, where somebody has said when.
    """
    weekly, expected = rules.for_clock(moved_at).repair_status, case.waits_until
    first = None if expected is None or expected <= moved_at else expected - moved_at
    ends = DayEnds(rules.workers_hours, rules.organisation.zone, moved_at)
    marks = ends if case.waits is None else Again(weekly, first)
    return run_of(rules, Clock.REPAIR_STATUS, moved_at, reminding_of(case), ALWAYS, marks)


def _telling(case: Case, rules: Rules, informed_at: datetime) -> Run:
    """The customer hears at least weekly how far it is, and never at night."""
    marks = [(1, rules.for_clock(informed_at).repair_status)]
    quiet = awake(rules.quiet_hours, rules.organisation.zone)
    return run_of(rules, Clock.REPAIR_STATUS, informed_at, telling_of(case), ALWAYS, marks, awake_in=quiet)


def _chase(case: Case, rules: Rules, since: datetime) -> Run:
    """So many reminders, one after another and never at night; then one more span, after which nobody waits on."""
    then = rules.for_clock(since)
    marks = [(tier, then.customer_chase * tier) for tier in range(1, then.chases + 2)]
    quiet = awake(rules.quiet_hours, rules.organisation.zone)
    return run_of(rules, Clock.CUSTOMER_CHASE, since, case.waitings, ALWAYS, marks, awake_in=quiet)


def callback_days(case: Case, rules: Rules, remedied_at: datetime) -> tuple[int, int]:
    """Return on which day after the remedy the callback may be made first, and on which it is due."""
    then = rules.for_clock(remedied_at)
    first = then.callback_from // _DAY if case.kind is CaseKind.REPAIR else min(1, then.callback // _DAY)
    return first, max(then.callback // _DAY, first)


def _callback(case: Case, rules: Rules, remedied_at: datetime) -> Iterator[Run]:
    """First we ask in the chat (tier 1), a day later a person calls (tier 2); the outcome is due on the last day.

    A repair is not asked about before its second day, a complaint on the next. Where a time was agreed with the
    customer a person calls then, and has a day for it.
    """
    if case.callback_until is None:
        first, last = callback_days(case, rules, remedied_at)
        end = local_midnight(rules, remedied_at, last)
        asked = max(local_time(rules, remedied_at, first, _ASKED_AT), remedied_at)
        called = local_time(rules, remedied_at, first + 1, _ASKED_AT) if first < last else asked + _FEW_HOURS
    else:
        end = case.callback_until + _DAY
        asked, called = case.callback_until, case.callback_until + _FEW_HOURS
    marks = [(1, asked - remedied_at), (2, called - remedied_at)]
    quiet = awake(rules.quiet_hours, rules.organisation.zone)
    yield run_of(rules, Clock.CALLBACK_FROM, remedied_at, callback_of(case), ALWAYS, marks, awake_in=quiet)
    yield promise(rules, Clock.CALLBACK, remedied_at, callback_of(case), ALWAYS, budget=end - remedied_at)

"""What becomes of any case: whose it is, what was said about it, how it ends."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desk.cases import events as v
from desk.cases.evolution.turns import begin_wait, begun_anew, end_wait
from desk.cases.kinds import Class, Ending
from desk.cases.state import Case, CaseState
from desk.events import Event


def _filed(c: Case, event: v.Filed) -> Case:
    grave = event.klass is Class.CRISIS
    return replace(
        c,
        number=event.number,
        conversation=event.conversation,
        locale=event.locale,
        filed_at=event.at,
        channel=event.channel,
        first=event.by,
        klass=event.klass,
        category=event.category,
        wanted=event.wanted,
        money=event.money,
        items=event.items,
        household=event.household,
        repeats=event.repeats,
        over_head=event.over_head,
        visit_since=event.since,
        visit_until=event.until,
        turned_from=event.turned_from,
        level=1 if event.repeats is not None or event.over_head else 0,
        promises=1,
        moved_at=event.at,
        moves=1,
        emergency=event.emergency,
        emergency_at=event.at if event.emergency else None,
        emergencies=int(event.emergency),
        crisis_at=event.at if grave else None,
        crises=int(grave),
    )


def _completed(c: Case, event: v.Completed) -> Case:
    return replace(c, category=event.category or c.category, household=event.household or c.household)


def _assigned(c: Case, event: v.Assigned) -> Case:
    first = c.handler if c.taken else c.first or event.by
    taken = event.to == event.by
    return replace(
        c, handler=event.to, taken=taken, first=first, assigned_at=event.at, given_by=None if taken else event.by
    )


def _undertaken(c: Case, event: v.Undertaken) -> Case:
    return replace(c, handler=event.by, taken=True, first=c.first or event.by)


def _classed(c: Case, event: v.Classed) -> Case:
    begins = event.klass is Class.CRISIS and c.klass is not Class.CRISIS
    ends = event.klass is not Class.CRISIS
    return replace(
        c,
        klass=event.klass,
        crisis_at=event.at if begins else None if ends else c.crisis_at,
        crises=c.crises + begins,
    )


def _answered(c: Case, event: v.Answered) -> Case:
    return replace(c, replied_at=c.replied_at or event.at, first=c.first or event.by)


def _followed(c: Case, event: v.FollowedUp) -> Case:
    return replace(c, followed_at=event.at, follow_ups=c.follow_ups + 1, moved_at=event.at, moves=c.moves + 1)


def _urged(c: Case, event: v.Urged) -> Case:
    urged = c.urged + 1
    return replace(c, urged=urged, urged_at=event.at, level=max(c.level, 1) if urged > 1 else c.level)  # 001:351


def _settled(c: Case, event: v.CaseSettled) -> Case:
    after = replace(end_wait(c, event), ending=event.ending, settled_at=event.at, explains=False)
    if after.remedied_at is None and event.ending is Ending.UNJUSTIFIED:
        after = replace(after, remedied_at=event.at, remedies=after.remedies + 1)
    return after if after.state is not CaseState.CLOSED else replace(after, closed_at=event.at)


def _closed(c: Case, event: v.CaseClosed) -> Case:
    return replace(c, closed_at=event.at)


def _reviewed(c: Case, _: v.UnsettledCancelled) -> Case:
    return replace(c, reviewed=True)


ANY_CASE: Mapping[type[Event], Callable[[Case, Any], Case]] = {
    v.Filed: _filed,
    v.Completed: _completed,
    v.Assigned: _assigned,
    v.Undertaken: _undertaken,
    v.Classed: _classed,
    v.Answered: _answered,
    v.FollowedUp: _followed,
    v.Urged: _urged,
    v.WaitBegun: begin_wait,
    v.WaitOver: end_wait,
    v.Rested: end_wait,
    v.WaitedInVain: end_wait,
    v.Woken: end_wait,
    v.CaseSettled: _settled,
    v.CaseClosed: _closed,
    v.CaseReopened: begun_anew,
    v.UnsettledCancelled: _reviewed,
}

"""What becomes of a complaint."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desk.cases import events as v
from desk.cases.evolution.turns import begun_anew, remedied
from desk.cases.kinds import Ending
from desk.cases.state import Case, Slip
from desk.events import Event


def _judged(c: Case, event: v.Judged) -> Case:
    return replace(c, justified=event.justified, cause=event.cause, unit=event.unit)


def _money_asked(c: Case, event: v.MoneyAsked) -> Case:
    return replace(c, money_asked=event.amount)


def _money_decided(c: Case, event: v.MoneyDecided) -> Case:
    return replace(c, money_asked=None, money_granted=event.amount if event.granted else c.money_granted)


def _sought(c: Case, event: v.AgreementSought) -> Case:
    return replace(c, attempts=(*c.attempts, event.at))


def _explained(c: Case, _: v.Explained) -> Case:
    return replace(c, explains=False)


def _threatened(c: Case, _: v.Threatened) -> Case:
    return replace(c, over_head=True, level=max(c.level, 1))


def _slip_sent(c: Case, event: v.SlipSent) -> Case:
    slip = Slip(number=event.slip, to=event.to, sent_at=event.at, until=event.until, by=event.by)
    return replace(c, slips=(*c.slips, slip))


def _slip_returned(c: Case, event: v.SlipReturned) -> Case:
    slips = tuple(replace(s, returned_at=event.at) if s.number == event.slip else s for s in c.slips)
    return replace(c, slips=slips)


def _exclusion_asked(c: Case, event: v.ExclusionAsked) -> Case:
    return replace(c, exclusion_asked=True, exclusion_by=event.by)


def _exclusion_decided(c: Case, event: v.ExclusionDecided) -> Case:
    return replace(c, exclusion_asked=False, exclusion_by=None, excluded=event.excluded)


def _escalated(c: Case, event: v.Escalated) -> Case:
    return replace(c, level=max(c.level, event.level), skip_unreported=c.skip_unreported or event.skipped)


def _skip_reported(c: Case, _: v.SkipReported) -> Case:
    return replace(c, skip_unreported=False)


def _crisis_known(c: Case, _: v.CrisisAcknowledged) -> Case:
    return replace(c, crisis_at=None)


def _turned(c: Case, event: v.TurnedInto) -> Case:
    return replace(c, turned_into=event.number, ending=Ending.TURNED, settled_at=event.at, closed_at=event.at)


COMPLAINTS: Mapping[type[Event], Callable[[Case, Any], Case]] = {
    v.Judged: _judged,
    v.MoneyAsked: _money_asked,
    v.MoneyDecided: _money_decided,
    v.RemedyDone: remedied,
    v.AgreementSought: _sought,
    v.Disagreed: begun_anew,
    v.Explained: _explained,
    v.Threatened: _threatened,
    v.SlipSent: _slip_sent,
    v.SlipReturned: _slip_returned,
    v.ExclusionAsked: _exclusion_asked,
    v.ExclusionDecided: _exclusion_decided,
    v.Escalated: _escalated,
    v.SkipReported: _skip_reported,
    v.CrisisAcknowledged: _crisis_known,
    v.TurnedInto: _turned,
}

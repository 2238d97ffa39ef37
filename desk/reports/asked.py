"""A lead asks for a report: it is counted when it is sent, from the record as it then stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from desk.commands.command import StaffCommand
from desk.floor import Floor
from desk.notices import Outcome, Told
from desk.notices.notice import Audience, Notice, Priority
from desk.reports.period import Period, Span, period_around, period_of
from desk.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReport(StaffCommand):
    """A lead wants the report of a period, as it is written ("2026-W47"), or of so many spans before this one.

    `span` is which of today, this week and this month is meant; None: what was said names no period.
    """

    span: Span | None = Span.DAY
    before: int = 0
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWanted(Notice):
    """The report that a lead asked for, with what everybody did, where it was asked for; `period` as it is written."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.MIRROR
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue(Notice):
    """The report of a period that is over, for the whole room."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.MIRROR
    made_late: ClassVar[bool] = True
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUnclear(Notice):
    """No period that has begun was named, and how one is."""

    audience: ClassVar[Audience] = Audience.ORIGIN


REPORT_NOTICES: tuple[type[Notice], ...] = (ReportWanted, ReportDue, ReportUnclear)


def report_asked(command: AskReport, floor: Floor, rules: Rules, now: datetime) -> Notice:
    """Return what whoever asked is told: the report, if a lead asked for one there can be."""
    who = floor.agents.get(command.agent)
    if who is None or not floor.employs(command.agent):
        return Told(outcome=Outcome.NOT_ADMITTED)
    if not who.leads:
        return Told(outcome=Outcome.LEADS_ONLY)
    today = now.astimezone(rules.organisation.zone).date()
    period = period_of(command.written) if command.span is None else _ago(command.span, command.before, today)
    if period is None or period.first > today:
        return ReportUnclear()
    return ReportWanted(period=str(period))


def _ago(span: Span, before: int, today: date) -> Period:
    period = period_around(span, today)
    for _ in range(before):
        period = period.before()
    return period

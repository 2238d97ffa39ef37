"""A report asked for in the staff room, `/report last week`, and what is said where there is none."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from desk.commands import Origin
from desk.notices import Notice
from desk.reports.asked import AskReport, ReportDue, ReportUnclear, ReportWanted
from desk.reports.period import Span
from handlers.spoken import Spoken, Voice

_PERIODS: Final[Mapping[str, tuple[Span, int]]] = {
    **dict.fromkeys(("", "今天", "今日", "today", "day"), (Span.DAY, 0)),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), (Span.DAY, 1)),
    **dict.fromkeys(("前天", "前日"), (Span.DAY, 2)),
    **dict.fromkeys(("本周", "这周", "week", "this week"), (Span.WEEK, 0)),
    **dict.fromkeys(("上周", "last week"), (Span.WEEK, 1)),
    **dict.fromkeys(("本月", "这个月", "month", "this month"), (Span.MONTH, 0)),
    **dict.fromkeys(("上月", "上个月", "last month"), (Span.MONTH, 1)),
}

REPORTS: Final[Mapping[str, str]] = {
    "report": "",
    "report_day": "day",
    "report_week": "week",
    "report_month": "month",
}
"""The commands that ask for a report, with what each names where nothing more is said."""


def about_report(said: str, agent: int, origin: Origin) -> AskReport:
    """Return what "last week" or "2026-W47" asks for; what names no period is for the desk to refuse."""
    said = " ".join(said.split()).lower()
    if said not in _PERIODS:
        return AskReport(agent=agent, origin=origin, span=None, written=said)
    span, before = _PERIODS[said]
    return AskReport(agent=agent, origin=origin, span=span, before=before)


def _working(voice: Voice, _: ReportWanted | ReportDue) -> Spoken:
    return Spoken(voice.words("report.working"))


def _unclear(voice: Voice, _: ReportUnclear) -> Spoken:
    return Spoken(voice.words("report.unclear"))


TO_REPORTS: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    ReportWanted: _working,
    ReportDue: _working,
    ReportUnclear: _unclear,
}
"""How each notice about a report is said; the report itself is counted when it is sent."""

"""A lead asks for a report."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from desk.commands import Origin
from desk.floor import Floor
from desk.notices import Notice, Outcome, Told
from desk.reports.asked import AskReport, ReportUnclear, ReportWanted, report_asked
from desk.reports.period import Span
from desk.rules import Organisation, Rules
from tests.kit.cast import CHEN, KNOWLEDGE, LIN, TEN, ZHAO

ROOM = Origin(chat_id=-100, message_id=1)
HERE = Rules(organisation=Organisation(zone=ZoneInfo("UTC")))
NOBODY = replace(LIN, user_id=99)


def answer(agent: int = ZHAO.user_id, span: Span | None = Span.DAY, before: int = 0, written: str = "") -> Notice:
    floor = Floor(knowledge=KNOWLEDGE, rules=HERE, agents={one.user_id: one for one in (LIN, ZHAO, CHEN)})
    command = AskReport(agent=agent, origin=ROOM, span=span, before=before, written=written)
    return report_asked(command, floor, HERE, TEN)


@pytest.mark.parametrize(
    ("agent", "outcome"),
    [
        (LIN.user_id, Outcome.LEADS_ONLY),
        (CHEN.user_id, Outcome.LEADS_ONLY),
        (NOBODY.user_id, Outcome.NOT_ADMITTED),
    ],
)
def test_only_a_lead_has_reports(agent: int, outcome: Outcome) -> None:
    assert answer(agent) == Told(outcome=outcome)


@pytest.mark.parametrize(
    ("span", "before", "period"),
    [
        (Span.DAY, 0, "2026-11-23"),
        (Span.DAY, 1, "2026-11-22"),
        (Span.WEEK, 0, "2026-W48"),
        (Span.WEEK, 1, "2026-W47"),
        (Span.MONTH, 1, "2026-10"),
    ],
)
def test_a_period_is_counted_from_today(span: Span, before: int, period: str) -> None:
    assert answer(span=span, before=before) == ReportWanted(period=period)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-W40", ReportWanted(period="2026-W40")),
        ("2026-11-23", ReportWanted(period="2026-11-23")),
        ("2026-11-24", ReportUnclear()),
        ("2027-01", ReportUnclear()),
        ("soon", ReportUnclear()),
    ],
)
def test_a_period_that_is_written_must_have_begun(written: str, told: Notice) -> None:
    assert answer(span=None, written=written) == told

"""A report, counted from the record: one history after another, beside customers."""

import asyncio
from datetime import datetime

from desk.reports.counting import ReportCount
from desk.reports.period import Period
from desk.reports.report import Report
from desk.rules import Rules
from storage.archive import Archive


async def counted(archive: Archive, period: Period, rules: Rules, now: datetime) -> Report:
    """Return what happened in a period until now.

    Raises:
        StorageDown: the database does not answer.
    """
    since, until = period.bounds(rules.organisation.zone)
    count = ReportCount(period, rules=rules, now=now)
    async for recorded in archive.past.recorded_between(since, until):
        await asyncio.to_thread(count.add, recorded)
    return count.report()

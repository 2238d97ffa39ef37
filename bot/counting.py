"""A report, counted from the record: one history after another, beside customers."""

import asyncio
from dataclasses import replace
from datetime import datetime

from desk.reports.counting import ReportCount
from desk.reports.period import Period
from desk.reports.report import Report
from desk.rules import Rules
from storage.archive import Archive


async def counted(archive: Archive, period: Period, rules: Rules, now: datetime) -> Report:
    """Return what happened in a period until now, beside the period before it and the same month of last year.

    Raises:
        StorageDown: the database does not answer.
    """
    report = await _counted(archive, period, rules, now)
    others = [await _counted(archive, one, rules, now) for one in (period.before(), period.a_year_before()) if one]
    return replace(report, earlier=tuple(one for one in others if not one.is_empty))


async def _counted(archive: Archive, period: Period, rules: Rules, now: datetime) -> Report:
    since, until = period.bounds(rules.organisation.zone)
    count = ReportCount(period, rules=rules, now=now, staff=await archive.past.numbers())
    async for recorded in archive.past.recorded_between(since, until):
        await asyncio.to_thread(count.add, recorded)
    return count.report()

"""What is made when it is sent, out of the record as it then stands: a ledger as a file, a report in words.

A ledger is the same file as at the command line, phone numbers always masked.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final, TypeAlias

from bot.clock import Clock
from bot.counting import counted
from bot.ledger_files import LedgerFile
from desk.cases.ledger_asked import LedgerWanted
from desk.cases.months import month_of
from desk.reports.asked import ReportDue, ReportWanted
from desk.reports.period import period_of
from desk.rules.live_rules import LiveRules
from handlers.report_words import lines_of
from handlers.words import words_of
from storage.engine import Database

LARGEST: Final = 49 << 20
"""Bytes that Telegram takes from a bot: fifty megabytes, and what goes around them."""

_ENDING = ".xlsx"

Wanted: TypeAlias = LedgerWanted | ReportWanted | ReportDue
"""What is made here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is sent: a file with its name, or only words where there is none; they are plain text."""

    words: str
    name: str = ""
    content: bytes | None = None


class Papers:
    """Makes them out of the record."""

    def __init__(self, database: Database, rules: LiveRules, clock: Clock, *, largest: int = LARGEST) -> None:
        self._database = database
        self._rules = rules
        self._clock = clock
        self._largest = largest

    async def made(self, wanted: Wanted, locale: str) -> Paper:
        """Return what was asked for as it stands now, or why it cannot be sent."""
        if isinstance(wanted, LedgerWanted):
            return await self._ledger(wanted, locale)
        return await self._report(wanted, locale)

    async def _ledger(self, wanted: LedgerWanted, locale: str) -> Paper:
        words, zone = words_of(locale), self._rules.now.organisation.zone
        month = month_of(wanted.month) if wanted.month is not None else None
        since, until = month.period(zone) if month is not None else (None, None)
        file = BytesIO()
        ledger = LedgerFile(
            file, _ENDING, wanted.kind, locale=locale, zone=zone, numbers=await self._database.past.numbers()
        )
        async for entry in self._database.case_past.entries(wanted.kind, since=since, until=until):
            ledger.add(entry)
            if file.tell() > self._largest:
                break
        ledger.close()
        named = {"kind": words(f"ledger.{wanted.kind.value}"), "month": wanted.month or words("ledger.all_months")}
        if file.tell() > self._largest:
            return Paper(words=words("ledger.too_big", **named))
        if not ledger.lines:
            return Paper(words=words("ledger.empty", **named))
        name = f"{wanted.kind.value}-{wanted.month or 'all'}{_ENDING}"
        return Paper(words=words("ledger.file", count=ledger.lines, **named), name=name, content=file.getvalue())

    async def _report(self, wanted: ReportWanted | ReportDue, locale: str) -> Paper:
        """Who did how much is for the lead who asks, not for the whole room."""
        words, rules = words_of(locale), self._rules.now
        period = period_of(wanted.period)
        if period is None:  # no process of ours writes such a one
            return Paper(words=words("report.unclear"))
        report = await counted(self._database, period, rules, self._clock.now())
        numbers = await self._database.past.numbers() if isinstance(wanted, ReportWanted) else None
        return Paper(words="\n".join(lines_of(report, words, rules, numbers)))

"""A ledger made for the staff room: the same file as at the command line, phone numbers always masked."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from bot.ledger_files import LedgerFile
from desk.cases.ledger_asked import LedgerWanted
from desk.cases.months import month_of
from desk.rules.live_rules import LiveRules
from handlers.words import words_of
from storage.engine import Database

LARGEST: Final = 49 << 20
"""Bytes that Telegram takes from a bot: fifty megabytes, and what goes around them."""

_ENDING = ".xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeLedger:
    """What is sent: a file with its name, or only words where there is none."""

    words: str
    name: str = ""
    content: bytes | None = None


class Ledgers:
    """Makes ledgers out of the record."""

    def __init__(self, database: Database, rules: LiveRules, *, largest: int = LARGEST) -> None:
        self._database = database
        self._rules = rules
        self._largest = largest

    async def made(self, wanted: LedgerWanted, locale: str) -> MadeLedger:
        """Return the ledger as it stands now, or why it cannot be sent."""
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
            return MadeLedger(words=words("ledger.too_big", **named))
        if not ledger.lines:
            return MadeLedger(words=words("ledger.empty", **named))
        name = f"{wanted.kind.value}-{wanted.month or 'all'}{_ENDING}"
        return MadeLedger(words=words("ledger.file", count=ledger.lines, **named), name=name, content=file.getvalue())

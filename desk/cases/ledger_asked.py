"""A lead asks for a ledger in the staff room: the file is made when it is sent, from the record as it then stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from desk.cases.ledgers import LedgerKind
from desk.cases.months import month_at, month_of
from desk.commands.command import StaffCommand
from desk.floor import Floor
from desk.notices import Outcome, Told
from desk.notices.notice import Audience, Notice, Priority
from desk.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLedger(StaffCommand):
    """A lead wants a ledger as a file, of a month or of all there is; `kind` None: no ledger was named that we have."""

    kind: LedgerKind | None
    month: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerWanted(Notice):
    """The file with a ledger, where it was asked for; `month` None: all there is."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.MIRROR
    kind: LedgerKind
    month: str | None = None


class Unclear(StrEnum):
    """What was not said so that it could be understood."""

    KIND = "which"
    MONTH = "no_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerUnclear(Notice):
    """Why there is no ledger, and how it is asked for."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    why: Unclear


LEDGER_NOTICES: tuple[type[Notice], ...] = (LedgerWanted, LedgerUnclear)


def ledger_asked(command: AskLedger, floor: Floor, rules: Rules, now: datetime) -> Notice:
    """Return what whoever asked is told: the file itself, if a lead asked for one there can be."""
    who = floor.agents.get(command.agent)
    if who is None or not floor.employs(command.agent):
        return Told(outcome=Outcome.NOT_ADMITTED)
    if not who.leads:
        return Told(outcome=Outcome.LEADS_ONLY)
    if command.kind is None:
        return LedgerUnclear(why=Unclear.KIND)
    if command.month is None:
        return LedgerWanted(kind=command.kind)
    month = month_of(command.month)
    if month is None or month > month_at(now, rules.organisation.zone):
        return LedgerUnclear(why=Unclear.MONTH)
    return LedgerWanted(kind=command.kind, month=str(month))

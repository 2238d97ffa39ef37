"""A ledger asked for in the staff room, `/ledger complaints 2026-11`, and what is said where there is none."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from desk.cases.ledger_asked import AskLedger, LedgerUnclear, LedgerWanted
from desk.cases.ledgers import LedgerKind
from desk.commands import Origin
from desk.notices import Notice
from handlers.spoken import Spoken, Voice

_KINDS: Final[Mapping[str, LedgerKind]] = {
    **{kind.value: kind for kind in LedgerKind},
    **{kind.value.removesuffix("s"): kind for kind in LedgerKind},
    "投诉": LedgerKind.COMPLAINTS,
    "报修": LedgerKind.REPAIRS,
    "维修": LedgerKind.REPAIRS,
    "意见": LedgerKind.GRIEVANCES,
    "抱怨": LedgerKind.GRIEVANCES,
    "建议": LedgerKind.SUGGESTIONS,
    "回访": LedgerKind.CALLBACKS,
    "超时": LedgerKind.OVERRUNS,
}


def about_ledger(rest: str, agent: int, origin: Origin) -> AskLedger:
    """Return what "complaints 2026-11" asks for; what is unknown or left out is for the desk to refuse."""
    first, month = (*rest.split(None, 1), "", "")[:2]
    kind = _KINDS.get(first.lower().removesuffix("台账"))
    return AskLedger(agent=agent, origin=origin, kind=kind, month=month.strip() or None)


def _wanted(voice: Voice, notice: LedgerWanted) -> Spoken:
    words = voice.words
    month = notice.month or words("ledger.all_months")
    return Spoken(words("ledger.working", kind=words(f"ledger.{notice.kind.value}"), month=month))


def _unclear(voice: Voice, notice: LedgerUnclear) -> Spoken:
    return Spoken(voice.words(f"ledger.{notice.why.value}"))


TO_LEDGERS: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    LedgerWanted: _wanted,
    LedgerUnclear: _unclear,
}
"""How each notice about a ledger is said; the file itself is made when it is sent."""

from dataclasses import replace

import pytest

from desk.cases.ledger_asked import AskLedger, LedgerUnclear, LedgerWanted, Unclear, ledger_asked
from desk.cases.ledgers import LedgerKind
from desk.commands import Origin
from desk.floor import Floor
from desk.notices import Notice, Outcome, Told
from desk.rules import Rules
from tests.kit.cast import CHEN, KNOWLEDGE, LIN, TEN, ZHAO

ROOM = Origin(chat_id=-100, message_id=1)
NOBODY = replace(LIN, user_id=99)


def answer(agent: int, kind: LedgerKind | None = LedgerKind.REPAIRS, month: str | None = None) -> Notice:
    floor = Floor(knowledge=KNOWLEDGE, rules=Rules(), agents={one.user_id: one for one in (LIN, ZHAO, CHEN)})
    return ledger_asked(AskLedger(agent=agent, origin=ROOM, kind=kind, month=month), floor, Rules(), TEN)


@pytest.mark.parametrize(
    ("agent", "outcome"),
    [
        (LIN.user_id, Outcome.LEADS_ONLY),
        (CHEN.user_id, Outcome.LEADS_ONLY),
        (NOBODY.user_id, Outcome.NOT_ADMITTED),
    ],
)
def test_only_a_lead_has_ledgers(agent: int, outcome: Outcome) -> None:
    assert answer(agent) == Told(outcome=outcome)


@pytest.mark.parametrize(
    ("kind", "month", "told"),
    [
        (LedgerKind.REPAIRS, None, LedgerWanted(kind=LedgerKind.REPAIRS)),
        (LedgerKind.OVERRUNS, "2026-11", LedgerWanted(kind=LedgerKind.OVERRUNS, month="2026-11")),
        (LedgerKind.OVERRUNS, "2026-1", LedgerWanted(kind=LedgerKind.OVERRUNS, month="2026-01")),
        (None, None, LedgerUnclear(why=Unclear.KIND)),
        (LedgerKind.REPAIRS, "2026-13", LedgerUnclear(why=Unclear.MONTH)),
        (LedgerKind.REPAIRS, "2026-12", LedgerUnclear(why=Unclear.MONTH)),
        (LedgerKind.REPAIRS, "soon", LedgerUnclear(why=Unclear.MONTH)),
    ],
)
def test_a_lead_has_the_ledger_of_a_month_that_has_begun(
    kind: LedgerKind | None, month: str | None, told: Notice
) -> None:
    assert answer(ZHAO.user_id, kind, month) == told

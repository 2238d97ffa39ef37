import pytest

from desk.cases.ledger_asked import AskLedger, LedgerUnclear, LedgerWanted, Unclear
from desk.cases.ledgers import LedgerKind
from desk.commands import OfRoom
from desk.library.live import LiveLibrary
from desk.rules import Rules
from handlers.wording import Wording
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import in_room, update
from tests.kit.cast import KNOWLEDGE


@pytest.mark.parametrize(
    ("text", "kind", "month"),
    [
        ("/ledger complaints 2026-11", LedgerKind.COMPLAINTS, "2026-11"),
        ("/ledger Repair", LedgerKind.REPAIRS, None),
        ("/台账 投诉 2026-11", LedgerKind.COMPLAINTS, "2026-11"),
        ("/台账 回访台账", LedgerKind.CALLBACKS, None),
        ("/ledger plans soon", None, "soon"),
        ("/ledger", None, None),
        ("台账", None, None),
    ],
)
async def test_a_ledger_is_asked_for_by_its_kind_and_a_month(
    text: str, kind: LedgerKind | None, month: str | None
) -> None:
    ((subject, command),) = await heard(update(message=in_room(text=text)))
    assert isinstance(command, AskLedger)
    assert (subject, command.kind, command.month) == (OfRoom(), kind, month)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Unclear.KIND, "台账 投诉 2026-11"),
        (Unclear.MONTH, "请写成 2026-11 这样"),
    ],
)
def test_what_was_unclear_is_said_with_how_to_ask(why: Unclear, said: str) -> None:
    wording = Wording(LiveLibrary(KNOWLEDGE), Rules())
    assert said in wording.speak(LedgerUnclear(why=why), "zh").text


def test_where_no_file_can_be_made_there_are_words_all_the_same() -> None:
    wording = Wording(LiveLibrary(KNOWLEDGE), Rules())
    spoken = wording.speak(LedgerWanted(kind=LedgerKind.REPAIRS, month="2026-11"), "zh")
    assert spoken.text == "正在整理报修台账（2026-11），请稍候…"

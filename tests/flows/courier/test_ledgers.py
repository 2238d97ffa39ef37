"""A ledger asked for in the staff room comes as a file to the topic it was asked in."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.papers import Papers
from bot.sandbox.acts import Person
from bot.sandbox.words import Words
from desk.cases.kinds import CaseKind
from desk.cases.ledger_asked import LedgerWanted
from desk.cases.ledgers import LedgerKind
from desk.cases.turn import CaseText
from desk.commands import Origin
from desk.ports import Letter
from desk.rules import Rules
from desk.rules.live_rules import live
from tests.flows.courier.posts import LIN, ROOM, Post
from tests.kit.registered import begun, change, history

OCTOBER = datetime(2025, 10, 20, 8, tzinfo=UTC)


async def register(post: Post) -> None:
    """Have three complaints, two of October and one of November, each with a phone number."""
    changes = []
    for number, day in ((1, 0), (2, 1), (3, 20)):
        case = begun(number, CaseKind.COMPLAINT)
        texts = [CaseText(news=0, field="contact", text="13800138000")]
        changes.append(change(case, history(case, OCTOBER + timedelta(days=day)), texts))
    async with post.database.begin() as unit:
        await unit.record_cases(changes, {})


def wanted(post: Post, kind: LedgerKind, month: str | None = None) -> Letter:
    """Return the letter that answers a lead who has asked in a topic."""
    asked = Person.at(post.world, LIN, ROOM).write(Words(text=f"/ledger {kind.value}"))
    origin = Origin(chat_id=ROOM, message_id=asked["message_id"], thread_id=asked.get("message_thread_id"))
    return Letter(notice=LedgerWanted(kind=kind, month=month), locale="en", origin=origin)


def documents(post: Post) -> list[dict[str, Any]]:
    """Return the files that stand in the staff room."""
    return [one for one in post.world.groups[ROOM].messages.values() if "document" in one]


async def test_a_lead_gets_the_ledger_as_a_file_that_opens(post: Post) -> None:
    await register(post)
    await post.carry(wanted(post, LedgerKind.COMPLAINTS, "2025-10"))
    (sent,) = documents(post)
    assert sent["document"]["file_name"] == "complaints-2025-10.xlsx"
    assert sent["caption"] == "Complaints (2025-10): 2 lines. Phone numbers are masked."
    content = post.world.files.get(sent["document"]["file_id"]).content
    lines = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert len(lines) == 3
    assert "138****8000" in lines[1]


async def test_where_nothing_was_registered_words_say_so(post: Post) -> None:
    await post.carry(wanted(post, LedgerKind.REPAIRS))
    assert documents(post) == []
    assert post.room()[-1][1] == "Repairs (all) has no lines."


@pytest.mark.parametrize(("largest", "sent"), [(1 << 20, True), (100, False)])
async def test_what_telegram_does_not_take_is_told_with_the_remedy(post: Post, largest: int, *, sent: bool) -> None:
    await register(post)
    papers = Papers(post.database, live(Rules()), post.clock, largest=largest)
    made = await papers.made(LedgerWanted(kind=LedgerKind.COMPLAINTS), "en")
    assert (made.content is not None) is sent
    assert ("too large to be sent here" in made.words) is not sent

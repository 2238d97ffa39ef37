"""The library kept while customers are served: the gate, the exchange, the dates, and another process' import."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import WallClock
from bot.librarian import RECOUNT, Librarian
from bot.opening import open_library, take_over
from bot.settings import Settings
from desk.commands import Given, OfCustomer, OfRoom, Origin, Say
from desk.content import Content
from desk.desk import Desk, Failure
from desk.errors import Conflict
from desk.learning.commands import DecideGap, PutUpGaps
from desk.learning.gap_board import GapLine
from desk.library import commands as c
from desk.library.alterations import Add, Field, Put
from desk.library.events import GapDecision
from desk.library.live import LiveLibrary
from desk.library.notices import EntryExpires, GateShown, ReviewWanted
from desk.library.shelf import Standing
from desk.notices import Answer, Notice
from desk.rules import Organisation, Rules
from faq import Entry, Example, KnowledgeBase
from faq.upkeep.golden import FEEDBACK, Golden
from faq.upkeep.usage import Unused
from storage.engine import Database
from tests.kit.cast import CHEN, FEE, HOURS, LIN, MEI, STAFF_ROOM, TEN, ZHAO
from tests.kit.databases import migrated_file, opened, postgres, sqlite_address
from tests.storage import steps

__all__ = ["migrated_file", "postgres"]

HERE = Origin(chat_id=STAFF_ROOM, message_id=70, thread_id=5)
RULES = Rules(organisation=Organisation(zone=ZoneInfo("Asia/Shanghai")))
FILE = """
- id: fee
  question: How do I pay the property fee?
  answer: In the app, under Bills.
- id: hours
  question: When is the office open?
  answer: From eight to six.
"""


class Noon(WallClock):
    """A clock that always says the same: what it is asked for lies on one day."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Kept:
    """A library in a database, with its keepers."""

    database: Database
    library: LiveLibrary
    desk: Desk
    changed: asyncio.Event

    async def do(self, *commands: c.LibraryCommand) -> None:
        """Have the desk decide something."""
        for command in commands:
            assert await self.desk.handle([Given(command=command, subject=OfRoom())]) == []

    async def asks(self, text: str) -> Notice:
        """Let a customer ask; return the first thing said."""
        content = Content(chat_id=MEI.chat_id, message_id=1, sent_at=TEN, text=text)
        await self.desk.handle([Given(command=Say(customer=MEI, content=content), subject=OfCustomer(MEI.chat_id))])
        return (await spoken(self.database, lane=f"c{MEI.chat_id}"))[-1]

    async def until(self, fits: Callable[[], object]) -> None:
        """Wait until the library in force is as it should be."""
        async with asyncio.timeout(20):
            while not fits():
                self.changed.clear()
                await self.changed.wait()

    async def standing(self, entry_id: str, standing: Standing) -> None:
        """Wait until an entry's draft has come so far."""
        async with asyncio.timeout(20):
            while True:
                self.changed.clear()
                async with self.database.begin() as unit:
                    if (await unit.shelves({entry_id: ()}))[entry_id].shelf.standing is standing:
                        return
                await self.changed.wait()


@asynccontextmanager
async def keeping(database: Database, folder: Path, clock: WallClock | None = None) -> AsyncGenerator[Kept]:
    """Have a library kept until the end of the block."""
    clock = clock or WallClock()
    (folder / "faq.yaml").write_text(FILE, encoding="utf-8")
    settings = Settings(faq=folder / "faq.yaml", locale="en")
    library = await open_library(database, settings, RULES, clock)
    desk = Desk(database, library, RULES, now=clock.now, locale="en")
    librarian = Librarian(desk, database.library, library, clock, RULES)
    stop, changed = asyncio.Event(), asyncio.Event()
    library.changed += [librarian.wake, changed.set]
    async with asyncio.TaskGroup() as group:
        group.create_task(librarian.run(stop))
        yield Kept(database, library, desk, changed)
        stop.set()


@pytest.fixture
async def database(migrated_file: Path, tmp_path: Path) -> AsyncGenerator[Database]:
    shutil.copy(migrated_file, tmp_path / "desk.db")
    async with opened(sqlite_address(tmp_path / "desk.db")) as found:
        await steps.employ(found, LIN, CHEN, ZHAO)
        yield found


def says(by: int, kind: type[c.EditorCommand], **more: object) -> c.EditorCommand:
    return kind(agent=by, origin=HERE, **more)  # type: ignore[arg-type]


async def test_an_entry_goes_all_the_way_from_a_draft_to_the_next_customer_and_back(
    database: Database, tmp_path: Path
) -> None:
    async with keeping(database, tmp_path) as kept:
        add = (Add(Field.VARIANTS, "Where are the bills?"), Put(Field.ANSWER, "On the first page of the app."))
        await kept.do(
            says(LIN.user_id, c.SaveEntry, entry_id="fee", seen=1, alterations=add),
            says(LIN.user_id, c.Submit, entry_id="fee", seen=2),
        )
        await kept.standing("fee", Standing.REVIEW)
        assert kept.library.knowledge.entry("fee") == replace(FEE, language="en")
        await kept.do(says(CHEN.user_id, c.Approve, entry_id="fee", seen=2))
        said = await kept.asks("Where are the bills?")
        assert isinstance(said, Answer)
        assert said.entry_id == "fee"
        changed = kept.library.knowledge.entry("fee")
        assert changed is not None
        assert changed.answer == "On the first page of the app."
        await kept.do(says(ZHAO.user_id, c.RollBack, entry_id="fee"))
        assert kept.library.knowledge.entry("fee") == replace(FEE, language="en")


async def test_the_gate_stops_a_draft_that_takes_anothers_question_and_says_whose(
    database: Database, tmp_path: Path
) -> None:
    async with keeping(database, tmp_path) as kept:
        await kept.do(
            says(LIN.user_id, c.SaveEntry, entry_id="fee", seen=1, alterations=(Add(Field.VARIANTS, HOURS.question),)),
            says(LIN.user_id, c.Submit, entry_id="fee", seen=2),
        )
        await kept.standing("fee", Standing.REFUSED)
        said = await spoken(database)
    (shown,) = [one for one in said if isinstance(one, GateShown)]
    assert not shown.report.passed
    assert {one.entry_ids for one in shown.report.doubles if not one.alike} == {("fee", "hours")}
    assert not [one for one in said if isinstance(one, ReviewWanted)]


async def test_a_draft_that_waited_for_the_gate_when_the_program_ended_is_seen_at_the_next_start(
    database: Database, tmp_path: Path
) -> None:
    library = LiveLibrary(KnowledgeBase(()))
    desk = Desk(database, library, RULES, now=WallClock().now, locale="en")
    alone = Kept(database, library, desk, asyncio.Event())
    await alone.do(
        c.ImportEntries(put=(FEE, HOURS), revision=0),
        says(LIN.user_id, c.SaveEntry, entry_id="fee", seen=1, alterations=(Add(Field.VARIANTS, "Where to pay?"),)),
        says(LIN.user_id, c.Submit, entry_id="fee", seen=2),
    )
    async with keeping(database, tmp_path) as kept:
        await kept.standing("fee", Standing.REVIEW)


async def test_a_draft_that_has_passed_is_stopped_by_what_is_published_before_it_is_approved(
    database: Database, tmp_path: Path
) -> None:
    async with keeping(database, tmp_path) as kept:
        for entry_id in ("fee", "hours"):
            add = (Add(Field.VARIANTS, "Where is the swimming pool?"),)
            await kept.do(
                says(LIN.user_id, c.SaveEntry, entry_id=entry_id, seen=1, alterations=add),
                says(LIN.user_id, c.Submit, entry_id=entry_id, seen=2),
            )
            await kept.standing(entry_id, Standing.REVIEW)
        await kept.do(says(CHEN.user_id, c.Approve, entry_id="fee", seen=2))
        await kept.standing("hours", Standing.REFUSED)


async def test_a_gap_that_became_a_published_phrasing_is_a_golden_question_and_an_example(
    database: Database, tmp_path: Path
) -> None:
    asked = "Can I settle the dues by card?"
    line = GapLine(key="ab12", text=asked, first_at=TEN, last_at=TEN, entry_id="fee")
    async with keeping(database, tmp_path) as kept:
        await kept.do(
            PutUpGaps(lines=(line,)),
            says(LIN.user_id, DecideGap, key="ab12", decision=GapDecision.PHRASING),
            says(LIN.user_id, c.Submit, entry_id="fee", seen=2),
        )
        await kept.standing("fee", Standing.REVIEW)
        assert await database.library.golden() == ()
        await kept.do(says(CHEN.user_id, c.Approve, entry_id="fee", seen=2))
        assert await database.library.golden() == (Golden(asked, "fee", FEEDBACK),)
        await kept.until(lambda: kept.library.knowledge.golden == (Example(asked, "fee"),))
    again = await open_library(database, Settings(), RULES, WallClock())
    assert again.knowledge.examples == (Example(asked, "fee"),)


class HardOfHearing(Desk):
    """A desk that is somewhere else when it is first told what the gate said."""

    heard = 0

    async def handle(self, given: Sequence[Given]) -> list[Failure]:
        if any(isinstance(one.command, c.Gated) for one in given):
            self.heard += 1
            if self.heard == 1:
                return [Failure(None, Conflict("somebody was faster"))]
        return await super().handle(given)


async def test_a_draft_whose_report_was_not_heard_is_examined_again(database: Database) -> None:
    library = LiveLibrary(KnowledgeBase(()))
    desk = HardOfHearing(database, library, RULES, now=WallClock().now, locale="en")
    await Kept(database, library, desk, asyncio.Event()).do(
        c.ImportEntries(put=(FEE, HOURS), revision=0),
        says(LIN.user_id, c.SaveEntry, entry_id="fee", seen=1, alterations=(Add(Field.VARIANTS, "Where to pay?"),)),
        says(LIN.user_id, c.Submit, entry_id="fee", seen=2),
    )
    librarian, stop = Librarian(desk, database.library, library, WallClock(), RULES), asyncio.Event()
    await librarian.look(stop)
    assert await database.library.drafts(Standing.REVIEW) == []
    await librarian.look(stop)
    assert [number for number, _ in await database.library.drafts(Standing.REVIEW)] == [2]


async def is_asked(desk: Desk, when: datetime, message_id: int, text: str) -> None:
    content = Content(chat_id=MEI.chat_id, message_id=message_id, sent_at=when, text=text)
    assert await desk.handle([Given(command=Say(customer=MEI, content=content), subject=OfCustomer(MEI.chat_id))]) == []


async def test_what_nobody_needed_is_counted_at_the_start_and_again_some_hours_later(database: Database) -> None:
    library, clock = LiveLibrary(KnowledgeBase(())), Noon(TEN)
    desk = Desk(database, library, RULES, now=clock.now, locale="en")
    kept = Kept(database, library, desk, asyncio.Event())
    await kept.do(c.ImportEntries(put=(FEE, HOURS), revision=0))
    librarian, stop = Librarian(desk, database.library, library, clock, RULES), asyncio.Event()
    await librarian.look(stop)
    assert library.unused == []
    clock.at += timedelta(days=40)
    await is_asked(desk, clock.at, 1, "How do I pay the property fee?")
    await librarian.look(stop)
    assert library.unused == [Unused(entry_id="hours", days=40)]
    await is_asked(desk, clock.at, 2, "When is the office open?")
    clock.at += RECOUNT - timedelta(seconds=1)
    await librarian.look(stop)
    assert library.unused == [Unused(entry_id="hours", days=40)]
    clock.at += timedelta(seconds=1)
    await librarian.look(stop)
    assert library.unused == []


async def test_the_golden_set_and_a_change_are_taken_in_with_one_fit(database: Database) -> None:
    library = LiveLibrary(KnowledgeBase(()))
    desk = Desk(database, library, RULES, now=WallClock().now, locale="en")
    await Kept(database, library, desk, asyncio.Event()).do(c.ImportEntries(put=(FEE, HOURS), revision=0))
    librarian, stop = Librarian(desk, database.library, library, WallClock(), RULES), asyncio.Event()
    await librarian.look(stop)
    await Kept(database, library, desk, asyncio.Event()).do(
        says(CHEN.user_id, c.AddGolden, question="Can I pay by card?", entry_id="fee"),
        says(CHEN.user_id, c.Retire, entry_id="hours"),
    )
    exchanges: list[KnowledgeBase] = []
    library.changed.append(lambda: exchanges.append(library.knowledge))
    await librarian.look(stop)
    assert [(one.stale, [asked.text for asked in one.golden]) for one in exchanges] == [(False, ["Can I pay by card?"])]


async def test_what_another_process_imports_is_what_customers_hear_within_two_seconds(
    database: Database, tmp_path: Path
) -> None:
    async with keeping(database, tmp_path) as kept, opened(sqlite_address(tmp_path / "desk.db")) as other:
        new = Entry(id="pool", question="When does the pool open?", answer="At seven.", language="en")
        command = c.ImportEntries(put=(new,), retired=("hours",), revision=await other.library.revision())
        await take_over(other, command, RULES, WallClock(), "en")
        async with asyncio.timeout(2):
            await kept.until(lambda: kept.library.knowledge.entry("pool"))
        assert kept.library.knowledge.entry("hours") is None
        await kept.until(lambda: not kept.library.knowledge.stale)


async def test_a_changed_library_is_fitted_anew_by_itself(database: Database, tmp_path: Path) -> None:
    async with keeping(database, tmp_path) as kept:
        await kept.do(says(CHEN.user_id, c.Retire, entry_id="hours"))
        await kept.until(lambda: not kept.library.knowledge.stale and kept.library.knowledge.entry("hours") is None)


async def test_the_first_start_takes_the_file_over_and_the_next_reads_the_database(
    database: Database, tmp_path: Path
) -> None:
    async with keeping(database, tmp_path) as kept:
        await kept.do(says(CHEN.user_id, c.Retire, entry_id="hours"))
    async with keeping(database, tmp_path) as kept:
        assert [entry.id for entry in kept.library.knowledge.entries] == ["fee"]
        assert kept.library.entry_ids == {"fee", "hours"}


async def test_an_owner_is_warned_in_the_morning_and_once_however_often_the_program_starts(
    database: Database, tmp_path: Path
) -> None:
    async def told(at: datetime) -> list[Notice]:
        clock = Noon(at)
        library = await open_library(database, Settings(), RULES, clock)
        desk = Desk(database, library, RULES, now=clock.now, locale="en")
        await Librarian(desk, database.library, library, clock, RULES).look(asyncio.Event())
        return [one for one in await spoken(database) if isinstance(one, EntryExpires)]

    ends = date(2026, 12, 31)
    async with opened(sqlite_address(tmp_path / "desk.db")) as other:
        until = replace(FEE, valid_until=ends, owner="Finance")
        await take_over(other, c.ImportEntries(put=(until,), revision=0, silently=True), RULES, WallClock(), "en")
    early, morning = (datetime(2026, 12, 18, hour, 30, tzinfo=UTC) for hour in (0, 1))  # 8:30 and 9:30 in Shanghai
    warned = EntryExpires(entry_id="fee", question=FEE.question, owner="Finance", valid_until=ends, days=13)
    assert [await told(early), await told(morning), await told(morning)] == [[], [warned], []]


async def spoken(database: Database, lane: str = "") -> list[Notice]:
    """Return what is to be said now."""
    return [one.letter.notice for one in await steps.claim(database) if one.lane.startswith(lane)]

"""The library in the database: what is written is found again, and two who write at once do not both win."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from desk.commands import Command, Given, OfCustomer, Origin, Say
from desk.content import Content
from desk.errors import Conflict
from desk.events import AgentReplied
from desk.library import events as e
from desk.library.alterations import Field
from desk.library.commands import Fill, Remind, Reminder
from desk.library.notices import FillIn
from desk.library.outcomes import LibraryOutcome, LibraryTold
from desk.library.shelf import GateReport, Shelf, Shelved, Standing, Theft, Version, evolve_shelf
from desk.library.without_reply import as_replies
from desk.people import Agent
from desk.ports import Answered, Delivery, Letter, LibraryChange, LibraryCounts, Remark, ShelfChange, Written
from faq import Entry
from faq.upkeep.golden import Golden
from storage.engine import Database
from storage.shelves import SqlLibraryWork, key_of
from storage.tables import entry_versions, events, golden, remarks
from tests.kit.cast import CHEN, FEE, HOURS, LIN, MEI, STAFF_ROOM, at
from tests.storage import steps

HERE = Origin(chat_id=STAFF_ROOM, message_id=70, thread_id=5)
STOPPED = GateReport(passed=False, stolen=(Theft(question="When?", owner="hours", thief="fee"),), precision_after=0.5)
FULL = Entry(
    id="full",
    question="停车怎么收费?",
    variants=("停车多少钱", "What does parking cost?"),
    answer="每天十元。",
    language="zh",
    category="停车",
    keywords=("停车",),
    owner="客户服务部",
    valid_from=date(2026, 1, 1),
    valid_until=date(2026, 12, 31),
    review_on=date(2026, 12, 1),
    veto=("摩托车",),
    attachments=("photo:AgAD",),
    applies_to=("north",),
    leads_to="repair",
)


def brought(entry: Entry, shelf: Shelf | None = None) -> tuple[ShelfChange, list[Any]]:
    """Return the change of an entry that a file brings."""
    before = shelf or Shelf(entry_id=entry.id)
    news = e.EntryImported(at=at(), entry_id=entry.id, number=before.newest + 1)
    version = Version(entry=entry, number=before.newest + 1, author=None, at=at())
    return ShelfChange(before=before, after=evolve_shelf(before, news), versions=(version,)), [news]


def saved(before: Shelf, entry: Entry, by: int = CHEN.user_id, **more: Any) -> tuple[ShelfChange, list[Any]]:
    """Return the change of an entry that somebody saves."""
    number = before.newest + 1
    news = e.EntrySaved(at=at(minutes=1), entry_id=entry.id, number=number, by=by)
    version = Version(entry=entry, number=number, author=by, at=at(minutes=1), note="why")
    return ShelfChange(before=before, after=evolve_shelf(before, news), versions=(version,), **more), [news]


async def write(database: Database, revision: int, *made: tuple[ShelfChange, list[Any]], **more: Any) -> None:
    """Write changes in a transaction of their own."""
    news = tuple(one for _, happened in made for one in happened)
    change = LibraryChange(revision=revision, shelves=tuple(one for one, _ in made), news=news, at=at(), **more)
    async with database.begin() as unit:
        await unit.record_library(change)


async def shelved(database: Database, entry_id: str, *numbers: int) -> Shelved:
    """Return an entry as it is loaded."""
    async with database.begin() as unit:
        return (await unit.shelves({entry_id: numbers}))[entry_id]


async def test_an_empty_library_has_no_revision_and_nothing_in_it(database: Database) -> None:
    assert await database.library.revision() == 0
    assert await database.library.published() == (0, ())
    assert await database.library.golden() == ()
    async with database.begin() as unit:
        assert await unit.shelves({"fee": ()}) == {}
        assert await unit.counts() == LibraryCounts(live=0, drafts=0, waiting=0, retired=0, golden=0)


async def test_an_entry_comes_back_with_every_field_it_had(database: Database) -> None:
    await write(database, 0, brought(FULL))
    assert await database.library.published() == (1, (FULL,))
    assert await database.library.entry_ids() == {"full"}
    assert (await shelved(database, "full")).in_force == Version(entry=FULL, number=1, author=None, at=at())


async def test_a_draft_is_kept_beside_what_is_published_with_all_that_is_known_of_it(database: Database) -> None:
    await write(database, 0, brought(FEE))
    before = (await shelved(database, "fee")).shelf
    asked = e.EntrySubmitted(at=at(minutes=2), entry_id="fee", number=2, by=CHEN.user_id)
    change, news = saved(before, replace(FEE, answer="x"), report=STOPPED, asked_from=HERE)
    await write(database, 1, (replace(change, after=evolve_shelf(change.after, asked)), [*news, asked]))
    found = await shelved(database, "fee")
    assert found == Shelved(
        shelf=replace(change.after, version=3, standing=found.shelf.standing, submitted_by=CHEN.user_id),
        versions={
            1: Version(entry=FEE, number=1, author=None, at=at()),
            2: Version(entry=replace(FEE, answer="x"), number=2, author=CHEN.user_id, at=at(minutes=1), note="why"),
        },
        report=STOPPED,
        asked_from=HERE,
    )
    assert await database.library.published() == (3, (FEE,))
    assert await database.library.drafts(Standing.CHECKING) == [(2, replace(FEE, answer="x"))]


async def test_events_are_one_stream_with_the_words_about_them_beside_it(database: Database) -> None:
    await write(database, 0, brought(FEE), brought(HOURS))
    await write(database, 2, saved((await shelved(database, "fee")).shelf, FEE), remarks=(Remark(news=0, text="why"),))
    assert [(row["subject"], row["seq"], row["type"]) for row in await steps.rows(database, events)] == [
        ("library", 1, "EntryImported"),
        ("library", 2, "EntryImported"),
        ("library", 3, "EntrySaved"),
    ]
    assert await steps.rows(database, remarks) == [{"subject": "library", "seq": 3, "text": "why"}]
    assert await database.library.revision() == 3


async def test_of_two_who_change_the_library_at_once_the_second_must_look_again(database: Database) -> None:
    await write(database, 0, brought(FEE), brought(HOURS))
    fee, hours = (await shelved(database, "fee")).shelf, (await shelved(database, "hours")).shelf
    await write(database, 2, saved(fee, replace(FEE, answer="first")))
    with pytest.raises(Conflict):
        await write(database, 2, saved(fee, replace(FEE, answer="second"), by=LIN.user_id))
    with pytest.raises(Conflict):
        await write(database, 2, saved(hours, HOURS, by=LIN.user_id))
    assert [row["author"] for row in await steps.rows(database, entry_versions)] == [None, CHEN.user_id, None]


async def test_what_goes_wrong_leaves_nothing_behind(database: Database) -> None:
    change = LibraryChange(revision=0, shelves=(brought(FEE)[0],), news=tuple(brought(FEE)[1]), at=at())
    await steps.fail(database, lambda unit: unit.record_library(change))
    assert await database.library.revision() == 0
    assert await steps.rows(database, entry_versions) == []


async def test_versions_that_are_asked_for_come_along(database: Database) -> None:
    await write(database, 0, brought(FEE))
    for number in (1, 2):
        before = (await shelved(database, "fee")).shelf
        await write(database, number, brought(replace(FEE, answer=str(number)), before))
    assert set((await shelved(database, "fee")).versions) == {2, 3}
    assert set((await shelved(database, "fee", 1, 9)).versions) == {1, 2, 3}
    async with database.begin() as unit:
        total, newest = await unit.history("fee", 2)
    assert (total, [one.number for one in newest]) == (3, [3, 2])


async def test_lists_tell_how_many_there_are_and_show_the_first(database: Database) -> None:
    await write(database, 0, brought(FEE), brought(HOURS), brought(FULL))
    fee, hours = (await shelved(database, "fee")).shelf, (await shelved(database, "hours")).shelf
    await write(database, 3, saved(fee, replace(FEE, answer="x")), saved(hours, replace(HOURS, answer="y")))
    full = (await shelved(database, "full")).shelf
    gone = e.EntryRetired(at=at(hours=1), entry_id="full", by=CHEN.user_id)
    await write(database, 5, (ShelfChange(before=full, after=evolve_shelf(full, gone)), [gone]))
    async with database.begin() as unit:
        total, drafts = await unit.drafts(1)
        assert (total, [one.shelf.entry_id for one in drafts]) == (2, ["fee"])
        total, retired = await unit.retired(5)
        assert (total, [one.shown.entry if one.shown else None for one in retired]) == (1, [FULL])
        assert await unit.counts() == LibraryCounts(live=2, drafts=2, waiting=0, retired=1, golden=0)
        assert {one: found.in_force is not None for one, found in (await unit.every_shelf()).items()} == {
            "fee": True,
            "hours": True,
            "full": False,
        }
    assert await database.library.published() == (6, (FEE, HOURS))
    assert await database.library.entry_ids() == {"fee", "hours", "full"}


async def test_who_decides_about_the_whole_library_may_take_longer_than_anybody_else(database: Database) -> None:
    if database.alone:
        pytest.skip("an SQLite file waits for whoever writes to it")
    silence = text("SELECT setting FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'")
    async with database._connections.writing() as connection:
        before = (await connection.execute(silence)).scalar_one()
        await SqlLibraryWork(connection).every_shelf()
        during = (await connection.execute(silence)).scalar_one()
    async with database._connections.writing() as connection:
        after = (await connection.execute(silence)).scalar_one()
    assert (before, during, after) == ("10000", "120000", "10000")


async def test_a_golden_question_stands_once_and_can_be_dropped(database: Database) -> None:
    added = e.GoldenAdded(at=at(), entry_id="fee", by=CHEN.user_id)
    long = "长" * 4000
    for revision, whose in enumerate(("fee", "hours")):
        questions = ((Golden("Who?", whose), CHEN.user_id), (Golden(long, None), None))
        await _teach(database, revision, questions, added)
    assert sorted(await database.library.golden(), key=lambda one: one.text) == [
        Golden("Who?", "hours"),
        Golden(long, None),
    ]
    async with database.begin() as unit:
        assert await unit.golden_of({"fee", "hours"}) == {"hours": 1}
        assert await unit.golden_like({"Who?", "What?"}) == {"Who?": Golden("Who?", "hours")}
    dropped = e.GoldenDropped(at=at(), entry_id="hours", by=CHEN.user_id)
    async with database.begin() as unit:
        await unit.record_library(LibraryChange(revision=2, news=(dropped,), forgotten=("Who?",), at=at()))
    assert [row["key"] for row in await steps.rows(database, golden)] == [key_of(long)]


async def _teach(database: Database, revision: int, questions: Any, news: Any) -> None:
    async with database.begin() as unit:
        await unit.record_library(LibraryChange(revision=revision, news=(news,), golden=questions, at=at()))


async def test_an_owner_is_reminded_of_a_day_once(database: Database) -> None:
    reminder = Reminder(entry=FULL, why=Remind.EXPIRES_14, on=date(2026, 12, 31))
    change = LibraryChange(revision=0, reminders=(reminder,), at=at())
    async with database.begin() as unit:
        await unit.record_library(change)
    async with database.begin() as unit:
        assert await unit.reminded({"full", "fee"}) == {("full", Remind.EXPIRES_14, date(2026, 12, 31))}
    with pytest.raises(Conflict):
        async with database.begin() as unit:
            await unit.record_library(change)
    assert await database.library.revision() == 0


async def test_a_prompt_is_found_by_the_message_it_was_sent_as(database: Database) -> None:
    prompt = FillIn(blank=Field.VARIANTS, entry_id="fee", seen=3, question=FEE.question)
    await steps.post(database, steps.letter(prompt, None, origin=HERE), steps.letter(origin=None))
    claimed = await steps.claim(database)
    for message, one in enumerate(claimed, start=500):
        ending = Delivery(id=one.id, at=at(), chat_id=STAFF_ROOM, message_id=message, text="?")
        await database.outbox.settle([ending])
    sent = {type(one.letter.notice): message for message, one in enumerate(claimed, start=500)}
    asked = {(STAFF_ROOM, 500): 5, (STAFF_ROOM, 501): 5, (MEI.chat_id, sent[FillIn]): None}
    async with database.begin() as unit:
        assert await unit.prompts(asked) == {(STAFF_ROOM, sent[FillIn]): prompt}


async def test_a_prompt_that_is_answered_before_its_sending_is_recorded_is_found_by_its_place(
    database: Database,
) -> None:
    prompt = FillIn(blank=Field.VARIANTS, entry_id="fee", seen=3, question=FEE.question)
    await steps.post(database, steps.letter(prompt, None, origin=HERE))
    async with database.begin() as unit:
        assert await unit.prompts({(STAFF_ROOM, 500): 5}) == {}
    await steps.claim(database)
    async with database.begin() as unit:
        found = await unit.prompts({(STAFF_ROOM, 500): 5, (STAFF_ROOM, 501): None})
    assert found == {(STAFF_ROOM, 500): prompt}


IN_PRIVATE = Origin(chat_id=CHEN.user_id, message_id=70)
ASKED = FillIn(blank=Field.ANSWER, entry_id="fee", seen=3, question=FEE.question)


async def _post_now(database: Database, *posted: Letter) -> None:
    async with database.begin() as unit:
        await unit.unseen(set(), at())
        await unit.post(posted)


async def _asked_in_private(database: Database, origin: Origin = IN_PRIVATE) -> None:
    await _post_now(database, steps.letter(ASKED, None, origin=origin))
    (claimed,) = await steps.claim(database)
    ending = Delivery(id=claimed.id, at=at(), chat_id=origin.chat_id, message_id=500, text="?")
    await database.outbox.settle([ending])


async def _waiting(database: Database, since: int = -30) -> tuple[int, FillIn] | None:
    async with database.begin() as unit:
        return await unit.waiting_prompt(CHEN.user_id, at(minutes=since))


async def test_a_prompt_that_was_said_last_in_private_waits_for_its_text(database: Database) -> None:
    assert await _waiting(database) is None
    await _asked_in_private(database)
    await steps.post(database, steps.letter(), steps.letter(LibraryTold(outcome=LEFT), None, origin=PRESSED_BEFORE))
    assert await _waiting(database) == (500, ASKED)
    assert await _waiting(database, since=1) is None


async def test_a_prompt_that_is_being_sent_waits_and_is_found_by_its_place(database: Database) -> None:
    await _post_now(database, steps.letter(ASKED, None, origin=IN_PRIVATE))
    assert await _waiting(database) is None
    await steps.claim(database)
    assert await _waiting(database) == (0, ASKED)
    async with database.begin() as unit:
        assert await unit.prompts({(CHEN.user_id, 0): None}) == {(CHEN.user_id, 0): ASKED}


LEFT = LibraryOutcome.LEFT
PRESSED_BEFORE = replace(IN_PRIVATE, message_id=499, press_id="1")


@pytest.mark.parametrize(
    "later",
    [
        steps.letter(LibraryTold(outcome=LibraryOutcome.WORDS_NEEDED), None, origin=IN_PRIVATE),
        steps.letter(LibraryTold(outcome=LEFT), None, origin=replace(IN_PRIVATE, message_id=500, press_id="2")),
        steps.letter(customer=replace(MEI, chat_id=CHEN.user_id)),
    ],
    ids=["answered", "left", "something else was said"],
)
async def test_a_prompt_that_was_answered_left_or_talked_past_waits_no_more(database: Database, later: Letter) -> None:
    await _asked_in_private(database)
    assert await _waiting(database) is not None
    await steps.post(database, later)
    assert await _waiting(database) is None


async def test_a_prompt_in_the_staff_room_waits_for_a_reply(database: Database) -> None:
    await _asked_in_private(database, HERE)
    async with database.begin() as unit:
        assert await unit.waiting_prompt(STAFF_ROOM, at(minutes=-30)) is None
        assert await unit.waiting_prompt(CHEN.user_id, at(minutes=-30)) is None


def _says(message: int, text: str) -> Given:
    content = Content(chat_id=CHEN.user_id, message_id=message, sent_at=at(), text=text)
    said = Say(customer=replace(MEI, chat_id=CHEN.user_id), content=content)
    return Given(command=said, subject=OfCustomer(CHEN.user_id))


async def _taken(database: Database, *given: Given, by: Agent | None = CHEN, minutes: int = 5) -> list[type[Command]]:
    agents = {} if by is None else {by.user_id: by}
    async with database.begin() as unit:
        return [type(one.command) for one in await as_replies(unit, given, agents, at(minutes=minutes))]


async def test_a_text_of_the_staff_after_a_prompt_is_its_answer_and_only_the_first(database: Database) -> None:
    answer, another = _says(501, "At the desk."), _says(502, "What does parking cost?")
    assert await _taken(database, answer) == [Say]
    await _asked_in_private(database)
    assert await _taken(database, answer, another) == [Fill, Say]
    assert await _taken(database, _says(501, "/start"), another) == [Say, Say]
    assert await _taken(database, answer, minutes=31) == [Say]


@pytest.mark.parametrize("whoever", [None, replace(CHEN, removed=True)], ids=["a customer", "a former colleague"])
async def test_a_text_of_who_is_not_on_the_staff_fills_in_nothing(database: Database, whoever: Agent | None) -> None:
    await _asked_in_private(database)
    assert await _taken(database, _says(501, "At the desk."), by=whoever) == [Say]


async def test_an_answer_is_found_with_what_was_asked_last_before_it(database: Database) -> None:
    def said(message: int, words: str, author: str, minute: int, chat: int = MEI.chat_id) -> Written:
        content = Content(chat_id=chat, message_id=message, sent_at=at(minutes=minute), text=words)
        return Written(content=content, author=author, agent=LIN.user_id if author == "agent" else None)

    lines = (
        said(1, "Hello", "customer", 0),
        said(2, "Where do I park?", "customer", 1),
        said(3, "", "customer", 2),
        said(5, "A person, please", "customer", 2),
        said(90, "Behind the house.", "agent", 3, STAFF_ROOM),
        said(4, "Thanks", "customer", 4),
    )
    taken = steps.taken(written=lines)
    replied = AgentReplied(at=at(minutes=3), agent=LIN.user_id, message=90)
    await steps.record(database, taken, steps.step(taken.after, replied))
    async with database.begin() as unit:
        found = await unit.answered({(STAFF_ROOM, 90), (MEI.chat_id, 2), (STAFF_ROOM, 91)})
    assert found == {(STAFF_ROOM, 90): Answered(question="Where do I park?", answer="Behind the house.")}

"""How much entries are used, counted from what happened in conversations and in the library."""

from datetime import timedelta

from desk.events import BotAnswered, BotMissed, BotSuggested, EntrySent, HandedOff, Opened, Reason, Taken, Thought
from desk.library import events as e
from desk.ports import LibraryChange
from desk.state import Conversation
from faq.upkeep.usage import Usage, Use
from storage.engine import Database
from tests.kit.cast import LIN, MEI, PENG, at
from tests.storage import steps

SURE = Thought(message=5, entry_id="fee", confidence=0.97, direct=True)
UNSURE = Thought(message=6, entry_id="lost", confidence=0.5)


async def test_what_an_entry_did_is_counted_by_what_it_was(database: Database) -> None:
    mei = steps.step(
        Conversation(customer=MEI.chat_id, locale="en"),
        Opened(at=at()),
        BotAnswered(at=at(minutes=1), entry_id="fee", confidence=0.97, thought=SURE),
        BotSuggested(at=at(minutes=2), entry_ids=("hours", "收费 “停车”"), thought=UNSURE),
        BotAnswered(at=at(minutes=3), entry_id="hours", confidence=1.0),
        BotMissed(at=at(minutes=4), thought=UNSURE),
        customer=MEI,
    )
    peng = steps.step(
        Conversation(customer=PENG.chat_id),
        Opened(at=at()),
        BotAnswered(at=at(minutes=5), entry_id="fee", confidence=0.97, thought=SURE),
        HandedOff(at=at(minutes=6), reason=Reason.ASKED),
        Taken(at=at(minutes=7), agent=LIN.user_id),
        EntrySent(at=at(minutes=8), agent=LIN.user_id, entry_id="hours"),
        customer=PENG,
    )
    await steps.record(database, mei, peng)
    assert (await database.library.usage(at())).uses == {
        "fee": Use(answered=2, last_at=at(minutes=5)),
        "hours": Use(picked=1, offered=1, sent=1, last_at=at(minutes=8)),
        "收费 “停车”": Use(offered=1, last_at=at(minutes=2)),
    }


async def test_what_was_long_ago_is_remembered_by_its_moment_and_not_counted(database: Database) -> None:
    answered = [
        BotAnswered(at=at(days=day), entry_id=entry_id, confidence=0.97, thought=SURE)
        for day, entry_id in ((0, "fee"), (0, "hours"), (100, "fee"))
    ]
    conversation = Conversation(customer=MEI.chat_id, locale="en")
    await steps.record(database, steps.step(conversation, Opened(at=at()), *answered, customer=MEI))
    assert (await database.library.usage(at(days=10))).uses == {
        "fee": Use(answered=1, last_at=at(days=100)),
        "hours": Use(last_at=at()),
    }
    assert (await database.library.usage(at(days=100))).uses["fee"].answered == 1
    assert (await database.library.usage(at(days=100) + timedelta(microseconds=1))).uses["fee"].answered == 0


async def test_an_entry_is_in_force_from_its_first_publishing_or_from_its_return(database: Database) -> None:
    news = (
        e.EntryImported(at=at(), entry_id="kept", number=1),
        e.EntryImported(at=at(), entry_id="back", number=1),
        e.EntryImported(at=at(), entry_id="gone", number=1),
        e.EntrySaved(at=at(), entry_id="drafted", number=1, by=LIN.user_id),
        e.EntryRetired(at=at(days=1), entry_id="drafted", by=LIN.user_id),
        e.EntryRestored(at=at(days=2), entry_id="drafted", by=LIN.user_id),
        e.EntryImported(at=at(days=3), entry_id="kept", number=2),
        e.EntryRetired(at=at(days=3), entry_id="back", by=LIN.user_id),
        e.EntryRetired(at=at(days=3), entry_id="gone", by=None),
        e.EntryRestored(at=at(days=5), entry_id="back", by=LIN.user_id),
    )
    async with database.begin() as unit:
        await unit.record_library(LibraryChange(revision=0, news=news, at=at()))
    assert await database.library.usage(at()) == Usage(uses={}, in_force_since={"kept": at(), "back": at(days=5)})

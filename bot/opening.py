"""The library opened: read from the database, or first brought there from its file."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.clock import Clock
from bot.gaps_told import MOST_DECISIONS
from bot.places import EXAMPLE_LIBRARY, library
from bot.settings import Settings
from desk.commands import Given, OfRoom
from desk.desk import Desk
from desk.learning.gap_board import examples
from desk.library.commands import ImportEntries
from desk.library.live import LiveLibrary
from desk.rules import Rules
from faq import Entry, KnowledgeBase
from faq.files.reading import read
from faq.matching import version
from faq.matching.remembered import Measured, measured_beside
from faq.upkeep.golden import examples_of, golden_beside
from storage.engine import Database


async def open_library(database: Database, settings: Settings, rules: Rules, clock: Clock) -> LiveLibrary:
    """Return the library in force; an empty one is first filled from its file, in one transaction.

    Raises:
        LibraryError: the file cannot be used; nothing was taken over.
    """
    if await database.library.revision() == 0:
        await _fill(database, library(settings), rules, clock, settings.locale)
    revision, knowledge = await in_force(database, rules, measured_beside(library(settings)))
    ids = await database.library.entry_ids()
    return LiveLibrary(knowledge, revision=revision, entry_ids=ids, autonomy=await database.learning.autonomy())


async def in_force(database: Database, rules: Rules, shipped: Measured | None = None) -> tuple[int, KnowledgeBase]:
    """Return the revision and what customers are answered from, with all that was learned.

    `shipped` are thresholds to be believed where none are remembered yet.
    """
    revision, entries = await database.library.published()
    verdicts = await database.learning.verdicts()
    learned = examples(await database.learning.decided(MOST_DECISIONS), verdicts.values())
    golden = examples_of(await database.library.golden())
    precision = rules.library.precision
    measured = await database.library.measured() or shipped
    return revision, await asyncio.to_thread(
        KnowledgeBase, entries, learned, precision=precision, golden=golden, measured=measured
    )


async def take_over(database: Database, command: ImportEntries, rules: Rules, clock: Clock, locale: str) -> None:
    """Take a file over through the one door.

    Raises:
        DeskError: it could not be, and nothing was.
    """
    if command.revision == 0:
        command = replace(command, shipped=await asyncio.to_thread(_is_shipped, command.put))
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), rules, now=clock.now, locale=locale)
    for failure in await desk.handle([Given(command=command, subject=OfRoom())]):
        raise failure.error


async def _fill(database: Database, path: Path, rules: Rules, clock: Clock, locale: str) -> None:
    entries = await asyncio.to_thread(partial(read, path, answers_needed=True))
    command = ImportEntries(put=entries, golden=golden_beside(path), revision=0, silently=True)
    await take_over(database, command, rules, clock, locale)


def _is_shipped(entries: Sequence[Entry]) -> bool:
    """Tell whether this is the library that comes with the program, as it is."""
    return sum(map(version.number, entries)) == sum(map(version.number, read(EXAMPLE_LIBRARY)))

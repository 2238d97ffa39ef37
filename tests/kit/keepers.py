"""The library in a test: editors ask, the batch decides, and what came of it is there to be looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk.commands import Origin
from desk.content import Content
from desk.events import Event
from desk.library import commands as c
from desk.library.alterations import Alteration
from desk.library.batch import LibraryBatch
from desk.library.live import LiveLibrary
from desk.library.loading import Stock
from desk.library.notices import EntryShown, FillIn
from desk.library.outcomes import LibraryOutcome, LibraryTold
from desk.library.shelf import GateReport, Shelf, Shelved, Version
from desk.library.turn import Saying
from desk.notices import Notice
from desk.people import Agent
from desk.ports import LibraryChange
from desk.rules import Rules
from faq import Entry, KnowledgeBase
from tests.kit.cast import CHEN, STAFF, STAFF_ROOM, TEN

HERE = Origin(chat_id=STAFF_ROOM, message_id=70, thread_id=5)
PRESSED = Origin(chat_id=STAFF_ROOM, message_id=70, thread_id=5, press_id="press")
PASSED = GateReport(passed=True)


class Keeping:
    """A library that is kept through batch after batch, each with one command, as the desk does."""

    def __init__(self, *published: Entry, rules: Rules | None = None, agents: Iterable[Agent] = STAFF) -> None:
        self.rules = rules or Rules()
        self.agents: Mapping[int, Agent] = {agent.user_id: agent for agent in agents}
        self.now: datetime = TEN
        self.live = LiveLibrary(KnowledgeBase(published))
        self.shelves: dict[str, Shelved] = {}
        self.history: list[Event] = []
        self.said: list[Saying] = []
        self.change: LibraryChange | None = None
        self.stock: dict[str, Any] = {}
        if published:
            self.do(c.ImportEntries(put=published, revision=0))

    def do(self, command: c.LibraryCommand) -> list[Notice]:
        """Have one command decided; return what is said."""
        stock = Stock(revision=len(self.history), shelves=dict(self.shelves), **self.stock)
        batch = LibraryBatch(
            now=self.now,
            rules=self.rules,
            knowledge=self.live.knowledge,
            agents=self.agents,
            stock=stock,
            entry_ids=self.live.entry_ids,
            autonomy=self.live.autonomy,
            unused=self.live.unused,
        )
        self.said = list(batch.handle(command))
        self.change = batch.changes()
        if self.change is not None:
            self._take_in(self.change)
        batch.exchange(self.live)
        if self.live.revision != len(self.history):
            self._catch_up()
        return [notice for _, notice in self.said]

    def outcome(self, command: c.LibraryCommand) -> LibraryOutcome | None:
        """Have one command decided; return how it ended in one word."""
        said = self.do(command)
        told = [one.outcome for one in said if isinstance(one, LibraryTold)]
        shown = [one.outcome for one in said if isinstance(one, EntryShown)]
        return (told or shown or [None])[0]

    def shelf(self, entry_id: str) -> Shelf:
        """Return an entry as it stands."""
        return self.shelves[entry_id].shelf

    def answer(self, entry_id: str) -> str | None:
        """Return what customers are answered from an entry."""
        entry = self.live.knowledge.entry(entry_id)
        return entry.answer if entry else None

    def _catch_up(self) -> None:
        """Read the library anew after an import, as the librarian does."""
        in_force = {entry_id: shelved.in_force for entry_id, shelved in self.shelves.items()}
        put = [version.entry for version in in_force.values() if version is not None]
        removed = [entry_id for entry_id, version in in_force.items() if version is None]
        self.live.exchange(self.live.knowledge.changed(put, removed), revision=len(self.history))

    def _take_in(self, change: LibraryChange) -> None:
        self.history += change.news
        for one in change.shelves:
            known = self.shelves.get(one.after.entry_id)
            versions = {**(known.versions if known else {}), **{version.number: version for version in one.versions}}
            self.shelves[one.after.entry_id] = Shelved(
                shelf=one.after, versions=versions, report=one.report, asked_from=one.asked_from
            )


def saves(
    entry_id: str | None, *alterations: Alteration, seen: int | None = 1, by: Agent = CHEN, **more: Any
) -> c.SaveEntry:
    """Return a wish to save."""
    return c.SaveEntry(agent=by.user_id, origin=HERE, entry_id=entry_id, alterations=alterations, seen=seen, **more)


def asks(kind: type[c.EditorCommand], by: Agent = CHEN, origin: Origin = HERE, **more: Any) -> c.EditorCommand:
    """Return what somebody asks."""
    return kind(agent=by.user_id, origin=origin, **more)


def fills(text: str, prompt: FillIn, by: Agent = CHEN, **more: Any) -> tuple[c.Fill, dict[str, Any]]:
    """Return a reply to a prompt, and what is to be loaded for it."""
    content = replace(Content(chat_id=HERE.chat_id, message_id=71, sent_at=TEN, text=text), **more)
    fill = c.Fill(agent=by.user_id, origin=HERE, prompt=33, content=content)
    return fill, {"prompts": {(HERE.chat_id, 33): prompt}}


def version(entry: Entry, number: int, by: Agent | None = None, **more: Any) -> Version:
    """Return a version of an entry."""
    return Version(entry=entry, number=number, author=by.user_id if by else None, at=TEN, **more)

"""The library's commands of a batch while they are decided: the entries as they stand, what must be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desk.commands import StaffCommand
from desk.errors import Conflict, IllegalMove
from desk.events import Event
from desk.learning.autonomy import Autonomy
from desk.learning.commands import DecideGap, LearningCommand
from desk.learning.gap_board import taken_up
from desk.learning.teaching import Teaching
from desk.library import commands as c
from desk.library import events as e
from desk.library import notices as n
from desk.library.altering import new_entry
from desk.library.dates import reminders_told
from desk.library.decisions import decide_shelf, write
from desk.library.lists import Looking, listed
from desk.library.live import LiveLibrary
from desk.library.loading import Stock, meaning, told_in
from desk.library.prompting import FOR_KEEPERS, OF_NO_ENTRY, prompt
from desk.library.shelf import Shelf, Shelved, Version
from desk.library.turn import KEEPERS, WRITERS, LibraryTurn, ReadingRoom, Saying, ShelfDecision
from desk.notices import Audience, Notice
from desk.people import Agent
from desk.ports import LibraryChange, Remark, ShelfChange
from desk.rules import Rules
from faq import Entry, KnowledgeBase, questions_in
from faq.masking import mask
from faq.text import normalise
from faq.upkeep.golden import EDITOR, FEEDBACK, LONGEST_TEXT, Golden
from faq.upkeep.usage import Unused


@dataclass(slots=True)
class _Shelf:
    """One entry in the batch: as loaded, as it stands now, and what has been written."""

    before: Shelved
    now: Shelved
    versions: list[Version] = field(default_factory=list[Version])


class LibraryBatch:
    """Commands about the library decided in memory, in order."""

    def __init__(
        self,
        *,
        now: datetime,
        rules: Rules,
        knowledge: KnowledgeBase,
        agents: Mapping[int, Agent],
        stock: Stock,
        entry_ids: frozenset[str],
        autonomy: Autonomy | None = None,
        unused: Sequence[Unused] | None = None,
    ) -> None:
        self._now = now
        self._knowledge = knowledge
        self._stock = stock
        self._entry_ids = set(entry_ids)
        self._room = ReadingRoom(now=now, rules=rules, agents=agents, golden=stock.golden_counts, unused=unused)
        self._shelves = {entry_id: _Shelf(shelved, shelved) for entry_id, shelved in stock.shelves.items()}
        self._news: list[tuple[Event, str]] = []
        self._golden: dict[str, tuple[Golden, int | None]] = {}
        self._forgotten: set[str] = set()
        self._reminders: list[c.Reminder] = []
        self._imported = False
        self._says: list[Saying] = []
        self._teaching = Teaching(self._room, stock.learned, autonomy or Autonomy(), knowledge)

    # --- what is done --------------------------------------------------------------------------------------------

    def handle(self, command: c.LibraryCommand) -> Sequence[Saying]:
        """Decide one command; return what is to be said."""
        before = len(self._says)
        if isinstance(command, LearningCommand):
            self._teach(command)
        else:
            self._do(command)
        if isinstance(command, c.EditorCommand) and command.origin.press_id is not None:
            self._answer_press(command, self._says[before:])
        return self._says[before:]

    def _do(self, command: c.LibraryCommand) -> None:
        match command:
            case c.SaveEntry(entry_id=None):
                self._begin(command)
            case c.MakeEntry():
                self._make(command)
            case c.Ask() | c.Leave():
                self._ask(command)
            case c.Fill():
                self._fill(command)
            case c.AddGolden():
                self._add_golden(command)
            case c.DropGolden():
                self._drop_golden(command)
            case c.ImportEntries():
                self._import(command)
            case c.RemindOwners():
                self._remind(command)
            case _ if isinstance(command, Looking):
                self._look(command)
            case _:
                self._decide(command)

    def changes(self) -> LibraryChange | None:
        """Return what must be written, if anything."""
        if not (self._news or self._reminders or self._teaching.board is not None):
            return None
        return LibraryChange(
            revision=self._stock.revision,
            shelves=tuple(_change(one) for one in self._shelves.values() if one.now is not one.before),
            news=tuple(event for event, _ in self._news),
            remarks=tuple(Remark(news=place, text=words) for place, (_, words) in enumerate(self._news) if words),
            golden=tuple(self._golden.values()),
            forgotten=tuple(sorted(self._forgotten)),
            reminders=tuple(self._reminders),
            board=self._teaching.board,
            verdicts=tuple(self._teaching.verdicts),
            at=self._now,
        )

    def exchange(self, library: LiveLibrary) -> None:
        """Let customers be answered as it was decided; to be called once it is committed.

        A whole file is left to the librarian, who sees that the library in force is behind.
        """
        if not self._news:
            return
        library.autonomy = self._teaching.autonomy
        revision = self._stock.revision
        keeps_up = library.revision == revision and not self._imported
        put, removed = ([], []) if self._imported else self._exchanged()
        library.exchange(
            library.knowledge.changed(put, removed) if put or removed else library.knowledge,
            revision=revision + len(self._news) if keeps_up else None,
            entry_ids=frozenset(self._entry_ids),
        )

    def _exchanged(self) -> tuple[list[Entry], list[str]]:
        """Return the entries that customers are answered from in other words now, and the ids of those they are not."""
        put: list[Entry] = []
        removed: list[str] = []
        for entry_id, shelf in self._shelves.items():
            before, now = shelf.before.in_force, shelf.now.in_force
            if now is not None and (before is None or before.number != now.number):
                put.append(now.entry)
            elif now is None and before is not None:
                removed.append(entry_id)
        return put, removed

    # --- what was learned ----------------------------------------------------------------------------------------

    def _teach(self, command: LearningCommand) -> None:
        """Where a draft is asked for, the decision stands once it is written."""
        teaching, known = self._teaching, (len(self._teaching.says), len(self._teaching.news))
        draft = teaching.handle(command)
        if draft is not None and isinstance(command, DecideGap):
            before, said = len(self._news), len(self._says)
            base = self._shelved(draft.entry_id).shelf.shown if draft.entry_id is not None else None
            self._do(replace(draft, seen=base))
            for saved in [event for event, _ in self._news[before:] if isinstance(event, e.EntrySaved)]:
                teaching.drafted(command, saved.entry_id)
            if draft.entry_id is not None and any(_says_so_already(notice) for _, notice in self._says[said:]):
                teaching.drafted(command, draft.entry_id)
        self._says += teaching.says[known[0] :]
        self._news += [(event, "") for event in teaching.news[known[1] :]]

    # --- entries -------------------------------------------------------------------------------------------------

    def _decide(self, command: Any) -> None:
        entry_id: str = command.entry_id
        shelved = self._shelved(entry_id)
        try:
            decision = decide_shelf(shelved, command, self._room)
        except IllegalMove:
            self._tell(command, n.LibraryOutcome.CHANGED_MEANWHILE)
            return
        self._take_in(entry_id, decision)

    def _shelved(self, entry_id: str) -> Shelved:
        known = self._shelves.get(entry_id)
        return known.now if known else Shelved(shelf=Shelf(entry_id=entry_id), versions={})

    def _take_in(self, entry_id: str, decision: ShelfDecision) -> None:
        self._says += decision.says
        self._news += decision.news
        if decision.news:
            shelf = self._shelves.setdefault(entry_id, _Shelf(self._shelved(entry_id), decision.after))
            shelf.now = decision.after
            shelf.versions += decision.versions
            self._entry_ids.add(entry_id)
        for event, _ in decision.news:
            if isinstance(event, e.EntryPublished):
                self._keep_feedback(decision.after, event.by)

    def _begin(self, command: c.SaveEntry) -> None:
        """A new entry has an id that nothing ever had."""
        if self._allowed(command, WRITERS):
            self._begin_with(command, command.alterations, command.note)

    def _begin_with(self, command: StaffCommand, alterations: tuple[c.Alteration, ...], note: str = "") -> None:
        entry_id = self._new_id()
        entry = new_entry(entry_id, alterations)
        if isinstance(entry, n.SaveRefused):
            self._answer(command, entry)
            return
        turn = LibraryTurn(self._shelved(entry_id), self._room)
        write(turn, command, entry, note)
        self._take_in(entry_id, turn.decided())

    def _new_id(self) -> str:
        number = self._stock.revision + len(self._news) + 1
        while f"entry-{number}" in self._entry_ids:
            number += 1
        return f"entry-{number}"

    def _make(self, command: c.MakeEntry) -> None:
        found = self._stock.answered.get((command.chat_id, command.message_id))
        if not self._allowed(command, WRITERS):
            return
        if found is None or not found.answer.strip() or not found.question.strip():
            self._tell(command, n.LibraryOutcome.ANSWER_UNKNOWN)
            return
        asked = next(iter(questions_in(found.question)), found.question)
        question = " ".join(mask(asked).split())
        self._begin_with(command, (c.Put(c.Field.QUESTION, question), c.Put(c.Field.ANSWER, mask(found.answer))))

    def _fill(self, command: c.Fill) -> None:
        meant = meaning(command, self._stock.prompts)
        if meant is None:
            self._tell(command, n.LibraryOutcome.OLD_PROMPT)
        elif command.edited:
            self._tell(command, n.LibraryOutcome.EDIT_UNHEARD)
        elif not told_in(command, self._stock.prompts):
            self._tell(command, n.LibraryOutcome.WORDS_NEEDED)
        else:
            self._do(meant)

    def _ask(self, command: c.Ask | c.Leave) -> None:
        """A prompt for what somebody may not do is not even made."""
        if isinstance(command, c.Leave):
            self._tell(command, n.LibraryOutcome.LEFT)
            return
        keepers_only = command.blank in FOR_KEEPERS
        if not self._allowed(command, KEEPERS if keepers_only else WRITERS):
            return
        shown = self._shelved(command.entry_id).shown if command.entry_id is not None else None
        if shown is None and command.blank not in OF_NO_ENTRY:
            self._tell(command, n.LibraryOutcome.NO_SUCH_ENTRY)
            return
        if command.blank is c.Blank.ROLL_BACK and not self._can_go_back(command):
            self._tell(command, n.LibraryOutcome.NO_SUCH_VERSION)
            return
        self._answer(command, prompt(command, shown))

    def _can_go_back(self, command: c.Ask) -> bool:
        past = self._shelved(command.entry_id or "").shelf.past
        return len(past) > 1 if command.seen is None else command.seen in past

    # --- the golden set ------------------------------------------------------------------------------------------

    def _add_golden(self, command: c.AddGolden) -> None:
        question = command.question.strip()[:LONGEST_TEXT]
        if not self._allowed(command, KEEPERS):
            return
        if command.entry_id is not None and self._shelved(command.entry_id).shown is None:
            self._tell(command, n.LibraryOutcome.NO_SUCH_ENTRY)
        elif not question:
            self._tell(command, n.LibraryOutcome.WORDS_NEEDED)
        else:
            self._golden[question] = (Golden(question, command.entry_id, EDITOR), command.agent)
            self._forgotten.discard(question)
            self._news.append((e.GoldenAdded(at=self._now, entry_id=command.entry_id, by=command.agent), ""))
            self._tell(command, n.LibraryOutcome.GOLDEN_ADDED, command.entry_id)

    def _drop_golden(self, command: c.DropGolden) -> None:
        question = command.question.strip()
        if not self._allowed(command, KEEPERS):
            return
        known = self._golden.pop(question, (self._stock.golden.get(question), None))[0]
        if known is None or question in self._forgotten:
            self._tell(command, n.LibraryOutcome.NO_SUCH_QUESTION)
            return
        self._forgotten.add(question)
        self._news.append((e.GoldenDropped(at=self._now, entry_id=known.expected, by=command.agent), ""))
        self._tell(command, n.LibraryOutcome.GOLDEN_DROPPED, known.expected)

    def _keep_feedback(self, published: Shelved, by: int) -> None:
        """Customers' words that have become a phrasing must find it from now on, even where the phrasing goes again."""
        version = published.in_force
        phrasings = {normalise(text) for text in version.entry.phrasings} if version else set[str]()
        for one in self._stock.learned.verdicts.values():
            known = one.text in self._stock.golden or one.text in self._golden
            if (
                not known
                and taken_up(one)
                and one.entry_id == published.shelf.entry_id
                and normalise(one.text) in phrasings
            ):
                self._golden[one.text] = (Golden(one.text, one.entry_id, FEEDBACK), by)
                self._news.append((e.GoldenAdded(at=self._now, entry_id=one.entry_id, by=by), ""))

    # --- lists ---------------------------------------------------------------------------------------------------

    def _look(self, command: Looking) -> None:
        found = listed(command, self._stock, self._room, self._knowledge, self._as_now)
        if isinstance(found, n.LibraryOutcome):
            self._tell(command, found)
        else:
            self._answer(command, found)

    def _as_now(self, loaded: Shelved) -> Shelved:
        known = self._shelves.get(loaded.shelf.entry_id)
        return known.now if known else loaded

    # --- a whole file --------------------------------------------------------------------------------------------

    def _import(self, command: c.ImportEntries) -> None:
        """All of it at once; what was compared with another library than this one is compared again by its giver."""
        if command.revision != self._stock.revision:
            raise Conflict("the library has changed since the file was compared with it")
        self._imported = True
        added = sum(self._shelved(entry.id).in_force is None for entry in command.put)
        for entry in command.put:
            self._put(entry)
        for entry_id in command.retired:
            turn = LibraryTurn(self._shelved(entry_id), self._room)
            turn.happen(e.EntryRetired(at=self._now, entry_id=entry_id, by=None))
            self._take_in(entry_id, turn.decided())
        self._golden |= {one.text: (one, None) for one in command.golden}
        counts = {"added": added, "changed": len(command.put) - added, "retired": len(command.retired)}
        happened = e.LibraryImported(
            at=self._now, **counts, golden=len(command.golden), insisted=bool(command.insisted)
        )
        self._news.append((happened, command.insisted))
        self._teaching.take_over(shipped=command.shipped)
        self._news += [(event, "") for event in self._teaching.news]
        if not command.silently:
            self._says.append((None, n.ImportTold(**counts)))

    def _put(self, entry: Entry) -> None:
        turn = LibraryTurn(self._shelved(entry.id), self._room)
        number = turn.shelf.newest + 1
        turn.keep(Version(entry=entry, number=number, author=None, at=self._now))
        turn.happen(e.EntryImported(at=self._now, entry_id=entry.id, number=number))
        self._take_in(entry.id, turn.decided())

    # --- owners ----------------------------------------------------------------------------------------------

    def _remind(self, command: c.RemindOwners) -> None:
        """Each is told once; of several about the end of one entry only the nearest is said."""
        fresh = [one for one in command.reminders if (one.entry.id, one.why, one.on) not in self._stock.reminded]
        self._reminders += fresh
        self._says += [(None, told) for told in reminders_told(fresh, command.today)]

    # --- what is said --------------------------------------------------------------------------------------------

    def _allowed(self, command: StaffCommand, roles: frozenset[Any]) -> bool:
        allowed = self._room.role(command.agent) in roles
        if not allowed:
            self._tell(command, n.LibraryOutcome.NOT_ALLOWED)
        return allowed

    def _tell(self, command: StaffCommand, outcome: n.LibraryOutcome, entry_id: str | None = None) -> None:
        self._says.append((command.origin, n.LibraryTold(outcome=outcome, entry_id=entry_id)))

    def _answer(self, command: StaffCommand, notice: Notice) -> None:
        self._says.append((replace(command.origin, press_id=None), notice))

    def _answer_press(self, command: c.EditorCommand, says: Sequence[Saying]) -> None:
        """A press waits for its answer: where nothing else is told in its window, where to look for it."""
        if not any(origin == command.origin and notice.audience is Audience.ORIGIN for origin, notice in says):
            self._tell(command, n.LibraryOutcome.SHOWN)


def _says_so_already(notice: Notice) -> bool:
    return isinstance(notice, n.LibraryTold) and notice.outcome is n.LibraryOutcome.NOTHING_CHANGED


def _change(shelf: _Shelf) -> ShelfChange:
    return ShelfChange(
        before=shelf.before.shelf,
        after=shelf.now.shelf,
        versions=tuple(shelf.versions),
        report=shelf.now.report,
        asked_from=shelf.now.asked_from,
    )

"""The library's commands of a batch while they are decided: the entries as they stand, what must be written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk.commands import StaffCommand
from desk.errors import Conflict, IllegalMove
from desk.events import Event
from desk.learning.autonomy import Autonomy
from desk.learning.commands import DecideGap, LearningCommand
from desk.learning.teaching import Teaching
from desk.library import commands as c
from desk.library import events as e
from desk.library import notices as n
from desk.library.alterations import Alteration
from desk.library.altering import new_entry, of_an_answer
from desk.library.dates import reminders_told
from desk.library.decisions import decide_shelf, write
from desk.library.golden import GoldenSet
from desk.library.importing import taken_over
from desk.library.lists import Looking, listed
from desk.library.live import LiveLibrary
from desk.library.loading import Stock, heard
from desk.library.outcomes import LibraryOutcome, LibraryTold
from desk.library.prompting import FOR_KEEPERS, prompt
from desk.library.shelves import Shelves
from desk.library.turn import KEEPERS, WRITERS, LibraryTurn, ReadingRoom, Saying, ShelfDecision
from desk.notices import Audience, Notice
from desk.people import Agent
from desk.ports import LibraryChange, Remark
from desk.rules import Rules
from faq import KnowledgeBase
from faq.upkeep.golden import LONGEST_TEXT
from faq.upkeep.usage import Unused


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
        autonomy = autonomy or Autonomy()
        self._room = ReadingRoom(
            now=now, rules=rules, agents=agents, golden=stock.golden_counts, autonomy=autonomy, unused=unused
        )
        self._shelves = Shelves(stock.shelves, entry_ids)
        self._news: list[tuple[Event, str]] = []
        self._golden = GoldenSet(stock.golden, now=now)
        self._reminders: list[c.Reminder] = []
        self._imported = False
        self._says: list[Saying] = []
        self._teaching = Teaching(self._room, stock.learned, autonomy, knowledge)

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
            shelves=self._shelves.changes(),
            news=tuple(event for event, _ in self._news),
            remarks=tuple(Remark(news=place, text=words) for place, (_, words) in enumerate(self._news) if words),
            golden=self._golden.taught,
            forgotten=self._golden.forgotten,
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
        put, removed = ([], []) if self._imported else self._shelves.exchanged()
        library.exchange(
            library.knowledge.changed(put, removed) if put or removed else library.knowledge,
            revision=revision + len(self._news) if keeps_up else None,
            entry_ids=frozenset(self._shelves.entry_ids),
        )

    # --- what was learned ----------------------------------------------------------------------------------------

    def _teach(self, command: LearningCommand) -> None:
        """Where a draft is asked for, the decision stands once it is written."""
        teaching, known = self._teaching, (len(self._teaching.says), len(self._teaching.news))
        draft = teaching.handle(command)
        if draft is not None and isinstance(command, DecideGap):
            before, said = len(self._news), len(self._says)
            base = self._shelves.now(draft.entry_id).shelf.shown if draft.entry_id is not None else None
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
        try:
            decision = decide_shelf(self._shelves.now(entry_id), command, self._room)
        except IllegalMove:
            self._tell(command, LibraryOutcome.CHANGED_MEANWHILE)
            return
        self._take_in(entry_id, decision)

    def _take_in(self, entry_id: str, decision: ShelfDecision) -> None:
        self._says += decision.says
        self._news += decision.news
        if decision.news:
            self._shelves.take_in(entry_id, decision)
        for event, _ in decision.news:
            if isinstance(event, e.EntryPublished):
                verdicts = self._stock.learned.verdicts.values()
                self._news += [(added, "") for added in self._golden.keep_feedback(decision.after, verdicts, event.by)]

    def _begin(self, command: c.SaveEntry) -> None:
        """A new entry has an id that nothing ever had."""
        if self._allowed(command, WRITERS):
            self._begin_with(command, command.alterations, command.note)

    def _begin_with(self, command: StaffCommand, alterations: tuple[Alteration, ...], note: str = "") -> None:
        entry_id = self._shelves.new_id(self._stock.revision + len(self._news) + 1)
        entry = new_entry(entry_id, alterations)
        if isinstance(entry, n.SaveRefused):
            self._answer(command, entry)
            return
        turn = LibraryTurn(self._shelves.now(entry_id), self._room)
        write(turn, command, entry, note)
        self._take_in(entry_id, turn.decided())

    def _make(self, command: c.MakeEntry) -> None:
        found = self._stock.answered.get((command.chat_id, command.message_id))
        if not self._allowed(command, WRITERS):
            return
        if found is None or not found.answer.strip() or not found.question.strip():
            self._tell(command, LibraryOutcome.ANSWER_UNKNOWN)
        else:
            self._begin_with(command, of_an_answer(found))

    def _fill(self, command: c.Fill) -> None:
        meant = heard(command, self._stock.prompts)
        if isinstance(meant, LibraryOutcome):
            self._tell(command, meant)
        else:
            self._do(meant)

    def _ask(self, command: c.Ask | c.Leave) -> None:
        """A prompt for what somebody may not do is not even made."""
        if isinstance(command, c.Leave):
            self._tell(command, LibraryOutcome.LEFT)
            return
        keepers_only = command.blank in FOR_KEEPERS
        if not self._allowed(command, KEEPERS if keepers_only else WRITERS):
            return
        shelved = self._shelves.now(command.entry_id) if command.entry_id is not None else None
        made = prompt(command, shelved, review=self._room.rules.library.review)
        if isinstance(made, LibraryOutcome):
            self._tell(command, made)
        else:
            self._answer(command, made)

    # --- the golden set ------------------------------------------------------------------------------------------

    def _add_golden(self, command: c.AddGolden) -> None:
        question = command.question.strip()[:LONGEST_TEXT]
        if not self._allowed(command, KEEPERS):
            return
        if command.entry_id is not None and self._shelves.now(command.entry_id).shown is None:
            self._tell(command, LibraryOutcome.NO_SUCH_ENTRY)
        elif not question:
            self._tell(command, LibraryOutcome.WORDS_NEEDED)
        else:
            self._news.append((self._golden.add(question, command.entry_id, command.agent), ""))
            self._tell(command, LibraryOutcome.GOLDEN_ADDED, command.entry_id)

    def _drop_golden(self, command: c.DropGolden) -> None:
        if not self._allowed(command, KEEPERS):
            return
        dropped = self._golden.drop(command.question.strip(), command.agent)
        if dropped is None:
            self._tell(command, LibraryOutcome.NO_SUCH_QUESTION)
            return
        self._news.append((dropped, ""))
        self._tell(command, LibraryOutcome.GOLDEN_DROPPED, dropped.entry_id)

    # --- lists ---------------------------------------------------------------------------------------------------

    def _look(self, command: Looking) -> None:
        found = listed(command, self._stock, self._room, self._knowledge, self._shelves.as_now)
        if isinstance(found, LibraryOutcome):
            self._tell(command, found)
        else:
            self._answer(command, found)

    # --- a whole file --------------------------------------------------------------------------------------------

    def _import(self, command: c.ImportEntries) -> None:
        """All of it at once; what was compared with another library than this one is compared again by its giver."""
        if command.revision != self._stock.revision:
            raise Conflict("the library has changed since the file was compared with it")
        self._imported = True
        added = sum(self._shelves.now(entry.id).in_force is None for entry in command.put)
        for entry_id, decision in taken_over(command, self._room, self._shelves.now):
            self._take_in(entry_id, decision)
        self._golden.take_over(command.golden)
        counts = {"added": added, "changed": len(command.put) - added, "retired": len(command.retired)}
        happened = e.LibraryImported(
            at=self._now, **counts, golden=len(command.golden), insisted=bool(command.insisted)
        )
        self._news.append((happened, command.insisted))
        self._teaching.take_over(shipped=command.shipped)
        self._news += [(event, "") for event in self._teaching.news]
        if not command.silently:
            self._says.append((None, n.ImportTold(**counts)))

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
            self._tell(command, LibraryOutcome.NOT_ALLOWED)
        return allowed

    def _tell(self, command: StaffCommand, outcome: LibraryOutcome, entry_id: str | None = None) -> None:
        self._says.append((command.origin, LibraryTold(outcome=outcome, entry_id=entry_id)))

    def _answer(self, command: StaffCommand, notice: Notice) -> None:
        self._says.append((replace(command.origin, press_id=None), notice))

    def _answer_press(self, command: c.EditorCommand, says: Sequence[Saying]) -> None:
        """A press waits for its answer: where nothing else is told in its window, where to look for it."""
        if not any(origin == command.origin and notice.audience is Audience.ORIGIN for origin, notice in says):
            self._tell(command, LibraryOutcome.SHOWN)


def _says_so_already(notice: Notice) -> bool:
    return isinstance(notice, LibraryTold) and notice.outcome is LibraryOutcome.NOTHING_CHANGED

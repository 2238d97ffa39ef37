"""What a batch's commands about the library need to know, loaded in bulk before they are decided."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from desk.commands import Origin
from desk.learning import commands as lc
from desk.learning.gap_board import taken_up
from desk.learning.teaching import Learned
from desk.library import commands as c
from desk.library.alterations import LISTS, Add, Alteration, Field, Put
from desk.library.looking import FindEntries, History, ListDrafts, ListRetired, ShowEntry, ShowLibrary, TryQuestion
from desk.library.notices import FillIn
from desk.library.outcomes import LibraryOutcome
from desk.library.shelf import Shelved, Version
from desk.ports import Answered, LibraryCounts, LibraryWork
from faq.upkeep.golden import Golden

LISTED = 20
"""Lines of a list in the chat."""

Message = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The library as far as a batch is about it."""

    revision: int
    shelves: Mapping[str, Shelved] = field(default_factory=dict[str, Shelved])
    prompts: Mapping[Message, FillIn] = field(default_factory=dict[Message, FillIn])
    answered: Mapping[Message, Answered] = field(default_factory=dict[Message, Answered])
    drafts: tuple[int, Sequence[Shelved]] = (0, ())
    retired: tuple[int, Sequence[Shelved]] = (0, ())
    histories: Mapping[str, tuple[int, Sequence[Version]]] = field(
        default_factory=dict[str, tuple[int, Sequence[Version]]]
    )
    counts: LibraryCounts | None = None
    golden_counts: Mapping[str, int] = field(default_factory=dict[str, int])
    golden: Mapping[str, Golden] = field(default_factory=dict[str, Golden])
    reminded: frozenset[tuple[str, c.Remind, date]] = frozenset()
    learned: Learned = field(default_factory=Learned)


async def load_stock(unit: LibraryWork, commands: Sequence[c.LibraryCommand]) -> Stock:
    """Return what these commands need; an import needs every entry."""
    revision = await unit.revision()
    if any(isinstance(one, c.ImportEntries) for one in commands):
        learned = Learned(autonomy=await unit.autonomy())
        return Stock(revision=revision, learned=learned, shelves=await unit.every_shelf())
    fills = [one for one in commands if isinstance(one, c.Fill)]
    replied = {(one.origin.chat_id, one.prompt): one.origin.thread_id for one in fills}
    prompts = await unit.prompts(replied) if replied else {}
    meant = [*commands, *(said for one in fills if (said := meaning(one, prompts)) is not None)]
    learned = await _learned(unit, {type(one) for one in meant})
    wanted = _wanted(meant)
    decided = {one.key for one in commands if isinstance(one, lc.DecideGap)}
    for line in learned.board:
        if line.key in decided and line.entry_id is not None:
            wanted.setdefault(line.entry_id, set())
    shelves = await unit.shelves(wanted) if wanted else {}
    stock = Stock(revision=revision, prompts=prompts, learned=learned, shelves=shelves)
    if wanted:
        stock = replace(stock, golden_counts=await unit.golden_of(wanted))
    if makes := {(one.chat_id, one.message_id) for one in meant if isinstance(one, c.MakeEntry)}:
        stock = replace(stock, answered=await unit.answered(makes))
    return await _lists(unit, meant, stock)


async def _learned(unit: LibraryWork, asked: AbstractSet[type[c.LibraryCommand]]) -> Learned:
    about_gaps = asked & {lc.ShowGaps, lc.ShowGap, lc.DecideGap, lc.PutUpGaps, lc.TellGaps}
    return Learned(
        board=await unit.gap_board() if about_gaps else (),
        verdicts=await unit.gap_verdicts() if about_gaps or asked & _PUBLISHING else {},
        outcomes=await unit.outcomes(MOST_OUTCOMES) if lc.ShowAutonomy in asked else (),
        told=await unit.gaps_told() if lc.TellGaps in asked else None,
    )


_PUBLISHING = {c.Approve, c.Insist, c.Gated}
MOST_OUTCOMES = 2000
"""Labelled outcomes that autonomy is weighed by: the newest."""


async def _lists(unit: LibraryWork, meant: Sequence[c.LibraryCommand], stock: Stock) -> Stock:
    asked = {type(one) for one in meant}
    if asked & {ListDrafts, FindEntries}:
        stock = replace(stock, drafts=await unit.drafts(MOST_SEARCHED if FindEntries in asked else LISTED))
    if ListRetired in asked:
        stock = replace(stock, retired=await unit.retired(LISTED))
    if ShowLibrary in asked:
        stock = replace(stock, counts=await unit.counts())
    if histories := {one.entry_id for one in meant if isinstance(one, History)}:
        found = {entry_id: await unit.history(entry_id, LISTED) for entry_id in sorted(histories)}
        stock = replace(stock, histories=found)
    texts = {one.question.strip() for one in meant if isinstance(one, c.AddGolden | c.DropGolden)}
    if asked & _PUBLISHING:
        texts |= {
            one.text for one in stock.learned.verdicts.values() if taken_up(one) and one.entry_id in stock.shelves
        }
    if texts:
        stock = replace(stock, golden=await unit.golden_like(texts))
    if reminded := {said.entry.id for one in meant if isinstance(one, c.RemindOwners) for said in one.reminders}:
        stock = replace(stock, reminded=await unit.reminded(reminded))
    return stock


MOST_SEARCHED = 500
"""Drafts that a search looks through."""


def heard(fill: c.Fill, prompts: Mapping[Message, FillIn]) -> c.EditorCommand | LibraryOutcome:
    """Return what a reply asks for, or why it is not done."""
    meant = meaning(fill, prompts)
    if meant is None:
        return LibraryOutcome.OLD_PROMPT
    if fill.edited:
        return LibraryOutcome.EDIT_UNHEARD
    return meant if told_in(fill, prompts) else LibraryOutcome.WORDS_NEEDED


def meaning(fill: c.Fill, prompts: Mapping[Message, FillIn]) -> c.EditorCommand | None:
    """Return what a reply to a prompt asks for, or None if that message asked for nothing."""
    prompt = prompts.get((fill.origin.chat_id, fill.prompt))
    return _filled(fill, prompt, told_in(fill, prompts)) if prompt is not None else None


def told_in(fill: c.Fill, prompts: Mapping[Message, FillIn]) -> str:
    """Return the text of a reply; where an attachment is asked for, what was sent by its kind and Telegram's name."""
    prompt, content = prompts.get((fill.origin.chat_id, fill.prompt)), fill.content
    if prompt is not None and prompt.blank is Field.ATTACHMENTS and content.file_id is not None:
        return f"{content.kind.value}:{content.file_id}"
    return content.text.strip()


def _filled(fill: c.Fill, prompt: FillIn, text: str) -> c.EditorCommand | None:
    agent, origin = fill.agent, fill.origin
    entry_id, seen = prompt.entry_id, prompt.seen or 0
    match prompt.blank:
        case c.Blank.NEW:
            return new_question(agent, origin, text)
        case c.Blank.SEARCH:
            return FindEntries(agent=agent, origin=origin, text=text)
        case c.Blank.TRY:
            return TryQuestion(agent=agent, origin=origin, text=text)
        case c.Blank.GOLDEN_NONE:
            return c.AddGolden(agent=agent, origin=origin, question=text)
        case c.Blank.GOLDEN:
            return c.AddGolden(agent=agent, origin=origin, question=text, entry_id=entry_id)
        case c.Blank.REASON_TO_INSIST if entry_id is not None:
            return c.Insist(agent=agent, origin=origin, entry_id=entry_id, seen=seen, reason=text)
        case c.Blank.REASON_TO_REJECT if entry_id is not None:
            return c.Reject(agent=agent, origin=origin, entry_id=entry_id, seen=seen, reason=text)
        case Field() as field_ if entry_id is not None:
            alteration = Add(field_, text) if field_ in LISTS else Put(field_, text)
            return c.SaveEntry(agent=agent, origin=origin, entry_id=entry_id, seen=seen, alterations=(alteration,))
        case _:
            return None


def new_question(agent: int, origin: Origin, text: str) -> c.SaveEntry:
    """Return the wish for a new entry: the first line is its question, others are further phrasings."""
    question, _, others = text.strip().partition("\n")
    alterations: tuple[Alteration, ...] = (Put(Field.QUESTION, question),)
    if others.strip():
        alterations += (Add(Field.VARIANTS, others),)
    return c.SaveEntry(agent=agent, origin=origin, alterations=alterations)


def _wanted(commands: Iterable[c.LibraryCommand]) -> dict[str, set[int]]:
    """Return the entries to be loaded, each with the versions that are asked for beside its usual ones."""
    wanted: dict[str, set[int]] = {}
    for one in commands:
        entry_id: str | None = getattr(one, "entry_id", None)
        if entry_id is None:
            continue
        numbers = wanted.setdefault(entry_id, set())
        number = one.to if isinstance(one, c.RollBack) else one.number if isinstance(one, ShowEntry) else None
        if number is not None:
            numbers.add(number)
    return wanted

"""What an editor is shown of many entries: how the library stands, what was found, what waits, what was before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from desk.library import looking as c
from desk.library import notices as n
from desk.library.loading import LISTED, Stock
from desk.library.outcomes import LibraryOutcome
from desk.library.shelf import Shelved, Standing
from desk.library.trying import tried
from desk.library.turn import ReadingRoom
from desk.notices import Notice
from faq import Entry, KnowledgeBase, Outcome
from faq.upkeep.lint import Concern, lapsed

Looking = (
    c.ShowLibrary
    | c.FindEntries
    | c.TryQuestion
    | c.ListDrafts
    | c.ListRetired
    | c.ListUnused
    | c.ListLapsed
    | c.History
)
AsNow = Callable[[Shelved], Shelved]
"""Brings an entry as it was loaded to where the batch has brought it."""

_MOST_FOUND = 50


def listed(
    command: Looking, stock: Stock, room: ReadingRoom, knowledge: KnowledgeBase, as_now: AsNow
) -> Notice | LibraryOutcome:
    """Return what is shown, or why there is nothing to show."""
    match command:
        case c.ShowLibrary():
            return _standing(stock)
        case c.FindEntries(text=text):
            return _found(text.strip(), stock, room, knowledge, as_now)
        case c.TryQuestion(text=text):
            words = text.strip()
            return tried(words, knowledge, room) if words else LibraryOutcome.WORDS_NEEDED
        case c.ListDrafts():
            total, drafts = stock.drafts
            lines = [_line(one, room) for one in map(as_now, drafts) if one.shelf.draft is not None]
            return _listed(n.Listing.DRAFTS, lines, max(total, len(lines)))
        case c.ListRetired():
            total, retired = stock.retired
            lines = [_line(one, room) for one in map(as_now, retired) if one.shelf.retired_at is not None]
            return _listed(n.Listing.RETIRED, lines, max(total, len(lines)))
        case c.ListUnused():
            return _unused(room, knowledge)
        case c.ListLapsed():
            return _lapsed(room, knowledge)
        case c.History(entry_id=entry_id):
            return _history(entry_id, stock, room, as_now)


def _standing(stock: Stock) -> Notice | LibraryOutcome:
    counts = stock.counts
    if counts is None:
        return LibraryOutcome.NO_SUCH_ENTRY
    return n.LibraryShown(
        live=counts.live,
        drafts=counts.drafts,
        waiting=counts.waiting,
        retired=counts.retired,
        golden=counts.golden,
    )


def _found(
    text: str, stock: Stock, room: ReadingRoom, knowledge: KnowledgeBase, as_now: AsNow
) -> Notice | LibraryOutcome:
    """What a customer would be answered with first, then what the words stand in, drafts as they are drafted.

    What a customer would only be offered comes after what the words stand in; where they stand in nothing, it is near.
    """
    if not text:
        return LibraryOutcome.WORDS_NEEDED
    match = knowledge.match(text)
    found = (knowledge.entry(one.entry_id) for one in match.candidates)
    matched = {entry.id: entry for entry in found if entry is not None}
    worded = {entry.id: entry for entry in _with(text, knowledge.entries)}
    live = {
        Outcome.ANSWER: {**matched, **worded},
        Outcome.SUGGEST: {**worded, **matched},
        Outcome.NONE: worded,
    }[match.outcome]
    drafts = {one.shelf.entry_id: one for one in map(as_now, stock.drafts[1])}
    written = [entry.id for entry in _with(text, (one.shown.entry for one in drafts.values() if one.shown))]
    lines = [_line(drafts[one], room) if one in drafts else _published(entry) for one, entry in live.items()]
    lines += [_line(drafts[one], room) for one in written if one not in live]
    if matched and not worded and not written and match.outcome is not Outcome.ANSWER:
        near = [_published(entry) for entry in matched.values()]
        return _listed(n.Listing.NEAR, near, len(near), text)
    return _listed(n.Listing.FOUND, lines, len(lines), text)


def _with(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """Return the first entries whose id this is or in whose words it stands."""
    folded = text.casefold()
    found: list[Entry] = []
    for entry in entries:
        parts = (*entry.phrasings, *entry.keywords, entry.category, entry.owner)
        if text == entry.id or any(folded in part.casefold() for part in parts):
            found.append(entry)
        if len(found) == _MOST_FOUND:
            break
    return found


def _unused(room: ReadingRoom, knowledge: KnowledgeBase) -> Notice | LibraryOutcome:
    """What was retired since the count is not told."""
    if room.unused is None:
        return LibraryOutcome.NOT_COUNTED
    known = [(one, entry) for one in room.unused if (entry := knowledge.entry(one.entry_id)) is not None]
    lines = [replace(_published(entry), days=one.days, last_at=one.last_at) for one, entry in known[:LISTED]]
    return _listed(n.Listing.UNUSED, lines, len(known))


def _lapsed(room: ReadingRoom, knowledge: KnowledgeBase) -> Notice:
    """What has expired first, the longest ago before the others."""
    found = sorted(
        lapsed(knowledge.entries, room.today), key=lambda one: (one[0] is not Concern.EXPIRED, one[2], one[1].id)
    )
    lines = [
        replace(_published(entry), expired_on=day)
        if concern is Concern.EXPIRED
        else replace(_published(entry), review_on=day)
        for concern, entry, day in found[:LISTED]
    ]
    return _listed(n.Listing.LAPSED, lines, len(found))


def _history(entry_id: str, stock: Stock, room: ReadingRoom, as_now: AsNow) -> Notice | LibraryOutcome:
    total, versions = stock.histories.get(entry_id, (0, ()))
    if entry_id not in stock.shelves or not versions:
        return LibraryOutcome.NO_SUCH_ENTRY
    shelf = as_now(stock.shelves[entry_id]).shelf
    lines = tuple(
        n.VersionLine(
            number=one.number,
            by=room.number(one.author),
            at=one.at,
            note=one.note,
            published=one.number in shelf.past,
            forced=one.number in shelf.forced,
        )
        for one in versions
    )
    return n.HistoryShown(entry_id=entry_id, live=shelf.live, lines=lines, total=total)


def _line(shelved: Shelved, room: ReadingRoom) -> n.EntryLine:
    shelf, shown = shelved.shelf, shelved.shown
    retired = shelf.retired_at is not None
    return n.EntryLine(
        entry_id=shelf.entry_id,
        question=shown.entry.question if shown else "",
        standing=shelf.standing,
        live=shelf.live is not None,
        number=shelf.shown or 0,
        by=room.number(shelf.retired_by if retired else shown.author if shown else None),
        at=shelf.retired_at if retired else shown.at if shown else None,
    )


def _published(entry: Entry) -> n.EntryLine:
    return n.EntryLine(
        entry_id=entry.id, question=entry.question, standing=Standing.SETTLED, live=True, number=0, by="–"
    )


def _listed(listing: n.Listing, lines: Sequence[n.EntryLine], total: int, text: str = "") -> n.EntriesListed:
    return n.EntriesListed(listing=listing, lines=tuple(lines[:LISTED]), total=total, text=text)

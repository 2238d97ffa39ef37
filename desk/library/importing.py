"""A whole file taken over: what becomes of each entry in it, and of each that is in it no more."""

from collections.abc import Callable, Iterator

from desk.library import events as e
from desk.library.commands import ImportEntries
from desk.library.shelf import Shelved, Version
from desk.library.turn import LibraryTurn, ReadingRoom, ShelfDecision
from faq import Entry


def taken_over(
    command: ImportEntries, room: ReadingRoom, now: Callable[[str], Shelved]
) -> Iterator[tuple[str, ShelfDecision]]:
    """Yield what becomes of one entry after another; `now` is how an entry stands when it is its turn."""
    for entry in command.put:
        yield entry.id, _put(LibraryTurn(now(entry.id), room), entry)
    for entry_id in command.retired:
        turn = LibraryTurn(now(entry_id), room)
        turn.happen(e.EntryRetired(at=room.now, entry_id=entry_id, by=None))
        yield entry_id, turn.decided()


def _put(turn: LibraryTurn, entry: Entry) -> ShelfDecision:
    number = turn.shelf.newest + 1
    turn.keep(Version(entry=entry, number=number, author=None, at=turn.room.now))
    turn.happen(e.EntryImported(at=turn.room.now, entry_id=entry.id, number=number))
    return turn.decided()

"""What becomes of what an editor asks about one entry: saved, submitted, approved, retired, rolled back.

    decide_shelf(shelved, command, room) -> ShelfDecision(after, news, versions, says)

Pure like a conversation's `decide`. An agent may write and propose; editors and leads do the rest. A draft is seen by
the gate and then by a second person before customers are answered from it; going back (retire, roll back) is at once.
"""

from collections.abc import Callable, Mapping
from typing import Any

from desk.commands import StaffCommand
from desk.library import approval as library_approval
from desk.library import commands as c
from desk.library import events as e
from desk.library.alterations import Take
from desk.library.altering import altered
from desk.library.looking import ShowEntry
from desk.library.notices import SaveRefused
from desk.library.outcomes import LibraryOutcome
from desk.library.shelf import Shelved, Version
from desk.library.turn import KEEPERS, WRITERS, LibraryTurn, ReadingRoom, ShelfDecision
from faq import Entry

_o = LibraryOutcome


def decide_shelf(shelved: Shelved, command: c.LibraryCommand, room: ReadingRoom) -> ShelfDecision:
    """Return the facts a command about one entry makes, the versions it writes, and what is said."""
    turn = LibraryTurn(shelved, room)
    _DECISIONS[type(command)](turn, command)
    return turn.decided()


def write(turn: LibraryTurn, command: StaffCommand, entry: Entry, note: str = "") -> None:
    """Let an entry be saved as a new draft."""
    number = turn.shelf.newest + 1
    turn.keep(Version(entry=entry, number=number, author=command.agent, at=turn.room.now, note=note))
    turn.happen(e.EntrySaved(at=turn.room.now, entry_id=entry.id, number=number, by=command.agent))
    turn.report = None
    turn.done(command, _o.SAVED)


def _save(turn: LibraryTurn, command: c.SaveEntry) -> None:
    base = turn.shown
    if not turn.may(command, WRITERS):
        return
    if base is None:
        turn.tell(command, _o.NO_SUCH_ENTRY)
    elif turn.shelf.retired_at is not None:
        turn.tell(command, _o.IS_RETIRED)
    elif command.seen != turn.shelf.shown and (turn.shelf.touched_by != command.agent or _counts(command)):
        turn.changed_meanwhile(command)
    else:
        _write_altered(turn, command, base.entry)


def _counts(command: c.SaveEntry) -> bool:
    """Tell whether a place in a list is meant, which is another's as soon as the list has changed, by whomsoever."""
    return any(isinstance(one, Take) for one in command.alterations)


def _write_altered(turn: LibraryTurn, command: c.SaveEntry, base: Entry) -> None:
    entry = altered(base, command.alterations)
    if isinstance(entry, SaveRefused):
        turn.answer(command, entry)
    elif entry == base:
        turn.tell(command, _o.NOTHING_CHANGED)
    else:
        write(turn, command, entry, command.note)


def _drop(turn: LibraryTurn, command: c.DropDraft) -> None:
    """Whoever wrote a draft may throw it away; another's is the editors' to throw away."""
    mine = turn.shelf.author == command.agent
    draft = library_approval.draft_seen(turn, command, command.seen, WRITERS if mine else KEEPERS)
    if draft is not None:
        turn.happen(e.DraftDropped(at=turn.room.now, entry_id=draft.entry.id, number=draft.number, by=command.agent))
        turn.report = turn.asked_from = None
        turn.tell(command, _o.DROPPED)


def _retire(turn: LibraryTurn, command: c.Retire) -> None:
    if not turn.may(command, KEEPERS):
        return
    if turn.shelf.published is None:
        turn.tell(command, _o.NO_SUCH_ENTRY if turn.shown is None else _o.NOT_PUBLISHED)
    elif turn.shelf.retired_at is not None:
        turn.tell(command, _o.RETIRED_ALREADY)
    else:
        turn.happen(e.EntryRetired(at=turn.room.now, entry_id=command.entry_id, by=command.agent))
        turn.done(command, _o.RETIRED)


def _restore(turn: LibraryTurn, command: c.Restore) -> None:
    if not turn.may(command, KEEPERS):
        return
    if turn.shown is None:
        turn.tell(command, _o.NO_SUCH_ENTRY)
    elif turn.shelf.retired_at is None:
        turn.tell(command, _o.NOT_RETIRED)
    else:
        turn.happen(e.EntryRestored(at=turn.room.now, entry_id=command.entry_id, by=command.agent))
        turn.done(command, _o.RESTORED)


def _roll_back(turn: LibraryTurn, command: c.RollBack) -> None:
    if not turn.may(command, KEEPERS):
        return
    shelf = turn.shelf
    to = command.to if command.to is not None else next(iter(shelf.past[-2:-1]), None)
    if shelf.published is None:
        turn.tell(command, _o.NO_SUCH_ENTRY if turn.shown is None else _o.NOT_PUBLISHED)
    elif shelf.retired_at is not None:
        turn.tell(command, _o.IS_RETIRED)
    elif to is None:
        turn.tell(command, _o.NOTHING_EARLIER)
    elif to not in shelf.past or to not in turn.versions:
        turn.tell(command, _o.NO_SUCH_VERSION)
    elif to == shelf.published:
        turn.tell(command, _o.NOTHING_CHANGED)
    else:
        turn.happen(e.EntryRolledBack(at=turn.room.now, entry_id=command.entry_id, to=to, by=command.agent))
        turn.done(command, _o.ROLLED_BACK)


def _show(turn: LibraryTurn, command: ShowEntry) -> None:
    number = command.number if command.number is not None else turn.shelf.shown
    version = turn.versions.get(number) if number is not None else None
    if version is not None:
        turn.answer(command, turn.card(version))
    else:
        turn.tell(command, _o.NO_SUCH_ENTRY if turn.shown is None else _o.NO_SUCH_VERSION)


_DECISIONS: Mapping[type[c.LibraryCommand], Callable[[LibraryTurn, Any], None]] = {
    c.SaveEntry: _save,
    c.Submit: library_approval.submit,
    c.Gated: library_approval.gated,
    c.Approve: library_approval.approve,
    c.Insist: library_approval.insist,
    c.Reject: library_approval.reject,
    c.DropDraft: _drop,
    c.Retire: _retire,
    c.Restore: _restore,
    c.RollBack: _roll_back,
    ShowEntry: _show,
}

"""An entry as its keepers see it: which version customers are answered from, and what is being written beside it.

A shelf is what an entry's events leave (the fold), as a conversation is. Every save is a version that never changes;
`published` and `draft` point at two of them, so that going back is a pointer that moves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.commands import Origin
from desk.errors import IllegalMove
from desk.library import events as e
from faq import Entry


class Standing(StrEnum):
    """How far the draft of an entry has come."""

    SETTLED = "settled"  # there is none
    DRAFT = "draft"  # somebody is writing
    CHECKING = "checking"  # the gate looks at it
    REFUSED = "refused"  # the gate stopped it: mend it, or have an approver insist
    REVIEW = "review"  # it waits for a second person


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An entry as somebody saved it: never changed, only followed by another. `author` None: it came from a file."""

    entry: Entry
    number: int
    author: int | None
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One entry of the library.

    `version` counts its events, `newest` its versions. `past` are the versions that were published, the last of them
    is in force unless `retired_at`; `forced` those of them that the gate had stopped. `author` wrote the draft,
    `submitted_by` asked that it be published, `touched_by` is who did anything last (None: a file).
    """

    entry_id: str
    version: int = 0
    newest: int = 0
    published: int | None = None
    past: tuple[int, ...] = ()
    forced: tuple[int, ...] = ()
    retired_at: datetime | None = None
    retired_by: int | None = None

    draft: int | None = None
    standing: Standing = Standing.SETTLED
    author: int | None = None
    submitted_by: int | None = None
    touched_by: int | None = None

    @property
    def live(self) -> int | None:
        """The number of the version customers are answered from."""
        return None if self.retired_at is not None else self.published

    @property
    def shown(self) -> int | None:
        """The number of the version an editor looks at: the draft, else what is or was published."""
        return self.draft if self.draft is not None else self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Theft:
    """A question of `owner` that `thief` would take."""

    question: str
    owner: str
    thief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A golden question that would be answered by another entry than it should be, or by none (None)."""

    question: str
    expected: str | None
    answered: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """A question that several entries would answer; `alike`: nearly the same words only, which stops nothing."""

    question: str
    entry_ids: tuple[str, ...]
    alike: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """What publishing a draft would do to the answers, the first of each kind; `more` were found beyond them.

    The precisions are shares of right ones among the golden questions answered directly, None where none is.
    `tested` is false where nothing that a question is matched by has changed.
    """

    passed: bool
    tested: bool = True
    stolen: tuple[Theft, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    doubles: tuple[Double, ...] = ()
    precision_before: float | None = None
    precision_after: float | None = None
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A shelf as loaded: its versions as far as they are needed, what the gate found, where publishing was asked for.

    `versions` holds at least what is published and what is drafted.
    """

    shelf: Shelf
    versions: Mapping[int, Version]
    report: GateReport | None = None
    asked_from: Origin | None = None

    @property
    def shown(self) -> Version | None:
        """The version an editor looks at."""
        return self.versions.get(self.shelf.shown) if self.shelf.shown is not None else None

    @property
    def in_force(self) -> Version | None:
        """The version customers are answered from."""
        return self.versions.get(self.shelf.live) if self.shelf.live is not None else None


_ANYTIME: tuple[type[e.EntryEvent], ...] = (e.EntryRetired, e.EntryRestored, e.EntryRolledBack)


def _row(standing: Standing, moves: Mapping[type[e.EntryEvent], Standing]) -> dict[type[e.EntryEvent], Standing]:
    return {**dict.fromkeys(_ANYTIME, standing), e.EntrySaved: Standing.DRAFT, **moves}


_WRITTEN: Mapping[type[e.EntryEvent], Standing] = {
    e.DraftDropped: Standing.SETTLED,
    e.EntryImported: Standing.DRAFT,
}
SHELF_TRANSITIONS: Mapping[Standing, Mapping[type[e.EntryEvent], Standing]] = {
    Standing.SETTLED: _row(Standing.SETTLED, {e.EntryImported: Standing.SETTLED}),
    Standing.DRAFT: _row(Standing.DRAFT, {**_WRITTEN, e.EntrySubmitted: Standing.CHECKING}),
    Standing.CHECKING: _row(
        Standing.CHECKING,
        {
            **_WRITTEN,
            e.EntryPassed: Standing.REVIEW,
            e.EntryRefused: Standing.REFUSED,
        },
    ),
    Standing.REFUSED: _row(
        Standing.REFUSED,
        {
            **_WRITTEN,
            e.EntrySubmitted: Standing.CHECKING,
            e.EntryPublished: Standing.SETTLED,
            e.EntryReturned: Standing.DRAFT,
        },
    ),
    Standing.REVIEW: _row(
        Standing.REVIEW,
        {
            **_WRITTEN,
            e.EntryRefused: Standing.REFUSED,
            e.EntryPublished: Standing.SETTLED,
            e.EntryReturned: Standing.DRAFT,
        },
    ),
}
"""`{standing: {event type: next standing}}`; what is not here is illegal."""


def evolve_shelf(shelf: Shelf, event: e.EntryEvent) -> Shelf:
    """Return the shelf after the event.

    Raises:
        IllegalMove: the table knows no such move; nothing has changed.
    """
    kind = type(event)
    standing = SHELF_TRANSITIONS[shelf.standing].get(kind)
    if standing is None:
        raise IllegalMove(shelf.standing, kind.__name__)
    by = getattr(event, "by", None if kind is e.EntryImported else shelf.touched_by)
    after = replace(shelf, standing=standing, version=shelf.version + 1, touched_by=by)
    change = _CHANGES.get(kind)
    return change(after, event) if change else after


def fold_shelf(entry_id: str, history: Iterable[e.EntryEvent]) -> Shelf:
    """Return the shelf its whole history leaves."""
    shelf = Shelf(entry_id=entry_id)
    for event in history:
        shelf = evolve_shelf(shelf, event)
    return shelf


def _saved(s: Shelf, event: e.EntrySaved) -> Shelf:
    return replace(s, newest=event.number, draft=event.number, author=event.by, submitted_by=None)


def _submitted(s: Shelf, event: e.EntrySubmitted) -> Shelf:
    return replace(s, submitted_by=event.by)


def _published(s: Shelf, event: e.EntryPublished) -> Shelf:
    forced = (*s.forced, event.number)[-_KEPT:] if event.insisted else s.forced
    return replace(_without_draft(_in_force(s, event.number)), forced=forced)


def _imported(s: Shelf, event: e.EntryImported) -> Shelf:
    return replace(_in_force(s, event.number), newest=event.number, retired_at=None, retired_by=None)


def _in_force(s: Shelf, number: int) -> Shelf:
    return replace(s, published=number, past=(*s.past, number)[-_KEPT:])


def _dropped(s: Shelf, _: e.DraftDropped) -> Shelf:
    return _without_draft(s)


def _without_draft(s: Shelf) -> Shelf:
    return replace(s, draft=None, author=None, submitted_by=None)


def _retired(s: Shelf, event: e.EntryRetired) -> Shelf:
    return replace(s, retired_at=event.at, retired_by=event.by)


def _restored(s: Shelf, _: e.EntryRestored) -> Shelf:
    return replace(s, retired_at=None, retired_by=None)


def _rolled_back(s: Shelf, event: e.EntryRolledBack) -> Shelf:
    return _in_force(s, event.to)


_KEPT = 100
_CHANGES: Mapping[type[e.EntryEvent], Callable[[Shelf, Any], Shelf]] = {
    e.EntrySaved: _saved,
    e.EntrySubmitted: _submitted,
    e.EntryPublished: _published,
    e.EntryImported: _imported,
    e.DraftDropped: _dropped,
    e.EntryRetired: _retired,
    e.EntryRestored: _restored,
    e.EntryRolledBack: _rolled_back,
}

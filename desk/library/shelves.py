"""The entries of one batch: as they were loaded, as they stand now, and what has been written of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desk.library.shelf import Shelf, Shelved, Version
from desk.library.turn import ShelfDecision
from desk.ports import ShelfChange
from faq import Entry


@dataclass(slots=True)
class _Kept:
    before: Shelved
    now: Shelved
    versions: list[Version] = field(default_factory=list[Version])


class Shelves:
    """Every entry that the batch is about; `entry_ids` are all that were ever given."""

    def __init__(self, loaded: Mapping[str, Shelved], entry_ids: frozenset[str]) -> None:
        self.entry_ids = set(entry_ids)
        self._kept = {entry_id: _Kept(shelved, shelved) for entry_id, shelved in loaded.items()}

    def now(self, entry_id: str) -> Shelved:
        """Return an entry as it stands now; one that is unknown has no versions."""
        known = self._kept.get(entry_id)
        return known.now if known else Shelved(shelf=Shelf(entry_id=entry_id), versions={})

    def as_now(self, loaded: Shelved) -> Shelved:
        """Return an entry that was loaded for a list as the batch has left it."""
        known = self._kept.get(loaded.shelf.entry_id)
        return known.now if known else loaded

    def new_id(self, number: int) -> str:
        """Return an id that nothing ever had, with this number or the next that is free."""
        while f"entry-{number}" in self.entry_ids:
            number += 1
        return f"entry-{number}"

    def take_in(self, entry_id: str, decision: ShelfDecision) -> None:
        """Let an entry stand as it was decided."""
        kept = self._kept.setdefault(entry_id, _Kept(self.now(entry_id), decision.after))
        kept.now = decision.after
        kept.versions += decision.versions
        self.entry_ids.add(entry_id)

    def changes(self) -> tuple[ShelfChange, ...]:
        """Return what must be written."""
        return tuple(_change(one) for one in self._kept.values() if one.now is not one.before)

    def exchanged(self) -> tuple[list[Entry], list[str]]:
        """Return the entries that customers are answered from in other words now, and the ids of those they are not."""
        put: list[Entry] = []
        removed: list[str] = []
        for entry_id, kept in self._kept.items():
            before, now = kept.before.in_force, kept.now.in_force
            if now is not None and (before is None or before.number != now.number):
                put.append(now.entry)
            elif now is None and before is not None:
                removed.append(entry_id)
        return put, removed


def _change(kept: _Kept) -> ShelfChange:
    return ShelfChange(
        before=kept.before.shelf,
        after=kept.now.shelf,
        versions=tuple(kept.versions),
        report=kept.now.report,
        asked_from=kept.now.asked_from,
    )

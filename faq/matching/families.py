"""Entries that answer the same question in their own time, language or branch count as one while it is looked for.

So a price of last year and one of this year, or the hours of two branches, do not take each other's votes. A family is
the entries whose questions have the same key; its number is the class its texts vote for, 0 being nobody's.
"""

from collections.abc import Iterable

from faq.entry import Entry
from faq.text import normalise


class Families:
    """Numbers of families by the key of their question, and their members' ids. It never changes."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._numbers: dict[str, int] = {}
        self._members: dict[int, tuple[str, ...]] = {}
        self._later_numbers: dict[str, int] = {}
        self._later_members: dict[int, tuple[str, ...]] = {}
        for entry in entries:
            number = self._numbers.setdefault(normalise(entry.question), len(self._numbers) + 1)
            self._members[number] = (*self._members.get(number, ()), entry.id)

    def of(self, entry: Entry) -> int:
        """The number of the entry's family."""
        return self._known(normalise(entry.question)) or 0

    def members(self, number: int) -> tuple[str, ...]:
        """The ids in the family, in the order of the library."""
        later = self._later_members.get(number)
        return self._members.get(number, ()) if later is None else later

    def changed(self, removed: Iterable[Entry], put: Iterable[Entry]) -> "Families":
        """Families without and with these entries; what stayed is shared."""
        before = {entry.id: entry for entry in removed}
        other = Families(())
        other._numbers, other._members = self._numbers, self._members
        other._later_numbers = dict(self._later_numbers)
        members = other._later_members = dict(self._later_members)
        for entry in before.values():
            number = other.of(entry)
            members[number] = tuple(id_ for id_ in other.members(number) if id_ != entry.id)
        for entry in put:
            number = other._joined(entry, before.get(entry.id))
            members[number] = (*other.members(number), entry.id)
        return other

    def _known(self, key: str) -> int | None:
        return self._later_numbers.get(key) or self._numbers.get(key)

    def _joined(self, entry: Entry, before: Entry | None) -> int:
        """The number of the family it joins; an entry that was alone keeps its number when its question is edited."""
        key = normalise(entry.question)
        known = self._known(key)
        if known and self.members(known):
            return known
        fresh = len(self._numbers) + len(self._later_numbers) + 1
        if before is not None and (own := self.of(before)) != known and not self.members(own):
            self._later_numbers |= {key: own, normalise(before.question): fresh}
            return own
        if not known:
            self._later_numbers[key] = fresh
        return known or fresh

"""Entries that answer the same question in their own time, language or branch count as one while it is looked for.

So a price of last year and one of this year, or the hours of two branches, do not take each other's votes. A family is
the entries whose questions have the same key; its number is the class its texts vote for, 0 being nobody's.
"""

from collections.abc import Iterable

from faq.matching.texts import Filed


class Families:
    """Numbers of families by the key of their question, and their members' ids. It never changes."""

    def __init__(self, entries: Iterable[Filed]) -> None:
        self._numbers: dict[str, int] = {}
        self._members: dict[int, tuple[str, ...]] = {}
        self._later_numbers: dict[str, int] = {}
        self._later_members: dict[int, tuple[str, ...]] = {}
        for one in entries:
            number = self._numbers.setdefault(one.key, len(self._numbers) + 1)
            self._members[number] = (*self._members.get(number, ()), one.entry.id)

    def of(self, key: str) -> int:
        """The number of the family whose question has this key, 0 where there is none."""
        return self._known(key) or 0

    def members(self, number: int) -> tuple[str, ...]:
        """The ids in the family, in the order of the library."""
        later = self._later_members.get(number)
        return self._members.get(number, ()) if later is None else later

    def changed(self, removed: Iterable[Filed], put: Iterable[Filed]) -> "Families":
        """Families without and with these entries; what stayed is shared."""
        before = {one.entry.id: one.key for one in removed}
        other = Families(())
        other._numbers, other._members = self._numbers, self._members
        other._later_numbers = dict(self._later_numbers)
        members = other._later_members = dict(self._later_members)
        for entry_id, key in before.items():
            number = other.of(key)
            members[number] = tuple(id_ for id_ in other.members(number) if id_ != entry_id)
        for one in put:
            number = other._joined(one.key, before.get(one.entry.id))
            members[number] = (*other.members(number), one.entry.id)
        return other

    def _known(self, key: str) -> int | None:
        return self._later_numbers.get(key) or self._numbers.get(key)

    def _joined(self, key: str, before: str | None) -> int:
        """The number of the family it joins; an entry that was alone keeps its number when its question is edited."""
        known = self._known(key)
        if known and self.members(known):
            return known
        fresh = len(self._numbers) + len(self._later_numbers) + 1
        if before is not None and (own := self.of(before)) != known and not self.members(own):
            self._later_numbers |= {key: own, before: fresh}
            return own
        if not known:
            self._later_numbers[key] = fresh
        return known or fresh

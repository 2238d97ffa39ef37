"""Entries that answer the same question in their own time, language or branch count as one while it is looked for.

So a price of last year and one of this year, or the hours of two branches, do not take each other's votes. A family is
the entries whose questions have the same key; its number is the class its texts vote for, 0 being nobody's.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from faq.entry import Entry
from faq.text import normalise


class Families:
    """Numbers of families by the key of their question, and their members' ids. It never changes."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._numbers: dict[str, int] = {}
        self._members: dict[int, tuple[str, ...]] = {}
        self._later_numbers: Mapping[str, int] = MappingProxyType({})
        self._later_members: Mapping[int, tuple[str, ...]] = MappingProxyType({})
        for entry in entries:
            number = self._numbers.setdefault(normalise(entry.question), len(self._numbers) + 1)
            self._members[number] = (*self._members.get(number, ()), entry.id)

    def of(self, entry: Entry) -> int:
        """The number of the entry's family."""
        key = normalise(entry.question)
        return self._numbers.get(key) or self._later_numbers[key]

    def members(self, number: int) -> tuple[str, ...]:
        """The ids in the family, in the order of the library."""
        later = self._later_members.get(number)
        return self._members.get(number, ()) if later is None else later

    def changed(self, removed: Iterable[Entry], put: Iterable[Entry]) -> "Families":
        """Families without and with these entries; what stayed is shared."""
        other = Families(())
        other._numbers, other._members = self._numbers, self._members
        numbers, members = dict(self._later_numbers), dict(self._later_members)
        other._later_numbers, other._later_members = numbers, members
        for entry in removed:
            number = other.of(entry)
            members[number] = tuple(id_ for id_ in other.members(number) if id_ != entry.id)
        for entry in put:
            key = normalise(entry.question)
            if key not in self._numbers:
                numbers.setdefault(key, len(self._numbers) + len(numbers) + 1)
            number = other.of(entry)
            members[number] = (*other.members(number), entry.id)
        return other

"""The entries of a library by id, by the very words of a phrasing, by keyword; changed by laying over what is new."""

from collections.abc import Iterable

from faq.entry import Entry
from faq.matching.texts import Filed
from faq.text import HAN

LONGEST_KEYWORD = 40
"""Characters of a folded keyword that is looked for."""


class Listed:
    """Entries found by what they are looked up by."""

    def __init__(self) -> None:
        self.by_id: dict[str, Filed] = {}
        self.by_key: dict[str, tuple[str, ...]] = {}
        self.by_keyword: dict[str, tuple[str, ...]] = {}

    def copy(self) -> "Listed":
        """Another one with the same entries."""
        other = Listed()
        other.by_id, other.by_key, other.by_keyword = dict(self.by_id), dict(self.by_key), dict(self.by_keyword)
        return other

    def add(self, one: Filed) -> None:
        """List an entry that is not listed."""
        own = (one.entry.id,)
        self.by_id[one.entry.id] = one
        for text in one.texts:
            self.by_key[text.key] = self.by_key.get(text.key, ()) + own
        for word in one.keywords:
            self.by_keyword[word] = self.by_keyword.get(word, ()) + own

    def remove(self, one: Filed) -> None:
        """Forget an entry that is listed."""
        del self.by_id[one.entry.id]
        for text in one.texts:
            self.by_key[text.key] = tuple(id_ for id_ in self.by_key[text.key] if id_ != one.entry.id)
        for word in one.keywords:
            self.by_keyword[word] = tuple(id_ for id_ in self.by_keyword[word] if id_ != one.entry.id)


class Collection:
    """Entries. It never changes; `changed` gives another one that shares what stayed."""

    def __init__(self, entries: Iterable[Filed]) -> None:
        self._first = Listed()
        self._later = Listed()
        self._gone: frozenset[str] = frozenset()
        for one in entries:
            self._first.add(one)

    def get(self, entry_id: str) -> Entry | None:
        """The entry with this id."""
        found = self.filed(entry_id)
        return found.entry if found else None

    def filed(self, entry_id: str) -> Filed | None:
        """The same with what it is found by."""
        later = self._later.by_id.get(entry_id)
        return later or (None if entry_id in self._gone else self._first.by_id.get(entry_id))

    def all(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the library; a changed one keeps its place."""
        return tuple(one.entry for one in self.all_filed())

    def all_filed(self) -> list[Filed]:
        """The same with what they are found by."""
        first = filter(None, map(self.filed, self._first.by_id))
        return [*first, *(one for entry_id, one in self._later.by_id.items() if entry_id not in self._first.by_id)]

    def saying(self, key: str) -> list[Entry]:
        """The entries with a phrasing of this key."""
        found = self._found(self._first.by_key.get(key, ()), self._later.by_key.get(key, ()))
        return [one.entry for one in found]

    def about(self, key: str) -> list[Filed]:
        """The entries with a keyword that the normalised text mentions."""
        first, later = self._first.by_keyword, self._later.by_keyword
        if not (first or later):
            return []
        found = (one for part in _parts(key) for one in self._found(first.get(part, ()), later.get(part, ())))
        return list({one.entry.id: one for one in found}.values())

    def changed(self, removed: Iterable[str], put: Iterable[Filed]) -> "Collection":
        """Without the entries of these ids and with these."""
        put = list(put)
        replaced = {*removed, *(one.entry.id for one in put)}
        other = Collection(())
        other._first, other._later = self._first, self._later.copy()
        other._gone = self._gone | {entry_id for entry_id in replaced if entry_id in self._first.by_id}
        for entry_id in replaced & self._later.by_id.keys():
            other._later.remove(self._later.by_id[entry_id])
        for one in put:
            other._later.add(one)
        return other

    def _found(self, first: Iterable[str], later: Iterable[str]) -> list[Filed]:
        kept = [self._first.by_id[entry_id] for entry_id in first if entry_id not in self._gone]
        return kept + [self._later.by_id[entry_id] for entry_id in later]


def _parts(key: str) -> Iterable[str]:
    """What may be a keyword: any stretch with a Chinese edge, otherwise whole words."""
    edges = [at for at in range(len(key) + 1) if _parted(key, at)]
    for place, begin in enumerate(edges):
        for end in edges[place + 1 :]:
            if end - begin > LONGEST_KEYWORD:
                break
            yield key[begin:end].strip()


def _parted(key: str, at: int) -> bool:
    if at in {0, len(key)}:
        return True
    before, after = key[at - 1], key[at]
    return before == " " or after == " " or _is_han(before) or _is_han(after)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char in HAN

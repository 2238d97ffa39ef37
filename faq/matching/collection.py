"""The entries of a library by id, by the very words of a phrasing, by keyword; changed by laying over what is new."""

from collections.abc import Iterable

from faq.entry import Entry
from faq.text import HAN, normalise, words

LONGEST_KEYWORD = 40
"""Characters of a folded keyword that is looked for."""


class Listed:
    """Entries found by what they are looked up by."""

    def __init__(self) -> None:
        self.by_id: dict[str, Entry] = {}
        self.by_key: dict[str, tuple[str, ...]] = {}
        self.by_keyword: dict[str, tuple[str, ...]] = {}

    def copy(self) -> "Listed":
        """Another one with the same entries."""
        other = Listed()
        other.by_id, other.by_key, other.by_keyword = dict(self.by_id), dict(self.by_key), dict(self.by_keyword)
        return other

    def add(self, entry: Entry) -> None:
        """List an entry that is not listed."""
        self.by_id[entry.id] = entry
        for key in _keys(entry):
            self.by_key[key] = (*self.by_key.get(key, ()), entry.id)
        for word in _keywords(entry):
            self.by_keyword[word] = (*self.by_keyword.get(word, ()), entry.id)

    def remove(self, entry: Entry) -> None:
        """Forget an entry that is listed."""
        del self.by_id[entry.id]
        for key in _keys(entry):
            self.by_key[key] = tuple(id_ for id_ in self.by_key[key] if id_ != entry.id)
        for word in _keywords(entry):
            self.by_keyword[word] = tuple(id_ for id_ in self.by_keyword[word] if id_ != entry.id)


class Collection:
    """Entries. It never changes; `changed` gives another one that shares what stayed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._first = Listed()
        self._later = Listed()
        self._gone: frozenset[str] = frozenset()
        for entry in entries:
            self._first.add(entry)

    def get(self, entry_id: str) -> Entry | None:
        """The entry with this id."""
        later = self._later.by_id.get(entry_id)
        return later or (None if entry_id in self._gone else self._first.by_id.get(entry_id))

    def all(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the library; a changed one keeps its place."""
        first = (self.get(entry_id) for entry_id in self._first.by_id)
        new = (entry for entry_id, entry in self._later.by_id.items() if entry_id not in self._first.by_id)
        return (*filter(None, first), *new)

    def saying(self, key: str) -> list[Entry]:
        """The entries with a phrasing of this key."""
        return self._found(self._first.by_key.get(key, ()), self._later.by_key.get(key, ()))

    def about(self, key: str) -> list[Entry]:
        """The entries with a keyword that the normalised text mentions."""
        first, later = self._first.by_keyword, self._later.by_keyword
        if not (first or later):
            return []
        found = (entry for part in _parts(key) for entry in self._found(first.get(part, ()), later.get(part, ())))
        return list({entry.id: entry for entry in found}.values())

    def changed(self, removed: Iterable[str], put: Iterable[Entry]) -> "Collection":
        """Without the entries of these ids and with these."""
        put = list(put)
        replaced = {*removed, *(entry.id for entry in put)}
        other = Collection(())
        other._first, other._later = self._first, self._later.copy()
        other._gone = self._gone | {entry_id for entry_id in replaced if entry_id in self._first.by_id}
        for entry_id in replaced & self._later.by_id.keys():
            other._later.remove(self._later.by_id[entry_id])
        for entry in put:
            other._later.add(entry)
        return other

    def _found(self, first: Iterable[str], later: Iterable[str]) -> list[Entry]:
        kept = [self._first.by_id[entry_id] for entry_id in first if entry_id not in self._gone]
        return kept + [self._later.by_id[entry_id] for entry_id in later]


def _keys(entry: Entry) -> list[str]:
    return [key for key in dict.fromkeys(normalise(text) for text in entry.phrasings) if key]


def _keywords(entry: Entry) -> list[str]:
    return list(dict.fromkeys(words(entry.keywords)))


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

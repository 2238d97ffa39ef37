"""The texts a library is searched by: the phrasings of its entries, and what was learned from real questions."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from faq.entry import Entry, Example
from faq.text import normalise, words


@dataclass(frozen=True, slots=True)
class Text:
    """One way to ask. Without an entry it is a question that no entry answers; `weight` is how much it is believed."""

    entry_id: str | None
    written: str
    key: str
    weight: float = 1.0
    learned: bool = False

    @property
    def identity(self) -> tuple[str | None, str]:
        """What makes it the same text as another: what is asked, and whom it speaks for."""
        return self.entry_id, self.key


@dataclass(frozen=True, slots=True)
class Filed:
    """An entry with what it is found by, worked out once: its question's key, its texts, its folded keywords."""

    entry: Entry
    key: str
    texts: tuple[Text, ...]
    keywords: tuple[str, ...]


def filed(entry: Entry) -> Filed:
    """The entry with what it is found by."""
    return Filed(entry, normalise(entry.question), tuple(texts_of(entry)), tuple(dict.fromkeys(words(entry.keywords))))


def texts_of(entry: Entry) -> list[Text]:
    """The phrasings of an entry, one per key, the question first."""
    first: dict[str, str] = {}
    for written in entry.phrasings:
        first.setdefault(normalise(written), written)
    return [Text(entry.id, written, key) for key, written in first.items() if key]


def texts_learned(examples: Iterable[Example], known: Callable[[str], bool]) -> Iterator[Text]:
    """Examples as texts; those of unknown entries, without a letter or without weight are left out."""
    for example in examples:
        key = normalise(example.text)
        if key and example.weight > 0 and (example.entry_id is None or known(example.entry_id)):
            yield Text(example.entry_id, example.text, key, min(example.weight, 1.0), learned=True)

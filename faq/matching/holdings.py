"""What a library holds: its entries, which of them belong together, what was learned, and the texts to find them by."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from faq.entry import Entry, Example
from faq.matching import version
from faq.matching.collection import Collection
from faq.matching.corpus import NOBODY, Added, Corpus, Fitted, Mask
from faq.matching.embedding import Embedding
from faq.matching.families import Families
from faq.matching.texts import Filed, Text, filed, texts_learned
from faq.text import normalise

WAITING = 10
"""Texts that may wait for the first question to be taken apart; that takes a millisecond or two."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """It never changes; `changed` and `taught` give others that share what stayed.

    `total` is the sum of versions; `stale` tells whether anything changed since the fit, be it only an answer.
    """

    collection: Collection
    families: Families
    corpus: Corpus
    examples: tuple[Example, ...]
    total: int
    stale: bool = False

    def changed(self, put: Iterable[Entry], removed: Iterable[str]) -> "Holdings":
        """With these entries, new or in place of those with their ids, and without the removed ones."""
        new = {entry.id: filed(entry) for entry in put}
        ids = {*new, *removed}
        old = [one for entry_id in sorted(ids) if (one := self.collection.filed(entry_id))]
        families = self.families.changed(old, new.values())
        wanted = [(text, families.of(one.key)) for one in new.values() for text in self._texts(one)]
        total = self.total + sum(version.number(one.entry) for one in new.values())
        return replace(
            self,
            collection=self.collection.changed(ids, new.values()),
            families=families,
            corpus=self._corpus(ids, wanted),
            total=total - sum(version.number(one.entry) for one in old),
            stale=True,
        )

    def refitted(self) -> "Holdings":
        """The same with every vote exact again; only what is new is taken apart."""
        return _fitted(self.collection.all_filed(), self.examples, self.total, self.corpus.fitted)

    def taught(self, examples: tuple[Example, ...]) -> "Holdings":
        """With these examples in place of all others."""
        unlearned, learned = Counter(self.examples) - Counter(examples), Counter(examples) - Counter(self.examples)
        lost = {(example.entry_id, normalise(example.text)) for example in unlearned}
        fitted, gone = self.corpus.fitted, self.corpus.gone
        numbers = [at for at in fitted.learned if fitted.texts[at].identity in lost]
        kept = [one for one in self.corpus.added if not (one.text.learned and one.text.identity in lost)]
        new = [text for text in texts_learned(learned, self._knows) if not _says(self.collection, text)]
        added = [self._added(text, class_of(text, self.collection, self.families)) for text in new]
        corpus = Corpus(fitted, _prepared(*kept, *added), _marked(gone, numbers, (), len(fitted.texts)))
        return replace(self, corpus=corpus, examples=examples, stale=True)

    def _texts(self, one: Filed) -> Iterator[Text]:
        """What the entry is to be found by: its phrasings, and what was learned for it."""
        entry_id, keys = one.entry.id, {text.key for text in one.texts}
        fitted, gone = self.corpus.fitted, self.corpus.gone
        numbers = [at for at in fitted.of_entry(entry_id) if gone is None or not gone[at]]
        present = (*(fitted.texts[at] for at in numbers), *(added.text for added in self.corpus.added))
        yield from one.texts
        yield from (text for text in present if text.learned and text.entry_id == entry_id and text.key not in keys)

    def _corpus(self, ids: AbstractSet[str], wanted: Sequence[tuple[Text, int]]) -> Corpus:
        """The texts with those wanted for these entries, and none of their others; what stands already stays."""
        fitted, awaited = self.corpus.fitted, dict.fromkeys(wanted)
        numbers = [at for entry_id in ids for at in fitted.of_entry(entry_id)]
        back = [at for at in numbers if (fitted.texts[at], int(fitted.classes[at])) in awaited]
        kept = [one for one in self.corpus.added if one.text.entry_id not in ids or (one.text, one.class_) in awaited]
        for pair in (
            *((fitted.texts[at], int(fitted.classes[at])) for at in back),
            *((one.text, one.class_) for one in kept),
        ):
            awaited.pop(pair, None)
        added = [self._added(text, class_) for text, class_ in awaited]
        return Corpus(fitted, _prepared(*kept, *added), _marked(self.corpus.gone, numbers, back, len(fitted.texts)))

    def _added(self, text: Text, class_: int) -> Added:
        return Added(text, class_, self.corpus.fitted.dissection)

    def _knows(self, entry_id: str) -> bool:
        return self.collection.get(entry_id) is not None


def holdings(entries: Iterable[Entry], examples: Iterable[Example], embedding: Embedding) -> Holdings:
    """Entries and examples, fitted."""
    entries = tuple(entries)
    total = sum(map(version.number, entries))
    return _fitted([filed(entry) for entry in entries], tuple(examples), total, Fitted((), (), embedding))


def _fitted(entries: Sequence[Filed], examples: tuple[Example, ...], total: int, earlier: Fitted) -> Holdings:
    collection, families = Collection(entries), Families(entries)
    texts: list[Text] = []
    classes: list[int] = []
    for one in entries:
        texts += one.texts
        classes += [families.of(one.key)] * len(one.texts)
    for text in texts_learned(examples, lambda entry_id: collection.get(entry_id) is not None):
        if not _says(collection, text):
            texts.append(text)
            classes.append(class_of(text, collection, families))
    return Holdings(collection, families, Corpus(Fitted(texts, classes, earlier.embedding, earlier)), examples, total)


def class_of(text: Text, collection: Collection, families: Families) -> int:
    """The class a text votes for."""
    one = collection.filed(text.entry_id) if text.entry_id else None
    return families.of(one.key) if one else NOBODY


def _says(collection: Collection, text: Text) -> bool:
    return any(entry.id == text.entry_id for entry in collection.saying(text.key))


def _prepared(*added: Added) -> tuple[Added, ...]:
    """The texts, taken apart where there are more than one question shall wait for."""
    waiting = [one for one in added if one.waits]
    if len(waiting) > WAITING:
        deque((one.question for one in waiting), maxlen=0)
    return added


def _marked(gone: Mask | None, numbers: Sequence[int], back: Sequence[int], count: int) -> Mask | None:
    """The mask with these texts gone and those back; None where nothing is gone."""
    if not numbers:
        return gone
    marked = np.zeros(count, bool) if gone is None else gone.copy()
    marked[list(numbers)] = True
    marked[list(back)] = False
    return marked if marked.any() else None

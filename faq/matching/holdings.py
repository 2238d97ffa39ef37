"""What a library holds: its entries, which of them belong together, what was learned, and the texts to find them by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from faq.entry import Entry, Example
from faq.matching import version
from faq.matching.collection import Collection
from faq.matching.corpus import NOBODY, Added, Corpus, Fitted, Mask
from faq.matching.embedding import Embedding
from faq.matching.families import Families
from faq.matching.texts import Text, texts_learned, texts_of
from faq.text import normalise


@dataclass(frozen=True, slots=True)
class Holdings:
    """It never changes; `changed` and `taught` give others that share what stayed. `total` is the sum of versions."""

    collection: Collection
    families: Families
    corpus: Corpus
    examples: tuple[Example, ...]
    total: int

    def changed(self, put: Iterable[Entry], removed: Iterable[str]) -> "Holdings":
        """With these entries, new or in place of those with their ids, and without the removed ones."""
        new = {entry.id: entry for entry in put}
        old = [entry for entry_id in sorted({*new, *removed}) if (entry := self.collection.get(entry_id))]
        families = self.families.changed(old, new.values())
        ids = {entry.id for entry in old}
        numbers = [at for entry_id in ids for at in self.corpus.fitted.of_entry.get(entry_id, ())]
        kept = [one for one in self.corpus.added if one.text.entry_id not in ids]
        texts = [(text, families.of(entry)) for entry in new.values() for text in texts_of(entry)]
        return replace(
            self,
            collection=self.collection.changed(ids, new.values()),
            families=families,
            corpus=self._corpus(numbers, kept, texts),
            total=self.total + sum(map(version.number, new.values())) - sum(map(version.number, old)),
        )

    def taught(self, examples: tuple[Example, ...]) -> "Holdings":
        """With these examples in place of all others."""
        unlearned, learned = Counter(self.examples) - Counter(examples), Counter(examples) - Counter(self.examples)
        lost = {(example.entry_id, normalise(example.text)) for example in unlearned}
        fitted = self.corpus.fitted
        numbers = [at for at in fitted.learned if fitted.texts[at].identity in lost]
        kept = [one for one in self.corpus.added if not (one.text.learned and one.text.identity in lost)]
        new = [text for text in texts_learned(learned, self._knows) if not self._says(text)]
        texts = [(text, class_of(text, self.collection, self.families)) for text in new]
        return replace(self, corpus=self._corpus(numbers, kept, texts), examples=examples)

    def _corpus(self, numbers: Sequence[int], kept: Iterable[Added], texts: Iterable[tuple[Text, int]]) -> Corpus:
        fitted, gone = self.corpus.fitted, self.corpus.gone
        added = [Added(text, class_, fitted.dissection) for text, class_ in texts]
        return Corpus(fitted, (*kept, *added), _marked(gone, numbers, len(fitted.texts)))

    def _knows(self, entry_id: str) -> bool:
        return self.collection.get(entry_id) is not None

    def _says(self, text: Text) -> bool:
        return any(entry.id == text.entry_id for entry in self.collection.saying(text.key))


def holdings(entries: Iterable[Entry], examples: Iterable[Example], embedding: Embedding) -> Holdings:
    """Entries and examples, fitted."""
    entries, examples = tuple(entries), tuple(examples)
    collection, families = Collection(entries), Families(entries)
    texts = [text for entry in entries for text in texts_of(entry)]
    said = {text.identity for text in texts}
    known = {entry.id for entry in entries}
    texts += [text for text in texts_learned(examples, known.__contains__) if text.identity not in said]
    corpus = Corpus(Fitted(texts, [class_of(text, collection, families) for text in texts], embedding))
    return Holdings(collection, families, corpus, examples, sum(map(version.number, entries)))


def class_of(text: Text, collection: Collection, families: Families) -> int:
    """The class a text votes for."""
    entry = collection.get(text.entry_id) if text.entry_id else None
    return families.of(entry) if entry else NOBODY


def _marked(gone: Mask | None, numbers: Sequence[int], count: int) -> Mask | None:
    if not numbers:
        return gone
    marked = np.zeros(count, bool) if gone is None else gone.copy()
    marked[list(numbers)] = True
    return marked

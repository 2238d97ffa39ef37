"""The texts of one library, fitted: put before a question, they vote for the classes they belong to.

Up to 2,000 texts all of them vote, with voices that were worked out beforehand. In larger libraries, and where texts
were changed since, the nearest vote among themselves, which needs nothing worked out: that is why a change is heard at
once, and why fitting can wait until there is time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from faq.matching.counts import Numbering, numbering
from faq.matching.embedding import Embedding
from faq.matching.evidence import Scene
from faq.matching.parts import Parts, parts_of
from faq.matching.question import Dissection, Question
from faq.matching.ridge import Ridge, votes_of
from faq.matching.shelf import Shelf, shelf_beside, shelf_of
from faq.matching.slips import Slips
from faq.matching.texts import Text
from faq.matching.views import kernel, likeness, sharpness

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

WHOLE = 2_000
"""Texts up to which all of them vote."""

NEAREST = 48
"""Texts that vote where not all do."""

NOBODY = 0
"""The class of questions that no entry answers."""


class Fitted:
    """Texts with their classes, and all that is worked out once; what an earlier fit has worked out is taken over."""

    def __init__(
        self, texts: Sequence[Text], classes: Sequence[int], embedding: Embedding, earlier: "Fitted | None" = None
    ) -> None:
        self.texts = tuple(texts)
        self.classes = np.array(classes, np.int64)
        self.weights = np.array([text.weight for text in texts], np.float32)
        self.embedding = embedding
        self.numbers: Numbering = earlier.numbers if earlier else numbering()
        known: Parts | None = earlier.parts if earlier else None
        self.parts: Parts = parts_of([text.key for text in texts], self.numbers, embedding, known)
        self.dissection = Dissection(self.parts, self.numbers, embedding)
        self.slips = Slips(self.parts.pieces, self.numbers, embedding.pieces)
        self.shelf = shelf_of(self.parts, self.dissection, self.numbers)
        self.learned = [at for at, text in enumerate(texts) if text.learned]
        self._first_of: dict[str | None, int] = {}
        for at, text in enumerate(texts):
            self._first_of.setdefault(text.entry_id, at)
        self._learned_of: dict[str | None, list[int]] = {}
        for at in self.learned:
            self._learned_of.setdefault(texts[at].entry_id, []).append(at)
        self.count = int(self.classes.max(initial=0)) + 1
        self.first: dict[int, int] = {}
        for at, class_ in enumerate(classes):
            self.first.setdefault(class_, at)
        self.sharp = sharpness(len(self.first.keys() - {NOBODY}))
        self.ordinary = embedding.ordinary
        self.ridge = self._ridge()  # at once, where it is made, and not while the first customer waits

    def of_entry(self, entry_id: str) -> list[int]:
        """The texts of an entry: its phrasings, which stand together, and what was learned for it."""
        first = self._first_of.get(entry_id, len(self.texts))
        phrasings = takewhile(lambda at: self._is_phrasing(at, entry_id), range(first, len(self.texts)))
        return [*phrasings, *self._learned_of.get(entry_id, ())]

    def _is_phrasing(self, at: int, entry_id: str) -> bool:
        return self.texts[at].entry_id == entry_id and not self.texts[at].learned

    def _ridge(self) -> Ridge | None:
        """The vote of all texts, where they are few enough."""
        if not 0 < len(self.texts) <= WHOLE:
            return None
        return Ridge(kernel(self.shelf.all_among(), self.sharp), self.classes, self.count, self.weights)


@dataclass(frozen=True)
class Added:
    """A text that came after the fit, and its class; it is taken apart when it is first looked at."""

    text: Text
    class_: int
    dissection: Dissection

    @cached_property
    def question(self) -> Question:
        """The text taken apart."""
        return self.dissection.apart(self.text.key)

    @property
    def waits(self) -> bool:
        """Whether nobody has looked at it yet."""
        return "question" not in vars(self)


@dataclass(frozen=True, slots=True)
class Before:
    """A question before the texts that vote on it, and the class of every column of the votes; column 0 is nobody's."""

    scene: Scene
    classes: Numbers


@dataclass(frozen=True)
class Corpus:
    """What was fitted, less the texts that are gone, and what was added since, numbered on."""

    fitted: Fitted
    added: tuple[Added, ...] = ()
    gone: Mask | None = None

    @property
    def stale(self) -> bool:
        """Whether anything changed since the fit."""
        return bool(self.added) or self.gone is not None

    @property
    def size(self) -> int:
        """Texts that can be found, and those that are gone."""
        return len(self.fitted.texts) + len(self.added)

    def text(self, number: int) -> Text:
        """The text of this number."""
        known = len(self.fitted.texts)
        return self.fitted.texts[number] if number < known else self.added[number - known].text

    def before(self, key: str) -> Before:
        """The normalised question, its slips mended, before the texts."""
        question = self.fitted.dissection.apart(self.fitted.slips.mended(key))
        return self.before_views(question, self.shelf.views(question))

    def before_views(self, question: Question, views: NDArray[np.float32]) -> Before:
        """A question taken apart before the texts, as it views them."""
        if self.fitted.ridge and not self.stale:
            return self._before_all(question, views, self.fitted.ridge)
        return self._before_nearest(question, views)

    def _before_all(self, question: Question, views: NDArray[np.float32], ridge: Ridge) -> Before:
        numbers = np.arange(len(views))
        seen = self.shelf.with_letters(question, numbers, views)
        near = likeness(seen)
        votes = kernel(near, self.fitted.sharp) @ ridge.voices
        scene = Scene(question, numbers, seen, near, self.fitted.classes, votes, self.shelf.strangeness(question))
        return Before(scene, np.arange(self.fitted.count))

    def _before_nearest(self, question: Question, views: NDArray[np.float32]) -> Before:
        numbers = self._promising(likeness(views))
        seen = self.shelf.with_letters(question, numbers, views[numbers])
        near = likeness(seen)
        classes, columns = np.unique(np.concatenate(([NOBODY], self._classes[numbers])), return_inverse=True)
        columns = columns[1:]
        alike = kernel(self.shelf.among(numbers), self.fitted.sharp)
        votes = votes_of(kernel(near, self.fitted.sharp), alike, columns, len(classes), self._weights[numbers])
        strangeness = self.shelf.strangeness(question)
        return Before(Scene(question, numbers, seen, near, columns, votes, strangeness), classes)

    def _promising(self, promise: NDArray[np.float32]) -> Numbers:
        if self.gone is not None:
            promise[: len(self.gone)][self.gone] = -1
        count = len(promise)
        kept = np.argpartition(-promise, NEAREST)[:NEAREST] if count > NEAREST else np.arange(count)
        return kept[promise[kept] >= 0]

    @cached_property
    def shelf(self) -> Shelf:
        """Everything that can be found, and what is gone."""
        shelf = self.fitted.shelf
        added = [one.question for one in self.added]
        return shelf_beside(shelf, added, self.fitted.numbers) if added else shelf

    @cached_property
    def _classes(self) -> Numbers:
        return np.concatenate((self.fitted.classes, np.array([one.class_ for one in self.added], np.int64)))

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        return np.concatenate((self.fitted.weights, np.array([one.text.weight for one in self.added], np.float32)))

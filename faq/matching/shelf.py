"""All texts of a library side by side, ready to be compared with a question; never changed once made."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from faq.matching.counts import Numbering
from faq.matching.parts import Parts
from faq.matching.postings import Postings, Row, Rows, among, rows_of
from faq.matching.question import Dissection, Question
from faq.matching.views import LETTERS, SHARES

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


HEARD = 64
"""Texts of an entry that are searched for a piece."""


class Shelf:
    """Texts by number. What was added later stands on a shelf of its own that leans on the earlier one."""

    def __init__(
        self, keys: Sequence[str], pieces: Postings, sounds: Postings, meanings: Floats, earlier: "Shelf | None" = None
    ) -> None:
        self._earlier = earlier
        self._first = len(earlier) if earlier else 0
        self.keys = keys
        self.pieces = pieces
        self.sounds = sounds
        self._meanings = meanings

    def __len__(self) -> int:
        return self._first + len(self.keys)

    def strangeness(self, question: Question, apart_from: AbstractSet[int] = frozenset()) -> float:
        """The share of the question's writing, 0 to 1, that no text knows; some texts of this shelf apart."""
        pieces = question.pieces
        known = self.pieces.known(pieces, apart_from)
        before = self._earlier.pieces.known(pieces) if self._earlier else [False] * len(pieces)
        weights = zip(pieces.values(), known, before, strict=True)
        return sum(weight * weight for weight, here, there in weights if not (here or there))

    def unheard(self, question: Question, numbers: Numbers) -> float:
        """How much of the question, 0 to 1, its weightiest piece makes up that none of these texts has."""
        heard: set[int] = set()
        for number in numbers[:HEARD].tolist():
            heard.update(self.row(number, "pieces").pieces.tolist())
        pieces = question.pieces.items()
        return max((weight * weight for piece, weight in pieces if self.pieces.number(piece) not in heard), default=0.0)

    def views(self, question: Question) -> Floats:
        """The four views of every text; letters are only looked at in `with_letters`."""
        seen = self._views(question)
        return np.concatenate([self._earlier.views(question), seen]) if self._earlier else seen

    def with_letters(self, question: Question, numbers: Numbers, views: Floats) -> Floats:
        """The views of these texts, completed by their letters."""
        if len(numbers):
            views[:, LETTERS] = _letters([question.key], self._keys(numbers))[0]
        return views

    def among(self, numbers: Numbers) -> Floats:
        """The likeness of these texts to one another."""
        listed = numbers.tolist()
        pieces = among([self.row(number, "pieces") for number in listed])
        sounds = among([self.row(number, "sounds") for number in listed])
        return self._likeness_among([self.key(number) for number in listed], pieces, sounds, self.meanings(numbers))

    def all_among(self) -> Floats:
        """The likeness of all texts to one another; for a shelf that leans on no other."""
        return self._likeness_among(self.keys, self.pieces.all_among(), self.sounds.all_among(), self._meanings)

    def key(self, number: int) -> str:
        """The normalised text."""
        if number < self._first and self._earlier:
            return self._earlier.key(number)
        return self.keys[number - self._first]

    def _keys(self, numbers: Numbers) -> Sequence[str]:
        if len(numbers) == len(self.keys) and not self._earlier:
            return self.keys
        return [self.key(number) for number in numbers.tolist()]

    def _views(self, question: Question) -> Floats:
        seen = np.zeros((len(self.keys), 4), np.float32)
        if self.keys:
            seen[:, 0] = self.pieces.cosines(question.pieces)
            seen[:, 1] = self.sounds.cosines(question.sounds)
            seen[:, 3] = np.maximum(self._meanings @ question.meaning, 0)
        return seen

    def _likeness_among(self, keys: Sequence[str], pieces: Floats, sounds: Floats, meanings: Floats) -> Floats:
        letters = _letters(keys, keys) if keys else pieces
        views = (pieces, sounds, letters, np.maximum(meanings @ meanings.T, 0))
        alike = np.zeros_like(pieces)
        for view, share in zip(views, SHARES, strict=True):  # not side by side as elsewhere: they are large
            alike += view * share
        return alike

    def row(self, number: int, view: Literal["pieces", "sounds"]) -> Row:
        """The pieces or the sounds of a text."""
        if number < self._first and self._earlier:
            return self._earlier.row(number, view)
        postings: Postings = self.pieces if view == "pieces" else self.sounds
        return postings.row(number - self._first)

    def meanings(self, numbers: Numbers) -> Floats:
        """The directions of these texts, one row each."""
        if self._earlier is None:
            return self._meanings[numbers]
        own = numbers >= self._first
        if own.all():
            return self._meanings[numbers - self._first]
        found = np.empty((len(numbers), self._meanings.shape[1]), np.float32)
        found[~own] = self._earlier.meanings(numbers[~own])
        found[own] = self._meanings[numbers[own] - self._first]
        return found


def shelf_of(parts: Parts, dissection: Dissection, numbers: Numbering) -> Shelf:
    """The texts of a library."""
    pieces, sounds = (
        Postings(numbers, Rows(counts.pieces, weights.weighed(counts), counts.spans))
        for counts, weights in ((parts.pieces, dissection.pieces), (parts.sounds, dissection.sounds))
    )
    return Shelf(parts.keys, pieces, sounds, parts.meanings)


def shelf_beside(earlier: Shelf, questions: Sequence[Question], numbers: Numbering) -> Shelf:
    """Texts that were added to a library, at least one."""
    pieces = Postings(numbers, rows_of((question.pieces for question in questions), numbers))
    sounds = Postings(numbers, rows_of((question.sounds for question in questions), numbers))
    meanings = np.stack([question.meaning for question in questions])
    return Shelf([question.key for question in questions], pieces, sounds, meanings, earlier)


def _letters(ones: Sequence[str], others: Sequence[str]) -> Floats:
    ratios: Floats = process.cdist(ones, others, scorer=fuzz.ratio, dtype=np.float32).astype(np.float32)
    return ratios / np.float32(100)

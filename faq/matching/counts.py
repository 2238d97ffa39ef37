"""How often each piece occurs in each text, as numbers: small, quickly put in another order, and weighed all at once.

The numbering only grows, and every later state of a library goes on with it: a piece keeps its number, also when no
text has it any more.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Numbering = defaultdict[str, int]

MOST_TIMES = 255
"""How often a piece is counted at most in one text."""


def numbering() -> Numbering:
    """Numbers for pieces, a new one where a piece is looked up by `[]` for the first time; several threads may."""
    return defaultdict(count().__next__)


class Counts(NamedTuple):
    """Texts one after another: the numbers of their pieces, how often each occurs, and where each text begins and ends.

    Text n has the places from `spans[n]` up to `spans[n + 1]`.
    """

    pieces: NDArray[np.int32]
    times: NDArray[np.uint8]
    spans: Numbers

    def taken(self, order: Numbers) -> "Counts":
        """These texts in this order; quickly, where most of them stay beside one another."""
        if not len(order):
            return Counts(self.pieces[:0], self.times[:0], self.spans[:1])
        breaks = np.flatnonzero(np.diff(order) != 1)
        firsts, lasts = order[np.append(0, breaks + 1)], order[np.append(breaks, -1)]
        runs = [slice(*run) for run in zip(self.spans[firsts].tolist(), self.spans[lasts + 1].tolist(), strict=True)]
        return Counts(
            np.concatenate([self.pieces[run] for run in runs]),
            np.concatenate([self.times[run] for run in runs]),
            spans_of(np.diff(self.spans)[order]),
        )

    def followed_by(self, others: "Counts") -> "Counts":
        """These texts and then the others."""
        return Counts(
            np.concatenate((self.pieces, others.pieces)),
            np.concatenate((self.times, others.times)),
            np.concatenate((self.spans, self.spans[-1] + others.spans[1:])),
        )


class Counting:
    """Texts being counted."""

    def __init__(self, numbers: Numbering) -> None:
        self._number = numbers.__getitem__
        self._pieces, self._times, self._lengths = array("i"), array("H"), array("i")

    def add(self, bag: Iterable[str]) -> None:
        """One more text."""
        counted = Counter(bag)
        self._pieces.extend(map(self._number, counted))
        self._times.extend(counted.values())
        self._lengths.append(len(counted))

    def counts(self) -> Counts:
        """All of them."""
        times = np.minimum(np.asarray(self._times), MOST_TIMES).astype(np.uint8)
        return Counts(np.asarray(self._pieces, np.int32), times, spans_of(np.asarray(self._lengths)))


def spans_of(lengths: Numbers) -> Numbers:
    """Where each of things so long begins when they stand one after another, and where the last ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))

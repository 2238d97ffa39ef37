"""How much each piece of a question weighs: the rarer in the library, the more.

A small library does not know which words are rare, so it is helped out by how often they occur in a body of ordinary
questions. What the library has never seen keeps its weight in the question: that is what makes strangers stand out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from faq.matching.counts import MOST_TIMES, Counts, Numbering

LENT = 50.0
"""Ordinary questions that are counted as if they stood in the library."""

LEAST = 0.05
"""What is left of the rarity of a piece that is everywhere."""

AT_ONCE = 10_000
"""Texts that are weighed in one step."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In which share of ordinary questions a piece occurs; of what is not listed, in none."""

    shares: Mapping[str, float] = field(default_factory=dict[str, float])


class Weights:
    """The weights of pieces within one library; they stay as they were when it was counted."""

    def __init__(self, counts: Counts, numbers: Numbering, ordinary: Frequencies) -> None:
        found = np.bincount(counts.pieces)
        self._numbers = numbers
        self._total = len(counts.spans) - 1 + LENT + 1
        self._ordinary = ordinary.shares
        lent = np.zeros(len(found))
        for piece in ordinary.shares if len(ordinary.shares) < len(numbers) else list(numbers):
            if 0 <= (number := numbers.get(piece, -1)) < len(lent):
                lent[number] = ordinary.shares.get(piece, 0.0)
        self._rarities = np.sqrt(np.maximum(np.log(self._total / (found + LENT * lent + 0.5)), LEAST))

    def weigh(self, pieces: Sequence[str]) -> dict[str, float]:
        """Every piece with its weight; the squares of all weights make 1."""
        number, rarity, known = self._numbers.get, self._rarities.item, len(self._rarities)
        weighed = {
            piece: (rarity(at) if 0 <= (at := number(piece, -1)) < known else self._unmet(piece))
            * (1 + log(times) if times > 1 else 1)
            for piece, times in Counter(pieces).items()
        }
        length = sqrt(sum(weight * weight for weight in weighed.values()))
        return {piece: weight / length for piece, weight in weighed.items()} if length else {}

    def weighed(self, counts: Counts) -> NDArray[np.float16]:
        """The weight at every place of these texts; the squares of each text make 1."""
        found = np.empty(len(counts.pieces), np.float16)
        for start in range(0, len(counts.spans) - 1, AT_ONCE):
            spans = counts.spans[start : start + AT_ONCE + 1]
            places = slice(spans[0], spans[-1])
            weights = self._rarities[counts.pieces[places]] * _LOUDER[counts.times[places]]
            owners = np.repeat(np.arange(len(spans) - 1), np.diff(spans))
            lengths = np.sqrt(np.bincount(owners, weights * weights))
            found[places] = weights / lengths[owners]
        return found

    def _unmet(self, piece: str) -> float:
        return sqrt(max(log(self._total / (LENT * self._ordinary.get(piece, 0.0) + 0.5)), LEAST))


_LOUDER = 1 + np.log(np.maximum(np.arange(MOST_TIMES + 1), 1))
"""What a piece weighs more that occurs so often in one text."""

"""Which of many texts are alike: n-gram cosine of each with all the others, through an inverted index.

Unlike the matcher's index it compares texts of one kind with one another, once, and forgets them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from faq.matching.grams import grams

RAREST = 4.0
"""What an n-gram weighs at most: one in fewer than fifty texts is often a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Near:
    """The texts near one text, itself among them: their numbers, ascending, and cosines, 0 to 1."""

    numbers: NDArray[np.int64]
    likeness: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Posting:
    """The texts that share one n-gram, and its rarity beside the length of each."""

    numbers: NDArray[np.int64]
    shares: NDArray[np.float64]


class Neighbours:
    """Normalised texts by number, and what is near each."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._total = len(keys)
        bags = [sorted(set(grams(key))) for key in keys]
        where: defaultdict[str, list[int]] = defaultdict(list)
        for number, bag in enumerate(bags):
            for gram in bag:
                where[gram].append(number)
        rarity = {gram: min(log(1 + self._total / len(numbers)), RAREST) for gram, numbers in where.items()}
        self._lengths = np.array([sqrt(sum(map(rarity.__getitem__, bag))) or 1.0 for bag in bags])
        shared = {gram: np.array(numbers) for gram, numbers in where.items() if len(numbers) > 1}
        postings = {gram: _Posting(found, rarity[gram] / self._lengths[found]) for gram, found in shared.items()}
        self._met = [[postings[gram] for gram in bag if gram in postings] for bag in bags]

    def effort(self, number: int) -> int:
        """What it takes to find the texts near this one: the texts it shares n-grams with, each n-gram anew."""
        return sum(len(one.numbers) for one in self._met[number])

    def near(self, number: int, likeness: float) -> Near:
        """Every text at least so like this one."""
        met = self._met[number]
        if not met:
            return Near(np.array([number]), np.ones(1))
        others = np.concatenate([one.numbers for one in met])
        shares = np.concatenate([one.shares for one in met])
        cosines = np.bincount(others, weights=shares, minlength=self._total) / self._lengths[number]
        cosines[number] = 1.0
        numbers = np.flatnonzero(cosines >= likeness)
        return Near(numbers, np.minimum(cosines[numbers], 1.0))

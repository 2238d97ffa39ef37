"""Neighbouring Chinese characters that fingers have exchanged, put back before a question is compared.

Pairs of characters tell: where three that hardly anybody writes become three that are usual, two characters have
changed places. How usual a pair is, the library says, and the ordinary questions that the embedding was learned from.
What the library itself writes is never taken for a slip.
"""

import re

import numpy as np

from faq.matching.counts import Counts, Numbering
from faq.matching.weights import Frequencies
from faq.text import HAN

CLEARLY = 50.0
"""How many times as usual the three pairs must be the other way round, their texts multiplied."""

UNSEEN = 0.5
"""Texts that a pair which is nowhere seen is taken to stand in."""

ORDINARY_TEXTS = 20_000
"""Ordinary questions that speak beside the texts of the library."""

KEPT = frozenset("不没未无别非")
"""Characters that stay where they are: what 能不 asks is not what 不能 says."""

_run = re.compile(f"[{HAN}]{{3,}}")


class Slips:
    """What is usual in one library; it stays as it was when the library was counted."""

    def __init__(self, counts: Counts, numbers: Numbering, ordinary: Frequencies) -> None:
        self._found = np.bincount(counts.pieces)
        self._numbers = numbers
        self._ordinary = ordinary.shares

    def mended(self, key: str) -> str:
        """The normalised text with exchanged characters in their places."""
        return _run.sub(lambda run: self._put_back(run[0]), key)

    def _put_back(self, run: str) -> str:
        gains = [*(self._gain(run, at) for at in range(len(run) - 1)), 0.0, 0.0]
        found: list[str] = []
        at = 0
        while at < len(run):
            if gains[at] >= max(CLEARLY, gains[at + 1]):
                found += (run[at + 1], run[at])
                at += 2
            else:
                found.append(run[at])
                at += 1
        return "".join(found)

    def _gain(self, run: str, at: int) -> float:
        """How many times as usual the pairs around two neighbours are once these are exchanged."""
        one, other = run[at], run[at + 1]
        if self._own(one + other) or one == other or one in KEPT or other in KEPT:
            return 0.0
        gain = self._texts(other + one) / self._texts(one + other)
        if at:
            gain *= self._texts(run[at - 1] + other) / self._texts(run[at - 1] + one)
        if at + 2 < len(run):
            gain *= self._texts(one + run[at + 2]) / self._texts(other + run[at + 2])
        return gain

    def _texts(self, pair: str) -> float:
        """In how many texts a pair stands."""
        return self._own(pair) + ORDINARY_TEXTS * self._ordinary.get(pair, 0.0) + UNSEEN

    def _own(self, pair: str) -> int:
        """In how many of them in the library."""
        number = self._numbers.get(pair, -1)
        return self._found.item(number) if 0 <= number < len(self._found) else 0

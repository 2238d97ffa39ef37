"""How much each piece of a question weighs: the rarer in the library, the more.

A small library does not know which words are rare, so it is helped out by how often they occur in a body of ordinary
questions. What the library has never seen keeps its weight in the question: that is what makes strangers stand out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from sys import intern
from typing import cast

LENT = 50.0
"""Ordinary questions that are counted as if they stood in the library."""

LEAST = 0.05
"""What is left of the rarity of a piece that is everywhere."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In which share of ordinary questions a piece occurs; of what is not listed, in none."""

    shares: Mapping[str, float] = field(default_factory=dict[str, float])


class Weights:
    """The weights of pieces within one library; they stay as they were when it was counted."""

    def __init__(self, counted: Iterable[Sequence[str]], ordinary: Frequencies) -> None:
        found: Counter[str] = Counter()
        texts = 0
        for pieces in counted:
            found.update(map(intern, set(pieces)))
            texts += 1
        self._total = texts + LENT + 1
        self._ordinary = ordinary.shares
        same: dict[float, float] = {}
        self._rarities = cast("dict[str, float]", found)  # in one table, and one number for all that are equally rare
        for piece, times in found.items():
            rarity = self._rarity(piece, times)
            self._rarities[piece] = same.setdefault(rarity, rarity)

    def weigh(self, pieces: Sequence[str]) -> dict[str, float]:
        """Every piece with its weight; the squares of all weights make 1."""
        known = self._rarities
        weighed = {
            piece: (known.get(piece) or self._rarity(piece)) * (1 + log(times) if times > 1 else 1)
            for piece, times in Counter(pieces).items()
        }
        length = sqrt(sum(weight * weight for weight in weighed.values()))
        return {piece: weight / length for piece, weight in weighed.items()} if length else {}

    def _rarity(self, piece: str, times: int = 0) -> float:
        expected = times + LENT * self._ordinary.get(piece, 0.0)
        return sqrt(max(log(self._total / (expected + 0.5)), LEAST))

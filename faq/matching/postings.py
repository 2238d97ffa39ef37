"""Where each weighed piece occurs, so that a question meets only the texts it shares something with."""

from array import array
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from sys import intern
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FEW = 128
"""Texts with a piece up to which they are compared one by one."""


class Row(NamedTuple):
    """One text: the numbers of its pieces, and their weights."""

    pieces: NDArray[np.int32]
    weights: NDArray[np.float16]


class Postings:
    """Weighed texts by number, and by piece; never changed once made.

    Later texts can stand in postings of their own that go on numbering where the earlier ones ended.
    """

    def __init__(self, earlier: "Postings | None" = None) -> None:
        self._earlier: Mapping[str, int] = earlier.numbers if earlier else {}
        self.numbers: dict[str, int] = {}
        self.count = 0
        self._gathered = (array("i"), array("f"), array("i"))

    def add(self, text: Mapping[str, float]) -> None:
        """One more text, before the postings are closed."""
        pieces, weights, sizes = self._gathered
        pieces.extend(map(self._numbered, text))
        weights.extend(text.values())
        sizes.append(len(text))
        self.count += 1

    def close(self) -> None:
        """No more texts are coming; from now on it can be asked."""
        pieces, weights, sizes = self._gathered
        self._gathered = (array("i"), array("f"), array("i"))
        self._pieces = np.array(pieces, np.int32)
        self._weights = np.array(weights, np.float16)
        lengths = np.array(sizes, np.int64)
        self._spans = np.concatenate(([0], np.cumsum(lengths)))
        order = np.argsort(self._pieces, kind="stable")
        self._texts = np.repeat(np.arange(self.count, dtype=np.int32), lengths)[order]
        self._by_piece = self._weights[order]
        self._found, begins = np.unique(self._pieces[order], return_index=True)
        self._begins = np.append(begins, len(order))

    def cosines(self, question: Mapping[str, float]) -> Floats:
        """What the question shares with every text, 0 to 1."""
        shared = np.zeros(self.count, np.float32)
        for piece, weight in question.items():
            self._add(shared, self.number(piece), weight)
        return np.minimum(shared, 1.0, out=shared)

    def knows(self, piece: str, apart_from: AbstractSet[int] = frozenset()) -> bool:
        """Whether the piece occurs in any of these texts, some apart."""
        begin, end = self._where(self.number(piece))
        if end - begin > len(apart_from):
            return True
        return any(text not in apart_from for text in self._texts[begin:end].tolist())

    def number(self, piece: str) -> int:
        """The number of a piece, or -1."""
        earlier = self._earlier.get(piece, -1)
        return self.numbers.get(piece, -1) if earlier < 0 else earlier

    def row(self, number: int) -> Row:
        """One text."""
        span = slice(self._spans[number], self._spans[number + 1])
        return Row(self._pieces[span], self._weights[span])

    def all_among(self) -> Floats:
        """What all texts share with one another, 0 to 1."""
        shared = np.zeros((self.count, self.count), np.float32)
        frequent: list[tuple[NDArray[np.int32], Floats]] = []
        for begin, end in pairwise(self._begins.tolist()):
            texts, weights = self._texts[begin:end], self._by_piece[begin:end].astype(np.float32)
            if end - begin > FEW:
                frequent.append((texts, weights))
            else:
                shared[texts[:, None], texts] += np.outer(weights, weights)
        table = np.zeros((len(frequent), self.count), np.float32)
        for row, (texts, weights) in zip(table, frequent, strict=True):
            row[texts] = weights
        shared += table.T @ table
        return np.minimum(shared, 1.0, out=shared)

    def _add(self, shared: Floats, piece: int, weight: float) -> None:
        begin, end = self._where(piece)
        if end > begin:
            shared[self._texts[begin:end]] += self._by_piece[begin:end] * np.float32(weight)

    def _where(self, piece: int) -> tuple[int, int]:
        at = int(np.searchsorted(self._found, piece))
        if at == len(self._found) or self._found[at] != piece:
            return 0, 0
        return int(self._begins[at]), int(self._begins[at + 1])

    def _numbered(self, piece: str) -> int:
        earlier = self._earlier.get(piece, -1)
        if earlier >= 0:
            return earlier
        return self.numbers.setdefault(intern(piece), len(self._earlier) + len(self.numbers))


def among(rows: Sequence[Row]) -> Floats:
    """What these texts share with one another, 0 to 1."""
    if not rows:
        return np.zeros((0, 0), np.float32)
    found, columns = np.unique(np.concatenate([row.pieces for row in rows]), return_inverse=True)
    table = np.zeros((len(rows), len(found)), np.float32)
    table[np.repeat(np.arange(len(rows)), [len(row.pieces) for row in rows]), columns] = np.concatenate(
        [row.weights for row in rows]
    )
    shared: Floats = table @ table.T
    return np.minimum(shared, np.float32(1))

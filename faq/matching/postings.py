"""Where each weighed piece occurs, so that a question meets only the texts it shares something with."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from faq.matching.counts import Numbering, Numbers, spans_of

Floats = NDArray[np.float32]

FEW = 128
"""Texts with a piece up to which they are compared one by one."""


class Row(NamedTuple):
    """One text: the numbers of its pieces, and their weights."""

    pieces: NDArray[np.int32]
    weights: NDArray[np.float16]


class Rows(NamedTuple):
    """Texts one after another: the numbers of their pieces, their weights, and where each text begins and ends."""

    pieces: NDArray[np.int32]
    weights: NDArray[np.float16]
    spans: Numbers


class Postings:
    """Weighed texts by number, and by piece; never changed."""

    def __init__(self, numbers: Numbering, rows: Rows) -> None:
        self._numbers = numbers
        self._rows = rows
        self.count = len(rows.spans) - 1
        met = np.bincount(rows.pieces)
        self._found = np.flatnonzero(met)
        self._begins = spans_of(met[self._found])
        self._texts = np.repeat(np.arange(self.count, dtype=np.int32), np.diff(rows.spans))
        self._by_piece = rows.weights.astype(np.float32)  # numpy is slow to widen halves
        order = _sorted(rows.pieces)  # made last: large and gone in a moment, it leaves no hole in the memory
        self._texts[:] = self._texts[order]
        self._by_piece[:] = self._by_piece[order]

    def cosines(self, question: Mapping[str, float]) -> Floats:
        """What the question shares with every text, 0 to 1."""
        shared = np.zeros(self.count, np.float32)
        for (begin, end), weight in zip(self._where(question), question.values(), strict=True):
            if end > begin:
                np.add.at(shared, self._texts[begin:end], self._by_piece[begin:end] * np.float32(weight))
        return np.minimum(shared, 1.0, out=shared)

    def known(self, pieces: Collection[str], apart_from: AbstractSet[int] = frozenset()) -> list[bool]:
        """Whether each piece occurs in any of these texts, some apart."""
        return [
            end - begin > len(apart_from) or any(text not in apart_from for text in self._texts[begin:end].tolist())
            for begin, end in self._where(pieces)
        ]

    def number(self, piece: str) -> int:
        """The number of a piece, or -1."""
        return self._numbers.get(piece, -1)

    def row(self, number: int) -> Row:
        """One text."""
        span = slice(*self._rows.spans[number : number + 2].tolist())
        return Row(self._rows.pieces[span], self._rows.weights[span])

    def all_among(self) -> Floats:
        """What all texts share with one another, 0 to 1."""
        shared = np.zeros((self.count, self.count), np.float32)
        frequent: list[tuple[NDArray[np.int32], Floats]] = []
        for begin, end in pairwise(self._begins.tolist()):
            texts, weights = self._texts[begin:end], self._by_piece[begin:end]
            if end - begin > FEW:
                frequent.append((texts, weights))
            else:
                shared[texts[:, None], texts] += np.outer(weights, weights)
        table = np.zeros((len(frequent), self.count), np.float32)
        for row, (texts, weights) in zip(table, frequent, strict=True):
            row[texts] = weights
        shared += table.T @ table
        return np.minimum(shared, 1.0, out=shared)

    def _where(self, pieces: Collection[str]) -> list[tuple[int, int]]:
        """From where to where the texts with each piece stand."""
        numbers = np.fromiter(map(self.number, pieces), np.int64, len(pieces))
        at = np.searchsorted(self._found, numbers)
        begins, ends = self._begins[at], self._begins[np.minimum(at + 1, len(self._found))]
        met = self._found[np.minimum(at, len(self._found) - 1)] == numbers if len(self._found) else at < 0
        return list(zip(begins.tolist(), np.where(met, ends, begins).tolist(), strict=True))


def _sorted(pieces: NDArray[np.int32]) -> Numbers:
    """The places of the pieces in the order of their numbers; of sixteen bits, numpy sorts ten times as many."""
    order = np.argsort(pieces.astype(np.uint16), kind="stable")
    if pieces.max(initial=0) >= 1 << 16:
        order = order[np.argsort((pieces >> 16).astype(np.uint16)[order], kind="stable")]
    return order


def rows_of(texts: Iterable[Mapping[str, float]], numbers: Numbering) -> Rows:
    """Weighed texts as rows."""
    pieces, weights, lengths = array("i"), array("f"), array("i")
    for text in texts:
        pieces.extend(map(numbers.__getitem__, text))
        weights.extend(text.values())
        lengths.append(len(text))
    spans = spans_of(np.array(lengths, np.int64))
    return Rows(np.array(pieces, np.int32), np.array(weights, np.float32).astype(np.float16), spans)


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

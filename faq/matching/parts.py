"""Texts taken apart and not weighed yet, so that what stays in a library need not be taken apart again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.matching.counts import Counting, Counts, Numbering
from faq.matching.embedding import Embedding
from faq.matching.grams import grams
from faq.matching.pinyin import sounds_of, spoken_pairs_of, syllables

Floats = NDArray[np.float32]

AT_ONCE = 256
"""Texts whose meanings are worked out in one step."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Normalised texts, what is counted of their writing and their sound, and the directions of their meanings."""

    keys: tuple[str, ...]
    pieces: Counts
    sounds: Counts
    meanings: Floats

    def followed_by(self, others: "Parts") -> "Parts":
        """These texts and then the others."""
        return Parts(
            self.keys + others.keys,
            self.pieces.followed_by(others.pieces),
            self.sounds.followed_by(others.sounds),
            np.concatenate((self.meanings, others.meanings)),
        )


def parts_of(keys: Sequence[str], numbers: Numbering, embedding: Embedding, known: Parts | None = None) -> Parts:
    """The texts taken apart; what is known of some of them already is taken over."""
    have = known.keys if known else ()
    place = {key: at for at, key in enumerate(have)}
    fresh: list[str] = []
    for key in keys:
        if key not in place:
            place[key] = len(have) + len(fresh)
            fresh.append(key)
    parts = _taken_apart(fresh, numbers, embedding)
    parts = known.followed_by(parts) if known else parts
    order = np.array([place[key] for key in keys], np.int64)
    return Parts(tuple(keys), parts.pieces.taken(order), parts.sounds.taken(order), parts.meanings[order])


def _taken_apart(keys: Sequence[str], numbers: Numbering, embedding: Embedding) -> Parts:
    pieces, sounds = Counting(numbers), Counting(numbers)
    meanings = np.zeros((len(keys), embedding.size), np.float32)
    for start in range(0, len(keys), AT_ONCE):
        bags: list[list[str]] = []
        for key in keys[start : start + AT_ONCE]:
            written, read = grams(key), syllables(key)
            pieces.add(written)
            sounds.add(sounds_of(read))
            bags.append(written + spoken_pairs_of(read))
        meanings[start : start + AT_ONCE] = embedding.meanings(bags)
    return Parts(tuple(keys), pieces.counts(), sounds.counts(), meanings)

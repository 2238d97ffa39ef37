"""A question taken apart, in the four ways it is compared: its writing, its sound, its letters, its meaning."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.matching.counts import Numbering
from faq.matching.embedding import Embedding
from faq.matching.grams import grams
from faq.matching.parts import Parts
from faq.matching.pinyin import sounds_of, spoken_pairs_of, syllables
from faq.matching.weights import Weights


@dataclass(frozen=True, slots=True)
class Question:
    """One normalised text; `pieces` and `sounds` with their weights, `meaning` a direction of length 1."""

    key: str
    pieces: dict[str, float]
    sounds: dict[str, float]
    meaning: NDArray[np.float32]


class Dissection:
    """Takes questions apart by the weights of one library."""

    def __init__(self, parts: Parts, numbers: Numbering, embedding: Embedding) -> None:
        self._embedding = embedding
        self.pieces = Weights(parts.pieces, numbers, embedding.pieces)
        self.sounds = Weights(parts.sounds, numbers, embedding.sounds)

    def apart(self, key: str) -> Question:
        """The normalised text taken apart."""
        written, read = grams(key), syllables(key)
        meaning = self._embedding.meanings([written + spoken_pairs_of(read)])[0]
        return Question(key, self.pieces.weigh(written), self.sounds.weigh(sounds_of(read)), meaning)

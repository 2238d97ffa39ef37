"""A question taken apart, in the four ways it is compared: its writing, its sound, its letters, its meaning."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.matching.embedding import Embedding
from faq.matching.grams import grams
from faq.matching.pinyin import sounds
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

    def __init__(self, keys: Iterable[str], embedding: Embedding) -> None:
        keys = tuple(keys)
        self._embedding = embedding
        self._pieces = Weights(map(grams, keys), embedding.pieces)
        self._sounds = Weights(map(sounds, keys), embedding.sounds)

    def apart(self, key: str) -> Question:
        """The normalised text taken apart."""
        pieces = grams(key)
        return Question(
            key, self._pieces.weigh(pieces), self._sounds.weigh(sounds(key)), self._embedding.meaning(key, pieces)
        )

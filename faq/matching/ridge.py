"""The vote: every text speaks for its entry, as loudly as it is like the question, and not twice for saying the same.

Kernel ridge regression. Texts that are alike share their vote instead of adding it up, so that ten phrasings of one
entry do not outvote the one phrasing of another, and leaving a text or a whole entry out of it is a formula and not
another fit.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

DOUBT = 0.1
"""How far a text is from being believed; a text of half the weight is doubted twice as much."""


class Ridge:
    """A fitted vote of texts for classes."""

    def __init__(self, kernel: Floats, classes: Numbers, count: int, weights: Floats) -> None:
        self._spoken: Floats = np.zeros((len(classes), count), np.float32)
        self._spoken[np.arange(len(classes)), classes] = 1
        doubted = kernel.copy()
        doubted[np.diag_indices(len(classes))] += DOUBT / weights
        self._inverse: Floats = np.linalg.inv(doubted).astype(np.float32)
        self._voices: Floats = self._inverse @ self._spoken

    @property
    def voices(self) -> Floats:
        """What each text (row) contributes to each class (column) where it is like the question."""
        return self._voices

    def without(self, numbers: Numbers, at: int) -> Floats:
        """The votes on the text `at`, one of these, had none of these been there."""
        block = self._inverse[np.ix_(numbers, numbers)]
        place = int(np.nonzero(numbers == at)[0][0])
        alone: Floats = np.eye(len(numbers), dtype=np.float32)[place]
        row: Floats = np.linalg.solve(block, alone).astype(np.float32)
        votes: Floats = self._spoken[at] - row @ self._voices[numbers]
        return votes


def votes_of(near: Floats, kernel: Floats, classes: Numbers, count: int, weights: Floats) -> Floats:
    """The votes of a few texts: `near` is how like the question each is, `kernel` how like one another."""
    doubted = kernel.copy()
    doubted[np.diag_indices(len(classes))] += DOUBT / weights
    return np.bincount(classes, np.linalg.solve(doubted, near), count).astype(np.float32)

"""What a question means, as far as that can be told from its pieces: a direction in a space of a few dozen dimensions.

Pieces of writing and of sound that our own collection of paraphrases uses for the same thing point the same way (注销
and 关闭, cancel and call off), learned by `python -m faq.training`. A question points where its pieces point together.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from faq.matching.grams import grams
from faq.matching.pinyin import spoken_pairs
from faq.matching.weights import Frequencies

Floats = NDArray[np.float32]

STORED = Path(__file__).parent / "model" / "embedding.npz"


class Embedding:
    """Pieces with their directions, how often they occur in ordinary questions, and what is asked in these."""

    def __init__(
        self, rows: Mapping[str, int], directions: Floats, pieces: Frequencies, sounds: Frequencies, ordinary: Floats
    ) -> None:
        self._rows = rows
        self._directions = directions
        self.ordinary = ordinary
        self.pieces = pieces
        self.sounds = sounds
        self.size: int = directions.shape[1]

    def meaning(self, key: str) -> Floats:
        """The direction of length 1 of a normalised question; nothing known in it: all zeros."""
        direction: Floats = self.meanings([grams(key) + spoken_pairs(key)])[0]
        return direction

    def meanings(self, bags: Sequence[Sequence[str]]) -> Floats:
        """The directions of questions, a row each, by their `grams` and `spoken_pairs`."""
        rows, times, starts = array("i"), array("i"), array("i")
        known: list[int] = []
        for at, bag in enumerate(bags):
            counted = Counter(map(self._rows.get, bag))
            counted.pop(None, None)
            if counted:
                known.append(at)
                starts.append(len(rows))
                rows.extend(cast("Iterable[int]", counted))
                times.extend(counted.values())
        found = np.zeros((len(bags), self.size), np.float32)
        if known:
            weights = 1 + np.log(np.array(times, np.float32))
            directions = np.add.reduceat(self._directions[np.array(rows)] * weights[:, None], np.array(starts))
            lengths = np.linalg.norm(directions, axis=1, keepdims=True)
            found[known] = directions / np.where(lengths > 0, lengths, 1)
        return found


@cache
def trained(path: Path = STORED) -> Embedding:
    """The embedding that comes with the program."""
    with np.load(path) as stored:
        words = bytes(stored["pieces"]).decode().split("\n")
        sounds = bytes(stored["sounds"]).decode().split("\n")
        directions = stored["directions"].astype(np.float32) * stored["scales"][:, None].astype(np.float32)
        ordinary = stored["ordinary"].astype(np.float32) / np.float32(127)
        heard = dict(zip(sounds, stored["sound_shares"].tolist(), strict=True))
        seen = dict(zip(words, stored["shares"].tolist(), strict=True))
    rows = {word: number for number, word in enumerate(words[: len(directions)])}
    return Embedding(rows, directions, Frequencies(seen), Frequencies(heard), ordinary)

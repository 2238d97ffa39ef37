"""What a question means, as far as that can be told from its pieces: a direction in a space of a few dozen dimensions.

Pieces of writing and of sound that our own collection of paraphrases uses for the same thing point the same way (注销
and 关闭, cancel and call off), learned by `python -m faq.training`. A question points where its pieces point together.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path

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

    def meaning(self, key: str, pieces: Sequence[str] | None = None) -> Floats:
        """The direction of length 1 of a normalised question; nothing known in it: all zeros.

        `pieces` are its `grams`, where somebody has them already.
        """
        pieces = [*(grams(key) if pieces is None else pieces), *spoken_pairs(key)]
        known = Counter(piece for piece in pieces if piece in self._rows)
        if not known:
            return np.zeros(self.size, np.float32)
        times = np.fromiter((1 + log(count) for count in known.values()), np.float32, len(known))
        direction = times @ self._directions[[self._rows[piece] for piece in known]]
        length = float(np.linalg.norm(direction))
        return direction / length if length > 0 else direction


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

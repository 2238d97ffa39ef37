"""How four observers see the likeness of a question and a text, each 0 to 1, and what becomes of it.

The pieces of the writing decide much and the meaning as much, the letters see the order that matters, and the sound
forgives what was typed by ear. No scorer of rapidfuzz can be trusted alone with Chinese: `token_set_ratio` is nothing
but `ratio` where no spaces part the words, and `WRatio` halves the likeness of two sentences that only order their
words differently.
"""

from math import log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

NAMES = ("pieces", "sound", "letters", "meaning")
"""The columns of a table of views, in order."""

LETTERS = NAMES.index("letters")

SHARES = np.array([0.30, 0.11, 0.14, 0.45], np.float32)
"""What each view counts for in the likeness."""

LEAST_SHARP, SHARPEST = 2.0, 3.5
"""How much steeper the kernel falls than the likeness, in the smallest libraries and in the largest."""


def likeness(views: Floats) -> Floats:
    """One number, 0 to 1, for the four in the last dimension."""
    weighed: Floats = views @ SHARES
    return weighed


def sharpness(entries: int) -> float:
    """How steep the kernel is: the more entries there are, the less those that have little to say shall drown."""
    return min(max(1 + log(max(entries, 1)) / 3, LEAST_SHARP), SHARPEST)


def kernel(likenesses: Floats, sharp: float) -> Floats:
    """What a text of this likeness counts for in the vote; 1 for the same text."""
    counted: Floats = np.exp(np.float32(sharp) * (likenesses - 1))
    return counted

"""How sure one may be that the first of a ranking is meant: a small logistic over the evidence.

Its coefficients stand in `model/judgement.json`; `python -m faq.training` fits them on small libraries made of our own
collection of paraphrases, with groups left out as questions without an answer. Their order is right in libraries it
has not seen, their height is not: that is what `faq.matching.calibration` is for.
"""

import json
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faq.matching.evidence import FEATURES

STORED = Path(__file__).parent / "model" / "judgement.json"

SUREST = 0.999
"""Only the very words of a phrasing are surer."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Weights of the features, and what speaks for it when all of them are 0."""

    weights: NDArray[np.float32]
    offset: float

    @property
    def digest(self) -> bytes:
        """What tells one judgement from another."""
        return self.weights.tobytes() + np.float64(self.offset).tobytes()

    def confidence(self, evidence: NDArray[np.float32]) -> float:
        """How sure, from 0 to 1."""
        logit = float(evidence @ self.weights) + self.offset
        return min(1 / (1 + exp(-max(min(logit, 30.0), -30.0))), SUREST)


@cache
def fitted(path: Path = STORED) -> Judgement:
    """The judgement that comes with the program."""
    stored: dict[str, float] = json.loads(path.read_text("utf-8"))
    weights = np.array([stored.get(name, 0.0) for name in FEATURES], np.float32)
    return Judgement(weights, stored["offset"])

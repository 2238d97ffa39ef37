"""What speaks for the first of a ranking: a row of numbers, the same for a live question and for one left out."""

from dataclasses import dataclass, replace
from math import log1p

import numpy as np
from numpy.typing import NDArray

from faq.matching.question import Question
from faq.matching.shelf import Shelf
from faq.matching.views import NAMES

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

NEIGHBOURS = 8
"""Texts whose agreement is looked at."""

FEATURES = (
    "vote", "lead", "third", "reject", "likeness", "gap", *NAMES, "neighbours", "agreement", "strangeness",
    "unheard", "elsewhere", "length",
)  # fmt: skip


WITNESSES = 4
"""Texts of the first that are compared with what is meant elsewhere."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A question before the texts it is compared with.

    `views` has a row of four and `likenesses` one number per text; `numbers` are theirs on the shelf, and `classes`
    says which column of `votes` each speaks for. Column 0 collects the votes for there being no answer.
    """

    question: Question
    numbers: Numbers
    views: Floats
    likenesses: Floats
    classes: Numbers
    votes: Floats
    strangeness: float

    def without(self, texts: NDArray[np.bool_]) -> "Scene":
        """The scene without these texts; the votes stay."""
        kept = ~texts
        return replace(
            self,
            numbers=self.numbers[kept],
            views=self.views[kept],
            likenesses=self.likenesses[kept],
            classes=self.classes[kept],
        )


def evidence(scene: Scene, ranking: Numbers, shelf: Shelf, ordinary: Floats) -> Floats:
    """The features of the first class of the ranking, which is strongest first and not empty.

    `ordinary` are the directions of what is asked elsewhere, one row each.
    """
    own = scene.classes == int(ranking[0])
    if not own.any():
        return np.zeros(len(FEATURES), np.float32)
    votes: list[float] = [*scene.votes[ranking[:3]].tolist(), 0.0, 0.0]
    places = np.nonzero(own)[0]
    places = places[np.argsort(-scene.likenesses[places], kind="stable")]
    best, likest = int(places[0]), float(scene.likenesses[places[0]])
    other = float(np.max(scene.likenesses, where=~own, initial=0.0))
    found = [
        votes[0],
        votes[0] - votes[1],
        votes[0] - votes[2],
        float(scene.votes[0]),
        likest,
        likest - other,
        *scene.views[best].tolist(),
        _share(own[_largest(scene.likenesses, NEIGHBOURS)]),
        _share(own[np.argmax(scene.views, axis=0)]),
        scene.strangeness,
        shelf.unheard(scene.question, scene.numbers[places]),
        elsewhere(scene.question, shelf.meanings(scene.numbers[places[:WITNESSES]]), ordinary),
        log1p(len(scene.question.key)),
    ]
    return np.array(found, np.float32)


def elsewhere(question: Question, own: Floats, ordinary: Floats) -> float:
    """How much nearer the question is to something asked elsewhere than the entry's own texts are, 0 or more."""
    if not len(ordinary) or not len(own):
        return 0.0
    nearer = ordinary @ question.meaning - np.max(own @ ordinary.T, axis=0)
    return max(float(nearer.max()), 0.0)


def _share(true: NDArray[np.bool_]) -> float:
    return np.count_nonzero(true) / max(true.size, 1)


def _largest(values: Floats, most: int) -> Numbers:
    found = np.argpartition(-values, most)[:most] if len(values) > most else np.arange(len(values))
    return found.astype(np.int64)

"""A library asked its own texts: each as if it were not there, and as if its whole entry were not there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from faq.matching.calibration import STRANGERS, Trial, kind_of
from faq.matching.corpus import NOBODY, Corpus, Fitted
from faq.matching.evidence import Scene, evidence
from faq.matching.judgement import fitted as judgement
from faq.matching.views import likeness

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

ALL_VOTE, NEAREST_VOTE = 300, 60
"""Texts that are tried where all of them vote, which costs little, and where only the nearest do."""

PLACES = 3
"""Places of a ranking that are looked at."""

MOST_EXAMPLES = 1_500
"""Examples that are tried."""


def trials_of_phrasings(fitted: Fitted) -> list[Trial]:
    """Phrasings as questions. The one of an entry that has no other can only be asked for in vain."""
    numbers = [at for at in range(len(fitted.texts)) if not fitted.texts[at].learned]
    known: list[Trial] = []
    strange: list[Trial] = []
    for at in _spread(numbers, ALL_VOTE if fitted.ridge else NEAREST_VOTE):
        asked, family = _Asked(fitted, at), _family(fitted, at)
        known += asked.without([at]) if len(family) > 1 else []
        strange += asked.without(family)
    return [*_weighed(known, 1 - STRANGERS), *_weighed(strange, STRANGERS)]


def trials_of_examples(fitted: Fitted) -> list[Trial]:
    """Real questions, each as if it had not been learned from."""
    return [trial for at in _spread(fitted.learned, MOST_EXAMPLES) for trial in _Asked(fitted, at).without([at])]


class _Asked:
    """One text of the library as a question."""

    def __init__(self, fitted: Fitted, at: int) -> None:
        self._fitted = fitted
        self._at = at
        self._key = fitted.texts[at].key
        self._question = fitted.dissection.apart(self._key)
        self._views = fitted.shelf.views(self._question)
        if fitted.ridge:
            self._views = fitted.shelf.with_letters(self._question, np.arange(len(fitted.texts)), self._views)

    def without(self, numbers: list[int]) -> Iterator[Trial]:
        """What is found for it without these texts, itself among them; nothing where nothing is left."""
        fitted = self._fitted
        scene = self._scene(numbers)
        ranking = _strongest(scene.votes)
        if not len(ranking) or not len(scene.classes):
            return
        own, first = int(fitted.classes[self._at]), int(ranking[0])
        fits = own != NOBODY and bool(np.any(scene.classes == own))
        sure = judgement().confidence(evidence(scene, ranking, fitted.shelf, fitted.ordinary))
        found = fitted.texts[fitted.first[first]].entry_id if first in fitted.first else None
        yield Trial(sure, fits and first == own, fits, 1.0, kind_of(self._key), found)

    def _scene(self, numbers: list[int]) -> Scene:
        fitted = self._fitted
        gone = np.zeros(len(fitted.texts), bool)
        gone[numbers] = True
        if fitted.ridge is None:
            before = Corpus(fitted, gone=gone).before_views(self._question, self._views)
            votes = np.zeros(fitted.count, np.float32)
            votes[before.classes] = before.scene.votes
            return replace(before.scene, classes=before.classes[before.scene.classes], votes=votes)
        kept = np.nonzero(~gone)[0]
        views = self._views[kept]
        votes = fitted.ridge.without(np.array(numbers), self._at)
        strangeness = fitted.shelf.strangeness(self._question, frozenset(numbers))
        return Scene(self._question, kept, views, likeness(views), fitted.classes[kept], votes, strangeness)


def _strongest(votes: Floats) -> Numbers:
    """The few strongest classes, strongest first, but for nobody's."""
    few = np.argpartition(-votes, PLACES)[: PLACES + 1] if len(votes) > PLACES + 1 else np.arange(len(votes))
    few = few[few != NOBODY]
    ranking: Numbers = few[np.lexsort((few, -votes[few]))]
    return ranking


def _family(fitted: Fitted, at: int) -> list[int]:
    numbers: list[int] = np.nonzero(fitted.classes == fitted.classes[at])[0].tolist()
    return numbers


def _spread(numbers: list[int], most: int) -> list[int]:
    """At most so many of them, evenly from the first to the last."""
    if len(numbers) <= most:
        return numbers
    return [numbers[place] for place in np.linspace(0, len(numbers) - 1, most).astype(int).tolist()]


def _weighed(trials: Iterable[Trial], share: float) -> list[Trial]:
    """The trials with weights that make up this share."""
    trials = list(trials)
    each = share / len(trials) if trials else 0.0
    return [Trial(one.confidence, one.right, one.fits, each, one.kind, one.found) for one in trials]

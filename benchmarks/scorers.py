"""What others match questions with: the likest phrasing by a ready-made score decides, and the score is the confidence.

Each gets every text as its own users would give it: lower case, signs gone (`rapidfuzz.utils.default_process`).
The n-grams of BM25 and TF-IDF are single Chinese characters and pairs of them, and whole words and their three-letter
parts in other scripts; pairs beat words cut by a dictionary on Chinese questions.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from faq import Candidate, Entry, Match, Outcome

Scores = NDArray[np.float64]

_CANDIDATES = 3
_K1, _B = 1.5, 0.75
_run = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W\u3400-\u9fff\uf900-\ufaff]+")


class Scorer(Protocol):
    """Gives every phrasing a score for a question, in the order it was given them."""

    def __init__(self, texts: Sequence[str]) -> None: ...

    def scores(self, text: str) -> Scores:
        """Return one score per phrasing; the best one is meant."""
        ...


class Ratio:
    """Shares of equal letters in equal order."""

    scorer: Callable[..., float] = staticmethod(fuzz.ratio)

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = list(texts)

    def scores(self, text: str) -> Scores:
        """Return the scorer's percentages as fractions."""
        percent = process.cdist([text], self._texts, scorer=self.scorer, dtype=np.float32)[0]
        return np.asarray(percent, dtype=np.float64) / 100


class TokenSetRatio(Ratio):
    """The same on the set of words."""

    scorer = staticmethod(fuzz.token_set_ratio)


class WRatio(Ratio):
    """The mixture of scorers that rapidfuzz recommends."""

    scorer = staticmethod(fuzz.WRatio)


class BM25:
    """Okapi BM25 with k1 = 1.5 and b = 0.75."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._postings = _Postings(texts)
        lengths = self._postings.lengths
        self._size = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1.0))

    def scores(self, text: str) -> Scores:
        """Return the sums over the question's n-grams."""
        total = np.zeros(len(self._size))
        for gram in set(grams(text)):
            places, counts = self._postings.of(gram)
            rarity = np.log1p((len(total) - len(places) + 0.5) / (len(places) + 0.5))
            total[places] += rarity * counts * (_K1 + 1) / (counts + self._size[places])
        return total


class TfIdf:
    """The cosine of (1 + log tf) · idf, with the smooth idf everybody uses; n-grams never seen count for nothing."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._postings = _Postings(texts)
        squares = np.zeros(len(texts))
        for gram in self._postings.known():
            places, counts = self._postings.of(gram)
            squares[places] += (self._weight(counts) * self._rarity(len(places))) ** 2
        self._norms = np.sqrt(np.maximum(squares, 1e-12))

    def scores(self, text: str) -> Scores:
        """Return the cosines."""
        total, square = np.zeros(len(self._norms)), 1e-12
        for gram, count in Counter(grams(text)).items():
            places, counts = self._postings.of(gram)
            if len(places):
                mine = float(self._weight(np.array(count, dtype=np.float64))) * self._rarity(len(places))
                total[places] += mine * self._weight(counts) * self._rarity(len(places))
                square += mine**2
        return np.asarray(total / self._norms / square**0.5)

    def _rarity(self, texts: int) -> float:
        return float(np.log((1 + len(self._postings.lengths)) / (1 + texts)) + 1)

    @staticmethod
    def _weight(counts: Scores) -> Scores:
        return np.asarray(1 + np.log(counts))


class Asker:
    """A library asked through a scorer: an entry is as good as its best phrasing, the best three are candidates."""

    def __init__(self, scorer: type[Scorer], entries: Sequence[Entry]) -> None:
        self._ids = [entry.id for entry in entries]
        self._starts = np.cumsum([0, *(len(entry.phrasings) for entry in entries[:-1])])
        self._scorer = scorer([default_process(text) for entry in entries for text in entry.phrasings])

    def match(self, text: str) -> Match:
        """Return the candidates; whether that is an answer is left to a threshold."""
        scores = np.maximum.reduceat(self._scorer.scores(default_process(text)), self._starts)
        best = np.argsort(-scores, kind="stable")[:_CANDIDATES]
        candidates = tuple(Candidate(self._ids[place], float(scores[place])) for place in best if scores[place] > 0)
        return Match(Outcome.NONE, None, candidates[0].score if candidates else 0.0, candidates)


SCORERS: dict[str, type[Scorer]] = {
    "ratio": Ratio,
    "token_set_ratio": TokenSetRatio,
    "WRatio": WRatio,
    "BM25": BM25,
    "TF-IDF": TfIdf,
}


def grams(text: str) -> list[str]:
    """Return the n-grams of a text, those that occur twice twice."""
    found: list[str] = []
    for run in _run.findall(text):
        if run[0] >= "\u3400":
            found += [*run, *_parts(run, 2)]
        else:
            found += [run, *_parts(f"<{run}>", 3)]
    return found


def _parts(run: str, length: int) -> Iterable[str]:
    return (run[start : start + length] for start in range(len(run) - length + 1))


class _Postings:
    """In which texts an n-gram occurs, and how often."""

    def __init__(self, texts: Sequence[str]) -> None:
        found: dict[str, tuple[list[int], list[int]]] = {}
        lengths: list[int] = []
        for place, text in enumerate(texts):
            counted = Counter(grams(text))
            lengths.append(counted.total())
            for gram, count in counted.items():
                places, counts = found.setdefault(gram, ([], []))
                places.append(place)
                counts.append(count)
        self.lengths = np.array(lengths, dtype=np.float64)
        self._found = {gram: (np.array(at), np.array(counts, dtype=np.float64)) for gram, (at, counts) in found.items()}

    def known(self) -> Iterable[str]:
        return self._found

    def of(self, gram: str) -> tuple[NDArray[np.intp], Scores]:
        return self._found.get(gram, _NOWHERE)


_NOWHERE: tuple[NDArray[np.intp], Scores] = (np.array([], dtype=np.intp), np.array([], dtype=np.float64))

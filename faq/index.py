"""An inverted index of n-grams: which phrasings share what is rare with a question.

Chinese is cut into characters and pairs, Latin into words, pairs of words and letter n-grams, because neither
jieba's words nor longer Chinese n-grams found more. A question's n-grams that no phrasing has still count in its
length, and that is what lets a question about something else score low.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log, sqrt

from faq.text import HAN

_runs = re.compile(rf"[{HAN}]+|[^\s{HAN}]+")


def grams(key: str) -> Counter[str]:
    """The n-grams of a normalised text with their counts; kinds cannot be mistaken for each other."""
    found: Counter[str] = Counter()
    words: list[str] = []
    for run in _runs.findall(key):
        if re.match(f"[{HAN}]", run):
            found.update(run)
            found.update(pairs(run))
        else:
            words.append(run)
    found.update(f"={word}" for word in words)
    found.update(f"{one} {two}" for one, two in pairwise(words))
    found.update(part for word in words for part in _parts(f"<{word}>"))
    return found


def pairs(run: str) -> Iterable[str]:
    """Neighbouring characters."""
    return map("".join, pairwise(run))


def _parts(word: str) -> Iterable[str]:
    return (word[start : start + size] for size in (3, 4) for start in range(len(word) - size + 1))


class Index:
    """Cosine likeness of a question to each of many texts, rare n-grams weighing more."""

    def __init__(self, keys: Sequence[str], owners: Sequence[str]) -> None:
        bags = [grams(key) for key in keys]
        entries: defaultdict[str, set[str]] = defaultdict(set)
        for bag, owner in zip(bags, owners, strict=True):
            for gram in bag:
                entries[gram].add(owner)
        total = len(set(owners))
        self._rarity = {gram: sqrt(log(1 + total / len(where))) for gram, where in entries.items()}
        self._unseen = sqrt(log(1 + 2 * total)) if total else 1.0
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, bag in enumerate(bags):
            weights, length = self._weigh(bag)
            for gram, weight in weights.items():
                self._postings[gram].append((number, weight / length))

    def likeness(self, key: str) -> dict[int, float]:
        """Text number → cosine, for every text that shares an n-gram with the key."""
        weights, length = self._weigh(grams(key))
        found: defaultdict[int, float] = defaultdict(float)
        for gram, weight in weights.items():
            share = weight / length
            for number, other in self._postings.get(gram, ()):
                found[number] += share * other
        return found

    def strangeness(self, key: str) -> float:
        """The share of the key, 0 to 1, that no text of the library has."""
        weights, length = self._weigh(grams(key))
        unseen = sum(weight * weight for gram, weight in weights.items() if gram not in self._rarity)
        return unseen / (length * length)

    def _weigh(self, bag: Counter[str]) -> tuple[dict[str, float], float]:
        weights = {gram: self._rarity.get(gram, self._unseen) * (1 + log(count)) for gram, count in bag.items()}
        return weights, sqrt(sum(weight * weight for weight in weights.values())) or 1.0

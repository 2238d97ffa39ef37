"""Which entries are like a question: three views of every phrasing, weighed into one strength per entry.

No scorer of rapidfuzz can be trusted alone with Chinese: `token_set_ratio` is nothing but `ratio` where no spaces part
the words, `WRatio` halves the likeness of two sentences that only order their words differently, and sorting the
characters, which forgives that, takes 我退给你 for 你退给我. So n-grams with their rarity decide most, the sorted
characters forgive an order that people do not keep either, and plain `ratio` sees the order that matters.
Other phrasings of the same entry that are like the question too lend it support.
"""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest

from rapidfuzz import fuzz

from faq.entry import Entry, Language
from faq.index import Index
from faq.text import mentions, normalise, words

GRAMS, ORDER, LETTERS = 0.60, 0.15, 0.25
"""What each view weighs in the likeness of one phrasing."""

SUPPORT = (1.0, 0.10, 0.05, 0.025)
"""What the likest, second, third and fourth phrasing of an entry count for."""

KEYWORD = 0.05
"""What a keyword adds when the message mentions it."""

OTHER_LANGUAGE = 0.85
"""What is left of the strength of an entry in a language the customer does not write."""

SHORTLIST = 64
"""Phrasings that are looked at closely."""


@dataclass(frozen=True, slots=True)
class Views:
    """How three observers see the likeness of a question and a phrasing, each 0 to 1."""

    grams: float
    order: float
    letters: float

    @property
    def likeness(self) -> float:
        """The weighed sum, 0 to 1."""
        return GRAMS * self.grams + ORDER * self.order + LETTERS * self.letters


@dataclass(frozen=True, slots=True)
class Contender:
    """An entry in the running, with the phrasing that is likest the question and what supports it, 0 to 1."""

    entry: Entry
    phrasing: str
    views: Views
    strength: float


@dataclass(frozen=True, slots=True)
class _Phrasing:
    entry: Entry
    text: str
    key: str
    letters: str


class Matcher:
    """Ranks entries by likeness to a question; asking changes nothing in it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._phrasings = [_phrasing(entry, text) for entry in entries for text in entry.phrasings]
        self._keywords = {entry.id: words(entry.keywords) for entry in entries}
        self._index = Index([one.key for one in self._phrasings], [one.entry.id for one in self._phrasings])

    def rank(self, key: str, language: Language, silenced: AbstractSet[str] = frozenset()) -> list[Contender]:
        """The entries that share anything with the normalised question, strongest first, without the silenced ids."""
        shared = self._index.likeness(key)
        heard = (number for number in shared if self._phrasings[number].entry.id not in silenced)
        seen: defaultdict[str, list[tuple[Views, _Phrasing]]] = defaultdict(list)
        letters = _letters(key)
        for number in nlargest(SHORTLIST, heard, key=shared.__getitem__):
            one = self._phrasings[number]
            order, sort = fuzz.ratio(key, one.key) / 100, fuzz.ratio(letters, one.letters) / 100
            seen[one.entry.id].append((Views(min(shared[number], 1.0), order, sort), one))
        return sorted((self._contender(key, views, language) for views in seen.values()), key=_standing)

    def strangeness(self, key: str) -> float:
        """The share of the question, 0 to 1, that no phrasing of any entry knows."""
        return self._index.strangeness(key)

    def _contender(self, key: str, seen: list[tuple[Views, _Phrasing]], language: Language) -> Contender:
        seen.sort(key=lambda pair: pair[0].likeness, reverse=True)
        views, one = seen[0]
        strength = sum(weight * other.likeness for weight, (other, _) in zip(SUPPORT, seen, strict=False))
        if any(mentions(key, word) for word in self._keywords[one.entry.id]):
            strength += KEYWORD
        if language != one.entry.language:
            strength *= OTHER_LANGUAGE
        return Contender(one.entry, one.text, views, min(strength, 1.0))


def _phrasing(entry: Entry, text: str) -> _Phrasing:
    key = normalise(text)
    return _Phrasing(entry, text, key, _letters(key))


def _letters(key: str) -> str:
    return "".join(sorted(key.replace(" ", "")))


def _standing(contender: Contender) -> tuple[float, str]:
    """Strongest first; equals in the order of their ids, so that every run says the same."""
    return -contender.strength, contender.entry.id

"""The judgement: fitted on small libraries made of our own paraphrases, played as a live library would be.

A library takes the groups of some topics as entries. Of the groups left out of it, those of the same topics are the
near strangers, those of other topics the far ones. Embeddings are trained without the topics they are tried on, so that
what is learned here is how far to trust them with topics they have never seen.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from faq.entry import Entry, Language
from faq.matching.collection import Collection
from faq.matching.corpus import NOBODY, Corpus, Fitted
from faq.matching.embedding import Embedding
from faq.matching.evidence import FEATURES
from faq.matching.families import Families
from faq.matching.judgement import STORED
from faq.matching.matcher import Asking, Matcher
from faq.matching.texts import Text, filed
from faq.training.embedding import embedding_of
from faq.training.paraphrases import Group, split

Floats = NDArray[np.float64]
Thing = TypeVar("Thing")

PARTS = 3
LIBRARIES = 15
"""Libraries per part and language."""
PHRASINGS = (1, 2, 3, 3, 4, 5)
STRANGERS = (0.05, 0.1, 0.25)
"""Shares of a topic's groups that are left out of a library."""
LEARNED = 0.35
"""The share of libraries that have learned from questions nobody answers."""
QUESTIONS = 250
"""Questions of each kind that a library is asked, at most."""
SEED = 1

SHARES = {"right": 0.5, "stranger": 0.35, "wrong": 0.15}
"""How often a live library finds the right entry, is asked what it does not know, and finds a wrong one."""
RIDGE = 3.0
SETTLED = 1e-6
"""A step that is too small to go on for."""

EXPECTED = {
    "vote": 6.0, "lead": 5.0, "reject": -12.0, "likeness": 1.8, "gap": 3.2, "meaning": 1.0, "agreement": 0.6,
    "strangeness": -2.4, "elsewhere": -7.0, "offset": -3.8,
}  # fmt: skip
"""What one would expect beforehand; half of the judgement stays with it, since our paraphrases are wilder than life."""

SIGNS = {"strangeness": -1, "reject": -1, "unheard": -1, "elsewhere": -1, "length": 0}
"""Which way a feature may speak where not for the first; 0: either way."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The evidence of many questions, one row each, and what they turned out to be."""

    evidence: Floats
    kinds: NDArray[np.str_]


def write(groups: Sequence[Group], words: Sequence[Group], file: Path = STORED) -> None:
    """Play the libraries, fit the logistic and write it; every embedding knows all the words."""
    embeddings = [embedding_of([*split(groups, PARTS, part)[0], *words]) for part in range(PARTS)]
    played = [_played(groups, "zh", embeddings), _played(groups, "en", embeddings)]
    found = fitted(played)
    mean = {name: (found.get(name, 0.0) + EXPECTED.get(name, 0.0)) / 2 for name in {**found, **EXPECTED}}
    file.write_text(json.dumps({name: round(slope, 4) for name, slope in mean.items()}, indent=1) + "\n", "utf-8")


def _played(groups: Sequence[Group], language: Language, embeddings: Sequence[Embedding]) -> Outcomes:
    chance = np.random.default_rng(SEED)
    rows: list[tuple[NDArray[np.float32], str]] = []
    for part, embedding in enumerate(embeddings):
        own = [group for group in split(groups, PARTS, part)[1] if group.language == language]
        for _ in range(LIBRARIES):
            rows += _library(own, embedding, chance)
    return Outcomes(np.array([row for row, _ in rows], float), np.array([kind for _, kind in rows]))


def _library(
    groups: list[Group], embedding: Embedding, chance: np.random.Generator
) -> Iterator[tuple[NDArray[np.float32], str]]:
    """One library, asked what it knows and what it does not."""
    topics = sorted({group.topic for group in groups})
    order = _shuffled(topics, chance)
    most = max(3, min(int(len(topics) * 0.8), 30))
    inside = set(order[: int(chance.integers(2, most))])
    phrasings, left_out = int(chance.choice(PHRASINGS)), float(chance.choice(STRANGERS))
    entries: list[Entry] = []
    known: list[tuple[str, str]] = []
    strange: list[str] = []
    for group in groups:
        keys = _shuffled(group.keys, chance)
        if group.topic in inside and len(keys) > 1 and chance.random() >= left_out:
            count = min(phrasings, len(keys) - 1)
            entries.append(Entry(f"e{len(entries)}", keys[0], tuple(keys[1:count]), language=group.language))
            known += [(key, entries[-1].id) for key in keys[count:]]
        else:
            strange += keys[: 3 if group.topic in inside else 2]
    known, strange = _shuffled(known, chance)[:QUESTIONS], _shuffled(strange, chance)[:QUESTIONS]
    learned = strange[: len(strange) // 3] if chance.random() < LEARNED else []
    matcher = library(entries, learned, embedding)
    for key, entry_id in [*known, *((key, "") for key in strange[len(learned) :])]:
        ranking = matcher.rank(Asking(key, key, groups[0].language))
        if ranking.evidence is not None:
            found = ranking.contenders[0].entry.id
            yield ranking.evidence, "right" if found == entry_id else "wrong" if entry_id else "stranger"


def _shuffled(things: Sequence[Thing], chance: np.random.Generator) -> list[Thing]:
    order: list[int] = chance.permutation(len(things)).tolist()
    return [things[at] for at in order]


def library(entries: Sequence[Entry], strangers: Sequence[str], embedding: Embedding) -> Matcher:
    """A matcher for entries that has learned from questions nobody answers."""
    listed = [filed(entry) for entry in entries]
    collection, families = Collection(listed), Families(listed)
    texts = [(text, families.of(one.key)) for one in listed for text in one.texts]
    texts += [(Text(None, key, key, learned=True), NOBODY) for key in strangers]
    fitted_ = Fitted([text for text, _ in texts], [class_ for _, class_ in texts], embedding)
    return Matcher(Corpus(fitted_), families, collection)


def fitted(played: Sequence[Outcomes]) -> dict[str, float]:
    """A logistic for being right, every feature speaking the way it may or not at all."""
    evidence = np.concatenate([one.evidence for one in played])
    truth = np.concatenate([one.kinds == "right" for one in played]).astype(float)
    weights = np.concatenate([_weights(one.kinds) for one in played])
    centre, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-6
    signs = np.array([SIGNS.get(name, 1) for name in FEATURES])
    speaking = np.ones(len(FEATURES), bool)
    while True:
        found = logistic((evidence - centre)[:, speaking] / spread[speaking], truth, weights)
        slopes = np.zeros(len(FEATURES))
        slopes[speaking] = found[:-1]
        against = np.where(speaking, slopes * signs, 0.0)
        if against.min() >= 0:
            break
        speaking[int(np.argmin(against))] = False
    plain = slopes / spread
    named = {name: float(slope) for name, slope in zip(FEATURES, plain, strict=True) if slope}
    return {**named, "offset": float(found[-1] - (plain * centre).sum())}


def _weights(kinds: NDArray[np.str_]) -> Floats:
    weights = np.zeros(len(kinds))
    for kind, share in SHARES.items():
        weights[kinds == kind] = share / max(1, int((kinds == kind).sum()))
    return weights


def logistic(features: Floats, truth: Floats, weights: Floats) -> Floats:
    """Slopes, and the offset last, by Newton's method."""
    table = np.column_stack([features, np.ones(len(features))])
    weights = weights / weights.mean()
    ridge = np.diag([RIDGE] * features.shape[1] + [1e-6])
    found = np.zeros(table.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (weights * (likely - truth)) + ridge @ found
        bend = (table * (weights * likely * (1 - likely))[:, None]).T @ table + ridge
        step = np.linalg.solve(bend, slope)
        found = found - step
        if np.abs(step).max() < SETTLED:
            break
    return found

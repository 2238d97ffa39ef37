"""The embedding: directions of pieces such that paraphrases point the same way, and near misses do not.

It starts from the groups as documents: pieces that occur in the same groups point the same way (latent semantic
analysis). Then contrastive learning (InfoNCE): of a batch of groups, two texts each, every text has to find its
partner, half of the time among groups of the same topics. Pieces are left out by chance, so that no text is
recognised by a single one. No batch mixes languages, so that each has the whole space to itself; and each has chances
of its own, so that new lessons in one change little in the other.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faq.entry import Language
from faq.matching.embedding import STORED, Embedding
from faq.matching.grams import grams
from faq.matching.pinyin import sounds, spoken_pairs
from faq.matching.weights import Frequencies
from faq.training.paraphrases import Group

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

LANGUAGES: tuple[Language, ...] = ("zh", "en")
SIZE = 64
EPOCHS = 30
BATCH = 128
TEMPERATURE = 0.1
LEFT_OUT = 0.3
"""The share of a text's pieces that is left out by chance."""
BY_EAR = 0.2
"""The share of texts of which nothing but the sound is left, as if every word were misspelt."""
SHUFFLED = 0.2
"""The share of texts of which nothing but single characters is left, as if all of them were exchanged."""
SAME_TOPIC = 0.5
"""The share of batches that are made of whole topics."""
A_TOPIC = 16
"""Groups of one topic in such a batch, at most."""
RATE = 0.02
SCALE = 0.1
"""The standard deviation of the first directions."""
SEED = 2
OFTEN = 2
"""Texts a piece must occur in to have a direction."""
ORDINARY = 3
"""Texts a piece must occur in for its frequency to be kept."""


@dataclass(frozen=True, slots=True)
class Bag:
    """One text: the rows of its known pieces, their weights, and which of them are heard or single characters."""

    rows: Numbers
    weights: Floats
    heard: Mask
    single: Mask


class Lessons:
    """The groups as bags of numbered pieces."""

    def __init__(self, groups: Sequence[Group]) -> None:
        counted = [[Counter([*grams(key), *spoken_pairs(key)]) for key in group.keys] for group in groups]
        found = Counter(piece for texts in counted for text in texts for piece in text)
        total = sum(map(len, counted))
        self.pieces = [piece for piece in sorted(found) if found[piece] >= OFTEN]
        self.rows = {piece: row for row, piece in enumerate(self.pieces)}
        self.rarities = np.array([sqrt(log((total + 1) / (found[piece] + 0.5))) for piece in self.pieces], np.float32)
        bags = [[self._bag(text) for text in texts] for texts in counted]
        self.bags = [[bag for bag in texts if len(bag.rows)] for texts in bags]
        usable = [at for at, texts in enumerate(self.bags) if len(texts) > 1]
        self.languages = [_numbers(groups, language) for language in LANGUAGES]
        self.topics = [_by_topic(groups, [at for at in usable if at in own]) for own in map(set, self.languages)]

    def _bag(self, text: Counter[str]) -> Bag:
        rows = np.array([self.rows[piece] for piece in text if piece in self.rows], np.int64)
        times = np.array([1 + log(count) for piece, count in text.items() if piece in self.rows], np.float32)
        heard = np.array([piece.startswith("~") for piece in text if piece in self.rows], bool)
        single = np.array([len(piece) == 1 for piece in text if piece in self.rows], bool)
        return Bag(rows, times * self.rarities[rows], heard, single)


def _numbers(groups: Sequence[Group], language: Language) -> list[int]:
    return [at for at, group in enumerate(groups) if group.language == language]


def _by_topic(groups: Sequence[Group], usable: list[int]) -> list[list[int]]:
    topics: dict[str, list[int]] = {}
    for at in usable:
        topics.setdefault(groups[at].topic, []).append(at)
    return [topics[topic] for topic in sorted(topics)]


def learned(groups: Sequence[Group], epochs: int = EPOCHS) -> tuple[Lessons, Floats]:
    """What the lessons were, and a direction for each of their pieces."""
    chance = np.random.default_rng(SEED)
    chances = [np.random.default_rng([SEED, number]) for number, _ in enumerate(LANGUAGES)]
    lessons = Lessons(groups)
    directions = _first(lessons, chance)
    sizes = np.array([sum(map(len, topics)) for topics in lessons.topics])
    descent = _Descent(directions, epochs * max(1, int(sizes.sum()) * 3 // BATCH))
    for _ in range(descent.steps):
        language = int(chance.choice(len(sizes), p=sizes / sizes.sum()))
        own = chances[language]
        ones, others = _pairs(lessons, _batch(lessons.topics[language], own), own)
        descent.step(*_slope(directions, [_thinned(bag, own) for bag in (*ones, *others)]))
    return lessons, directions


def _first(lessons: Lessons, chance: np.random.Generator) -> Floats:
    shape = (len(lessons.pieces), SIZE)
    first = sum((_together(lessons, own) for own in lessons.languages if own), np.zeros(shape, np.float32))
    return first + chance.normal(0, SCALE / 10, shape).astype(np.float32)


def _together(lessons: Lessons, numbers: list[int]) -> Floats:
    """Where pieces point by the groups, of these, that they occur in together."""
    table = np.zeros((len(numbers), len(lessons.pieces)), np.float32)
    for row, at in zip(table, numbers, strict=True):
        for bag in lessons.bags[at]:
            row[bag.rows] += 1
    table = np.log1p(table) * lessons.rarities
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    values, vectors = np.linalg.eigh(table @ table.T)
    values, vectors = values[::-1][:SIZE], vectors[:, ::-1][:, :SIZE]
    found = (table.T @ vectors) / np.sqrt(np.maximum(values, 1e-6)) * np.maximum(values, 1e-6) ** 0.25
    found = np.pad(found, ((0, 0), (0, SIZE - found.shape[1])))
    scaled: Floats = (found / (found.std() + 1e-9) * SCALE).astype(np.float32)
    return scaled


def _batch(topics: list[list[int]], chance: np.random.Generator) -> list[int]:
    if chance.random() >= SAME_TOPIC:
        usable = [at for topic in topics for at in topic]
        drawn: list[int] = chance.choice(usable, min(BATCH, len(usable)), replace=False).tolist()
        return drawn
    chosen: list[int] = []
    order: list[int] = chance.permutation(len(topics)).tolist()
    for topic in order:
        own = np.array(topics[topic], np.int64)
        chosen += chance.permutation(own)[:A_TOPIC].tolist()
        if len(chosen) >= BATCH:
            break
    return chosen[:BATCH]


def _pairs(lessons: Lessons, batch: list[int], chance: np.random.Generator) -> tuple[list[Bag], list[Bag]]:
    chosen = [(lessons.bags[at], chance.choice(len(lessons.bags[at]), 2, replace=False)) for at in batch]
    return [bags[one] for bags, (one, _) in chosen], [bags[other] for bags, (_, other) in chosen]


def _thinned(bag: Bag, chance: np.random.Generator) -> Bag:
    kept = chance.random(len(bag.rows)) > LEFT_OUT
    damage = chance.random()
    if damage < BY_EAR and bag.heard.any():
        kept &= bag.heard
    elif damage > 1 - SHUFFLED and bag.single.any():
        kept &= bag.single
    return Bag(bag.rows[kept], bag.weights[kept], bag.heard[kept], bag.single[kept]) if kept.any() else bag


def _slope(directions: Floats, bags: list[Bag]) -> tuple[Numbers, Floats]:
    """The rows that were used, and how the loss rises along each."""
    rows, weights = np.concatenate([bag.rows for bag in bags]), np.concatenate([bag.weights for bag in bags])
    sizes = np.array([len(bag.rows) for bag in bags])
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    summed = np.add.reduceat(directions[rows] * weights[:, None], begins, axis=0)
    lengths = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-6)
    meant = summed / lengths
    half = len(bags) // 2
    ones, others = meant[:half], meant[half:]
    alike = ones @ others.T / TEMPERATURE
    wrong = (_softmax(alike) + _softmax(alike.T).T) / 2 - np.eye(half, dtype=np.float32)
    wrong /= half * TEMPERATURE
    pull = np.concatenate([wrong @ others, wrong.T @ ones])
    pull = (pull - meant * (pull * meant).sum(axis=1, keepdims=True)) / lengths
    each = np.repeat(pull, sizes, axis=0) * weights[:, None]
    order = np.argsort(rows, kind="stable")
    used, firsts = np.unique(rows[order], return_index=True)
    return used, np.add.reduceat(each[order], firsts, axis=0)


def _softmax(values: Floats) -> Floats:
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


class _Descent:
    """Adam, for the rows a batch uses, with a rate that warms up and falls."""

    def __init__(self, directions: Floats, steps: int) -> None:
        self._directions = directions
        self._means = np.zeros_like(directions)
        self._squares = np.zeros_like(directions)
        self._taken = 0
        self.steps = steps

    def step(self, rows: Numbers, slope: Floats) -> None:
        self._taken += 1
        means = 0.9 * self._means[rows] + 0.1 * slope
        squares = 0.99 * self._squares[rows] + 0.01 * slope * slope
        self._means[rows], self._squares[rows] = means, squares
        rate = RATE * min(1.0, self._taken / 20) * (1 - 0.9 * self._taken / self.steps)
        means, squares = means / (1 - 0.9**self._taken), squares / (1 - 0.99**self._taken)
        self._directions[rows] -= (rate * means / (np.sqrt(squares) + 1e-8)).astype(np.float32)


def embedding_of(groups: Sequence[Group], epochs: int = EPOCHS) -> Embedding:
    """The embedding learned from these groups, unrounded."""
    lessons, directions = learned(groups, epochs)
    weighed = directions * lessons.rarities[:, None]
    pieces, heard = _frequencies(groups)
    nobody = Embedding(lessons.rows, weighed, pieces, heard, np.zeros((0, SIZE), np.float32))
    return Embedding(lessons.rows, weighed, pieces, heard, _centres(groups, nobody))


def _centres(groups: Sequence[Group], embedding: Embedding) -> Floats:
    """The direction of each group, those left out whose texts do not point anywhere together."""
    means = [np.mean([embedding.meaning(key) for key in group.keys], axis=0) for group in groups]
    lengths = [float(np.linalg.norm(mean)) for mean in means]
    kept = [mean / length for mean, length in zip(means, lengths, strict=True) if length > TOGETHER]
    return np.array(kept, np.float32).reshape(len(kept), SIZE)


TOGETHER = 0.2
"""The length of the mean of a group's directions, 1 if they are all the same."""


def _frequencies(groups: Sequence[Group]) -> tuple[Frequencies, Frequencies]:
    keys = [key for group in groups for key in group.keys]
    seen = Counter(piece for key in keys for piece in set(grams(key)))
    heard = Counter(sound for key in keys for sound in set(sounds(key)))
    return _shares(seen, len(keys)), _shares(heard, len(keys))


def _shares(counted: Counter[str], total: int) -> Frequencies:
    return Frequencies({piece: counted[piece] / total for piece in sorted(counted) if counted[piece] >= ORDINARY})


def write(groups: Sequence[Group], file: Path = STORED) -> None:
    """Learn from the groups and write what was learned, the directions rounded to 127 steps."""
    lessons, directions = learned(groups)
    weighed = directions * lessons.rarities[:, None]
    pieces, heard = _frequencies(groups)
    scales: Floats = np.maximum(np.abs(weighed).max(axis=1) / 127, 1e-6).astype(np.float32)
    steps: Floats = np.round(weighed / scales[:, None]).astype(np.float32)
    centres = _centres(groups, Embedding(lessons.rows, weighed, pieces, heard, np.zeros((0, SIZE), np.float32)))
    listed = [*lessons.pieces, *(piece for piece in pieces.shares if piece not in lessons.rows)]
    np.savez_compressed(
        file,
        pieces=_joined(listed),
        directions=steps.astype(np.int8),
        scales=scales.astype(np.float16),
        shares=np.array([pieces.shares.get(piece, 0.0) for piece in listed], np.float16),
        sounds=_joined(heard.shares),
        sound_shares=np.array(list(heard.shares.values()), np.float16),
        ordinary=np.round(centres * 127).astype(np.int8),
    )


def _joined(words: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), np.uint8)

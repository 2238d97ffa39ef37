"""How a question sounds: its syllables, for whoever types by ear or writes pinyin.

Chinese characters are read aloud, and Latin letters that can be parted into syllables are taken for typed pinyin, so
that 没有接到银行电话, 没有接到yinhang电话 and 没有接到因行电话 sound alike. What many people do not tell apart (zh and
z, ch and c, sh and s, the final n and ng) is written as one. A character with several readings has all of them.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from faq.text import HAN

MODEL = Path(__file__).parent / "model"

LONGEST_TYPED = 6
"""Letters of the longest syllable, zhuang."""

_run = re.compile(rf"[{HAN}]|[a-z]+|[^\s{HAN}a-z]+")
_initial = re.compile("^([zcs])h")
_final = re.compile("(?<=[aei]n)g$")


def sounds(key: str) -> list[str]:
    """Syllables and pairs of neighbouring syllables of a normalised question, in order, as often as they are heard."""
    return sounds_of(syllables(key))


def sounds_of(read: Sequence[tuple[str, ...]]) -> list[str]:
    """The same of what `syllables` has read."""
    alone = [f"~{one}" for readings in read for one in readings]
    return alone + [f"~{one} {two}" for first, second in pairwise(read) for one in first for two in second]


def spoken_pairs(key: str) -> list[str]:
    """The pairs of neighbouring syllables that are Chinese: what is left of a word when it is written by ear."""
    return spoken_pairs_of(syllables(key))


def spoken_pairs_of(read: Sequence[tuple[str, ...]]) -> list[str]:
    """The same of what `syllables` has read."""
    known = _blurred_syllables()
    heard = [[one for one in readings if one in known] for readings in read]
    return [f"~{one} {two}" for first, second in pairwise(heard) for one in first for two in second]


def syllables(key: str) -> list[tuple[str, ...]]:
    """The readings of every character and every typed syllable, one or several each, in order."""
    read: list[tuple[str, ...]] = []
    for run in _run.findall(key):
        if found := _readings().get(run):
            read.append(found)
        elif run.isascii() and (typed := parted(run)):
            read += [(_blurred(one),) for one in typed]
        else:
            read.append((run,))
    return read


def is_typed_pinyin(key: str) -> bool:
    """Whether a normalised text consists of Latin words, each of which can be parted into syllables."""
    words = key.split()
    return (
        bool(words) and all(word.isascii() and (word.isdigit() or parted(word)) for word in words) and not key.isdigit()
    )


@lru_cache(maxsize=512)
def parted(letters: str) -> tuple[str, ...]:
    """Letters as the fewest syllables they can be typed from, or nothing where they cannot."""
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, min(len(letters), 64) + 1):
        ways = (
            (*before, letters[start:end])
            for start in range(max(0, end - LONGEST_TYPED), end)
            if letters[start:end] in _syllables() and (before := best[start]) is not None
        )
        best.append(min(ways, key=len, default=None))
    return (best[-1] or ()) if len(letters) < len(best) else ()


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = {}
    for syllable, characters in _table():
        blurred = _blurred(syllable)
        for character in characters:
            read[character] = tuple(dict.fromkeys((*read.get(character, ()), blurred)))
    return read


@cache
def _syllables() -> frozenset[str]:
    return frozenset(syllable for syllable, _ in _table() if len(syllable) > 1 or syllable in "aoe")


@cache
def _blurred_syllables() -> frozenset[str]:
    return frozenset(_blurred(syllable) for syllable in _syllables())


@cache
def _table() -> tuple[tuple[str, str], ...]:
    lines = (MODEL / "pinyin.txt").read_text("utf-8").splitlines()
    return tuple((syllable, characters) for syllable, _, characters in (line.partition(" ") for line in lines))


def _blurred(syllable: str) -> str:
    return _final.sub("", _initial.sub(r"\1", syllable))

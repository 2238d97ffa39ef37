"""Gaps: what customers asked in vain, put together by likeness, so that somebody can decide what to do about it.

No language model is needed: questions that share their rarer n-grams are one gap. The densest question becomes the
centre and takes what is like it, then the densest of the rest, and so on; the same questions always give the same gaps.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from faq.knowledge import KnowledgeBase
from faq.masking import PLACEHOLDER, mask
from faq.match import Candidate
from faq.matching.neighbours import Near, Neighbours
from faq.text import normalise

ALIKE = 0.5
"""Cosine from which two questions are one gap."""

MOST_QUESTIONS = 10_000
"""Questions that are looked at: the newest."""

LONGEST_QUESTION = 500
"""Characters of a question that are looked at."""

EFFORT = 300_000_000
"""Comparisons of n-grams in one clustering, some two seconds of them; a flood of like questions is put together faster
but less well, and what is then left stays by itself."""

REMEMBERED = 100
"""Neighbours of a question that are kept in mind; where there are more, they are found again when needed."""

WEEK = timedelta(days=7)

EXAMPLES = 5
"""Other wordings that a gap shows."""

ANSWERS = 50
"""Agents' answers that are compared to find the most typical one."""


Weights = NDArray[np.float64]


class Kind(StrEnum):
    """In which way a question was asked in vain."""

    MISS = "miss"
    NOT_HELPFUL = "not_helpful"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked in vain; `answer` is what an agent then said, `weight` how much it counts in the order."""

    text: str
    at: datetime
    kind: Kind
    answer: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are one question, its texts masked.

    `key` stays the same while the gap grows. `text` is the most typical wording, `examples` are others. `nearest` is
    the entry that might take the question as a phrasing; `answer` is what agents typically said, for a draft.
    """

    key: str
    text: str
    examples: tuple[str, ...]
    misses: int
    not_helpful: int
    handed_over: int
    this_week: int
    week_before: int
    first_at: datetime
    last_at: datetime
    answer: str | None = None
    nearest: Candidate | None = None

    @property
    def times(self) -> int:
        """How often it was asked."""
        return self.misses + self.not_helpful + self.handed_over

    @property
    def trend(self) -> int:
        """How many more than in the week before asked it this week."""
        return self.this_week - self.week_before


def cluster(
    questions: Sequence[Asked],
    *,
    now: datetime,
    knowledge: KnowledgeBase | None = None,
    known: Mapping[str, str] | None = None,
    most: int = 50,
) -> list[Gap]:
    """The gaps in a list of questions, the heaviest first, at most so many.

    This week is the seven days before `now`. `known` are gaps told before, key → text: what is like them keeps their
    key, whatever else has been asked since. Questions without a letter are left out.
    """
    wordings = _wordings(sorted(questions, key=_newest)[:MOST_QUESTIONS])
    told = {_key(mask(text)): key for key, text in (known or {}).items()}
    groups = _groups(sorted({*wordings, *told} - {""}), wordings)
    asked = [group for group in groups if any(key in wordings for key in group)]
    named = zip(_names(asked, wordings, told), asked, strict=True)
    gaps = [_gap(name, [wordings[key] for key in group if key in wordings], now) for name, group in named]
    heaviest = sorted(gaps, key=_standing)[:most]
    return [replace(gap.shown, nearest=_nearest(gap.shown.text, knowledge)) for gap in heaviest]


@dataclass(frozen=True, slots=True)
class _Wording:
    """Everybody who asked in one way, newest first, and how it is written most often."""

    text: str
    asked: tuple[Asked, ...]

    @property
    def weight(self) -> float:
        return sum(one.weight for one in self.asked)


@dataclass(frozen=True, slots=True)
class _Weighed:
    weight: float
    shown: Gap


def _newest(asked: Asked) -> tuple[float, str]:
    return -asked.at.timestamp(), asked.text


def _standing(gap: _Weighed) -> tuple[float, float, str]:
    return -gap.weight, -gap.shown.last_at.timestamp(), gap.shown.key


def _key(masked: str) -> str:
    return normalise(PLACEHOLDER.sub(" ", masked))


def _wordings(questions: Sequence[Asked]) -> dict[str, _Wording]:
    """Key → its wording."""
    masked = {text: mask(text[:LONGEST_QUESTION]) for text in {one.text for one in questions}}
    keys = {text: _key(hidden) for text, hidden in masked.items()}
    found: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in questions:
        found[keys[one.text]].append(one)
    return {key: _Wording(_commonest(masked[one.text] for one in asked), tuple(asked)) for key, asked in found.items()}


def _commonest(texts: Iterable[str]) -> str:
    """The text written most often; of several the shortest."""
    return min(Counter(texts).items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))[0].strip()


def _groups(keys: Sequence[str], wordings: Mapping[str, _Wording]) -> list[list[str]]:
    """The keys in groups, each with its centre first."""
    neighbours = Neighbours(keys)
    weights = np.array([wordings[key].weight if key in wordings else 0.0 for key in keys])
    efforts = [neighbours.effort(number) for number in range(len(keys))]
    density, seen = weights, dict[int, Near]()
    if sum(efforts) <= EFFORT:
        density, seen = _density(neighbours, weights)
    free = np.ones(len(keys), dtype=bool)
    left = EFFORT
    groups: list[list[str]] = []
    order: list[int] = np.lexsort((np.arange(len(keys)), -density)).tolist()
    for centre in (number for number in order if free[number]):
        near = seen.get(centre) or (neighbours.near(centre, ALIKE) if left > 0 else None)
        left -= 0 if centre in seen else efforts[centre]
        members = [number for number in near.numbers.tolist() if free[number] and number != centre] if near else []
        free[[centre, *members]] = False
        groups.append([keys[number] for number in (centre, *members)])
    return groups


def _density(neighbours: Neighbours, weights: Weights) -> tuple[Weights, dict[int, Near]]:
    """How many questions are how near each one, and the near ones themselves where they are few."""
    density = np.zeros(len(weights))
    seen: dict[int, Near] = {}
    for number in range(len(weights)):
        near = neighbours.near(number, ALIKE)
        density[number] = float(near.likeness @ weights[near.numbers])
        if len(near.numbers) <= REMEMBERED:
            seen[number] = near
    return density, seen


def _names(groups: Sequence[Sequence[str]], wordings: Mapping[str, _Wording], told: Mapping[str, str]) -> list[str]:
    """A name for each group: the one it had, or one made of the question that was asked first."""
    had = [next((told[key] for key in group if key in told), None) for group in groups]
    used = {*told.values()}
    names: list[str] = []
    for group, name in zip(groups, had, strict=True):
        names.append(name or _new_name(_first_asked(group, wordings), used))
        used.add(names[-1])
    return names


def _first_asked(group: Sequence[str], wordings: Mapping[str, _Wording]) -> str:
    return min((key for key in group if key in wordings), key=lambda key: (wordings[key].asked[-1].at, key))


def _new_name(key: str, used: AbstractSet[str]) -> str:
    tries = (hashlib.sha256(f"{key}{'+' * more}".encode()).hexdigest()[:12] for more in count())
    return next(name for name in tries if name not in used)


def _gap(name: str, wordings: Sequence[_Wording], now: datetime) -> _Weighed:
    asked = [one for wording in wordings for one in wording.asked]
    kinds = Counter(one.kind for one in asked)
    moments = [one.at for one in asked]
    others = sorted(wordings[1:], key=lambda wording: (-wording.weight, wording.text))
    shown = Gap(
        key=name,
        text=wordings[0].text,
        examples=tuple(dict.fromkeys(wording.text for wording in others))[:EXAMPLES],
        misses=kinds[Kind.MISS],
        not_helpful=kinds[Kind.NOT_HELPFUL],
        handed_over=kinds[Kind.HANDED_OVER],
        this_week=sum(now - WEEK < moment <= now for moment in moments),
        week_before=sum(now - 2 * WEEK < moment <= now - WEEK for moment in moments),
        first_at=min(moments),
        last_at=max(moments),
        answer=_typical([one.answer for one in sorted(asked, key=_newest) if one.answer][:ANSWERS]),
    )
    return _Weighed(sum(wording.weight for wording in wordings), shown)


def _typical(answers: Sequence[str]) -> str | None:
    """The answer that is likest all the others, masked; of equals the newest."""
    masked = [mask(answer).strip() for answer in answers]
    return max(masked, key=lambda one: sum(fuzz.ratio(one, other) for other in masked), default=None)


def _nearest(text: str, knowledge: KnowledgeBase | None) -> Candidate | None:
    candidates = knowledge.match(text).candidates if knowledge else ()
    return candidates[0] if candidates else None

"""From which confidence a library may answer by itself, and from which it may offer a choice.

A library is its own test. Each phrasing is asked as if it were not there: what is then found is right or wrong. Each
entry is asked for as if it were not there: whatever is then found is wrong. From these trials comes the confidence
above which enough of the answers are right, if half of all real questions fit no entry at all. Where there are real
questions with the entries that were right for them, they are the better trial.

A library whose entries have one phrasing each, or that has few entries, cannot be tried; it answers what hardly differs
from a phrasing. One whose entries are too much alike finds no such confidence; it answers the very words of a phrasing,
and offers choices otherwise.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from math import sqrt

from faq.text import language_of

PRECISION = 0.95
"""The share of direct answers that shall be right, unless a library is told otherwise."""

NEVER = 1.0
"""A confidence that nothing but the very words of a phrasing reaches."""

STRANGERS = 0.5
"""The share of real questions that no entry fits, where nothing is known of them."""

ENOUGH = 30
"""Trials that a threshold must rest on."""

UNTRIED = 0.99
"""The confidence that is enough in a library too small to be tried."""

MANY = 100
"""Questions that fit nothing; if none of them was answered above a confidence, hardly any other will be."""

CLEAR, LEAST_SURE = 0.1, 0.9
"""How far from the surest wrong answer one stays, as a share of what is left above it, and what is sure at least."""

SUGGEST_FROM = 0.3
"""The confidence from which choices are offered in a library too small to be tried."""

LEAST_SUGGESTED = 0.1
"""No choices are offered below this confidence."""

TO_A_PERSON = 0.68
"""The share of questions that fit no entry which shall not be met with choices."""

KEPT = 0.92
"""The share of questions that do fit an entry which shall at least be met with choices."""

TOLERATED = 0.01
"""By how much a kind of questions may miss the precision before it has a threshold of its own."""

SHORT, SHORT_WORDS = 6, 3
"""Characters of a short Chinese question, and words of a short English one."""

BARE = 3
"""Characters of Chinese that are a word, and no question yet."""

MISGIVING = 0.25
"""The most that can be added to the threshold of an entry."""

CAUTION, LESS_CAUTION = 1.0, 0.5
"""Standard errors by which the observed precision must exceed what is aimed at."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question whose answer is known, how surely one was found, and whether it was the right one.

    `fits` says whether any entry would have been right; `weight` is how often such questions are met; `kind` tells
    questions apart that may need thresholds of their own; `found` is the id of the entry found.
    """

    confidence: float
    right: bool
    fits: bool
    weight: float = 1.0
    kind: str = ""
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Confidences from which to answer and from which to offer a choice; `trials` is how many they rest on.

    `by_kind` holds higher ones for kinds of questions that are oftener answered wrongly, `by_entry` what is added for
    entries that were.
    """

    answer_from: float = NEVER
    suggest_from: float = SUGGEST_FROM
    by_kind: Mapping[str, float] = field(default_factory=dict[str, float])
    by_entry: Mapping[str, float] = field(default_factory=dict[str, float])
    trials: int = 0

    def answers(self, kind: str, entry_id: str) -> float:
        """The confidence from which a question of this kind is answered with this entry."""
        return min(self.by_kind.get(kind, self.answer_from) + self.by_entry.get(entry_id, 0.0), NEVER)


def thresholds(trials: Sequence[Trial], precision: float, by_entry: Mapping[str, float]) -> Thresholds:
    """What the trials allow at this precision."""
    if sum(trial.fits for trial in trials) < ENOUGH:
        return Thresholds(untried(trials), suggest_from(trials), {}, by_entry, len(trials))
    everywhere = min(answer_from(trials, precision), unspoilt(trials))
    by_kind = {
        kind: answer_from(alike, precision) for kind, alike in _kinds(trials) if _is_worse(alike, everywhere, precision)
    }
    suggest = min(suggest_from(trials), everywhere)
    raised = {kind: at for kind, at in by_kind.items() if at > everywhere}
    return Thresholds(everywhere, suggest, raised, by_entry, len(trials))


def thresholds_of_life(trials: Sequence[Trial], precision: float) -> Thresholds:
    """What real questions allow at this precision; with less caution where there would be no direct answer at all."""
    found = thresholds(trials, precision, {})
    if found.answer_from < NEVER:
        return found
    at = answer_from(trials, precision, LESS_CAUTION)
    return replace(found, answer_from=at, suggest_from=min(found.suggest_from, at))


def untried(trials: Iterable[Trial]) -> float:
    """The confidence that is enough where too few phrasings could be tried: one that no wrong answer came near."""
    wrong = max((trial.confidence for trial in trials if not trial.right), default=0.0)
    return UNTRIED if wrong < UNTRIED else NEVER


def unspoilt(trials: Sequence[Trial]) -> float:
    """The confidence above which not one of many questions that fit nothing was answered, nor any other wrongly."""
    if sum(not trial.fits for trial in trials) < MANY:
        return NEVER
    wrong = max(trial.confidence for trial in trials if not trial.right)
    return max(wrong + CLEAR * (1 - wrong), LEAST_SURE) if wrong < UNTRIED else NEVER


def kind_of(key: str) -> str:
    """The language of a normalised question, and whether it is short enough to be easily mistaken."""
    language = language_of(key)
    short = len(key) <= SHORT if language == "zh" else len(key.split()) <= SHORT_WORDS
    return f"{language} short" if short else language


def is_bare(key: str) -> bool:
    """Whether a normalised question is a mere word (停车, 多少钱, parking), which may mean anything about it."""
    return len(key) <= BARE if language_of(key) == "zh" else " " not in key


def misgivings(trials: Iterable[Trial], doubtful: float = 0.5) -> dict[str, float]:
    """What is added to the thresholds of entries that were found for real questions and were wrong."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for trial in trials:
        if trial.found and trial.confidence >= doubtful:
            (right if trial.right else wrong)[trial.found] += 1
    return {entry_id: MISGIVING * count / (count + right[entry_id] + 3) for entry_id, count in wrong.items()}


def _kinds(trials: Iterable[Trial]) -> Iterable[tuple[str, list[Trial]]]:
    alike: defaultdict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        alike[trial.kind].append(trial)
    return sorted(alike.items())


def _is_worse(trials: Iterable[Trial], at: float, precision: float) -> bool:
    """Whether enough of these would be answered to see that too many of the answers are wrong."""
    answered = [trial for trial in trials if trial.confidence >= at]
    right = sum(trial.weight for trial in answered if trial.right)
    return len(answered) >= ENOUGH and right < (precision - TOLERATED) * sum(trial.weight for trial in answered)


def answer_from(trials: Iterable[Trial], precision: float, caution: float = CAUTION) -> float:
    """The least confidence above which the answers are right often enough, `caution` standard errors allowed for."""
    found, right, total, squares = NEVER, 0.0, 0.0, 0.0
    ordered = sorted(trials, key=lambda trial: -trial.confidence)
    for count, (trial, after) in enumerate(zip_longest(ordered, ordered[1:]), start=1):
        right += trial.weight * trial.right
        total += trial.weight
        squares += trial.weight**2
        tied = after is not None and after.confidence == trial.confidence
        if not tied and count >= ENOUGH and wilson(right / total, total**2 / squares, caution) >= precision:
            found = trial.confidence
    return found


def suggest_from(trials: Iterable[Trial]) -> float:
    """The confidence that most questions fitting no entry stay below, and hardly any others."""
    trials = list(trials)
    strangers = sorted(trial.confidence for trial in trials if not trial.fits)
    known = sorted(trial.confidence for trial in trials if trial.fits)
    if len(strangers) < ENOUGH:
        return SUGGEST_FROM
    at = strangers[int(len(strangers) * TO_A_PERSON)]
    kept = known[int(len(known) * (1 - KEPT))] if known else SUGGEST_FROM
    return max(min(at, kept), LEAST_SUGGESTED)


def wilson(share: float, count: float, z: float = CAUTION) -> float:
    """The lower end of the interval in which the true share lies, `z` standard errors wide to each side."""
    middle = share + z * z / (2 * count)
    return (middle - z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))) / (1 + z * z / count)

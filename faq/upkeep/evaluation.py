"""How good matches are, measured against questions whose right entry is known.

In scope is a question that an entry fits, out of scope one that fits none. All shares are fractions from 0 to 1; a
figure is None where nothing could be counted for it. The confidence curve asks what would happen if the first candidate
were the answer wherever the confidence is at least so much; questions of the same confidence are answered together or
not at all, so that no order within a tie can flatter it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Literal

from faq.match import Match, Outcome

TO_A_PERSON = 0.65
"""Share of the questions out of scope that should reach a person rather than be offered choices."""

Kind = Literal["right", "wrong", "out of scope"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a library: the entry that is right for it, or None, what it said, and how long it took."""

    expected: str | None
    match: Match
    seconds: float = 0.0

    @property
    def rank(self) -> int | None:
        """The place of the right entry among the candidates, counted from 1."""
        places = (place for place, one in enumerate(self.match.candidates, start=1) if one.entry_id == self.expected)
        return next(places, None)

    @property
    def kind(self) -> Kind:
        """Whether the match is right for a question in scope, or the question is out of scope.

        An answer is right when it is the expected entry, everything else when the expected entry is a candidate.
        """
        if self.expected is None:
            return "out of scope"
        answered = self.match.outcome is Outcome.ANSWER
        return "right" if (self.match.entry_id == self.expected if answered else self.rank) else "wrong"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the confidence curve: all questions with at least this confidence are answered directly."""

    confidence: float
    precision: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What `figures` counts.

    `top1`, `hit3` and `mrr` look at the candidates of questions in scope, whatever the outcome. `auroc` is how often a
    question in scope is surer than one out of scope. `precision` is that of the direct answers given, out-of-scope
    questions included; `coverage` the share of in-scope questions answered directly; `coverage95` and `coverage90` the
    best coverage on the confidence curve with a precision of 0.95 and 0.90. `self_served` is the share of in-scope
    questions that get the right entry as answer or among the choices, `to_person` the share of out-of-scope ones that
    get neither; `self_served_65` is the former where confidence is cut so that the latter is at least 0.65.
    """

    questions: int
    in_scope: int
    top1: float | None
    hit3: float | None
    mrr: float | None
    auroc: float | None
    precision: float | None
    coverage: float | None
    coverage95: float | None
    coverage90: float | None
    self_served: float | None
    to_person: float | None
    self_served_65: float | None
    p50_ms: float | None
    p99_ms: float | None


def figures(asked: Sequence[Asked]) -> Figures:
    """Every figure of some questions."""
    inside = [one for one in asked if one.expected is not None]
    outside = [one for one in asked if one.expected is None]
    direct = [one for one in asked if one.match.outcome is Outcome.ANSWER]
    ranks = [one.rank for one in inside]
    spans = [1000 * one.seconds for one in asked]
    return Figures(
        questions=len(asked),
        in_scope=len(inside),
        top1=_share(sum(rank == 1 for rank in ranks), inside),
        hit3=_share(sum(rank is not None for rank in ranks), inside),
        mrr=_share(sum(1 / rank for rank in ranks if rank), inside),
        auroc=auroc([one.match.confidence for one in inside], [one.match.confidence for one in outside]),
        precision=_share(sum(one.kind == "right" for one in direct), direct),
        coverage=_share(sum(one.expected is not None for one in direct), inside),
        coverage95=best_coverage(asked, 0.95),
        coverage90=best_coverage(asked, 0.90),
        self_served=_share(sum(_served(one) for one in inside), inside),
        to_person=_share(sum(one.match.outcome is Outcome.NONE for one in outside), outside),
        self_served_65=self_served(asked, TO_A_PERSON),
        p50_ms=quantile(spans, 0.50),
        p99_ms=quantile(spans, 0.99),
    )


def three_way(asked: Iterable[Asked]) -> dict[Outcome, dict[Kind, int]]:
    """How many questions of each kind got each outcome; the sum of all cells is the number of questions."""
    counted = Counter((one.match.outcome, one.kind) for one in asked)
    kinds: tuple[Kind, ...] = ("right", "wrong", "out of scope")
    return {outcome: {kind: counted[outcome, kind] for kind in kinds} for outcome in Outcome}


def curve(asked: Sequence[Asked]) -> Iterator[Point]:
    """The confidence curve, surest first, one point for each confidence that occurs with a candidate."""
    inside = sum(one.expected is not None for one in asked)
    surest_first = sorted((one for one in asked if one.match.candidates), key=_confidence, reverse=True)
    right = answered = reached = 0
    for confidence, tied in groupby(surest_first, key=_confidence):
        for one in tied:
            answered += 1
            right += one.rank == 1
            reached += one.expected is not None
        yield Point(confidence, right / answered, reached / inside if inside else 0.0)


def best_point(asked: Sequence[Asked], precision: float) -> Point | None:
    """The point of the curve with the largest coverage among those at least so precise."""
    precise = (point for point in curve(asked) if point.precision >= precision)
    return max(precise, key=lambda point: point.coverage, default=None)


def best_coverage(asked: Sequence[Asked], precision: float) -> float | None:
    """The largest coverage on the curve with direct answers at least so precise; 0 if they nowhere are."""
    if all(one.expected is None for one in asked):
        return None
    best = best_point(asked, precision)
    return best.coverage if best else 0.0


def self_served(asked: Sequence[Asked], to_person: float) -> float | None:
    """The share of in-scope questions served when all below some confidence go to a person.

    The cut is the lowest that sends at least the share `to_person` of the out-of-scope questions there. Served is who
    gets the right entry as direct answer, or else finds it among the candidates.
    """
    inside = [one for one in asked if one.expected is not None]
    outside = sorted(one.match.confidence if one.match.candidates else -1.0 for one in asked if one.expected is None)
    if not inside or not outside:
        return None
    last_to_person = outside[max(ceil(to_person * len(outside)), 1) - 1]
    return _share(sum(one.match.confidence > last_to_person and one.kind == "right" for one in inside), inside)


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float | None:
    """The probability that one of the first is above one of the second, ties counted half."""
    if not inside or not outside:
        return None
    ranked = sorted([(value, 1) for value in inside] + [(value, 0) for value in outside])
    above = below = 0.0
    for _, tied in groupby(ranked, key=lambda pair: pair[0]):
        members = [member for _, member in tied]
        strangers = len(members) - sum(members)
        above += sum(members) * (below + strangers / 2)
        below += strangers
    return above / (len(inside) * len(outside))


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value that this share of all is not above."""
    return sorted(values)[max(ceil(share * len(values)), 1) - 1] if values else None


def _confidence(one: Asked) -> float:
    return one.match.confidence


def _served(one: Asked) -> bool:
    return one.kind == "right" and one.match.outcome is not Outcome.NONE


def _share(count: float, whole: Sequence[Asked]) -> float | None:
    return count / len(whole) if whole else None

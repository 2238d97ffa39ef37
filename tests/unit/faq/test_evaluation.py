"""Every figure is worked out by hand here, on a handful of questions."""

import pytest

from faq import Candidate, Match, Outcome
from faq.upkeep.evaluation import (
    Asked,
    Point,
    auroc,
    best_coverage,
    best_point,
    curve,
    figures,
    quantile,
    self_served,
    three_way,
)


def said(confidence: float, *entries: str, answers: bool = False, suggests: bool = False) -> Match:
    """A match with these candidates, best first."""
    candidates = tuple(Candidate(entry, confidence) for entry in entries)
    if answers:
        return Match(Outcome.ANSWER, entries[0], confidence, candidates)
    return Match(Outcome.SUGGEST if suggests else Outcome.NONE, None, confidence, candidates)


MIXED = [
    Asked("pay", said(0.9, "pay", "park", answers=True), 0.004),
    Asked("pay", said(0.8, "park", "pay", answers=True), 0.001),
    Asked("park", said(0.6, "pay", "gift", "park", suggests=True), 0.002),
    Asked("park", said(0.2, "park"), 0.003),
    Asked(None, said(0.7, "gift", answers=True), 0.005),
    Asked(None, said(0.5, "gift", suggests=True), 0.001),
    Asked(None, said(0.0), 0.001),
]


def test_the_places_of_the_right_entries_are_counted_whatever_the_outcome() -> None:
    found = figures(MIXED)
    assert (found.top1, found.hit3) == (2 / 4, 4 / 4)
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 / 3 + 1) / 4)


def test_direct_answers_are_judged_with_the_out_of_scope_ones_among_them() -> None:
    found = figures(MIXED)
    assert (found.precision, found.coverage) == (1 / 3, 2 / 4)


def test_an_answer_is_right_by_its_entry_and_a_choice_by_its_candidates() -> None:
    assert [one.kind for one in MIXED] == ["right", "wrong", "right", "right", *["out of scope"] * 3]


def test_the_three_way_table_counts_every_question_once() -> None:
    assert three_way(MIXED) == {
        Outcome.ANSWER: {"right": 1, "wrong": 1, "out of scope": 1},
        Outcome.SUGGEST: {"right": 1, "wrong": 0, "out of scope": 1},
        Outcome.NONE: {"right": 1, "wrong": 0, "out of scope": 1},
    }


def test_who_is_served_got_the_right_entry_and_who_meets_a_person_was_offered_nothing() -> None:
    found = figures(MIXED)
    assert (found.self_served, found.to_person) == (2 / 4, 1 / 3)


def test_the_curve_answers_with_the_first_candidate_down_to_each_confidence() -> None:
    assert list(curve(MIXED)) == [
        Point(0.9, 1 / 1, 1 / 4),
        Point(0.8, 1 / 2, 2 / 4),
        Point(0.7, 1 / 3, 2 / 4),
        Point(0.6, 1 / 4, 3 / 4),
        Point(0.5, 1 / 5, 3 / 4),
        Point(0.2, 2 / 6, 4 / 4),
    ]


def test_questions_of_one_confidence_are_answered_together_in_whatever_order_they_came() -> None:
    tied = [Asked("pay", said(0.9, "pay")), Asked("pay", said(0.9, "pay")), Asked(None, said(0.9, "pay"))]
    assert list(curve(tied)) == list(curve(tied[::-1])) == [Point(0.9, 2 / 3, 1.0)]
    assert best_coverage(tied, 0.95) == 0.0


def test_the_best_point_of_the_curve_may_lie_below_one_that_is_too_imprecise() -> None:
    asked = [Asked(None, said(0.99, "pay")), *(Asked("pay", said(0.5, "pay")) for _ in range(9))]
    assert (best_coverage(asked, 0.90), best_coverage(asked, 0.95)) == (1.0, 0.0)
    assert (best_point(asked, 0.90), best_point(asked, 0.95)) == (Point(0.5, 0.9, 1.0), None)


def test_a_question_without_candidates_cannot_be_answered_however_low_the_bar() -> None:
    assert list(curve([Asked("pay", said(0.0))])) == []


def test_the_cut_for_self_service_sends_enough_of_the_out_of_scope_to_a_person() -> None:
    assert [self_served(MIXED, share) for share in (1 / 3, 2 / 3, 1.0)] == [3 / 4, 2 / 4, 1 / 4]
    assert figures(MIXED).self_served_65 == 2 / 4


def test_auroc_counts_ties_half() -> None:
    assert auroc([0.9, 0.5], [0.5, 0.1]) == (2 + 0.5 + 1) / 4
    assert (auroc([1.0], [0.0]), auroc([0.0], [1.0]), auroc([0.3, 0.3], [0.3])) == (1.0, 0.0, 0.5)


def test_figures_know_the_middle_and_the_slowest_of_a_hundred() -> None:
    found = figures(MIXED)
    assert (found.p50_ms, found.p99_ms) == (2.0, 5.0)
    assert (quantile(range(1, 101), 0.50), quantile(range(1, 101), 0.99)) == (50, 99)


def test_what_cannot_be_counted_is_none() -> None:
    found = figures([Asked(None, said(0.0))])
    nothing = (found.top1, found.hit3, found.mrr, found.auroc, found.precision, found.coverage, found.coverage95)
    assert nothing == (None,) * 7
    assert (found.self_served, found.to_person, found.self_served_65) == (None, 1.0, None)
    assert figures([]).p50_ms is None
    assert figures([Asked("pay", said(0.9, "pay", answers=True))]).auroc is None

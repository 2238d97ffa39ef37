"""However a library came about, fitted anew it answers as one made at once of the same entries and examples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import Entry, Example, KnowledgeBase
from faq.matching.counts import Counting, Counts, numbering

ASKED = ("物业费怎么交", "停车卡怎么办", "家里漏水了", "电梯坏了找谁", "where do i pay", "泳池几点开门", "啊啊")
WORDS = ("物业费", "停车卡", "漏水", "电梯", "怎么交", "怎么办", "找谁", "在哪里", "pay", "the fee", "泳池", "几点")

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
entries = st.builds(
    Entry,
    id=st.sampled_from("abcdef"),
    question=texts,
    variants=st.lists(texts, max_size=3).map(tuple),
    keywords=st.lists(st.sampled_from(WORDS), max_size=1).map(tuple),
)
examples = st.lists(
    st.builds(Example, text=texts, entry_id=st.sampled_from(["a", "b", None]), weight=st.sampled_from([0.5, 1.0])),
    max_size=3,
)
changes = st.tuples(st.lists(entries, max_size=3), st.lists(st.sampled_from("abcdef"), max_size=2), examples)


@given(st.lists(entries, max_size=4, unique_by=lambda entry: entry.id), st.lists(changes, max_size=3))
def test_a_changed_library_fitted_anew_answers_like_one_made_at_once(
    begun: list[Entry], later: list[tuple[list[Entry], list[str], list[Example]]]
) -> None:
    knowledge = KnowledgeBase(begun)
    for put, removed, learned in later:
        knowledge = knowledge.changed(put, removed, learned).refitted()
    anew = KnowledgeBase(knowledge.entries, knowledge.examples)
    assert (knowledge.version, knowledge.stale) == (anew.version, False)
    assert knowledge.thresholds.answer_from == pytest.approx(anew.thresholds.answer_from, abs=1e-3)
    for asked in ASKED:
        ours, theirs = knowledge.match(asked), anew.match(asked)
        assert (ours.outcome, ours.entry_id) == (theirs.outcome, theirs.entry_id)
        assert ours.confidence == pytest.approx(theirs.confidence, abs=1e-3)
        assert [one.entry_id for one in ours.candidates] == [one.entry_id for one in theirs.candidates]


bags = st.lists(st.lists(st.sampled_from(WORDS), max_size=5), min_size=1, max_size=6)


def counts_of(texts: list[list[str]]) -> Counts:
    """The texts counted; the same words have the same numbers every time."""
    numbers = numbering()
    for word in WORDS:
        assert numbers[word] == WORDS.index(word)
    counting = Counting(numbers)
    for text in texts:
        counting.add(text)
    return counting.counts()


@given(bags, bags, st.data())
def test_texts_taken_in_another_order_are_those_texts(
    first: list[list[str]], second: list[list[str]], data: st.DataObject
) -> None:
    both = first + second
    order = data.draw(st.lists(st.integers(0, len(both) - 1), max_size=8))
    taken = counts_of(first).followed_by(counts_of(second)).taken(np.array(order, np.int64))
    expected = counts_of([both[at] for at in order])
    assert [part.tolist() for part in taken] == [part.tolist() for part in expected]

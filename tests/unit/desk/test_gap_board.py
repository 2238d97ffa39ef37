"""What is put together of what was asked in vain and of what people decided."""

from datetime import datetime, timedelta

import pytest

from desk.learning.gap_board import AGAIN, Decided, InVain, Verdict, board, examples, proposals
from desk.learning.labels import Source, Vain
from desk.library.events import GapDecision
from faq import Example, KnowledgeBase
from tests.kit.cast import CHEN, FEE, HOURS, at

LIBRARY = KnowledgeBase([FEE, HOURS])
BROADBAND = "How do I get broadband installed at home?"


def vain(text: str = BROADBAND, when: datetime | None = None, answer: str | None = None) -> InVain:
    return InVain(at=when or at(hours=-1), how=Vain.MISS, text=text, answer=answer)


def decided(text: str, correct: str | None, source: Source = Source.SENT_BY_AGENT, **more: object) -> Decided:
    fields: dict[str, object] = {
        "place": (1, 7, 0),
        "at": at(),
        "text": text,
        "thought": "fee",
        "unasked": False,
        "leans": False,
    }
    return Decided(source=source, correct=correct, **{**fields, **more})  # type: ignore[arg-type]


def verdict(key: str, decision: GapDecision, when: datetime) -> Verdict:
    return Verdict(key=key, decision=decision, entry_id=None, by=CHEN.user_id, at=when, text=BROADBAND)


def test_what_was_asked_in_vain_is_one_line_with_counts_and_the_agents_answer() -> None:
    (line,) = board([vain(), vain(f"{BROADBAND}!", answer="Sign at the desk.")], [], {}, [], LIBRARY, at())
    assert (line.text, line.times, line.misses, line.answer) == (BROADBAND, 2, 2, "Sign at the desk.")
    assert not line.proposed


def test_a_line_keeps_its_key_while_it_grows() -> None:
    before = board([vain()], [], {}, [], LIBRARY, at())
    after = board([vain(), vain("broadband at home, how do I get it installed?")], [], {}, before, LIBRARY, at())
    assert after[0].key == before[0].key


def test_what_was_ignored_stays_away_and_what_was_drafted_comes_back_when_it_is_asked_on() -> None:
    (line,) = board([vain()], [], {}, [], LIBRARY, at())

    def shown(decision: GapDecision, when: datetime) -> int:
        return len(board([vain()], [], {line.key: verdict(line.key, decision, when)}, [], LIBRARY, at()))

    long_ago = at(hours=-2) - AGAIN
    assert (shown(GapDecision.IGNORED, at()), shown(GapDecision.IGNORED, long_ago)) == (0, 0)
    assert (shown(GapDecision.ENTRY, at()), shown(GapDecision.ENTRY, long_ago)) == (0, 1)


def test_the_wording_an_agent_answered_with_an_entry_is_proposed_as_its_phrasing() -> None:
    (line,) = proposals([decided("can I settle the dues by card", "fee")], {}, LIBRARY)
    assert (line.entry_id, line.text, line.proposed, line.places) == (
        "fee",
        "can I settle the dues by card",
        True,
        ((1, 7, 0),),
    )


@pytest.mark.parametrize(
    "one",
    [
        decided(FEE.question, "fee"),
        decided("can I settle the dues by card", "gone"),
        decided("can I settle the dues by card", "fee", Source.PICKED),
        decided("and on Sundays?", "hours", leans=True),
        decided("my number is 13800138000", "fee", unasked=True),
        decided("👍", "fee"),
        decided("what about the weather", None, Source.ANSWERED_OTHERWISE),
    ],
    ids=["known", "no entry", "one pick", "leans", "no question", "no words", "no entry fits"],
)
def test_what_is_no_good_phrasing_is_not_proposed(one: Decided) -> None:
    assert proposals([one], {}, LIBRARY) == []


def test_two_customers_who_pick_alike_are_worth_an_agent() -> None:
    picks = [decided("settle the dues by card?", "fee", Source.PICKED, place=(who, 7, 0)) for who in (1, 2)]
    assert [line.times for line in proposals(picks, {}, LIBRARY)] == [1]


def test_what_was_decided_about_a_wording_is_not_proposed_again() -> None:
    (line,) = proposals([decided("can I settle the dues by card", "fee")], {}, LIBRARY)
    assert proposals([decided("can I settle the dues by card", "fee")], {line.key}, LIBRARY) == []


def test_what_people_decided_teaches_the_matcher_masked_and_by_its_weight() -> None:
    learned = examples(
        [
            decided("dues by card, my number is 13800138000", "fee"),
            decided("settle by card?", "fee", Source.PICKED),
            decided("is there a pool", None, Source.ANSWERED_OTHERWISE),
            decided("is there a gym", None, Source.HANDED_OVER),
            decided("and on Sundays?", "hours", leans=True),
        ]
    )
    assert learned == (
        Example("dues by card, my number is", "fee", 1.0),
        Example("settle by card?", "fee", 0.5),
        Example("is there a pool", None, 1.0),
        Example("is there a gym", None, 0.5),
    )


def test_a_gap_that_an_editor_gives_to_an_entry_teaches_the_matcher_and_one_that_is_ignored_does_not() -> None:
    def ruled(decision: GapDecision) -> Verdict:
        return Verdict(key="ab12", decision=decision, entry_id="fee", by=1, at=at(), text="settle by card?")

    once = (Example("settle by card?", "fee", 1.0),)
    for decision in (GapDecision.PHRASING, GapDecision.ENTRY):
        assert examples([], [ruled(decision)]) == once
        assert examples([decided("settle by card?", "fee", Source.EDITOR)], [ruled(decision)]) == once
    assert examples([], [ruled(GapDecision.IGNORED), ruled(GapDecision.REFUSED)]) == ()


def test_of_each_entry_only_the_newest_fifty_teach() -> None:
    many = [decided(f"dues question {place} of many", "fee", at=at() - timedelta(hours=place)) for place in range(80)]
    other = decided("opening hours in May", "hours")
    learned = examples([*many, other])
    assert [one.entry_id for one in learned].count("fee") == 50
    assert Example("opening hours in May", "hours") in learned
    assert Example("dues question 79 of many", "fee") not in learned

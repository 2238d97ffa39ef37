"""What a customer who writes certain words would get, and why: an editor tries a question before customers do.

It goes by the rungs of `desk/ladder.py`, for somebody who writes for the first time.
"""

from collections.abc import Callable
from datetime import date

from desk.library.notices import Guess, QuestionTried, Tried
from faq import KnowledgeBase, Manner, Outcome, manner_of

SHOWN = 5
"""Entries that are named."""

_BY_MANNER = {
    Manner.DANGER: Tried.DANGER,
    Manner.PERSON_WANTED: Tried.PERSON,
    Manner.ANGRY: Tried.PERSON,
    Manner.GREETING: Tried.TALK,
    Manner.COURTESY: Tried.TALK,
    Manner.WHO: Tried.TALK,
    Manner.IMPATIENT: Tried.TALK,
    Manner.NOISE: Tried.NOISE,
}
"""What is not looked up, or not before somebody is called."""

_OF_REPORTS = frozenset({Manner.REPAIR, Manner.COMPLAINT})


def tried(text: str, knowledge: KnowledgeBase, direct: Callable[[str], bool], today: date) -> QuestionTried:
    """Return what would become of a text; `direct` tells of an entry whether its sure answers are given at once."""
    explained = knowledge.explain(text, today=today)
    manner = manner_of(text)
    entry_id = explained.match.entry_id
    exact = entry_id is not None and explained.match.confidence >= 1.0
    ranking = sorted(explained.ranking, key=lambda one: one.entry.id != entry_id)
    found = _found(explained.match.outcome, earned=exact or direct(entry_id or ""))
    if manner in _OF_REPORTS and found is not Tried.ANSWERED:
        found = Tried.REPORTED
    return QuestionTried(
        text=text,
        outcome=_BY_MANNER.get(manner, found),
        report=manner if manner in _OF_REPORTS else None,
        exact=exact,
        confidence=explained.match.confidence,
        answer_from=explained.answer_from,
        suggest_from=explained.suggest_from,
        guesses=tuple(
            Guess(entry_id=one.entry.id, question=one.entry.question, phrasing=one.phrasing, share=one.strength)
            for one in ranking[:SHOWN]
        ),
    )


def _found(outcome: Outcome, *, earned: bool) -> Tried:
    if outcome is Outcome.ANSWER:
        return Tried.ANSWERED if earned else Tried.UNEARNED
    return Tried.OFFERED if outcome is Outcome.SUGGEST else Tried.NOTHING

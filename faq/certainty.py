"""How sure the library may be that the strongest contender is meant, and what may be done with that.

A likeness alone says little: a good one with an equally good rival is a question to ask back, a middling one without
a rival is often right. So certainty is a small logistic of likeness, support, lead over the next entry and strangeness.
Its weights were fitted on the development halves of public sets (a bank's chats in Chinese with one, three and five
phrasings per entry, assistants' questions in English with five, out-of-scope questions in all of them).

There, direct answers were right in 94 % of cases on the Chinese sets (given to a fifth of the questions with three and
five phrasings) and in 97 % on the English one (given to more than a quarter). On medical questions that differ only in
a drug or an organ it was 90 %: where neighbours are that close, thresholds must come from the library itself.
"""

from collections.abc import Sequence
from math import exp

from faq.entry import Language
from faq.match import Candidate, Match, Outcome
from faq.matcher import Contender

LIKENESS, SUPPORT, LEAD, STRANGENESS, OFFSET = 2.04, 9.15, 11.28, -0.93, -1.82

ANSWER_FROM: dict[Language, float] = {"zh": 0.95, "en": 0.85}
"""Certainty from which an answer is given unasked; Chinese questions are shorter and carry less to be sure of."""

LIKE_ENOUGH = 0.5
"""An answer also needs this much likeness: without a rival, even a stranger leads."""

TOO_STRANGE = 0.35
"""Nor may more of the question be new to the library: 银行电话是多少 is not answered with our own number."""

SUGGEST_FROM = 0.30
"""Certainty from which choices are offered; below it they would only annoy."""

FOREIGN = 0.70
"""A question of which more than this is new to the library is about something else, whatever it is likest to."""

CHOICES = 3
"""Choices offered at most."""

WORTH_A_CHOICE = 0.5
"""A choice has at least this share of the strongest one's strength."""


def judge(ranking: Sequence[Contender], strangeness: float, language: Language) -> Match:
    """Answer, suggest or be silent, from a ranking that is strongest first."""
    if not ranking:
        return Match(Outcome.NONE)
    sure = certainty(ranking, strangeness)
    candidates = choices(ranking)
    known = ranking[0].views.likeness >= LIKE_ENOUGH and strangeness <= TOO_STRANGE
    if known and sure >= ANSWER_FROM[language]:
        return Match(Outcome.ANSWER, ranking[0].entry.id, sure, candidates)
    worth_asking = sure >= SUGGEST_FROM and strangeness <= FOREIGN
    return Match(Outcome.SUGGEST if worth_asking else Outcome.NONE, None, sure, candidates)


def certainty(ranking: Sequence[Contender], strangeness: float) -> float:
    """The probability, 0 to 1, that the first of the ranking is meant."""
    first = ranking[0]
    likeness, support = first.views.likeness, first.strength - first.views.likeness
    lead = first.strength - (ranking[1].strength if len(ranking) > 1 else 0.0)
    return 1 / (1 + exp(-(LIKENESS * likeness + SUPPORT * support + LEAD * lead + STRANGENESS * strangeness + OFFSET)))


def choices(ranking: Sequence[Contender]) -> tuple[Candidate, ...]:
    """The few that are worth offering, strongest first."""
    worth = WORTH_A_CHOICE * ranking[0].strength
    return tuple(Candidate(one.entry.id, one.strength) for one in ranking[:CHOICES] if one.strength >= worth)

"""What the desk knows: entries of questions and answers, and a match for what a customer writes.

    knowledge = KnowledgeBase.load("faq/example")
    match = knowledge.match("请问物业费怎么交？")
    match.outcome      # Outcome.ANSWER
    match.entry_id     # "zh-fee-pay"

Pure: it reads a file when told to and otherwise only computes. It knows no clock, no network and nobody above it.
"""

from faq.entry import Entry, Example, Language
from faq.files.problem import LibraryError, Problem
from faq.knowledge import KnowledgeBase
from faq.manner import Manner, manner_of
from faq.match import Candidate, Match, Outcome
from faq.questions import questions_in

__all__ = [
    "Candidate",
    "Entry",
    "Example",
    "KnowledgeBase",
    "Language",
    "LibraryError",
    "Manner",
    "Match",
    "Outcome",
    "Problem",
    "manner_of",
    "questions_in",
]

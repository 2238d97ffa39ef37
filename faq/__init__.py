"""What the desk knows: entries of questions and answers, and a match for what a customer writes.

    knowledge = KnowledgeBase.load("faq/example")
    match = knowledge.match("请问物业费怎么交？")
    match.outcome      # Outcome.ANSWER
    match.entry_id     # "zh-fee-pay"

Pure: it reads a file when told to and otherwise only computes. It knows no clock, no network and nobody above it.
Matching, and with it numpy, is loaded when a `KnowledgeBase` is first asked for: a ledger needs neither.
"""

from typing import TYPE_CHECKING, Any

from faq.entry import Entry, Example, Language
from faq.files.problem import LibraryError, Problem
from faq.manner import Manner, manner_of
from faq.match import Candidate, Match, Outcome
from faq.questions import clauses_in, parts_of, questions_in

if TYPE_CHECKING:
    from faq.knowledge import KnowledgeBase

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
    "clauses_in",
    "manner_of",
    "parts_of",
    "questions_in",
]


def __getattr__(name: str) -> Any:
    if name == "KnowledgeBase":
        from faq.knowledge import KnowledgeBase  # noqa: PLC0415 - see the module's docstring

        return KnowledgeBase
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""A match says what the library knows about a message, and how surely."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What may be done with a match."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that might be meant; `score` is its likeness to the message, 0 to 1."""

    entry_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The library's view of one message.

    `entry_id` is set if and only if the outcome is an answer; `confidence` (0 to 1) is that of the best candidate;
    `candidates` are at most three, best first; an answer is the first of them, and where the outcome is none they are
    what was thought of and found too unlike to be offered.
    """

    outcome: Outcome
    entry_id: str | None = None
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()

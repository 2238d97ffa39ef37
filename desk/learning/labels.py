"""What was learned from a conversation: whether the bot's thought was right, and what was asked in vain."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.events import Thought


class Source(StrEnum):
    """Who told what was right."""

    HELPED = "helped"  # the customer said that the answer helped
    PICKED = "picked"  # the customer picked an entry
    SENT_BY_AGENT = "sent_by_agent"  # an agent sent an entry
    HANDED_OVER = "handed_over"  # the customer wanted a person right after the answer, who answered differently
    ANSWERED_OTHERWISE = "answered_otherwise"  # nothing had helped, and a person answered without an entry
    EDITOR = "editor"  # an editor decided about the wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What turned out about a thought; a later word about the same question takes its place.

    `correct` is the entry that would have been right, None where none fits.
    """

    at: datetime
    thought: Thought
    source: Source
    correct: str | None

    @property
    def right(self) -> bool:
        """Whether the bot had the right thing in mind."""
        return self.thought.entry_id == self.correct


class Vain(StrEnum):
    """In which way a question was asked in vain."""

    MISS = "miss"
    NOT_HELPFUL = "not_helpful"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInVain:
    """A question for the gaps; its words stand in the message."""

    at: datetime
    message: int
    part: int
    how: Vain


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredByHuman:
    """What an agent answered to questions asked in vain, masked; of several answers the longest is kept."""

    questions: tuple[tuple[int, int], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a decision teaches, besides what it does."""

    labels: tuple[Label, ...] = ()
    in_vain: tuple[AskedInVain, ...] = ()
    answers: tuple[AnsweredByHuman, ...] = ()

    def __add__(self, other: "Lessons") -> "Lessons":
        return Lessons(self.labels + other.labels, self.in_vain + other.in_vain, self.answers + other.answers)

    def __bool__(self) -> bool:
        return bool(self.labels or self.in_vain or self.answers)


NOTHING = Lessons()
"""What most decisions teach."""

"""An entry is one question customers ask, in all the ways they ask it, and the one agreed answer."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["zh", "en"]
Lead = Literal["repair", "complaint", "person"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the library.

    `answer` may be missing in libraries that are only matched against, never spoken from.
    `valid_from` and `valid_until` are both days on which the answer still holds; `review_on` is a reminder, no limit.
    A message that contains one of the `veto` words is never answered from this entry.
    With `applies_to` (branches, customer levels) it speaks only to those who bear one of these tags; without, to all.
    An answer that `leads_to` a form or to a person says how one gets there, and nothing to who is there already.
    """

    id: str
    question: str
    variants: tuple[str, ...] = ()
    answer: str | None = None
    language: Language = "zh"
    category: str = ""
    keywords: tuple[str, ...] = ()
    owner: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    review_on: date | None = None
    veto: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    leads_to: Lead | None = None

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The question and its variants, the question first."""
        return (self.question, *self.variants)

    def valid_on(self, day: date) -> bool:
        """Whether the answer holds on that day."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, slots=True)
class Example:
    """A real question and the entry that was right for it, or None where no entry fits.

    `weight` above 0 and up to 1 is how much it is believed: an agent's decision fully, a customer's pick by half.
    """

    text: str
    entry_id: str | None
    weight: float = 1.0

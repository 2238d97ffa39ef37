"""What a batch teaches the golden set and lets it forget."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from desk.learning.gap_board import Verdict, taken_up
from desk.library import events as e
from desk.library.shelf import Shelved
from faq.text import normalise
from faq.upkeep.golden import EDITOR, FEEDBACK, Golden


class GoldenSet:
    """The golden set as far as a batch is about it: `known` is what was in it of the questions that are spoken of."""

    def __init__(self, known: Mapping[str, Golden], *, now: datetime) -> None:
        self._known = known
        self._now = now
        self._taught: dict[str, tuple[Golden, int | None]] = {}
        self._forgotten: set[str] = set()

    @property
    def taught(self) -> tuple[tuple[Golden, int | None], ...]:
        """What must be written, each with who taught it; None: a file."""
        return tuple(self._taught.values())

    @property
    def forgotten(self) -> tuple[str, ...]:
        """The questions that must be taken out."""
        return tuple(sorted(self._forgotten))

    def add(self, question: str, entry_id: str | None, by: int) -> e.GoldenAdded:
        """Teach whose question this is."""
        self._forgotten.discard(question)
        return self._teach(Golden(question, entry_id, EDITOR), by)

    def drop(self, question: str, by: int) -> e.GoldenDropped | None:
        """Forget a question; None: it was not known."""
        known = self._taught.pop(question, (self._known.get(question), None))[0]
        if known is None or question in self._forgotten:
            return None
        self._forgotten.add(question)
        return e.GoldenDropped(at=self._now, entry_id=known.expected, by=by)

    def keep_feedback(self, published: Shelved, verdicts: Iterable[Verdict], by: int) -> Iterator[e.GoldenAdded]:
        """Customers' words that have become a phrasing must find it from now on, even where the phrasing goes again."""
        version = published.in_force
        phrasings = {normalise(text) for text in version.entry.phrasings} if version else set[str]()
        for one in verdicts:
            known = one.text in self._known or one.text in self._taught
            given = taken_up(one) and one.entry_id == published.shelf.entry_id
            if not known and given and normalise(one.text) in phrasings:
                yield self._teach(Golden(one.text, one.entry_id, FEEDBACK), by)

    def take_over(self, golden: Iterable[Golden]) -> None:
        """Take in what a file says."""
        self._taught |= {one.text: (one, None) for one in golden}

    def _teach(self, golden: Golden, by: int) -> e.GoldenAdded:
        self._taught[golden.text] = (golden, by)
        return e.GoldenAdded(at=self._now, entry_id=golden.expected, by=by)

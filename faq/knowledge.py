"""The knowledge base: all entries at once, asked with a message, answering with a match.

It never changes: an edited library is a new `KnowledgeBase` with another `version`, so whoever holds one may keep
asking it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Self

from faq.certainty import certainty, judge
from faq.entry import Entry, Language
from faq.match import Candidate, Match, Outcome
from faq.matcher import Contender, Matcher
from faq.reading import read
from faq.text import fold, language_of, mentions, normalise, words


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a message was matched as it was: its key, the entries in the running, and the match."""

    key: str
    ranking: tuple[Contender, ...]
    strangeness: float
    certainty: float
    match: Match


class KnowledgeBase:
    """Entries, found by id or by what a customer writes."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self._by_id = {entry.id: entry for entry in self.entries}
        self._by_key = _by_key(self.entries)
        self._vetoes = {entry.id: words(entry.veto) for entry in self.entries if entry.veto}
        self._matcher = Matcher(self.entries)
        self.version = _digest(self.entries)

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """The library in a file, or in all library files of a folder; all or nothing.

        Raises:
            LibraryError: with every problem found, where it is and how to mend it.
        """
        return cls(read(Path(path)))

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id."""
        return self._by_id.get(entry_id)

    def match(self, text: str, *, today: date | None = None, language: Language | None = None) -> Match:
        """What the library knows about a message; never raises, whatever the message.

        Without `today` validity dates are not looked at. Without `language` the script of the message decides which
        language is preferred. A veto word in the message silences its entry even where a phrasing is met exactly.
        """
        return self.explain(text, today=today, language=language).match

    def explain(self, text: str, *, today: date | None = None, language: Language | None = None) -> Explanation:
        """The same match with everything it was decided on."""
        key = normalise(text)
        spoken = language or language_of(key)
        silenced = self._silenced(fold(text), today)
        exact = [entry for entry in self._by_key.get(key, ()) if entry.id not in silenced]
        ranking = tuple(self._matcher.rank(key, spoken, silenced))
        strangeness = self._matcher.strangeness(key)
        match = _exactly(_preferred(exact, spoken)) if exact else judge(ranking, strangeness, spoken)
        sure = certainty(ranking, strangeness) if ranking else 0.0
        return Explanation(key, ranking, strangeness, sure, match)

    def _silenced(self, folded: str, today: date | None) -> set[str]:
        """The ids of entries that may not speak: vetoed by a word of the message, or out of their time."""
        vetoed = {
            entry_id for entry_id, vetoes in self._vetoes.items() if any(mentions(folded, word) for word in vetoes)
        }
        expired = {entry.id for entry in self.entries if today and not entry.valid_on(today)}
        return vetoed | expired


def _by_key(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in {normalise(text) for text in entry.phrasings} - {""}:
            found[key].append(entry)
    return dict(found)


def _preferred(entries: list[Entry], language: Language) -> list[Entry]:
    """Those in the customer's language, or all where none is."""
    return [entry for entry in entries if entry.language == language] or entries


def _exactly(entries: list[Entry]) -> Match:
    """One entry with this very phrasing is an answer without a doubt; several are a question to ask back."""
    candidates = tuple(Candidate(entry.id, 1.0) for entry in entries[:3])
    if len(entries) == 1:
        return Match(Outcome.ANSWER, entries[0].id, 1.0, candidates)
    return Match(Outcome.SUGGEST, None, 1 / len(entries), candidates)


def _digest(entries: Iterable[Entry]) -> str:
    """Sixteen hexadecimal digits that are the same for the same entries in any order."""
    lines = sorted(repr(astuple(entry)) for entry in entries)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

"""The knowledge base: all entries at once, asked with a message, answering with a match.

It never changes: an edited library is a new `KnowledgeBase` with another `version`, so whoever holds one may keep
asking it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from faq.entry import Entry, Example, Language
from faq.files.reading import read
from faq.match import Candidate, Match, Outcome
from faq.matching import version
from faq.matching.calibration import (
    NEVER,
    PRECISION,
    Thresholds,
    Trial,
    is_bare,
    kind_of,
    misgivings,
    thresholds,
    thresholds_of_life,
)
from faq.matching.corpus import Fitted
from faq.matching.embedding import Embedding, trained
from faq.matching.holdings import Holdings, holdings
from faq.matching.judgement import fitted as judgement
from faq.matching.leaning import leaning
from faq.matching.matcher import Asking, Contender, Matcher, Ranking, fits_several
from faq.matching.pinyin import is_typed_pinyin
from faq.matching.remembered import Measured, measured_beside
from faq.matching.trials import trials_of_examples, trials_of_phrasings
from faq.text import fold, language_of, normalise
from faq.upkeep.golden import examples_of, golden_beside

CHOICES = 3
"""Choices offered at most."""

WORTH_A_CHOICE = 0.1
"""A choice has at least this share of the strongest one's vote."""

TELLING = 100
"""Examples that tell more about real questions than the phrasings do."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a message was matched as it was: its key, the entries in the running, the thresholds, and the match."""

    key: str
    ranking: tuple[Contender, ...]
    strangeness: float
    confidence: float
    answer_from: float
    suggest_from: float
    match: Match


class KnowledgeBase:
    """Entries, found by id or by what a customer writes."""

    def __init__(
        self,
        entries: Iterable[Entry],
        examples: Iterable[Example] = (),
        *,
        precision: float = PRECISION,
        embedding: Embedding | None = None,
        golden: Iterable[Example] = (),
        measured: Measured | None = None,
    ) -> None:
        """Fitted at once, which takes the longer the larger the library is.

        `examples` are real questions with the entries that were right for them; `precision` is the share of direct
        answers that shall be right, 0 to 1; `embedding` takes the place of the one that comes with the program. A
        `golden` set of real questions that is large enough sets the thresholds instead of the library's own phrasings.
        What was `measured` before is believed where it was measured on the same.
        """
        self.precision = precision
        self._holdings = holdings(entries, examples, embedding or trained())
        self.golden = tuple(golden)
        self.thresholds = Thresholds()
        self.measured = self._measured(measured)
        self.thresholds = self.measured.thresholds

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """The library in a file, or in all library files of a folder, with its golden set; all or nothing.

        Raises:
            LibraryError: with every problem found, where it is and how to mend it.
        """
        where = Path(path)
        golden = examples_of(golden_beside(where))
        return cls(read(where), golden=golden, measured=measured_beside(where))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the library."""
        return self._holdings.collection.all()

    @property
    def examples(self) -> tuple[Example, ...]:
        """The real questions it has learned from."""
        return self._holdings.examples

    @property
    def version(self) -> str:
        """Sixteen hexadecimal digits that are the same for the same entries in any order."""
        return version.written(self._holdings.total)

    @property
    def stale(self) -> bool:
        """Whether anything changed since the library was fitted."""
        return self._holdings.stale

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id."""
        return self._holdings.collection.get(entry_id)

    def changed(
        self, put: Iterable[Entry] = (), removed: Iterable[str] = (), examples: Iterable[Example] | None = None
    ) -> Self:
        """The library with these entries new or in place of those with their ids, and without the removed ones.

        Everything in it can be found at once, by the nearest texts; the vote of all and the thresholds stay as they
        were fitted until somebody has the time for `refitted`. `examples`, where given, take the place of all.
        """
        held = self._holdings.changed(put, removed)
        return self._with(held if examples is None else held.taught(tuple(examples)), self.thresholds)

    def refitted(self, golden: Iterable[Example] | None = None) -> Self:
        """The same library with everything exact again; a `golden` set takes the place of the one it had.

        What stayed since the last fit is not taken apart again, but where thresholds do not stay either, they are
        found out anew: that may take a second or two, and two milliseconds for each golden question.
        """
        other = self._with(self._holdings.refitted() if self.stale else self._holdings, Thresholds())
        if golden is not None:
            other.golden = tuple(golden)
        other.measured = other._measured(self.measured)  # noqa: SLF001 - it is one of us
        other.thresholds = other.measured.thresholds
        return other

    def fitted(self) -> Self:
        """The same library with every vote exact again and the thresholds it has, to be compared with another."""
        return self._with(self._holdings.refitted(), self.thresholds)

    def calibrated_on(self, labelled: Sequence[Example]) -> Self:
        """The same library with its thresholds chosen on real questions instead of its own phrasings."""
        trials = [self._tried(example) for example in labelled]
        return self._with(self._holdings, thresholds_of_life(trials, self.precision))

    def match(
        self,
        text: str,
        *,
        today: date | None = None,
        language: Language | None = None,
        follows: str | None = None,
        tags: frozenset[str] = frozenset(),
    ) -> Match:
        """What the library knows about a message; never raises, whatever the message.

        Without `today` validity dates are not looked at. Without `language` the script of the message decides which
        language is preferred, and none is for what may be typed pinyin. `follows` is the id of the entry the customer
        heard last, which 那周末呢 leans on. `tags` are the branches and levels of the customer. A veto word in the
        message silences its entry even where a phrasing is met exactly.
        """
        return self.explain(text, today=today, language=language, follows=follows, tags=tags).match

    def explain(
        self,
        text: str,
        *,
        today: date | None = None,
        language: Language | None = None,
        follows: str | None = None,
        tags: frozenset[str] = frozenset(),
    ) -> Explanation:
        """The same match with everything it was decided on."""
        key = normalise(text)
        asking = Asking(key, fold(text), language or _language(key), today, tags)
        explanation = self._explained(asking)
        topic = self.entry(follows) if follows else None
        if topic is None or explanation.match.outcome is Outcome.ANSWER:
            return explanation
        return self._followed(asking, explanation, topic)

    def _explained(self, asking: Asking) -> Explanation:
        key = asking.key
        held = self._holdings
        ranking = Matcher(held.corpus, held.families, held.collection).rank(asking) if key else Ranking()
        exact = asking.preferred(held.collection.saying(key))
        sure = judgement().confidence(ranking.evidence) if ranking.evidence is not None else 0.0
        first = ranking.contenders[0].entry.id if ranking.contenders else ""
        unclear = is_bare(key) or fits_several(key, ranking)
        answer_from = NEVER if unclear else self.thresholds.answers(kind_of(key), first)
        match = _exactly(exact) if exact else _judged(ranking, sure, answer_from, self.thresholds.suggest_from)
        suggest_from = self.thresholds.suggest_from
        return Explanation(key, ranking.contenders, ranking.strangeness, sure, answer_from, suggest_from, match)

    def _followed(self, asking: Asking, alone: Explanation, topic: Entry) -> Explanation:
        """The match of a question that leans on the last one, where that leads further; never the same answer again."""
        rest = leaning(asking.key)
        if rest is None:
            return alone
        together = self._explained(replace(asking, key=normalise(f"{topic.question} {rest}")))
        match = together.match
        if match.entry_id == topic.id:
            match = Match(Outcome.SUGGEST, None, match.confidence, match.candidates)
        return alone if match.outcome is Outcome.NONE else replace(together, key=asking.key, match=match)

    def _with(self, held: Holdings, chosen: Thresholds) -> Self:
        other = type(self).__new__(type(self))
        vars(other).update(vars(self), _holdings=held, thresholds=chosen)
        return other

    def _measured(self, known: Measured | None) -> Measured:
        tried = [sorted(map(repr, asked)) for asked in (self.examples, self.golden)]
        basis = version.digest(self.version, tried, self.precision, judgement().digest)
        return known if known is not None and known.basis == basis else Measured(basis, self._thresholds())

    def _thresholds(self) -> Thresholds:
        """The thresholds that the golden set allows, or where it is too small, what was learned, or the phrasings.

        A golden question in the very words of a phrasing is always sure, and so tells nothing about the others.
        """
        trials = [trial for trial in map(self._tried, self.golden) if trial.confidence < NEVER]
        fitted = self._holdings.corpus.fitted
        if len(trials) < TELLING:
            return _calibrated(fitted, self.precision)
        chosen = thresholds_of_life(trials, self.precision)
        return replace(chosen, by_entry=misgivings(trials_of_examples(fitted)))

    def _tried(self, example: Example) -> Trial:
        match = self.match(example.text)
        found = match.candidates[0].entry_id if match.candidates else None
        right = found is not None and found == example.entry_id
        kind = kind_of(normalise(example.text))
        return Trial(match.confidence, right, example.entry_id is not None, example.weight, kind, found)


def _language(key: str) -> Language | None:
    """The language a normalised message is written in; None for Latin letters that may be Chinese."""
    return None if is_typed_pinyin(key) else language_of(key)


def _calibrated(fitted: Fitted, precision: float) -> Thresholds:
    """The thresholds that real questions allow, or where they are too few, the library's own phrasings."""
    real = trials_of_examples(fitted)
    trials = real if len(real) >= TELLING else trials_of_phrasings(fitted)
    return thresholds(trials, precision, misgivings(real))


def _exactly(entries: list[Entry]) -> Match:
    """One entry with this very phrasing is an answer without a doubt; several are a question to ask back."""
    candidates = tuple(Candidate(entry.id, 1.0) for entry in entries[:CHOICES])
    if len(entries) == 1:
        return Match(Outcome.ANSWER, entries[0].id, 1.0, candidates)
    return Match(Outcome.SUGGEST, None, 1 / len(entries), candidates)


def _judged(ranking: Ranking, sure: float, answer_from: float, suggest_from: float) -> Match:
    if not ranking.contenders:
        return Match(Outcome.NONE)
    worth = WORTH_A_CHOICE * ranking.contenders[0].strength
    heard = [one for one in ranking.contenders[:CHOICES] if one.strength >= worth]
    candidates = tuple(Candidate(one.entry.id, one.strength) for one in heard)
    if sure >= answer_from and not _rivals(ranking):
        return Match(Outcome.ANSWER, candidates[0].entry_id, sure, candidates)
    return Match(Outcome.SUGGEST if sure >= suggest_from else Outcome.NONE, None, sure, candidates)


def _rivals(ranking: Ranking) -> bool:
    """Whether two entries with the same question are found equally strong."""
    first, *others = ranking.contenders
    return any(one.family == first.family for one in others)

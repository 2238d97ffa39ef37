"""Which entries are meant by a question: the vote of the texts, heard for those entries that may speak.

An entry is silent while a veto word is in the message, outside its days, or for whom it does not apply. Of several that
answer the same question, the one made for this customer's branch or level speaks, and the one in their language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from faq.entry import Entry, Language
from faq.matching.collection import Collection
from faq.matching.corpus import NOBODY, Before, Corpus
from faq.matching.evidence import Scene, evidence
from faq.matching.families import Families
from faq.matching.views import NAMES
from faq.text import language_of, mentions, normalise, words

KEYWORD = 0.05
"""What a keyword adds to the vote for its entry when the message mentions it."""

OTHER_LANGUAGE = 0.85
"""What is left of the vote for an entry in a language the customer does not write."""

LOOKED_AT = 24
"""Families that are asked whether they may speak."""


SHOWN = 5
"""Families in a ranking."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with what bears on who may answer it: its folded message, the day, the language, the asker's tags.

    Without a `language` entries in all languages are heard alike.
    """

    key: str
    folded: str
    language: Language | None
    today: date | None = None
    tags: frozenset[str] = frozenset()

    def may_hear(self, entry: Entry) -> bool:
        """Whether the entry may speak."""
        timely = self.today is None or entry.valid_on(self.today)
        addressed = not entry.applies_to or not self.tags.isdisjoint(entry.applies_to)
        return timely and addressed and not any(mentions(self.folded, word) for word in words(entry.veto))

    def preferred(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those that may speak; only those made for the asker, and in their language, where there are such."""
        heard = [entry for entry in entries if self.may_hear(entry)]
        heard = [entry for entry in heard if entry.applies_to] or heard
        return [entry for entry in heard if entry.language == self.language] or heard


@dataclass(frozen=True, slots=True)
class Contender:
    """An entry in the running: its likest phrasing, how each view sees it, 0 to 1, and the share of the vote it has.

    Entries of one `family` have the same question.
    """

    entry: Entry
    phrasing: str
    views: dict[str, float]
    strength: float
    family: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Contenders, strongest first, the evidence for the first, and the share of the question new to the library."""

    contenders: tuple[Contender, ...] = ()
    evidence: NDArray[np.float32] | None = None
    strangeness: float = 0.0


def fits_several(key: str, ranking: Ranking) -> bool:
    """Whether a normalised question is but a part of what leads to several entries (怎么收费, opening hours)."""
    apart = " " if language_of(key) == "en" else ""  # a part of English is made of words
    part = f"{apart}{key}{apart}"
    return len({one.family for one in ranking.contenders if part in f"{apart}{normalise(one.phrasing)}{apart}"}) > 1


@dataclass(frozen=True, slots=True)
class _Voice:
    column: int
    vote: float
    speakers: list[Entry]


class Matcher:
    """Ranks entries for a question; asking changes nothing in it."""

    def __init__(self, corpus: Corpus, families: Families, collection: Collection) -> None:
        self._corpus = corpus
        self._families = families
        self._collection = collection

    def rank(self, asking: Asking) -> Ranking:
        """The entries that may answer, strongest first."""
        if not self._corpus.size:
            return Ranking(strangeness=1.0)
        before = self._corpus.before(asking.key)
        voices, silent = self._voices(before, asking)
        if not voices:
            return Ranking(strangeness=before.scene.strangeness)
        scene = _heard(before.scene, voices, silent)
        columns = np.array([voice.column for voice in voices])
        found = evidence(scene, columns, self._corpus.shelf, self._corpus.fitted.ordinary)
        contenders = [one for voice in voices[:SHOWN] for one in self._contenders(before, voice)]
        return Ranking(tuple(contenders), found, scene.strangeness)

    def _voices(self, before: Before, asking: Asking) -> tuple[list[_Voice], list[int]]:
        """The families that may speak, strongest first, and the columns of those that may not."""
        mentioned = {self._families.of(one.key) for one in self._collection.about(asking.key)}
        spoken: list[_Voice] = []
        silent: list[int] = []
        for column in self._looked_at(before, mentioned):
            family = int(before.classes[column])
            members = [self._collection.get(entry_id) for entry_id in self._families.members(family)]
            if speakers := asking.preferred(filter(None, members)):
                vote = float(before.scene.votes[column]) + (KEYWORD if family in mentioned else 0.0)
                spoken.append(_Voice(column, vote, speakers))
            else:
                silent.append(column)
        return sorted(_own_language_first(spoken, asking.language), key=_standing), silent

    def _looked_at(self, before: Before, mentioned: set[int]) -> list[int]:
        order = np.argsort(-before.scene.votes, kind="stable")[: LOOKED_AT + 1].tolist()
        columns = np.nonzero(np.isin(before.classes, list(mentioned)))[0].tolist() if mentioned else []
        return [column for column in dict.fromkeys([*order, *columns]) if before.classes[column] != NOBODY]

    def _contenders(self, before: Before, voice: _Voice) -> list[Contender]:
        own = np.nonzero(before.scene.classes == voice.column)[0]
        found: list[Contender] = []
        family = int(before.classes[voice.column])
        texts = [(at, self._corpus.text(int(before.scene.numbers[at]))) for at in own.tolist()]
        for entry in voice.speakers if texts else ():
            mine = [(at, text) for at, text in texts if text.entry_id == entry.id] or texts
            best, text = max(mine, key=lambda pair: before.scene.likenesses[pair[0]])
            seen: list[float] = before.scene.views[best].tolist()
            views = dict[str, float](zip(NAMES, seen, strict=True))
            found.append(Contender(entry, text.written, views, min(max(voice.vote, 0.0), 1.0), family))
        return found


def _own_language_first(voices: list[_Voice], language: Language | None) -> list[_Voice]:
    """The votes for entries in another language are worth less where there are entries in this one."""
    foreign = [voice.speakers[0].language != language for voice in voices]
    if language is None or all(foreign):
        return voices
    return [
        replace(voice, vote=voice.vote * OTHER_LANGUAGE) if other and voice.vote > 0 else voice
        for voice, other in zip(voices, foreign, strict=True)
    ]


def _standing(voice: _Voice) -> tuple[float, str]:
    """Strongest first; equals in the order of their ids, so that every run says the same."""
    return -voice.vote, voice.speakers[0].id


def _heard(scene: Scene, voices: list[_Voice], silent: list[int]) -> Scene:
    """The scene as the adjusted votes have it, without the texts of those who may not speak."""
    votes: NDArray[np.float32] = scene.votes.copy()
    for voice in voices:
        votes[voice.column] = voice.vote
    heard = replace(scene, votes=votes)
    return heard.without(np.isin(scene.classes, silent)) if silent else heard

"""The gate: a change that would make answers worse is stopped, with the list of what would go wrong.

A library is asked its golden questions before and after a change. As an exact phrasing is always sure, a new entry's
own phrasings prove nothing about itself; so they are also asked of the library before: if that took one of them
surely for another entry's, or knew it in another order, the new entry takes that one's customers away.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar

from rapidfuzz import fuzz

from faq.entry import Entry
from faq.knowledge import KnowledgeBase
from faq.match import Match, Outcome
from faq.text import normalise
from faq.upkeep.golden import PHRASING, Golden
from faq.upkeep.rivals import Rivals, rivals, side_by_side

Item = TypeVar("Item")

MOST_PHRASINGS = 500
"""New phrasings of one change that are asked of the library before; of more, as many evenly chosen ones."""

MOST_GOLDEN = 5_000
"""Golden questions that are asked; of more, as many evenly chosen ones."""

LIKE = 85.0
"""Likeness of two phrasings, 0 to 100, from which they are reported as one question asked twice."""

SURE = 0.9
"""Confidence from which a phrasing counts as another entry's question, whether or not that may be answered directly."""

CLOSE = 70.0
"""Likeness of two phrasings, 0 to 100, below which being sure is rather the matcher's mistake than a theft."""

TOLERANCE = 0.005
"""A fall of precision that is none: one right answer fewer among two hundred."""

_light = re.compile(
    r"[的地得了吗么呢吧啊呀里儿是就都也还请我你想要一下个\s]|\b(?:a|an|the|do|does|is|are|can|could|i|my|you|your|to|please)\b"
)
"""What can be left out of a question without changing it."""

UNMATCHED = frozenset(
    {"answer", "owner", "category", "valid_from", "valid_until", "review_on", "attachments", "leads_to"}
)
"""Fields of an entry that no question is matched by."""


@dataclass(frozen=True, slots=True)
class Stolen:
    """A question that belongs to `owner` and would go to `thief`."""

    text: str
    owner: str
    thief: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A golden question that would go wrong: answered by an entry it does not belong to, or by none any more."""

    text: str
    expected: str | None
    answered: str | None


@dataclass(frozen=True, slots=True)
class Twins:
    """Two phrasings of two entries that ask nearly the same; `likeness` is 0 to 1."""

    entry_id: str
    phrasing: str
    other_id: str
    other: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change would do to the answers.

    `stolen`, `newly_wrong`, `rivals` and a lower precision stop it; `duplicates` (near-duplicate phrasings) and
    `weakened` (golden questions served less well, but by no other entry) are only reported. A precision is the share of
    right ones among the golden questions answered directly, None where none is. `unexamined` counts the golden
    questions and phrasings left out because there are too many. `known` holds what the library after the change says
    to each golden question: give it to the next examination, whose library before is this one's after.
    """

    passed: bool
    stolen: tuple[Stolen, ...] = ()
    newly_wrong: tuple[Wrong, ...] = ()
    rivals: tuple[Rivals, ...] = ()
    duplicates: tuple[Twins, ...] = ()
    weakened: tuple[Golden, ...] = ()
    precision_before: float | None = None
    precision_after: float | None = None
    unexamined: int = 0
    known: Mapping[str, Match] = field(default_factory=dict[str, Match], compare=False, repr=False)


def needs_examination(old: Entry | None, new: Entry) -> bool:
    """Whether a change can move a question: new words can; another answer, owner or date alone cannot."""
    if old is None:
        return True
    blank = {name: getattr(new, name) for name in UNMATCHED}
    return replace(old, **blank) != new


def examine(
    before: KnowledgeBase,
    after: KnowledgeBase,
    golden: Sequence[Golden],
    changed: Collection[str],
    *,
    today: date | None = None,
    known: Mapping[str, Match] | None = None,
) -> Verdict:
    """What going from `before` to `after` would do; `changed` are the ids of the entries put or taken out.

    `known` spares asking `before`: golden text → its match there. Takes one match per golden question and library and
    one per new phrasing, so it belongs in a thread.
    """
    standing = _standing(golden, after)
    asked = _evenly(standing, MOST_GOLDEN)
    tags = {one.text: _tags(after.entry(one.expected or "") or before.entry(one.expected or "")) for one in asked}
    said = known or {}
    was = {text: said.get(text) or before.match(text, today=today, tags=these) for text, these in tags.items()}
    now = {text: after.match(text, today=today, tags=these) for text, these in tags.items()}
    found = [_compare(one, was[one.text], now[one.text], after, changed) for one in asked]
    fresh = [pair for entry_id in sorted(changed) for pair in _fresh(entry_id, before, after)]
    tried = _evenly(fresh, MOST_PHRASINGS)
    met = [_Met(entry, text, before.match(text, today=today, tags=_tags(entry))) for entry, text in tried]
    stolen = [one for one in found if isinstance(one, Stolen)] + [theft for one in met if (theft := _theft(one, after))]
    wrong = tuple(one for one in found if isinstance(one, Wrong))
    shared = _rivals(fresh, met, after)
    once, then = _precision(asked, was), _precision(asked, now)
    lower = once is not None and then is not None and then < once - TOLERANCE
    return Verdict(
        passed=not (stolen or wrong or shared or lower),
        stolen=tuple(dict.fromkeys(stolen)),
        newly_wrong=wrong,
        rivals=shared,
        duplicates=tuple(twins for one in met for twins in _twins(one, after)),
        weakened=tuple(one for one in found if isinstance(one, Golden)),
        precision_before=once,
        precision_after=then,
        unexamined=len(standing) - len(asked) + len(fresh) - len(met),
        known=now,
    )


def _tags(entry: Entry | None) -> frozenset[str]:
    """What a customer has for whom the entry is meant."""
    return frozenset(entry.applies_to) if entry else frozenset()


@dataclass(frozen=True, slots=True)
class _Met:
    """A new phrasing and what the library before made of it."""

    entry: Entry
    text: str
    match: Match


def _standing(golden: Iterable[Golden], after: KnowledgeBase) -> list[Golden]:
    """The golden questions that still mean something: one from a phrasing only while its entry has the phrasing."""
    found: list[Golden] = []
    keys: dict[str, set[str]] = {}
    for one in golden:
        if one.source == PHRASING and one.expected is not None:
            if one.expected not in keys:
                keys[one.expected] = _keys(after.entry(one.expected))
            if normalise(one.text) not in keys[one.expected]:
                continue
        found.append(one)
    return found


def _keys(entry: Entry | None) -> set[str]:
    return {normalise(text) for text in entry.phrasings} if entry else set[str]()


def _compare(
    golden: Golden, was: Match, now: Match, after: KnowledgeBase, changed: Collection[str]
) -> Stolen | Wrong | Golden | None:
    """What became of a golden question; nothing if it is served at least as well as before."""
    if golden.expected is None or after.entry(golden.expected) is None:
        newly = now.outcome is Outcome.ANSWER and was.entry_id in {None, golden.expected}
        return _wrong(golden, now) if newly else None
    once, then = _served(golden.expected, was), _served(golden.expected, now)
    if then >= once:
        return None
    first = _first(now)
    if now.outcome is Outcome.ANSWER and first is not None and (once == ANSWERED or first in changed):
        return Stolen(golden.text, golden.expected, first) if once else _wrong(golden, now)
    if once < FIRST:
        return golden
    if first is None:  # what was only offered may fall below what is worth offering: the fit moves everything a little
        return _wrong(golden, now) if once == ANSWERED else golden
    displaced = first != golden.expected and (once == ANSWERED or first in changed)
    return Stolen(golden.text, golden.expected, first) if displaced else golden


ANSWERED, FIRST, OFFERED = 3, 2, 1
"""How well a golden question is served: rightly answered, first of the choices, among them; 0: not, -1: wrongly."""


def _served(expected: str, match: Match) -> int:
    if match.outcome is Outcome.ANSWER:
        return ANSWERED if match.entry_id == expected else -1
    if match.outcome is Outcome.NONE or expected not in {one.entry_id for one in match.candidates}:
        return 0
    return FIRST if _first(match) == expected else OFFERED


def _first(match: Match) -> str | None:
    """The entry that a customer sees first."""
    return match.candidates[0].entry_id if match.outcome is not Outcome.NONE else None


def _wrong(golden: Golden, now: Match) -> Wrong:
    return Wrong(golden.text, golden.expected, now.entry_id)


def _precision(asked: Sequence[Golden], met: Mapping[str, Match]) -> float | None:
    """The share of right ones among the direct answers."""
    answered = [(one, met[one.text].entry_id) for one in asked if met[one.text].outcome is Outcome.ANSWER]
    right = sum(one.expected == entry_id for one, entry_id in answered)
    return right / len(answered) if answered else None


def _fresh(entry_id: str, before: KnowledgeBase, after: KnowledgeBase) -> list[tuple[Entry, str]]:
    """The phrasings that a changed entry did not have before."""
    entry, old = after.entry(entry_id), before.entry(entry_id)
    if entry is None:
        return []
    known = _keys(old)
    return [(entry, text) for text in entry.phrasings if normalise(text) not in known]


def _theft(met: _Met, after: KnowledgeBase) -> Stolen | None:
    """A phrasing that was another's question: surely so and in much the same words, or but for order and light words.

    One that the other has word for word is told as a rival.
    """
    first = met.match.candidates[0].entry_id if met.match.candidates else ""
    other = after.entry(first)
    if other is None or other.id == met.entry.id or not side_by_side(met.entry, other):
        return None
    key, keys = normalise(met.text), _keys(other)
    close = max(map(partial(like, key), keys), default=0.0) >= CLOSE
    sure = (close and met.match.confidence >= SURE) or any(_letters(key) == _letters(one) for one in keys)
    return Stolen(met.text, other.id, met.entry.id) if sure and key not in keys else None


def _letters(key: str) -> str:
    return "".join(sorted(_light.sub("", key)))


def _twins(met: _Met, after: KnowledgeBase) -> list[Twins]:
    """The likest phrasing of each candidate, where it asks nearly the same as this one."""
    key = normalise(met.text)
    found: list[Twins] = []
    for candidate in met.match.candidates:
        other = after.entry(candidate.entry_id)
        if other is None or other.id == met.entry.id or not side_by_side(met.entry, other):
            continue
        likeness, phrasing = max((like(key, normalise(text)), text) for text in other.phrasings)
        if likeness >= LIKE and normalise(phrasing) != key:
            found.append(Twins(met.entry.id, met.text, other.id, phrasing, round(likeness / 100, 2)))
    return found


def like(one: str, other: str) -> float:
    """The likeness of two normalised phrasings in any order of their letters, 0 to 100."""
    return max(fuzz.ratio(one, other), fuzz.ratio("".join(sorted(one)), "".join(sorted(other))))


def _rivals(fresh: Sequence[tuple[Entry, str]], met: Sequence[_Met], after: KnowledgeBase) -> tuple[Rivals, ...]:
    """The new phrasings that another entry has too; only entries that a match has found need be looked through."""
    if len(met) < len(fresh):
        near = list(after.entries)
    else:
        ids = {one.entry.id for one in met} | {found.entry_id for one in met for found in one.match.candidates}
        near = [entry for entry_id in sorted(ids) if (entry := after.entry(entry_id))]
    keys = {normalise(text) for _, text in fresh}
    return tuple(one for one in rivals(near) if normalise(one.phrasing) in keys)


def _evenly(items: Sequence[Item], most: int) -> list[Item]:
    """All items, or as many as may be, evenly chosen."""
    return list(items) if len(items) <= most else [items[index * len(items) // most] for index in range(most)]

"""What a library's keepers should look at: entries that get in each other's way, that nobody reaches, that are over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from faq.entry import Entry
from faq.files.headers import Locale
from faq.matching.neighbours import Neighbours
from faq.text import fold, mentions, normalise
from faq.upkeep.gate import LIKE, like
from faq.upkeep.rivals import rivals, side_by_side
from faq.upkeep.usage import LOOKED_BACK, Unused

MOST_COMPARED = 20_000
"""Phrasings that are compared with one another; of more, the questions, and as many of them as may be."""

NEAR = 0.7
"""Cosine from which two phrasings are compared letter by letter."""


class Concern(StrEnum):
    """Why an entry should be looked at."""

    RIVALS = "rivals"
    UNREACHABLE = "unreachable"
    EXPIRED = "expired"
    REVIEW_OVERDUE = "review_overdue"
    NO_ANSWER = "no_answer"
    SAME_ANSWER = "same_answer"
    TWINS = "twins"
    NEVER_HIT = "never_hit"


TOLD = frozenset({Concern.TWINS, Concern.SAME_ANSWER, Concern.NO_ANSWER, Concern.NEVER_HIT})
"""What may well be meant so; all else is to be mended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the entries it is about, and a phrasing or a day that shows it."""

    concern: Concern
    entry_ids: tuple[str, ...]
    shown: str = ""
    other: str = ""

    @property
    def must_be_mended(self) -> bool:
        """Whether a library with it is not all right."""
        return self.concern not in TOLD


def lint(entries: Sequence[Entry], *, today: date | None = None, unused: Iterable[Unused] = ()) -> list[Finding]:
    """Everything to look at, the gravest concern first.

    Without `today` no dates are looked at. Answers are only missed where some entry has one: else the library is for
    matching alone. What is `unused` is known of a library in force only.
    """
    speaks = any(entry.answer for entry in entries)
    found = [
        *_rivals(entries),
        *_unreachable(entries),
        *(Finding(Concern.NO_ANSWER, (entry.id,), entry.question) for entry in entries if speaks and not entry.answer),
        *(Finding(concern, (entry.id,), str(day)) for concern, entry, day in (lapsed(entries, today) if today else ())),
        *_same_answers(entries),
        *_twins(entries),
        *(Finding(Concern.NEVER_HIT, (one.entry_id,), str(one.days)) for one in unused),
    ]
    return sorted(found, key=lambda finding: list(Concern).index(finding.concern))


def lapsed(entries: Iterable[Entry], today: date) -> Iterator[tuple[Concern, Entry, date]]:
    """Yield the entries that have expired or are overdue for review, each with the day that has passed."""
    for entry in entries:
        if entry.valid_until and entry.valid_until < today:
            yield Concern.EXPIRED, entry, entry.valid_until
        elif entry.review_on and entry.review_on < today:
            yield Concern.REVIEW_OVERDUE, entry, entry.review_on


def in_words(finding: Finding, locale: Locale = "en") -> str:
    """A sentence that says what is the matter and how to mend it."""
    between = "、" if locale == "zh" else " and "
    ids = between.join(finding.entry_ids)
    return SENTENCES[finding.concern][locale].format(ids=ids, shown=finding.shown, other=finding.other)


SENTENCES: dict[Concern, dict[Locale, str]] = {
    Concern.RIVALS: {
        "en": "“{shown}” is a phrasing of {ids}; leave it to one of them.",
        "zh": "“{shown}”同时是 {ids} 的问法，请只留给其中一条。",
    },
    Concern.UNREACHABLE: {
        "en": "{ids} cannot be reached: every phrasing is another entry's too or holds a veto word. Give it its own.",
        "zh": "{ids} 匹配不到：它的每个问法都和别的条目重复，或者含有自己的否决词。请给它一个自己的问法。",
    },
    Concern.SAME_ANSWER: {
        "en": "{ids} give the same answer; make one entry of them if they ask the same.",
        "zh": "{ids} 的答案相同；如果问的是同一件事，请合并成一条。",
    },
    Concern.TWINS: {
        "en": "{ids} ask nearly the same: “{shown}” and “{other}”. Make one entry of them, or tell them apart.",
        "zh": "{ids} 的问法几乎一样：“{shown}”和“{other}”。请合并成一条，或把问法写得更有区别。",
    },
    Concern.NO_ANSWER: {
        "en": "{ids} has no answer; write one, or it can be neither imported nor answered from.",
        "zh": "{ids} 没有答案，请补上，否则不能导入，也无法用它回答客户。",
    },
    Concern.EXPIRED: {
        "en": "{ids} expired after {shown}; renew it or retire it.",
        "zh": "{ids} 已于 {shown} 之后失效，请续期或停用。",
    },
    Concern.REVIEW_OVERDUE: {
        "en": "{ids} should have been reviewed by {shown}; look at it and set the next date.",
        "zh": "{ids} 应在 {shown} 之前复核，请核对内容并填写下次复核日期。",
    },
    Concern.NEVER_HIT: {
        "en": f"{{ids}} was never answered, offered or sent in the last {LOOKED_BACK.days} days, and has been in force "
        "for {shown} days; look at its phrasings or retire it.",
        "zh": f"{{ids}} 已在用 {{shown}} 天，最近 {LOOKED_BACK.days} 天里没有被用来回答、供客户选择或由同事发送，"
        "请检查问法或停用。",
    },
}


def _rivals(entries: Sequence[Entry]) -> list[Finding]:
    return [Finding(Concern.RIVALS, one.entry_ids, one.phrasing) for one in rivals(entries)]


def _unreachable(entries: Sequence[Entry]) -> Iterator[Finding]:
    shared: defaultdict[str, set[str]] = defaultdict(set)
    for one in rivals(entries):
        for entry_id in one.entry_ids:
            shared[entry_id].add(normalise(one.phrasing))
    for entry in entries:
        vetoes = [fold(word) for word in entry.veto]
        if all(
            (key := normalise(text)) in shared[entry.id] | {""} or any(mentions(key, word) for word in vetoes if word)
            for text in entry.phrasings
        ):
            yield Finding(Concern.UNREACHABLE, (entry.id,), entry.question)


def _same_answers(entries: Iterable[Entry]) -> Iterator[Finding]:
    told: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.answer:
            told[normalise(entry.answer)].append(entry)
    for group in told.values():
        ids = tuple(one.id for one in group if any(other is not one and side_by_side(one, other) for other in group))
        if ids:
            yield Finding(Concern.SAME_ANSWER, ids)


def _twins(entries: Sequence[Entry]) -> list[Finding]:
    """The likest pair of phrasings of every two entries that ask nearly the same, and are no rivals."""
    phrasings = [(entry, text) for entry in entries for text in entry.phrasings]
    if len(phrasings) > MOST_COMPARED:
        phrasings = [(entry, entry.question) for entry in entries[:MOST_COMPARED]]
    keys = [normalise(text) for _, text in phrasings]
    neighbours = Neighbours(keys)
    likest: dict[tuple[str, str], tuple[float, Finding]] = {}
    for number, (entry, text) in enumerate(phrasings):
        near_by: list[int] = neighbours.near(number, NEAR).numbers.tolist()
        for near in near_by:
            other, phrasing = phrasings[near]
            if near <= number or other is entry or keys[near] == keys[number] or not side_by_side(entry, other):
                continue
            likeness = like(keys[number], keys[near])
            pair = (entry.id, other.id)
            if likeness >= LIKE and likeness > likest.get(pair, (0.0,))[0]:
                likest[pair] = (likeness, Finding(Concern.TWINS, pair, text, phrasing))
    return [finding for _, finding in likest.values()]
